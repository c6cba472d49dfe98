"""The content lines of vCard 2.1, 3.0 and 4.0: unfolding, parameters, escapes and quoted-printable.

An own reader: the library we tried (vobject 0.9.9) stops at the first bad line of a file or writes its
content to the log, and is slow on large books.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINE = re.compile(
    r"(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(?P<value>.*)"
)
ITEM = re.compile(r"(?P<group>[A-Za-z0-9-]+)\.")
PARAM = re.compile(r";(?P<name>[^=;:\"]*)(?:=(?P<value>(?:\"[^\"]*\"|[^;\"])*))?")
ESCAPE = re.compile(r"\\(.)")
BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card. ``types`` are its TYPE values in lower case; ``value`` is still escaped."""

    name: str
    value: str
    types: frozenset[str] = frozenset()
    params: dict[str, str] = field(default_factory=dict)
    group: str = ""

    def text(self) -> str:
        return unescape(self.value)

    def parts(self) -> list[str]:
        """The value's fields, such as family and given name of N, with commas inside a field as spaces."""
        return [" ".join(map(unescape, split(part, ","))) for part in split(self.value, ";")]

    def items(self) -> list[str]:
        return [text for text in map(unescape, split(self.value, ",")) if text.strip()]


@dataclass(slots=True)
class Card:
    """The lines between BEGIN and END. ``line`` is where it begins; ``closed`` says whether it has an end."""

    line: int
    properties: list[Property] = field(default_factory=list)
    bad_lines: int = 0
    closed: bool = False

    def all(self, *names: str) -> list[Property]:
        return [one for one in self.properties if one.name in names]

    def first(self, name: str) -> Property | None:
        return next((one for one in self.properties if one.name == name), None)

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.text() if found else ""


def unescape(text: str) -> str:
    return ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text) if "\\" in text else text


def split(text: str, sign: str) -> list[str]:
    """Split at a sign that is not escaped."""
    if "\\" not in text:
        return text.split(sign)
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == sign:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def cards(text: str) -> Iterator[Card]:
    """Every card of the file, also when its end is missing or lines in it cannot be read."""
    card: Card | None = None
    nested = 0
    for number, line in _unfolded(text):
        start = line[:20].strip().upper()
        if start == "BEGIN:VCARD":
            if card is not None and card.properties and card.properties[-1].name == "AGENT":
                nested += 1
                continue
            if card is not None:
                yield card
            card = Card(number)
        elif start == "END:VCARD" and nested:
            nested -= 1
        elif start == "END:VCARD":
            if card is not None:
                card.closed = True
                yield card
            card = None
        elif card is not None and not nested and line.strip():
            _add(card, line)
    if card is not None:
        yield card


def _add(card: Card, line: str) -> None:
    found = _property(line)
    if found is None:
        card.bad_lines += 1
    elif found.name not in BULKY:
        card.properties.append(found)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first physical line. Bulky lines are cut, not kept."""
    parts: list[str] = []
    first, length, soft = 0, 0, False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r")
        if parts and (soft or line[:1] in (" ", "\t")):
            piece = line if soft else line[1:]
            if length < LONGEST_LINE:
                parts.append(piece)
                length += len(piece)
        else:
            if parts:
                yield first, "".join(parts)
            parts, first, length = [line[:LONGEST_LINE]], number, len(line)
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in parts[0][:200].upper()
        if soft:
            parts[-1] = parts[-1].removesuffix("=")
    if parts:
        yield first, "".join(parts)


def _property(line: str) -> Property | None:
    match = LINE.match(line)
    if match is None:
        return None
    params: dict[str, str] = {}
    types: set[str] = set()
    for one in PARAM.finditer(match["params"]):
        name, value = one["name"].strip().upper(), (one["value"] or "").replace('"', "").strip()
        if one["value"] is None or name == "TYPE":
            types.update(kind.strip().lower() for kind in (value or name).split(",") if kind.strip())
        else:
            params.setdefault(name, value)
    value = match["value"]
    if "quoted-printable" in types or params.get("ENCODING", "").upper() in ("QUOTED-PRINTABLE", "Q"):
        value = _quoted_printable(value, params.get("CHARSET", "utf-8"))
    item = ITEM.match(line)
    return Property(
        match["name"].upper(), value, frozenset(types), params, item["group"].lower() if item else ""
    )


def _quoted_printable(value: str, charset: str) -> str:
    content = binascii.a2b_qp(value.encode("utf-8", errors="replace"))
    for encoding in (charset, "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")
