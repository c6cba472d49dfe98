"""Pages of promises: one tap, the stand-in, "I can't after all", swaps, a yes for a while, and the load."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.choices import PromiseStatus, Side, TaskWhen
from networks.models import DateSwap, Member, Network, Occurrence, Pledge, Promise
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, words_of


def date_of(cast: Cast, **fields: Any) -> Occurrence:
    return daily.make_task(cast.network, cast.marja, **fields).occurrences.get()


def press(user: Any, name: str, row: Any, **fields: Any) -> str:
    """What the page says after a button."""
    return words_of(browser(user).post(address(name, row.pk), fields, follow=True))


def look(user: Any, name: str, row: Any) -> str:
    response = browser(user).get(address(name, row.pk))
    assert response.status_code == 200
    return words_of(response)


def test_one_tap_promises_and_the_next_one_is_offered_to_stand_in(cast: Cast) -> None:
    date = date_of(cast)
    assert "I’ll do it" in look(cast.henk, "occurrence", date)
    assert "Thank you! It is yours." in press(cast.henk, "promise_add", date, place="0")
    said = press(cast.joris, "promise_add", date, place="0")
    assert "Henk Visser already promised this. You can be the stand-in." in said
    assert "I’ll be the stand-in" in said
    assert "I’ll do it" not in said
    assert "You stand in" in press(cast.joris, "promise_add", date, stands_in="on")
    assert Promise.objects.filter(occurrence=date).count() == 2


def test_a_quick_request_gets_only_the_card(cast: Cast) -> None:
    date = date_of(cast)
    client = browser(cast.henk)
    response = client.post(address("promise_add", date.pk), {"place": "0"}, headers={"HX-Request": "true"})
    text = words_of(response)
    assert text.startswith("<section") or "<html" not in text
    assert "I can’t after all" in text
    assert "Thank you! It is yours." in text


def test_i_cannot_after_all_ends_in_thanks_and_offers_another_day(cast: Cast) -> None:
    date = date_of(cast, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    daily.make_date(date.task, daily.hence(10))
    row = daily.make_promise(date, cast.members["henk"])
    text = press(cast.henk, "promise_cannot", row, reason="The flu")
    for words in ("Thank you for saying so", "The place is open again", "Another day?", "I can after all"):
        assert words in text
    seen = look(cast.joris, "occurrence", date)
    assert "Henk Visser is looking for someone" in seen
    assert "The flu" not in seen
    assert "The flu" in look(cast.marja, "occurrence", date)
    assert "You took over" in press(cast.joris, "promise_take_over", row)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(60, "who arranges it hears it"), (20, "Who stands in is asked first"), (2, "please phone")],
)
def test_the_nearer_the_date_the_more_is_asked(cast: Cast, hours: float, words: str) -> None:
    Member.objects.filter(pk=cast.members["marja"].pk).update(phone="0318 555 0100")
    starts = timezone.now() + timedelta(hours=hours)
    row = daily.make_promise(date_of(cast, starts=starts), cast.members["henk"])
    text = look(cast.henk, "promise_cannot", row)
    assert words in text
    assert ("0318 555 0100" in text) == (hours == 2)


def test_a_yes_by_telephone_can_be_said_not_to_be_right(cast: Cast) -> None:
    date = date_of(cast)
    assert "Noted." in press(cast.marja, "promise_for", date, member=str(cast.members["henk"].pk))
    row = Promise.objects.get()
    assert "Marja Visser noted that you said yes" in look(cast.henk, "promise_not_right", row)
    assert row.status == Promise.objects.get().status
    assert "Nobody counts on you" in press(cast.henk, "promise_not_right", row)
    assert Promise.objects.get().status == PromiseStatus.WITHDRAWN


def test_how_it_went_is_told_once_with_a_reason_or_another_day(cast: Cast) -> None:
    row = daily.make_promise(date_of(cast, starts=daily.hence(-1)), cast.members["henk"])
    day = daily.hence(5).date().isoformat()
    assert "Choose the other day." in press(cast.henk, "promise_report", row, verb="other_day")
    said = press(cast.henk, "promise_report", row, verb="other_day", day=day, at="10:00")
    assert "Thank you for telling." in said
    row.occurrence.refresh_from_db()
    assert row.occurrence.starts_at > timezone.now()
    other = daily.make_promise(date_of(cast, starts=daily.hence(-1)), cast.members["henk"])
    press(cast.henk, "promise_report", other, verb="did_not_happen", reason="Bram was ill")
    assert "Correct: it was done" in look(cast.henk, "occurrence", other.occurrence)
    assert changes(cast.network.pk) == ["networks.promise_moved", "networks.promise_reported"]


def test_a_rule_in_the_way_is_said_with_a_way_to_a_swap(cast: Cast) -> None:
    date = date_of(cast, only_side=Side.FORMAL, rule_words="Money is for employees.")
    text = look(cast.henk, "occurrence", date)
    assert "Money is for employees." in text
    assert address("swap_propose", cast.network.pk) in text
    assert "I’ll do it" not in text


def test_several_dates_or_for_a_while_are_two_forms_on_one_page(cast: Cast) -> None:
    date = date_of(cast, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    later = daily.make_date(date.task, daily.hence(10))
    assert "Choose at least one date." in press(cast.henk, "pledge_add", date.task, form="dates")
    said = press(cast.henk, "pledge_add", date.task, form="dates", occurrences=[str(later.pk)])
    assert "1 date is yours" in said
    day = timezone.localdate().isoformat()
    assert "new ones will be too" in press(cast.joris, "pledge_add", date.task, form="while", first=day)
    pledge = Pledge.objects.get()
    assert Promise.objects.filter(pledge=pledge).count() == 1
    assert "dates to come are open again" in press(cast.joris, "pledge_end", pledge)


def test_the_first_yes_to_a_swap_wins_and_later_ones_read_solved(cast: Cast) -> None:
    date = date_of(cast, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    mine = daily.make_promise(date, cast.members["henk"])
    rows = {
        name: daily.make_promise(daily.make_date(date.task, daily.hence(10 + turn)), cast.members[name])
        for turn, name in enumerate(("joris", "anouk"))
    }
    wanted = [str(row.pk) for row in rows.values()]
    assert "this date stays yours" in press(cast.henk, "date_swap_add", mine, wanted=wanted, note="Please?")
    swap = DateSwap.objects.get()
    assert "Henk Visser asks to swap dates" in look(cast.joris, "date_swap", swap)
    assert "Swapped." in press(cast.joris, "date_swap_accept", swap, promise=str(rows["joris"].pk))
    text = press(cast.anouk, "date_swap_accept", swap, promise=str(rows["anouk"].pk))
    assert "This is solved. Thank you!" in text
    assert "Solved, thank you" in text
    held = dict(Promise.objects.values_list("occurrence_id", "member__name"))
    assert held[date.pk] == "Joris Kok"
    assert held[rows["joris"].occurrence_id] == "Henk Visser"


def test_the_load_shows_my_own_hours_and_the_spread_without_names(cast: Cast) -> None:
    now = timezone.now()
    date = date_of(cast, starts=now - timedelta(minutes=5), minutes=90)
    daily.make_promise(date, cast.members["henk"])
    text = look(cast.henk, "load", cast.network)
    assert "1.5" in text
    assert "Everybody together" not in text
    spread = look(cast.marja, "load", cast.network)
    assert "Up to 2 hours" in spread
    assert "Henk Visser" not in spread.split("Everybody together")[1]


def test_a_date_shows_the_asks_about_it_to_whom_they_concern(cast: Cast) -> None:
    date = date_of(cast)
    row = daily.make_ask(date.task, cast.members["henk"], occurrence=date, words="Would you?")
    assert address("ask", row.pk) in look(cast.henk, "occurrence", date)
    assert "1 asked." in look(cast.marja, "occurrence", date)
    assert "Would you?" not in look(cast.joris, "occurrence", date)


def _cost(user: Any, name: str, row: Any) -> int:
    client = browser(user)
    assert client.get(address(name, row.pk)).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address(name, row.pk))
    return len(asked)


@pytest.mark.parametrize(
    "name", ["occurrence", "promise", "promise_cannot", "date_swap_add", "load", "pledge_add"]
)
def test_a_page_costs_the_same_with_few_and_with_many(cast: Cast, name: str) -> None:
    date = date_of(cast, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY", places=["driver", "companion"])
    mine = daily.make_promise(date, cast.members["henk"])
    daily.make_promise(daily.make_date(date.task, daily.hence(8)), cast.members["joris"])
    about = {"load": cast.network, "pledge_add": date.task, "occurrence": date}.get(name, mine)
    few = _cost(cast.henk, name, about)
    for turn in range(8):
        member = make.make_member(cast.network)
        daily.make_promise(daily.make_date(date.task, daily.hence(20 + turn)), member)
        daily.make_promise(date, make.make_member(cast.network), stands_in=True)
    assert _cost(cast.henk, name, about) == few
    assert few <= 24


def test_outside_the_network_there_is_nothing(cast: Cast) -> None:
    row = daily.make_promise(date_of(cast), cast.members["henk"])
    names = ("promise", "promise_cannot", "promise_report", "promise_not_right", "date_swap_add")
    closed_to_outsiders(cast, *(address(name, row.pk) for name in names), address("load", cast.network.pk))


def test_nothing_changes_in_a_network_that_has_ended(cast: Cast) -> None:
    date = date_of(cast)
    Network.objects.filter(pk=cast.network.pk).update(
        status="ended", ended_at=timezone.now(), end_reason="moved"
    )
    assert browser(cast.henk).post(address("promise_add", date.pk)).status_code == 404
    browser(cast.marja).post(address("promise_add", date.pk), {"place": "0"})
    assert not Promise.objects.exists()
