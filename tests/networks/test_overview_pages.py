"""The overview of a manager: numbers without names, choosing, order, pages, views, teams and the table."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation, User
from networks.choices.health import SignalKind
from networks.models import Member, Network, Participation, SavedView, Team
from networks.overview.copying import copy
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of
from tests.networks.counting import counted, manager, read, stand_out, takes_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def linde() -> Organisation:
    return make.make_organisation("De Linde Care")


@pytest.fixture
def els(linde: Organisation) -> User:
    return manager(linde)


def _several(linde: Organisation, number: int) -> list[Network]:
    networks = [takes_part(linde) for _turn in range(number)]
    for turn, network in enumerate(networks):
        read(network, people=turn % 7, informal=turn % 7, formal=0)
        if turn % 2:
            stand_out(network, since=make.ago(turn + 1))
        if turn % 3 == 0:
            stand_out(network, SignalKind.QUIET, since=make.ago(100 - turn))
    copy([one.pk for one in networks], timezone.now())
    return networks


def _numbers(response: Any) -> list[int]:
    return [line.number for line in response.context["shown"].lines]


def test_a_manager_sees_numbers_and_no_names(linde: Organisation, els: User) -> None:
    network = takes_part(linde, client="Zebedee Quartz")
    stand_out(network)
    counted(linde, network)
    page = words_of(browser(els).get(address("overview", linde.pk)))
    assert "Network 1" in page
    assert "Nobody can take the overview over" in page
    assert "Zebedee" not in page
    assert "Member " not in page


def test_a_manager_who_is_a_member_sees_which_network_it_is(linde: Organisation, els: User) -> None:
    network = takes_part(linde, client="Zebedee Quartz")
    make.make_member(network, els, side="formal", organisation=linde)
    other = takes_part(linde, client="Abigail Flint")
    counted(linde, network)
    counted(linde, other)
    page = words_of(browser(els).get(address("overview", linde.pk)))
    assert "Zebedee" in page
    assert address("network", network.pk) in page
    assert "Abigail" not in page


def test_choosing_finds_and_counts(linde: Organisation, els: User) -> None:
    _several(linde, 12)
    where, client = address("overview", linde.pk), browser(els)
    every = client.get(where)
    assert len(_numbers(every)) == 12
    assert every.context["shown"].all == 12
    found = client.get(where, {"signal": "quiet"})
    assert _numbers(found) == [1, 4, 7, 10]
    assert found.context["shown"].total.number == 4
    assert "4 networks fit this choice" in words_of(found)
    both = client.get(where, {"signal": "quiet", "status": "active"})
    assert both.context["shown"].total.number == 4
    none = client.get(where, {"signal": "own_say"})
    assert "No network fits this choice" in words_of(none)


def test_one_chooses_by_state_when_there_is_more_than_one(linde: Organisation, els: User) -> None:
    networks = _several(linde, 3)
    where, client = address("overview", linde.pk), browser(els)
    assert 'name="status"' not in client.get(where).content.decode()
    Network.objects.filter(pk=networks[1].pk).update(status="forming")
    copy([networks[1].pk], timezone.now())
    assert 'name="status"' in client.get(where).content.decode()
    assert _numbers(client.get(where, {"status": "forming"})) == [2]


def test_three_choices_are_counted_up_to_a_point(
    linde: Organisation, els: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = _several(linde, 8)
    team = Team.objects.create(organisation=linde, name="North")
    Participation.objects.filter(organisation=linde).update(team=team)
    copy([one.pk for one in networks], timezone.now())
    asked = {"signal": "quiet", "status": "active", "team": str(team.pk)}
    found = browser(els).get(address("overview", linde.pk), asked)
    assert found.context["shown"].total.number == 3
    monkeypatch.setattr("networks.overview.reading.MANY", 2)
    found = browser(els).get(address("overview", linde.pk), asked)
    assert "More than 2 networks fit this choice" in words_of(found)


def test_a_number_or_the_beginning_of_a_nickname_finds(linde: Organisation, els: User) -> None:
    _several(linde, 12)
    Participation.objects.filter(organisation=linde, number=5).update(nickname="Blue door")
    where, client = address("overview", linde.pk), browser(els)
    assert _numbers(client.get(where, {"words": "11"})) == [11]
    assert _numbers(client.get(where, {"words": "blue"})) == [5]
    assert _numbers(client.get(where, {"words": "99999999999999"})) == []
    assert _numbers(client.get(where, {"words": "%"})) == []


@pytest.mark.parametrize("sort", ["number", "-number", "stands_out_since", "people", "-people"])
def test_every_order_goes_through_all_pages_without_a_gap(
    linde: Organisation, els: User, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _several(linde, 11)
    monkeypatch.setattr("networks.overview.reading.PAGE", 4)
    client, seen = browser(els), []
    where = f"{address('overview', linde.pk)}?sort={sort}"
    page = client.get(where)
    for _turn in range(3):
        seen += _numbers(page)
        cursor = page.context["shown"].next
        if cursor is None:
            break
        page = client.get(f"{where}&cursor={cursor}")
    assert sorted(seen) == list(range(1, 12))
    rows = {row.number: row for row in Participation.objects.filter(organisation=linde)}
    values = [getattr(rows[number], sort.lstrip("-")) for number in seen]
    assert values == sorted(values, reverse=sort.startswith("-"))


@pytest.mark.parametrize("cursor", ["nonsense", "gAAAAABnonsense=", "%00", "é"])
def test_a_cursor_that_is_of_nothing_begins_again(linde: Organisation, els: User, cursor: str) -> None:
    _several(linde, 3)
    page = browser(els).get(address("overview", linde.pk), {"cursor": cursor})
    assert _numbers(page) == [1, 2, 3]


@pytest.mark.parametrize("asked", ["signal=odd", "team=odd", "sort=odd", "region=1&status=odd"])
def test_what_makes_no_sense_counts_as_not_asked(linde: Organisation, els: User, asked: str) -> None:
    _several(linde, 2)
    assert browser(els).get(f"{address('overview', linde.pk)}?{asked}").status_code == 200


def test_many_networks_cost_as_many_queries_as_few(linde: Organisation, els: User) -> None:
    where, client = address("overview", linde.pk), browser(els)
    _several(linde, 3)
    client.get(where)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(where)
    _several(linde, 30)
    with CaptureQueriesContext(connection) as many:
        client.get(where)
    assert len(many) <= len(few) <= 18


def test_one_network_shows_what_stands_out_and_the_network_sees_who_looked(
    linde: Organisation, els: User
) -> None:
    network = takes_part(linde, client="Zebedee Quartz")
    stand_out(network)
    stand_out(network, SignalKind.QUIET, closed=True)
    row = counted(linde, network)
    page = words_of(browser(els).get(address("overview_network", row.pk)))
    assert "One person keeps the overview, and nobody could take it over." in page
    assert "What may help" in page
    assert "Nothing has happened here" not in page
    assert "Zebedee" not in page
    assert traces(network.pk) == ["networks.office_seen"]


def test_the_overview_itself_is_no_look_into_a_network(linde: Organisation, els: User) -> None:
    network = _several(linde, 2)[0]
    browser(els).get(address("overview", linde.pk))
    assert traces(network.pk) == []


def test_what_was_never_theirs_is_not_there(linde: Organisation, els: User) -> None:
    elsewhere = make.make_organisation()
    row = counted(elsewhere, takes_part(elsewhere))
    client = browser(els)
    assert client.get(address("overview_network", row.pk)).status_code == 404
    assert client.get(address("overview", elsewhere.pk)).status_code == 404
    left = counted(linde, takes_part(linde))
    Member.objects.filter(network=left.network).update(until=timezone.now())
    copy([left.network_id], timezone.now())
    assert client.get(address("overview_network", left.pk)).status_code == 404


def test_a_view_is_kept_found_again_and_taken_away(linde: Organisation, els: User) -> None:
    _several(linde, 4)
    client = browser(els)
    add = f"{address('view_add', linde.pk)}?signal=quiet&sort=-number"
    assert "It has been quiet" in words_of(client.get(add))
    assert client.post(add, {"name": "Quiet ones"}).status_code == 302
    page = client.get(address("overview", linde.pk))
    assert "?signal=quiet&sort=-number" in words_of(page)
    again = client.post(add, {"name": "quiet ONES"})
    assert again.status_code == 422
    assert "You have a view with this name already" in words_of(again)
    view = SavedView.objects.get()
    assert browser(manager(linde)).post(address("view_end", view.pk)).status_code == 404
    client.post(address("view_end", view.pk))
    assert "Quiet ones" not in words_of(client.get(address("overview", linde.pk)))


def test_teams_are_added_given_and_ended(linde: Organisation, els: User) -> None:
    network, other = _several(linde, 2)
    client = browser(els)
    client.post(address("teams", linde.pk), {"name": "North"})
    assert client.post(address("teams", linde.pk), {"name": "north"}).status_code == 422
    team = Team.objects.get()
    row = Participation.objects.get(network=network)
    client.post(address("overview_network", row.pk), {"team": str(team.pk)})
    found = client.get(address("overview", linde.pk), {"team": str(team.pk)})
    assert _numbers(found) == [row.number]
    assert found.context["shown"].total.number == 1
    assert "networks.team_set" in traces(network.pk)
    foreign = Team.objects.create(organisation=make.make_organisation(), name="Theirs")
    refused = client.post(
        address("overview_network", Participation.objects.get(network=other).pk), {"team": str(foreign.pk)}
    )
    assert refused.status_code == 422
    client.post(address("team_end", team.pk))
    row.refresh_from_db()
    assert row.team is None
    assert not [one for one in row.facets if one.startswith("t")]
    assert client.get(address("overview", linde.pk)).context["shown"].options["team"] == []


def test_the_table_is_written_line_by_line_and_holds_no_formula(linde: Organisation, els: User) -> None:
    networks = _several(linde, 5)
    Participation.objects.filter(network=networks[0]).update(nickname="=1+1")
    answer = browser(els).get(address("overview_sheet", linde.pk), {"signal": "quiet"})
    assert answer.streaming
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("Number,Nickname,Team")
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "4"]
    assert "'=1+1" in lines[1]
    assert "It has been quiet" in lines[1]


def test_inside_nobody_reads_there_what_the_network_itself_does_not_show_them(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["fatima"].pk).update(organisation=cast.linde)
    read(cast.network, people=7)
    row = counted(cast.linde, cast.network)
    Participation.objects.filter(pk=row.pk).update(signals=["leans_on_one"], needs=3)
    where = f"/api/v1/networks/{cast.network.pk}/counted/"
    for user, sees in ((cast.bram, (["leans_on_one"], 3)), (cast.henk, ([], None)), (cast.anouk, ([], None))):
        (one,) = browser(user).get(where).json()["results"]
        assert (one["signals"], one["needs"]) == sees
        page = words_of(browser(user).get(address("counted", cast.network.pk)))
        assert ("Much rests on one person" in page) == bool(sees[0])


def test_who_counts_us_is_open_to_who_is_inside(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["fatima"].pk).update(organisation=cast.linde)
    read(cast.network, people=7)
    row = counted(cast.linde, cast.network)
    page = words_of(browser(cast.henk).get(address("counted", cast.network.pk)))
    assert "De Linde" in page
    assert "There you are network 1" in page
    fatima = browser(cast.fatima)
    named = fatima.post(address("nickname", row.pk), {"nickname": "Bram and friends"})
    assert named.status_code == 422
    assert "A nickname names nobody here" in words_of(named)
    assert fatima.post(address("nickname", row.pk), {"nickname": "The blue door"}).status_code == 302
    assert browser(cast.anouk).get(address("nickname", row.pk)).status_code == 403
    assert browser(cast.els).get(address("nickname", row.pk)).status_code == 404
    for name, sees in {"bram": True, "marja": True, "fatima": True, "henk": False, "anouk": False}.items():
        page = words_of(browser(getattr(cast, name)).get(address("counted", cast.network.pk)))
        assert ("The blue door" in page) is sees, name
    assert "The blue door" in words_of(browser(cast.els).get(address("overview", cast.linde.pk)))


def test_the_client_lets_an_organisation_host_and_ends_it(cast: Cast) -> None:
    client = browser(cast.bram)
    add = address("host_add", cast.network.pk)
    assert client.post(add, {"organisation": "Nobody knows"}).status_code == 422
    assert client.post(add, {"organisation": "de linde"}).status_code == 302
    assert client.post(add, {"organisation": "De Linde"}).status_code == 422
    page = words_of(client.get(address("counted", cast.network.pk)))
    assert "Organisations that host this network" in page
    end = re.search(r'action="(/hosts/[^"]+)"', page)
    assert end is not None
    assert browser(cast.henk).post(end[1]).status_code == 403
    assert client.post(end[1]).status_code == 302
    assert "Organisations that host" not in words_of(client.get(address("counted", cast.network.pk)))


def test_where_somebody_works_is_listed_by_hat(cast: Cast) -> None:
    page = words_of(browser(cast.els).get(address("offices")))
    assert "De Linde" in page
    assert "manager" in page
    office = words_of(browser(cast.els).get(address("office", cast.linde.pk)))
    assert "Our networks in numbers" in office
    coach = words_of(browser(cast.carla).get(address("office", cast.linde.pk)))
    assert "Our networks in numbers" not in coach
    assert "You do not work for an organisation here" in words_of(browser(cast.henk).get(address("offices")))
