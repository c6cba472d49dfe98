"""The pages of suggestions: who sees them, what they say, the swap with its rule, and whom to ask again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.choices import Answer, AskStatus, RoleKind, Side, TalentKind, Visibility
from networks.models import Challenge, Member, Task
from networks.standing import Seat
from networks.wanting import QUIET, drifting, unused_talents
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

RULE = "administration is for employees"


def founding(cast: Cast) -> Task:
    """The accountant's story in rows."""
    need = make.make_need(cast.network, cast.bram, words="I want to do my own shopping on Saturday")
    starts = daily.hence(3)
    shopping = daily.make_task(
        cast.network, cast.bram, need=need, code="shopping", starts=starts, title="Shopping with Bram"
    )
    books = daily.make_task(
        cast.network, cast.marja, code="administration", starts=starts, title="House administration",
        only_side=Side.FORMAL, rule_words=RULE,
    )  # fmt: skip
    daily.make_talent(cast.members["henk"], "administration")
    daily.make_talent(cast.members["henk"], "shopping", kind=TalentKind.NEVER)
    daily.make_promise(books.occurrences.get(), cast.members["fatima"])
    return shopping


def pages(cast: Cast, task: Task) -> tuple[str, ...]:
    assert task.need is not None
    return address("suggestions", task.pk), address("need_suggestions", task.need.pk)


def test_outsiders_find_no_suggestions(cast: Cast) -> None:
    task = founding(cast)
    closed_to_outsiders(cast, *pages(cast, task), address("helpers_wanted", cast.network.pk))


def test_the_accountants_swap_stands_on_both_pages_with_its_rule_and_leads_to_the_proposal(
    cast: Cast,
) -> None:
    task = founding(cast)
    for page in pages(cast, task):
        said = words_of(browser(cast.marja).get(page))
        assert "Henk does “House administration”, so that Fatima can go shopping with Bram." in said
        assert f"There is a rule: “{RULE}”" in said
        henk, fatima = cast.members["henk"].pk, cast.members["fatima"].pk
        books = Task.objects.get(title="House administration").pk
        query = f"?taker={henk}&takes={books}&freed={fatima}&frees_for={task.pk}"
        assert address("swap_propose", cast.network.pk) + query in said


def test_suggestions_leave_a_look_and_show_no_need_that_may_not_be_read(cast: Cast) -> None:
    task = founding(cast)
    for page in pages(cast, task):
        browser(cast.joris).get(page)
    assert traces(cast.network.pk) == ["networks.suggestions_seen"] * 2
    hidden = make.make_need(cast.network, cast.bram, visibility=Visibility.PROFESSIONALS)
    secret = daily.make_task(cast.network, cast.bram, need=hidden)
    assert browser(cast.joris).get(address("need_suggestions", hidden.pk)).status_code == 404
    assert browser(cast.joris).get(address("suggestions", secret.pk)).status_code == 404


def test_a_need_that_only_some_may_read_is_told_to_nobody_else(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.anouk, visibility=Visibility.PROFESSIONALS)
    task = daily.make_task(cast.network, cast.anouk, need=need, code="care")
    for name in ("joris", "fatima"):
        daily.make_talent(cast.members[name], "care")
    said = words_of(browser(cast.fatima).get(address("suggestions", task.pk)))
    assert "Joris" not in said
    need.visibility = Visibility.EVERYONE
    need.save()
    assert "Joris" in words_of(browser(cast.fatima).get(address("suggestions", task.pk)))


def test_one_date_can_be_asked_for_and_only_of_this_task(cast: Cast) -> None:
    task = founding(cast)
    client, page = browser(cast.marja), address("suggestions", task.pk)
    date = task.occurrences.get()
    assert client.get(f"{page}?occurrence={date.pk}").status_code == 200
    other = daily.make_task(cast.network).occurrences.get()
    for wrong in (other.pk, "nonsense"):
        assert client.get(f"{page}?occurrence={wrong}").status_code == 404


def test_a_page_without_anything_says_what_to_do(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, words="Peace at last")
    said = words_of(browser(cast.bram).get(address("need_suggestions", need.pk)))
    assert "Nothing to match yet" in said
    full = daily.make_task(cast.network, cast.bram)
    daily.make_promise(full.occurrences.get(), cast.members["joris"])
    said = words_of(browser(cast.bram).get(address("suggestions", full.pk)))
    assert "Every date has somebody" in said


def test_a_need_shows_the_word_by_which_it_was_understood(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, words="Somebody to sing with")
    daily.make_talent(cast.members["henk"], "music", kind=TalentKind.LIKES, words="old songs")
    said = words_of(browser(cast.bram).get(address("need_suggestions", need.pk)))
    assert "The need speaks of “sing”." in said
    assert "Likes doing this: old songs" in said


@pytest.mark.parametrize("name", ["henk", "joris", "fatima", "anouk", "choir"])
def test_only_who_organises_sees_whom_to_ask_again(cast: Cast, name: str) -> None:
    assert browser(getattr(cast, name)).get(address("helpers_wanted", cast.network.pk)).status_code == 403


def seat(cast: Cast) -> Seat:
    return make.seat(cast.bram, cast.network)


def quiet(cast: Cast, *names: str) -> None:
    """These members joined long ago and nothing was heard of them since."""
    pks = [cast.members[name].pk for name in names]
    long_ago = timezone.now() - QUIET - timedelta(days=20)
    Member.objects.filter(pk__in=pks).update(since=long_ago, joined_at=long_ago)
    for member in Member.objects.filter(pk__in=pks):
        member.roles.update(since=long_ago)


def drifters(cast: Cast) -> list[str]:
    return [one.member.name.split(" ")[0] for one in drifting(seat(cast))]


def test_whoever_is_not_heard_of_for_long_drifts_away(cast: Cast) -> None:
    Member.objects.filter(network=cast.network).update(joined_at=timezone.now())
    quiet(cast, "joris", "choir", "anouk")
    assert drifters(cast) == ["Choir", "Joris"]
    ask = drifting(seat(cast))[1].ask
    assert ask.words == "Would you call Bram once this week, for a quarter of an hour? A no is fine."


@pytest.mark.parametrize("what", ["asked", "did", "wrote", "rests", "questioned"])
def test_whoever_did_said_or_was_asked_something_or_rests_does_not_drift(cast: Cast, what: str) -> None:
    Member.objects.filter(network=cast.network).update(joined_at=timezone.now())
    quiet(cast, "joris")
    joris = cast.members["joris"]
    assert drifters(cast) == ["Joris"]
    if what == "asked":
        daily.make_ask(daily.make_task(cast.network), joris)
    if what == "did":
        daily.make_promise(daily.make_task(cast.network).occurrences.get(), joris)
    if what == "wrote":
        make.make_note(cast.network, cast.joris)
    if what == "rests":
        Member.objects.filter(pk=joris.pk).update(paused_until=daily.hence(9))
    if what == "questioned":
        daily.make_challenge(joris, cast.marja)
    assert drifters(cast) == []


def test_the_small_ask_starts_from_a_talent_and_never_from_what_they_do_not_want(cast: Cast) -> None:
    Member.objects.filter(network=cast.network).update(joined_at=timezone.now())
    quiet(cast, "joris")
    joris = cast.members["joris"]
    for code in ("call", "visit"):
        daily.make_talent(joris, code, kind=TalentKind.NEVER, since=timezone.now() - QUIET * 2)
    assert "short walk" in drifting(seat(cast))[0].ask.words
    daily.make_talent(joris, "music", words="the piano", since=timezone.now() - QUIET * 2)
    ask = drifting(seat(cast))[0].ask
    assert ask.talent is not None
    assert "You said: “the piano”." in ask.words


def unused(cast: Cast) -> list[tuple[str, list[str]]]:
    return [
        (one.member.name.split(" ")[0], [str(ask.talent) for ask in one.asks])
        for one in unused_talents(seat(cast))
    ]


def test_a_talent_nobody_asks_for_is_shown_until_somebody_does(cast: Cast) -> None:
    joris = cast.members["joris"]
    talent = daily.make_talent(joris, "music", words="the piano")
    daily.make_talent(joris, "garden", kind=TalentKind.WOULD_LOVE, words="roses")
    daily.make_talent(joris, "care", kind=TalentKind.NEVER)
    assert unused(cast) == [("Joris", ["roses", "the piano"])]
    asked = daily.make_challenge(joris, cast.marja, talent)
    assert unused(cast) == [("Joris", ["roses"])]
    Challenge.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=100))
    assert unused(cast) == [("Joris", ["roses", "the piano"])]
    garden = daily.make_task(cast.network, code="garden")
    daily.make_promise(garden.occurrences.get(), joris)
    assert unused(cast) == [("Joris", ["the piano"])]


def test_the_small_ask_names_a_task_or_a_need_that_waits_for_it(cast: Cast) -> None:
    daily.make_talent(cast.members["joris"], "garden", words="roses")
    need = make.make_need(cast.network, cast.bram, words="I miss my garden", visibility=Visibility.EVERYONE)
    ask = unused_talents(seat(cast))[0].asks[0]
    assert (ask.need, ask.task) == (need, None)
    assert "Bram says: “I miss my garden”" in ask.words
    task = daily.make_task(cast.network, code="garden", title="Plant bulbs")
    ask = unused_talents(seat(cast))[0].asks[0]
    assert (ask.need, ask.task) == (None, task)
    said = words_of(browser(cast.bram).get(address("helpers_wanted", cast.network.pk)))
    assert "Would you do this once: “Plant bulbs”?" in said


def test_the_small_ask_can_be_put_in_one_more_step(cast: Cast) -> None:
    talent = daily.make_talent(cast.members["joris"], "garden", words="roses")
    client = browser(cast.bram)
    said = words_of(client.get(address("helpers_wanted", cast.network.pk)))
    link = address("challenge_add", cast.members["joris"].pk) + "?words="
    query = said[said.index(link) + len(link) :].split('"')[0]
    form = client.get(link + query).context["form"]
    assert form.initial["talent"] == str(talent.pk)
    assert form.initial["words"] == unused_talents(seat(cast))[0].asks[0].words


def test_a_need_that_not_everybody_may_read_is_in_no_small_ask(cast: Cast) -> None:
    daily.make_talent(cast.members["joris"], "garden", words="roses")
    make.make_need(cast.network, cast.bram, words="I miss my garden", visibility=Visibility.PROFESSIONALS)
    assert unused_talents(seat(cast))[0].asks[0].need is None


def test_nobody_is_named_as_one_who_said_no(cast: Cast) -> None:
    task = founding(cast)
    row = daily.make_ask(task, cast.members["joris"], status=AskStatus.CLOSED).asked.get()
    page = address("suggestions", task.pk)
    silent = words_of(browser(cast.bram).get(page))
    row.answer, row.answered_at = Answer.NO, timezone.now()
    row.save()
    assert "Joris" not in silent
    assert _text(silent) == _text(words_of(browser(cast.bram).get(page)))


def _text(page: str) -> str:
    return page[page.index("<main") : page.index("</main")]


def test_the_api_says_the_same(cast: Cast) -> None:
    task = founding(cast)
    client = browser(cast.marja)
    for name, pk in (("task_suggestions", task.pk), ("need_suggestions", task.need_id)):
        body = client.get(reverse(f"api:{name}", args=[pk])).json()
        idea = body["swaps"][0]
        assert idea["words"] == "Henk does “House administration”, so that Fatima can go shopping with Bram."
        assert idea["rules"][0]["words"] == RULE
        assert all(one["reasons"] and one["why"] for group in body["groups"] for one in group["people"])
    daily.make_talent(cast.members["joris"], "music")
    rows = client.get(reverse("api:unused_talents", args=[cast.network.pk])).json()["results"]
    assert {row["name"] for row in rows} == {"Henk Visser", "Joris Kok"}
    drifting_rows = client.get(reverse("api:drifting_members", args=[cast.network.pk])).json()["results"]
    assert all(row["ask"]["words"] for row in drifting_rows)


def _cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_the_pages_cost_the_same_for_few_and_for_many(cast: Cast) -> None:
    task = founding(cast)
    paths = (*pages(cast, task), address("helpers_wanted", cast.network.pk))

    def grow(number: int) -> None:
        for turn in range(number):
            member = make.make_member(cast.network)
            make.make_role(member, RoleKind.DIRECT, need=task.need)
            for code in ("shopping", "administration", "music"):
                daily.make_talent(member, code)
            other = daily.make_task(cast.network, need=task.need, code="administration")
            daily.make_promise(other.occurrences.get(), member)
            make.make_need(cast.network, words=f"Sing {turn}")

    grow(2)
    client = browser(cast.bram)
    few = [_cost(client, page) for page in paths]
    grow(10)
    assert [_cost(client, page) for page in paths] == few
    assert max(few) <= 34, few
