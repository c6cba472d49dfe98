"""Swapping dates: one promise offered for one of others' promises. The first yes wins, the series stays."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.place import Closed, check_may_promise, on, settle_asks
from networks.actions.promise import known_promise
from networks.choices import STANDS, OccurrenceStatus, PromiseStatus, Verb
from networks.doors import visible_tasks
from networks.errors import NotFromHere
from networks.models import DateSwap, Promise
from networks.models.promise import PromiseQuerySet
from networks.promising import move
from networks.standing import Permission, Seat


class Solved(DomainError):
    """Somebody else was first to say yes, or the question was taken back."""

    code = "solved"

    def __init__(self) -> None:
        super().__init__(_("This is solved. Thank you!"))


def ask_date_swap(*, actor: Seat, promise: UUID, wanted: Collection[UUID], note: str = "") -> DateSwap:
    """Offer one's own date for one of these promises of others. Raises NotFromHere for a promise that is not
    somebody else's date to come of the same task.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_promise(seat, promise)
        if row.member_id not in seat.member_ids or row.stands_in:
            raise PermissionDenied
        move(PromiseStatus(row.status), Verb.SWAP)
        if row.occurrence.ends_at <= seat.at:
            raise Closed(_("This date is over."))
        rows = list(swappable(row, seat).filter(pk__in=set(wanted)))
        if not rows or len(rows) != len(set(wanted)):
            raise NotFromHere("wanted")
        swap = DateSwap(network=seat.network, promise=row, note=note, asked_at=seat.at)
        swap.validate_constraints()
        swap.save()
        swap.wanted.set(rows)
        moments.on_date_swap(swap, seat.at)
        trace(seat, "networks.date_swap_asked", swap, promise=str(promise), number=str(len(rows)))
        return swap


def swappable(mine: Promise, seat: Seat) -> PromiseQuerySet:
    """Others' promises on other dates to come of the same task, for which a promise can be swapped."""
    task = mine.occurrence.task_id
    rows = Promise.objects.filter(occurrence__task=task, stands_in=False, status=PromiseStatus.PROMISED)
    coming = rows.filter(occurrence__starts_at__gt=seat.at, occurrence__status=OccurrenceStatus.PLANNED)
    both = Promise.objects.filter(member=mine.member_id, stands_in=False, status__in=STANDS)
    others = coming.exclude(member__in=seat.member_ids).exclude(occurrence=mine.occurrence_id)
    theirs = Promise.objects.filter(occurrence=mine.occurrence_id, stands_in=False, status__in=STANDS)
    others = others.exclude(occurrence__in=both.values("occurrence"))
    others = others.exclude(member__in=theirs.exclude(pk=mine.pk).values("member"))
    return others.select_related("member", "occurrence__task").order_by("occurrence__starts_at", "id")


def accept_date_swap(*, actor: Seat, swap: UUID, promise: UUID) -> DateSwap:
    """Say yes with one's own date: both dates change hands. Whoever comes later reads that it is solved."""
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, swap)
        if row.solved_at is not None or row.taken_back_at is not None:
            raise Solved
        theirs = row.wanted.filter(pk=promise).select_for_update(of=("self",))
        other = theirs.select_related("member", "occurrence__task").first()
        if other is None:
            raise NotFromHere("promise")
        if other.member_id not in seat.member_ids:
            raise PermissionDenied
        mine = known_promise(seat, row.promise_id)
        _check(seat, mine, other)
        _change_hands(seat, mine, other)
        row.solved_with, row.solved_at = other, seat.at
        row.store("solved_with", "solved_at")
        row.promise = mine
        moments.on_date_swap(row, seat.at)
        trace(seat, "networks.date_swap_solved", row, promise=str(promise))
        return row


def _check(seat: Seat, mine: Promise, other: Promise) -> None:
    """Both promises still stand, for dates to come, and each may do the other's. Raises a DomainError."""
    for one in (mine, other):
        move(PromiseStatus(one.status), Verb.SWAP)
        if one.occurrence.ends_at <= seat.at or one.occurrence.status != OccurrenceStatus.PLANNED:
            raise Closed(_("One of these dates is over or not needed any more."))
    check_may_promise(seat, other.occurrence.task, mine.member)
    check_may_promise(seat, mine.occurrence.task, other.member)


def _change_hands(seat: Seat, mine: Promise, other: Promise) -> None:
    """Each holds the other's place. Who stood in on the date they take over stands in no longer."""
    for one, next_holder in ((mine, other.member), (other, mine.member)):
        for row in on(one.occurrence):
            if row.member_id == next_holder.pk and row.pk != one.pk:
                if not row.stands_in:
                    raise DomainError(_("You do this date already."), code="already")
                row.status, row.moved_at = move(PromiseStatus(row.status), Verb.RELEASE), seat.at
                row.store("status", "moved_at")
    first, second = mine.member, other.member
    for one, holder in ((mine, second), (other, first)):
        one.member, one.status, one.moved_at = holder, move(PromiseStatus(one.status), Verb.SWAP), seat.at
        one.said_by, one.pledge, one.note = None, None, ""
        one.store("member", "status", "moved_at", "said_by", "pledge", "note")
        settle_asks(one.occurrence, seat.at)


def take_back_date_swap(*, actor: Seat, swap: UUID) -> DateSwap:
    """Take the question back; one's own date stays one's own."""
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, swap)
        if row.promise.member_id not in seat.member_ids:
            raise PermissionDenied
        if row.solved_at is not None or row.taken_back_at is not None:
            raise Solved
        row.taken_back_at = seat.at
        row.store("taken_back_at")
        trace(seat, "networks.date_swap_taken_back", row, promise=str(row.promise_id))
        return row


def _locked(seat: Seat, pk: UUID) -> DateSwap:
    rows = DateSwap.objects.filter(promise__occurrence__task__in=visible_tasks(seat).values("pk"))
    row: DateSwap | None = (
        rows.select_related("promise").select_for_update(of=("self",)).filter(pk=pk).first()
    )
    if row is None:
        raise Http404
    return row
