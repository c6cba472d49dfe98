"""A page costs a fixed number of queries, whatever the size of the network and however many networks."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from networks.models import Member, Need, Network
from tests import factories as make

AT = datetime(2026, 11, 1, tzinfo=UTC)
CEILINGS = {
    "networks:network": 12,
    "networks:people": 12,
    "networks:needs": 14,
    "networks:notes": 12,
    "networks:settings": 14,
    "api:picture": 16,
    "api:members": 12,
    "api:needs": 16,
}
"""The most queries a page of one network may cost, with its session, its reader and its trace."""
LISTS = {"networks:today": 18, "networks:list": 8, "api:networks": 8}
"""The most queries a page over all somebody's networks may cost."""


def _made_up(owner: User, seed: int, networks: int, **sizes: int) -> Network:
    """Networks in which the owner, who also acts for the client of the last one, takes part."""
    known = set(Network.objects.values_list("pk", flat=True))
    options = {"seed": seed, "networks": networks, "owner": owner.email, "at": AT, "stdout": StringIO()}
    call_command("generate", **options, **sizes)
    made = Network.objects.exclude(pk__in=known)
    made.update(status="active", ended_at=None, end_reason="")
    network = made[0]
    Member.objects.filter(network=network).update(until=None)
    Need.objects.filter(network=network).update(visibility="everyone")
    return network


def _cost(client: Client, path: str) -> int:
    """Queries of one request, after one that fills what is kept in memory."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.fixture
def owner(db: None) -> User:
    return make.make_user("Fatima El Amrani", "owner@example.org")


@pytest.fixture
def signed_in(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


def test_a_page_of_forty_people_costs_what_one_of_four_costs(owner: User, signed_in: Client) -> None:
    small = _made_up(owner, 1, 1, people=4, needs=6)
    large = _made_up(owner, 2, 1, people=40, needs=60)
    for network in (small, large):
        make.make_steward(network, owner)
    for name, ceiling in CEILINGS.items():
        costs = [_cost(signed_in, reverse(name, args=[one.pk])) for one in (small, large)]
        assert costs[0] == costs[1], f"{name} costs {costs}"
        assert costs[1] <= ceiling, f"{name} costs {costs}"


def test_a_page_over_fifty_networks_costs_what_one_over_ten_costs(owner: User, signed_in: Client) -> None:
    _made_up(owner, 3, 10, people=5, needs=3)
    few = {name: _cost(signed_in, reverse(name)) for name in LISTS}
    _made_up(owner, 4, 50, people=5, needs=3)
    many = {name: _cost(signed_in, reverse(name)) for name in LISTS}
    assert many == few
    assert all(many[name] <= ceiling for name, ceiling in LISTS.items()), many
    assert _cost(signed_in, reverse("networks:list") + "?page=2") <= LISTS["networks:list"]
