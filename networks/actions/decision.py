"""Decisions of a meeting: written down, changed, taken on by their owner, and what they become."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import moments
from networks.access import acting, subject_of, trace
from networks.actions.meeting import known
from networks.actions.meeting_point import check_level
from networks.actions.promise import promise
from networks.actions.task import add_task
from networks.choices import TaskStatus, TaskWhen, Visibility
from networks.choices.meeting import Becomes, MeetingPhase
from networks.errors import NotFromHere
from networks.health.reading import OF_ALL_TOGETHER
from networks.meetings import leads, may_decide, may_revise, owners, visible_decisions, visible_points
from networks.models import Activity, Decision, Meeting, MeetingPoint, Member, Task
from networks.standing import Permission, Seat

SAID = ("words", "due_on", "otherwise", "becomes", "visibility")
"""What a decision says, besides its owner, the point it is about and the kind of thing."""
TITLE = 120
"""How much of a decision fits in the title of something to do."""


def decide(
    *,
    actor: Seat,
    meeting: UUID,
    words: str,
    otherwise: str,
    due_on: date,
    becomes: Becomes | str = Becomes.AGREEMENT,
    activity: UUID | None = None,
    owner: UUID | None = None,
    point: UUID | None = None,
    visibility: Visibility | str = Visibility.EVERYONE,
) -> Decision:
    """Write down a decision: what, who sees to it, by when, and what if it goes otherwise.

    Who takes it on themselves has said yes by that; somebody else is asked. During family time a decision is
    for family and friends only, until one of them brings it to the plan (revise_decision).

    Raises PermissionDenied for who may not decide here now, NotFromHere for a point or person from elsewhere.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        if not may_decide(seat, row):
            raise PermissionDenied
        decision = Decision(
            network=seat.network,
            meeting=row,
            author=seat.user,
            for_client=seat.for_client,
            words=words,
            otherwise=otherwise,
            due_on=due_on,
            becomes=becomes,
            visibility=visibility,
            point=_point(seat, row, point),
            since=seat.at,
        )
        _check(seat, decision, activity)
        _give_to(seat, decision, owner)
        decision.validate_constraints()
        decision.save()
        _ask_owner(seat, decision)
        trace(seat, "networks.decision_taken", decision, becomes=str(becomes))
        return decision


def _point(seat: Seat, meeting: Meeting, pk: UUID | None) -> MeetingPoint | None:
    if pk is None:
        return None
    point: MeetingPoint | None = visible_points(seat).filter(meeting=meeting, pk=pk).first()
    if point is None:
        raise NotFromHere("point")
    return point


def _check(seat: Seat, decision: Decision, activity: UUID | None) -> None:
    """Set the level and the kind of thing. Raises a DomainError for what does not go together."""
    if decision.meeting.phase == MeetingPhase.FAMILY:
        decision.visibility = Visibility.FAMILY
    check_level(seat, decision.visibility)
    if decision.due_on < seat.network.today(seat.at):
        raise DomainError(_("Choose a day to come."), code="past", field="due_on")
    decision.activity = None
    if decision.becomes == Becomes.TASK:
        if decision.visibility not in (Visibility.EVERYONE, Visibility.FAMILY):
            raise DomainError(
                _("Something to do is known to everybody here. Keep this as an agreement."),
                code="becomes",
                field="becomes",
            )
        if decision.point is not None and not _known_to_all(decision.point):
            raise DomainError(
                _("Not everybody may read what this is about. Keep it as an agreement, or leave that out."),
                code="becomes",
                field="becomes",
            )
        decision.activity = _activity(seat, activity)


def _known_to_all(point: MeetingPoint) -> bool:
    """Whether what is decided about this may be known to whoever knows of the need behind it."""
    signal = point.signal
    if signal is not None and (signal.closed or signal.subject or signal.kind in OF_ALL_TOGETHER):
        return False
    return point.visibility == Visibility.EVERYONE


def _need_behind(point: MeetingPoint | None) -> UUID | None:
    """The need that a point of the agenda is about, by itself or through what stands in the way of it."""
    if point is None or point.barrier is None:
        return point.need_id if point else None
    return point.barrier.task.need_id if point.barrier.task else None


def _activity(seat: Seat, pk: UUID | None) -> Activity:
    if pk is None:
        raise DomainError(_("Choose what kind of thing it is."), code="required", field="activity")
    found = Activity.objects.for_network(seat.network).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("activity")
    return found


def _give_to(seat: Seat, decision: Decision, owner: UUID | None) -> None:
    """Set who sees to it: at once a yes when that is oneself, otherwise a question."""
    member: Member | None = next((one for one in owners(seat, decision.meeting) if one.pk == owner), None)
    if owner is not None and member is None:
        raise NotFromHere("owner")
    if member is not None and not moments.reads_decision(decision, member, seat.at):
        raise DomainError(
            _("This person may not read the decision. Choose somebody else, or let more people read it."),
            code="owner",
            field="owner",
        )
    if member is not None and member.pk == decision.owner_id:
        return
    decision.owner = member
    decision.accepted_at = seat.at if member and member.pk in seat.member_ids else None


def _ask_owner(seat: Seat, decision: Decision) -> None:
    if decision.owner is not None and decision.accepted_at is None:
        moments.on_decision_given(decision, seat.at)


def locked(seat: Seat, pk: UUID) -> Decision:
    """A decision that this seat may read, locked, with its meeting. Raises Http404."""
    rows: QuerySet[Decision] = visible_decisions(seat).select_for_update(of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.meeting = known(seat, row.meeting_id)
    return row


def revise_decision(
    *,
    actor: Seat,
    decision: UUID,
    activity: UUID | None = None,
    owner: UUID | None = None,
    point: UUID | None = None,
    version: int | None = None,
    **said: Any,
) -> Decision:
    """Change a decision (see SAID). Whom it is given to anew is asked anew, as is who took other words on.

    Bringing a decision of family time to the plan is changing who may read it. Raises Conflict on a stale
    version, and as decide().
    """
    unknown = set(said) - set(SAID)
    if unknown:
        raise TypeError(f"not of a decision: {sorted(unknown)}")
    with acting(actor, Permission.VIEW) as seat:
        row = locked(seat, decision)
        if not may_revise(seat, row):
            raise PermissionDenied
        row.expect(version)
        before, said_before = row.owner_id, _said(row)
        for name, value in said.items():
            setattr(row, name, value)
        row.point = _point(seat, row.meeting, point)
        _check(seat, row, activity)
        _give_to(seat, row, owner)
        reworded = row.owner_id == before and _said(row) != said_before
        if reworded and row.owner_id not in seat.member_ids:
            row.accepted_at = None
        row.validate_constraints()
        row.store(*SAID, "activity", "point", "owner", "accepted_at")
        if row.owner_id != before or reworded:
            _ask_owner(seat, row)
        trace(seat, "networks.decision_revised", row)
        return row


def _said(decision: Decision) -> tuple[Any, ...]:
    """What somebody says yes to."""
    said = (getattr(decision, name) for name in SAID)
    return (*said, decision.activity_id, decision.point_id)


def take_back_decision(*, actor: Seat, decision: UUID, version: int | None = None) -> Decision:
    """Take a decision back before it became something to do. Raises as revise_decision()."""
    with acting(actor, Permission.VIEW) as seat:
        row = locked(seat, decision)
        if not may_revise(seat, row):
            raise PermissionDenied
        row.expect(version)
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.decision_taken_back", row)
        return row


def accept_decision(*, actor: Seat, decision: UUID, version: int | None = None) -> Decision:
    """Take a decision on. Once the meeting is closed, what becomes something to do is written down at once,
    with the owner's promise; that leaves lines of its own.

    For an owner without an account, who arranges the meeting notes the yes. Raises PermissionDenied for
    anybody else's.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = _asked(seat, decision)
        row.expect(version)
        if row.accepted_at is not None:
            raise DomainError(_("This was taken on already."), code="already")
        row.accepted_at = seat.at
        if row.meeting.phase == MeetingPhase.CLOSED:
            become(seat, row)
        row.store("accepted_at", "task")
        trace(seat, "networks.decision_accepted", row)
        return row


def decline_decision(*, actor: Seat, decision: UUID, version: int | None = None) -> Decision:
    """Say that somebody else should see to it: it has no owner then. Who said so stands nowhere."""
    with acting(actor, Permission.VIEW) as seat:
        row = _asked(seat, decision)
        row.expect(version)
        if row.task_id is not None:
            raise DomainError(_("This became something to do. Give your promise back there."), code="task")
        row.owner, row.accepted_at = None, None
        row.store("owner", "accepted_at")
        moments.on_decision_open(row, seat.at)
        verb = "networks.decision_without_owner"
        announce(Event(verb=verb, actor=None, network_id=seat.network.pk, subject=subject_of(row)))
        return row


def _asked(seat: Seat, pk: UUID) -> Decision:
    """A decision this seat is asked to take on, or whose owner has no account and that it arranges."""
    row = locked(seat, pk)
    noted = row.owner is not None and row.owner.user_id is None and leads(seat, row.meeting)
    if row.owner_id not in seat.member_ids and not noted:
        raise PermissionDenied
    return row


def become(seat: Seat, decision: Decision) -> Task | None:
    """Write down as something to do what its owner took on, for the week of its day, with the owner's yes.

    The caller holds the lock and stores ``task``. Nothing happens for an agreement, for what not everybody
    may read, and for what nobody took on.
    """
    known_to_all = decision.visibility == Visibility.EVERYONE and decision.accepted_at is not None
    if not known_to_all or decision.task_id is not None or decision.activity_id is None:
        return None
    if decision.point is not None and not _known_to_all(decision.point):
        return None
    today = seat.network.today(seat.at)
    decision.task = add_task(
        actor=seat,
        activity=decision.activity_id,
        title=decision.words[:TITLE],
        when=TaskWhen.WEEK,
        starts=datetime.combine(max(decision.due_on, today), time(0)),
        places=[""],
        need=_need_behind(decision.point),
    )
    _promise(seat, decision)
    return decision.task


def _promise(seat: Seat, decision: Decision) -> None:
    """The owner's yes to the one date; where something stands in its way, the place stays open."""
    task = decision.task
    first = task.occurrences.first() if task and task.status == TaskStatus.OPEN else None
    if first is None:
        return
    try:
        with transaction.atomic():
            promise(actor=seat, occurrence=first.pk, member=decision.owner_id)
    except (DomainError, PermissionDenied):
        return
