"""Whom somebody may tell of what is done for a need: an ask or a swap tells people about it."""

from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

from networks.choices import Visibility
from networks.models import Member, Need
from networks.readers import may_read, seat_to_be, seats_in
from networks.standing import Permission, Seat


class Told:
    """Who of these members (with their circle) may be told, by one seat, of what is done for a need.

    Who wrote the need, or decides who reads it, may tell anybody; others tell those who may read it. What is
    for family only is told to no professional. Asks nothing of the database while every need is for all.
    """

    def __init__(self, seat: Seat, members: Mapping[UUID, Member]) -> None:
        self.seat = seat
        self.members = members
        self.kept: dict[UUID, frozenset[UUID]] = {}

    def who(self, need: Need | None) -> frozenset[UUID]:
        """The members who may be told of something for this need (None: for the network as a whole)."""
        if need is None or need.visibility == Visibility.EVERYONE:
            return frozenset(self.members)
        if need.pk not in self.kept:
            self.kept[need.pk] = frozenset(pk for pk in self.members if self._may(need, self._seats[pk]))
        return self.kept[need.pk]

    @cached_property
    def _seats(self) -> dict[UUID, Seat]:
        """The seat each member has, or would have with an account."""
        to_be = {
            pk: seat_to_be(self.seat, one, getattr(one, "circle", "") or "")
            for pk, one in self.members.items()
        }
        return to_be | {
            pk: seat for seat in seats_in(self.seat.network, self.seat.at) for pk in seat.member_ids
        }

    def _may(self, need: Need, theirs: Seat) -> bool:
        if need.visibility == Visibility.FAMILY and not theirs.sees_family:
            return False
        if self.seat.wrote(need.author_id, need.for_client) or self.seat.may(Permission.SET_VISIBILITY):
            return True
        named = self._named.get(need.pk, frozenset()) if need.visibility == Visibility.NAMED else frozenset()
        return may_read(
            theirs, need.visibility, author_id=need.author_id, for_client=need.for_client, named=named
        )

    @cached_property
    def _named(self) -> dict[UUID, frozenset[UUID]]:
        """Who is named for each need of the network that only named people read. One query."""
        rows = Need.named.through.objects.filter(
            need__network=self.seat.network, need__visibility=Visibility.NAMED
        )
        found: dict[UUID, set[UUID]] = {}
        for need, member in rows.values_list("need_id", "member_id"):
            found.setdefault(need, set()).add(member)
        return {need: frozenset(members) for need, members in found.items()}
