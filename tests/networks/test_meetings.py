"""Meetings: who is invited and hears what, family time that no professional reaches, decisions and owners."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import Conflict, DomainError
from networks import meetings as reading
from networks.actions import decision as deciding
from networks.actions import meeting as actions
from networks.actions import meeting_close as closing
from networks.actions import meeting_point as agenda
from networks.choices import Channel, DeliveryState, Met, ViewSide, Visibility
from networks.choices.meeting import Becomes, Coming, HowFar, MeetingPhase, PointSource
from networks.errors import NotFromHere
from networks.models import Decision, Delivery, Meeting, NeedView, Network, Promise, Task
from networks.moments import compose, happen
from tests import daily, meetings
from tests import factories as make
from tests.cast import Cast
from tests.meetings import a_meeting, decided, seat, told_of
from tests.networks.browsing import address, browser, words_of

# Calling and answering


def test_everybody_is_invited_and_who_calls_comes(cast: Cast) -> None:
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=7)
    row = actions.call_meeting(actor=seat(cast, "marja"), title="Summer", starts=starts)
    answers = {one.member.name: one.answer for one in row.attendances.select_related("member")}
    assert answers["Marja Visser"] == Coming.YES
    assert answers["Fatima El Amrani"] == ""
    assert "Igor Petrov" not in answers
    assert {"Henk", "Fatima"} <= told_of("invited")
    assert "Marja" not in told_of("invited")
    assert told_of("soon") == told_of("invited")


@pytest.mark.parametrize("who", ["henk", "fatima"])
def test_only_who_organises_or_speaks_for_the_client_calls_a_meeting(cast: Cast, who: str) -> None:
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=7)
    with pytest.raises(PermissionDenied):
        actions.call_meeting(actor=seat(cast, who), title="Summer", starts=starts)


def test_chosen_people_alone_know_of_it(cast: Cast) -> None:
    row = meetings.make_meeting(cast.network, cast.bram, cast.members["henk"])
    knows = {who for who in ("bram", "marja", "henk", "joris", "fatima") if _knows(cast, who, row)}
    assert knows == {"bram", "marja", "henk"}


def _knows(cast: Cast, who: str, row: Meeting) -> bool:
    return reading.visible_meetings(seat(cast, who)).filter(pk=row.pk).exists()


def test_a_person_from_elsewhere_is_not_invited(cast: Cast) -> None:
    row = a_meeting(cast)
    with pytest.raises(NotFromHere):
        actions.invite_to_meeting(actor=seat(cast, "bram"), meeting=row.pk, members=[cast.other_member.pk])


def test_everybody_answers_for_themselves_and_who_has_no_account_is_noted(cast: Cast) -> None:
    guest = make.make_member(cast.network, name="Truus Bakker")
    row, bram, henk = a_meeting(cast), seat(cast, "bram"), cast.members["henk"]
    actions.answer_meeting(actor=seat(cast, "henk"), meeting=row.pk, answer=Coming.MAYBE)
    actions.answer_meeting(actor=bram, meeting=row.pk, answer=Coming.YES, member=guest.pk)
    with pytest.raises(PermissionDenied):
        actions.answer_meeting(actor=bram, meeting=row.pk, answer=Coming.YES, member=henk.pk)
    with pytest.raises(PermissionDenied):
        actions.answer_meeting(actor=seat(cast, "joris"), meeting=row.pk, answer=Coming.NO, member=guest.pk)
    counted = reading.counted(reading.attendances(row))
    assert (counted.yes, counted.maybe) == (1, 1)


def test_another_time_is_one_message_and_old_reminders_go(cast: Cast) -> None:
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=7)
    bram = seat(cast, "bram")
    row = actions.call_meeting(actor=bram, title="Summer", starts=starts)
    later = starts + timedelta(days=1)
    actions.revise_meeting(actor=bram, meeting=row.pk, title="Summer", starts=later, minutes=60)
    assert "Henk" in told_of("moved")
    soon = Delivery.objects.filter(user=cast.henk, payload__what="soon", channel=Channel.MAIL)
    assert sorted(soon.values_list("state", flat=True)) == [DeliveryState.DROPPED, DeliveryState.DUE]


def test_two_people_who_change_a_meeting_lose_nothing(cast: Cast) -> None:
    row, bram = a_meeting(cast), seat(cast, "bram")
    starts = timezone.now().replace(tzinfo=None) + timedelta(days=7)
    said = {"actor": bram, "meeting": row.pk, "starts": starts, "minutes": 60, "version": 1}
    actions.revise_meeting(title="Tea", **said)
    with pytest.raises(Conflict):
        actions.revise_meeting(title="Coffee", **said)


# The agenda


def test_each_point_shows_only_to_who_may_read_what_is_behind_it(cast: Cast) -> None:
    row, bram = a_meeting(cast), seat(cast, "bram")
    agenda.add_points(actor=bram, meeting=row.pk, needs=[cast.need.pk, cast.family_need.pk])
    agenda.add_point(actor=seat(cast, "henk"), meeting=row.pk, words="Nights", visibility="family")
    agenda.add_point(actor=seat(cast, "fatima"), meeting=row.pk, words="Hours")
    shown = {
        who: {one.sentence for one in reading.points(seat(cast, who), row)} for who in ("henk", "fatima")
    }
    assert cast.family_need.words in shown["henk"]
    assert "Nights" in shown["henk"]
    assert cast.family_need.words not in shown["fatima"]
    assert "Nights" not in shown["fatima"]
    assert "Hours" in shown["henk"] & shown["fatima"]


def test_a_need_that_somebody_may_not_read_is_not_put_on_the_agenda_by_them(cast: Cast) -> None:
    row = a_meeting(cast)
    for pk in (cast.family_need.pk, cast.other_need.pk):
        with pytest.raises(NotFromHere):
            agenda.add_points(actor=seat(cast, "fatima"), meeting=row.pk, needs=[pk])


def test_sides_that_disagree_are_proposed_and_put_once(cast: Cast) -> None:
    row, bram = a_meeting(cast), seat(cast, "bram")
    for side, met in ((ViewSide.CLIENT, Met.NOT_MET), (ViewSide.FORMAL, Met.MET)):
        NeedView.objects.create(need=cast.need, side=side, met=met, said_by=cast.bram, said_at=timezone.now())
    assert reading.proposals(bram, row).differences == [cast.need]
    for _turn in range(2):
        agenda.add_points(actor=bram, meeting=row.pk, differences=[cast.need.pk])
    assert row.points.filter(source=PointSource.DIFFERENCE).count() == 1
    assert reading.proposals(seat(cast, "bram"), row).differences == []


def test_professionals_inform_and_do_not_set_the_goals(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.INFORMATION)
    told = agenda.inform(actor=seat(cast, "fatima"), meeting=row.pk, text="Tuesdays are full")
    assert told.side == "formal"
    with pytest.raises(PermissionDenied):
        agenda.inform(actor=seat(cast, "henk"), meeting=row.pk, text="I know better")
    row.phase = MeetingPhase.DECISIONS
    row.store("phase")
    with pytest.raises(PermissionDenied):
        deciding.decide(actor=seat(cast, "fatima"), meeting=row.pk, **decided())
    with pytest.raises(DomainError):
        agenda.inform(actor=seat(cast, "fatima"), meeting=row.pk, text="One thing more")


# Decisions


def test_who_takes_it_on_says_yes_and_somebody_else_is_asked(cast: Cast) -> None:
    row, henk = a_meeting(cast, MeetingPhase.DECISIONS), cast.members["henk"]
    own = deciding.decide(actor=seat(cast, "henk"), meeting=row.pk, owner=henk.pk, **decided())
    asked = deciding.decide(actor=seat(cast, "bram"), meeting=row.pk, owner=henk.pk, **decided())
    assert own.accepted_at is not None
    assert asked.accepted_at is None
    assert told_of("owner") == {"Henk"}
    with pytest.raises(PermissionDenied):
        deciding.accept_decision(actor=seat(cast, "bram"), decision=asked.pk)
    assert deciding.accept_decision(actor=seat(cast, "henk"), decision=asked.pk).accepted_at is not None


def test_a_no_leaves_no_name(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.CLOSED)
    asked = meetings.make_decision(row, cast.bram, cast.members["henk"])
    done = deciding.decline_decision(actor=seat(cast, "henk"), decision=asked.pk)
    assert done.owner is None
    line = LedgerEntry.objects.filter(chain=cast.network.pk).latest("seq")
    assert (line.verb, line.actor_id, line.actor_label) == ("networks.decision_without_owner", None, "")
    assert told_of("open") == {"Bram"}


def test_nobody_owns_what_they_may_not_read(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    fatima = cast.members["fatima"].pk
    with pytest.raises(DomainError) as refusal:
        deciding.decide(
            actor=seat(cast, "bram"), meeting=row.pk, owner=fatima, **decided(visibility="family")
        )
    assert refusal.value.field == "owner"


def test_a_decision_of_family_time_stays_there_until_one_of_them_brings_it_to_the_plan(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    made = deciding.decide(actor=seat(cast, "henk"), meeting=row.pk, **decided(visibility="everyone"))
    assert made.visibility == "family"
    row.phase = MeetingPhase.DECISIONS
    row.store("phase")
    assert reading.decisions(seat(cast, "fatima"), row) == []
    deciding.revise_decision(actor=seat(cast, "henk"), decision=made.pk, visibility="everyone")
    assert reading.decisions(seat(cast, "fatima"), row) == [made]


def test_two_people_who_change_a_decision_lose_nothing(cast: Cast) -> None:
    made = meetings.make_decision(a_meeting(cast, MeetingPhase.DECISIONS), cast.bram)
    deciding.revise_decision(actor=seat(cast, "bram"), decision=made.pk, version=1, words="Joris drives")
    with pytest.raises(Conflict):
        deciding.revise_decision(actor=seat(cast, "joris"), decision=made.pk, version=1, words="I drive")


def test_a_yes_to_a_decision_ends_when_its_words_change(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    decision = _to_do(cast, row, "henk")
    assert decision.accepted_at is not None
    said = decided(words="I do all nights", owner=cast.members["henk"].pk) | {
        "becomes": Becomes.TASK, "activity": decision.activity_id,
    }  # fmt: skip
    deciding.revise_decision(actor=seat(cast, "joris"), decision=decision.pk, **said)
    decision.refresh_from_db()
    assert (decision.accepted_at, decision.owner) == (None, cast.members["henk"])
    with pytest.raises(Conflict):
        deciding.accept_decision(actor=seat(cast, "henk"), decision=decision.pk, version=decision.version - 1)
    closing.close_meeting(actor=seat(cast, "marja"), meeting=row.pk, came=[])
    assert not Task.objects.filter(title__startswith="I do all nights").exists()


def test_what_is_decided_about_a_point_for_family_becomes_nothing_that_everybody_sees(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    point = meetings.make_point(row, cast.henk, words="How tired we are", visibility=Visibility.FAMILY)
    with pytest.raises(DomainError, match="Not everybody"):
        _to_do(cast, row, "henk", point=point.pk)


def _to_do(cast: Cast, row: Meeting, owner: str, **more: Any) -> Decision:
    kind = daily.activity("ride")
    said = decided(becomes=Becomes.TASK, activity=kind.pk, owner=cast.members[owner].pk) | more
    return deciding.decide(actor=seat(cast, owner), meeting=row.pk, **said)


def test_closing_makes_what_was_taken_on_a_promise_for_the_week_of_its_day(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    made = _to_do(cast, row, "henk")
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[cast.members["henk"].pk])
    made.refresh_from_db()
    task = Task.objects.get(pk=made.task_id)
    date_of = task.occurrences.get()
    assert task.title == "Henk drives"
    assert date_of.starts_at.date() - timedelta(days=1) <= made.due_on <= date_of.ends_at.date()
    assert Promise.objects.get(occurrence=date_of).member_id == cast.members["henk"].pk


def test_after_four_weeks_whoever_sees_to_something_is_asked_how_far_it_is(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    made = meetings.make_decision(row, cast.bram, cast.members["henk"], accepted_at=timezone.now())
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    asked = "How far is it, what you see to since a meeting?"
    today = address("today")
    assert asked not in words_of(browser(cast.henk).get(today))
    Meeting.objects.filter(pk=row.pk).update(check_on=timezone.localdate() - timedelta(days=1))
    assert asked in words_of(browser(cast.henk).get(today))
    assert asked not in words_of(browser(cast.marja).get(today))
    Decision.objects.filter(pk=made.pk).update(how_far=HowFar.DONE, how_far_at=timezone.now())
    assert asked not in words_of(browser(cast.henk).get(today))


def test_a_task_tells_what_was_decided_and_what_if_it_goes_otherwise(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    made = _to_do(cast, row, "henk", otherwise="Then Marja calls the bus")
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    made.refresh_from_db()
    page = words_of(browser(cast.henk).get(address("task", made.task_id)))
    assert "Decided at a meeting" in page
    assert "Then Marja calls the bus" in page
    Decision.objects.filter(pk=made.pk).update(visibility=Visibility.CLOSE)
    other = words_of(browser(cast.fatima).get(address("task", made.task_id)))
    assert "Then Marja calls the bus" not in other


def test_what_is_for_a_need_becomes_a_task_of_that_need(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    point = meetings.make_point(row, cast.bram, source=PointSource.NEED, need=cast.family_need)
    made = _to_do(cast, row, "henk", point=point.pk)
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    made.refresh_from_db()
    assert made.task is not None
    assert made.task.need_id == cast.family_need.pk
    assert not Task.objects.visible_to(seat(cast, "fatima")).filter(pk=made.task_id).exists()


def test_what_stays_in_the_family_becomes_nothing_that_others_see(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    made = _to_do(cast, row, "henk")
    row.phase = MeetingPhase.DECISIONS
    row.store("phase")
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    made.refresh_from_db()
    assert made.task is None


# Afterwards


def test_what_the_family_decided_does_not_show_in_whether_all_was_looked_at(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    made = _to_do(cast, row, "henk")
    row.phase = MeetingPhase.DECISIONS
    row.store("phase")
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    before = Meeting.objects.get(pk=row.pk)
    closing.say_how_far(actor=seat(cast, "henk"), decision=made.pk, how_far=HowFar.DONE)
    after = Meeting.objects.get(pk=row.pk)
    assert (after.checked_at, after.version) == (None, before.version)


def test_absent_people_get_the_decisions_that_they_may_read(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    meetings.make_decision(row, cast.bram, words="Singing on Tuesday")
    meetings.make_decision(row, cast.henk, words="No more nights", visibility="family")
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[cast.members["henk"].pk])
    assert "Henk" not in told_of("decided")
    assert {"Fatima", "Joris"} <= told_of("decided")
    letters = {}
    for delivery in Delivery.objects.filter(
        payload__what="decided", channel=Channel.MAIL, user__isnull=False
    ):
        letter = compose(delivery, timezone.now())
        assert letter is not None
        letters[delivery.user.name] = letter.text()
    assert "Singing on Tuesday" in letters["Fatima El Amrani"]
    assert not any("No more nights" in text for text in letters.values())


def test_after_four_weeks_the_house_asks_how_far_we_are_once_and_not_when_all_was_said(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    made = meetings.make_decision(row, cast.bram, cast.members["henk"])
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    row.refresh_from_db()
    assert row.check_on == cast.network.today(timezone.now()) + timedelta(weeks=4)
    (plan,) = Delivery.objects.filter(channel=Channel.PLAN, payload__what="check", subject_id=row.pk)
    happen(plan, plan.not_before)
    assert {"Henk", "Fatima"} <= told_of("check")
    closing.say_how_far(
        actor=seat(cast, "henk"), decision=made.pk, how_far=HowFar.CHANGED, words="Joris drives now"
    )
    row.refresh_from_db()
    assert row.checked_at is not None
    late = Delivery.objects.filter(payload__what="check", channel=Channel.MAIL, user=cast.joris).get()
    assert compose(late, plan.not_before) is None


def test_what_is_late_is_asked_of_its_owner_and_a_week_later_told_to_who_keeps_the_overview(
    cast: Cast,
) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    meetings.make_decision(row, cast.bram, cast.members["henk"], accepted_at=timezone.now())
    closing.close_meeting(actor=seat(cast, "bram"), meeting=row.pk, came=[])
    (plan,) = Delivery.objects.filter(channel=Channel.PLAN, payload__what="late")
    happen(plan, plan.not_before)
    assert told_of("late") == {"Henk"}
    (later,) = Delivery.objects.filter(channel=Channel.PLAN, payload__what="later")
    assert later.not_before - plan.not_before == timedelta(days=7)
    happen(later, later.not_before)
    assert told_of("later")


def test_only_the_owner_and_who_arranges_it_say_how_far_it_is(cast: Cast) -> None:
    made = meetings.make_decision(a_meeting(cast, MeetingPhase.CLOSED), cast.bram, cast.members["henk"])
    with pytest.raises(PermissionDenied):
        closing.say_how_far(actor=seat(cast, "joris"), decision=made.pk, how_far=HowFar.DONE)
    assert closing.say_how_far(actor=seat(cast, "marja"), decision=made.pk, how_far=HowFar.DONE)


def test_a_review_is_left_out_with_a_reason_and_comes_later(cast: Cast) -> None:
    due = cast.network.today(timezone.now()) + timedelta(days=3)
    cast.network.review_on = due
    cast.network.store("review_on")
    bram, said = seat(cast, "bram"), {"reason": "Bram is in hospital"}
    with pytest.raises(DomainError):
        closing.skip_review(actor=bram, next_on=due, **said)
    closing.skip_review(actor=bram, next_on=due + timedelta(days=30), **said)
    assert Network.objects.get(pk=cast.network.pk).review_on == due + timedelta(days=30)
    assert reading.skipped(bram).get().due_on == due
