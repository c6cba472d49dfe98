"""Tells how De Linde knows its networks: they are read and counted, have teams, and some a nickname."""

from django.utils import timezone

from accounts.access import offices_of
from accounts.models import User
from networks.access import seats_of
from networks.actions.overview import add_team, give_nickname, save_view, set_team
from networks.health.rounds import begin_new, sweep
from networks.overview.copying import recount, retell
from networks.overview.doors import participations

TEAMS = ("Team North", "Team South")
NICKNAMES = ("The blue door", "Above the bakery", "The long garden")


def tell_of_overview(users: dict[str, User]) -> None:
    """Read every network, and let the manager and a professional of De Linde tell them apart.

    Called last: what is told after it is not counted before the next reading.
    """
    at = timezone.now()
    begin_new()
    sweep()
    els = users["els"]
    office = offices_of(els, at)[0]
    linde = office.organisation.pk
    teams = [add_team(actor=els, organisation=linde, name=name) for name in TEAMS]
    rows = list(participations(office).order_by("number"))
    for turn, row in enumerate(rows[:-1]):
        set_team(actor=els, participation=row.pk, team=teams[turn % 2].pk)
    seats = seats_of(users["fatima"], at, [row.network_id for row in rows[1:]])
    for seat, nickname in zip(seats, NICKNAMES, strict=False):
        row = next(one for one in rows if one.network_id == seat.network.pk)
        give_nickname(actor=seat, participation=row.pk, nickname=nickname)
    save_view(actor=els, organisation=linde, name="Without a stand-in", asked={"signal": "no_stand_in"})
    recount(at)
    retell(linde, at)
