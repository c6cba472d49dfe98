"""What organisations see follows the networks: copies, numbers, totals like a fresh count, and weeks."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation, Region
from networks.choices import NetworkStatus, Visibility
from networks.choices.health import SignalKind
from networks.models import Health, Host, Member, Network, Participation, Signal, Tally, Team, WeekTotal
from networks.models.overview import NOTHING_STANDS_OUT, WEEKS
from networks.overview.copying import copy, monday, recount, retell
from tests import factories as make
from tests.networks.counting import counted, read, stand_out, takes_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def linde() -> Organisation:
    return make.make_organisation("De Linde")


def _tallies() -> dict[tuple[Any, str, str], int]:
    rows = Tally.objects.exclude(number=0).values_list("organisation_id", "first", "second", "number")
    return {(one, first, second): number for one, first, second, number in rows}


def test_a_network_gets_a_number_and_keeps_it(linde: Organisation) -> None:
    first, second = takes_part(linde), takes_part(linde)
    assert counted(linde, first).number == 1
    assert counted(linde, second).number == 2
    Member.objects.filter(network=first).update(until=timezone.now())
    left = counted(linde, first)
    assert left.until is not None
    make.make_member(first, side="formal", organisation=linde)
    back = counted(linde, first)
    assert (back.number, back.until, back.pk) == (1, None, left.pk)


def test_each_organisation_has_numbers_of_its_own(linde: Organisation) -> None:
    other = make.make_organisation()
    takes_part(other)
    network = takes_part(linde)
    make.make_member(network, side="formal", organisation=other)
    assert counted(linde, network).number == 1
    assert counted(other, network).number == 1


def test_a_copy_holds_counts_what_stands_out_and_facets(linde: Organisation) -> None:
    town = Region.objects.filter(level="local").first() or Region.objects.filter(level="regional").first()
    network = takes_part(linde, people=2, region=town)
    read(network, people=7, informal=4, formal=2, communities=1)
    part = make.domain("meaning")
    make.make_need(network, domains=[part], visibility=Visibility.EVERYONE)
    signal = stand_out(network)
    row = counted(linde, network)
    assert (row.people, row.informal, row.formal, row.communities, row.own, row.needs) == (7, 4, 2, 1, 2, 1)
    assert row.signals == ["no_stand_in"]
    assert row.stands_out_since == signal.since
    assert {"nactive", "sno_stand_in", f"d{part.pk}", f"r{town.pk}"} <= set(row.facets)
    assert len(row.trend) == WEEKS
    assert row.trend[-1] == 1
    assert row.trend[0] == 0


def test_needs_for_family_or_for_named_people_count_nowhere_outside(linde: Organisation) -> None:
    network = takes_part(linde)
    for level in (Visibility.FAMILY, Visibility.ONLY_ME, Visibility.NAMED):
        make.make_need(network, visibility=level, domains=[make.domain("physical")])
    row = counted(linde, network)
    assert row.needs == 0
    assert not [one for one in row.facets if one.startswith("d")]


def test_what_is_closed_put_off_or_over_stands_out_nowhere_outside(linde: Organisation) -> None:
    network = takes_part(linde)
    stand_out(network, SignalKind.QUIET, closed=True)
    stand_out(network, SignalKind.OWN_SAY, until=timezone.now())
    put_off = {"quiet_until": timezone.now() + timedelta(days=9), "quieted_by": make.make_user()}
    stand_out(network, SignalKind.ONLY_PAID, **put_off)
    row = counted(linde, network)
    assert row.signals == []
    assert row.stands_out_since == NOTHING_STANDS_OUT


@pytest.mark.parametrize("how", ["silent", "fictional", "mourning", "ended", "unread", "not joined"])
def test_some_networks_count_nowhere(linde: Organisation, how: str) -> None:
    network = takes_part(linde)
    assert counted(linde, network).until is None
    if how == "silent":
        read(network, silent=True)
    elif how == "unread":
        read(network, read_at=None)
    elif how == "not joined":
        Member.objects.filter(network=network).update(joined_at=None)
    else:
        changes: dict[str, dict[str, Any]] = {
            "fictional": {"fictional": True},
            "mourning": {"mourning_since": timezone.now()},
            "ended": {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": "stopped"},
        }
        Network.objects.filter(pk=network.pk).update(**changes[how])
    assert counted(linde, network).until is not None
    assert _tallies() == {}


def test_an_organisation_that_hosts_counts_the_network(linde: Organisation) -> None:
    network = make.make_network()
    read(network)
    host = Host.objects.create(network=network, organisation=linde, since=make.ago(1))
    row = counted(linde, network)
    assert (row.hosted, row.own, row.until) == (True, 0, None)
    host.until = timezone.now()
    host.store("until")
    assert counted(linde, network).until is not None


def test_copying_twice_changes_nothing(linde: Organisation) -> None:
    network = takes_part(linde)
    stand_out(network)
    row = counted(linde, network)
    before = _tallies()
    again = counted(linde, network)
    assert again.updated_at == row.updated_at
    assert _tallies() == before


def _happen(chance: random.Random, networks: list[Network], organisations: list[Organisation]) -> Network:
    """Something happens to one of the networks."""
    network, organisation = chance.choice(networks), chance.choice(organisations)
    what = chance.randrange(7)
    rows = Signal.objects.filter(network=network, until=None)
    if what == 0 and not rows.filter(kind=SignalKind.QUIET).exists():
        stand_out(network, SignalKind.QUIET)
    elif what == 1 and not rows.filter(kind=SignalKind.NO_STAND_IN).exists():
        stand_out(network)
    elif what == 2:
        rows.update(until=timezone.now())
    elif what == 3:
        make.make_member(network, side="formal", organisation=organisation)
    elif what == 4:
        Member.objects.filter(network=network, organisation=organisation).update(until=timezone.now())
    elif what == 5:
        team = Team.objects.filter(organisation=organisation).first()
        Participation.objects.filter(network=network, organisation=organisation).update(team=team)
    else:
        read(network, silent=chance.random() < 0.3, people=chance.randrange(9))
    return network


@pytest.mark.parametrize("seed", range(6))
def test_totals_equal_a_fresh_count_after_any_history(linde: Organisation, seed: int) -> None:
    chance = random.Random(seed)
    organisations = [linde, make.make_organisation()]
    for one in organisations:
        Team.objects.create(organisation=one, name="North")
    networks = [takes_part(chance.choice(organisations)) for _turn in range(4)]
    for _turn in range(25):
        touched = {_happen(chance, networks, organisations).pk for _again in range(chance.randrange(1, 3))}
        copy(touched, timezone.now())
    kept = _tallies()
    recount(timezone.now())
    assert _tallies() == kept
    alive = Participation.objects.filter(until=None)
    assert (
        sum(number for (_o, first, second), number in kept.items() if first == second == "") == alive.count()
    )


def test_pairs_are_counted_in_one_order(linde: Organisation) -> None:
    network = takes_part(linde)
    stand_out(network)
    counted(linde, network)
    pairs = {(first, second) for _organisation, first, second in _tallies()}
    assert ("nactive", "sno_stand_in") in pairs
    assert all(first < second or first == second == "" for first, second in pairs)


def test_the_week_is_noted_and_earlier_ones_stay(linde: Organisation) -> None:
    network = takes_part(linde)
    stand_out(network)
    counted(linde, network)
    now = timezone.now()
    recount(now)
    recount(now + timedelta(days=7))
    Signal.objects.update(until=now)
    copy([network.pk], now)
    recount(now + timedelta(days=7))
    noted = WeekTotal.objects.filter(organisation=linde, facet="sno_stand_in").order_by("week")
    assert list(noted.values_list("week", "number")) == [
        (monday(now.date()), 1),
        (monday(now.date()) + timedelta(days=7), 0),
    ]


def test_weeks_before_totals_were_kept_can_be_told_once(linde: Organisation) -> None:
    network = takes_part(linde)
    Member.objects.filter(network=network).update(joined_at=make.ago(40), since=make.ago(40))
    stand_out(network, since=make.ago(20))
    retell(linde.pk, timezone.now(), weeks=10)
    weeks = WeekTotal.objects.filter(organisation=linde).order_by("week")
    took_part = list(weeks.filter(facet="").values_list("number", flat=True))
    stood_out = weeks.filter(facet="sno_stand_in").count()
    assert 4 <= len(took_part) <= 6
    assert 1 <= stood_out <= 3
    WeekTotal.objects.update(number=9)
    retell(linde.pk, timezone.now(), weeks=10)
    assert set(WeekTotal.objects.values_list("number", flat=True)) == {9}


def test_many_cost_as_many_statements_as_one(linde: Organisation, django_assert_max_num_queries: Any) -> None:
    networks = [takes_part(linde) for _turn in range(12)]
    for one in networks:
        stand_out(one)
    with django_assert_max_num_queries(7):
        copy([one.pk for one in networks], timezone.now())
    assert Health.objects.count() == 12
    assert Participation.objects.filter(until=None).count() == 12
    with django_assert_max_num_queries(3):
        copy([networks[0].pk], timezone.now())
