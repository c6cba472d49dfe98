"""Meetings: called, changed, answered, taken from phase to phase, called off."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.choices.meeting import RUNS, Coming, MeetingPhase
from networks.errors import NotFromHere
from networks.meetings import leads, may_call_off, may_go_on, next_phases, visible_meetings
from networks.models import Attendance, Meeting, Member
from networks.rhythm import exists, to_utc
from networks.standing import Permission, Seat

LONGEST = 24 * 60


class NotNow(DomainError):
    """The meeting is not where this can be done: it is closed, called off, or in another phase."""

    code = "phase"


def call_meeting(
    *,
    actor: Seat,
    title: str,
    starts: datetime,
    minutes: int = 90,
    where: str = "",
    words: str = "",
    members: Iterable[UUID] | None = None,
) -> Meeting:
    """Call people together and invite them. ``starts`` is wall-clock time (naive) of the network.

    ``members`` None: everybody who takes part. Raises PermissionDenied for who neither organises nor speaks
    for the client, NotFromHere for somebody who does not take part, DomainError for a moment that is over.
    """
    with acting(actor, Permission.ORGANIZE) as seat:
        invited = _here(seat, members)
        meeting = Meeting(
            network=seat.network,
            author=seat.user,
            for_client=seat.for_client,
            title=title,
            words=words,
            where=where,
            starts_at=_moment(seat, starts),
            minutes=_length(minutes),
            everybody=members is None,
        )
        meeting.validate_constraints()
        meeting.save()
        _invite(seat, meeting, invited)
        trace(seat, "networks.meeting_called", meeting, invited=str(len(invited)))
        return meeting


def _here(seat: Seat, members: Iterable[UUID] | None) -> list[Member]:
    rows = seat.network.members.taking_part(seat.at).select_related("user")
    if members is None:
        return list(rows)
    wanted = set(members)
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise NotFromHere("members")
    if not found:
        raise DomainError(_("Invite at least one person."), code="required", field="members")
    return found


def _moment(seat: Seat, starts: datetime) -> datetime:
    zone = seat.network.zone
    if not exists(starts, zone):
        raise DomainError(_("On that night the clock skips this time. Choose another time."), field="time")
    moment = to_utc(starts, zone)
    if moment <= seat.at:
        raise DomainError(_("That moment is over. Choose one to come."), code="past", field="day")
    return moment


def _length(minutes: int) -> int:
    if not 0 < minutes <= LONGEST:
        raise DomainError(_("Choose how long it takes, at most one day."), field="minutes")
    return minutes


def _invite(seat: Seat, meeting: Meeting, members: Iterable[Member]) -> list[Member]:
    """Invite who is not invited yet; who calls the meeting comes, unless they say otherwise."""
    there = set(meeting.attendances.values_list("member_id", flat=True))
    new = [one for one in members if one.pk not in there]
    for one in new:
        mine = one.pk in seat.member_ids
        Attendance.objects.create(
            meeting=meeting,
            network=meeting.network,
            member=one,
            answer=Coming.YES if mine else "",
            answered_at=seat.at if mine else None,
        )
    moments.on_meeting_called(meeting, [one for one in new if one.pk not in seat.member_ids], seat.at)
    return new


def invite_newcomer(member: Member, at: datetime) -> None:
    """Who begins to take part is invited to the meetings to come that everybody is invited to; who comes
    back, in the place of the former period. A guest is only there to be asked by mail, and people read in
    from a file get no mail by that.
    """
    if member.guest and member.user_id is None:
        return
    rows = Meeting.objects.filter(network=member.network_id, everybody=True, phase=MeetingPhase.PLANNED)
    for meeting in rows.filter(starts_at__gt=at).select_related("network"):
        place = meeting.attendances.filter(member__person=member.person).first()
        if place is None:
            Attendance.objects.create(meeting=meeting, network=meeting.network, member=member)
        elif place.member_id != member.pk:
            place.member, place.answer, place.answered_at = member, "", None
            place.store("member", "answer", "answered_at")
        else:
            continue
        moments.on_meeting_called(meeting, [member], at, slot=f"invited:{member.pk.hex}")


def led(seat: Seat, pk: UUID) -> Meeting:
    """A meeting that this seat arranges, locked. Raises Http404, PermissionDenied."""
    meeting = known(seat, pk)
    if not leads(seat, meeting):
        raise PermissionDenied
    return meeting


def known(seat: Seat, pk: UUID) -> Meeting:
    """A meeting that this seat may know of, locked. Raises Http404."""
    rows: QuerySet[Meeting] = visible_meetings(seat).select_for_update(of=("self",))
    meeting = rows.filter(pk=pk).first()
    if meeting is None:
        raise Http404
    return meeting


def still_runs(meeting: Meeting) -> None:
    """Raise NotNow for a meeting that is closed or called off."""
    if meeting.phase not in RUNS:
        raise NotNow(_("This meeting is over."))


def revise_meeting(
    *,
    actor: Seat,
    meeting: UUID,
    title: str,
    starts: datetime,
    minutes: int,
    where: str = "",
    words: str = "",
    version: int | None = None,
) -> Meeting:
    """Change what a planned meeting is about, when or where. Everybody who is invited hears of another time
    or place. Raises Conflict on a stale version, NotNow once it has begun.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = led(seat, meeting)
        row.expect(version)
        if row.phase != MeetingPhase.PLANNED:
            raise NotNow(_("The meeting has begun, so this is not changed any more."))
        before = (row.starts_at, row.where)
        if to_utc(starts, seat.network.zone) != row.starts_at:
            row.starts_at = _moment(seat, starts)
        row.title, row.minutes, row.where, row.words = title, _length(minutes), where, words
        row.validate_constraints()
        row.store("title", "starts_at", "minutes", "where", "words")
        if (row.starts_at, row.where) != before:
            moments.on_meeting_moved(row, seat.at)
        trace(seat, "networks.meeting_revised", row)
        return row


def invite_to_meeting(*, actor: Seat, meeting: UUID, members: Iterable[UUID]) -> Meeting:
    """Invite more people. Who is invited already gets nothing new."""
    with acting(actor, Permission.VIEW) as seat:
        row = led(seat, meeting)
        still_runs(row)
        new = _invite(seat, row, _here(seat, members))
        trace(seat, "networks.meeting_invited", row, invited=str(len(new)))
        return row


def answer_meeting(*, actor: Seat, meeting: UUID, answer: Coming, member: UUID | None = None) -> Attendance:
    """Say whether one comes; for somebody without an account, who arranges the meeting notes it.

    Raises NotFromHere for somebody who is not invited, PermissionDenied for answering for somebody who can
    answer themselves.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        still_runs(row)
        places = row.attendances.select_for_update(of=("self",)).select_related("member")
        if member is None:
            place = places.filter(member__in=seat.member_ids).first()
        else:
            place = places.filter(member=member).first()
        if place is None:
            raise NotFromHere("member")
        own = place.member_id in seat.member_ids
        if not own and (place.member.user_id is not None or not leads(seat, row)):
            raise PermissionDenied
        place.answer, place.answered_at = answer, seat.at
        place.store("answer", "answered_at")
        trace(seat, "networks.meeting_answered", row)
        return place


def go_on(*, actor: Seat, meeting: UUID, phase: MeetingPhase) -> Meeting:
    """Take a meeting to its next phase. Raises NotNow for one that does not come next for this seat,
    also when it said that it does not come, and PermissionDenied for who does not take it on.

    The trace does not say which phase: that there is family time stands in no ledger.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        if not may_go_on(seat, row):
            raise PermissionDenied
        if phase not in next_phases(seat, row):
            raise NotNow(_("The meeting is not there yet, or is there already."), field="phase")
        row.phase = phase
        if phase == MeetingPhase.FAMILY:
            # Without a new version: nobody outside sees that the family is among themselves.
            row.save(update_fields=["phase"])
        else:
            row.store("phase")
        trace(seat, "networks.meeting_went_on", row)
        return row


def call_off_meeting(*, actor: Seat, meeting: UUID, reason: str = "", version: int | None = None) -> Meeting:
    """Call a meeting off; everybody who was invited hears it. Raises NotNow where may_call_off() says no."""
    with acting(actor, Permission.VIEW) as seat:
        row = led(seat, meeting)
        row.expect(version)
        if not may_call_off(seat, row):
            raise NotNow(_("This meeting has begun, so it is not called off any more."))
        row.phase, row.reason = MeetingPhase.CALLED_OFF, reason
        row.store("phase", "reason")
        moments.on_meeting_called_off(row, seat.at)
        trace(seat, "networks.meeting_called_off", row)
        return row
