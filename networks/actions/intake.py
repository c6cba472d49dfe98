"""Take a care team that another system wrote out into a network: all or nothing, and never twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.errors import DomainError
from networks.access import acting, network_for, networks_of, trace
from networks.actions.network import start_network
from networks.choices import Ground, NeedStatus, Side, Visibility
from networks.intake.draft import Draft, NeedLine, PersonLine
from networks.models import (
    CirclePlacement,
    ImportDraft,
    LifeDomain,
    Member,
    Need,
    NeedState,
    Network,
)
from networks.standing import Permission, Seat


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the network, how many people and needs were added, and who was there already."""

    network: Network
    people_added: int
    people_known: int
    needs_added: int


class NobodyNamed(DomainError):
    """The file names no client, and nobody filled one in."""

    code = "no_client"

    def __init__(self) -> None:
        super().__init__(_("Fill in for whom this network is."), field="client_name")


class NameTaken(DomainError):
    """The file itself does not say which client it is about, and the actor has a network of that name."""

    code = "name_taken"

    def __init__(self) -> None:
        super().__init__(
            _("You are in a network of somebody with this name already. Open it, and bring the file there."),
            field="client_name",
        )


def keep_draft(*, actor: Any, draft: Draft, filename: str, network: Network | None = None) -> ImportDraft:
    """Keep a reading for its owner until it is saved, dropped or a day old."""
    return ImportDraft.objects.create(
        owner=actor,
        network=network,
        filename=filename[-200:],
        content=draft.to_json(),
        expires_at=timezone.now() + timedelta(hours=settings.IMPORT_DRAFT_HOURS),
    )


class AlreadyUsed(DomainError):
    """The reading was saved or dropped by another press of the same button."""

    code = "already_used"

    def __init__(self) -> None:
        super().__init__(_("This file was saved or forgotten already."))


def drop_draft(*, draft: ImportDraft) -> None:
    """Forget a reading: it was a copy of a file, not a record. Raises AlreadyUsed for the second to come."""
    dropped, _rows = ImportDraft.objects.filter(pk=draft.pk).delete()
    if not dropped:
        raise AlreadyUsed


def network_of_client(actor: Any, draft: Draft, at: datetime) -> Network | None:
    """The network among the actor's own that was made from the same client's file before."""
    if not draft.client_key:
        return None
    return networks_of(actor, at).filter(client__source_key=draft.client_key).select_related("client").first()


@transaction.atomic
def import_network(
    *,
    actor: Any,
    draft: Draft,
    client_name: str = "",
    ground: Ground | None = None,
    place: dict[str, Any] | None = None,
    left_out: Collection[str] = (),
    time_zone: str = "Europe/Amsterdam",
) -> Imported:
    """Make a network from a reading, or complete the one that an earlier reading of this client made.

    ``left_out`` holds the keys of lines the user does not want. Without a ground the actor runs the network
    as steward from ``place``. Raises NobodyNamed when neither the file nor the user names the client, and
    NameTaken when only the name could tell whether this client's network is there already.
    """
    at = timezone.now()
    network = network_of_client(actor, draft, at)
    if network is None:
        name = client_name.strip() or draft.client_name
        if not name:
            raise NobodyNamed
        if not draft.client_key and networks_of(actor, at).filter(client__name__iexact=name).exists():
            raise NameTaken
        own = place or {"side": Side.FORMAL if ground is None else Side.INFORMAL}
        network = start_network(actor=actor, name=name[:150], ground=ground, place=own, time_zone=time_zone)
        client = network.client
        client.source_key = draft.client_key
        client.store("source_key")
    seat = network_for(actor, network.id, Permission.GOVERN_MEMBERS)
    return import_into(actor=seat, draft=draft, left_out=left_out)


def import_into(*, actor: Seat, draft: Draft, left_out: Collection[str] = ()) -> Imported:
    """Add to an existing network whoever and whatever of a reading is not there yet."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        chosen = [line for line in draft.people if line.key not in left_out]
        new = _new_people(seat, chosen)
        _add_people(seat, new)
        needs = _add_needs(seat, [line for line in draft.needs if line.key not in left_out])
        trace(
            seat,
            "networks.people_imported",
            seat.network,
            format=draft.format,
            people=str(len(new)),
            needs=str(needs),
        )
        return Imported(seat.network, len(new), len(chosen) - len(new), needs)


def _new_people(seat: Seat, lines: Iterable[PersonLine]) -> list[PersonLine]:
    """Lines of people who never had a place here. Somebody who left is not brought back by a file."""
    members = list(Member.objects.filter(network=seat.network).values_list("source_key", "name"))
    keys = {key for key, _name in members if key}
    names = {name.casefold() for _key, name in members}
    new: dict[str, PersonLine] = {}
    for line in lines:
        if line.key not in keys and line.name.casefold() not in names:
            new.setdefault(line.key, line)
    return list(new.values())


def _add_people(seat: Seat, lines: Iterable[PersonLine]) -> None:
    members, placements = [], []
    lines = list(lines)
    names = {line.organisation for line in lines if line.organisation and line.side != Side.INFORMAL}
    known = {name: Organisation.objects.named(name, seat.at) for name in names}
    for line in lines:
        member = Member(
            network=seat.network,
            name=line.name,
            side=line.side,
            relation=(line.relation or "") if line.side == Side.INFORMAL else "",
            function=line.function[:120],
            organisation=known.get(line.organisation) if line.side != Side.INFORMAL else None,
            organisation_name=line.organisation[:150],
            email=line.email,
            phone=line.phone[:40],
            since=seat.at,
            joined_at=seat.at if line.takes_part else None,
            source_key=line.key,
        )
        members.append(member)
        placements.append(CirclePlacement(member=member, circle=line.circle, since=seat.at))
    Member.objects.bulk_create(members)
    CirclePlacement.objects.bulk_create(placements)


def _add_needs(seat: Seat, lines: Iterable[NeedLine]) -> int:
    known = set(Need.objects.filter(network=seat.network).values_list("source_key", flat=True))
    domains = {domain.code: domain for domain in LifeDomain.objects.filter(organisation=None)}
    needs, through = [], Need.domains.through
    placed = []
    for line in lines:
        if line.key in known:
            continue
        known.add(line.key)
        need = Need(
            network=seat.network,
            author=seat.user,
            for_client=seat.for_client,
            words=line.words[:300],
            visibility=seat.network.need_visibility,
            since=seat.at,
            source_key=line.key,
        )
        unreadable = need.visibility == Visibility.FAMILY and not seat.sees_family
        if unreadable or need.visibility == Visibility.NAMED:
            need.visibility = Visibility.CLOSE
        needs.append(need)
        if line.domain in domains:
            placed.append(through(need_id=need.pk, lifedomain_id=domains[line.domain].pk))
    Need.objects.bulk_create(needs)
    through.objects.bulk_create(placed)
    NeedState.objects.bulk_create(
        NeedState(need=need, status=NeedStatus.OPEN, since=seat.at) for need in needs
    )
    return len(needs)
