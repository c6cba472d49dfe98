"""What a carer filled in for themselves: their own results, then and now. Nobody else reads them.

As with how long somebody can go on, nothing of it is part of how a network goes, of what an organisation
sees, of what is exported or of the ledger.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from networks.access import network_for, network_of
from networks.doors import found
from networks.measuring import house
from networks.measuring.instrument import Definition, Item, Lead, Result, Words
from networks.measuring.offered import Offered, definition_in, offered
from networks.models import Check
from networks.standing import Permission, Seat

EARLIER = 12
"""How many earlier results stand beside one."""


@dataclass(frozen=True, slots=True)
class Told:
    """One result as its owner reads it. Without a definition the list can no longer be read."""

    row: Check
    definition: Definition | None
    results: list[Result] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title of the list; its code when it can no longer be read."""
        return str(self.definition.title) if self.definition else self.row.code

    @property
    def leads(self) -> list[Lead]:
        """The answers that may be a place where help begins."""
        return self.definition.leads(self.row.answers or {}) if self.definition else []

    @property
    def lines(self) -> list[tuple[Item, Words | None]]:
        """Every question with the answer that was given; None where it was left open."""
        if self.definition is None:
            return []
        given = [(item, item.chosen(self.row.answers or {})) for item in self.definition.items]
        return [(item, answer.words if answer else None) for item, answer in given]


def own_checks(seat: Seat) -> QuerySet[Check]:
    """What this user filled in in this network; not what was erased, as all of it is when they leave."""
    rows = Check.objects.kept().filter(network=seat.network, member__user=seat.user)
    return rows.select_related("instrument__organisation")


def own_check_for(user: Any, pk: UUID) -> tuple[Seat, Check]:
    """The door to one's own result; that of somebody else is not there (404). Leaves no trace."""
    seat = network_for(user, network_of(Check.objects, pk), Permission.VIEW)
    return seat, found(own_checks(seat), pk)


def definition_of(row: Check) -> Definition | None:
    """The list as it was when it was filled in, also when it has ended since."""
    if row.instrument is not None:
        return definition_in(row.instrument)
    return house.editions().get((row.code, row.edition))


def told(row: Check) -> Told:
    """One result with what its answers come to."""
    return told_all([row])[0]


def told_all(rows: Iterable[Check]) -> list[Told]:
    """Several results, in their order; each list of questions is read once."""
    known: dict[tuple[object, ...], Definition | None] = {}
    shown = []
    for row in rows:
        key = (row.instrument_id, row.code, row.edition)
        if key not in known:
            known[key] = definition_of(row)
        what = known[key]
        shown.append(Told(row, what, what.results(row.answers or {}) if what else []))
    return shown


def same_before(seat: Seat, row: Check) -> list[Told]:
    """The latest results of the same list, this one too, newest first. One query."""
    rows = own_checks(seat).filter(code=row.code, instrument__organisation=_organisation(row))
    return told_all(rows.order_by("-answered_at", "-id")[:EARLIER])


def again(seat: Seat, row: Check) -> Offered | None:
    """The same list, in its present edition, when it is still offered here to carers. One query."""
    if not seat.informal:
        return None
    of = row.instrument.organisation_id if row.instrument else None
    for one in offered(seat):
        if one.definition.code == row.code and (one.row.organisation_id if one.row else None) == of:
            return one
    return None


def _organisation(row: Check) -> UUID | None:
    return row.instrument.organisation_id if row.instrument else None
