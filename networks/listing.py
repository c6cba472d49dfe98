"""The list of somebody's networks, page by page: as quick for ten thousand networks as for ten.

One query finds the ids of a page and counts them all; only then is read what the page shows of those.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.formats import date_format

from carenet.lib.models import holds
from networks.access import networks_of, seats_of
from networks.choices import NetworkStatus
from networks.glance import addresses
from networks.models import Network
from networks.standing import Standing
from networks.waiting import people_in

PAGE = 50
LAST = 100_000
"""No list has more pages than this; a larger number means the last one."""
SORTS = ("name", "-name", "since", "-since", "people", "-people")


@dataclass(frozen=True, slots=True)
class Row:
    """One network in the list, put into words: as what I am in it, how many take part, since when."""

    href: str
    title: str
    name: str
    as_what: str
    status: str
    people: int
    day: str
    since: str


def my_networks(
    user: Any, at: datetime, *, words: str = "", status: str = "", sort: str = "name"
) -> QuerySet[Network]:
    """The networks in which this user has a place, narrowed and ordered by what was asked for."""
    rows = networks_of(user, at)
    if status:
        rows = rows.filter(status=status)
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(client__name__icontains=word) | Q(purpose__icontains=word)
        )
    if sort.endswith("people"):
        here = holds(at, "members__") & Q(members__joined_at__lte=at)
        rows = rows.annotate(people=Count("members", filter=here))
    keys: dict[str, Combinable] = {"name": Upper("title"), "since": F("since"), "people": F("people")}
    ordered = rows.order_by(keys[sort.lstrip("-")], "id")
    return ordered.reverse() if sort.startswith("-") else ordered


def page_of(networks: QuerySet[Network], number: str | None) -> tuple[Page[int], list[UUID]]:
    """A page to steer by and the ids on it; a number that makes no sense gives the first or the last page."""
    wanted = min(int(number), LAST) if number and number.isascii() and number.isdecimal() else 1
    start = (max(wanted, 1) - 1) * PAGE
    found = list(networks.annotate(total=Window(Count("*"))).values_list("id", "total")[start : start + PAGE])
    if not found and start:
        page = Paginator(range(networks.order_by().count()), PAGE).get_page(LAST)
        return page, list(networks.values_list("id", flat=True)[page.start_index() - 1 : page.end_index()])
    page = Paginator(range(found[0][1] if found else 0), PAGE).get_page(start // PAGE + 1)
    return page, [pk for pk, _total in found]


def rows_of(user: Any, at: datetime, ids: list[UUID]) -> list[Row]:
    """What the list shows of the networks of one page. Three queries; every word is looked up once."""
    people = people_in(ids, at)
    href = addresses("networks:network")
    standings = {one: str(one.label) for one in Standing}
    statuses = {one.value: str(one.label) for one in NetworkStatus}
    words = cache(lambda day: date_format(day, "j F Y"))
    rows = []
    for seat in seats_of(user, at, ids):
        network, day = seat.network, timezone.localdate(seat.network.since)
        rows.append(
            Row(
                href=href(network.pk),
                title=network.title,
                name=network.client.name if network.client.name != network.title else "",
                as_what=standings[seat.standing],
                status=statuses[network.status],
                people=people.get(network.pk, 0),
                day=day.isoformat(),
                since=words(day),
            )
        )
    return rows
