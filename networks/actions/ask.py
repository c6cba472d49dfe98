"""Asks: put a date or a task to people, answer, and take back. A no is never held against anybody."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import asking, moments, outbox
from networks.access import acting, subject_of, trace
from networks.actions.place import Closed, organises
from networks.actions.promise import give, known_task
from networks.choices import STANDS, Answer, AskStatus, Reach, TaskStatus
from networks.doors import visible_asks
from networks.errors import NotFromHere
from networks.models import Ask, Asked, Member, Occurrence, Promise, Task
from networks.standing import Permission, Seat

LONGEST_WAIT = 14 * 24
"""Hours after which an ask to one person goes wider, at most."""


def ask(
    *,
    actor: Seat,
    task: UUID,
    occurrence: UUID | None = None,
    reach: Reach,
    members: Collection[UUID] = (),
    wider_after: int | None = None,
    words: str = "",
) -> Ask:
    """Put one date (or every open date of a task) to people.

    ``members`` are those chosen; with Reach.FITTING they narrow who fits to who was shown before it was sent.
    ``wider_after``: hours after which an ask to one person goes to everyone who fits. Where the client wants
    to see an ask first it waits, unless who speaks for the client asks. Raises NotFromHere for somebody to
    whom it cannot be put.
    """
    with acting(actor, Permission.ASK) as seat:
        about = known_task(seat, task)
        on = _open_date(seat, about, occurrence)
        people = _people(seat, about, on, Reach(reach), set(members))
        shown = seat.network.show_first and not seat.for_client
        row = Ask(
            network=seat.network,
            task=about,
            occurrence=on,
            author=seat.user,
            for_client=seat.for_client,
            words=words,
            reach=reach,
            status=AskStatus.SHOWN if shown or about.status == TaskStatus.SHOWN else AskStatus.OPEN,
            wider_at=_wider_at(seat, Reach(reach), wider_after),
        )
        row.asked_at = seat.at if row.status == AskStatus.OPEN else None
        row.validate_constraints()
        row.save()
        asked = _put(row, people, by_name=reach != Reach.FITTING)
        moments.on_ask(row, asked, seat.at)
        verb = "ask_made" if row.status == AskStatus.OPEN else "ask_proposed"
        trace(seat, f"networks.{verb}", row, task=str(task), reach=str(reach), number=str(len(people)))
        return row


def _open_date(seat: Seat, task: Task, occurrence: UUID | None) -> Occurrence | None:
    """The date that is asked about, or None for all. Raises Closed when nothing is open."""
    rows = Occurrence.objects.filter(task=task, network=seat.network)
    if occurrence is not None:
        rows = rows.filter(pk=occurrence)
        if not rows.exists():
            raise NotFromHere("occurrence")
    waiting = task.status == TaskStatus.SHOWN
    open_now = rows.to_come(seat.at).with_free_places() if waiting else rows.open(seat.at)
    found = open_now.order_by("starts_at").first()
    if found is None:
        raise Closed(_("Nothing of this is open now, so there is nothing to ask."))
    return found if occurrence is not None else None


def _people(seat: Seat, task: Task, on: Occurrence | None, reach: Reach, chosen: set[UUID]) -> list[Member]:
    """To whom it goes now. Raises NotFromHere for somebody who cannot be asked, DomainError for nobody."""
    people = [one.member for one in asking.who_would_see(seat, task, on, reach, chosen)]
    if reach == Reach.FITTING:
        if not people:
            raise DomainError(_("Nobody fits now. Choose people yourself."), code="nobody", field="reach")
        return people
    if len(people) != len(chosen):
        raise NotFromHere("members")
    if not people:
        raise DomainError(_("Choose at least one person."), code="required", field="members")
    if reach == Reach.ONE_FIRST and len(people) > 1:
        raise DomainError(_("Choose one person to ask first."), code="one", field="members")
    return people


def _wider_at(seat: Seat, reach: Reach, hours: int | None) -> Any:
    if reach != Reach.ONE_FIRST:
        return None
    if hours is None or not 1 <= hours <= LONGEST_WAIT:
        raise DomainError(
            _("Say after how many hours others are asked: from 1 to 336."), code="hours", field="wider_after"
        )
    return seat.at + timedelta(hours=hours)


def _put(row: Ask, people: Iterable[Member], *, by_name: bool) -> list[Asked]:
    return Asked.objects.bulk_create(
        Asked(network=row.network, ask=row, member=one, asked_at=row.asked_at, by_name=by_name)
        for one in people
    )


def known_ask(seat: Seat, pk: UUID) -> Ask:
    """An ask that this seat may know of, locked. Raises Http404."""
    found: Ask | None = visible_asks(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def approve_ask(*, actor: Seat, ask: UUID) -> Ask:
    """Let an ask go out, for who speaks for the client: it is put to exactly those it was meant for, as far
    as it may still be put to them.
    """
    with acting(actor, Permission.SEE_ASK_FIRST) as seat:
        row = known_ask(seat, ask)
        if row.status != AskStatus.SHOWN:
            raise Closed(_("This does not wait for you any more."))
        if row.task.status == TaskStatus.SHOWN:
            row.task.status = TaskStatus.OPEN
            row.task.store("status")
        if row.wider_at is not None:
            row.wider_at += seat.at - row.created_at
        row.status, row.asked_at = AskStatus.OPEN, seat.at
        row.store("status", "asked_at", "wider_at")
        may = {one.pk for one in asking.whom(seat, row.task)} | seat.member_ids
        row.asked.filter(member__in=may).update(asked_at=seat.at, updated_at=seat.at)
        moments.on_ask(row, list(row.asked.all()), seat.at)
        trace(seat, "networks.ask_approved", row)
        return row


def sees_numbers(seat: Seat, row: Ask) -> bool:
    """Whether this seat reads how an ask stands, in numbers: who arranges its task, and who asked."""
    return organises(seat, row.task) or seat.wrote(row.author_id, row.for_client)


def may_take_back(seat: Seat, row: Ask) -> bool:
    """Whether this seat may take an ask back: who asked, who organises, who speaks for the client."""
    return seat.wrote(row.author_id, row.for_client) or seat.may(Permission.ORGANIZE) or seat.for_client


def take_back_ask(*, actor: Seat, ask: UUID) -> Ask:
    """Take an ask back; nobody hears of it any more. What was promised stays promised."""
    with acting(actor, Permission.ASK) as seat:
        row = known_ask(seat, ask)
        if not may_take_back(seat, row):
            raise PermissionDenied
        if row.status == AskStatus.CLOSED:
            raise Closed(_("This was taken back already, or is over."))
        row.status, row.closed_at = AskStatus.CLOSED, seat.at
        row.store("status", "closed_at")
        outbox.drop([row.pk])
        trace(seat, "networks.ask_taken_back", row)
        return row


def answer_ask(
    *,
    actor: Seat,
    ask: UUID,
    answer: Answer,
    note: str = "",
    not_until: date | None = None,
    occurrence: UUID | None = None,
) -> Asked:
    """Answer what one was asked. A yes promises the date; ``occurrence`` says which when there are several.

    Any other answer leaves a line that names nobody: not even who reads everything sees who said no.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_ask(seat, ask)
        mine = row.asked.filter(member__in=seat.member_ids, asked_at__isnull=False)
        asked = mine.select_related("member").select_for_update(of=("self",)).first()
        if asked is None:
            raise Http404
        asked.ask = row
        given = answer_for(seat, asked, Answer(answer), note=note, not_until=not_until, occurrence=occurrence)
        if given is not None:
            trace(seat, "networks.promise_made", given, occurrence=str(given.occurrence_id))
        else:
            leave_nameless(seat, row)
        return asked


def leave_nameless(seat: Seat, row: Ask) -> None:
    """The trace of an answer that is no yes: that somebody answered, and not who."""
    announce(
        Event(verb="networks.ask_answered", actor=None, network_id=seat.network.pk, subject=subject_of(row))
    )


def answer_for(
    seat: Seat,
    asked: Asked,
    answer: Answer,
    *,
    note: str = "",
    not_until: date | None = None,
    occurrence: UUID | None = None,
) -> Promise | None:
    """Write down an answer in a seat whose network is locked; the promise when it is a yes. Leaves no trace.

    Raises Taken when somebody was first, and a DomainError when the ask is over or was promised by the same
    person.
    """
    row = asked.ask
    if row.status == AskStatus.CLOSED:
        raise Closed(_("This was solved or taken back. Thank you for looking."))
    if answer == Answer.YES:
        given = give(seat, _date_of(seat, row, occurrence), asked.member, note=note)
        asked.refresh_from_db(fields=["answer", "answered_at", "version"])
        return given
    about = Q(occurrence=row.occurrence_id) if row.occurrence_id else Q(occurrence__task=row.task_id)
    standing = Promise.objects.filter(about, member=asked.member_id, status__in=STANDS)
    if standing.filter(occurrence__ends_at__gt=seat.at).exists():
        raise DomainError(_("You promised this. Say “I can’t after all” there."), code="promised")
    if answer == Answer.NOT_UNTIL and (not_until is None or not_until <= seat.network.today(seat.at)):
        raise DomainError(_("Choose a day that is still to come."), code="required", field="not_until")
    asked.answer, asked.answered_at, asked.note = answer, seat.at, note
    asked.not_until = not_until if answer == Answer.NOT_UNTIL else None
    asked.store("answer", "answered_at", "note", "not_until")
    return None


def _date_of(seat: Seat, row: Ask, named: UUID | None) -> UUID:
    """The date a yes is about: the ask's own, the one that was named, or the first that is open."""
    if row.occurrence_id and named in (None, row.occurrence_id):
        return row.occurrence_id
    if named is not None:
        if row.occurrence_id or not Occurrence.objects.filter(pk=named, task=row.task_id).exists():
            raise NotFromHere("occurrence")
        return named
    found = Occurrence.objects.filter(task=row.task_id).open(seat.at).order_by("starts_at").first()
    if found is None:
        raise Closed(_("Every date was promised meanwhile. Thank you for looking."))
    return found.pk


def reconsider(task: Task, occurrence: Occurrence | None, at: datetime) -> list[Asked]:
    """The time or the place changed: whoever could not may be asked once more. For what changes it.

    Answers other than yes become silence again, except a no to this kind of thing. ``occurrence`` narrows it
    to asks about that date of a series; without one, all asks about the task.
    """
    about = Q(ask__task=task)
    if occurrence is not None and task.repeats:
        about &= Q(ask__occurrence=occurrence)
    rows = Asked.objects.filter(about, ask__status=AskStatus.OPEN)
    rows = rows.exclude(answer__in=["", Answer.YES, Answer.NOT_THIS_KIND])
    again = list(rows.select_related("ask__network", "ask__task", "ask__occurrence"))
    for one in again:
        one.answer, one.answered_at, one.not_until, one.asked_at = "", None, None, at
        one.store("answer", "answered_at", "not_until", "asked_at")
        moments.on_ask(one.ask, [one], at)
    return again
