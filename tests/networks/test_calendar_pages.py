"""The calendar by week, month and list, the agenda, and a promised date as a file."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from networks.choices import OccurrenceStatus, PromiseStatus, TaskStatus, TaskWhen, Visibility
from networks.models import Network, Occurrence, Task
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = datetime(2027, 3, 10, 10, tzinfo=AMSTERDAM)
"""A Wednesday in week 10."""


def page(user: Any, network: Network, **asked: str) -> str:
    """What the calendar of a network says to somebody."""
    answer = browser(user).get(address("calendar", network.pk), {"day": "2027-03-10"} | asked)
    assert answer.status_code == 200
    return words_of(answer)


def task(cast: Cast, **fields: Any) -> Task:
    """A task on the day."""
    return daily.make_task(cast.network, cast.bram, **{"starts": DAY, "title": "Ride to the choir"} | fields)


@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_all_three_views_say_the_same_and_leave_one_look(cast: Cast, view: str) -> None:
    one = task(cast, places=["driver", "companion"])
    daily.make_promise(one.occurrences.get(), cast.members["joris"])
    text = page(cast.henk, cast.network, view=view)
    for words in ("Ride to the choir", "10:00–11:00", "Joris Kok", "1 place open", "1 date is still open"):
        assert words in text
    assert traces(cast.network.pk, "networks.calendar_seen") == ["networks.calendar_seen"]


def test_open_dates_say_so_in_words_and_promised_ones_do_not(cast: Cast) -> None:
    one = task(cast)
    assert '<span class="state">open</span>' in page(cast.henk, cast.network)
    daily.make_promise(one.occurrences.get(), cast.members["henk"])
    text = page(cast.henk, cast.network)
    assert '<span class="state">' not in text
    assert "date mine" in text


def test_a_promise_whose_holder_looks_for_someone_is_open(cast: Cast) -> None:
    one = task(cast)
    daily.make_promise(one.occurrences.get(), cast.members["joris"], status=PromiseStatus.SEEKING)
    text = page(cast.henk, cast.network)
    assert '<span class="state">looking for someone</span>' in text
    assert "Joris Kok" not in text
    assert "you look for someone" in page(cast.joris, cast.network)


def test_who_stands_in_holds_no_place(cast: Cast) -> None:
    one = task(cast)
    daily.make_promise(one.occurrences.get(), cast.members["henk"], stands_in=True)
    text = page(cast.henk, cast.network)
    assert "you stand in" in text
    assert '<span class="state">open</span>' in text


def test_what_fell_away_is_said_and_is_not_open(cast: Cast) -> None:
    one = task(cast)
    Occurrence.objects.filter(task=one).update(status=OccurrenceStatus.NOT_NEEDED)
    text = page(cast.henk, cast.network)
    assert "not needed this time" in text
    assert "still open" not in text


def test_a_date_of_a_need_that_somebody_may_not_read_is_not_in_their_calendar(cast: Cast) -> None:
    family = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY, words="Between us")
    task(cast, need=family, title="A quiet talk", address="Back door, code 4711")
    assert "A quiet talk" in page(cast.henk, cast.network)
    for outside in (cast.fatima, cast.anouk, cast.choir):
        assert "A quiet talk" not in page(outside, cast.network)
    assert "Between us" not in page(cast.henk, cast.network)
    assert "4711" not in page(cast.marja, cast.network)


def test_what_waits_for_the_client_is_seen_by_its_author_and_who_speaks_for_the_client(cast: Cast) -> None:
    daily.make_task(cast.network, cast.joris, starts=DAY, title="Not yet", status=TaskStatus.SHOWN)
    for who in (cast.bram, cast.marja, cast.joris):
        assert "Not yet" in page(who, cast.network)
    assert "Not yet" not in page(cast.henk, cast.network)


def test_mine_is_what_i_promised(cast: Cast) -> None:
    one, _other = task(cast), task(cast, title="Soup")
    daily.make_promise(one.occurrences.get(), cast.members["henk"])
    text = page(cast.henk, cast.network, whose="mine")
    assert "Ride to the choir" in text
    assert "Soup" not in text
    assert "Nothing like this in these days" in page(cast.joris, cast.network, whose="mine")


def test_one_kind_of_thing_can_be_chosen_and_nonsense_is_everything(cast: Cast) -> None:
    task(cast)
    soup = task(cast, title="Soup", code="meal")
    assert "Ride to the choir" not in page(cast.henk, cast.network, activity=str(soup.activity_id))
    for wrong in ("", "soup", "0", str(cast.network.pk)):
        assert "Ride to the choir" in page(cast.henk, cast.network, activity=wrong)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01", "x", "2026-02-31"])
@pytest.mark.parametrize("view", ["week", "month", "list", "year"])
def test_a_hostile_day_or_view_gives_a_page(cast: Cast, day: str, view: str) -> None:
    daily.make_task(cast.network, cast.bram, starts=timezone.now() + timedelta(minutes=5), title="Soon")
    assert "Soon" in page(cast.henk, cast.network, day=day, view=view)


def test_an_empty_week_says_so_and_how_to_begin(cast: Cast) -> None:
    text = page(cast.henk, cast.network)
    assert "Nothing is planned in these days" in text
    assert f"/networks/{cast.network.pk}/" in text


def test_the_table_has_a_head_for_each_day_and_each_week(cast: Cast) -> None:
    task(cast)
    text = page(cast.henk, cast.network, view="month")
    assert text.count('scope="col"') == 8
    assert text.count('scope="row"') == 5
    assert "Week 10, 8 March to 14 March 2027" in page(cast.henk, cast.network, view="week")


def test_times_are_those_of_the_network_and_another_clock_is_told(cast: Cast) -> None:
    task(cast)
    assert "the times of" not in page(cast.henk, cast.network)
    cast.henk.time_zone = "America/Curacao"
    cast.henk.save()
    text = page(cast.henk, cast.network)
    assert "These are the times of Europe/Amsterdam" in text
    assert "10:00–11:00" in text


def test_a_whole_week_stands_above_its_days(cast: Cast) -> None:
    monday = datetime(2027, 3, 8, tzinfo=AMSTERDAM)
    task(cast, starts=monday, when=TaskWhen.WEEK, minutes=7 * 24 * 60, title="Clean the fish tank")
    text = page(cast.henk, cast.network)
    assert "Any time in week 10" in text
    assert text.count("Clean the fish tank") == 1


@pytest.mark.parametrize("day", ["2027-03-27", "2027-10-30"])
def test_a_night_in_which_the_clock_changes_has_its_times_on_the_wall(cast: Cast, day: str) -> None:
    starts = datetime.fromisoformat(f"{day}T22:00").replace(tzinfo=AMSTERDAM).astimezone(UTC)
    minutes = (8 if "-03-" in day else 10) * 60
    task(cast, starts=starts, minutes=minutes, title="Stay the night")
    text = page(cast.henk, cast.network, day=day)
    assert "22:00–Sun 07:00" in text
    assert "until 07:00" in text


def _many(network: Network, author: Any, number: int) -> None:
    for turn in range(number):
        one = daily.make_task(network, author, starts=DAY + timedelta(hours=turn % 48))
        member = make.make_member(network)
        daily.make_promise(one.occurrences.get(), member)


@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_three_hundred_dates_cost_what_five_cost(cast: Cast, view: str) -> None:
    costs = []
    for number in (5, 295):
        _many(cast.network, cast.bram, number)
        client = browser(cast.henk)
        path = address("calendar", cast.network.pk) + f"?view={view}&day=2027-03-10"
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1], costs
    assert costs[0] <= 12


def test_outsiders_find_nothing(cast: Cast) -> None:
    date = task(cast).occurrences.get()
    closed_to_outsiders(cast, address("calendar", cast.network.pk), address("promise_ics", date.pk))


def test_the_agenda_is_what_i_promised_in_all_my_networks_and_no_look(cast: Cast) -> None:
    starts = daily.hence(3)
    mine = daily.make_task(cast.network, cast.bram, starts=starts, title="Ride to the choir")
    daily.make_promise(mine.occurrences.get(), cast.members["henk"])
    daily.make_task(cast.network, cast.bram, starts=starts, title="Of somebody else")
    there = make.make_member(cast.other, cast.henk)
    elsewhere = daily.make_task(cast.other, cast.eve, starts=starts, title="Swim with Wim")
    daily.make_promise(elsewhere.occurrences.get(), there)
    text = words_of(browser(cast.henk).get(address("agenda")))
    assert "Ride to the choir" in text
    assert "Swim with Wim" in text
    assert "Of somebody else" not in text
    assert not [verb for verb in traces(cast.network.pk) if verb.endswith("_seen")]


def test_the_agenda_of_a_network_that_somebody_left_is_empty_at_once(cast: Cast) -> None:
    mine = daily.make_task(cast.network, cast.bram, title="Ride to the choir")
    daily.make_promise(mine.occurrences.get(), cast.members["igor"])
    text = words_of(browser(cast.igor).get(address("agenda")))
    assert "You promised nothing in these days" in text


def test_a_promised_date_is_a_file_that_says_only_that_there_is_something(cast: Cast) -> None:
    one = task(cast, address="Back door, code 4711", where="At the church")
    date = one.occurrences.get()
    daily.make_promise(date, cast.members["henk"])
    answer = browser(cast.henk).get(address("promise_ics", date.pk))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="carenet.ics"'
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Appointment", "CONFIRMED")
    assert event["DTSTART"].dt == DAY
    told = browser(cast.henk).get(address("promise_ics", date.pk), {"details": "yes"}).content.decode()
    assert "SUMMARY:Ride to the choir" in told
    assert "LOCATION:At the church" in told
    assert "4711" not in told
    assert browser(cast.joris).get(address("promise_ics", date.pk)).status_code == 404
