"""The dates of a swap: handed over when it runs, open again when it ends.

Everything here runs inside an action that holds the lock on the network. Nobody is told of each date that
somebody lets go: the swap itself is told, and the promises made for it are told as one yes for a while.
"""

from datetime import date, timedelta

from networks.actions.place import free_place, on, settle_asks
from networks.actions.promise import give
from networks.choices import PromiseStatus, Verb
from networks.models import Member, Occurrence, Pledge, Promise, Swap, Task
from networks.promising import move
from networks.standing import Seat

DAY = timedelta(days=1)


def hand_over(seat: Seat, swap: Swap) -> None:
    """Give the taker the freed person's coming dates, and the freed person the open dates they are freed for,
    until the last day of the try (both included); a longer or shorter try keeps what still fits.
    """
    _shorten(seat, swap)
    _take_over(seat, swap)
    _fill(seat, swap)


def open_again(seat: Seat, swap: Swap) -> None:
    """Let go of the dates that the swap gave and that are still to come; its yeses for a while end."""
    for pledge in swap.pledges.filter(ended_at=None):
        pledge.ended_at = seat.at
        pledge.store("ended_at")
    for promise in _coming(swap, seat):
        _leave(seat, promise)


def _coming(swap: Swap, seat: Seat) -> list[Promise]:
    """What the swap gave and is still to come, locked."""
    rows = swap.promises.standing().filter(occurrence__starts_at__gt=seat.at)
    return list(rows.select_related("occurrence__task").select_for_update(of=("self",)))


def _day(task: Task, occurrence: Occurrence) -> date:
    return occurrence.starts_at.astimezone(task.zone).date()


def _within(swap: Swap, task: Task, occurrence: Occurrence) -> bool:
    return swap.tried_until is None or _day(task, occurrence) <= swap.tried_until


def _leave(seat: Seat, promise: Promise) -> None:
    promise.status, promise.moved_at = move(PromiseStatus(promise.status), Verb.RELEASE), seat.at
    promise.store("status", "moved_at")
    settle_asks(promise.occurrence, seat.at)


def _shorten(seat: Seat, swap: Swap) -> None:
    """Let go of what lies after the last day, when the swap ran longer before."""
    for pledge in swap.pledges.filter(ended_at=None).exclude(last=swap.tried_until):
        pledge.last = swap.tried_until
        pledge.store("last")
    for promise in _coming(swap, seat):
        if not _within(swap, promise.occurrence.task, promise.occurrence):
            _leave(seat, promise)


def _take_over(seat: Seat, swap: Swap) -> None:
    """The freed person's dates of the task that the taker takes on."""
    task = swap.takes
    rows = Promise.objects.standing().filter(occurrence__task=task, member=swap.freed, stands_in=False)
    rows = rows.filter(occurrence__in=Occurrence.objects.to_come(seat.at).filter(starts_at__gt=seat.at))
    dates = rows.select_related("occurrence__task").order_by("occurrence__starts_at")
    theirs = [row for row in dates.select_for_update(of=("self",)) if _within(swap, task, row.occurrence)]
    pledge = _instead(seat, swap)
    for promise in theirs:
        if any(row.member_id == swap.taker_id and not row.stands_in for row in on(promise.occurrence)):
            continue
        _leave(seat, promise)
        _give(seat, swap, promise.occurrence, swap.taker, promise.place, pledge)


def _instead(seat: Seat, swap: Swap) -> Pledge | None:
    """The taker's yes for a while instead of the freed person's; after a try that one goes on."""
    before = Pledge.objects.filter(task=swap.takes, member=swap.freed, ended_at=None).first()
    if before is None or swap.pledges.filter(pk=before.pk).exists():
        return swap.pledges.filter(task=swap.takes, member=swap.taker, ended_at=None).first()
    before.ended_at = seat.at
    before.store("ended_at")
    same = {"network": swap.network, "task": swap.takes, "place": before.place}
    if swap.tried_until is not None and (before.last is None or before.last > swap.tried_until):
        after = max(before.first, swap.tried_until + DAY)
        Pledge.objects.create(
            **same, member=swap.freed, first=after, last=before.last, weekdays=before.weekdays
        )
    return _pledge(seat, swap, swap.takes, swap.taker, before.place, before.weekdays)


def _pledge(
    seat: Seat, swap: Swap, task: Task, member: Member, place: int, weekdays: list[int] | None = None
) -> Pledge:
    """A member's yes for a while by this swap; one that stands already serves."""
    standing = Pledge.objects.filter(task=task, member=member, ended_at=None).first()
    if standing is not None:
        return standing
    first = seat.at.astimezone(task.zone).date()
    pledge = Pledge.objects.create(
        network=swap.network,
        task=task,
        member=member,
        place=place,
        first=first,
        last=swap.tried_until,
        weekdays=weekdays or [],
    )
    swap.pledges.add(pledge)
    return pledge


def _fill(seat: Seat, swap: Swap) -> None:
    """The open dates that the freed person is now free for."""
    task = swap.frees_for
    open_dates = Occurrence.objects.filter(task=task, starts_at__gt=seat.at).open(seat.at)
    dates = [row for row in open_dates.order_by("starts_at") if _within(swap, task, row)]
    pledge = None
    for occurrence in dates:
        occurrence.task = task
        standing = on(occurrence)
        if any(row.member_id == swap.freed_id and not row.stands_in for row in standing):
            continue
        place = free_place(occurrence, standing, None)
        if pledge is None and task.repeats:
            pledge = _pledge(seat, swap, task, swap.freed, place)
        _give(seat, swap, occurrence, swap.freed, place, pledge)


def _give(
    seat: Seat, swap: Swap, occurrence: Occurrence, member: Member, place: int, pledge: Pledge | None
) -> None:
    made = give(seat, occurrence.pk, member, place=place, pledge=pledge, by_swap=True)
    swap.promises.add(made)
