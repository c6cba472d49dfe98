"""How an organisation knows the networks that count there: teams, nicknames and views; and who hosts one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.access import acting, trace
from networks.errors import NotFromHere
from networks.models import Host, Member, Participation, SavedView, Team
from networks.overview.asking import question
from networks.overview.copying import copy, hold
from networks.overview.doors import (
    counting,
    hosts,
    managed,
    office_event,
    participation_for,
    team_for,
    teams,
    view_for,
    views,
    works_for,
)
from networks.overview.naming import names_somebody, tells_a_number
from networks.standing import Permission, Seat

MOST_TEAMS, MOST_VIEWS = 200, 20
"""More than these, and nobody can choose any more."""


def add_team(*, actor: Any, organisation: UUID, name: str) -> Team:
    """Add a team to an organisation. Raises as managed(), DomainError for a name that is there already."""
    with transaction.atomic():
        office = _locked(actor, organisation)
        if teams(office).count() >= MOST_TEAMS:
            raise DomainError(_("There are enough teams. End one first."), code="too_many")
        if teams(office).filter(name__iexact=name).exists():
            raise DomainError(_("There is a team with this name already."), code="taken", field="name")
        team: Team = Team.objects.create(organisation=office.organisation, name=name, since=office.at)
        _announce(office, "networks.team_added", team)
    return team


def end_team(*, actor: Any, team: UUID) -> Team:
    """End a team. The networks it had are without a team from now on."""
    with transaction.atomic():
        office, row = team_for(actor, team)
        office = _locked(actor, office.organisation.pk)
        row.refresh_from_db()
        if row.until is not None:
            raise Http404
        row.until = office.at
        row.store("until")
        held = Participation.objects.filter(team=row)
        networks = list(held.values_list("network_id", flat=True))
        hold(networks)
        held.update(team=None)
        copy(networks, office.at)
        _announce(office, "networks.team_ended", row)
        return row


def set_team(*, actor: Any, participation: UUID, team: UUID | None) -> Participation:
    """Say which team of the organisation a network belongs to; None for none of them."""
    with transaction.atomic():
        office, row = participation_for(actor, participation)
        chosen = teams(office).filter(pk=team).first() if team else None
        if team and chosen is None:
            raise NotFromHere("team")
        # First what may wait for a reading of the network, then the lock that a reading waits for.
        announce(office_event(office, "networks.team_set", row, team=str(chosen.pk) if chosen else ""))
        hold([row.network_id])
        row.refresh_from_db()
        row.team = chosen
        row.store("team")
        copy([row.network_id], office.at)
        row.refresh_from_db()
        return row


def give_nickname(*, actor: Seat, participation: UUID, nickname: str) -> Participation:
    """Give a network a nickname for the colleagues of one's organisation.

    Only somebody of that organisation who takes part may: they know the names that a nickname must not hold,
    so that a refusal tells them nothing. Raises PermissionDenied for everybody else inside.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = counting(seat).select_for_update(of=("self",)).filter(pk=participation).first()
        if row is None:
            raise Http404
        if row.organisation_id not in works_for(seat):
            raise PermissionDenied
        if tells_a_number(nickname) or names_somebody(nickname, _names_in(seat)):
            raise DomainError(
                _("A nickname names nobody here, and holds no address or long number. Choose another one."),
                code="names_somebody",
                field="nickname",
            )
        row.nickname = " ".join(nickname.split())
        row.store("nickname")
        trace(seat, "networks.nickname_given", seat.network, organisation=str(row.organisation_id))
        return row


def _names_in(seat: Seat) -> list[str]:
    client = seat.network.client
    people = Member.objects.filter(network=seat.network).values_list("name", flat=True)
    return [client.name, client.called, seat.network.title, *people]


def let_host(*, actor: Seat, organisation: str) -> Host:
    """Let an organisation host this network: it is counted there although nobody of it takes part."""
    with acting(actor, Permission.APPOINT) as seat:
        found = Organisation.objects.named(organisation, seat.at)
        if found is None:
            raise DomainError(
                _("No organisation here has this name. Write it as on its own page."),
                code="unknown",
                field="organisation",
            )
        if hosts(seat).filter(organisation=found).exists():
            raise DomainError(
                _("This organisation hosts the network already."), code="taken", field="organisation"
            )
        row = Host.objects.create(network=seat.network, organisation=found, since=seat.at)
        trace(seat, "networks.host_let", seat.network, organisation=str(found.pk))
        return row


def end_host(*, actor: Seat, host: UUID) -> Host:
    """An organisation no longer hosts this network."""
    with acting(actor, Permission.APPOINT, also_ended=True) as seat:
        row = hosts(seat).select_for_update(of=("self",)).filter(pk=host).first()
        if row is None:
            raise Http404
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.host_ended", seat.network, organisation=str(row.organisation_id))
        return row


def save_view(*, actor: Any, organisation: UUID, name: str, asked: Mapping[str, Any]) -> SavedView:
    """Keep a question to the overview under a name, for oneself."""
    with transaction.atomic():
        office = _locked(actor, organisation)
        if views(office).count() >= MOST_VIEWS:
            raise DomainError(_("You have enough views. Take one away first."), code="too_many")
        if views(office).filter(name__iexact=name).exists():
            raise DomainError(_("You have a view with this name already."), code="taken", field="name")
        wanted = question(asked)
        view: SavedView = SavedView.objects.create(
            user=office.user,
            organisation=office.organisation,
            name=name,
            facets=list(wanted.facets),
            sort=wanted.sort,
            since=office.at,
        )
        return view


def end_view(*, actor: Any, view: UUID) -> SavedView:
    """Take a saved view away."""
    with transaction.atomic():
        _office, row = view_for(actor, view)
        row.until = timezone.now()
        row.store("until")
        return row


def _locked(actor: Any, organisation: UUID) -> Office:
    """The office again, with the organisation locked: who comes second sees what the first one made."""
    managed(actor, organisation)
    Organisation.objects.select_for_update().get(pk=organisation)
    return managed(actor, organisation)


def _announce(office: Office, verb: str, team: Team) -> None:
    announce(Event(verb=verb, actor=office.user, subject=Subject(kind="team", id=team.pk, label=team.name)))
