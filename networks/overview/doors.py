"""The doors to what an organisation sees of its networks. They open on a hat, and open no network."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.access import Office, office_for
from accounts.choices import Hat
from carenet.lib.events import Event, Subject, announce_look
from networks.access import network_for, network_of
from networks.models import Host, Member, Participation, SavedView, Team
from networks.standing import Permission, Seat

LOOK = "networks.office_seen"


def managed(user: Any, pk: UUID) -> Office:
    """The door to an organisation's overview: open to its managers."""
    return office_for(user, pk, Hat.MANAGER, at=timezone.now())


def participations(office: Office) -> QuerySet[Participation]:
    """The networks in which this organisation takes part, or that it hosts, as it may see them; each with its
    ``team_name``, None without a team.
    """
    rows = Participation.objects.filter(organisation=office.organisation, until__isnull=True)
    found: QuerySet[Participation] = rows.annotate(team_name=F("team__name"))
    return found


def participation_for(user: Any, pk: UUID, *, look: bool = False) -> tuple[Office, Participation]:
    """The door to one network as an organisation sees it: open to its managers. ``look`` leaves a trace in
    the network's own ledger: who looked, and for which organisation.
    """
    organisation = Participation.objects.filter(pk=pk).values_list("organisation", flat=True).first()
    if organisation is None:
        raise Http404
    office = managed(user, organisation)
    row = participations(office).filter(pk=pk).first()
    if row is None:
        raise Http404
    if look:
        announce_look(office_event(office, LOOK, row))
    return office, row


def office_event(office: Office, verb: str, row: Participation, **detail: str) -> Event:
    """What somebody does for their organisation about a network, for that network's own ledger."""
    where = office.organisation
    return Event(
        verb=verb,
        actor=office.user,
        network_id=row.network_id,
        subject=Subject(kind="organisation", id=where.pk, label=where.name),
        detail={"hat": Hat.MANAGER.value} | detail,
    )


def trace_sheet(office: Office) -> None:
    """Leave a line in the ledger of the house: somebody took the numbers of an organisation along."""
    where = office.organisation
    subject = Subject(kind="organisation", id=where.pk, label=where.name)
    announce_look(Event(verb="networks.overview_seen", actor=office.user, subject=subject))


def teams(office: Office) -> QuerySet[Team]:
    """The teams of this organisation as they are now."""
    return Team.objects.at(office.at).filter(organisation=office.organisation)


def team_for(user: Any, pk: UUID) -> tuple[Office, Team]:
    """The door to a team: open to the managers of its organisation."""
    row = Team.objects.filter(pk=pk, until__isnull=True).first()
    if row is None:
        raise Http404
    return managed(user, row.organisation_id), row


def views(office: Office) -> QuerySet[SavedView]:
    """The questions this user keeps for this organisation."""
    return SavedView.objects.at(office.at).filter(organisation=office.organisation, user=office.user)


def view_for(user: Any, pk: UUID) -> tuple[Office, SavedView]:
    """The door to a saved view: open to who saved it, while they manage there."""
    row = SavedView.objects.filter(pk=pk, user=user, until__isnull=True).first()
    if row is None:
        raise Http404
    return managed(user, row.organisation_id), row


def counting(seat: Seat) -> QuerySet[Participation]:
    """The organisations that count this network, as whoever is inside sees it."""
    rows = Participation.objects.filter(network=seat.network, until__isnull=True)
    return rows.select_related("organisation", "team").order_by("organisation__name", "pk")


def works_for(seat: Seat) -> set[UUID]:
    """The organisations for which this seat takes part in the network."""
    rows = Member.objects.taking_part(seat.at).filter(pk__in=seat.member_ids, organisation__isnull=False)
    return set(rows.values_list("organisation_id", flat=True))


def counted_for(user: Any, pk: UUID) -> tuple[Seat, Participation]:
    """The door to how an organisation knows a network: open to whoever is in that network. Raises Http404 for
    others; who may give it a nickname is asked by the page and the action.
    """
    seat = network_for(user, network_of(Participation.objects, pk), Permission.VIEW)
    row = counting(seat).filter(pk=pk).first()
    if row is None:
        raise Http404
    return seat, row


def hosts(seat: Seat) -> QuerySet[Host]:
    """The organisations that the client lets host this network now."""
    return Host.objects.at(seat.at).filter(network=seat.network).select_related("organisation")


def host_for(user: Any, pk: UUID) -> tuple[Seat, Host]:
    """The door to an organisation that hosts: open to who speaks for the client."""
    seat = network_for(user, network_of(Host.objects, pk), Permission.APPOINT)
    row = hosts(seat).filter(pk=pk).first()
    if row is None:
        raise Http404
    return seat, row
