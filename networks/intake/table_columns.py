"""Which column of a table holds what: by its name, or, without names, by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from networks.intake import words
from networks.intake.clean import email_of, phone_of, plain
from networks.intake.guess import NOTHING, meaning_of

HEADER_SEARCH = 15
"""Among how many lines at the start the line with column names is looked for."""
SAMPLE = 60
FIELD_OF = {name: part for part, names in words.HEADERS.items() for name in names}
NAME = re.compile(r"[^\W\d_][\w.'’\-]*\.?(?:,?\s+[^\W\d_][\w.'’\-]*\.?){0,6}")
IN_BRACKETS = re.compile(r"\([^)]*\)")
TELLING_TOKENS = {
    **dict.fromkeys(("mail", "email", "mailadres", "emailadres"), "email"),
    **dict.fromkeys(("mobiel", "mobiele", "mobile", "gsm"), "mobile"),
    **dict.fromkeys(("telefoon", "telefoonnummer", "phone", "telephone", "tel"), "phone"),
    **dict.fromkeys(("achternaam", "familienaam", "surname"), "last"),
    **dict.fromkeys(("voornaam", "roepnaam", "firstname"), "first"),
    "tussenvoegsel": "infix",
}
"""Words that tell the field wherever they stand in a column name, the first that is found counts."""
ABOUT_A_FIELD = frozenset(
    {"label", "type", "soort", "voorkeur", "preferred", "client", "patient", "fax", "optin"}
)
"""Words that make a column say something about a field instead of holding it."""
ONLY_ONCE = frozenset({"name", "first", "initials", "infix", "last", "side", "circle", "client", "language"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields by place. ``header`` is the index of the line with names, or -1 when there is none."""

    header: int
    fields: dict[int, str]
    titles: dict[int, str] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    guessed: tuple[int, ...] = ()

    def has_name(self) -> bool:
        return bool({"name", "first", "last"} & set(self.fields.values()))


def by_names(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns by the first line that looks like a header, or None when no line does."""
    best: Columns | None = None
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        columns = _read_header(at, row)
        if len(columns.fields) > (len(best.fields) if best else 0):
            best = columns
    if best is None or not _believable(best, rows[best.header]):
        return None
    return _with_guesses(best, rows[best.header + 1 :][:SAMPLE])


def _with_guesses(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """The columns with those of unknown names that hold mail addresses, relations or sides."""
    fields = dict(columns.fields)
    for place in columns.unknown:
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        part = _part_of(cells)
        if part in ("email", "relation", "side") and part not in fields.values():
            fields[place] = part
    found = tuple(place for place in columns.unknown if place in fields)
    rest = tuple(place for place in columns.unknown if place not in fields)
    return Columns(columns.header, fields, columns.titles, rest, found)


def _read_header(at: int, row: Sequence[str]) -> Columns:
    fields: dict[int, str] = {}
    titles: dict[int, str] = {}
    unknown: list[int] = []
    for place, cell in enumerate(row):
        title = plain(cell[:100])
        part = _field_of(cell[:100])
        titles[place] = cell[:60]
        if part and not (part in ONLY_ONCE and part in fields.values()):
            fields[place] = part
        elif title:
            unknown.append(place)
    return Columns(at, fields, titles, tuple(unknown))


def _field_of(header: str) -> str:
    """The field that a column name stands for, also when it is only a part of that name."""
    title = plain(header)
    short = plain(IN_BRACKETS.sub("", header))
    for name in (title, title.rstrip("0123456789 "), short):
        if name in FIELD_OF:
            return FIELD_OF[name]
    tokens = set(title.split())
    if tokens & ABOUT_A_FIELD:
        return ""
    return next((part for token, part in TELLING_TOKENS.items() if token in tokens), "")


def _believable(columns: Columns, row: Sequence[str]) -> bool:
    """A header names people, and holds no e-mail address, phone number or somebody's relation as a value."""
    if any(email_of(cell) or phone_of(cell) for cell in row):
        return False
    filled = sum(bool(cell.strip()) for cell in row)
    known = len(columns.fields)
    reachable = columns.has_name() or bool({"email", "organisation"} & set(columns.fields.values()))
    clear = known >= 2 or filled == 1 or any({"naam", "name"} & set(plain(cell).split()) for cell in row)
    return reachable and clear and (known >= 3 or known * 4 >= filled)


def by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns guessed from the cells of the first lines, or None when no column holds names."""
    sample = rows[:SAMPLE]
    width = max((len(row) for row in sample), default=0)
    fields: dict[int, str] = {}
    names: list[tuple[float, int]] = []
    for place in range(width):
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        part = _part_of(cells)
        if part and part not in fields.values():
            fields[place] = part
        elif cells and not part:
            share = sum(map(_looks_like_name, cells)) / len(cells)
            names.append((-share, place))
    if not names or min(names)[0] > -0.6:
        return None
    first = min(names)[1]
    rest = sorted(place for share, place in names if share <= -0.6 and place > first)
    if rest and rest[0] == first + 1 and _single_words(sample, first) and _single_words(sample, rest[0]):
        fields.update({first: "first", rest.pop(0): "last"})
    else:
        fields[first] = "name"
    if rest and width > 2:
        fields[rest[0]] = "organisation"
    return Columns(-1, fields)


def _looks_like_name(cell: str) -> bool:
    """Whether every word begins with a capital, or is a word such as “van” that stands in surnames."""
    if not 2 <= len(cell) <= 80 or not NAME.fullmatch(cell):
        return False
    return all(not word[0].islower() or plain(word) in words.SURNAME_PREFIXES for word in cell.split())


def _single_words(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place].split() for row in rows if place < len(row) and row[place].strip()]
    return sum(len(cell) == 1 for cell in cells) >= len(cells) * 0.6


def _part_of(cells: Sequence[str]) -> str:
    """What most of these cells are, or nothing."""
    if not cells:
        return ""
    most = len(cells) * 0.6
    if sum(bool(email_of(cell)) for cell in cells) >= most:
        return "email"
    if sum(cell[0] in "0+(" and bool(phone_of(cell)) for cell in cells) >= most:
        return "phone"
    if (
        sum(plain(cell) in words.SIDES for cell in cells) >= most
        and len({plain(cell) for cell in cells}) <= 3
    ):
        return "side"
    if sum(meaning_of(cell) is not NOTHING for cell in cells) >= most:
        return "relation"
    return ""
