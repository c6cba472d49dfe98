"""The doors: the only way to a network and to anything in it.

Outside your network there is nothing (404). Inside, without the right, you are told so (403).
Every door asks the clock once and returns the seat of the one who came in.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.access import organisation_for
from accounts.models import Organisation
from carenet.lib.events import Event, Subject, announce, announce_look
from carenet.lib.models import holds
from networks.choices import Circle, NetworkStatus, Side
from networks.errors import NetworkEnded
from networks.models import (
    ImportDraft,
    Invitation,
    LifeDomain,
    Member,
    Need,
    NeedLink,
    Network,
    Note,
    Representation,
    Role,
    Stewardship,
)
from networks.standing import Permission, Seat, Standing


def may(seat: Seat | None, permission: Permission) -> bool:
    """Whether this seat gives that right. No seat and an unknown standing mean no."""
    return seat is not None and seat.may(permission)


def networks_of(user: Any, at: datetime) -> QuerySet[Network]:
    """Networks in which this user has a standing at this moment.

    An ended network shows only to those who govern it; one that is made up never does: it is reached from
    where one practises. One union, so that the indexes on the user serve.
    """
    if not user.is_authenticated:
        return Network.objects.none()
    own = Network.objects.filter(client__user=user).values("id")
    acting_for = Representation.objects.at(at).filter(user=user, client__network__isnull=False)
    governed = own.union(acting_for.values("client__network__id"), all=True)
    steward = Stewardship.objects.at(at).filter(user=user).values("network_id")
    member = Member.objects.taking_part(at).filter(user=user).values("network_id")
    alive = ~Q(status=NetworkStatus.ENDED)
    return Network.objects.filter(
        alive | Q(id__in=governed),
        fictional=False,
        id__in=own.union(acting_for.values("client__network__id"), steward, member, all=True),
    )


def has_own_network(user: Any) -> bool:
    """Whether this user is the client of a network, open or ended."""
    return Network.objects.filter(client__user=user).exists()


def _standing(network: Any, user: Any, takes_part: bool, also_ended: bool) -> Standing | None:
    """The strongest standing, or None. Needs the annotations of _for_door()."""
    if network.client.user_id == user.pk:
        return Standing.CLIENT
    if network.acts_for_client:
        return Standing.REPRESENTATIVE
    if network.status == NetworkStatus.ENDED and not also_ended:
        return None
    if network.is_steward:
        return Standing.STEWARD
    return Standing.MEMBER if takes_part else None


def _for_door(user: Any, at: datetime) -> QuerySet[Network]:
    acting_for = Representation.objects.at(at).filter(client=OuterRef("client"), user=user)
    steward = Stewardship.objects.at(at).filter(network=OuterRef("pk"), user=user)
    return Network.objects.with_client().annotate(
        acts_for_client=Exists(acting_for), is_steward=Exists(steward)
    )


def _take_seat(network: Network, user: Any, at: datetime, *, also_ended: bool = False) -> Seat | None:
    places = list(
        Member.objects.taking_part(at)
        .filter(network=network, user=user)
        .with_circle(at)
        .values_list("id", "side", "circle")
    )
    return _seat(network, user, at, places, also_ended=also_ended)


def _seat(
    network: Any, user: Any, at: datetime, places: list[Any], *, also_ended: bool = False
) -> Seat | None:
    """The seat that follows from a network with the annotations of _for_door() and a user's places in it."""
    standing = _standing(network, user, bool(places), also_ended)
    if standing is None:
        return None
    sides = {side for _id, side, _circle in places}
    return Seat(
        user=user,
        network=network,
        at=at,
        standing=standing,
        member_ids=frozenset(member_id for member_id, _side, _circle in places),
        formal=Side.FORMAL in sides,
        informal=Side.INFORMAL in sides,
        close=any(circle == Circle.CLOSE for _id, _side, circle in places),
    )


def seat_in(user: Any, network_id: UUID, at: datetime) -> Seat | None:
    """The seat of this user in that network at this moment; None for somebody outside."""
    if not user.is_authenticated or not user.is_active:
        return None
    network = _for_door(user, at).filter(pk=network_id).first()
    return _take_seat(network, user, at) if network else None


def seat_of_mourner(user: Any, network_id: UUID, at: datetime) -> Seat | None:
    """The seat of this user in a network that mourns: whoever took part keeps it when that is confirmed and
    the network has ended. It opens what concerns the mourning and nothing else. None anywhere else.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    network = _for_door(user, at).filter(pk=network_id, mourning_since__isnull=False).first()
    return _take_seat(network, user, at, also_ended=True) if network else None


def seats_of(user: Any, at: datetime, network_ids: Collection[UUID]) -> list[Seat]:
    """The seats of one user in several networks, in the order of the ids: two queries for any number."""
    places: dict[UUID, list[Any]] = {}
    rows = Member.objects.taking_part(at).filter(network__in=network_ids, user=user).with_circle(at)
    for network_id, *place in rows.values_list("network_id", "id", "side", "circle"):
        places.setdefault(network_id, []).append(tuple(place))
    found = {network.pk: network for network in _for_door(user, at).filter(pk__in=network_ids)}
    seats = (_seat(found[pk], user, at, places.get(pk, [])) for pk in network_ids if pk in found)
    return [seat for seat in seats if seat is not None]


def demand(seat: Seat, permission: Permission) -> None:
    """Raise PermissionDenied (403) when this seat does not give that right."""
    if not may(seat, permission):
        raise PermissionDenied


def network_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> Seat:
    """The door to a network. ``look`` is the verb of the trace this look leaves, before anything is shown.

    Raises Http404 outside, PermissionDenied inside without the right.
    """
    seat = seat_in(user, pk, timezone.now())
    if seat is None:
        raise Http404
    demand(seat, permission)
    if look:
        announce_look(
            _event(seat, look, Subject(kind="network", id=seat.network.id, label=seat.network.title))
        )
    return seat


def member_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Member]:
    """The door to a member, current or former, of a network this user is in."""
    seat = network_for(user, network_of(Member.objects, pk), permission)
    member = seat.network.members.select_related("organisation", "user").with_circle(seat.at).get(pk=pk)
    if look:
        announce_look(_event(seat, look, subject_of(member)))
    return seat, member


def need_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Need]:
    """The door to a need; one that this user may not read is not there (404)."""
    seat = network_for(user, network_of(Need.objects, pk), permission)
    need = Need.objects.visible_to(seat).filter(pk=pk).select_related("author").first()
    if need is None:
        raise Http404
    if look:
        announce_look(_event(seat, look, subject_of(need)))
    return seat, need


def note_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Note]:
    """The door to a note that has not been taken back; one this user may not read is not there (404)."""
    seat = network_for(user, network_of(Note.objects, pk), permission)
    note = readable_notes(seat).filter(pk=pk).first()
    if note is None:
        raise Http404
    return seat, note


def role_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Role]:
    """The door to a role in a network this user is in."""
    seat = network_for(user, network_of(Role.objects, pk), permission)
    return seat, seat.network.roles.select_related("member").get(pk=pk)


def link_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, NeedLink]:
    """The door to a link between two needs, both of which this user may read."""
    seat = network_for(user, network_of(NeedLink.objects, pk), permission)
    readable = Need.objects.visible_to(seat).values("id")
    link = NeedLink.objects.filter(pk=pk, source__in=readable, target__in=readable).first()
    if link is None:
        raise Http404
    return seat, link


def invitation_for(user: Any, pk: UUID) -> tuple[Seat, Invitation]:
    """The door to an invitation: open to its inviter and to whoever governs the membership."""
    seat = network_for(user, network_of(Invitation.objects, pk), Permission.VIEW)
    invitation = seat.network.invitations.select_related("member", "inviter").get(pk=pk)
    if invitation.inviter_id != user.pk:
        demand(seat, Permission.GOVERN_MEMBERS)
    return seat, invitation


def domains_of(organisation: Organisation) -> QuerySet[LifeDomain]:
    """The parts of life that an organisation added; its own door is accounts.access.organisation_for()."""
    return LifeDomain.objects.of_organisation(organisation)


def domain_for(user: Any, pk: UUID) -> LifeDomain:
    """The door to a part of life that an organisation added: open to who runs that organisation."""
    found = LifeDomain.objects.filter(pk=pk).first()
    if found is None or found.organisation_id is None:
        raise Http404
    organisation_for(user, found.organisation_id, timezone.now())
    return found


def draft_for(user: Any, pk: UUID) -> ImportDraft:
    """The door to an uploaded file's reading: its owner only, until it expires, and for a network only while
    they have a place there.
    """
    at = timezone.now()
    draft = ImportDraft.objects.filter(pk=pk, owner=user, expires_at__gt=at).first()
    if draft is None or (draft.network_id is not None and seat_in(user, draft.network_id, at) is None):
        raise Http404
    return draft


def readable_notes(seat: Seat) -> QuerySet[Note]:
    """Notes that have not been taken back and that this seat may read. What stands beside a need is read
    only by who may read the need.
    """
    needs = Need.objects.visible_to(seat).values("id")
    notes = Note.objects.visible_to(seat).at(seat.at).select_related("author", "about")
    return notes.filter(Q(need__isnull=True) | Q(need__in=needs))


def people_then(seat: Seat, moment: datetime) -> QuerySet[Member]:
    """Everyone around the client at a moment, closest first, with the circle they were in."""
    return (
        Member.objects.at(moment)
        .filter(network=seat.network)
        .select_related("organisation")
        .with_circle(moment)
        .closest_first()
    )


def roles_then(seat: Seat, moment: datetime) -> QuerySet[Role]:
    """Every role held in the network at a moment, except those for a need this seat may not read."""
    readable = Need.objects.visible_to(seat).values("id")
    return (
        Role.objects.at(moment)
        .filter(holds(moment, "member__"), network=seat.network)
        .exclude(
            need__isnull=False, need__in=Need.objects.filter(network=seat.network).exclude(id__in=readable)
        )
        .order_by("since", "id")
    )


def links_then(seat: Seat, moment: datetime) -> QuerySet[NeedLink]:
    """Links that held at a moment between needs this seat may read."""
    readable = Need.objects.visible_to(seat).values("id")
    return NeedLink.objects.at(moment).filter(network=seat.network, source__in=readable, target__in=readable)


@contextmanager
def acting(actor: Seat, permission: Permission, *, also_ended: bool = False) -> Iterator[Seat]:
    """The door of every action: one transaction, the network locked, the standing looked up again.

    Raises Http404 or PermissionDenied when the actor lost the place or the right meanwhile, and
    NetworkEnded when the network has ended (unless ``also_ended``).
    """
    with transaction.atomic():
        # First the lock, then the clock and the standing: whoever waited sees what the other one changed.
        Network.objects.select_for_update().filter(pk=actor.network.pk).values_list("pk").first()
        seat = seat_in(actor.user, actor.network.pk, timezone.now())
        if seat is None:
            raise Http404
        demand(seat, permission)
        if seat.network.has_ended and not also_ended:
            raise NetworkEnded
        yield seat


def subject_of(row: Any) -> Subject:
    """The subject of an event: what kind of row, which, and a name. A need or note has no label: its words
    are contents.
    """
    label = str(row) if isinstance(row, (Member, Network)) else ""
    return Subject(kind=row._meta.model_name, id=row.pk, label=label)


def trace(seat: Seat, verb: str, row: Any, **detail: str) -> None:
    """Announce what this seat just did to that row, with codes and ids as detail, never contents."""
    announce(_event(seat, verb, subject_of(row), **detail))


def trace_look(seat: Seat, verb: str, row: Any) -> None:
    """Write down that this seat looks at that row, where the door could not know yet that it would."""
    announce_look(_event(seat, verb, subject_of(row)))


def _event(seat: Seat, verb: str, subject: Subject, **detail: str) -> Event:
    """Of somebody without an account the trace names no actor: it is about the member they are."""
    if seat.standing == Standing.GUEST:
        detail = {subject.kind: str(subject.id)} | detail
        subject = subject_of(Member.objects.get(pk__in=seat.member_ids))
    return Event(
        verb=verb,
        actor=seat.user if seat.user.is_authenticated else None,
        network_id=seat.network.id,
        subject=subject,
        standing=seat.standing,
        on_behalf_of=seat.on_behalf_of,
        detail=detail,
    )


def network_of(rows: Any, pk: UUID) -> UUID:
    """The network to which the row with this id belongs. Raises Http404 when there is no such row."""
    network_id: UUID | None = rows.filter(pk=pk).values_list("network_id", flat=True).first()
    if network_id is None:
        raise Http404
    return network_id
