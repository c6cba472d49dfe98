"""Legal notes: facts to check, as data, with their jurisdiction, their origin and with whom to check them.

No legal advice. Another country adds its notes to legal_notes.json; a note is shown beside a rule whose
source it names. Every text is there in English; in another language where somebody wrote it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from networks.choices import BarrierSource

FILE = Path(__file__).with_name("legal_notes.json")
USUAL = "NL"
"""The jurisdiction of an organisation whose region does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNote:
    """One fact to check. ``sources`` are the kinds of rules beside which it is shown; texts are by language.

    ``reference`` is the article or the law, ``found_in`` the writing in which it was found; one may be empty.
    """

    code: str
    jurisdiction: str
    sources: frozenset[BarrierSource]
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    checks: Mapping[str, str]
    reference: str
    found_in: str

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return _spoken(self.titles)

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return _spoken(self.texts)

    @property
    def check_with(self) -> str:
        """With whom to check it, in the reader's language."""
        return _spoken(self.checks)


@cache
def all_notes() -> tuple[LegalNote, ...]:
    """Every note of the file. Raises ValueError for one that is not complete."""
    return tuple(_read(one) for one in json.loads(FILE.read_text(encoding="utf-8")))


def notes_for(source: str, jurisdiction: str = USUAL) -> list[LegalNote]:
    """The notes to show beside a rule with this source in this jurisdiction."""
    return [one for one in all_notes() if source in one.sources and one.jurisdiction == jurisdiction]


def _read(given: dict[str, Any]) -> LegalNote:
    note = LegalNote(
        code=given["code"],
        jurisdiction=given["jurisdiction"],
        sources=frozenset(BarrierSource(one) for one in given["sources"]),
        titles=given["title"],
        texts=given["text"],
        checks=given["check_with"],
        reference=given["reference"],
        found_in=given["found_in"],
    )
    if not (note.sources and note.reference + note.found_in):
        raise ValueError(note.code)
    if not all(texts.get("en") for texts in (note.titles, note.texts, note.checks)):
        raise ValueError(note.code)
    return note


def _spoken(texts: Mapping[str, str]) -> str:
    return texts.get((get_language() or "en").split("-")[0]) or texts["en"]
