"""What calling a meeting, speaking at one and deciding leaves in the ledger."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from networks.actions import decision, meeting, meeting_close, meeting_family, meeting_point
from networks.choices.meeting import Coming, HowFar, MeetingPhase
from networks.models import Meeting
from tests import factories as make
from tests import meetings
from tests.cast import Cast
from tests.networks.traces import case


def _seat(cast: Cast, name: str = "bram", **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(getattr(cast, name), cast.network)} | more


def _meeting(cast: Cast, phase: MeetingPhase = MeetingPhase.PLANNED) -> Meeting:
    return meetings.make_meeting(cast.network, cast.bram, phase=phase)


def _soon() -> date:
    return (timezone.now() + timedelta(days=20)).date()


@case(meeting.call_meeting, "meeting_called")
def _(cast: Cast) -> dict[str, Any]:
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=7)
    return _seat(cast, title="After the summer", starts=starts)


@case(meeting.revise_meeting, "meeting_revised")
def _(cast: Cast) -> dict[str, Any]:
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=9)
    return _seat(cast, meeting=_meeting(cast).pk, title="Tea", starts=starts, minutes=60)


@case(meeting.invite_to_meeting, "meeting_invited")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_meeting(cast.network, cast.bram, cast.members["henk"])
    return _seat(cast, meeting=row.pk, members=[cast.members["joris"].pk])


@case(meeting.answer_meeting, "meeting_answered")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, "henk", meeting=_meeting(cast).pk, answer=Coming.NO)


@case(meeting.go_on, "meeting_went_on")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, meeting=_meeting(cast, MeetingPhase.INFORMATION).pk, phase=MeetingPhase.FAMILY)


@case(meeting.call_off_meeting, "meeting_called_off")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, meeting=_meeting(cast).pk, reason="Bram is ill")


@case(meeting_point.add_point, "meeting_point_added")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, "joris", meeting=_meeting(cast).pk, words="The garden")


@case(meeting_point.add_points, "meeting_points_added")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, meeting=_meeting(cast).pk, needs=[cast.need.pk])


@case(meeting_point.take_off_point, "meeting_point_taken_off")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, "joris", point=meetings.make_point(_meeting(cast), cast.joris).pk)


@case(meeting_point.inform, "meeting_informed")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, "fatima", meeting=_meeting(cast).pk, text="Tuesdays are full")


@case(meeting_point.take_back_contribution, "meeting_information_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    told = meetings.make_told(_meeting(cast), cast.members["fatima"], cast.fatima)
    return _seat(cast, "fatima", contribution=told.pk)


@case(meeting_family.say_in_family, "meeting_written_in")
def _(cast: Cast) -> dict[str, Any]:
    return _seat(cast, "henk", meeting=_meeting(cast, MeetingPhase.FAMILY).pk, text="We are tired")


@case(meeting_family.take_back_family_word, "meeting_written_in")
def _(cast: Cast) -> dict[str, Any]:
    word = meetings.make_family_word(_meeting(cast, MeetingPhase.FAMILY), cast.henk)
    return _seat(cast, "henk", word=word.pk)


@case(decision.decide, "decision_taken")
def _(cast: Cast) -> dict[str, Any]:
    row = _meeting(cast, MeetingPhase.DECISIONS)
    said = {"words": "Henk drives", "otherwise": "Joris asks the choir", "due_on": _soon()}
    return _seat(cast, meeting=row.pk, owner=cast.members["henk"].pk, **said)


@case(decision.revise_decision, "decision_revised")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_decision(_meeting(cast, MeetingPhase.DECISIONS), cast.bram)
    return _seat(cast, decision=row.pk, words="Joris drives")


@case(decision.take_back_decision, "decision_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_decision(_meeting(cast, MeetingPhase.DECISIONS), cast.bram)
    return _seat(cast, decision=row.pk)


@case(decision.accept_decision, "decision_accepted")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_decision(_meeting(cast, MeetingPhase.CLOSED), cast.bram, cast.members["henk"])
    return _seat(cast, "henk", decision=row.pk)


@case(decision.decline_decision, "decision_without_owner")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_decision(_meeting(cast, MeetingPhase.CLOSED), cast.bram, cast.members["henk"])
    return _seat(cast, "henk", decision=row.pk)


@case(meeting_close.close_meeting, "meeting_closed")
def _(cast: Cast) -> dict[str, Any]:
    row = _meeting(cast, MeetingPhase.DECISIONS)
    meetings.make_decision(row, cast.bram, cast.members["henk"])
    return _seat(cast, meeting=row.pk, came=[cast.members["henk"].pk])


@case(meeting_close.say_how_far, "decision_checked")
def _(cast: Cast) -> dict[str, Any]:
    row = meetings.make_decision(_meeting(cast, MeetingPhase.CLOSED), cast.bram, cast.members["henk"])
    return _seat(cast, "henk", decision=row.pk, how_far=HowFar.NOT_YET, words="The car is broken")


@case(meeting_close.skip_review, "review_skipped")
def _(cast: Cast) -> dict[str, Any]:
    today = cast.network.today(timezone.now())
    cast.network.review_on = today + timedelta(days=3)
    cast.network.store("review_on")
    return _seat(cast, next_on=today + timedelta(days=30), reason="Bram is in hospital")
