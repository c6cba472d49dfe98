"""Pages of asks: who gets it is seen before it goes out, answers name nobody, the client sees it first."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import AskStatus, Reach, TalentKind
from networks.models import Ask, Asked, Network, Promise
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of


def press(user: Any, name: str, row: Any, **fields: Any) -> str:
    return words_of(browser(user).post(address(name, row.pk), fields, follow=True))


def look(user: Any, name: str, row: Any) -> str:
    response = browser(user).get(address(name, row.pk))
    assert response.status_code == 200
    return words_of(response)


def test_the_preview_names_everybody_with_why_and_only_then_it_goes_out(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, code="ride")
    daily.make_talent(cast.members["henk"], "ride", kind=TalentKind.LIKES)
    date = task.occurrences.get()
    fields = {"reach": Reach.FITTING, "occurrence": str(date.pk), "words": "Would you drive?"}
    text = press(cast.joris, "ask_add", task, step="preview", **fields)
    assert "1 person gets this" in text
    assert "Henk Visser" in text
    assert not Ask.objects.exists()
    shown = str(cast.members["henk"].pk)
    text = press(cast.joris, "ask_add", task, step="send", shown=shown, **fields)
    assert "Asked." in text
    assert Asked.objects.get().member == cast.members["henk"]
    assert "Joris Kok asks for Bram" in text


def test_who_is_asked_first_is_shown_with_who_comes_next(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, code="ride")
    daily.make_talent(cast.members["anouk"], "ride", kind=TalentKind.LIKES)
    one = {"reach": Reach.ONE_FIRST, "members": [str(cast.members["henk"].pk)], "wider_after": "6"}
    text = press(cast.joris, "ask_add", task, step="preview", **one)
    assert "Without a yes after 6 hours, also" in text
    assert "Anouk Bakker" in text
    both = one | {"members": [str(cast.members[name].pk) for name in ("henk", "anouk")]}
    assert "Choose one person to ask first." in press(cast.joris, "ask_add", task, step="preview", **both)


def test_going_back_from_the_preview_keeps_everything(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja)
    fields = {"reach": Reach.SOME, "members": [str(cast.members["henk"].pk)], "words": "Keep me"}
    text = press(cast.joris, "ask_add", task, step="change", **fields)
    assert "Keep me" in text
    assert "checked" in text


def test_a_yes_promises_and_every_other_answer_thanks(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja)
    row = daily.make_ask(task, cast.members["henk"], cast.members["joris"])
    assert "Nobody sees who said what." in press(cast.joris, "ask_answer", row, answer="no")
    assert "Say until when" not in press(cast.henk, "ask_answer", row, answer="not_until")
    assert "Thank you! It is yours." in press(cast.henk, "ask_answer", row, answer="yes")
    assert Promise.objects.get().member == cast.members["henk"]
    assert "Solved, thank you" in look(cast.joris, "ask", row)


def test_who_arranges_it_reads_numbers_and_nobody_reads_who_said_no(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja)
    row = daily.make_ask(task, *(cast.members[name] for name in ("henk", "anouk", "choir")))
    press(cast.henk, "ask_answer", row, answer="no", note="Too far for me")
    text = look(cast.marja, "ask", row)
    assert "3 asked, 1 no, 2 silent" in text
    for user in (cast.marja, cast.bram, cast.anouk):
        seen = look(user, "ask", row)
        assert "Henk Visser" not in seen
        assert "Too far for me" not in seen
    assert "1 no" not in look(cast.anouk, "ask", row)
    assert "Too far for me" in look(cast.henk, "ask", row)


def test_after_the_third_no_only_that_person_is_asked_to_stop(cast: Cast) -> None:
    for turn in range(3):
        row = daily.make_ask(daily.make_task(cast.network, cast.marja), cast.members["henk"])
        said = press(cast.henk, "ask_answer", row, answer="no")
        assert ("Shall we stop asking you" in said) == (turn == 2)
    assert "Shall we stop" not in look(cast.marja, "ask", row)


def test_the_client_sees_an_ask_first_and_lets_it_go(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    task = daily.make_task(cast.network, cast.marja)
    fields = {"reach": Reach.SOME, "members": [str(cast.members["henk"].pk)], "words": "Would you?"}
    assert "after the client has seen it" in press(cast.joris, "ask_add", task, step="preview", **fields)
    press(cast.joris, "ask_add", task, step="send", **fields)
    row = Ask.objects.get()
    for name in ("henk", "anouk"):
        assert browser(getattr(cast, name)).get(address("ask", row.pk)).status_code == 404
    text = look(cast.bram, "ask_approve", row)
    assert "It goes to 1 person" in text
    assert "Henk Visser" in text
    assert "It goes out now." in press(cast.bram, "ask_approve", row)
    row.refresh_from_db()
    assert row.status == AskStatus.OPEN
    assert "Would you?" in look(cast.henk, "ask", row)


def test_an_ask_is_taken_back_by_who_asked(cast: Cast) -> None:
    row = daily.make_ask(daily.make_task(cast.network, cast.joris), cast.members["henk"])
    assert "What was promised stays promised" in look(cast.joris, "ask_take_back", row)
    press(cast.joris, "ask_take_back", row)
    assert "Thank you for looking" in look(cast.henk, "ask", row)


def test_the_same_question_twice_is_refused_beside_the_form(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja)
    daily.make_ask(task, cast.members["henk"])
    fields = {"reach": Reach.SOME, "members": [str(cast.members["anouk"].pk)]}
    response = browser(cast.joris).post(
        address("ask_add", task.pk), {"step": "send", "occurrence": ""} | fields
    )
    if response.status_code == 302:
        assert Ask.objects.filter(occurrence__isnull=False).count() == 1
    else:
        assert "asked already" in words_of(response)


@pytest.mark.parametrize("name", ["ask", "ask_add"])
def test_a_page_costs_the_same_with_few_and_with_many(cast: Cast, name: str) -> None:
    task = daily.make_task(cast.network, cast.marja, need=cast.need)
    row = daily.make_ask(task, cast.members["henk"])
    about = row if name == "ask" else task
    client = browser(cast.henk)
    path = address(name, about.pk)

    def cost() -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    few = cost()
    for turn in range(10):
        member = make.make_member(cast.network, make.make_user())
        Asked.objects.create(network=cast.network, ask=row, member=member, asked_at=row.asked_at)
        daily.make_date(task, daily.hence(9 + turn))
    assert cost() <= few + 1
    assert few <= 24


def test_outside_the_network_there_is_nothing(cast: Cast) -> None:
    row = daily.make_ask(daily.make_task(cast.network, cast.marja), cast.members["henk"])
    names = ("ask", "ask_answer", "ask_approve", "ask_take_back")
    closed_to_outsiders(cast, *(address(name, row.pk) for name in names), address("ask_add", row.task_id))
