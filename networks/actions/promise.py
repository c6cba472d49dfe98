"""Promises: one yes to one place of one date, taken over, taken back, and never held by two.

``give`` and ``shift`` do the work inside a seat whose network is locked; the actions around them open the
door and leave the trace. networks/promising.py says which verb moves a promise where, and who may.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.place import (
    Closed,
    Taken,
    arranges_for,
    check_may_promise,
    free_place,
    movers,
    on,
    open_date,
    own_place,
    say_yes,
    settle_asks,
    settle_date,
    somebody,
)
from networks.choices import HOLDS, STANDS, OccurrenceStatus, PromiseStatus, Verb
from networks.doors import visible_tasks
from networks.models import Member, Occurrence, Pledge, Promise, Task
from networks.promising import may_move, move
from networks.standing import Permission, Seat

BEFORE_THE_END = (Verb.CANNOT, Verb.CAN_AFTER_ALL, Verb.TAKE_OVER, Verb.SWAP)
REPORTS = (Verb.DONE, Verb.DID_NOT_HAPPEN, Verb.CORRECT)
NEEDS_ITS_PLACE = (Verb.CAN_AFTER_ALL, Verb.RESTORE, Verb.DONE, Verb.DID_NOT_HAPPEN)


def give(
    seat: Seat,
    occurrence: UUID,
    member: Member,
    *,
    place: int | None = None,
    stands_in: bool = False,
    said_by: Any = None,
    note: str = "",
    pledge: Pledge | None = None,
    by_swap: bool = False,
) -> Promise:
    """A member's yes to a date, in a seat whose network is locked. Leaves no trace of its own.

    Whoever stood in takes the place, whoever looked for somebody has it back. Raises Taken when somebody was
    first, Closed, RuleInTheWay, or another DomainError that says what stands in the way. ``by_swap``: both
    people of a swap agreed and it is tried, so neither a rule nor what the member may read is in the way.
    """
    date = open_date(seat, occurrence)
    if not by_swap:
        check_may_promise(seat, date.task, member)
    standing = on(date)
    own = next((row for row in standing if row.member_id == member.pk), None)
    if own is not None and (stands_in or (own.status in HOLDS and not own.stands_in)):
        raise DomainError(_("You promised this already."), code="already")
    if own is not None and own.status == PromiseStatus.SEEKING:
        return shift(seat, own, Verb.CAN_AFTER_ALL)
    chosen = (place or 0) if stands_in else free_place(date, standing, place)
    row = own or Promise(network=date.network, occurrence=date, member=member, promised_at=seat.at)
    row.occurrence, row.place, row.stands_in = date, chosen, stands_in
    row.said_by, row.note, row.pledge, row.moved_at = said_by, note, pledge, seat.at
    covered = [] if stands_in else [one for one in standing if _sought(one, chosen)]
    for one in covered:
        _to(one, move(PromiseStatus(one.status), Verb.TAKE_OVER), seat.at)
    _keep(row)
    say_yes(date, member, seat.at)
    settle_asks(date, seat.at)
    if covered:
        moments.on_covered(row, seat.at, instead_of=covered[0])
    else:
        moments.on_promise(row, seat.at)
    return row


def _sought(row: Promise, place: int) -> bool:
    return row.status == PromiseStatus.SEEKING and not row.stands_in and row.place == place


def _keep(row: Promise) -> None:
    if row._state.adding:
        row.save()
    else:
        row.store("place", "stands_in", "said_by", "note", "pledge", "moved_at")


def _to(row: Promise, status: PromiseStatus, at: datetime, reason: str = "") -> None:
    row.status, row.moved_at, row.reason = status, at, reason
    row.store("status", "moved_at", "reason")


def shift(seat: Seat, promise: Promise, verb: Verb, *, reason: str = "") -> Promise:
    """Move a promise by a verb, in a seat whose network is locked. Leaves no trace of its own.

    Raises PermissionDenied for somebody who may not, WrongState, Closed for the wrong moment, and Taken when
    somebody else has the place by now.
    """
    rows = Promise.objects.filter(network=seat.network).select_related("occurrence__task__activity", "member")
    row: Promise = rows.select_for_update(of=("self",)).get(pk=promise.pk)
    if not may_move(verb, movers(seat, row)):
        raise PermissionDenied
    status = move(PromiseStatus(row.status), verb)
    _check_moment(row, verb, seat.at)
    if verb in NEEDS_ITS_PLACE and row.status != PromiseStatus.PROMISED and not row.stands_in:
        _check_place(row)
    if verb == Verb.NOT_RIGHT and row.said_by_id is None:
        raise DomainError(_("You made this promise yourself. Say that you cannot after all."), code="own")
    _to(row, status, seat.at, reason)
    if verb in REPORTS:
        settle_date(row.occurrence)
    settle_asks(row.occurrence, seat.at)
    _tell(row, verb, seat.at)
    return row


def _check_moment(row: Promise, verb: Verb, at: datetime) -> None:
    date = row.occurrence
    if verb in BEFORE_THE_END and date.ends_at <= at:
        raise Closed(_("This date is over. Say how it went instead."))
    if verb in REPORTS and date.starts_at > at:
        raise Closed(_("This is still to come. Say afterwards how it went."), code="too_early")
    if verb == Verb.CAN_AFTER_ALL and date.status != OccurrenceStatus.PLANNED:
        raise Closed(_("This is not needed any more."))


def _check_place(row: Promise) -> None:
    held = [one for one in on(row.occurrence) if one.place == row.place and one.status in HOLDS]
    names = [one.member.name for one in held if not one.stands_in and one.pk != row.pk]
    if names:
        raise Taken(names)


def _tell(row: Promise, verb: Verb, at: datetime) -> None:
    if verb == Verb.CANNOT:
        moments.on_cannot(row, at)
    elif verb in (Verb.NOT_RIGHT, Verb.RELEASE):
        moments.on_withdrawn(row, at)
    elif verb == Verb.CAN_AFTER_ALL:
        moments.on_promise(row, at)


def let_go(promise: Promise, at: datetime) -> None:
    """The house frees somebody from a promise, with what follows for asks, and tells nobody."""
    _to(promise, move(PromiseStatus(promise.status), Verb.RELEASE), at)
    settle_asks(promise.occurrence, at)


def known_promise(seat: Seat, pk: UUID) -> Promise:
    """A promise for a task that this seat may know of. Raises Http404."""
    rows = Promise.objects.filter(occurrence__task__in=visible_tasks(seat).values("pk"))
    row = rows.select_related("occurrence__task", "member").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def known_task(seat: Seat, pk: UUID) -> Task:
    """A task that this seat may know of. Raises Http404."""
    task = visible_tasks(seat).filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


def task_of(seat: Seat, occurrence: UUID) -> Task:
    """The task of a date, if this seat may know of it. Raises Http404."""
    task = visible_tasks(seat).filter(occurrences=occurrence).first()
    if task is None:
        raise Http404
    return task


def promise(
    *,
    actor: Seat,
    occurrence: UUID,
    member: UUID | None = None,
    place: int | None = None,
    stands_in: bool = False,
    note: str = "",
) -> Promise:
    """Promise a date, or be its stand-in. Who arranges it may note the yes that ``member`` said by telephone;
    that person is told and can say "that is not right".
    """
    with acting(actor, Permission.PROMISE) as seat:
        task = task_of(seat, occurrence)
        by_phone = member is not None and member not in seat.member_ids
        if member is not None and by_phone and not arranges_for(seat, task, member):
            raise PermissionDenied
        who = somebody(seat, member) if member else own_place(seat, task)
        said_by = seat.user if by_phone else None
        options: dict[str, Any] = {"place": place, "stands_in": stands_in, "said_by": said_by, "note": note}
        row = give(seat, occurrence, who, **options)
        verb = "promise_noted" if by_phone else "stand_in_promised" if stands_in else "promise_made"
        trace(seat, f"networks.{verb}", row, occurrence=str(occurrence), member=str(who.pk))
        return row


def take_over(*, actor: Seat, promise: UUID, note: str = "") -> Promise:
    """Take over from somebody who cannot after all. Who stood in holds the place from now on."""
    with acting(actor, Permission.PROMISE) as seat:
        row = known_promise(seat, promise)
        if not may_move(Verb.TAKE_OVER, movers(seat, row)) or row.member_id in seat.member_ids:
            raise PermissionDenied
        move(PromiseStatus(row.status), Verb.TAKE_OVER)
        who = own_place(seat, row.occurrence.task)
        taken = give(seat, row.occurrence_id, who, place=row.place, note=note)
        trace(seat, "networks.promise_taken_over", taken, occurrence=str(row.occurrence_id))
        return taken


def cannot(*, actor: Seat, promise: UUID, reason: str = "") -> Promise:
    """Say "I can't after all", or for who arranges it: that somebody cannot. The place is open again and is
    shown as looked for until somebody takes over; a stand-in simply stands in no longer.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_promise(seat, promise)
        row = shift(seat, row, Verb.RELEASE if row.stands_in else Verb.CANNOT, reason=reason)
        verb = "stand_in_ended" if row.stands_in else "promise_given_back"
        trace(seat, f"networks.{verb}", row, occurrence=str(row.occurrence_id))
        return row


def can_after_all(*, actor: Seat, promise: UUID) -> Promise:
    """Keep a promise that one had given back, as long as nobody took over."""
    with acting(actor, Permission.PROMISE) as seat:
        row = shift(seat, known_promise(seat, promise), Verb.CAN_AFTER_ALL)
        trace(seat, "networks.promise_kept_after_all", row, occurrence=str(row.occurrence_id))
        return row


def not_right(*, actor: Seat, promise: UUID) -> Promise:
    """Say that a promise which somebody else noted for one is not right: it is taken back."""
    with acting(actor, Permission.PROMISE) as seat:
        row = shift(seat, known_promise(seat, promise), Verb.NOT_RIGHT)
        trace(seat, "networks.promise_not_right", row, occurrence=str(row.occurrence_id))
        return row


def release(*, actor: Seat, promise: UUID) -> Promise:
    """Free somebody from a promise, for who arranges it."""
    with acting(actor, Permission.PROMISE) as seat:
        row = shift(seat, known_promise(seat, promise), Verb.RELEASE)
        trace(seat, "networks.promise_released", row, occurrence=str(row.occurrence_id))
        return row


def call_off(seat: Seat, occurrence: Occurrence) -> list[Promise]:
    """Everybody is free, because the date is not needed; who held a promise, so that they can be told.

    For the action that calls a date off, in its own locked seat.
    """
    rows = Promise.objects.filter(occurrence=occurrence, status__in=STANDS)
    return [shift(seat, row, Verb.CALL_OFF) for row in rows]


def restore(seat: Seat, occurrence: Occurrence) -> list[Promise]:
    """Promises come back with the date that was called off, as far as nobody else has the place and the
    member still takes part and has no other promise for it.
    """
    rows = Promise.objects.filter(occurrence=occurrence, status=PromiseStatus.CALLED_OFF)
    here = Member.objects.taking_part(seat.at).filter(network=seat.network)
    others = set(Promise.objects.filter(occurrence=occurrence, status__in=STANDS).values_list("member_id"))
    found: list[Promise] = []
    for row in rows.filter(member__in=here.values("pk")).order_by("promised_at", "id"):
        if (row.member_id,) not in others and not any(one.place == row.place for one in found):
            found.append(shift(seat, row, Verb.RESTORE))
    return found


def fill_from_pledges(
    seat: Seat | None, task: Task, occurrences: Iterable[Occurrence], at: datetime
) -> list[Promise]:
    """Promises on new dates of a task for everybody with a yes for a while, skipping what is taken.

    For who plans dates, inside its transaction; ``seat`` None is the house itself. A date that somebody gave
    back is not theirs again.
    """
    pledges = list(
        task.pledges.filter(Q(member__until=None) | Q(member__until__gt=at), ended_at=None)
        .select_related("member")
        .order_by("created_at", "id")
    )
    dates = sorted(occurrences, key=lambda date: date.starts_at) if pledges else []
    rows = Promise.objects.filter(occurrence__in=dates)
    known = {(row.occurrence_id, row.member_id) for row in rows}
    held = {(row.occurrence_id, row.place) for row in rows if row.status in HOLDS and not row.stands_in}
    made = []
    for date in dates:
        for pledge in pledges:
            if not pledged(pledge, task, date) or (date.pk, pledge.member_id) in known:
                continue
            if (date.pk, pledge.place) in held or pledge.member.is_paused(date.starts_at):
                continue
            held.add((date.pk, pledge.place))
            made.append(_from_pledge(pledge, date, at))
    return made


def pledged(pledge: Pledge, task: Task, date: Occurrence) -> bool:
    """Whether a yes for a while is about this date: between its days, on its weekdays."""
    day = date.starts_at.astimezone(task.zone).date()
    within = pledge.first <= day and (pledge.last is None or day <= pledge.last)
    return within and (not pledge.weekdays or day.weekday() in pledge.weekdays)


def _from_pledge(pledge: Pledge, date: Occurrence, at: datetime) -> Promise:
    row = Promise.objects.create(
        network=date.network,
        occurrence=date,
        member=pledge.member,
        place=pledge.place,
        pledge=pledge,
        promised_at=at,
        moved_at=at,
    )
    settle_asks(date, at)
    moments.on_promise(row, at)
    return row
