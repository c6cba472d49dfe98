"""How it goes, on pages and through the API: who sees which signal, in which words, at what price."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.choices import NetworkStatus, RoleKind, Side, Visibility
from networks.choices.health import SignalKind
from networks.health.reading import signals_for
from networks.models import Member, Need, Network, Reading, Signal
from tests import daily, factories
from tests.access_meso.health import make_signal
from tests.cast import Cast
from tests.networks.browsing import browser

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def kinds(cast: Cast, name: str) -> set[SignalKind]:
    """What somebody of the cast may see."""
    return {one.kind for one in signals_for(factories.seat(getattr(cast, name), cast.network))}


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"networks:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def alone(cast: Cast, visibility: Visibility, **fields: Any) -> Need:
    """A need that has been waiting, with its signal."""
    need = factories.make_need(cast.network, cast.bram, visibility=visibility, for_client=True, **fields)
    make_signal(cast.network, SignalKind.NEED_ALONE, subject=need.pk, figures={})
    return need


def test_a_signal_about_a_need_shows_to_who_may_read_that_need(cast: Cast) -> None:
    need = alone(cast, Visibility.FAMILY, words="I miss my sister")
    make_signal(cast.network, SignalKind.NO_ORGANIZER)
    assert SignalKind.NEED_ALONE in kinds(cast, "marja")
    assert SignalKind.NEED_ALONE not in kinds(cast, "anouk")
    assert SignalKind.NO_ORGANIZER in kinds(cast, "anouk")
    assert "I miss my sister" in page(browser(cast.marja), "health", cast.network.pk)
    assert "I miss my sister" not in page(browser(cast.anouk), "health", cast.network.pk)
    assert str(need.pk) not in page(browser(cast.anouk), "health", cast.network.pk)


def test_a_signal_about_a_task_shows_to_who_may_know_of_it(cast: Cast) -> None:
    need = factories.make_need(cast.network, cast.bram, visibility=Visibility.FAMILY, for_client=True)
    task = daily.make_task(cast.network, cast.bram, need=need, for_client=True, title="To the grave")
    make_signal(cast.network, SignalKind.PROMISE_GAP, subject=task.pk, figures={"wanted": 2, "free": 1})
    assert "To the grave" in page(browser(cast.henk), "health", cast.network.pk)
    assert "To the grave" not in page(browser(cast.fatima), "health", cast.network.pk)


@pytest.mark.parametrize("kind", [SignalKind.LEANS_ON_ONE, SignalKind.FAMILY_DRIFTS, SignalKind.OWN_SAY])
def test_how_work_and_say_are_spread_is_for_who_organises(cast: Cast, kind: SignalKind) -> None:
    make_signal(cast.network, kind, figures=FIGURES[kind])
    assert kinds(cast, "bram") == kinds(cast, "marja") == {kind}
    assert kinds(cast, "henk") == kinds(cast, "anouk") == set()


def test_what_rests_on_hidden_things_is_for_who_speaks_for_the_client(cast: Cast) -> None:
    make_signal(cast.network, SignalKind.LEANS_ON_ONE, figures=FIGURES[SignalKind.LEANS_ON_ONE], closed=True)
    factories.make_steward(cast.network, cast.joris)
    assert kinds(cast, "bram") == {SignalKind.LEANS_ON_ONE}
    assert kinds(cast, "joris") == set()


FIGURES: dict[SignalKind, dict[str, int]] = {
    SignalKind.LEANS_ON_ONE: {"hours": 10, "most": 8, "people": 6},
    SignalKind.FAMILY_DRIFTS: {"now": 1, "before": 4},
    SignalKind.OWN_SAY: {"own": 1, "all": 6, "own_before": 5, "all_before": 6},
    SignalKind.NO_ORGANIZER: {"people": 6},
    SignalKind.NO_STAND_IN: {"people": 6},
    SignalKind.TALENTS_UNASKED: {"unasked": 2, "told": 3},
    SignalKind.ONLY_PAID: {"formal": 2},
    SignalKind.QUIET: {},
}


def everything(cast: Cast) -> None:
    """One signal of every kind."""
    alone(cast, Visibility.EVERYONE, words="Somebody to sing with")
    task = daily.make_task(cast.network, cast.bram, title="To the choir")
    make_signal(cast.network, SignalKind.PROMISE_GAP, subject=task.pk, figures={"wanted": 3, "free": 2})
    barrier = daily.make_barrier(cast.network, cast.bram)
    make_signal(cast.network, SignalKind.RULE_IN_THE_WAY, subject=barrier.pk, figures={})
    for kind, figures in FIGURES.items():
        make_signal(cast.network, kind, figures=figures)


def test_every_kind_has_its_sentence_and_a_step_that_leads_somewhere(cast: Cast) -> None:
    everything(cast)
    shown = signals_for(factories.seat(cast.bram, cast.network))
    assert [one.kind for one in shown] == list(SignalKind)
    client = browser(cast.bram)
    for one in shown:
        assert one.reason.endswith(".")
        assert "%" not in one.reason
        assert client.get(one.href).status_code == 200, one.href
    words = page(client, "health", cast.network.pk)
    assert "about 8 of the 10 hours rested on one person" in words
    assert "came from Bram" in words


def test_no_signal_names_a_member_or_gives_a_mark(cast: Cast) -> None:
    everything(cast)
    for one in signals_for(factories.seat(cast.bram, cast.network)):
        for name in ("Henk", "Marja", "Joris", "Fatima", "Anouk"):
            assert name not in one.reason
        assert not re.search(r"score|rank|points", one.reason)


def test_a_step_of_another_reader_leads_somewhere_too(cast: Cast) -> None:
    everything(cast)
    for name in ("henk", "anouk", "marja"):
        client = browser(getattr(cast, name))
        for one in signals_for(factories.seat(getattr(cast, name), cast.network)):
            assert client.get(one.href).status_code == 200, (name, one.href)


@pytest.mark.parametrize(
    "how",
    [{"mourning_since": timezone.now()}, {"status": NetworkStatus.RESTING}, {"fictional": True}],
    ids=["in mourning", "at rest", "made up"],
)
def test_where_silence_fits_the_page_says_nothing(cast: Cast, how: dict[str, Any]) -> None:
    everything(cast)
    Network.objects.filter(pk=cast.network.pk).update(**how)
    assert signals_for(factories.seat(cast.bram, cast.network)) == []
    assert "It is quiet here" in page(browser(cast.bram), "health", cast.network.pk)


def test_not_now_and_undo(cast: Cast) -> None:
    signal = make_signal(cast.network)
    client = browser(cast.bram)
    until = timezone.localdate() + timedelta(days=30)
    address = reverse("networks:signal_put_off", args=[signal.pk])
    assert "Not now until" in page(client, "signal_put_off", signal.pk)
    assert client.post(address, {"until": "2020-01-01"}).status_code == 422
    assert client.post(address, {"until": until.isoformat()}).status_code == 302
    (shown,) = signals_for(factories.seat(cast.henk, cast.network))
    assert shown.put_off
    assert "Not now: 1" in page(browser(cast.henk), "health", cast.network.pk)
    assert client.post(reverse("networks:signal_look_again", args=[signal.pk])).status_code == 302
    (shown,) = signals_for(factories.seat(cast.henk, cast.network))
    assert not shown.put_off


def test_what_nobody_may_see_cannot_be_put_off(cast: Cast) -> None:
    need = factories.make_need(cast.network, cast.henk, visibility=Visibility.ONLY_ME)
    signal = make_signal(cast.network, SignalKind.NEED_ALONE, subject=need.pk, figures={})
    address = reverse("networks:signal_put_off", args=[signal.pk])
    assert browser(cast.bram).post(address, {"until": daily.hence(9).date()}).status_code == 404


def _week(cast: Cast, week: date, **fields: Any) -> Reading:
    return Reading.objects.create(network=cast.network, week=week, read_at=timezone.now(), **fields)


def test_weeks_count_what_their_reader_may_know(cast: Cast) -> None:
    levels = {"everyone": [3, 1, 4], "family": [2, 2, 0]}
    _week(cast, MONDAY - timedelta(days=7), people=5, levels=levels)
    _week(cast, MONDAY, people=6, levels=levels)
    client = browser(cast.marja)
    told = client.get(reverse("api:weeks", args=[cast.network.pk])).json()
    assert [(one["people"], one["needs"], one["alone"], one["kept"]) for one in told["results"]] == [
        (5, 5, 3, 4),
        (6, 5, 3, 4),
    ]
    told = browser(cast.anouk).get(reverse("api:weeks", args=[cast.network.pk])).json()
    assert [(one["needs"], one["alone"]) for one in told["results"]] == [(3, 1), (3, 1)]
    words = page(client, "health_numbers", cast.network.pk)
    assert words.count('<svg class="weeks"') == 4
    assert "Found among 74 frail people" in words


def test_numbers_count_what_their_reader_may_know(cast: Cast) -> None:
    Need.objects.filter(network=cast.network).update(status="resting")
    factories.make_need(cast.network, cast.bram, visibility=Visibility.FAMILY, for_client=True)
    factories.make_need(cast.network, cast.bram, visibility=Visibility.EVERYONE, for_client=True)
    for name, needs in (("marja", 2), ("anouk", 1)):
        answer = browser(getattr(cast, name)).get(reverse("api:numbers", args=[cast.network.pk])).json()
        said = {one["code"]: one["sentence"] for one in answer["results"]}
        assert f"of {needs} open need" in said["N15"]


def test_parts_of_life_in_which_nobody_does_anything_are_named(cast: Cast) -> None:
    Need.objects.filter(network=cast.network).update(status="resting")
    alone, helped = factories.domain("physical"), factories.domain("meaning")
    for parts in ([alone], [helped], [helped, alone]):
        need = factories.make_need(
            cast.network, cast.bram, visibility=Visibility.EVERYONE, for_client=True, domains=parts
        )
        if parts == [helped]:
            factories.make_role(cast.members["henk"], need=need)
    answer = browser(cast.marja).get(reverse("api:numbers", args=[cast.network.pk])).json()
    said = {one["code"]: one["sentence"] for one in answer["results"]}
    assert f"As far as you may know, nobody yet in: {alone.label}." in said["N15"]


def test_all_seventeen_are_told_to_who_organises_and_load_to_nobody_else(cast: Cast) -> None:
    address = reverse("api:numbers", args=[cast.network.pk])
    told = [one["code"] for one in browser(cast.bram).get(address).json()["results"]]
    assert told == [f"N{number}" for number in range(1, 18)]
    told = [one["code"] for one in browser(cast.henk).get(address).json()["results"]]
    assert {"N9", "N10"}.isdisjoint(told)
    assert len(told) == 15


def test_an_index_of_few_people_is_a_dash(cast: Cast) -> None:
    network = factories.make_network(cast.eve)
    factories.make_member(network)
    factories.make_member(network, side=Side.FORMAL)
    answer = browser(cast.eve).get(reverse("api:numbers", args=[network.pk])).json()
    assert {one["index"] for one in answer["results"]} <= {"", "–"}


def _grow(network: Network, member: Member, cast: Cast) -> None:
    for _turn in range(12):
        need = factories.make_need(network, cast.bram, for_client=True)
        make_signal(network, SignalKind.NEED_ALONE, subject=need.pk, figures={})
        other = factories.make_member(network)
        factories.make_role(other, RoleKind.DIRECT, need=need)
        task = daily.make_task(network, cast.bram, need=need, for_client=True, starts=factories.ago(3))
        daily.make_promise(task.occurrences.get(), other, status="kept")
        daily.make_talent(other)


@pytest.mark.parametrize("name", ["health", "health_numbers"])
def test_a_page_costs_as_many_queries_with_much_as_with_little(
    cast: Cast, name: str, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = browser(cast.bram)
    page(client, name, cast.network.pk)
    with django_assert_max_num_queries(40) as before:
        page(client, name, cast.network.pk)
    _grow(cast.network, cast.members["henk"], cast)
    with django_assert_num_queries(len(before.captured_queries)):
        page(client, name, cast.network.pk)


def test_signals_of_the_api_say_what_they_are_about(cast: Cast) -> None:
    need = alone(cast, Visibility.EVERYONE)
    (one,) = browser(cast.bram).get(reverse("api:signals", args=[cast.network.pk])).json()["results"]
    assert (one["kind"], one["about"], one["subject"]) == ("need_alone", "need", str(need.pk))
    assert one["href"].endswith(f"/needs/{need.pk}/suggestions/")
    assert Signal.objects.get().until is None


def test_the_page_of_the_network_shows_the_first_of_each_kind_as_far_as_one_may_see(cast: Cast) -> None:
    here, quick = reverse("networks:health", args=[cast.network.pk]), {"HX-Request": "true"}
    assert f'hx-get="{here}"' in page(browser(cast.marja), "network", cast.network.pk)
    for number in range(4):
        alone(cast, Visibility.FAMILY, words=f"I miss my sister {number}")
    for kind in (SignalKind.NO_ORGANIZER, SignalKind.NO_STAND_IN):
        make_signal(cast.network, kind)
    make_signal(cast.network, SignalKind.ONLY_PAID, figures={"formal": 4})
    seen = browser(cast.marja).get(here, headers=quick).content.decode()
    assert "<html" not in seen
    assert seen.count("<li>") == 3, "the first of three kinds, of four"
    assert seen.count('class="quote"') == 1
    assert "sister" not in browser(cast.anouk).get(here, headers=quick).content.decode()
    Signal.objects.update(quiet_until=timezone.now() + timedelta(days=3), quieted_by=cast.bram)
    assert browser(cast.marja).get(here, headers=quick).content.decode().strip() == ""
