"""Barriers: what is said to be impossible, who says so, who can change it, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404

from networks.access import acting, trace
from networks.choices import BarrierSource
from networks.choices.rule import GONE, RuleStatus
from networks.doors import visible_barriers, visible_tasks
from networks.errors import NotFromHere
from networks.models import Barrier, Swap, Task
from networks.standing import Permission, Seat

FOUND_OUT = ("source", "said_by", "written_where", "can_change", "smallest_try", "must_agree")
"""The questions of the circle of influence: whoever knows the answer may write it down."""


def may_reword(seat: Seat, row: Barrier) -> bool:
    """Whether this seat may change what is said to be impossible: who wrote it down, or who organises."""
    return row.author_id == seat.user.pk or seat.may(Permission.ORGANIZE)


def may_end(seat: Seat, row: Barrier) -> bool:
    """Whether this seat may say what came of it. While a swap runs into it only who organises may: nobody
    lifts by themselves the rule that stands in the way of their own proposal.
    """
    if seat.may(Permission.ORGANIZE):
        return True
    return row.author_id == seat.user.pk and not Swap.objects.alive().filter(barrier=row).exists()


def record_barrier(
    *,
    actor: Seat,
    words: str,
    source: BarrierSource | str = BarrierSource.UNKNOWN,
    said_by: str = "",
    written_where: str = "",
    can_change: str = "",
    smallest_try: str = "",
    must_agree: str = "",
    task: UUID | None = None,
) -> Barrier:
    """Write down something that is said to be impossible, about a task or about the network as a whole."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = Barrier(
            network=seat.network,
            author=seat.user,
            words=words,
            source=source,
            said_by=said_by,
            written_where=written_where,
            can_change=can_change,
            smallest_try=smallest_try,
            must_agree=must_agree,
            task=_task(seat, task) if task else None,
            since=seat.at,
        )
        row.validate_constraints()
        row.save()
        trace(seat, "networks.barrier_recorded", row, source=str(source))
        return row


def revise_barrier(
    *, actor: Seat, barrier: UUID, words: str | None = None, version: int | None = None, **found_out: Any
) -> Barrier:
    """Write down what somebody found out about a barrier (see FOUND_OUT), or change its words.

    Raises PermissionDenied for other words from who did not write them, Conflict on a stale version.
    """
    unknown = set(found_out) - set(FOUND_OUT)
    if unknown:
        raise TypeError(f"is not asked about a barrier: {sorted(unknown)}")
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = standing_barrier(seat, barrier)
        if words is not None and words != row.words and not may_reword(seat, row):
            raise PermissionDenied
        row.expect(version)
        before = row.source
        for field, value in found_out.items():
            setattr(row, field, value)
        row.words = row.words if words is None else words
        row.validate_constraints()
        row.store("words", *found_out)
        trace(seat, "networks.barrier_revised", row, source=str(row.source), before=str(before))
        return row


def end_barrier(
    *,
    actor: Seat,
    barrier: UUID,
    outcome: str,
    status: RuleStatus | str = RuleStatus.CHANGED,
    version: int | None = None,
) -> Barrier:
    """Say what came of it: what was said to be impossible no longer stands in the way. ``status`` is why:
    it changed, it turned out not to exist, or it stays and the network goes another way.
    """
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = standing_barrier(seat, barrier)
        if not may_end(seat, row):
            raise PermissionDenied
        row.expect(version)
        row.until, row.outcome = seat.at, outcome
        row.status = status if status in GONE else RuleStatus.STAYS
        row.store("until", "outcome", "status")
        end_raised(row, seat.at)
        trace(seat, "networks.barrier_ended", row, source=str(row.source), status=str(row.status))
        return row


def end_raised(row: Barrier, at: datetime) -> None:
    """What was put to organisations about a barrier ends with it: this network no longer says the rule."""
    row.raised.filter(until=None).update(until=at, updated_at=at, version=F("version") + 1)


def standing_barrier(seat: Seat, pk: UUID) -> Barrier:
    """A barrier that still stands and that this seat may know of, locked. Raises Http404."""
    rows = visible_barriers(seat).standing().select_for_update(of=("self",))
    row: Barrier | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _task(seat: Seat, pk: UUID) -> Task:
    found: Task | None = visible_tasks(seat).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("task")
    return found
