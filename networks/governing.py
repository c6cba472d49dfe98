"""What the settings of a network show: who may be appointed, who takes over, and who reads what."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from networks.access import people_then, readable_notes
from networks.choices import Side
from networks.models import Member, Need, Note
from networks.readers import readers_of
from networks.reading import could_succeed, representatives, stewards
from networks.standing import Seat, Standing


@dataclass(frozen=True, slots=True)
class Reads:
    """How much one person can read of what the one who asks can read; ``member_id`` leads to their page."""

    name: str
    standing: Standing
    member_id: UUID | None
    needs: int
    notes: int


def who_reads_what(seat: Seat) -> list[Reads]:
    """Everybody who can sign in to this network, with the number of needs and notes they can read.

    Counted is only what this seat reads itself, so that nothing hidden from it shows up as a number.
    """
    readers = readers_of(seat.network, seat.at)
    open_to = Need.objects.readable_by
    needs = Need.objects.visible_to(seat).aggregate(
        **{f"of_{at}": Count("pk", filter=open_to(reader.seat)) for at, reader in enumerate(readers)}
    )
    notes = readable_notes(seat).aggregate(
        **{f"of_{at}": Count("pk", filter=_notes_open_to(reader.seat)) for at, reader in enumerate(readers)}
    )
    return [
        Reads(
            name=reader.name,
            standing=reader.seat.standing,
            member_id=next(iter(reader.seat.member_ids), None),
            needs=needs[f"of_{at}"],
            notes=notes[f"of_{at}"],
        )
        for at, reader in enumerate(readers)
    ]


def _notes_open_to(seat: Seat) -> Q:
    """What stands beside a need is read only by who may read the need."""
    readable = Need.objects.visible_to(seat).values("id")
    allowed: Q = Note.objects.readable_by(seat) & (Q(need__isnull=True) | Q(need__in=readable))
    return allowed


def without_account(seat: Seat) -> int:
    """How many take part without an account, and so read nothing here."""
    return people_then(seat, seat.at).filter(joined_at__lte=seat.at, user__isnull=True).count()


def could_be_steward(seat: Seat) -> list[Member]:
    """Members with an account who are not stewards yet."""
    taken = set(stewards(seat).values_list("user_id", flat=True))
    return [member for member in _with_account(seat) if member.user_id not in taken]


def could_represent(seat: Seat) -> list[Member]:
    """Members with an account, no professionals, who are not the client nor act for the client yet."""
    taken = {*representatives(seat).values_list("user_id", flat=True), seat.network.client.user_id}
    formal = {member.user_id for member in _with_account(seat) if member.side == Side.FORMAL}
    return [member for member in _with_account(seat) if member.user_id not in taken | formal]


def _with_account(seat: Seat) -> list[Member]:
    return list(people_then(seat, seat.at).filter(joined_at__lte=seat.at, user__isnull=False))


def somebody_speaks(seat: Seat) -> bool:
    """Whether the client has an account or somebody who can sign in acts for them."""
    able = representatives(seat).filter(user__is_active=True)
    return seat.network.client.user_id is not None or able.exists()


def heirs(seat: Seat) -> list[Member] | None:
    """Who can take over when this seat leaves; None when the overview stays in other hands."""
    overview = seat.network.roles.at(seat.at).overview().filter(stands_in=False)
    keeps = overview.filter(member__in=seat.member_ids).exists()
    if not keeps or overview.exclude(member__in=seat.member_ids).exists():
        return None
    return could_succeed(seat, seat.member_ids)
