"""The one rule for who may read a need or a note, as a condition the database applies."""

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from networks.choices import Visibility
from networks.standing import Seat


class ReadableQuerySet(QuerySet[Any]):
    """Rows with ``author``, ``for_client``, ``visibility`` and ``named``."""

    def visible_to(self, seat: Seat) -> Self:
        """Rows of the seat's own network that its holder may read.

        The author always may, except the family-only space for somebody who takes part as a professional, and
        what they wrote for a client for whom they no longer speak.
        Whoever speaks for the client reads all but what others keep to themselves or to named people; a
        representative does not read what the client keeps to themselves.
        """
        return self.filter(self.readable_by(seat), network=seat.network)

    def visible_in_all(self, seats: Iterable[Seat]) -> Self:
        """Rows of several networks that the one holder of these seats may read, as visible_to() for each."""
        alike: dict[tuple[Any, ...], list[Seat]] = {}
        for seat in seats:
            client = seat.network.client.user_id if seat.for_client else None
            key = (seat.close, seat.formal, seat.for_client, seat.sees_family, client)
            alike.setdefault(key, []).append(seat)
        allowed = Q(pk__in=[])
        for group in alike.values():
            places = frozenset[UUID]().union(*(seat.member_ids for seat in group))
            networks = [seat.network.pk for seat in group]
            allowed |= Q(network__in=networks) & self.readable_by(group[0], places)
        return self.filter(allowed)

    def readable_by(self, seat: Seat, places: frozenset[UUID] | None = None) -> Q:
        """The condition itself, for rows of the seat's network; ``places`` are its holder's member ids."""
        own = Q(author=seat.user.pk) if seat.for_client else Q(author=seat.user.pk, for_client=False)
        allowed: Q = Q(visibility__in=levels_of(seat)) | own
        if seat.for_client:
            written_for = Q(for_client=True)
            if seat.user.pk != seat.network.client.user_id:
                written_for &= ~Q(author=seat.network.client.user_id)
            allowed |= written_for
        member_ids = seat.member_ids if places is None else places
        if member_ids:
            through = self.model.named.through.objects.filter(
                **{self.model._meta.model_name: OuterRef("pk")}, member__in=member_ids
            )
            allowed |= Q(Exists(through), visibility=Visibility.NAMED)
        return allowed if seat.sees_family else allowed & ~Q(visibility=Visibility.FAMILY)


def levels_of(seat: Seat) -> list[Visibility]:
    """The levels of which this seat may read whatever is written."""
    levels = [Visibility.EVERYONE]
    if seat.close or seat.for_client:
        levels.append(Visibility.CLOSE)
    if seat.formal or seat.for_client:
        levels.append(Visibility.PROFESSIONALS)
    if seat.sees_family:
        levels.append(Visibility.FAMILY)
    return levels
