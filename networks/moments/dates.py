"""Messages about dates, written in the transaction that makes or changes them."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from networks import outbox
from networks.choices import (
    HOLDS,
    STANDS,
    Answer,
    AskStatus,
    MessageKind,
    OccurrenceStatus,
    PromiseStatus,
)
from networks.models import Ask, Asked, DateSwap, Member, Occurrence, Promise, Task
from networks.moments import people
from networks.moments.clock import days_before, next_at
from networks.moments.table import (
    EVENING,
    MORNING,
    MORNING_KINDS,
    NINE,
    OPEN_FOR,
    SHORT_NOTICE,
    STAND_INS_FIRST,
    TEN,
    VERY_SHORT_NOTICE,
)
from networks.moments.telling import When, soon, stamp, tell, zone_of

What = Literal["changed", "cancelled", "restored", "ended"]
"""What became of a date, or of all dates to come of a task."""


def on_ask(ask: Ask, asked: Iterable[Asked], at: datetime) -> None:
    """An ask was put to these people: by name at once, to others with what else is asked this evening.

    Whoever is only asked later (``asked_at`` empty or to come) hears nothing yet. An ask that the client
    wants to see first is told to who speaks for the client.
    """
    if ask.status == AskStatus.SHOWN:
        to = people.speakers(ask.network, at)
        tell(
            network=ask.network,
            to=[one for one in to if one.pk != ask.author_id],
            kind=MessageKind.HOUSE,
            subject=ask,
            at=at,
            payload={"what": "show_first"},
        )
        return
    put = [one for one in asked if one.asked_at is not None and one.asked_at <= at and not one.answer]
    starts_at = _begins(ask, at)
    named = _members(one.member_id for one in put if one.by_name)
    tell(
        network=ask.network,
        to=named,
        kind=MessageKind.ASKED,
        subject=ask,
        at=at,
        slot="".join(
            sorted({stamp(one.asked_at) for one in put if one.asked_at and one.asked_at != ask.asked_at})
        ),
        expires_at=starts_at,
        urgent=soon(starts_at, at),
    )
    _ask_in_general(ask, _members(one.member_id for one in put if not one.by_name), starts_at, at)


def _ask_in_general(ask: Ask, to: list[Member], starts_at: datetime | None, at: datetime) -> None:
    """In the bundle of this evening; at once when the date is too near for that."""

    def waits(member: Member) -> bool:
        evening = next_at(at, EVENING, zone_of(member, ask.network))
        return starts_at is None or not (soon(starts_at, at) or evening >= starts_at)

    later = [member for member in to if waits(member)]
    tell(
        network=ask.network,
        to=[member for member in to if member not in later],
        kind=MessageKind.OPEN_ASKS,
        subject=ask,
        at=at,
        expires_at=starts_at,
        urgent=soon(starts_at, at),
    )
    tell(
        network=ask.network,
        to=later,
        kind=MessageKind.OPEN_ASKS,
        subject=ask.network,
        at=at,
        when=lambda zone: next_at(at, EVENING, zone),
        dated=True,
    )


def on_promise(promise: Promise, at: datetime) -> None:
    """Somebody promised, or stands in: told to who asked, and the reminders for who promised are written.

    Whoever was promised for by somebody else hears so, and can say that it is not right. Whoever said maybe
    hears that it is solved.
    """
    holder = promise.member
    remind(promise, at)
    about = promise.pledge or promise
    told = [one for one in people.askers(promise.occurrence, at) if one.pk != holder.user_id]
    _promises(promise, [one for one in told if one.pk != promise.said_by_id], at, "made", about)
    if promise.said_by_id and promise.said_by_id != holder.user_id:
        _promises(promise, [holder], at, "for_you", about)
    if not promise.stands_in and not _free(promise.occurrence):
        maybe = Asked.objects.filter(_asks_for(promise.occurrence), answer=Answer.MAYBE)
        others = maybe.exclude(member=holder).values_list("member_id", flat=True)
        _promises(promise, _members(others), at, "solved", promise.occurrence)


def on_withdrawn(promise: Promise, at: datetime) -> None:
    """A promise was taken back, or was not right: told to who asked."""
    to = people.askers(promise.occurrence, at)
    told = [one for one in to if one.pk != promise.member.user_id]
    _promises(promise, told, at, "withdrawn", promise)


def _promises(
    promise: Promise, to: Iterable[Member | User], at: datetime, what: str, about: Promise | Occurrence | Any
) -> None:
    starts_at = promise.occurrence.starts_at
    tell(
        network=promise.network,
        to=to,
        kind=MessageKind.PROMISES,
        subject=about,
        at=at,
        slot=what if about is promise.pledge else f"{what}:{promise.pk.hex}:{stamp(promise.moved_at)}",
        expires_at=promise.occurrence.ends_at,
        urgent=what == "withdrawn" and soon(starts_at, at),
        payload={"what": what, "promise": str(promise.pk)},
    )


def remind(promise: Promise, at: datetime) -> None:
    """Write down when who promised is reminded of it, and asked afterwards how it went."""
    if promise.stands_in or promise.status != PromiseStatus.PROMISED:
        return
    occurrence, network = promise.occurrence, promise.network
    starts_at, activity = occurrence.starts_at, occurrence.task.activity
    slot = stamp(starts_at)
    payload = {"starts": starts_at.isoformat()}

    def write(kind: MessageKind, subject: Any, when: When, **more: Any) -> None:
        tell(network=network, to=[promise.member], kind=kind, subject=subject, at=at, when=when, **more)

    write(MessageKind.DAY_BEFORE, network, lambda zone: days_before(starts_at, 1, EVENING, zone), dated=True)
    with_key = activity.code in MORNING_KINDS and (activity.code == "ride" or occurrence.task.address)
    morning = days_before(starts_at, 0, MORNING, zone_of(promise.member, network))
    if with_key and morning < starts_at:
        write(
            MessageKind.SAME_DAY,
            promise,
            lambda zone: morning,
            slot=slot,
            expires_at=starts_at,
            urgent=True,
            payload=payload,
        )
    write(
        MessageKind.NOT_REPORTED,
        promise,
        lambda zone: days_before(occurrence.ends_at, -1, TEN, zone),
        slot=slot,
        payload=payload,
    )


def on_occurrence(occurrence: Occurrence, at: datetime) -> None:
    """A date was planned or moved: the moments at which the house looks whether it still has nobody."""
    if occurrence.status != OccurrenceStatus.PLANNED:
        return
    zone, starts_at = occurrence.network.zone, occurrence.starts_at
    for hours in OPEN_FOR:
        days = hours // 24
        told_at = days_before(starts_at, days, EVENING if hours == OPEN_FOR[0] else NINE, zone)
        if told_at > at:
            outbox.plan(
                network=occurrence.network,
                kind=MessageKind.OPEN_SOON,
                subject=occurrence,
                at=at,
                slot=f"{hours}:{stamp(starts_at)}",
                # From midnight on, so that each of them can be told at their own hour of that day.
                not_before=days_before(starts_at, days, time(0), zone),
                expires_at=starts_at,
                payload={"hours": str(hours), "starts": starts_at.isoformat()},
            )


def on_change(
    changed: Occurrence | Task,
    at: datetime,
    what: What,
    *,
    before: datetime | None = None,
    by: User | None = None,
) -> None:
    """A date, or a task with all its dates to come, was changed or called off: one message to who promised.

    Call it once for each change. ``before``: when the date was, if it moved. ``by`` is not told what they
    did themselves. Reminders and moments to look follow the new time. Promises that were called off or
    brought back with it were moved at ``at``.
    """
    if isinstance(changed, Task):
        dates = changed.occurrences.filter(ends_at__gt=at).select_related("network", "task__activity")
    else:
        dates = Occurrence.objects.filter(pk=changed.pk).select_related("network", "task__activity")
    promises = Promise.objects.filter(_concerned(what, at), occurrence__in=dates)
    promises = promises.select_related("member__user", "network", "occurrence__task__activity")
    first = dates.order_by("starts_at").first()
    holders = {one.member_id: one.member for one in promises}
    tell(
        network=changed.network,
        to=[one for one in holders.values() if by is None or one.user_id != by.pk],
        kind=MessageKind.CHANGED,
        subject=changed,
        at=at,
        slot=f"{what}:{changed.version}",
        expires_at=first.ends_at if first and isinstance(changed, Occurrence) else None,
        urgent=soon(first.starts_at if first else None, at),
        payload={"what": what, "at": at.isoformat()} | ({"before": before.isoformat()} if before else {}),
    )
    if what in ("changed", "restored"):
        for promise in promises:
            remind(promise, at)
        for one in dates:
            on_occurrence(one, at)


def _concerned(what: What, at: datetime) -> Q:
    """Promises that a change is about: those that stand, or those that it called off or brought back."""
    if what == "changed":
        return Q(status__in=STANDS)
    status = [PromiseStatus.CALLED_OFF] if what in ("cancelled", "ended") else STANDS
    return Q(status__in=status, moved_at=at)


def on_cannot(promise: Promise, at: datetime) -> None:
    """Somebody cannot after all. Stand-ins are asked at once; on short notice so are, an hour later, people
    who fit (at once when nobody stands in or little time is left). Who keeps the overview hears it.
    """
    occurrence = promise.occurrence
    left = occurrence.starts_at - at
    stand_ins = list(
        Promise.objects.filter(occurrence=occurrence, stands_in=True, status=PromiseStatus.PROMISED)
        .exclude(member=promise.member_id)
        .select_related("member__user")
    )
    cover(promise, [one.member for one in stand_ins], at, "stand_in")
    keepers = people.overview(promise.network, at, occurrence.task)
    cover(promise, [one for one in keepers if one.pk != promise.member.user_id], at, "overview")
    if left < SHORT_NOTICE and stand_ins and left >= VERY_SHORT_NOTICE:
        outbox.plan(
            network=promise.network,
            kind=MessageKind.COVER,
            subject=promise,
            at=at,
            slot=f"circle:{stamp(promise.moved_at)}",
            not_before=at + STAND_INS_FIRST,
            expires_at=occurrence.starts_at,
            payload={"moved": promise.moved_at.isoformat()},
        )
    else:
        ask_circle(promise, at)


def ask_circle(promise: Promise, at: datetime) -> None:
    """Ask people who fit to take over: at once on short notice, this evening when there is time."""
    occurrence = promise.occurrence
    fitting = people.fitting(occurrence, at)
    if occurrence.starts_at - at < SHORT_NOTICE:
        cover(promise, fitting, at, "circle")
    else:
        tell(
            network=promise.network,
            to=fitting,
            kind=MessageKind.OPEN_SOON,
            subject=promise.network,
            at=at,
            when=lambda zone: next_at(at, EVENING, zone),
            dated=True,
            slot="fits:",
            payload={"what": "fits"},
        )


def cover(promise: Promise, to: Iterable[Member | User], at: datetime, what: str) -> None:
    """Tell these people that somebody else is needed for a date, or no longer."""
    starts_at = promise.occurrence.starts_at
    tell(
        network=promise.network,
        to=to,
        kind=MessageKind.COVER,
        subject=promise,
        at=at,
        slot=f"{what}:{stamp(promise.moved_at)}",
        expires_at=starts_at if starts_at > at else promise.occurrence.ends_at,
        urgent=soon(starts_at, at),
        payload={"what": what, "moved": promise.moved_at.isoformat()},
    )


def on_covered(promise: Promise, at: datetime, *, instead_of: Promise | None = None) -> None:
    """Somebody took over: their reminders are written, and who could not come and who asked hear it."""
    remind(promise, at)
    told: list[Member | User] = [*people.askers(promise.occurrence, at)]
    if instead_of is not None:
        told.append(instead_of.member)
    cover(promise, [one for one in told if _user_id(one) != promise.member.user_id], at, "covered")


def on_date_swap(swap: DateSwap, at: datetime) -> None:
    """Somebody asks to swap dates: told to whose dates they want. Once solved, both hear what they do now."""
    mine = swap.promise
    if swap.solved_with is not None:
        for one in (mine, swap.solved_with):
            remind(one, at)
        to, what = [mine.member, swap.solved_with.member], "solved"
    else:
        wanted = swap.wanted.filter(status=PromiseStatus.PROMISED).select_related("member__user")
        to, what = [one.member for one in wanted], "asked"
    tell(
        network=swap.network,
        to=to,
        kind=MessageKind.SWAP,
        subject=swap,
        at=at,
        slot=what,
        expires_at=mine.occurrence.starts_at if what == "asked" else None,
        urgent=soon(mine.occurrence.starts_at, at),
        payload={"what": what},
    )


def _user_id(person: Member | User) -> UUID | None:
    return person.pk if isinstance(person, User) else person.user_id


def _members(ids: Iterable[UUID]) -> list[Member]:
    return list(Member.objects.filter(pk__in=list(ids)).select_related("user"))


def _asks_for(occurrence: Occurrence) -> Q:
    about = Q(ask__occurrence=occurrence) | Q(ask__occurrence=None)
    return about & Q(ask__task=occurrence.task_id)


def _begins(ask: Ask, at: datetime) -> datetime | None:
    """When the date of an ask begins; for a task with several, the first to come."""
    if ask.occurrence is not None:
        return ask.occurrence.starts_at
    dates = Occurrence.objects.filter(task=ask.task_id, starts_at__gt=at, status=OccurrenceStatus.PLANNED)
    return dates.order_by("starts_at").values_list("starts_at", flat=True).first()


def _free(occurrence: Occurrence) -> bool:
    """Whether a date still has a place for somebody."""
    held = Promise.objects.filter(occurrence=occurrence, stands_in=False, status__in=HOLDS).count()
    return held < len(occurrence.task.places)
