"""Who is told: who keeps the overview, who asked, who fits; each of whom may know of what it is about."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q

from accounts.models import User
from networks.choices import REFUSALS, STANDS, AskStatus, Circle, Side, TalentKind, TaskStatus, Visibility
from networks.models import Ask, Asked, Member, Need, Network, Occurrence, Promise, Role, Talent, Task
from networks.moments.table import FITTING_AT_MOST
from networks.readers import may_read, seats_in
from networks.standing import Permission, Seat, Standing


def overview(network: Network, at: datetime, task: Task | None = None) -> list[User]:
    """Who keeps the overview of the whole network and may know of this task; when nobody does, whoever may
    organise. Two queries besides those of seats_in().
    """
    seats = [seat for seat in seats_in(network, at) if task is None or knows(seat, task)]
    roles = Role.objects.at(at).overview().filter(network=network, stands_in=False)
    keepers = set(roles.values_list("member_id", flat=True))
    keeping = [seat.user for seat in seats if seat.member_ids & keepers]
    return keeping or [seat.user for seat in seats if seat.may(Permission.ORGANIZE)]


def stand_ins_of_overview(network: Network, at: datetime, task: Task) -> list[User]:
    """Who stands in for who keeps the overview, as far as they may know of this task."""
    roles = Role.objects.at(at).overview().filter(network=network, stands_in=True)
    keepers = set(roles.values_list("member_id", flat=True))
    seats = [seat for seat in seats_in(network, at) if knows(seat, task)]
    return [seat.user for seat in seats if seat.member_ids & keepers]


def speakers(network: Network, at: datetime) -> list[User]:
    """The client and who acts for the client."""
    return [seat.user for seat in seats_in(network, at) if seat.for_client]


def askers(occurrence: Occurrence, at: datetime) -> list[User]:
    """Who asked for this date and may still know of it; when nobody asked, who keeps the overview."""
    asks = Ask.objects.filter(Q(occurrence=occurrence) | Q(occurrence=None), task=occurrence.task_id)
    asked = set(asks.exclude(status=AskStatus.SHOWN).values_list("author_id", flat=True))
    seats = seats_in(occurrence.network, at) if asked else []
    found = [seat.user for seat in seats if seat.user.pk in asked and knows(seat, occurrence.task)]
    return found or overview(occurrence.network, at, occurrence.task)


def knows(seat: Seat, task: Task, involved: Iterable[UUID] = ()) -> bool:
    """Whether this seat may know of a task; ``involved`` are members who were asked for it or promised it.

    The same rule as TaskQuerySet.visible_to(), for one task.
    """
    if task.status == TaskStatus.SHOWN and not seat.for_client and task.author_id != seat.user.pk:
        return False
    if task.need is None or seat.member_ids & set(involved):
        return True
    return reads(seat, task.need)


def reads(seat: Seat, need: Need) -> bool:
    """Whether this seat may read a need."""
    named = frozenset[UUID]()
    if need.visibility == Visibility.NAMED:
        named = frozenset(one.pk for one in need.named.all())
    return may_read(seat, need.visibility, author_id=need.author_id, for_client=need.for_client, named=named)


def seat_without_account(member: Member, circle: str, at: datetime) -> Seat:
    """What somebody without an account may know of: as little as a place in the network gives."""
    return Seat(
        user=User(),
        network=member.network,
        at=at,
        standing=Standing.GUEST,
        member_ids=frozenset({member.pk}),
        formal=member.side == Side.FORMAL,
        informal=member.side == Side.INFORMAL,
        close=circle == Circle.CLOSE,
    )


def fitting(occurrence: Occurrence, at: datetime, most: int = FITTING_AT_MOST) -> list[Member]:
    """People who may be asked for a date that has nobody, least recently asked first.

    They take part, are not paused, may know of the task, are of the side its rule names, did not ask to be
    left out of this kind of thing, did not say no to it, and have no promise on this date.
    """
    task = occurrence.task
    rows = Member.objects.taking_part(at).filter(network=occurrence.network)
    rows = rows.filter(Q(paused_until=None) | Q(paused_until__lte=at))
    if task.only_side:
        rows = rows.filter(side=task.only_side)
    for others in (_refusing(task, at), _said_no(occurrence), _promised(occurrence)):
        rows = rows.exclude(pk__in=others)
    rows = rows.with_circle(at).annotate(last_asked=Max("asked__asked_at"))
    ordered = rows.select_related("user").order_by(F("last_asked").asc(nulls_first=True), "name", "pk")
    seats = {one: seat for seat in seats_in(occurrence.network, at) for one in seat.member_ids}
    found = [
        member
        for member in ordered
        if knows(seats.get(member.pk) or seat_without_account(member, member.circle or "", at), task)
    ]
    return found[:most]


def _refusing(task: Task, at: datetime) -> Any:
    rows = Talent.objects.at(at).filter(network=task.network_id, activity=task.activity_id)
    return rows.filter(kind=TalentKind.NEVER, member__isnull=False).values("member_id")


def _said_no(occurrence: Occurrence) -> Any:
    about = Q(ask__occurrence=occurrence) | Q(ask__occurrence=None)
    rows = Asked.objects.filter(about, ask__task=occurrence.task_id, answer__in=REFUSALS)
    return rows.values("member_id")


def _promised(occurrence: Occurrence) -> Any:
    return Promise.objects.filter(occurrence=occurrence, status__in=STANDS).values("member_id")
