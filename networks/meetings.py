"""The doors to meetings and what is in them, and what their pages read, each in a fixed number of queries.

What the family says among themselves is not here: networks.meeting_family is its only door.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from networks import reading
from networks.access import network_for, network_of, trace_look
from networks.choices import NeedStatus
from networks.choices.meeting import AHEAD, RUNS, Coming, HowFar, MeetingPhase, PointSource
from networks.doors import found, visible_barriers, visible_tasks
from networks.health.reading import OF_ALL_TOGETHER, Shown, signals_for
from networks.models import (
    Attendance,
    Barrier,
    Contribution,
    Decision,
    Meeting,
    MeetingPoint,
    Member,
    Need,
    Signal,
    SkippedReview,
)
from networks.models.health import SignalQuerySet
from networks.models.meeting import DecisionQuerySet, MeetingQuerySet, PointQuerySet
from networks.standing import Permission, Seat

FOUR_WEEKS = timedelta(weeks=4)


def visible_meetings(seat: Seat) -> MeetingQuerySet:
    """Meetings this seat may know of, with who called them."""
    return Meeting.objects.visible_to(seat).select_related("author", "network")


def visible_points(seat: Seat) -> PointQuerySet:
    """Points that stand on an agenda and of which this seat may read what is behind them."""
    signals = Q(signal__isnull=True) | Q(signal__in=readable_signals(seat).values("pk"))
    barriers = Q(barrier__isnull=True) | Q(barrier__in=visible_barriers(seat).order_by().values("pk"))
    rows = MeetingPoint.objects.at(seat.at).filter(barriers, signals, meeting__in=_ids(seat))
    return rows.readable_by(seat).select_related("need", "barrier", "signal", "author")


def readable_signals(seat: Seat) -> SignalQuerySet:
    """What shows in how it goes, now or before, as far as this seat may read what is behind it."""
    about = Q(subject__isnull=True)
    for rows in (Need.objects.visible_to(seat), visible_tasks(seat), visible_barriers(seat)):
        about |= Q(subject__in=rows.order_by().values("pk"))
    found_by = Signal.objects.filter(about, network=seat.network)
    if not seat.may(Permission.ORGANIZE):
        found_by = found_by.exclude(kind__in=OF_ALL_TOGETHER)
    shows = Q(subject__isnull=False) | Q(closed=False)
    return found_by if seat.for_client and not seat.formal else found_by.filter(shows)


def visible_decisions(seat: Seat) -> DecisionQuerySet:
    """Decisions that were not taken back and that this seat may read."""
    rows = Decision.objects.at(seat.at).filter(meeting__in=_ids(seat))
    rows = rows.readable_by(seat, visible_points(seat).order_by().values("pk"))
    return rows.select_related("owner", "point__need", "point__barrier", "author", "task", "meeting")


def contributions(seat: Seat) -> QuerySet[Contribution]:
    """What professionals told at the information rounds of meetings this seat may know of."""
    rows = Contribution.objects.at(seat.at).filter(meeting__in=_ids(seat))
    return rows.select_related("member__organisation", "author")


def _ids(seat: Seat) -> Any:
    return Meeting.objects.visible_to(seat).values("pk")


def meeting_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Meeting]:
    """The door to a meeting: open to who is invited, to who called it and to who speaks for the client; to
    everybody, when everybody was invited.
    """
    seat = network_for(user, network_of(Meeting.objects, pk), permission)
    meeting = found(visible_meetings(seat), pk)
    if look:
        trace_look(seat, look, meeting)
    return seat, meeting


def led_meeting_for(user: Any, pk: UUID) -> tuple[Seat, Meeting]:
    """The door to a meeting that this user arranges. Raises PermissionDenied for who does not."""
    seat, meeting = meeting_for(user, pk, Permission.VIEW)
    if not leads(seat, meeting):
        raise PermissionDenied
    return seat, meeting


def point_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, MeetingPoint]:
    """The door to a point of an agenda; one that this user may not read is not there (404)."""
    seat = network_for(user, network_of(MeetingPoint.objects, pk), permission)
    return seat, found(visible_points(seat).select_related("meeting"), pk)


def decision_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Decision]:
    """The door to a decision; one that this user may not read is not there (404)."""
    seat = network_for(user, network_of(Decision.objects, pk), permission)
    return seat, found(visible_decisions(seat), pk)


def contribution_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Contribution]:
    """The door to what a professional told at an information round."""
    seat = network_for(user, network_of(Contribution.objects, pk), permission)
    return seat, found(contributions(seat).select_related("meeting"), pk)


def leads(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat arranges the meeting: who called it, who organises, who speaks for the client."""
    return seat.may(Permission.ORGANIZE) or seat.wrote(meeting.author_id, meeting.for_client)


def may_inform(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat tells something at the information round: an invited professional, until the plan
    begins. That the family is among themselves meanwhile makes no difference, and does not show.
    """
    return seat.formal and meeting.phase in AHEAD


def takes_points(meeting: Meeting) -> bool:
    """Whether something can be put on the agenda, by everybody who may know of it: until the meeting ends."""
    return meeting.phase in RUNS


def may_decide(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat may write down a decision. Professionals inform; they do not set the goals: they
    write decisions only where they arrange the meeting.
    """
    if meeting.phase == MeetingPhase.FAMILY:
        return seat.sees_family
    if meeting.phase != MeetingPhase.DECISIONS:
        return False
    return leads(seat, meeting) or not seat.formal


def may_revise(seat: Seat, decision: Decision) -> bool:
    """Whether this seat may change a decision: while it may decide; afterwards who arranges the meeting.
    What became something to do is changed there.
    """
    if decision.task_id is not None:
        return False
    if may_decide(seat, decision.meeting):
        return True
    return decision.meeting.phase == MeetingPhase.CLOSED and leads(seat, decision.meeting)


def next_phases(seat: Seat, meeting: Meeting) -> list[MeetingPhase]:
    """Where this seat may take the meeting from here. Who arranges it begins. From the information round on
    family and friends or who speaks for the client say when it goes on, whoever arranged it, unless they said
    that they do not come: nobody begins or ends family time from outside it.
    """
    if meeting.phase == MeetingPhase.PLANNED and leads(seat, meeting):
        return [MeetingPhase.INFORMATION]
    if not seat.sees_family or not (leads(seat, meeting) or _comes(seat, meeting)):
        return []
    if meeting.phase == MeetingPhase.INFORMATION:
        return [MeetingPhase.FAMILY, MeetingPhase.DECISIONS]
    return [MeetingPhase.DECISIONS] if meeting.phase == MeetingPhase.FAMILY else []


def may_go_on(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat takes the meeting on: who arranges it, and, once it has begun, family and friends."""
    return leads(seat, meeting) or (seat.sees_family and meeting.phase != MeetingPhase.PLANNED)


def _comes(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat is invited and did not say that it does not come."""
    mine = meeting.attendances.filter(member__in=seat.member_ids)
    return mine.exclude(answer=Coming.NO).exists()


def may_call_off(seat: Seat, meeting: Meeting) -> bool:
    """Whether this seat may call the meeting off: before it begins; until the plan begins only from among
    family and friends, so that nobody ends family time from outside it.
    """
    return leads(seat, meeting) and meeting.phase in (AHEAD if seat.sees_family else (MeetingPhase.PLANNED,))


@dataclass(frozen=True, slots=True)
class Step:
    """One phase on the page of a meeting. ``state`` is "done", "now" or "to come"."""

    phase: MeetingPhase
    state: str

    @property
    def label(self) -> str:
        return str(self.phase.label)


def steps(seat: Seat, meeting: Meeting) -> list[Step]:
    """The phases of a meeting as this seat may know them: family time stands only among those of family and
    friends. None for a meeting that was called off.
    """
    now = meeting.phase_for(seat)
    if now == MeetingPhase.CALLED_OFF:
        return []
    order = [one for one in MeetingPhase if one != MeetingPhase.CALLED_OFF]
    if not seat.sees_family:
        order.remove(MeetingPhase.FAMILY)
    at = order.index(now)
    return [
        Step(one, "done" if place < at else "now" if place == at else "to come")
        for place, one in enumerate(order)
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the invited come, may come, cannot come, and did not answer."""

    yes: int
    maybe: int
    no: int
    silent: int


def attendances(meeting: Meeting) -> list[Attendance]:
    """Who is invited, by name, with what they answered."""
    rows = meeting.attendances.select_related("member__organisation").order_by("member__name", "pk")
    return list(rows)


def counted(rows: Iterable[Attendance]) -> Counted:
    """Who comes, in numbers."""
    answers = [row.answer for row in rows]
    return Counted(*(answers.count(one) for one in (*Coming.values, "")))


def own_attendance(seat: Seat, rows: Iterable[Attendance]) -> Attendance | None:
    """The seat's own place among the invited, None when it has none."""
    return next((row for row in rows if row.member_id in seat.member_ids), None)


def points(seat: Seat, meeting: Meeting) -> list[Any]:
    """The agenda as this seat may read it, each point with ``sentence``: what it is about."""
    rows = list(visible_points(seat).filter(meeting=meeting))
    shown = signals_for(seat) if any(row.signal_id for row in rows) else []
    about = {one.id: f": {one.about}" for one in shown if one.about}
    for row in rows:
        row.sentence = sentence(row) + about.get(row.signal_id, "")
    return rows


def sentence(point: MeetingPoint) -> str:
    """What a point is about, in the words behind it."""
    return str(point.need or point.barrier or point.signal or point.words)


def decisions(seat: Seat, meeting: Meeting) -> list[Any]:
    """The decisions of a meeting that this seat may read, in the order in which they were taken."""
    return list(visible_decisions(seat).filter(meeting=meeting))


@dataclass(frozen=True, slots=True)
class Proposals:
    """What could be put on the agenda, as far as this seat may read it, and is not there yet."""

    needs: list[Need]
    differences: list[Need]
    barriers: list[Barrier]
    signals: list[Shown]


def proposals(seat: Seat, meeting: Meeting) -> Proposals:
    """Open needs, needs that the sides see differently, what stands in the way, and what shows in how it
    goes. A fixed number of queries.
    """
    there = list(
        visible_points(seat).filter(meeting=meeting).values_list("source", "need", "barrier", "signal")
    )
    taken = {(source, need or barrier or signal) for source, need, barrier, signal in there}
    needs = list(reading.needs(seat, status=NeedStatus.OPEN))
    said = reading.latest_views(needs)
    barriers = visible_barriers(seat).standing().order_by("-since")[:50]

    loud = set(readable_signals(seat).loud(seat.at).values_list("pk", flat=True))

    def new(source: PointSource, pk: UUID) -> bool:
        return (source.value, pk) not in taken

    return Proposals(
        needs=[one for one in needs if new(PointSource.NEED, one.pk)],
        differences=[
            one
            for one in needs
            if reading.differ(said.get(one.pk, {})) and new(PointSource.DIFFERENCE, one.pk)
        ],
        barriers=[one for one in barriers if new(PointSource.BARRIER, one.pk)],
        signals=[one for one in signals_for(seat) if one.id in loud and new(PointSource.SIGNAL, one.id)],
    )


def listed(seat: Seat, *, over: bool) -> QuerySet[Meeting]:
    """Meetings to come or running, the first to come first; or those that are over, the latest first."""
    rows = visible_meetings(seat)
    rows = rows.exclude(phase__in=RUNS) if over else rows.filter(phase__in=RUNS)
    order = ("-starts_at", "-id") if over else ("starts_at", "id")
    invited = Count("attendances", distinct=True)
    yes = Count("attendances", filter=Q(attendances__answer=Coming.YES), distinct=True)
    return rows.annotate(invited=invited, comes=yes).order_by(*order)


def people_to_invite(seat: Seat, meeting: Meeting | None = None) -> list[Member]:
    """Who takes part and can be invited, by name; without those who are invited already."""
    rows = seat.network.members.taking_part(seat.at).order_by("name", "pk")
    if meeting is not None:
        rows = rows.exclude(pk__in=meeting.attendances.values("member"))
    return list(rows)


def owners(seat: Seat, meeting: Meeting) -> list[Member]:
    """Who may be asked to see to a decision: the invited who are still here."""
    here = seat.network.members.taking_part(seat.at)
    return list(here.filter(pk__in=meeting.attendances.values("member")).order_by("name", "pk"))


def may_say_how_far(seat: Seat, decision: Decision) -> bool:
    """Whether this seat says how far a decision is: its owner, and who arranges the meeting."""
    return decision.owner_id in seat.member_ids or leads(seat, decision.meeting)


def how_far(rows: Iterable[Decision]) -> dict[str, int]:
    """How many decisions are done, became something else, are not there yet, or were not spoken of."""
    said = [row.how_far for row in rows]
    return {one: said.count(one) for one in (*HowFar.values, "")}


def skipped(seat: Seat) -> QuerySet[SkippedReview]:
    """Days for looking back that were left out, the latest first."""
    return SkippedReview.objects.filter(network=seat.network).select_related("author").order_by("-due_on")
