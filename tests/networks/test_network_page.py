"""A network at a glance, and the list of one's networks."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accountability.models import LedgerEntry
from networks.choices import (
    Circle,
    Importance,
    NeedStatus,
    NetworkStatus,
    RoleKind,
    Side,
    Visibility,
)
from networks.glance import initials, short_name
from networks.models import Member, Need, NeedLink, NeedState, Network
from tests import factories as make
from tests.cast import Cast
from tests.watch import said

KIND = 40_000


def see(client: Client, user: Any, network: Network, query: str = "", status: int = 200) -> str:
    client.force_login(user)
    response = client.get(f"/networks/{network.pk}/{query}")
    assert response.status_code == status
    return said(response)


def on(day: Any) -> str:
    return f"?on={timezone.localtime(day, ZoneInfo('Europe/Amsterdam')).date().isoformat()}"


def test_everybody_inside_sees_who_is_around_and_who_keeps_the_overview(cast: Cast, client: Client) -> None:
    text = see(client, cast.henk, cast.network)
    assert "Bram's network" in text
    for name in ("Fatima El Amrani", "Choir De Meent", "Noor Haddad"):
        assert name in text
    assert "6 people take part" in text
    assert "2 professionals" in text
    assert ">Marja</a> keeps the overview." in text
    assert ">Joris</a> stands in." in text
    assert "Igor" not in text


def test_a_look_is_written_down_before_anything_is_shown(cast: Cast, client: Client) -> None:
    see(client, cast.marja, cast.network)
    entry = LedgerEntry.objects.get(chain=cast.network.pk, verb="networks.network_seen")
    assert (entry.actor_id, entry.standing) == (cast.marja.pk, "representative")
    assert entry.on_behalf_of == "Bram Visser"


def test_outsiders_find_nothing_and_leave_no_trace(cast: Cast, client: Client) -> None:
    for person in cast.outside().values():
        if person.is_authenticated:
            see(client, person, cast.network, status=404)
    assert not LedgerEntry.objects.filter(verb="networks.network_seen").exists()


def test_who_does_not_take_part_yet_is_dashed_and_said_to_be_so(cast: Cast, client: Client) -> None:
    text = see(client, cast.henk, cast.network)
    assert "1 not yet taking part" in text
    assert "Noor Haddad, friend, does not take part yet" in text


def test_a_need_is_shown_only_to_who_may_read_it(cast: Cast, client: Client) -> None:
    assert cast.family_need.words in see(client, cast.joris, cast.network)
    text = see(client, cast.fatima, cast.network)
    assert cast.family_need.words not in text
    assert cast.need.words in text


def test_roles_and_links_of_a_need_that_one_may_not_read_stay_unseen(cast: Cast, client: Client) -> None:
    make.make_role(cast.members["choir"], RoleKind.DIRECT, need=cast.family_need)
    NeedLink.objects.create(
        network=cast.network,
        source=cast.family_need,
        target=cast.need,
        words="then no song",
        since=make.ago(5),
    )
    assert "then no song" in see(client, cast.joris, cast.network)
    text = see(client, cast.fatima, cast.network)
    assert "then no song" not in text
    assert "Choir De Meent, choir, takes part" in text


def test_a_need_says_who_does_what_for_it_and_that_there_is_nobody(cast: Cast, client: Client) -> None:
    assert "nobody yet" in see(client, cast.fatima, cast.network)
    make.make_role(cast.members["fatima"], RoleKind.DIRECT, need=cast.need)
    make.make_role(cast.members["henk"], RoleKind.INDIRECT, need=cast.need)
    text = see(client, cast.fatima, cast.network)
    assert "nobody yet" not in text
    assert "Fatima supports directly · Henk supports behind the scenes" in text


def test_linked_needs_name_each_other(cast: Cast, client: Client) -> None:
    sleep = make.make_need(
        cast.network, cast.bram, words="Sleeping through", domains=[make.domain("physical")]
    )
    NeedLink.objects.create(
        network=cast.network, source=sleep, target=cast.need, words="if sleep fails", since=make.ago(5)
    )
    text = see(client, cast.henk, cast.network)
    assert f'Affects <a href="/needs/{cast.need.pk}/">' in text
    assert f'Affected by <a href="/needs/{sleep.pk}/">' in text


def test_needs_stand_under_the_part_of_life_they_lie_in(cast: Cast, client: Client) -> None:
    make.make_need(cast.network, cast.bram, words="Sleeping through", domains=[make.domain("physical")])
    text = see(client, cast.henk, cast.network, "?domain=physical")
    assert "Sleeping through" in text
    assert cast.need.words not in text


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("?side=formal", "Anouk Bakker", "Henk Visser"),
        ("?side=community", "Choir De Meent", "Anouk Bakker"),
        ("?role=indirect", "Henk Visser", "Joris Kok"),
        ("?role=organizer&show=list", "Joris Kok", "Henk Visser"),
        ("?domain=participation", "Fatima El Amrani", "Henk Visser"),
    ],
)
def test_people_can_be_filtered(cast: Cast, client: Client, query: str, inside: str, outside: str) -> None:
    make.make_role(cast.members["fatima"], RoleKind.DIRECT, need=cast.need)
    text = see(client, cast.choir, cast.network, query)
    assert inside in text
    assert outside not in text
    assert "people." in text


def test_a_filter_that_does_not_exist_shows_everybody(cast: Cast, client: Client) -> None:
    text = see(client, cast.choir, cast.network, "?side=martian&role=king&domain=../&show=film")
    assert "Anouk Bakker" in text


def test_the_picture_can_be_read_as_a_list(cast: Cast, client: Client) -> None:
    text = see(client, cast.henk, cast.network, "?show=list")
    assert '<svg class="map' not in text
    assert f'<a href="/people/{cast.members["anouk"].pk}/">Anouk Bakker</a>' in text


def test_a_past_day_shows_the_network_as_it_was_at_its_end(cast: Cast, client: Client) -> None:
    gone = cast.members["igor"]
    day = make.ago(20)
    late = make.make_member(cast.network, name="Late Laura", since=make.ago(5))
    make.make_need(cast.network, cast.bram, words="Written later", since=make.ago(2))
    closed = make.make_need(cast.network, cast.bram, words="Closed since", status=NeedStatus.OPEN)
    NeedState.objects.filter(need=closed).update(until=make.ago(3))
    NeedState.objects.create(need=closed, status=NeedStatus.CLOSED, reason="met", since=make.ago(3))
    Need.objects.filter(pk=closed.pk).update(status=NeedStatus.CLOSED)
    text = see(client, cast.bram, cast.network, on(day))
    assert gone.name in text
    assert "This is the network as it was at the end of" in text
    for word in (late.name, "Written later"):
        assert word not in text
    assert "Closed since" in text
    now = see(client, cast.bram, cast.network)
    assert "Closed since" not in now
    assert late.name in now
    assert gone.name not in now


def test_a_circle_and_a_role_are_those_of_that_day(cast: Cast, client: Client) -> None:
    member = cast.members["choir"]
    member.placements.update(until=make.ago(10))
    member.placements.create(circle=Circle.CLOSE, since=make.ago(10))
    role = make.make_role(member, RoleKind.DIRECT, since=make.ago(50), until=make.ago(15))
    assert role.until is not None
    assert "Choir De Meent, choir, supports directly, takes part" in see(
        client, cast.bram, cast.network, on(make.ago(30))
    )
    assert "Choir De Meent, choir, close" in see(client, cast.bram, cast.network)


def test_the_day_ends_in_the_time_zone_of_the_network(cast: Cast, client: Client) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    Network.objects.filter(pk=cast.network.pk).update(time_zone=str(zone))
    midnight = timezone.localtime(make.ago(10), zone).replace(hour=0, minute=0, second=0, microsecond=0)
    before = (midnight - timedelta(hours=1)).date().isoformat()
    make.make_member(cast.network, name="Early Eddie", since=midnight + timedelta(minutes=5))
    assert "Early Eddie" not in see(client, cast.bram, cast.network, f"?on={before}")
    assert "Early Eddie" in see(client, cast.bram, cast.network, f"?on={midnight.date().isoformat()}")


@pytest.mark.parametrize("day", ["1066-10-14", "2999-01-01"])
def test_a_day_outside_the_life_of_the_network_is_told_and_today_is_shown(
    cast: Cast, client: Client, day: str
) -> None:
    text = see(client, cast.bram, cast.network, f"?on={day}")
    assert "Choose a day between the beginning of the network and today." in text
    assert "Anouk Bakker" in text


def test_what_is_no_day_at_all_is_told(cast: Cast, client: Client) -> None:
    assert "Enter a valid date." in see(client, cast.bram, cast.network, "?on=yesterday")


def test_a_network_without_people_or_needs_says_how_to_begin(db: None, client: Client) -> None:
    user = make.make_user()
    text = see(client, user, make.make_network(user))
    assert "Nobody is in the picture yet" in text
    assert "Nothing is written down yet" in text
    assert "Nobody keeps the overview." in text


def test_somebody_who_acts_for_the_client_is_reminded_of_it(cast: Cast, client: Client) -> None:
    assert "You act for Bram." in see(client, cast.marja, cast.network)
    assert "You act for" not in see(client, cast.bram, cast.network)


def test_what_people_typed_is_shown_as_text(cast: Cast, client: Client) -> None:
    make.make_member(cast.network, name="<b>Bold</b> Bas", function="<i>x</i>")
    make.make_need(cast.network, cast.bram, words="<script>alert(1)</script>")
    text = see(client, cast.bram, cast.network) + see(client, cast.bram, cast.network, "?show=list")
    assert "<b>Bold" not in text
    assert "<i>x" not in text
    assert "<script>alert" not in text


def test_short_names_and_letters() -> None:
    assert short_name("Imam Yusuf Aydin", Side.INFORMAL) == "Imam Yusuf"
    assert short_name("Choir De Meent", Side.COMMUNITY) == "Choir De Meent"
    assert short_name("W. Klaasen", Side.FORMAL) == "W. Klaasen"
    assert short_name("R.M. van Heck", Side.FORMAL) == "R.M. van Heck"
    assert initials("fatima el amrani") == "FA"
    assert initials("") == ""


def test_two_of_the_same_first_name_are_told_apart(cast: Cast, client: Client) -> None:
    make.make_member(cast.network, name="Henk de Boer")
    text = see(client, cast.bram, cast.network)
    assert "Henk V." in text
    assert "Henk B." in text


def _crowd(network: Network, user: Any, people: int, needs: int) -> None:
    sides = list(Side)
    members = [
        make.make_member(
            network, name=f"Person {number}", side=sides[number % 3], circle=list(Circle)[number % 4]
        )
        for number in range(people)
    ]
    made = [
        make.make_need(network, user, importance=list(Importance)[number % 3], visibility=Visibility.CLOSE)
        for number in range(needs)
    ]
    for number, need in enumerate(made):
        make.make_role(members[number % people], RoleKind.DIRECT, need=need)
    for one, other in pairwise(made):
        NeedLink.objects.create(network=network, source=one, target=other, words="if", since=make.ago(1))


@pytest.mark.parametrize(("people", "needs"), [(4, 3), (40, 60)])
def test_the_whole_request_takes_nine_queries_for_four_people_and_for_forty(
    db: None, client: Client, settings: Settings, people: int, needs: int
) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    user = make.make_user()
    network = make.make_network(user)
    _crowd(network, user, people, needs)
    see(client, user, network)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/networks/{network.pk}/")
    assert len(queries) == 9
    assert len(response.content) <= 2 * KIND


def test_a_past_day_costs_no_more_queries(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    see(client, cast.bram, cast.network)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/networks/{cast.network.pk}/{on(make.ago(9))}&side=formal&show=list")
    assert len(queries) == 9


# The list ----------------------------------------------------------------------------------------------
def listed(client: Client, user: Any, query: str = "") -> str:
    client.force_login(user)
    response = client.get(f"/networks/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_holds_my_networks_and_no_other(cast: Cast, client: Client) -> None:
    text = listed(client, cast.henk)
    assert "Bram Visser" in text
    assert "Wim Jansen" not in text
    for name in ("igor", "noor", "els", "otto"):
        assert "Bram Visser" not in listed(client, getattr(cast, name))


def test_the_list_says_as_what_and_how_many(cast: Cast, client: Client) -> None:
    text = listed(client, cast.marja)
    assert "representative" in text
    assert ">6</td>" in text


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Ada", "bob", "Cor"]),
        ("?sort=-name", ["Cor", "bob", "Ada"]),
        ("?sort=-since", ["bob", "Ada", "Cor"]),
        ("?sort=-people", ["Cor", "Ada", "bob"]),
        ("?sort=people", ["bob", "Ada", "Cor"]),
        ("?sort=nonsense", ["Ada", "bob", "Cor"]),
        ("?words=ADA", ["Ada"]),
        ("?words=living+home", ["Cor"]),
        ("?words=x%25", []),
        ("?status=resting", ["bob"]),
        ("?status=nonsense", ["Ada", "bob", "Cor"]),
    ],
)
def test_the_list_can_be_searched_filtered_and_ordered(
    db: None, client: Client, query: str, order: list[str]
) -> None:
    user = make.make_user()
    since = {"Ada": make.ago(20), "bob": make.ago(10), "Cor": make.ago(30)}
    for name, day in since.items():
        status = NetworkStatus.RESTING if name == "bob" else NetworkStatus.ACTIVE
        purpose = "Living at home" if name == "Cor" else ""
        network = make.make_network(name, user, since=day, status=status, purpose=purpose)
        for _number in range(["bob", "Ada", "Cor"].index(name)):
            make.make_member(network)
    text = listed(client, user, query)
    found = sorted((text.index(f">{name}</a>"), name) for name in since if f">{name}</a>" in text)
    assert [name for _at, name in found] == order


def test_pages_hold_fifty_and_lose_or_repeat_nobody(db: None, client: Client) -> None:
    user = make.make_user()
    for number in range(120):
        make.make_network(f"Same{number % 7}", user, since=make.ago(number % 5))
    for sort in ("name", "-since", "people"):
        seen: list[str] = []
        for number in (1, 2, 3):
            text = listed(client, user, f"?page={number}&sort={sort}")
            seen += [part[:36] for part in text.split('<th scope="row"><a href="/networks/')[1:]]
        assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("number", ["-1", "0", "999999999999999999999999", "x", ""])
def test_a_page_that_does_not_exist_is_the_first_or_the_last(cast: Cast, client: Client, number: str) -> None:
    assert "Bram Visser" in listed(client, cast.marja, f"?page={number}")


@pytest.mark.parametrize("networks", [1, 60])
def test_the_list_takes_seven_queries_at_most(
    db: None, client: Client, settings: Settings, networks: int
) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    user = make.make_user()
    for _number in range(networks):
        make.make_member(make.make_network(), user)
    listed(client, user)
    for query in ("", "?page=2", "?sort=-people&words=c"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/networks/{query}")
        assert len(queries) <= 7
    assert Member.objects.filter(user=user).count() == networks
