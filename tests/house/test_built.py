"""Queries that are built once: the rows are those of the query itself, with today's values each time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Count, QuerySet
from django.utils import timezone

from carenet.lib.built import built_once
from networks.models import Member
from tests import factories as make

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
COLUMNS = ("pk", "name", "joined_at", "circle")


def members(network: UUID, at: datetime) -> QuerySet[Member, Any]:
    return (
        Member.objects.at(at).filter(network=network).with_circle(at).order_by("name").values_list(*COLUMNS)
    )


@pytest.mark.django_db
def test_the_rows_are_those_of_the_query_and_follow_the_arguments() -> None:
    quick = built_once(members)
    networks = [make.make_network(), make.make_network()]
    for network in networks:
        for name in ("Anouk", "Fatima"):
            make.make_member(network, name=name)
    henk = make.make_member(networks[0], name="Henk")
    Member.objects.filter(pk=henk.pk).update(since=AT - timedelta(days=999), until=AT - timedelta(days=990))
    now = timezone.now()
    for network in (*networks, *networks):
        assert quick(network.pk, now) == list(members(network.pk, now)) != []
    (then,) = quick(networks[0].pk, at=AT - timedelta(days=995))
    assert then[:2] == (henk.pk, "Henk")
    assert quick(uuid4(), now) == []


@pytest.mark.django_db
def test_what_a_column_passes_through_is_kept() -> None:
    def each(network: UUID) -> QuerySet[Member, Any]:
        return Member.objects.filter(network=network).order_by().values_list("side").annotate(Count("pk"))

    network = make.make_network()
    make.make_member(network)
    assert built_once(each)(network.pk) == list(each(network.pk))


def test_a_moment_that_is_reckoned_is_refused() -> None:
    @built_once
    def lately(network: UUID, at: datetime) -> QuerySet[Member, Any]:
        return Member.objects.filter(network=network, since__gt=at - timedelta(days=30)).values_list("pk")

    @built_once
    def forgotten(network: UUID, at: datetime) -> QuerySet[Member, Any]:
        return Member.objects.filter(network=network).values_list("pk")

    with pytest.raises(TypeError, match="no argument"):
        lately(uuid4(), AT)
    with pytest.raises(TypeError, match="every argument"):
        forgotten(uuid4(), AT)
