"""Makes the compiled translations (.mo) out of the written ones (.po), without GNU gettext."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent / "locale"


def compile_changed(folder: Path = LOCALE) -> int:
    """Compile every translation that is newer than its compiled form; the answer is how many were.

    Raises babel.messages.pofile.PoFileError when a translation cannot be read.
    """
    changed = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_newer(source)]
    for source in changed:
        with source.open("rb") as lines:
            catalog = read_po(lines, abort_invalid=True)
        target = source.with_suffix(".mo")
        part = target.with_suffix(".part")
        with part.open("wb") as compiled:
            write_mo(compiled, catalog)
        part.replace(target)
    return len(changed)


def _is_newer(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_changed()
