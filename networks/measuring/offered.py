"""Lists of questions as an organisation keeps them, and which of them are offered in a network.

Managers and executives keep them. In a network the lists of the house are offered, and those of the
organisations that take part or host it. What people fill in is never read from here.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.access import Office, office_for
from accounts.choices import Hat
from carenet.lib.errors import DomainError
from networks.measuring import house
from networks.measuring.document import definition, read
from networks.measuring.faults import Faulty
from networks.measuring.instrument import Definition
from networks.models import Instrument
from networks.overview.doors import counting
from networks.standing import Seat

KEEPS = (Hat.MANAGER, Hat.ADMINISTRATOR)
"""Hats that add lists for their organisation, and end them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A list of questions that can be filled in. ``row`` and ``by`` are empty for one of the house."""

    id: UUID
    definition: Definition
    row: Instrument | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A list of questions as its organisation sees it; without a definition when it cannot be read."""

    row: Instrument
    definition: Definition | None

    @property
    def title(self) -> str:
        """Its title; its code when it cannot be read."""
        return str(self.definition.title) if self.definition else self.row.code


def kept(row: Instrument) -> Kept:
    """The row with what is in it."""
    return Kept(row, definition_in(row))


def definition_in(row: Instrument) -> Definition | None:
    """What a row holds; None when it no longer passes the checks it once passed."""
    try:
        return definition(row.document)
    except Faulty:
        return None


def read_or_refuse(document: str) -> Definition:
    """What a document holds. Raises DomainError with everything that is wrong in it, one sentence each."""
    try:
        return read(document)
    except Faulty as faulty:
        said = " ".join(map(str, faulty.faults))
        raise DomainError(said, code="not_right", field="document") from faulty


def office_of(user: Any, pk: UUID) -> Office:
    """The door to an organisation's lists of questions: open to who manages or runs it."""
    return office_for(user, pk, *KEEPS, at=timezone.now())


def instruments(office: Office) -> QuerySet[Instrument]:
    """The lists of this organisation, ended ones too, the latest first."""
    rows = Instrument.objects.filter(organisation=office.organisation).select_related("added_by")
    return rows.order_by("-since", "-id")


def instrument_for(user: Any, pk: UUID) -> tuple[Office, Instrument]:
    """The door to one list of an organisation: open to who manages or runs it."""
    organisation = Instrument.objects.filter(pk=pk).values_list("organisation", flat=True).first()
    if organisation is None:
        raise Http404
    office = office_of(user, organisation)
    return office, instruments(office).get(pk=pk)


def offered(seat: Seat) -> list[Offered]:
    """What can be filled in in this network: first the house's, then those of organisations. One query."""
    rows = [Offered(pk, one) for pk, one in house.of_the_house().items()]
    return rows + [one for row in _running(seat) if (one := _of(row)) is not None]


def first_offered() -> Offered:
    """The list that is offered everywhere, before others."""
    pk, one = next(iter(house.of_the_house().items()))
    return Offered(pk, one)


def offered_one(seat: Seat, pk: UUID) -> Offered | None:
    """The list with this id, when it can be filled in in this network."""
    known = house.of_the_house().get(pk)
    if known is not None:
        return Offered(pk, known)
    row = _running(seat).filter(pk=pk).first()
    return _of(row) if row else None


def offered_here(seat: Seat, pk: UUID) -> Offered:
    """The same for a page. Raises Http404."""
    found = offered_one(seat, pk)
    if found is None:
        raise Http404
    return found


def _running(seat: Seat) -> QuerySet[Instrument]:
    here = counting(seat).order_by().values("organisation")
    rows = Instrument.objects.at(seat.at).filter(organisation__in=here).select_related("organisation")
    return rows.order_by("organisation__name", "code", "id")


def _of(row: Instrument) -> Offered | None:
    found = definition_in(row)
    return Offered(row.pk, found, row, row.organisation.name) if found is not None else None
