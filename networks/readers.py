"""Who reads what: everybody with a seat in a network, and what each visibility opens to whom.

``may_read`` says of one seat and one row what networks.models.readable asks the database for many rows; a
test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from carenet.lib.models import uuid7
from networks.access import seat_in
from networks.choices import Circle, Side, Visibility
from networks.models import Member, Network
from networks.models.readable import levels_of
from networks.standing import Seat, Standing


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would read something with this visibility; ``seats`` is None when names are still to be chosen."""

    visibility: Visibility
    seats: tuple[Seat, ...] | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can sign in to this network: the name others know, and their seat."""

    name: str
    seat: Seat


def readers_of(network: Network, at: datetime) -> list[Reader]:
    """Everybody who has a standing in this network at this moment, by name. Four queries."""
    found = [Reader(name=str(seat.user), seat=seat) for seat in seats_in(network, at)]
    return sorted(found, key=lambda reader: reader.name.casefold())


def may_read(
    seat: Seat,
    visibility: str,
    *,
    author_id: UUID,
    for_client: bool,
    named: frozenset[UUID] = frozenset(),
) -> bool:
    """Whether this seat reads a row of its own network with that author and visibility."""
    if visibility == Visibility.FAMILY and not seat.sees_family:
        return False
    if visibility in levels_of(seat) or seat.wrote(author_id, for_client):
        return True
    if for_client and seat.for_client:
        client_id = seat.network.client.user_id
        if author_id != client_id or seat.user.pk == client_id:
            return True
    return visibility == Visibility.NAMED and bool(seat.member_ids & named)


def seats_in(network: Network, at: datetime) -> list[Seat]:
    """The seat of everybody who can sign in to a network, closest members first. Three queries."""
    people: dict[UUID, tuple[Any, Standing, list[Any]]] = {}
    members = Member.objects.taking_part(at).filter(network=network, user__is_active=True)
    for member in members.select_related("user").with_circle(at).closest_first():
        people.setdefault(member.user_id, (member.user, Standing.MEMBER, []))[2].append(member)
    for standing, rows in (
        (Standing.STEWARD, network.stewardships),
        (Standing.REPRESENTATIVE, network.client.representations),
    ):
        for row in rows.at(at).filter(user__is_active=True).select_related("user"):
            places = people[row.user_id][2] if row.user_id in people else []
            people[row.user_id] = (row.user, standing, places)
    client = network.client.user
    if client is not None and client.is_active:
        places = people[client.pk][2] if client.pk in people else []
        people[client.pk] = (client, Standing.CLIENT, places)
    return [_seat(network, at, *found) for found in people.values()]


def _seat(network: Network, at: datetime, user: Any, standing: Standing, places: list[Any]) -> Seat:
    sides = {place.side for place in places}
    return Seat(
        user=user,
        network=network,
        at=at,
        standing=standing,
        member_ids=frozenset(place.pk for place in places),
        formal=Side.FORMAL in sides,
        informal=Side.INFORMAL in sides,
        close=any(place.circle == Circle.CLOSE for place in places),
    )


def audience_of(seat: Seat, row: Any) -> list[Seat]:
    """The seats of everybody who may read this need or note at this moment."""
    named = (
        frozenset(row.named.values_list("pk", flat=True))
        if row.visibility == Visibility.NAMED
        else frozenset()
    )
    author = {"author_id": row.author_id, "for_client": row.for_client}
    everyone = seats_in(seat.network, seat.at)
    return [one for one in everyone if may_read(one, row.visibility, named=named, **author)]


def audiences(seat: Seat, row: Any = None) -> list[Audience]:
    """For each visibility this seat may choose: who would read it, a new row or this one."""
    author_id = row.author_id if row else seat.user.pk
    for_client = row.for_client if row else seat.for_client
    everyone = seats_in(seat.network, seat.at)
    choices = [one for one in Visibility if one != Visibility.FAMILY or seat.sees_family]
    return [Audience(visibility, _who(visibility, everyone, author_id, for_client)) for visibility in choices]


def _who(
    visibility: Visibility, everyone: Iterable[Seat], author_id: UUID, for_client: bool
) -> tuple[Seat, ...] | None:
    if visibility == Visibility.NAMED:
        return None
    return tuple(
        one for one in everyone if may_read(one, visibility, author_id=author_id, for_client=for_client)
    )


def seat_of(seat: Seat, member: Member) -> Seat | None:
    """The seat this member holds in the same network, None for somebody who cannot sign in here."""
    return seat_in(member.user, seat.network.pk, seat.at) if member.user else None


def seat_to_be(seat: Seat, member: Member, circle: str) -> Seat:
    """The seat that somebody who has not joined yet would get, as they are described and placed now."""
    return Seat(
        user=User(pk=uuid7()),
        network=seat.network,
        at=seat.at,
        standing=Standing.MEMBER,
        member_ids=frozenset({member.pk}),
        formal=member.side == Side.FORMAL,
        informal=member.side == Side.INFORMAL,
        close=circle == Circle.CLOSE,
    )
