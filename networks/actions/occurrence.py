"""Dates of a task: change one, call it off or plan it again, alone, from here on, or all of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import moments
from networks.access import acting, subject_of, trace
from networks.actions.place import organises, settle_asks
from networks.actions.promise import restore
from networks.actions.series import (
    Change,
    all_dates,
    call_off_dates,
    not_needed,
    one_date,
    plan_dates,
    split,
    to_come,
)
from networks.choices import NetworkStatus, OccurrenceStatus, SeriesPart, TaskStatus, TaskWhen
from networks.doors import visible_tasks
from networks.models import Network, Occurrence, Task
from networks.planning import HORIZON, rhythm_of
from networks.rhythm import A_WEEK, monday, slots
from networks.standing import Permission, Seat

A_DAY = timedelta(days=1)


class DateGone(DomainError):
    """What is over, or was called off, is not changed any more."""

    code = "date_gone"


class NothingToUndo(DomainError):
    """A date that was not called off, or nothing that was called off from here on."""

    code = "not_called_off"

    def __init__(self) -> None:
        super().__init__(_("This was not called off, so there is nothing to plan again."))


def change_date(
    *,
    actor: Seat,
    occurrence: UUID,
    part: SeriesPart,
    starts: datetime,
    minutes: int,
    rule: str | None = None,
    version: int | None = None,
    **texts: str,
) -> Occurrence:
    """Change when a date is, how long it takes and what is said about it (title, where, bring, avoid).

    ``starts`` is wall-clock time in the zone of the task. With SeriesPart.FROM_HERE another ``rule`` may
    begin here; the task is split. Raises Conflict, PermissionDenied for who does not arrange it,
    DateGone, RhythmRefused, or a DomainError about the moment.
    """
    with acting(actor, Permission.ASK) as seat:
        row = _arranged(seat, occurrence, version)
        if row.status != OccurrenceStatus.PLANNED or row.ends_at <= seat.at:
            raise DateGone(_("This date is over or was called off, so it cannot be changed."))
        part = _part_of(row.task, part)
        if rule is not None and part != SeriesPart.FROM_HERE:
            raise DomainError(
                _("Another rhythm begins at a date: choose “this date and all later ones”."), field="part"
            )
        if row.task.when == TaskWhen.WEEK:
            starts, minutes = monday(starts), A_WEEK
        _CHANGES[part](seat, row, Change(starts, minutes, texts, rule))
        trace(seat, f"networks.{_noun(part)}_changed", row, part=part, task=str(row.task_id))
        return Occurrence.objects.select_related("task__activity", "network").get(pk=row.pk)


def _noun(part: SeriesPart) -> str:
    return "date" if part == SeriesPart.ONLY else "dates"


def _part_of(task: Task, part: SeriesPart) -> SeriesPart:
    """What does not repeat has one date, which is all there is."""
    return part if task.repeats else SeriesPart.ALL


def _arranged(seat: Seat, pk: UUID, version: int | None) -> Occurrence:
    """A date of a task that this seat arranges, both locked. Raises Http404, PermissionDenied, Conflict."""
    rows = Occurrence.objects.filter(pk=pk, task__in=visible_tasks(seat).values("pk"))
    rows = rows.select_for_update(of=("self", "task")).select_related("task__activity", "task__network")
    row: Occurrence | None = rows.first()
    if row is None:
        raise Http404
    if not organises(seat, row.task):
        raise PermissionDenied
    row.expect(version)
    row.network = row.task.network
    return row


def _change_all(seat: Seat, row: Occurrence, change: Change) -> None:
    all_dates(seat, row.task, row, change)


def _change_from(seat: Seat, row: Occurrence, change: Change) -> None:
    """From the very first date on is all of them, as long as the rhythm stays."""
    first = not Occurrence.objects.filter(task=row.task, slot__lt=row.slot).exists()
    if first and change.rule is None:
        all_dates(seat, row.task, row, change)
    else:
        split(seat, row.task, row, change)


_CHANGES: dict[SeriesPart, Callable[[Seat, Occurrence, Change], None]] = {
    SeriesPart.ONLY: one_date,
    SeriesPart.FROM_HERE: _change_from,
    SeriesPart.ALL: _change_all,
}


def cancel_date(
    *, actor: Seat, occurrence: UUID, part: SeriesPart, reason: str = "", version: int | None = None
) -> Occurrence:
    """Call a date off, or it and all later ones, or all to come: who promised is free, and is told once.

    Raises Conflict, PermissionDenied, and DateGone for what is over or was called off already.
    """
    with acting(actor, Permission.ASK) as seat:
        row = _arranged(seat, occurrence, version)
        if row.status != OccurrenceStatus.PLANNED or row.ends_at <= seat.at:
            raise DateGone(_("This date is over or was called off already."))
        part = _part_of(row.task, part)
        if part == SeriesPart.ONLY:
            not_needed(seat, row, reason)
            row.task.skipped = [*row.task.skipped, row.slot]
            row.task.sequence += 1
            row.task.store("skipped", "sequence")
            moments.on_change(row, seat.at, "cancelled", by=seat.user)
        else:
            begins = row.slot if part == SeriesPart.FROM_HERE else None
            cancel_dates(seat, row.task, reason, begins)
        trace(seat, f"networks.{_noun(part)}_called_off", row, part=part, task=str(row.task_id))
        return Occurrence.objects.select_related("task__activity", "network").get(pk=row.pk)


def cancel_dates(seat: Seat, task: Task, reason: str, begins: datetime | None) -> None:
    """Call off every date to come, or those from a slot on. One message; leaves no trace of its own."""
    dates = [one for one in to_come(task, seat.at) if begins is None or one.slot >= begins]
    call_off_dates(seat, task, dates, reason)
    single = dates[0] if len(dates) == 1 and not task.repeats else None
    moments.on_change(single or task, seat.at, "cancelled", by=seat.user)


def restore_date(
    *, actor: Seat, occurrence: UUID, part: SeriesPart = SeriesPart.ONLY, version: int | None = None
) -> Occurrence:
    """Plan a date again that was called off, or all that were called off together with it.

    Promises come back as far as they still can. Raises NothingToUndo, DateGone, Conflict, PermissionDenied.
    """
    with acting(actor, Permission.ASK) as seat:
        row = _arranged(seat, occurrence, version)
        if row.status != OccurrenceStatus.NOT_NEEDED:
            raise NothingToUndo
        if row.ends_at <= seat.at:
            raise DateGone(_("This date is over, so it cannot be planned again."))
        part = _part_of(row.task, part)
        alone = part == SeriesPart.ONLY or not row.task.repeats
        _again(seat, row) if alone else _all_again(seat, row)
        verb = "networks.date_restored" if alone else "networks.dates_restored"
        trace(seat, verb, row, part=part, task=str(row.task_id))
        return Occurrence.objects.select_related("task__activity", "network").get(pk=row.pk)


def _again(seat: Seat, row: Occurrence) -> None:
    task = row.task
    _planned_again(seat, row)
    task.skipped = [one for one in task.skipped if one != row.slot]
    task.sequence += 1
    task.store("skipped", "sequence", *_opened(seat, task))
    moments.on_change(row, seat.at, "restored", by=seat.user)


def _all_again(seat: Seat, row: Occurrence) -> None:
    """Plan again what was called off together; what was called off alone stays so."""
    task = row.task
    if not task.rule_before:
        raise NothingToUndo
    dates = [one for one in to_come(task, seat.at) if one.status == OccurrenceStatus.NOT_NEEDED]
    last = max(one.slot for one in dates) + A_DAY

    def given(rule: str) -> set[datetime]:
        rhythm = replace(rhythm_of(task), rule=rule)
        return {one.starts_at for one in slots(rhythm, task.starts, last)}

    together = given(task.rule_before) - given(task.rule)
    for one in dates:
        if one.slot in together:
            _planned_again(seat, one)
    task.rule, task.rule_before = task.rule_before, ""
    task.sequence += 1
    task.store("rule", "rule_before", "sequence", *_opened(seat, task))
    task.planned_until = seat.at
    plan_dates(task, seat.at + HORIZON, seat.at, seat)
    moments.on_change(task, seat.at, "restored", by=seat.user)


def _opened(seat: Seat, task: Task) -> tuple[str, ...]:
    """Open a task again that had ended because nothing was to come; the fields to store. Where the client
    wants to see what is asked first, it waits for them as a new one would.
    """
    if task.status == TaskStatus.ENDED:
        waits = seat.network.show_first and not seat.for_client
        task.status, task.ended_at = TaskStatus.SHOWN if waits else TaskStatus.OPEN, None
    return ("status", "ended_at")


def _planned_again(seat: Seat, row: Occurrence) -> None:
    row.status, row.reason = OccurrenceStatus.PLANNED, ""
    row.sequence += 1
    row.store("status", "reason", "sequence")
    restore(seat, row)
    settle_asks(row, seat.at)


def due_for_planning(at: datetime) -> list[UUID]:
    """Tasks in a rhythm whose dates do not reach far enough, those that wait longest first."""
    rows = Task.objects.filter(
        Q(planned_until__lt=at + HORIZON - A_DAY / 2) | Q(planned_until=None),
        status=TaskStatus.OPEN,
        when=TaskWhen.RHYTHM,
        network__status__in=[NetworkStatus.FORMING, NetworkStatus.ACTIVE],
        network__mourning_since__isnull=True,
    )
    return list(rows.order_by("planned_until").values_list("pk", flat=True))


def plan_ahead(*, task: UUID) -> int:
    """Give one task its dates as far ahead as the house plans; the number of new ones. Safe to run twice.

    The house itself does this; with something new it leaves one line.
    """
    with transaction.atomic():
        mine = Task.objects.filter(pk=task).values("network_id")
        Network.objects.select_for_update().filter(pk__in=mine).values_list("pk").first()
        at = timezone.now()
        rows = Task.objects.filter(pk=task, status=TaskStatus.OPEN, when=TaskWhen.RHYTHM)
        rows = rows.filter(network__mourning_since__isnull=True)
        row = rows.exclude(network__status=NetworkStatus.ENDED).select_related("network", "activity").first()
        if row is None:
            return 0
        made = plan_dates(row, at + HORIZON, at)
        if made:
            event = Event(
                verb="networks.dates_planned", actor=None, network_id=row.network_id, subject=subject_of(row)
            )
            announce(event)
        return len(made)
