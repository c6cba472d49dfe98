"""The rules of meetings that hold whoever writes: tried by going round forms and actions, at the tables."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.choices.meeting import MeetingPhase, PointSource
from networks.models import Attendance, Decision, Meeting, MeetingPoint, SkippedReview
from tests import daily, meetings
from tests.cast import Cast


def _meeting(cast: Cast, **fields: Any) -> Meeting:
    return meetings.make_meeting(cast.network, cast.bram, **fields)


def _point(cast: Cast, **fields: Any) -> MeetingPoint:
    return meetings.make_point(_meeting(cast), cast.bram, **fields)


def _decision(cast: Cast, **fields: Any) -> Decision:
    return meetings.make_decision(_meeting(cast), cast.bram, **fields)


def _twice_invited(cast: Cast) -> None:
    meeting = _meeting(cast)
    Attendance.objects.create(meeting=meeting, network=cast.network, member=cast.members["henk"])


def _answer_without_a_moment(cast: Cast) -> None:
    row = _meeting(cast).attendances.first()
    assert row
    row.answer = "yes"
    row.save()


def _put_twice(cast: Cast) -> None:
    meeting = _meeting(cast)
    for _turn in range(2):
        meetings.make_point(meeting, cast.bram, source=PointSource.NEED, need=cast.need)


def _skipped(cast: Cast, **fields: Any) -> None:
    fields = {"due_on": date(2027, 1, 1), "next_on": date(2027, 2, 1), "reason": "Ill"} | fields
    SkippedReview.objects.create(network=cast.network, author=cast.bram, **fields)


def _told(cast: Cast, **fields: Any) -> None:
    row = meetings.make_told(_meeting(cast), cast.members["fatima"], cast.fatima)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def _word(cast: Cast, **fields: Any) -> None:
    meetings.make_family_word(_meeting(cast), cast.henk, **fields)


def _family_task(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram)
    _decision(cast, becomes="task", activity=task.activity, task=task, visibility="family")


PAST = timezone.now() - timedelta(days=9)
RULES: dict[str, Callable[[Cast], Any]] = {
    "meeting_phase_known": lambda cast: _meeting(cast, phase="lunch"),
    "meeting_has_title": lambda cast: _meeting(cast, title=""),
    "meeting_takes_time": lambda cast: _meeting(cast, minutes=0),
    "meeting_closed_with_date": lambda cast: _meeting(cast, phase=MeetingPhase.CLOSED, closed_at=None),
    "meeting_checked_after": lambda cast: _meeting(cast, checked_at=timezone.now()),
    "attendance_once": _twice_invited,
    "attendance_answered_with_date": _answer_without_a_moment,
    "meeting_point_in_order": lambda cast: _point(cast, until=PAST),
    "meeting_point_about_one": lambda cast: _point(cast, need=cast.need),
    "meeting_point_has_words": lambda cast: _point(cast, words=""),
    "meeting_point_level_known": lambda cast: _point(cast, visibility="only_me"),
    "meeting_point_once": _put_twice,
    "contribution_in_order": lambda cast: _told(cast, until=PAST),
    "contribution_has_text": lambda cast: _told(cast, text=""),
    "contribution_from_formal": lambda cast: _told(cast, side="informal"),
    "family_word_in_order": lambda cast: _word(cast, until=PAST),
    "family_word_has_text": lambda cast: _word(cast, text=""),
    "family_word_not_formal": lambda cast: _word(cast, side="formal"),
    "decision_in_order": lambda cast: _decision(cast, until=PAST),
    "decision_has_words": lambda cast: _decision(cast, otherwise=""),
    "decision_codes_known": lambda cast: _decision(cast, visibility="only_me"),
    "decision_yes_of_owner": lambda cast: _decision(cast, accepted_at=timezone.now()),
    "decision_task_of_a_kind": lambda cast: _decision(cast, becomes="task"),
    "decision_task_not_family": _family_task,
    "decision_how_far_with_date": lambda cast: _decision(cast, how_far="done"),
    "skipped_review_has_reason": lambda cast: _skipped(cast, reason=""),
    "skipped_review_later": lambda cast: _skipped(cast, next_on=date(2026, 12, 1)),
}


@pytest.mark.parametrize("name", RULES)
def test_a_named_rule_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        RULES[name](cast)
    assert name in str(refusal.value)


FAMILY: dict[str, Callable[[Cast, Any], Any]] = {
    "a word": lambda cast, who: meetings.make_family_word(_meeting(cast), who),
    "a decision": lambda cast, who: meetings.make_decision(_meeting(cast), who, visibility="family"),
    "a point": lambda cast, who: meetings.make_point(_meeting(cast), who, visibility="family"),
}


@pytest.mark.parametrize("what", FAMILY)
def test_the_database_itself_lets_no_professional_write_for_family_only(cast: Cast, what: str) -> None:
    FAMILY[what](cast, cast.henk)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        FAMILY[what](cast, cast.fatima)
    assert "only family and friends" in str(refusal.value)
    found = FAMILY[what](cast, cast.henk)
    found.author = cast.fatima
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_who_was_a_professional_once_may_write_there(cast: Cast) -> None:
    cast.members["fatima"].until = timezone.now()
    cast.members["fatima"].store("until")
    assert meetings.make_family_word(_meeting(cast), cast.fatima).pk
