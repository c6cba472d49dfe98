"""The neutral draft that every reader makes: people, needs and remarks, ready to be shown and corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from django.utils.translation import gettext_lazy as _

from networks.choices import Circle, Relation, Side
from networks.intake.errors import UnreadableFile
from networks.intake.remarks import Remark, RemarkKind

__all__ = ["Draft", "NeedLine", "PersonLine", "Remark", "RemarkKind"]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person, organisation or community as found in the file, with what we made of it.

    ``key`` is the same each time the same person is read from the same kind of file, and holds no personal
    data in readable form. ``takes_part`` is False for somebody who is in the file but not in the team.
    """

    key: str
    source: str
    name: str
    side: Side
    relation: Relation | None
    function: str
    organisation: str
    email: str
    phone: str
    circle: Circle
    takes_part: bool
    remarks: tuple[Remark, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A support question found in the file; ``domain`` is a code of a default life domain, when known."""

    key: str
    source: str
    words: str
    domain: str | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a file became. ``remarks`` are about the file; ``left_out`` says what was not taken."""

    format: str
    client_name: str
    client_remarks: tuple[Remark, ...]
    people: tuple[PersonLine, ...]
    needs: tuple[NeedLine, ...]
    left_out: tuple[Remark, ...]
    remarks: tuple[Remark, ...] = ()
    client_key: str = ""

    def to_json(self) -> dict[str, object]:
        """The draft as plain values for a JSON column; ``from_json`` takes it back unchanged."""
        stored: dict[str, object] = {
            "format": self.format,
            "client_name": self.client_name,
            "client_key": self.client_key,
            "people": [_stored(person) for person in self.people],
            "needs": [_stored(need) for need in self.needs],
        }
        for name in ("client_remarks", "left_out", "remarks"):
            stored[name] = [remark.to_json() for remark in getattr(self, name)]
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Draft":
        """Take back a stored draft.

        Raises UnreadableFile when it was stored in another form, for instance by an older version.
        """
        try:
            return cls(
                format=str(stored["format"]),
                client_name=str(stored["client_name"]),
                client_key=str(stored["client_key"]),
                client_remarks=_remarks(stored["client_remarks"]),
                people=tuple(_person(line) for line in _objects(stored["people"])),
                needs=tuple(_need(line) for line in _objects(stored["needs"])),
                left_out=_remarks(stored["left_out"]),
                remarks=_remarks(stored["remarks"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UnreadableFile(
                _("This preview can no longer be read. Choose the file again."), code="stale_preview"
            ) from error


def _stored(line: PersonLine | NeedLine) -> dict[str, object]:
    values = {part.name: getattr(line, part.name) for part in fields(line)}
    values["remarks"] = [remark.to_json() for remark in line.remarks]
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}


def _objects(stored: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(stored, list) or not all(isinstance(line, dict) for line in stored):
        raise TypeError(stored)
    return stored


def _remarks(stored: object) -> tuple[Remark, ...]:
    return tuple(Remark.from_json(remark) for remark in _objects(stored))


def _person(stored: Mapping[str, object]) -> PersonLine:
    plain = ("key", "source", "name", "function", "organisation", "email", "phone", "language")
    relation = stored["relation"]
    return PersonLine(
        **{name: str(stored[name]) for name in plain},
        side=Side(str(stored["side"])),
        relation=None if relation is None else Relation(str(relation)),
        circle=Circle(str(stored["circle"])),
        takes_part=stored["takes_part"] is True,
        remarks=_remarks(stored["remarks"]),
    )


def _need(stored: Mapping[str, object]) -> NeedLine:
    domain = stored["domain"]
    return NeedLine(
        key=str(stored["key"]),
        source=str(stored["source"]),
        words=str(stored["words"]),
        domain=None if domain is None else str(domain),
        remarks=_remarks(stored["remarks"]),
    )
