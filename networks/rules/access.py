"""The doors to placings, to what a network put to an organisation, to rules and to lessons.

The first two lie behind a seat in a network; rules behind an office: managers and executives decide,
professionals and tilting coaches of the organisation read. What is shared as a lesson is open to everybody
who is signed in.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.access import Office, office_for
from accounts.choices import Hat
from networks.access import network_for, network_of
from networks.doors import found, visible_barriers
from networks.models import Barrier, Lesson, Placing, RaisedBarrier, Rule
from networks.standing import Permission, Seat

DECIDES = (Hat.MANAGER, Hat.ADMINISTRATOR)
"""Hats that decide on the rules of their organisation."""
READS = (*DECIDES, Hat.PROFESSIONAL, Hat.COACH)
"""Hats that read its register."""


def visible_placings(seat: Seat) -> QuerySet[Placing]:
    """Where people placed the barriers this seat may know of, as far as it was not taken back.

    The rows hold what somebody thinks whether they show it or not: networks.rules.influence.dress() hides it.
    """
    rows: QuerySet[Placing] = Placing.objects.filter(
        until=None, network=seat.network, barrier__in=visible_barriers(seat).order_by().values("pk")
    )
    return rows.select_related("author")


def visible_raised(seat: Seat) -> QuerySet[RaisedBarrier]:
    """What this network put to organisations about barriers this seat may know of, taken back or not."""
    rows: QuerySet[RaisedBarrier] = RaisedBarrier.objects.filter(
        network=seat.network, barrier__in=visible_barriers(seat).order_by().values("pk")
    )
    return rows.select_related("organisation", "author", "rule__joined_into", "barrier")


def placing_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Placing]:
    """The door to a placing, for who may know of its barrier."""
    seat = network_for(user, network_of(Placing.objects, pk), permission)
    return seat, found(visible_placings(seat), pk)


def raised_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, RaisedBarrier]:
    """The door to what a network put to an organisation, for who may know of the barrier."""
    seat = network_for(user, network_of(RaisedBarrier.objects, pk), permission)
    return seat, found(visible_raised(seat), pk)


def may_put(seat: Seat, row: Barrier) -> bool:
    """Whether this seat may put a barrier to an organisation, or take that back: who wrote it down, and who
    governs the network.
    """
    return row.author_id == seat.user.pk or seat.may(Permission.ORGANIZE)


def register_for(user: Any, pk: UUID, *hats: Hat) -> Office:
    """The door to the register of an organisation; without hats for who reads it."""
    return office_for(user, pk, *(hats or READS), at=timezone.now())


def rule_for(user: Any, pk: UUID, *hats: Hat) -> tuple[Office, Rule]:
    """The door to one rule of an organisation; without hats for who reads its register."""
    row = Rule.objects.filter(pk=pk).select_related("organisation__region", "joined_into").first()
    if row is None:
        raise Http404
    return register_for(user, row.organisation_id, *hats), row


def lessons() -> QuerySet[Lesson]:
    """What organisations share, and did not take back. Whose it is stays behind the office's door."""
    rows: QuerySet[Lesson] = Lesson.objects.filter(until=None)
    return rows


def lesson_for(user: Any, pk: UUID) -> tuple[Office, Lesson]:
    """The door to change a lesson: for who decides in the organisation that shares it."""
    row = lessons().filter(pk=pk).select_related("rule").first()
    if row is None:
        raise Http404
    return register_for(user, row.rule.organisation_id, *DECIDES), row
