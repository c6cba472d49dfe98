"""Somebody without an account helps from the link in a mail: looking never acts, nothing else is shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accountability.models import LedgerEntry
from networks.choices import Answer, AskStatus, PromiseStatus
from networks.models import Ask, Asked, HelperLink, Network, Promise, Switch
from networks.secrets import hash_secret
from tests import daily
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of
from tests.networks.ria import Scene
from tests.watch import snapshot


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


def test_the_page_says_who_asks_what_and_nothing_else_of_the_network(scene: Scene) -> None:
    other = daily.make_task(scene.cast.network, scene.cast.marja, title="Somebody else's task")
    daily.make_promise(other.occurrences.get(), scene.cast.members["henk"])
    page = scene.see()
    for words in (
        "Ria Bos, can you help Bram?",
        "Marja Visser asks",
        "Will you?",
        "Drive to the choir",
        "Ede",
    ):
        assert words in page
    for secret in (
        "4711",
        "afraid of hospitals",
        "Bram Visser",
        "Henk",
        "Joris",
        "Somebody else's task",
        "slept badly",
        str(scene.cast.network.pk),
    ):
        assert secret not in page, secret


def test_the_client_who_asks_is_called_as_they_like(scene: Scene) -> None:
    Ask.objects.update(author=scene.cast.bram, for_client=True)
    page = scene.see()
    assert "Bram asks" in page
    assert "Bram Visser" not in page


def test_who_asks_for_the_client_says_so(scene: Scene) -> None:
    Ask.objects.update(for_client=True)
    assert "Marja Visser asks, for Bram" in scene.see()


def test_the_page_is_kept_nowhere_and_tells_nobody_its_address(scene: Scene) -> None:
    answer = scene.client.get(scene.here)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    text = answer.content.decode()
    assert f'href="{scene.here}"' not in text
    assert HelperLink.objects.get().secret_hash == hash_secret(scene.secret)
    assert scene.secret not in HelperLink.objects.get().secret_hash


def test_yes_in_one_tap_promises_and_shows_the_address_and_a_calendar_file(scene: Scene) -> None:
    page = words_of(scene.do("answer", answer="yes", note="I bring cake"))
    assert (scene.promise.status, scene.promise.said_by, scene.promise.note) == (
        "promised",
        None,
        "I bring cake",
    )
    assert scene.asked.answer == Answer.YES
    assert "Back door, code 4711" in page
    assert "You promised this" in page
    file = scene.client.get(address("help_calendar", scene.secret, scene.promise.pk))
    assert file.headers["Content-Type"].startswith("text/calendar")
    text = file.content.decode()
    assert "Drive to the choir" in text
    assert "4711" not in text
    assert scene.secret not in text


def ledger(scene: Scene) -> str:
    """The page on which the client reads what happened."""
    return reverse("accountability:ledger", args=[scene.cast.network.pk])


def test_the_trace_of_a_yes_is_about_the_member_and_names_no_actor(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    line = LedgerEntry.objects.get(chain=scene.cast.network.pk, verb="networks.promise_made")
    assert (line.actor_id, line.actor_label, line.standing) == (None, "", "guest")
    assert (line.subject_kind, line.subject_id, line.subject_label) == ("member", scene.ria.pk, "Ria Bos")
    page = words_of(browser(scene.cast.bram).get(ledger(scene)))
    assert "Ria Bos promised to do something." in page


@pytest.mark.parametrize("answer", ["maybe", "no", "not_this_kind", "not_until"])
def test_another_answer_is_noted_and_the_trace_names_nobody(scene: Scene, answer: str) -> None:
    later = (timezone.now() + timedelta(days=9)).date().isoformat()
    page = words_of(scene.do("answer", answer=answer, not_until=later if answer == "not_until" else ""))
    assert scene.asked.answer == answer
    assert "You said:" in page
    assert not Promise.objects.filter(member=scene.ria).exists()
    line = LedgerEntry.objects.filter(chain=scene.cast.network.pk).get()
    assert (line.verb, line.actor_id, line.subject_kind) == ("networks.ask_answered", None, "ask")
    assert str(scene.ria.pk) not in str(vars(line))
    for who in (scene.cast.bram, scene.cast.marja):
        assert "Ria" not in words_of(browser(who).get(ledger(scene)))
    scene.do("answer", answer="yes")
    assert scene.promise.status == PromiseStatus.PROMISED


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"answer": "sure"},
        {"answer": "not_until"},
        {"answer": "not_until", "not_until": "2020-01-01"},
        {"answer": "not_until", "not_until": "tomorrow"},
        {"answer": "yes", "note": "x" * 301},
    ],
)
def test_what_is_not_right_changes_nothing_and_says_why(scene: Scene, fields: dict[str, str]) -> None:
    before = snapshot()
    answer = scene.do("answer", **fields)
    assert answer.status_code == 422
    assert "There is a problem" in words_of(answer)
    assert snapshot() == before


def test_unknown_buttons_do_nothing(scene: Scene) -> None:
    before = snapshot()
    for what in ("", "delete", "join", "__class__"):
        assert scene.do(what).status_code == 200
    assert snapshot() == before


def test_of_several_dates_one_is_chosen(cast: Cast) -> None:
    scene = Scene(cast)
    later = daily.make_date(scene.task, daily.hence(10))
    Ask.objects.filter(pk=scene.ask.pk).update(occurrence=None)
    page = scene.do("answer", answer="yes")
    assert page.status_code == 422
    assert "Choose the date" in words_of(page)
    scene.do("answer", answer="yes", occurrence=str(later.pk))
    assert scene.promise.occurrence == later


def test_a_date_that_is_not_the_asks_cannot_be_promised(scene: Scene) -> None:
    elsewhere = daily.make_task(scene.cast.network, scene.cast.marja).occurrences.get()
    strange = daily.make_task(scene.cast.other, scene.cast.eve).occurrences.get()
    for date in (elsewhere, strange):
        scene.do("stand_in", occurrence=str(date.pk))
        scene.do("answer", answer="yes", occurrence=str(date.pk))
    assert set(Promise.objects.filter(member=scene.ria).values_list("occurrence", flat=True)) <= {
        scene.date.pk
    }


def test_who_comes_second_is_thanked_and_can_be_the_stand_in_and_learns_no_name(scene: Scene) -> None:
    page = scene.client.get(scene.here)
    daily.make_promise(scene.date, scene.cast.members["henk"])
    page = words_of(scene.do("answer", answer="yes"))
    assert "You can be the stand-in" in page
    assert "Henk" not in page
    page = words_of(scene.do("stand_in", occurrence=str(scene.date.pk)))
    assert scene.promise.stands_in
    assert "You are the stand-in" in page
    assert "4711" not in page
    page = words_of(scene.do("move", promise=str(scene.promise.pk), verb="release"))
    assert scene.promise.status == PromiseStatus.WITHDRAWN


def test_a_stand_in_takes_over_when_somebody_cannot_come(scene: Scene) -> None:
    theirs = daily.make_promise(scene.date, scene.cast.members["henk"])
    scene.do("stand_in", occurrence=str(scene.date.pk))
    mine = str(scene.promise.pk)
    assert scene.do("move", promise=mine, verb="take_over").status_code == 422
    assert "Can you take over?" not in scene.see()
    Promise.objects.filter(pk=theirs.pk).update(status=PromiseStatus.SEEKING)
    assert "Can you take over?" in scene.see()
    page = words_of(scene.do("move", promise=mine, verb="take_over"))
    assert (scene.promise.status, scene.promise.stands_in) == ("promised", False)
    assert "Back door, code 4711" in page
    theirs.refresh_from_db()
    assert theirs.status == PromiseStatus.WITHDRAWN
    assert traces(scene.cast.network.pk)[-1] == "networks.promise_taken_over"


def test_i_cannot_after_all_and_i_can_after_all(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    page = words_of(scene.do("move", promise=str(scene.promise.pk), verb="cannot", reason="Flat tyre"))
    assert (scene.promise.status, scene.promise.reason) == ("seeking", "Flat tyre")
    assert "We look for somebody else" in page
    assert "4711" not in page
    scene.do("move", promise=str(scene.promise.pk), verb="can_after_all")
    assert scene.promise.status == PromiseStatus.PROMISED
    assert traces(scene.cast.network.pk) == [
        "networks.promise_made",
        "networks.promise_given_back",
        "networks.promise_kept_after_all",
    ]


def test_shortly_before_one_is_asked_to_telephone(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(urgent="Marja, 0318 555 0100")
    scene = Scene(cast, starts=timezone.now() + timedelta(hours=2))
    scene.do("answer", answer="yes")
    assert "please telephone as well" in scene.see()
    page = words_of(scene.do("move", promise=str(scene.promise.pk), verb="cannot"))
    assert "please telephone as well. Marja, 0318 555 0100" in page


def test_afterwards_one_says_how_it_went_and_the_address_is_gone(cast: Cast) -> None:
    scene = Scene(cast, starts=timezone.now() - timedelta(hours=3))
    daily.make_promise(scene.date, scene.ria)
    page = scene.see()
    assert "How did it go?" in page
    assert "4711" not in page
    scene.do("move", promise=str(scene.promise.pk), verb="cannot")
    assert scene.promise.status == PromiseStatus.PROMISED
    scene.do("move", promise=str(scene.promise.pk), verb="done")
    assert scene.promise.status == PromiseStatus.KEPT
    scene.do("move", promise=str(scene.promise.pk), verb="correct")
    assert scene.promise.status == PromiseStatus.DID_NOT_HAPPEN


def test_a_yes_that_somebody_noted_can_be_not_right(scene: Scene) -> None:
    daily.make_promise(scene.date, scene.ria, said_by=scene.cast.marja)
    assert "Marja Visser noted that you said yes" in scene.see()
    scene.do("move", promise=str(scene.promise.pk), verb="not_right")
    assert scene.promise.status == PromiseStatus.WITHDRAWN


def test_the_promise_of_somebody_else_is_not_moved(scene: Scene) -> None:
    theirs = daily.make_promise(scene.date, scene.cast.members["henk"])
    strange = daily.make_promise(
        daily.make_task(scene.cast.other, scene.cast.eve).occurrences.get(), scene.cast.other_member
    )
    before = snapshot()
    for promise in (theirs, strange):
        for verb in ("cannot", "release", "call_off", "take_over", "done", "not_right"):
            assert scene.do("move", promise=str(promise.pk), verb=verb).status_code == 422
        assert scene.client.get(address("help_calendar", scene.secret, promise.pk)).status_code == 404
    assert snapshot() == before


def test_verbs_of_others_are_not_a_helpers(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    before = snapshot()
    for verb in ("take_over", "call_off", "restore", "swap", "release", "done", "nonsense"):
        assert scene.do("move", promise=str(scene.promise.pk), verb=verb).status_code in (403, 422), verb
    assert snapshot() == before


def test_no_more_mail_and_mail_again(scene: Scene) -> None:
    assert "You get no more mail from here." in words_of(scene.do("mail", mail="stop"))
    assert Switch.objects.get(member=scene.ria).off
    scene.do("mail", mail="stop")
    scene.do("mail", mail="again")
    assert not Switch.objects.get(member=scene.ria).off
    assert traces(scene.cast.network.pk) == ["networks.mail_stopped", "networks.mail_resumed"]


def test_an_ask_taken_back_or_promised_says_so(scene: Scene) -> None:
    Ask.objects.update(status=AskStatus.CLOSED, closed_at=timezone.now())
    assert "solved or taken back" in scene.see()
    before = snapshot()
    assert scene.do("answer", answer="no").status_code == 422
    assert snapshot() == before


def test_an_ask_not_put_to_this_member_is_not_shown(scene: Scene) -> None:
    Asked.objects.update(asked_at=None)
    page = scene.see()
    assert "Drive to the choir" not in page
    assert "Nothing at the moment." in page
    assert scene.do("answer", answer="yes").status_code == 422


def test_the_page_costs_the_same_however_much_was_promised(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    with CaptureQueriesContext(connection) as few:
        scene.see()
    for number in range(15):
        task = daily.make_task(scene.cast.network, scene.cast.marja, starts=daily.hence(4 + number))
        daily.make_promise(task.occurrences.get(), scene.ria)
    with CaptureQueriesContext(connection) as many:
        scene.see()
    assert len(many) <= len(few) <= 8


def test_of_many_dates_five_are_shown_at_once_and_the_others_can_be_chosen_too(scene: Scene) -> None:
    for week in range(1, 8):
        daily.make_date(scene.task, scene.task.starts + timedelta(weeks=week))
    Ask.objects.update(occurrence=None)
    page = scene.client.get(scene.here).content.decode()
    before, folded = page.split("And 3 more dates")
    assert (before.count('name="occurrence"'), folded.count('name="occurrence"')) == (5, 3)
    last = scene.task.occurrences.order_by("-starts_at")[0]
    scene.do("answer", answer="yes", occurrence=str(last.pk))
    assert scene.promise.occurrence == last
