"""Meetings among the dates of a network: on its page, in a calendar program, and when they are looked at."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from networks import feeding
from networks.actions.meeting_close import close_meeting
from networks.choices import Channel, Visibility
from networks.choices.meeting import Coming, MeetingPhase
from networks.models import Delivery, Meeting, Member, Network
from networks.moments import happen
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.meetings import answered, make_decision, make_meeting, told_of
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SOON = (timezone.now().astimezone(AMSTERDAM) + timedelta(days=7)).date()
DAY = datetime.combine(SOON, time(10), AMSTERDAM)
TITLE = "After the summer"
WHERE = "At the kitchen table"
FORMER, INVITED, ELSEWHERE = "the-feed-of-a-former-member", "the-feed-of-an-invited-one", "of-another-network"


def meeting(cast: Cast, *invited: str, **fields: Any) -> Meeting:
    people = [cast.members[name] for name in invited]
    return make_meeting(cast.network, cast.marja, *people, **{"starts_at": DAY} | fields)


def page(cast: Cast, name: str, **asked: str) -> str:
    path = address("calendar", cast.network.pk)
    return words_of(browser(getattr(cast, name)).get(path, {"day": SOON.isoformat()} | asked))


def fed(cast: Cast, name: str, *, masked: bool = False) -> list[Any]:
    seat = make.seat(getattr(cast, name), cast.network)
    return list(Calendar.from_ical(feeding.network_dates(seat, masked=masked)).walk("VEVENT"))


@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_a_meeting_stands_in_the_calendar_and_leads_to_its_page(cast: Cast, view: str) -> None:
    row = meeting(cast)
    text = page(cast, "henk", view=view)
    assert TITLE in text
    assert "10:00–11:30" in text
    assert address("meeting", row.pk) in text
    assert WHERE not in text


def test_only_who_may_know_of_a_meeting_sees_it(cast: Cast) -> None:
    meeting(cast, "henk")
    seen = {
        name for name in ("bram", "marja", "henk", "joris", "fatima", "anouk") if TITLE in page(cast, name)
    }
    told = {name for name in ("bram", "marja", "henk", "joris", "fatima", "anouk") if fed(cast, name)}
    assert seen == told == {"bram", "marja", "henk"}, "invited, called it, or speaks for the client"


def test_a_professional_sees_a_meeting_of_everybody_and_nothing_of_family_time(cast: Cast) -> None:
    row = meeting(cast)
    before = page(cast, "fatima"), feeding.network_dates(make.seat(cast.fatima, cast.network), masked=False)
    assert TITLE in before[0]
    Meeting.objects.filter(pk=row.pk).update(phase=MeetingPhase.FAMILY)
    after = feeding.network_dates(make.seat(cast.fatima, cast.network), masked=False)
    assert "amily time" not in page(cast, "fatima")
    assert after == before[1]


def test_my_agenda_holds_the_meetings_i_come_to_until_i_leave(cast: Cast) -> None:
    row = meeting(cast, "henk", "joris")
    agenda, there = address("agenda"), {"day": SOON.isoformat()}
    assert TITLE not in words_of(browser(cast.henk).get(agenda, there))
    answered(row, cast.members["henk"])
    answered(row, cast.members["joris"], Coming.NO)
    text = words_of(browser(cast.henk).get(agenda, there))
    assert TITLE in text
    assert address("meeting", row.pk) in text
    assert WHERE not in text
    for name in ("joris", "fatima", "eve"):
        assert TITLE not in words_of(browser(getattr(cast, name)).get(agenda, there)), name
    Network.objects.filter(pk=cast.network.pk).update(mourning_since=timezone.now())
    assert TITLE not in words_of(browser(cast.henk).get(agenda, there))
    Network.objects.filter(pk=cast.network.pk).update(mourning_since=None)
    Member.objects.filter(pk=cast.members["henk"].pk).update(until=timezone.now())
    assert TITLE not in words_of(browser(cast.henk).get(agenda, there))


def test_outsiders_find_no_meeting_by_page_or_by_address(cast: Cast) -> None:
    meeting(cast)
    closed_to_outsiders(cast, address("calendar", cast.network.pk))
    daily.make_feed(cast.igor, cast.network, FORMER, masked=False)
    daily.make_feed(cast.noor, cast.network, INVITED, masked=False)
    assert Client().get(address("feed_text", FORMER)).status_code == 404
    assert Client().get(address("feed_text", INVITED)).status_code == 404
    daily.make_feed(cast.eve, cast.other, ELSEWHERE, masked=False)
    assert b"VEVENT" not in Client().get(address("feed_text", ELSEWHERE)).content


def test_what_i_come_to_is_mine_and_a_meeting_is_no_kind_of_thing_to_do(cast: Cast) -> None:
    row = meeting(cast)
    task = daily.make_task(cast.network, cast.bram, starts=DAY)
    assert TITLE not in page(cast, "henk", whose="mine")
    answered(row, cast.members["henk"])
    assert TITLE in page(cast, "henk", whose="mine")
    assert TITLE not in page(cast, "henk", activity=str(task.activity_id))


def test_a_program_learns_what_and_where_only_when_its_reader_chose_so(cast: Cast) -> None:
    row = meeting(cast)
    answered(row, cast.members["henk"])
    (plain,), (masked,) = fed(cast, "henk"), fed(cast, "henk", masked=True)
    assert (plain["SUMMARY"], plain["LOCATION"], plain["STATUS"]) == (TITLE, WHERE, "CONFIRMED")
    assert (masked["SUMMARY"], "LOCATION" in masked) == ("Meeting", False)
    assert fed(cast, "joris")[0]["STATUS"] == "TENTATIVE"
    answered(row, cast.members["joris"], Coming.NO)
    assert not fed(cast, "joris")


def test_a_meeting_that_is_called_off_says_so_and_leaves_programs_after_a_month(cast: Cast) -> None:
    row = meeting(cast, phase=MeetingPhase.CALLED_OFF)
    assert "called off" in page(cast, "henk")
    assert [one["STATUS"] for one in fed(cast, "henk")] == ["CANCELLED"]
    Meeting.objects.filter(pk=row.pk).update(updated_at=timezone.now() - timedelta(days=31))
    assert not fed(cast, "henk")


def test_while_the_network_mourns_and_of_one_that_is_made_up_a_program_hears_nothing(cast: Cast) -> None:
    meeting(cast)
    Network.objects.filter(pk=cast.network.pk).update(mourning_since=timezone.now())
    assert not fed(cast, "henk")
    Network.objects.filter(pk=cast.network.pk).update(mourning_since=None, fictional=True)
    assert not fed(cast, "henk")


def test_many_meetings_cost_the_queries_of_few(cast: Cast) -> None:
    costs = []
    daily.make_task(cast.network, cast.bram, starts=DAY)
    for number in (2, 30):
        for turn in range(number):
            meeting(cast, starts_at=DAY + timedelta(hours=turn % 24))
        client, path = browser(cast.henk), address("calendar", cast.network.pk) + f"?day={SOON}"
        client.get(path)
        seat = make.seat(cast.henk, cast.network)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as read:
            feeding.network_dates(seat, masked=False)
        costs.append((len(asked), len(read)))
    assert costs[0] == costs[1], costs
    assert costs[0][1] == 3


DECIDED: dict[str, tuple[dict[str, Any] | None, bool]] = {
    "something": ({}, True),
    "nothing": (None, False),
    "what was taken back": ({"since": make.ago(1), "until": make.ago(0.5)}, False),
    "what only family reads": ({"visibility": Visibility.FAMILY}, False),
}


@pytest.mark.parametrize("what", DECIDED)
def test_after_four_weeks_nobody_is_asked_about_a_meeting_that_decided_nothing(cast: Cast, what: str) -> None:
    fields, asks = DECIDED[what]
    row = meeting(cast, phase=MeetingPhase.DECISIONS)
    if fields is not None:
        make_decision(row, cast.bram, cast.members["henk"], **fields)
    close_meeting(actor=make.seat(cast.bram, cast.network), meeting=row.pk, came=[])
    (plan,) = Delivery.objects.filter(channel=Channel.PLAN, payload__what="check", subject_id=row.pk)
    assert plan.not_before - timezone.now() > timedelta(days=27)
    happen(plan, plan.not_before)
    told = told_of("check") | told_of("check", Channel.NOTICE)
    assert told == ({"Marja", "Henk", "Joris", "Fatima", "Anouk", "Choir"} if asks else set())
