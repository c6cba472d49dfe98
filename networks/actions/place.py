"""A place on a date: who may take it, whether it is free, and what follows for asks and for the date itself.

Everything here runs inside an action that holds the lock on the network.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.choices import HOLDS, Answer, AskStatus, OccurrenceStatus, PromiseStatus, Side, TaskStatus
from networks.doors import visible_tasks
from networks.errors import NotFromHere
from networks.models import Ask, Asked, Member, Occurrence, Promise, Task
from networks.promising import Mover
from networks.readers import seat_of, seat_to_be
from networks.standing import Permission, Seat

COUNTS = [*HOLDS, PromiseStatus.SEEKING]
"""States in which a promise says something about its date."""


class Taken(DomainError):
    """Somebody was first. Says who, and that one can be the stand-in."""

    code = "taken"

    def __init__(self, names: list[str]) -> None:
        who = gettext(" and ").join(names)
        said = ngettext(
            "%(who)s already promised this. You can be the stand-in.",
            "%(who)s already promised this. You can be the stand-in.",
            len(names),
        )
        super().__init__(said % {"who": who}, field="place")


class RuleInTheWay(DomainError):
    """A rule says that only people of one side do this. It is said with the rule, and can be talked about."""

    code = "rule"

    def __init__(self, task: Task, field: str = "") -> None:
        said = gettext("There is a rule here: “%(rule)s” A swap can be proposed, together with the rule.")
        super().__init__(said % {"rule": task.rule_words}, field=field)


class Closed(DomainError):
    """The date is over, was called off, or waits for the client."""

    code = "closed"


def organises(seat: Seat, task: Task) -> bool:
    """Whether this seat arranges a task: who organises the network, or wrote the task down."""
    return seat.may(Permission.ORGANIZE) or seat.wrote(task.author_id, task.for_client)


def asked_by(seat: Seat, task: Task) -> frozenset[UUID]:
    """The members to whom this seat put an ask about a task that is not closed.

    Whoever may ask may ask about anything they know of. So asking gives no hold on the task or on others:
    only on what those who were asked answer.
    """
    mine = Q(ask__for_client=False) | Q(ask__for_client=seat.for_client)
    rows = Asked.objects.filter(mine, ask__task=task, ask__author=seat.user.pk, asked_at__isnull=False)
    return frozenset(rows.exclude(ask__status=AskStatus.CLOSED).values_list("member_id", flat=True))


def arranges_for(seat: Seat, task: Task, member: UUID) -> bool:
    """Whether this seat may note for a member what they said about a task: who arranges it, or asked them."""
    return organises(seat, task) or member in asked_by(seat, task)


def movers(seat: Seat, promise: Promise, *, arranges: bool | None = None) -> frozenset[Mover]:
    """All that this seat is to a promise, which comes with its date and task. ``arranges``: what
    arranges_for() says of its holder, when the caller knows.
    """
    found = set()
    if promise.member_id in seat.member_ids:
        found.add(Mover.STAND_IN if promise.stands_in else Mover.HOLDER)
    elif seat.may(Permission.PROMISE):
        found.add(Mover.ANYONE)
    if arranges is None:
        arranges = arranges_for(seat, promise.occurrence.task, promise.member_id)
    if arranges:
        found.add(Mover.ORGANISER)
    return frozenset(found)


def knows(seat: Seat, task: Task, member: Member) -> bool:
    """Whether this member, with an account or without, may know of a task. At most five queries."""
    if member.pk in seat.member_ids:
        theirs: Seat | None = seat
    else:
        theirs = seat_of(seat, member)
    if theirs is None:
        placed = member.placements.filter(until=None).values_list("circle", flat=True).first()
        theirs = seat_to_be(seat, member, placed or "")
    return visible_tasks(theirs).filter(pk=task.pk).exists()


def own_place(seat: Seat, task: Task) -> Member:
    """The place from which this seat promises: one on the side that the task is for, if there is one."""
    rows = Member.objects.taking_part(seat.at).filter(pk__in=seat.member_ids).order_by("since")
    places: list[Member] = list(rows)
    fitting = [one for one in places if not task.only_side or one.side == task.only_side]
    if not places:
        raise DomainError(
            _("You have no place among the people of this network, so you cannot promise."), code="no_place"
        )
    return (fitting or places)[0]


def somebody(seat: Seat, pk: UUID) -> Member:
    """A member who takes part now, locked. Raises NotFromHere."""
    rows = Member.objects.taking_part(seat.at).filter(network=seat.network)
    member: Member | None = rows.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
    if member is None:
        raise NotFromHere("member")
    return member


def open_date(seat: Seat, pk: UUID) -> Occurrence:
    """A date of this network that is still to come, locked, with its task. Raises Closed, NotFromHere."""
    rows = Occurrence.objects.filter(network=seat.network).select_related("task__activity", "network")
    date = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if date is None:
        raise NotFromHere("occurrence")
    if date.status == OccurrenceStatus.NOT_NEEDED:
        raise Closed(_("This is not needed any more."))
    if date.status != OccurrenceStatus.PLANNED or date.ends_at <= seat.at:
        raise Closed(_("This date is over."))
    if date.task.status == TaskStatus.SHOWN:
        raise Closed(_("The client wants to see this first. Nobody can promise it yet."))
    if date.task.status == TaskStatus.ENDED:
        raise Closed(_("This is not done any more."))
    return date


def check_may_promise(seat: Seat, task: Task, member: Member) -> None:
    """Raise the DomainError that says why this member cannot promise this task, if they cannot."""
    if not member.takes_part or not member.holds_at(seat.at):
        raise NotFromHere("member")
    if member.is_paused(seat.at):
        raise DomainError(_("Who is paused promises nothing. First end the pause."), code="paused")
    if task.only_side and member.side != Side(task.only_side):
        raise RuleInTheWay(task)
    if not knows(seat, task, member):
        raise DomainError(
            _("This person may not know of this. Ask them first, or let them read what it is for."),
            code="may_not_know",
            field="member",
        )


def on(date: Occurrence) -> list[Promise]:
    """Every promise that says something about a date, locked, the first one first."""
    rows = Promise.objects.filter(occurrence=date, status__in=COUNTS).select_related("member")
    return list(rows.select_for_update(of=("self",)).order_by("promised_at", "id"))


def free_place(date: Occurrence, standing: Iterable[Promise], wanted: int | None) -> int:
    """The place to take: the wanted one, else one that somebody gave back, else the first. Raises Taken."""
    rows = [row for row in standing if not row.stands_in]
    held = {row.place: row for row in rows if row.status in HOLDS}
    given_back = [row.place for row in rows if row.status == PromiseStatus.SEEKING]
    places = range(len(date.task.places))
    if wanted is not None and wanted not in places:
        raise NotFromHere("place")
    free: list[int] = [place for place in [*given_back, *places] if place not in held and place in places]
    if wanted is not None:
        free = [place for place in free if place == wanted]
    if not free:
        rows = list(held.values()) if wanted is None else [held[wanted]]
        raise Taken([row.member.name for row in rows])
    return free[0]


def settle_asks(date: Occurrence, at: datetime) -> None:
    """Let asks follow the promises: promised when nothing of theirs is open, open again when something is."""
    asks = Ask.objects.filter(Q(occurrence=date) | Q(occurrence=None), task=date.task_id)
    rows = asks.filter(status__in=[AskStatus.OPEN, AskStatus.PROMISED]).select_for_update(of=("self",))
    for ask in rows:
        dates = Occurrence.objects.filter(task=date.task_id).open(at)
        if ask.occurrence_id:
            dates = dates.filter(pk=ask.occurrence_id)
        status = AskStatus.OPEN if dates.exists() else AskStatus.PROMISED
        if status == ask.status or (status == AskStatus.OPEN and _waits_elsewhere(ask)):
            continue
        ask.status = status
        ask.store("status")


def _waits_elsewhere(ask: Ask) -> bool:
    same = Ask.objects.filter(task=ask.task_id, occurrence=ask.occurrence_id)
    return same.filter(status__in=[AskStatus.SHOWN, AskStatus.OPEN]).exclude(pk=ask.pk).exists()


def say_yes(date: Occurrence, member: Member, at: datetime) -> None:
    """Whoever promises has answered what they were asked about that date."""
    about = Q(ask__occurrence=date) | Q(ask__occurrence=None)
    waiting = Asked.objects.filter(about, ask__task=date.task_id, member=member, asked_at__isnull=False)
    waiting.filter(ask__status__in=[AskStatus.OPEN, AskStatus.PROMISED]).exclude(answer=Answer.YES).update(
        answer=Answer.YES, answered_at=at, updated_at=at
    )


def settle_date(date: Occurrence) -> None:
    """Let a date follow what was reported: done, did not happen, or still to be told."""
    if date.status == OccurrenceStatus.NOT_NEEDED:
        return
    rows = Promise.objects.filter(occurrence=date, stands_in=False, status__in=HOLDS)
    told = set(rows.values_list("status", flat=True))
    status = OccurrenceStatus.PLANNED
    if PromiseStatus.KEPT in told:
        status = OccurrenceStatus.DONE
    elif told == {PromiseStatus.DID_NOT_HAPPEN}:
        status = OccurrenceStatus.DID_NOT_HAPPEN
    if status != date.status:
        date.status = status
        date.store("status")
