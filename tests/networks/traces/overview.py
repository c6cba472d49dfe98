"""How an organisation knows its networks: what each action is given and the line it leaves."""

from typing import Any

from networks.actions import overview
from networks.choices import NetworkStatus
from networks.models import Host, Member, Participation, Team
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _team(cast: Cast) -> Team:
    return Team.objects.create(organisation=cast.linde, name="North", since=make.ago(9))


def _counted(cast: Cast) -> Participation:
    Member.objects.filter(pk=cast.members["fatima"].pk).update(organisation=cast.linde)
    return Participation.objects.create(
        organisation=cast.linde,
        network=cast.network,
        number=1,
        status=NetworkStatus.ACTIVE,
        since=make.ago(9),
    )


@case(overview.add_team, "team_added")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.els, "organisation": cast.linde.pk, "name": "South"}


@case(overview.end_team, "team_ended")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.els, "team": _team(cast).pk}


@case(overview.set_team, "team_set")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.els, "participation": _counted(cast).pk, "team": _team(cast).pk}


@case(overview.give_nickname, "nickname_given")
def _(cast: Cast) -> dict[str, Any]:
    seat = make.seat(cast.fatima, cast.network)
    return {"actor": seat, "participation": _counted(cast).pk, "nickname": "The blue door"}


@case(overview.let_host, "host_let")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network), "organisation": "De Linde"}


@case(overview.end_host, "host_ended")
def _(cast: Cast) -> dict[str, Any]:
    host = Host.objects.create(network=cast.network, organisation=cast.linde, since=make.ago(9))
    return {"actor": make.seat(cast.bram, cast.network), "host": host.pk}
