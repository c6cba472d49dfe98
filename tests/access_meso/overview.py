"""Who gets what of the networks of an organisation in numbers, and of who counts a network."""

from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from networks.models import Host, Member, Network, Participation, SavedView, Team
from tests.access_rows import (
    CLIENT,
    MEMBERS,
    NO,
    NO_SUCH_METHOD,
    NONE,
    RUNS_LINDE,
    SIGNED_IN,
    Line,
    Row,
)

OTHERS = {"fatima": NO, "carla": NO}
MANAGES = Row(("els",), inside=NONE, but=OTHERS | {"karel": NO})
WORKS = Row(("els", "karel", "fatima", "carla"), inside=NONE)
VIEWS = Row(("els",), inside=NONE)
OF_LINDE_INSIDE = Row(("fatima",))

LINES = (
    Line("networks:offices", SIGNED_IN, NO_SUCH_METHOD),
    Line("networks:office", WORKS, NO_SUCH_METHOD, "organisation"),
    Line("networks:overview", MANAGES, NO_SUCH_METHOD, "organisation"),
    Line("networks:overview_sheet", MANAGES, NO_SUCH_METHOD, "organisation"),
    Line("networks:overview_network", MANAGES, MANAGES, "participation"),
    Line("networks:view_add", MANAGES, MANAGES, "organisation"),
    Line("networks:view_end", NO_SUCH_METHOD, VIEWS, "saved_view"),
    Line("networks:teams", MANAGES, MANAGES, "organisation"),
    Line("networks:team_end", MANAGES, MANAGES, "team"),
    Line("networks:yearly", RUNS_LINDE, NO_SUCH_METHOD, "organisation"),
    Line("networks:counted", MEMBERS, NO_SUCH_METHOD, "network"),
    Line("networks:nickname", OF_LINDE_INSIDE, OF_LINDE_INSIDE, "participation"),
    Line("networks:host_add", CLIENT, CLIENT, "network"),
    Line("networks:host_end", NO_SUCH_METHOD, CLIENT, "host"),
    Line("api:offices", SIGNED_IN, NO_SUCH_METHOD),
    Line("api:overview", MANAGES, NO_SUCH_METHOD, "organisation"),
    Line("api:overview_totals", MANAGES, NO_SUCH_METHOD, "organisation"),
    Line("api:overview_signals", MANAGES, NO_SUCH_METHOD, "participation"),
    Line("api:overview_team", NO_SUCH_METHOD, MANAGES, "participation", {"team": "$team"}),
    Line("api:teams", MANAGES, MANAGES, "organisation", {"name": "East"}),
    Line("api:team_end", NO_SUCH_METHOD, MANAGES, "team"),
    Line("api:saved_views", MANAGES, MANAGES, "organisation", {"name": "Mine"}),
    Line("api:saved_view_end", NO_SUCH_METHOD, VIEWS, "saved_view"),
    Line("api:yearly", RUNS_LINDE, NO_SUCH_METHOD, "organisation"),
    Line("api:counted", MEMBERS, NO_SUCH_METHOD, "network"),
    Line("api:nickname", NO_SUCH_METHOD, OF_LINDE_INSIDE, "participation", {"nickname": "The blue door"}),
    Line("api:hosts", MEMBERS, CLIENT, "network", {"organisation": "De Linde"}),
    Line("api:host_end", NO_SUCH_METHOD, CLIENT, "host"),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """How one organisation knows this network: De Linde for Bram's, another one for Eve's."""
    of_bram = author.email.startswith("bram")
    linde = Organisation.objects.get(name="De Linde")
    elsewhere = {"name": "Elsewhere of the overview", "kind": "care_provider"}
    organisation = linde if of_bram else Organisation.objects.create(**elsewhere)
    els = User.objects.get(email="els@example.org")
    if of_bram:
        Member.objects.filter(network=network, user__email="fatima@example.org").update(organisation=linde)
    number = Participation.objects.filter(organisation=organisation).count() + 1
    return {
        "team": Team.objects.create(organisation=organisation, name=f"Team {number}"),
        "saved_view": SavedView.objects.create(organisation=organisation, user=els, name=f"View {number}"),
        "host": Host.objects.create(network=network, organisation=linde, since=timezone.now()),
        "participation": Participation.objects.create(
            organisation=organisation,
            network=network,
            number=number,
            status=network.status,
            facets=[f"n{network.status}"],
        ),
    }
