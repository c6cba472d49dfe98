"""Collect what can be translated, without GNU gettext: Django reads the templates, Babel does the rest.

bin/messages.py            bring every translation up to date with the code
bin/messages.py --check    say what is missing or no longer used, and fail when anything is
"""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "carenet" / "locale"
LANGUAGES = ["nl"]
ROOMS = ("carenet", "accounts", "networks", "accountability", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[str, bytes, str]]:
    """Path, contents and language of every tracked file that may hold sentences."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *ROOMS],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in sorted(set(listed.stdout.split())):
        path = ROOT / name
        if "/migrations/" in name or not path.is_file():
            continue
        if name.endswith(".py"):
            yield name, path.read_bytes(), "python"
        elif name.endswith((".html", ".txt")):
            # Everything but the calls is blanked out; the indentation would still confuse a reader of Python.
            code = templatize(path.read_text(encoding="utf-8"), origin=name)
            yield name, "\n".join(line.strip() for line in code.splitlines()).encode(), "python"


def collected() -> Catalog:
    """Every sentence of the house, with the files it stands in."""
    catalog = new_catalog("en")
    for name, code, language in sources():
        for _line, message, _comments, context in extract(language, io.BytesIO(code), KEYWORDS):
            catalog.add(message, locations=[(name, 1)], context=context)
    return catalog


def new_catalog(language: str) -> Catalog:
    """An empty translation; its dates are fixed, so that only sentences make a difference."""
    begun = datetime(2026, 11, 23, tzinfo=UTC)
    return Catalog(
        locale=language,
        header_comment="# The words of Carenet. EUPL-1.2",
        project="Carenet",
        version="1",
        copyright_holder="the Carenet founders",
        msgid_bugs_address="see CONTRIBUTING.md",
        creation_date=begun,
        revision_date=begun,
        last_translator="the Carenet founders",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )


def kept(language: str) -> Catalog:
    """The written translation of a language, empty when there is none yet."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return new_catalog(language)
    with path.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def update(language: str) -> int:
    """Write the language's file anew from the code; the answer is how many sentences lack a translation."""
    catalog = kept(language)
    catalog.update(collected(), no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.creation_date = new_catalog(language).creation_date
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as lines:
        write_po(lines, catalog, width=110, include_lineno=False, omit_header=False, sort_output=True)
    return len(missing(language))


def _wanting(message: object, string: object) -> bool:
    parts = string if isinstance(string, (list, tuple)) else [string]
    return not all(parts)


def missing(language: str) -> list[str]:
    """Sentences of the code that this language does not have."""
    catalog = kept(language)
    wanting = []
    for message in collected():
        if not message.id:
            continue
        found = catalog.get(message.id, message.context)
        if found is None or _wanting(message, found.string):
            wanting.append(str(message.id))
    return wanting


def unused(language: str) -> list[str]:
    """Sentences that this language has and no code says any more."""
    current = collected()
    return [
        str(message.id)
        for message in kept(language)
        if message.id and current.get(message.id, message.context) is None
    ]


def main(arguments: list[str]) -> int:
    """Update or check; the exit code."""
    if arguments == ["--check"]:
        faults = 0
        for language in LANGUAGES:
            for text, rows in (("not translated", missing(language)), ("no longer said", unused(language))):
                faults += len(rows)
                for row in rows:
                    print(f"{language}: {text}: {row}")
        return 1 if faults else 0
    for language in LANGUAGES:
        print(f"{language}: {update(language)} sentences without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
