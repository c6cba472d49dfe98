"""When the client has died, or may have: the door to what follows, and what its pages read.

From the first word on nothing is sent (networks.outbox, networks.reachable). Whoever took part keeps this one
door after the network has ended; it opens the mourning and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from networks.access import demand, network_for, seat_of_mourner, trace_look
from networks.choices import InvitationStatus
from networks.models import (
    Condolence,
    Farewell,
    Invitation,
    KeepsakeFor,
    Member,
    Mourning,
    Network,
    ThingToArrange,
)
from networks.secrets import hash_secret
from networks.standing import Permission, Seat, Standing


@dataclass(frozen=True, slots=True)
class State:
    """How it stands, and what this seat can do now. ``row`` is None while nobody said anything."""

    row: Mourning | None
    can_say: bool = False
    can_confirm: bool = False
    can_take_back: bool = False
    by_two: bool = False
    can_arrange: bool = False


def is_near(seat: Seat) -> bool:
    """Whether this seat may say that the client has died and arrange what follows: somebody close, or who
    acts for the client or runs the network.
    """
    return seat.may(Permission.MOURN) and (seat.close or seat.for_client or seat.standing == Standing.STEWARD)


def mourner_for(user: Any, pk: UUID, *, near: bool = False, look: str = "") -> Seat:
    """The door to a network in which somebody died, or may have; before that it is the network's own door.

    Raises Http404 outside, and PermissionDenied with ``near`` for who is not close. ``look`` is the verb of
    the trace that this look leaves.
    """
    seat = seat_of_mourner(user, pk, timezone.now()) or network_for(user, pk, Permission.VIEW)
    if near and not is_near(seat):
        raise PermissionDenied
    if look:
        trace_look(seat, look, seat.network)
    return seat


@contextmanager
def mourning_in(actor: Seat, *, near: bool = True) -> Iterator[tuple[Seat, Mourning]]:
    """The door of what is done while a network mourns, also after it has ended: one transaction, the network
    locked, the standing and the mourning looked up again. Raises Http404 when nobody mourns (any more).
    """
    with transaction.atomic():
        Network.objects.select_for_update().filter(pk=actor.network.pk).values_list("pk").first()
        seat = seat_of_mourner(actor.user, actor.network.pk, timezone.now())
        if seat is None:
            raise Http404
        demand(seat, Permission.MOURN)
        if near and not is_near(seat):
            raise PermissionDenied
        row = running(seat.network)
        if row is None:
            raise Http404
        yield seat, row


def running(network: Network) -> Mourning | None:
    """The mourning of this network that was not taken back, with who said and confirmed it."""
    rows = Mourning.objects.filter(network=network, until=None)
    return rows.select_related("said_by", "confirmed_by", "doubted_by").first()


def state(seat: Seat) -> State:
    """How it stands, and what this seat can do now. One query."""
    row = running(seat.network)
    near = is_near(seat)
    if row is None:
        return State(None, can_say=near and _may_say(seat) and not seat.network.has_ended)
    if row.confirmed_at is None:
        other = near and _may_say(seat) and row.said_by_id != seat.user.pk
        back = row.said_by_id == seat.user.pk or seat.for_client
        return State(row, can_confirm=other, can_take_back=back)
    return State(
        row,
        can_take_back=near and row.doubted_by_id != seat.user.pk,
        by_two=row.doubted_by_id is None,
        can_arrange=near,
    )


def _may_say(seat: Seat) -> bool:
    """Nobody says of themselves that they have died."""
    return seat.standing != Standing.CLIENT


def farewell_of(network: Network) -> Farewell | None:
    """The one message that people wrote about the ending of this network."""
    return Farewell.objects.filter(network=network, until=None).select_related("author").first()


def things_to_arrange(network: Network) -> list[ThingToArrange]:
    """What has to be arranged, what is still to do first; nothing while a death is not confirmed."""
    if not _confirmed(network):
        return []
    rows = ThingToArrange.objects.filter(network=network).select_related("taken_by", "network")
    return sorted(rows, key=lambda row: (row.done_at is not None, row.created_at, row.pk))


def thing_for(user: Any, pk: UUID) -> tuple[Seat, ThingToArrange]:
    """The door to one thing to arrange, for who is close."""
    row = ThingToArrange.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    seat = mourner_for(user, row.network_id, near=True)
    if not _confirmed(seat.network):
        raise Http404
    return seat, row


def remembering(user: Any, pk: UUID, *, look: str = "") -> tuple[Seat, Mourning]:
    """The door to the page to remember: for everybody who took part, once somebody close opened it."""
    seat = mourner_for(user, pk)
    row = running(seat.network)
    if row is None or row.confirmed_at is None or not row.remembers:
        raise Http404
    if look:
        trace_look(seat, look, seat.network)
    return seat, row


def condolences(network: Network) -> QuerySet[Condolence]:
    """What people wrote and did not take back, in its order."""
    rows = Condolence.objects.filter(network=network, until=None)
    return rows.select_related("author").order_by("since", "id")


def condolence_for(user: Any, pk: UUID) -> tuple[Seat, Condolence]:
    """The door to one's own words on the page to remember, or anybody's for who is close."""
    row = Condolence.objects.filter(pk=pk, until=None).select_related("author").first()
    if row is None:
        raise Http404
    seat, _mourning = remembering(user, row.network_id)
    if row.author_id != seat.user.pk and not is_near(seat):
        raise Http404
    return seat, row


def keepsake_of(seat: Seat) -> KeepsakeFor | None:
    """What the client wanted this seat to have, once it is confirmed that they died."""
    rows = KeepsakeFor.objects.filter(network=seat.network, until=None, member__in=seat.member_ids)
    return rows.first() if seat.network.has_ended else None


def _confirmed(network: Network) -> bool:
    return Mourning.objects.filter(network=network, until=None, confirmed_at__isnull=False).exists()


def mourned_by(user: Any, at: datetime) -> list[Network]:
    """The networks that mourn and in which this user took part, for the first page. One query."""
    places = Member.objects.taking_part(at).filter(user=user).values("network_id")
    here = Network.objects.filter(mourning_since__isnull=False, fictional=False)
    acts = here.filter(client__representations__user=user, client__representations__until=None)
    runs = here.filter(stewardships__user=user, stewardships__until=None)
    own = here.filter(client__user=user)
    ids = own.values("pk").union(*(rows.values("pk") for rows in (here.filter(pk__in=places), acts, runs)))
    return list(Network.objects.filter(pk__in=ids).select_related("client").order_by("title", "pk"))


def behind_invitation(secret: str) -> Network | None:
    """The network that mourns behind an invitation that nobody answered; None for anything else."""
    if not secret:
        return None
    rows = Invitation.objects.filter(
        secret_hash=hash_secret(secret),
        status=InvitationStatus.SENT,
        network__mourning_since__isnull=False,
        expires_at__gt=timezone.now(),
    )
    found = rows.select_related("network__client").first()
    return found.network if found else None
