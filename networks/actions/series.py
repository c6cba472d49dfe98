"""What a change does to a series of dates, inside an action that holds the lock on the network.

Nothing here opens a door or leaves a trace. A change "from here on" splits a task: the old one ends before
that date, and a new one continues it and takes over the later dates with their promises.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.actions.ask import reconsider
from networks.actions.place import settle_asks
from networks.actions.promise import call_off, fill_from_pledges
from networks.choices import AskStatus, OccurrenceStatus, TaskStatus
from networks.models import Ask, Barrier, Occurrence, Pledge, Promise, Swap, Task, TurnTaker
from networks.planning import rhythm_of
from networks.rhythm import (
    Rhythm,
    Slot,
    carried,
    exists,
    explicit,
    first_slot,
    rest,
    shifted,
    slot_of,
    slots,
    to_utc,
    to_wall,
    until,
)
from networks.rrule import RhythmRefused
from networks.standing import Seat

LONGEST = 60 * 24 * 60
"""Minutes a date takes at most: sixty days."""
FARTHEST = timedelta(days=5 * 366)
TEXTS = ("title", "where", "bring", "avoid")
COPIED = (
    "network",
    "need",
    "activity",
    "author",
    "for_client",
    *TEXTS,
    "address",
    "places",
    "when",
    "time_zone",
    "minutes",
    "skip_holidays",
    "rotation",
    "only_side",
    "rule_words",
    "status",
    "planned_until",
)
"""What a task that continues another one takes over as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a date: its wall clock (naive) and length, its words, and perhaps another rhythm."""

    starts: datetime
    minutes: int
    texts: dict[str, str] = field(default_factory=dict)
    rule: str | None = None


def plan_dates(task: Task, until: datetime, at: datetime, seat: Seat | None = None) -> list[Occurrence]:
    """Give a task its dates until a moment; those that were not there yet. Twice makes nothing double.

    Whoever said yes for a while has the new dates too. What is over is not planned.
    """
    first = max(task.planned_until or task.starts, task.starts)
    last = until if task.repeats else task.starts + timedelta(minutes=1)
    rhythm = rhythm_of(task, first, last)
    known = set(task.occurrences.filter(slot__gte=first).values_list("slot", flat=True))
    made = [
        Occurrence(
            network=task.network,
            task=task,
            slot=slot.starts_at,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
        )
        for slot in slots(rhythm, first, last)
        if slot.ends_at > at and slot.starts_at not in known
    ]
    Occurrence.objects.bulk_create(made)
    task.planned_until = max(until, first)
    task.store("planned_until")
    for one in made:
        moments.on_occurrence(one, at)
    fill_from_pledges(seat, task, made, at)
    return made


def to_come(task: Task, at: datetime) -> list[Occurrence]:
    """Every date of a task that is not over, called off or not, locked and in order."""
    rows = Occurrence.objects.filter(task=task, ends_at__gt=at).order_by("slot")
    dates = list(rows.select_for_update(of=("self",)))
    for one in dates:
        one.task, one.network = task, task.network
    return dates


def checked(seat: Seat, task: Task, change: Change) -> Slot:
    """The moments of a change. Raises DomainError for what is over, far away, or no time of that night."""
    return checked_slot(change.starts, task, change.minutes, seat.at)


def checked_slot(wall: datetime, task: Task, minutes: int, at: datetime) -> Slot:
    """The date that begins then. Raises DomainError naming the field day, time or minutes."""
    if not 0 < minutes <= LONGEST:
        raise DomainError(_("Choose how long it takes, at most sixty days."), field="minutes")
    now = to_wall(at, task.zone)
    if not now - timedelta(days=2 * 60) < wall < now + FARTHEST:
        raise DomainError(_("Choose a day to come, at most five years from now."), field="day")
    if not exists(wall, task.zone):
        raise DomainError(_("On that night the clock skips this time. Choose another time."), field="time")
    slot = slot_of(wall, task.zone, minutes)
    if slot.ends_at <= at:
        raise DomainError(_("That moment is over. Choose one to come."), field="day")
    return slot


def one_date(seat: Seat, row: Occurrence, change: Change) -> None:
    """Change this date only."""
    slot, before, place = checked(seat, row.task, change), row.starts_at, row.own("where")
    row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    regular = slot_of(to_wall(row.slot, row.task.zone), row.task.zone, row.task.minutes)
    row.moved = (row.starts_at, row.ends_at) != (row.slot, regular.ends_at)
    for name, words in change.texts.items():
        setattr(row, name, "" if words == getattr(row.task, name) else words)
    row.sequence += 1
    row.store("starts_at", "ends_at", "moved", "sequence", *change.texts)
    moved = before if before != row.starts_at else None
    moments.on_change(row, seat.at, "changed", before=moved, by=seat.user)
    if moved is not None or place != row.own("where"):
        reconsider(row.task, row, seat.at)


def all_dates(seat: Seat, task: Task, row: Occurrence, change: Change) -> Task:
    """Change every date to come that was not moved by hand, and the task itself.

    How far this date moves from where the rhythm put it decides how far all of them move; what was is not
    touched.
    """
    slot, before, place = checked(seat, task, change), row.starts_at, row.own("where")
    dates, rule = (to_come(task, seat.at) if task.repeats else [row]), task.rule
    old = to_wall(row.slot, task.zone)
    if task.repeats:
        task.rule = shifted(rest(rhythm_of(task), to_wall(dates[0].slot, task.zone)), old, slot.wall)
    task.skipped = _skipped(task, rule, old, slot.wall)
    moves = _moves(task, rule, dates, old, slot.wall)
    _write(task, change)
    for one in dates:
        _follow(one, row, change)
        _carry(one, task, moves.get(one.slot), seat.at)
    task.starts, task.rule_before = min(one.slot for one in dates), ""
    task.sequence += 1
    task.store("starts", "rule", "rule_before", "skipped", "minutes", "sequence", *change.texts)
    moved = before if before != slot.starts_at else None
    moments.on_change(task, seat.at, "changed", before=moved, by=seat.user)
    if moved is not None or change.texts.get("where", place) != place:
        reconsider(task, None, seat.at)
    return task


def _write(task: Task, change: Change) -> None:
    task.minutes = change.minutes
    for name, words in change.texts.items():
        setattr(task, name, words)


def _moves(
    task: Task, rule: str, dates: Iterable[Occurrence], old: datetime, new: datetime
) -> dict[datetime, datetime]:
    """The new wall clock of each date by the slot it has, when a date of the former rule goes there."""
    walls = {one.slot: to_wall(one.slot, task.zone) for one in dates}
    if not rule:
        return dict.fromkeys(walls, new)
    found = {slot: carried(rule, wall, old, new) for slot, wall in walls.items()}
    return {slot: wall for slot, wall in found.items() if wall is not None}


def _skipped(task: Task, rule: str, old: datetime, new: datetime) -> list[datetime]:
    """What is left out of a rhythm, where it is now."""
    walls = [carried(rule, to_wall(one, task.zone), old, new) for one in task.skipped] if rule else []
    return [to_utc(wall, task.zone) for wall in walls if wall is not None]


def _follow(one: Occurrence, row: Occurrence, change: Change) -> None:
    """The date at which a change begins keeps nothing of its own that the change says for all of them."""
    if one.pk == row.pk:
        one.moved = False
        for name in change.texts:
            setattr(one, name, "")


def _carry(row: Occurrence, task: Task, wall: datetime | None, at: datetime) -> None:
    """Put a date where the rhythm puts it now. What was moved by hand stays where it is, and so does what
    would be over by now or has no such day in its month.
    """
    row.task = task
    if wall is None:
        row.moved = True
    else:
        slot = slot_of(wall, task.zone, task.minutes)
        row.slot, row.moved = slot.starts_at, row.moved or slot.ends_at <= at
        if not row.moved:
            row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    row.sequence += 1
    row.store("task", "slot", "starts_at", "ends_at", "moved", "sequence", *TEXTS)


def split(seat: Seat, task: Task, row: Occurrence, change: Change) -> Task:
    """Let a new task continue this one from this date on, with the change; the new task.

    With another rhythm a date goes on when the new one has a date on its day; the others are called off.
    """
    checked(seat, task, change)
    change = _begun(task, change)
    slot, before, place = checked(seat, task, change), row.starts_at, row.own("where")
    old, rule = to_wall(row.slot, task.zone), task.rule
    later = [one for one in to_come(task, seat.at) if one.slot >= row.slot]
    after = _continued(task, old, slot.wall, change)
    task.rule, task.rule_before = until(rule, old), ""
    task.sequence += 1
    task.store("rule", "rule_before", "sequence")
    moves = _by_day(after, later, row) if change.rule else _moves(task, rule, later, old, slot.wall)
    for one in later:
        if one.slot in moves:
            _follow(one, row, change)
            _carry(one, after, moves[one.slot], seat.at)
        elif one.status == OccurrenceStatus.PLANNED:
            not_needed(seat, one, "")
    _take_along(task, after, [one for one in later if one.task == after], slot.wall.date(), seat.at)
    _close_if_empty(task, seat.at)
    planned = task.planned_until or after.starts
    after.planned_until = after.starts
    plan_dates(after, max(planned, after.starts), seat.at, seat)
    moved = before if before != slot.starts_at else None
    moments.on_change(after, seat.at, "changed", before=moved, by=seat.user)
    if moved is not None or change.texts.get("where", place) != place:
        reconsider(after, None, seat.at)
    return after


def _begun(task: Task, change: Change) -> Change:
    """With another rhythm: from the first date it gives. Raises RhythmRefused when it gives none."""
    if change.rule is None:
        return change
    rule = explicit(change.rule, change.starts)
    first = first_slot(Rhythm(change.starts, task.zone, change.minutes, rule))
    if first is None:
        raise RhythmRefused(_("This rhythm never comes to a date. Choose other days."))
    return replace(change, starts=first.wall, rule=rule)


def _continued(task: Task, old: datetime, new: datetime, change: Change) -> Task:
    """The new row. Whatever continued the old one continues the new one from now on."""
    rule = change.rule or shifted(rest(rhythm_of(task), old), old, new)
    after = Task(**{name: getattr(task, name) for name in COPIED}, rule=rule)
    after.starts = to_utc(new, task.zone)
    after.sequence = task.sequence + 1
    if change.rule is None:
        after.skipped = [one for one in _skipped(task, task.rule, old, new) if one >= after.starts]
    _write(after, change)
    last = Task.objects.filter(continues=task).first()
    if last is not None:
        Task.objects.filter(pk=last.pk).update(continues=None)
    after.continues = task
    after.save()
    if last is not None:
        Task.objects.filter(pk=last.pk).update(continues=after)
    TurnTaker.objects.bulk_create(
        TurnTaker(task=after, member_id=one.member_id, order=one.order) for one in task.turn_takers.all()
    )
    return after


def _by_day(after: Task, later: list[Occurrence], row: Occurrence) -> dict[datetime, datetime]:
    last = max(one.slot for one in later) + timedelta(days=2)
    walls = {one.wall.date(): one.wall for one in slots(rhythm_of(after), after.starts, last)}
    days = {one.slot: to_wall(one.slot, after.zone).date() for one in later}
    first = to_wall(after.starts, after.zone)
    moves = {old: walls[day] for old, day in days.items() if day in walls and day != first.date()}
    return moves | {row.slot: first}


def _take_along(task: Task, after: Task, dates: list[Occurrence], day: date, at: datetime) -> None:
    """Asks, yeses for a while, barriers and swaps go on with the dates they are about."""
    ids = [one.pk for one in dates]
    about = Q(occurrence__in=ids) | Q(occurrence=None, status__in=[AskStatus.SHOWN, AskStatus.OPEN])
    asks = Ask.objects.filter(about | Q(occurrence=None, status=AskStatus.PROMISED), task=task)
    asks.update(task=after, version=F("version") + 1, updated_at=at)
    Barrier.objects.at(at).filter(task=task).update(task=after, updated_at=at)
    Swap.objects.alive().filter(takes=task).update(takes=after, updated_at=at)
    Swap.objects.alive().filter(frees_for=task).update(frees_for=after, updated_at=at)
    goes_on = Q(last__isnull=True) | Q(last__gte=day)
    for pledge in Pledge.objects.filter(goes_on, task=task, ended_at=None).select_for_update():
        _pledge_on(pledge, after, ids, day, at)


def _pledge_on(pledge: Pledge, after: Task, dates: list[Any], day: date, at: datetime) -> None:
    """A yes for a while goes on with the new task; what it was until that day stays with the old one."""
    if pledge.first >= day:
        pledge.task = after
        pledge.store("task")
        return
    last, since = pledge.last, day
    pledge.last, pledge.ended_at = day - timedelta(days=1), at
    pledge.store("last", "ended_at")
    made = Pledge.objects.create(
        network_id=pledge.network_id,
        task=after,
        member_id=pledge.member_id,
        place=pledge.place,
        first=since,
        last=last,
        weekdays=_days_on(pledge, after),
    )
    Promise.objects.filter(pledge=pledge, occurrence__in=dates).update(pledge=made, updated_at=at)
    for swap in pledge.swaps.alive():
        swap.pledges.add(made)


def _days_on(pledge: Pledge, after: Task) -> list[int]:
    """The weekdays of a yes; without any, every date. One that no longer comes is every date too."""
    rhythm = replace(rhythm_of(after), skipped=frozenset())
    some = slots(rhythm, after.starts, after.starts + timedelta(days=60))
    coming = {one.wall.weekday() for one in some}
    return pledge.weekdays if set(pledge.weekdays) & coming else []


def not_needed(seat: Seat, row: Occurrence, reason: str) -> None:
    """Call one date off: everybody who promised it is free, and its asks wait for nothing."""
    row.status, row.reason = OccurrenceStatus.NOT_NEEDED, reason
    row.sequence += 1
    row.store("status", "reason", "sequence")
    call_off(seat, row)
    settle_asks(row, seat.at)


def call_off_dates(seat: Seat, task: Task, dates: Iterable[Occurrence], reason: str) -> int:
    """Call these dates off and cut the rhythm before the first of them; how many were still planned."""
    planned = [one for one in dates if one.status == OccurrenceStatus.PLANNED]
    for one in planned:
        not_needed(seat, one, reason)
    if task.repeats and planned:
        task.rule_before = task.rule
        task.rule = until(task.rule, to_wall(min(one.slot for one in planned), task.zone))
    task.sequence += 1
    task.store("rule", "rule_before", "sequence")
    _close_if_empty(task, seat.at)
    return len(planned)


def _close_if_empty(task: Task, at: datetime) -> None:
    """A task of which nothing is to come any more has ended."""
    planned = Occurrence.objects.filter(task=task).to_come(at)
    if task.status == TaskStatus.ENDED or planned.exists():
        return
    task.status, task.ended_at = TaskStatus.ENDED, at
    task.store("status", "ended_at")
