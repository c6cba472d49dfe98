"""What pages read of tasks and their dates, for one seat, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from networks.choices import HOLDS, OccurrenceStatus, PromiseStatus, TaskStatus
from networks.doors import visible_tasks
from networks.models import Activity, Member, Need, Occurrence, Promise, Task
from networks.planning import rhythm_of
from networks.rhythm import words
from networks.standing import Permission, Seat

COUNTS = [*HOLDS, PromiseStatus.SEEKING]
OPEN, MINE, ALL, OVER = "open", "mine", "all", "over"


def cleaned(text: str) -> str:
    """What somebody looks for, of a sensible length."""
    return text.strip()[:100]


def _narrowed(rows: Any, text: str, kind: str, task: str = "") -> Any:
    if text:
        found = Q(**{f"{task}title__icontains": text}) | Q(**{f"{task}where__icontains": text})
        rows = rows.filter(found | Q(title__icontains=text))
    return rows.filter(**{f"{task}activity__code": kind}) if kind else rows


def dates(seat: Seat, tab: str, *, text: str = "", kind: str = "") -> QuerySet[Occurrence]:
    """Dates to come of tasks that this seat may know of, the first one first: those with a free place
    (OPEN), or those for which this seat promised (MINE).
    """
    rows = Occurrence.objects.filter(task__in=visible_tasks(seat).values("pk"), network=seat.network)
    rows = rows.open(seat.at) if tab == OPEN else rows.promised_by(seat.member_ids).to_come(seat.at)
    rows = _narrowed(rows, text, kind, "task__")
    return rows.select_related("task__activity", "network").order_by("starts_at", "id")  # type: ignore[no-any-return]


def first_of_each(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Of these dates the first one of each task, so that a series stands in a list once."""
    among = Occurrence.objects.filter(pk__in=rows.order_by().values("pk"))
    firsts = among.order_by("task_id", "starts_at", "id").distinct("task_id")
    found = Occurrence.objects.filter(pk__in=firsts.values("pk")).select_related("task__activity", "network")
    return found.order_by("starts_at", "id")


def count_later(rows: QuerySet[Occurrence], shown: Iterable[Any]) -> None:
    """Give each date that is shown ``later``: how many more dates its task has among ``rows``. One query."""
    found = list(shown)
    ids = rows.filter(task__in=[one.task_id for one in found]).values_list("task_id", flat=True)
    each = Counter(ids.order_by())
    for one in found:
        one.later = each[one.task_id] - 1


def some_dates(
    seat: Seat, which: str, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Occurrence]:
    """Dates of tasks that this seat may know of: OPEN or MINE as in dates(), else every one, called off ones
    too, that is not over by ``since`` (now) and begins before ``until``.
    """
    if which in (OPEN, MINE):
        rows: Any = dates(seat, which)
    else:
        rows = Occurrence.objects.filter(task__in=visible_tasks(seat).values("pk"), network=seat.network)
        rows = rows.select_related("task__activity", "network")
    rows = rows.filter(ends_at__gt=since or seat.at)
    return rows.filter(starts_at__lt=until) if until else rows  # type: ignore[no-any-return]


def tasks(seat: Seat, tab: str = ALL, *, text: str = "", kind: str = "", need: Any = None) -> QuerySet[Task]:
    """Tasks that go on (or, with OVER, have ended), the next date first, with ``next_at``."""
    coming = Occurrence.objects.filter(task=OuterRef("pk")).to_come(seat.at).order_by().values("task")
    rows: Any = visible_tasks(seat).annotate(
        next_at=Subquery(coming.annotate(at=Min("starts_at")).values("at"))
    )
    rows = rows.filter(status=TaskStatus.ENDED) if tab == OVER else rows.going_on()
    rows = _narrowed(rows, text, kind)
    if need is not None:
        rows = rows.filter(need=need)
    return rows.order_by("next_at", "-starts", "id")  # type: ignore[no-any-return]


def how_many(seat: Seat) -> dict[str, int]:
    """How many there are behind each tab of the list: four queries."""
    return {
        OPEN: first_of_each(dates(seat, OPEN)).count(),
        MINE: dates(seat, MINE).count(),
        ALL: visible_tasks(seat).going_on().count(),  # type: ignore[attr-defined]
        OVER: visible_tasks(seat).filter(status=TaskStatus.ENDED).count(),
    }


def open_dates(seat: Seat, rows: Iterable[Task]) -> Counter[UUID]:
    """How many dates to come of each of these tasks still have a free place: one query."""
    found = Occurrence.objects.filter(task__in=[row.pk for row in rows]).open(seat.at)
    return Counter(found.values_list("task_id", flat=True))


def needs_of(seat: Seat, rows: Iterable[Task]) -> dict[UUID | None, Need]:
    """The needs of these tasks that this seat may read, by id: one query."""
    ids = {row.need_id for row in rows if row.need_id}
    return {need.pk: need for need in Need.objects.visible_to(seat).filter(pk__in=ids)}


def lines(seat: Seat, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Tasks with when they are, how many of their dates are open, and their need if it may be read."""
    found = list(rows)
    free, needs = open_dates(seat, found), needs_of(seat, found)
    return [
        {"task": row, "when": when(row), "open": free[row.pk], "need": needs.get(row.need_id)}
        for row in found
    ]


def activities(seat: Seat) -> list[Activity]:
    """Every kind of thing to do in this network."""
    return list(Activity.objects.for_network(seat.network))


def own_activities(seat: Seat) -> list[Activity]:
    """The kinds that this network added, with ``used``: whether something of it is still to be done."""
    used = Task.objects.filter(activity=OuterRef("pk")).going_on()
    rows = Activity.objects.filter(network=seat.network, ended_at=None)
    return list(rows.annotate(used=Exists(used)))


def kinds_with(seat: Seat, task: Task) -> list[Activity]:
    """Every kind of thing, and the one of this task though it may have left the list."""
    kinds = activities(seat)
    return kinds if task.activity in kinds else [*kinds, task.activity]


def known(seat: Seat, pk: UUID | None) -> Task | None:
    """A task by its id, if this seat may know of it."""
    return visible_tasks(seat).filter(pk=pk).first() if pk else None


def continued_by(seat: Seat, task: Task) -> Task | None:
    """The task that continues this one after a change "from here on"."""
    return visible_tasks(seat).filter(continues=task).first()


def takers(seat: Seat) -> list[Member]:
    """Who can take turns: everybody who takes part, by name."""
    return list(Member.objects.taking_part(seat.at).filter(network=seat.network).order_by("name", "id"))


def turn_takers(task: Task) -> list[Member]:
    """Who takes turns in a task, in their order: one query."""
    return [row.member for row in task.turn_takers.select_related("member")]


def when(task: Task) -> str:
    """When a task is, in words."""
    return words(rhythm_of(task))


def dates_of(task: Task, at: datetime, *, over: bool = False) -> QuerySet[Occurrence]:
    """The dates of a task to come (called off ones too), or those that are over, the latest first."""
    rows: Any = Occurrence.objects.filter(task=task).select_related("task__activity", "network")
    if over:
        return rows.filter(ends_at__lte=at).order_by("-starts_at", "-id")  # type: ignore[no-any-return]
    return rows.filter(ends_at__gt=at).order_by("starts_at", "id")  # type: ignore[no-any-return]


def minutes_of(row: Occurrence) -> int:
    """How many minutes a date takes; whole days of its task are days on the clock, whatever a night does."""
    return round((row.ends_at - row.starts_at).total_seconds() / 60) if row.moved else row.task.minutes


def later_dates(row: Occurrence, at: datetime) -> tuple[int, int, datetime | None]:
    """Of the dates of a series still planned: how many from this one on, how many in all, and the last."""
    rows = Occurrence.objects.filter(task=row.task).to_come(at).values_list("slot", "starts_at")
    slots = [slot for slot, _start in rows]
    last = max((start for _slot, start in rows), default=None)
    return sum(slot >= row.slot for slot in slots), len(slots), last


def sees_address(seat: Seat, task: Task) -> bool:
    """Whether the address of a task is always shown: to its author and to who speaks for the client."""
    return seat.for_client or seat.wrote(task.author_id, task.for_client)


def dressed(seat: Seat, rows: Iterable[Any]) -> list[Any]:
    """These dates with who promised: one query, however many.

    ``places`` pairs each name of a place with who has it; ``free`` counts those without anybody;
    ``seeking`` are promises whose holder looks for somebody, ``stand_ins`` who is ready to take over;
    ``mine`` is this seat's own promise; ``planned`` and ``can_promise`` say what may still be done.
    """
    found = list(rows)
    promises = Promise.objects.filter(occurrence__in=[one.pk for one in found], status__in=COUNTS)
    by_date: dict[UUID, list[Promise]] = {one.pk: [] for one in found}
    for promise in promises.select_related("member").order_by("promised_at", "id"):
        by_date[promise.occurrence_id].append(promise)
    for one in found:
        _dress(seat, one, by_date[one.pk])
    return found


def _dress(seat: Seat, row: Any, promises: Sequence[Promise]) -> None:
    held = {one.place: one for one in promises if not one.stands_in and one.status in HOLDS}
    row.places = [(name, held.get(place)) for place, name in enumerate(row.task.places)]
    row.seeking = [one for one in promises if one.status == PromiseStatus.SEEKING]
    row.stand_ins = [one for one in promises if one.stands_in and one.status in HOLDS]
    row.free = sum(who is None for _name, who in row.places)
    row.mine = next((one for one in promises if one.member_id in seat.member_ids), None)
    row.planned = row.status == OccurrenceStatus.PLANNED and row.ends_at > seat.at
    open_task = row.task.status == TaskStatus.OPEN
    row.can_promise = (
        row.planned and open_task and row.mine is None
        and bool(seat.member_ids) and seat.may(Permission.PROMISE)
    )  # fmt: skip
    own = row.mine
    holds = own is not None and not own.stands_in and own.status == PromiseStatus.PROMISED
    row.address = row.task.address if sees_address(seat, row.task) or (holds and row.planned) else ""
    row.week = row.task.when == "week"
