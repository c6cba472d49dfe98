"""How a meeting ends and goes on: closed with its plan, looked at after four weeks; and a review left out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.decision import become, locked
from networks.actions.meeting import NotNow, led
from networks.choices.meeting import HowFar, MeetingPhase
from networks.errors import NotFromHere
from networks.meetings import FOUR_WEEKS, may_say_how_far, visible_decisions
from networks.models import Decision, Meeting, SkippedReview
from networks.standing import Permission, Seat

A_YEAR = timedelta(days=366)


def close_meeting(
    *,
    actor: Seat,
    meeting: UUID,
    came: Iterable[UUID],
    check_on: date | None = None,
    version: int | None = None,
) -> Meeting:
    """Close a meeting: who was there, and the day on which the house asks how far the decisions are.

    Without a day that is four weeks from now. What somebody took on becomes something to do, with lines of
    its own. Everybody who was invited hears what was decided, as far as they may read it; who was not there
    by mail as well. Raises NotNow before the plan, NotFromHere for somebody who was not invited.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = led(seat, meeting)
        row.expect(version)
        if row.phase != MeetingPhase.DECISIONS:
            raise NotNow(_("First the plan and the decisions, then the meeting can be closed."))
        today = seat.network.today(seat.at)
        row.check_on = _day_to_come(check_on or today + FOUR_WEEKS, today, "check_on")
        _note_who_came(row, set(came))
        row.phase, row.closed_at = MeetingPhase.CLOSED, seat.at
        row.store("phase", "closed_at", "check_on")
        for decision in visible_decisions(seat).filter(meeting=row).select_for_update(of=("self",)):
            if become(seat, decision) is not None:
                decision.store("task")
        moments.on_meeting_closed(row, seat.at)
        trace(seat, "networks.meeting_closed", row)
        return row


def _day_to_come(day: date, today: date, field: str) -> date:
    if not today < day <= today + A_YEAR:
        raise DomainError(_("Choose a day to come, within a year."), code="past", field=field)
    return day


def _note_who_came(meeting: Meeting, came: set[UUID]) -> None:
    places = list(meeting.attendances.select_for_update())
    if came - {one.member_id for one in places}:
        raise NotFromHere("came")
    for one in places:
        one.came = one.member_id in came
        one.store("came")


def say_how_far(
    *, actor: Seat, decision: UUID, how_far: HowFar, words: str = "", version: int | None = None
) -> Decision:
    """Say how far a decision is, once the meeting is closed: done, something else, or not yet.

    When all decisions of the meeting were spoken of, the meeting is checked. Raises NotNow before it is
    closed, PermissionDenied for who neither sees to it nor arranges the meeting.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = locked(seat, decision)
        if not may_say_how_far(seat, row):
            raise PermissionDenied
        row.expect(version)
        if row.meeting.phase != MeetingPhase.CLOSED:
            raise NotNow(_("First the meeting, then how far it is."))
        row.how_far, row.how_far_words, row.how_far_at = how_far, words, seat.at
        row.store("how_far", "how_far_words", "how_far_at")
        _settle(row.meeting, seat.at)
        trace(seat, "networks.decision_checked", row, how_far=str(how_far))
        return row


def _settle(meeting: Meeting, at: datetime) -> None:
    """A meeting is checked when every decision was spoken of. What is for family and friends is theirs: it
    neither keeps a question open that others are asked too, nor closes it.
    """
    shown = meeting.asked_about
    if meeting.checked_at is None and shown.exists() and not shown.filter(how_far="").exists():
        meeting.checked_at = at
        meeting.store("checked_at")


def skip_review(*, actor: Seat, next_on: date, reason: str) -> SkippedReview:
    """Leave out looking back together this time, with a reason, and choose the next day.

    Raises DomainError when no day was chosen to look back, or the next one is not later.
    """
    with acting(actor, Permission.ORGANIZE) as seat:
        network = seat.network
        today = network.today(seat.at)
        if network.review_on is None:
            raise DomainError(_("No day was chosen to look back together."), code="none")
        _day_to_come(next_on, max(today, network.review_on), "next_on")
        row = SkippedReview(
            network=network,
            author=seat.user,
            for_client=seat.for_client,
            due_on=network.review_on,
            next_on=next_on,
            reason=reason,
        )
        row.validate_constraints()
        row.save()
        network.review_on = next_on
        network.store("review_on")
        trace(seat, "networks.review_skipped", row)
        return row
