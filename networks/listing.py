"""The list of somebody's networks, page by page: as quick for ten thousand networks as for ten.

First the ids of one page are found, from whichever end of the list is nearer; only then is read what the page
shows of those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Upper

from networks.access import networks_of, seats_of
from networks.models import Member, Network
from networks.standing import Seat
from networks.waiting import people_in

PAGE = 50
SORTS = ("name", "-name", "since", "-since", "people", "-people")


@dataclass(frozen=True, slots=True)
class Row:
    """One network in the list: my seat in it and how many people take part."""

    seat: Seat
    people: int


class Networks(Sequence[UUID]):
    """The ids of my networks in an order, for a paginator: counted once, sliced from the nearer end."""

    def __init__(self, rows: QuerySet[Network], sort: str, at: datetime) -> None:
        self.rows, self.sort, self.at = rows, sort, at

    @cached_property
    def _count(self) -> int:
        return self.rows.count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        ids = _ordered(self.rows, self.sort, self.at).values_list("id", flat=True)
        if start <= len(self) // 2:
            return list(ids[start:stop])
        return list(ids.reverse()[len(self) - stop : len(self) - start])[::-1]


def my_networks(
    user: Any, at: datetime, *, words: str = "", status: str = "", sort: str = "name"
) -> Networks:
    """The networks in which this user has a place, narrowed by what was asked for."""
    rows = networks_of(user, at)
    if status:
        rows = rows.filter(status=status)
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(client__name__icontains=word) | Q(purpose__icontains=word)
        )
    return Networks(rows, sort, at)


def _ordered(rows: QuerySet[Network], sort: str, at: datetime) -> QuerySet[Network]:
    """The last key is always the id, so that every order is total."""
    if sort.endswith("people"):
        members = Member.objects.taking_part(at).filter(network=OuterRef("pk")).order_by()
        number = members.values("network").annotate(number=Count("pk")).values("number")
        rows = rows.annotate(people=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    keys: dict[str, Combinable] = {"name": Upper("title"), "since": F("since"), "people": F("people")}
    ordered = rows.order_by(keys[sort.lstrip("-")], "id")
    return ordered.reverse() if sort.startswith("-") else ordered


def rows_of(user: Any, at: datetime, ids: list[UUID]) -> list[Row]:
    """What the list shows of the networks of one page. Three queries."""
    people = people_in(ids, at)
    return [Row(seat, people.get(seat.network.pk, 0)) for seat in seats_of(user, at, ids)]


def page_of(networks: Networks, number: str | None) -> Any:
    """One page of ids; a number that makes no sense gives the first or the last one."""
    return Paginator(networks, PAGE).get_page(number)
