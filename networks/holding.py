"""The dates that matching looks at: what is open, who stands for what, and what they hold of a task."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from carenet.lib.built import Row, built_once
from networks.choices import HOLDS, STANDS, PromiseStatus, Rotation, TaskWhen
from networks.matching import Span
from networks.models import Occurrence, Pledge, Promise, Task, TurnTaker
from networks.standing import Seat

AHEAD = timedelta(weeks=4)
"""How far ahead matching looks when nothing names a date."""
MOST_DATES = 12
"""As many dates of one task are looked at."""
STANDING = frozenset({*STANDS, *HOLDS})


class _Row(NamedTuple):
    """What matching reads of a date of a task."""

    pk: UUID
    task: UUID
    starts: datetime
    ends: datetime
    when: str
    minutes: int
    usual: int

    def span(self, zone: ZoneInfo) -> Span:
        """The date on the clock of the network. What may be done any time in a week takes as long as such
        things usually do.
        """
        loose = self.when == TaskWhen.WEEK
        length = int((self.ends - self.starts).total_seconds()) // 60
        minutes = min(self.minutes, self.usual) if loose else length
        return Span(self.starts.astimezone(zone), self.ends.astimezone(zone), minutes, loose, self.pk)


DATE = ("pk", "task_id", "starts_at", "ends_at", "task__when", "task__minutes", "task__activity__minutes")


def open_dates(
    wanted: Sequence[Task], occurrence: Occurrence | None, at: datetime, zone: ZoneInfo
) -> dict[UUID, tuple[Span, ...]]:
    """The first dates to come of these tasks that have a free place, in their order."""
    rows: Any = Occurrence.objects.to_come(at).filter(task__in=[task.pk for task in wanted])
    if occurrence is not None:
        rows = rows.filter(pk=occurrence.pk)
    rows = rows.with_free_places().filter(taken__lt=F("wanted"))
    found: dict[UUID, list[Span]] = defaultdict(list)
    for date_ in map(_Row._make, rows.order_by("starts_at", "pk").values_list(*DATE)):
        if len(found[date_.task]) < MOST_DATES:
            found[date_.task].append(date_.span(zone))
    return {task: tuple(spans) for task, spans in found.items()}


@dataclass(frozen=True, slots=True)
class Promised:
    """What matching reads of a promise."""

    member: UUID
    status: str
    stands_in: bool
    task: UUID
    date: UUID
    span: Span


@built_once
def _promises(network: UUID, since: datetime, until: datetime) -> QuerySet[Promise, Row]:
    rows = Promise.objects.filter(
        network=network,
        occurrence__starts_at__lt=until,
        occurrence__ends_at__gt=since,
        status__in=[*STANDING, PromiseStatus.WITHDRAWN],
    )
    date_ = ("occurrence_id", *(f"occurrence__{name}" for name in DATE[1:]))
    return rows.values_list("member_id", "status", "stands_in", *date_)


def promises_of(seat: Seat, at: datetime, until: datetime, zone: ZoneInfo) -> Iterator[Promised]:
    """Promises of this month and until then, those taken back for a date to come too."""
    month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for member, status, stands_in, *facts in _promises(seat.network.pk, month, until):
        row = _Row._make(facts)
        yield Promised(member, status, stands_in, row.task, row.pk, row.span(zone))


def held_by(
    seat: Seat, tasks: dict[UUID, Task], promises: Iterable[Promised], at: datetime, zone: ZoneInfo
) -> dict[tuple[UUID, UUID], tuple[Span, ...]]:
    """What people hold of the tasks this seat may know of, on dates to come: by task and member."""
    found: dict[tuple[UUID, UUID], dict[UUID, Span]] = defaultdict(dict)
    for one in promises:
        stands = one.status == PromiseStatus.PROMISED and not one.stands_in
        if stands and one.span.ends > at and one.task in tasks:
            found[one.task, one.member][one.date] = one.span
    claims = list(_claims(seat, tasks, at))
    if not claims:
        return _in_turn(found)
    rows = Occurrence.objects.to_come(at).filter(
        task__in={claim.task for claim in claims}, starts_at__lt=at + AHEAD
    )
    for date_ in map(_Row._make, rows.values_list(*DATE)):
        span = date_.span(zone)
        for claim in claims:
            if claim.task == date_.task and claim.covers(span.starts.date()):
                found[claim.task, claim.member].setdefault(date_.pk, span)
    return _in_turn(found)


def _in_turn(
    found: dict[tuple[UUID, UUID], dict[UUID, Span]],
) -> dict[tuple[UUID, UUID], tuple[Span, ...]]:
    return {key: tuple(sorted(spans.values(), key=_first)) for key, spans in found.items()}


def _first(span: Span) -> tuple[datetime, str]:
    return span.starts, str(span.date)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A yes for a while, or always having the turn."""

    task: UUID
    member: UUID
    first: date = date.min
    last: date | None = None
    weekdays: tuple[int, ...] = ()

    def covers(self, day: date) -> bool:
        late = self.last is not None and day > self.last
        return self.first <= day and not late and (not self.weekdays or day.weekday() in self.weekdays)


def _claims(seat: Seat, tasks: dict[UUID, Task], at: datetime) -> Iterator[_Claim]:
    for task, member, first, last, weekdays in _pledges(seat.network.pk):
        if task in tasks and (last is None or last >= at.date()):
            yield _Claim(task, member, first, last, tuple(weekdays))
    fixed = [task.pk for task in tasks.values() if task.rotation == Rotation.FIXED]
    if fixed:
        for task, member in TurnTaker.objects.filter(task__in=fixed).values_list("task_id", "member_id"):
            yield _Claim(task, member)


@built_once
def _pledges(network: UUID) -> QuerySet[Pledge, Row]:
    rows = Pledge.objects.filter(network=network, ended_at__isnull=True)
    return rows.values_list("task_id", "member_id", "first", "last", "weekdays")
