"""FHIR records that can be asked anything: a field of the wrong type becomes a remark, never an error."""

from collections.abc import Mapping
from datetime import date

from networks.intake.clean import clean
from networks.intake.remarks import Findings, left_out

LONGEST_TEXT = 8_000


class Element:
    """An object inside a record. ``source`` names the record; the tree of objects is read-only."""

    __slots__ = ("fields", "findings", "source")

    def __init__(self, fields: Mapping[str, object], source: str, findings: Findings) -> None:
        self.fields = fields
        self.source = source
        self.findings = findings

    def _wrong(self, name: str) -> None:
        self.findings.say(left_out("wrong_type", self.source, field=clean(name, 60)))

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "", [], {})

    def text(self, name: str) -> str:
        """The field's text on one line, or nothing."""
        value = self.fields.get(name)
        if isinstance(value, str):
            return clean(value, LONGEST_TEXT)
        if value is not None:
            self._wrong(name)
        return ""

    def texts(self, name: str) -> list[str]:
        """The texts of a list; a single text counts as a list of one."""
        value = self.fields.get(name)
        if isinstance(value, str):
            return [clean(value, LONGEST_TEXT)]
        if value is not None and not isinstance(value, list):
            self._wrong(name)
        listed = value if isinstance(value, list) else []
        if not all(one is None or isinstance(one, str) for one in listed):
            self._wrong(name)
        return [text for one in listed if isinstance(one, str) and (text := clean(one, LONGEST_TEXT))]

    def flag(self, name: str) -> bool | None:
        value = self.fields.get(name)
        if isinstance(value, bool) or value is None:
            return value
        self._wrong(name)
        return None

    def child(self, name: str) -> "Element | None":
        """The object in a field; the first one where a list was written instead."""
        return next(iter(self.children(name)), None)

    def children(self, name: str) -> list["Element"]:
        """The objects of a list; a single object counts as a list of one, as in R5 and STU3."""
        value = self.fields.get(name)
        if isinstance(value, dict):
            return [Element(value, self.source, self.findings)]
        if value is not None and not isinstance(value, list):
            self._wrong(name)
        listed = value if isinstance(value, list) else []
        if not all(one is None or isinstance(one, dict) for one in listed):
            self._wrong(name)
        return [Element(one, self.source, self.findings) for one in listed if isinstance(one, dict)]

    def day(self, name: str) -> date | None:
        """The day in a date or moment; of a year or month alone a late day, so that nobody ends too early."""
        text = self.text(name)[:10]
        parts = text.split("T")[0].split("-")
        if not text or not all(part.isdecimal() and part.isascii() for part in parts):
            return None
        year, month, day = (*map(int, parts), 0, 0)[:3]
        try:
            if day:
                return date(year, month, day)
            return date(year, month, 28) if month else date(year, 12, 31)
        except (ValueError, OverflowError):
            return None


class Resource(Element):
    """A record with a type of its own, found in a bundle, alone, or contained in another (``parent``)."""

    __slots__ = ("contained", "id", "kind", "parent", "url")

    def __init__(
        self,
        fields: Mapping[str, object],
        findings: Findings,
        *,
        url: str = "",
        parent: "Resource | None" = None,
    ) -> None:
        super().__init__(fields, "", findings)
        self.kind = clean(str(fields.get("resourceType", "")), 60)
        self.id = self.text("id")[:120]
        self.url = url
        self.parent = parent
        inside = f"{parent.source}#" if parent else f"{self.kind}/"
        self.source = inside + (self.id or url[-60:] or "?")
        self.contained: dict[str, Resource] = {}

    @property
    def canonical(self) -> str:
        """What names this record for good: its web address, else its type and id."""
        return self.url if self.url and self.parent is None else self.source


def concept_words(concept: Element) -> str:
    """The words of a CodeableConcept: its text, else the first display among its codes."""
    words = concept.text("text")
    return words or next(
        (shown for code in concept.children("coding") if (shown := code.text("display"))), ""
    )


def concept_codes(concept: Element) -> list[tuple[str, str, str]]:
    """System, code and display of each coding."""
    return [
        (code.text("system"), code.text("code"), code.text("display")) for code in concept.children("coding")
    ]
