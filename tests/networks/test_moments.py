"""Who is told what, and when on the clock of the one who reads it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from networks import moments
from networks.choices import (
    Answer,
    Channel,
    MessageKind,
    PromiseStatus,
    RoleKind,
    SwapStatus,
    TalentKind,
    Visibility,
)
from networks.models import DateSwap, Delivery, Reachability, Thanks
from networks.moments.clock import next_at, on_day, sunday_after
from networks.moments.table import MOMENTS
from tests import daily
from tests import factories as make
from tests.cast import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CURACAO = ZoneInfo("America/Curacao")
NOON = datetime(2027, 3, 1, 11, tzinfo=UTC)
"""A Monday, noon in Amsterdam."""
TUESDAY_A_WEEK_LATER = datetime(2027, 3, 9, 13, tzinfo=UTC)


def rows(kind: MessageKind, channel: Channel = Channel.MAIL, **more: Any) -> list[Delivery]:
    return list(Delivery.objects.filter(kind=kind, channel=channel, **more).order_by("not_before", "key"))


def who(kind: MessageKind, channel: Channel = Channel.MAIL, **more: Any) -> set[str]:
    found = rows(kind, channel, **more)
    return {(row.user or row.member).name.split()[0].lower() for row in found if row.user or row.member}


def local(row: Delivery, zone: ZoneInfo = AMSTERDAM) -> str:
    return row.not_before.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def test_every_kind_of_message_has_its_moment_and_its_writer() -> None:
    assert set(MOMENTS) == set(MessageKind)
    assert set(moments.composing.WRITERS) == set(MessageKind)


@pytest.mark.parametrize(
    ("day", "wall", "expected"),
    [
        (date(2027, 3, 28), time(2, 30), "2027-03-28 01:30"),  # the hour that is skipped: an hour later
        (date(2027, 10, 31), time(2, 30), "2027-10-31 00:30"),  # the hour that comes twice: the first
        (date(2027, 3, 28), time(18), "2027-03-28 16:00"),
        (date(2027, 10, 31), time(18), "2027-10-31 17:00"),
    ],
)
def test_the_wall_clock_holds_on_both_nights_on_which_it_changes(
    day: date, wall: time, expected: str
) -> None:
    assert on_day(day, wall, AMSTERDAM).strftime("%Y-%m-%d %H:%M") == expected


def test_the_next_time_of_the_clock_is_today_until_it_has_passed() -> None:
    assert next_at(NOON, time(18), AMSTERDAM).isoformat() == "2027-03-01T17:00:00+00:00"
    assert next_at(NOON.replace(hour=20), time(18), AMSTERDAM).isoformat() == "2027-03-02T17:00:00+00:00"
    assert sunday_after(NOON, time(8), AMSTERDAM).isoformat() == "2027-03-07T07:00:00+00:00"


def test_who_is_asked_by_name_hears_it_at_once(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    ask = daily.make_ask(task, cast.members["henk"], asked_at=NOON)
    moments.on_ask(ask, ask.asked.all(), NOON)
    assert who(MessageKind.ASKED) == {"henk"}
    row = rows(MessageKind.ASKED)[0]
    assert (row.not_before, row.urgent, row.expires_at) == (NOON, False, TUESDAY_A_WEEK_LATER)
    assert who(MessageKind.ASKED, Channel.NOTICE) == {"henk"}


def test_an_open_ask_waits_for_the_evening_where_each_reader_is(cast: Cast) -> None:
    cast.joris.time_zone = "America/Curacao"
    cast.joris.store("time_zone")
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    for turn in range(2):
        task = task if not turn else daily.make_task(cast.network, starts=TUESDAY_A_WEEK_LATER)
        ask = daily.make_ask(task, cast.members["henk"], cast.members["joris"], asked_at=NOON)
        ask.asked.update(by_name=False)
        moments.on_ask(ask, ask.asked.all(), NOON)
    found = {row.user: row for row in rows(MessageKind.OPEN_ASKS)}
    assert len(rows(MessageKind.OPEN_ASKS)) == 2, "one bundle for each reader"
    assert local(found[cast.henk]) == "2027-03-01 18:00"
    assert local(found[cast.joris], CURACAO) == "2027-03-01 18:00"


def test_an_open_ask_for_the_same_day_does_not_wait(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=NOON + timedelta(hours=23))
    ask = daily.make_ask(task, cast.members["henk"], asked_at=NOON)
    ask.asked.update(by_name=False)
    moments.on_ask(ask, ask.asked.all(), NOON)
    row = rows(MessageKind.OPEN_ASKS)[0]
    assert (row.not_before, row.urgent) == (NOON, True)


def test_what_the_client_wants_to_see_first_is_told_to_who_speaks_for_the_client_only(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.fatima)
    ask = daily.make_ask(task, cast.members["henk"], author=cast.fatima, status="shown", asked_at=None)
    moments.on_ask(ask, ask.asked.all(), NOON)
    assert who(MessageKind.ASKED) == set()
    assert who(MessageKind.HOUSE) == {"bram", "marja"}


def test_a_promise_is_told_to_who_asked_and_reminded_the_evening_before(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.joris, starts=TUESDAY_A_WEEK_LATER, code="ride")
    daily.make_ask(task, cast.members["henk"], author=cast.joris, asked_at=NOON)
    promise = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    moments.on_promise(promise, NOON)
    assert who(MessageKind.PROMISES) == {"joris"}
    assert (
        who(MessageKind.DAY_BEFORE) == who(MessageKind.SAME_DAY) == who(MessageKind.NOT_REPORTED) == {"henk"}
    )
    assert local(rows(MessageKind.DAY_BEFORE)[0]) == "2027-03-08 18:00"
    assert local(rows(MessageKind.SAME_DAY)[0]) == "2027-03-09 08:00"
    assert local(rows(MessageKind.NOT_REPORTED)[0]) == "2027-03-10 10:00"


def test_nobody_asked_then_who_keeps_the_overview_hears_of_the_promise(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.joris, starts=TUESDAY_A_WEEK_LATER)
    promise = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    moments.on_promise(promise, NOON)
    assert who(MessageKind.PROMISES) == {"marja"}
    assert who(MessageKind.SAME_DAY) == set(), "company needs no reminder in the morning"


def test_who_may_not_know_of_a_task_is_not_told_even_when_keeping_the_overview(cast: Cast) -> None:
    make.make_role(cast.members["fatima"], RoleKind.ORGANIZER)
    family = make.make_need(cast.network, cast.henk, visibility=Visibility.FAMILY)
    task = daily.make_task(cast.network, cast.henk, need=family, starts=TUESDAY_A_WEEK_LATER)
    promise = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    moments.on_promise(promise, NOON)
    assert who(MessageKind.PROMISES) == {"marja"}


def test_two_promises_on_one_day_are_one_reminder(cast: Cast) -> None:
    for hour in (9, 15):
        task = daily.make_task(cast.network, cast.joris, starts=TUESDAY_A_WEEK_LATER.replace(hour=hour))
        moments.on_promise(daily.make_promise(task.occurrences.get(), cast.members["henk"]), NOON)
    assert len(rows(MessageKind.DAY_BEFORE)) == 1


def test_who_was_promised_for_by_telephone_hears_it_and_the_noter_does_not(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    promise = daily.make_promise(task.occurrences.get(), cast.members["noor"], said_by=cast.marja)
    moments.on_promise(promise, NOON)
    assert who(MessageKind.PROMISES) == {"noor"}
    assert rows(MessageKind.PROMISES)[0].member == cast.members["noor"]


def test_who_said_maybe_hears_that_it_is_solved_and_who_said_no_is_left_in_peace(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    ask = daily.make_ask(task, cast.members["henk"], cast.members["joris"], cast.members["fatima"])
    for name, answer in (("joris", Answer.MAYBE), ("fatima", Answer.NO)):
        ask.asked.filter(member=cast.members[name]).update(answer=answer, answered_at=NOON)
    moments.on_promise(daily.make_promise(task.occurrences.get(), cast.members["henk"]), NOON)
    assert who(MessageKind.PROMISES, payload__what="solved") == {"joris"}


def test_a_pledge_is_told_once_whatever_the_number_of_its_dates(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    second = daily.make_date(task, TUESDAY_A_WEEK_LATER + timedelta(days=7))
    pledge = task.pledges.create(network=cast.network, member=cast.members["henk"], first=date(2027, 3, 1))
    for occurrence in (task.occurrences.order_by("slot").first(), second):
        promise = daily.make_promise(occurrence, cast.members["henk"], pledge=pledge)
        moments.on_promise(promise, NOON)
    assert len(rows(MessageKind.PROMISES)) == 1
    assert len(rows(MessageKind.DAY_BEFORE)) == 2


def plans_of(occurrence: Any) -> dict[str, Delivery]:
    found = Delivery.objects.filter(channel=Channel.PLAN, subject_id=occurrence.pk)
    return {row.payload["hours"]: row for row in found}


def test_a_date_that_has_nobody_is_looked_at_three_two_and_one_day_before(cast: Cast) -> None:
    occurrence = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER).occurrences.get()
    moments.on_occurrence(occurrence, NOON)
    looks = plans_of(occurrence)
    assert {hours: local(row)[:10] for hours, row in looks.items()} == {
        "72": "2027-03-06",
        "48": "2027-03-07",
        "24": "2027-03-08",
    }
    moments.happen(looks["72"], looks["72"].not_before)
    assert {local(row) for row in rows(MessageKind.OPEN_SOON)} == {"2027-03-06 18:00"}
    moments.happen(looks["48"], looks["48"].not_before)
    moments.happen(looks["24"], looks["24"].not_before)
    told = rows(MessageKind.OPEN_SOON, subject_kind="occurrence")
    assert sorted((row.user.get_short_name(), local(row)) for row in told) == [
        ("Joris", "2027-03-08 09:00"),
        ("Marja", "2027-03-07 09:00"),
        ("Marja", "2027-03-08 09:00"),
    ]


def test_a_date_that_was_promised_or_moved_meanwhile_is_left_alone(cast: Cast) -> None:
    occurrence = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER).occurrences.get()
    moments.on_occurrence(occurrence, NOON)
    look = plans_of(occurrence)["48"]
    daily.make_promise(occurrence, cast.members["henk"])
    moments.happen(look, look.not_before)
    moved = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER).occurrences.get()
    moments.on_occurrence(moved, NOON)
    look = plans_of(moved)["48"]
    moved.starts_at += timedelta(hours=2)
    moved.ends_at += timedelta(hours=2)
    moved.save()
    moments.happen(look, look.not_before)
    assert rows(MessageKind.OPEN_SOON) == []


def test_fitting_people_may_know_take_part_did_not_refuse_and_were_asked_longest_ago(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE, for_client=True)
    task = daily.make_task(cast.network, cast.marja, need=need, code="ride")
    assert _fitting(task) == ["Henk", "Marja"]
    daily.make_ask(daily.make_task(cast.network), cast.members["henk"])
    assert _fitting(task) == ["Marja", "Henk"]
    daily.make_talent(cast.members["marja"], "ride", kind=TalentKind.NEVER)
    assert _fitting(task) == ["Henk"]
    cast.members["henk"].paused_until = make.ago(-9)
    cast.members["henk"].store("paused_until")
    assert _fitting(task) == []


def _fitting(task: Any) -> list[str]:
    at = datetime.now(UTC)
    return [one.name.split()[0] for one in moments.people.fitting(task.occurrences.get(), at)]


def _seeking(cast: Cast, starts: datetime) -> Any:
    task = daily.make_task(cast.network, cast.joris, starts=starts, places=["", ""])
    return daily.make_promise(
        task.occurrences.get(), cast.members["henk"], status=PromiseStatus.SEEKING, moved_at=NOON
    )


def test_with_time_left_the_circle_is_asked_in_the_evening(cast: Cast) -> None:
    promise = _seeking(cast, NOON + timedelta(hours=60))
    moments.on_cannot(promise, NOON)
    assert who(MessageKind.COVER) == {"marja"}
    assert {local(row) for row in rows(MessageKind.OPEN_SOON)} == {"2027-03-01 18:00"}
    assert "henk" not in who(MessageKind.OPEN_SOON)


def test_on_short_notice_the_stand_in_has_an_hour_and_then_everybody_is_asked(cast: Cast) -> None:
    promise = _seeking(cast, NOON + timedelta(hours=30))
    daily.make_promise(promise.occurrence, cast.members["joris"], stands_in=True)
    moments.on_cannot(promise, NOON)
    assert who(MessageKind.COVER, payload__what="stand_in") == {"joris"}
    assert who(MessageKind.COVER, payload__what="circle") == set()
    look = rows(MessageKind.COVER, Channel.PLAN)[0]
    assert look.not_before == NOON + timedelta(hours=1)
    moments.happen(look, look.not_before)
    assert {"fatima", "anouk"} <= who(MessageKind.COVER, payload__what="circle")


def test_without_a_stand_in_or_with_hardly_any_time_everybody_is_asked_at_once(cast: Cast) -> None:
    for hours in (30, 2):
        promise = _seeking(cast, NOON + timedelta(hours=hours))
        if hours == 2:
            daily.make_promise(promise.occurrence, cast.members["joris"], stands_in=True)
        moments.on_cannot(promise, NOON)
        assert "fatima" in who(MessageKind.COVER, payload__what="circle", subject_id=promise.pk)
    assert rows(MessageKind.COVER, Channel.PLAN) == []


def test_once_taken_over_who_could_not_come_and_who_asked_hear_it(cast: Cast) -> None:
    gone = _seeking(cast, NOON + timedelta(hours=30))
    taken = daily.make_promise(gone.occurrence, cast.members["fatima"])
    moments.on_covered(taken, NOON, instead_of=gone)
    assert who(MessageKind.COVER) == {"henk", "marja"}
    assert who(MessageKind.DAY_BEFORE) == {"fatima"}


def test_a_change_is_one_message_to_who_promised_and_none_to_who_made_it(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER, places=["", ""])
    occurrence = task.occurrences.get()
    for place, name in enumerate(("henk", "joris")):
        daily.make_promise(occurrence, cast.members[name], place=place)
    moments.on_change(occurrence, NOON, "changed", before=TUESDAY_A_WEEK_LATER, by=cast.joris)
    moments.on_change(occurrence, NOON, "changed", before=TUESDAY_A_WEEK_LATER, by=cast.joris)
    assert who(MessageKind.CHANGED) == {"henk"}
    assert len(rows(MessageKind.CHANGED)) == 1
    assert who(MessageKind.DAY_BEFORE) == {"henk", "joris"}


def test_a_series_changed_is_one_message_too(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    for week in range(1, 4):
        date_ = daily.make_date(task, TUESDAY_A_WEEK_LATER + timedelta(weeks=week))
        daily.make_promise(date_, cast.members["henk"])
    moments.on_change(task, NOON, "changed")
    assert len(rows(MessageKind.CHANGED)) == 1


def test_a_swap_of_dates_is_put_to_whose_dates_are_wanted_and_told_to_both_when_solved(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    mine = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    other = daily.make_date(task, TUESDAY_A_WEEK_LATER + timedelta(days=7))
    theirs = daily.make_promise(other, cast.members["joris"])
    swap = DateSwap.objects.create(network=cast.network, promise=mine, asked_at=NOON)
    swap.wanted.add(theirs)
    moments.on_date_swap(swap, NOON)
    assert who(MessageKind.SWAP) == {"joris"}
    swap.solved_with, swap.solved_at = theirs, NOON
    swap.save()
    moments.on_date_swap(swap, NOON)
    assert who(MessageKind.SWAP, payload__what="solved") == {"henk", "joris"}


def test_a_challenge_and_its_answer_go_to_one_person_each(cast: Cast) -> None:
    challenge = daily.make_challenge(cast.members["henk"], cast.marja)
    moments.on_challenge(challenge, NOON)
    assert who(MessageKind.CHALLENGE) == {"henk"}
    moments.on_challenge_answered(challenge, NOON)
    assert who(MessageKind.CHALLENGE) == {"henk", "marja"}


def test_a_swap_is_told_to_both_and_not_to_who_proposes_it(cast: Cast) -> None:
    takes, frees = (daily.make_task(cast.network, cast.marja) for _turn in range(2))
    swap = daily.make_swap(cast.members["henk"], takes, cast.members["fatima"], frees, author=cast.henk)
    moments.on_swap(swap, NOON)
    assert who(MessageKind.SWAP) == {"fatima"}
    swap.status = SwapStatus.AGREED
    moments.on_swap(swap, NOON)
    assert who(MessageKind.SWAP, payload__what="agreed") == {"henk", "fatima", "marja"}


def test_a_story_is_a_notice_a_question_goes_with_the_evening_mail_and_only_readers_hear(cast: Cast) -> None:
    story = daily.make_story(cast.network, cast.marja, visibility=Visibility.FAMILY)
    moments.on_story(story, NOON)
    assert who(MessageKind.STORY) == set()
    assert who(MessageKind.STORY, Channel.NOTICE) == {"bram", "henk", "joris"}
    question = daily.make_story(cast.network, cast.marja, asks=True)
    moments.on_story(question, NOON)
    assert {local(row) for row in rows(MessageKind.STORY)} == {"2027-03-01 18:00"}
    assert "marja" not in who(MessageKind.STORY)


def test_a_reply_goes_to_who_wrote_and_replied_and_thanks_to_who_did_it(cast: Cast) -> None:
    story = daily.make_story(cast.network, cast.marja, asks=True)
    daily.make_reply(story, cast.joris)
    reply = daily.make_reply(story, cast.henk)
    moments.on_reply(reply, NOON)
    assert who(MessageKind.STORY) == {"marja", "joris"}
    promise = daily.make_promise(daily.make_task(cast.network).occurrences.get(), cast.members["fatima"])
    thanks = Thanks.objects.create(network=cast.network, promise=promise, author=cast.bram)
    moments.on_thanks(thanks, NOON)
    assert who(MessageKind.STORY, payload__what="thanks") == {"fatima"}


def test_who_keeps_the_overview_hears_that_somebodys_mail_does_not_arrive(cast: Cast) -> None:
    moments.on_mail_fails(cast.henk, NOON)
    moments.on_mail_fails(cast.henk, NOON + timedelta(hours=2))
    assert who(MessageKind.HOUSE) == {"marja"}
    assert len(rows(MessageKind.HOUSE)) == 1


def test_the_letter_of_the_week_is_for_who_wants_it_on_sunday_morning(cast: Cast) -> None:
    cast.joris.time_zone = "America/Curacao"
    cast.joris.store("time_zone")
    for user in (cast.henk, cast.joris):
        Reachability.objects.create(user=user, week_letter=True)
    friday = NOON + timedelta(days=4, hours=12)
    for _turn in range(2):
        moments.look_ahead(friday + timedelta(hours=6))
    found = {row.user: row for row in rows(MessageKind.WEEK_LETTER)}
    assert set(found) == {cast.henk, cast.joris}
    assert local(found[cast.henk]) == "2027-03-07 08:00"
    assert local(found[cast.joris], CURACAO) == "2027-03-07 08:00"


def test_a_review_is_announced_to_everybody_fourteen_and_two_days_before(cast: Cast) -> None:
    cast.network.review_on = date(2027, 3, 20)
    cast.network.store("review_on")
    for days in range(20):
        moments.look_ahead(NOON + timedelta(days=days))
    assert {local(row) for row in rows(MessageKind.REVIEW_DUE)} == {"2027-03-06 09:00", "2027-03-18 09:00"}
    assert {"bram", "henk", "fatima", "marja"} <= who(MessageKind.REVIEW_DUE)


def test_whoever_left_hears_nothing(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, starts=TUESDAY_A_WEEK_LATER)
    ask = daily.make_ask(task, cast.members["igor"], asked_at=NOON)
    moments.on_ask(ask, ask.asked.all(), datetime.now(UTC))
    assert Delivery.objects.count() == 0
