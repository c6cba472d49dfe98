"""What if somebody is away for a while: which dates and roles have nobody then, and who could stand in.

A rehearsal: nothing is written down, nobody is told, and no more shows than the reader may know anyway. It
costs the same number of queries however many dates there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext

from networks import matching
from networks.access import roles_then
from networks.choices import HOLDS, STANDS, OccurrenceStatus, PromiseStatus, RoleKind, TaskWhen
from networks.doors import visible_tasks
from networks.gathering import Around, around
from networks.matching import Span
from networks.models import Member, Promise, Role, Task
from networks.roles.grid import scope_of
from networks.roles.proposing import MOST_PEOPLE, Could, Proposing
from networks.standing import Seat
from networks.suggesting import Suggestion
from networks.telling import Told

LONGEST = timedelta(weeks=12)
"""As far ahead as dates are planned; a longer absence is looked at in parts."""
MOST_DATES = 60
SUPPORTS = (RoleKind.DIRECT, RoleKind.INDIRECT)


@dataclass(frozen=True, slots=True)
class Away:
    """One date that the one who is away promised: who is ready already, who else could, and words to ask."""

    promise: Promise
    ready: tuple[Member, ...]
    could: tuple[Suggestion, ...]

    @property
    def task(self) -> Task:
        return self.promise.occurrence.task

    @property
    def covered(self) -> bool:
        return bool(self.ready)

    @property
    def seeking(self) -> bool:
        """Whether they look for somebody already, so that the date itself can be asked for."""
        return self.promise.status == PromiseStatus.SEEKING

    @property
    def words(self) -> str:
        """A question to start from, which names nobody who might be away."""
        zone = self.task.zone
        day = date_format(self.promise.occurrence.starts_at.astimezone(zone), "l j F")
        said = gettext("Would you be ready to stand in for “%(what)s” on %(day)s, if it should be needed?")
        return said % {"what": self.promise.occurrence.own("title"), "day": day}


@dataclass(frozen=True, slots=True)
class Left:
    """A role of the one who is away, who else has it or stands in, and, when nobody does, who could."""

    role: Role
    others: tuple[Member, ...]
    could: tuple[Could, ...]

    @property
    def covered(self) -> bool:
        return bool(self.others)

    @property
    def scope(self) -> str:
        """What it is for, as the forms of roles call it."""
        return scope_of(self.role)

    @property
    def wants_stand_in(self) -> bool:
        """Whether a stand-in is what is missing: only who keeps an overview has one."""
        return self.role.kind == RoleKind.ORGANIZER


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a rehearsal shows. ``more``: there are more dates than are shown."""

    member: Member
    first: date
    last: date
    dates: tuple[Away, ...]
    roles: tuple[Left, ...]
    more: bool

    @property
    def open(self) -> int:
        """How many dates and roles would have nobody."""
        return sum(not one.covered for one in self.dates) + sum(not one.covered for one in self.roles)


def what_if(seat: Seat, member: Member, first: date, last: date) -> WhatIf:
    """What this seat may know of that has nobody when that member is away, both days included."""
    start = datetime.combine(first, time.min, tzinfo=seat.network.zone)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=seat.network.zone)
    promised = list(_promised(seat, member, start, end)[: MOST_DATES + 1])
    shown = promised[:MOST_DATES]
    return WhatIf(
        member=member,
        first=first,
        last=last,
        dates=tuple(_dates(seat, member, shown)),
        roles=tuple(_roles(seat, member)),
        more=len(promised) > MOST_DATES,
    )


def _promised(seat: Seat, member: Member, start: datetime, end: datetime) -> Any:
    rows = Promise.objects.filter(member=member, stands_in=False, status__in=STANDS, network=seat.network)
    rows = rows.filter(
        occurrence__status=OccurrenceStatus.PLANNED,
        occurrence__starts_at__lt=end,
        occurrence__ends_at__gt=max(start, seat.at),
        occurrence__task__in=visible_tasks(seat).order_by().values("pk"),
    )
    rows = rows.select_related("occurrence__task__activity", "occurrence__task__need", "occurrence__network")
    return rows.order_by("occurrence__starts_at", "id")


def _dates(seat: Seat, member: Member, promised: list[Promise]) -> Iterator[Away]:
    if not promised:
        return
    found = around(seat, [one.occurrence.task for one in promised])
    told = Told(seat, found.members)
    others = [one for one in _of_dates(promised) if one.member_id != member.pk]
    ready: dict[UUID, list[Member]] = defaultdict(list)
    for one in others:
        if one.stands_in and one.occurrence_id in {mine.occurrence_id for mine in promised}:
            ready[one.occurrence_id].append(one.member)
    for mine in promised:
        busy = {one.member_id for one in others if _clash(one, mine)}
        could = () if ready[mine.occurrence_id] else _could(seat, found, told, mine, {member.pk} | busy)
        yield Away(mine, tuple(ready[mine.occurrence_id]), tuple(could))


def _of_dates(promised: list[Promise]) -> list[Promise]:
    """Everybody's yes in the same time, known to the reader or not: who is busy is not proposed."""
    first = min(one.occurrence.starts_at for one in promised)
    last = max(one.occurrence.ends_at for one in promised)
    rows = Promise.objects.filter(network=promised[0].network_id, status__in=HOLDS)
    rows = rows.filter(occurrence__starts_at__lt=last, occurrence__ends_at__gt=first)
    return list(
        rows.filter(~Q(occurrence__status=OccurrenceStatus.NOT_NEEDED)).select_related(
            "member", "occurrence__task"
        )
    )


def _clash(one: Promise, mine: Promise) -> bool:
    """Whether who said this yes has something else at that time, or is there already."""
    if one.occurrence_id == mine.occurrence_id:
        return True
    loose = TaskWhen.WEEK in (one.occurrence.task.when, mine.occurrence.task.when)
    here, there = mine.occurrence, one.occurrence
    return (
        not loose and not one.stands_in and here.starts_at < there.ends_at and there.starts_at < here.ends_at
    )


def _could(
    seat: Seat, found: Around, told: Told, mine: Promise, without: Collection[UUID]
) -> Iterable[Suggestion]:
    """Who fits this date, best first; not oneself, nobody who may not be told of it."""
    task, zone = mine.occurrence.task, seat.network.zone
    here = mine.occurrence
    loose = task.when == TaskWhen.WEEK
    minutes = task.activity.minutes if loose else int((here.ends_at - here.starts_at).total_seconds()) // 60
    span = Span(here.starts_at.astimezone(zone), here.ends_at.astimezone(zone), minutes, loose, here.pk)
    hear = told.who(task.need) - seat.member_ids - frozenset(without)
    people = [person for person in found.people if person.id in hear]
    fits = matching.fits(replace(found.job(task), spans=(span,)), people, found.at)
    strong = [fit for fit in fits if fit.strong] or fits
    for fit in strong[:MOST_PEOPLE]:
        why = tuple(one for one in fit.reasons if one.why != matching.Why.HAS_ROOM)  # a limit is private
        yield Suggestion(found.members[fit.person.id], task.activity, why, fit.score, fit.strong)


def _roles(seat: Seat, member: Member) -> Iterator[Left]:
    """Keeping the overview, and supporting for a part of life or a need; who else does the same, or could."""
    every = list(roles_then(seat, seat.at).select_related("member", "domain", "need"))
    mine = [role for role in every if role.member_id == member.pk and not role.stands_in]
    found = [(role, _others(role, every)) for role in mine]
    proposing = None if all(others for _role, others in found) else Proposing(seat, member, every)
    for role, others in found:
        yield Left(role, others, proposing.could(role) if proposing and not others else ())


def _others(role: Role, every: Iterable[Role]) -> tuple[Member, ...]:
    """Who else has this role or stands in."""
    kinds = (RoleKind.ORGANIZER,) if role.kind == RoleKind.ORGANIZER else SUPPORTS
    same = [one for one in every if one.scope_id == role.scope_id and one.kind in kinds]
    return tuple({one.member_id: one.member for one in same if one.member_id != role.member_id}.values())
