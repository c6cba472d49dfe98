"""Who gets what of coaching: the client's own pages, and the workspace of De Linde's tilting coach."""

from typing import Any

from accounts.models import User
from networks.choices.coaching import Opens
from networks.models import Member, Network, Participation
from tests import coaching
from tests.access_rows import CLIENT, MEMBERS, NO, NO_SUCH_METHOD, NONE, Line, Row

COACHES = Row(("carla",), inside=NONE, but=dict.fromkeys(("els", "karel", "fatima"), NO))
"""Nobody else of De Linde: not its manager, not its executive, not its professional inside the network."""
NOTE = {"kind": "learned", "day": "2026-11-20", "words": "A habit is quickly called a rule"}

LINES = (
    Line("networks:coaching", MEMBERS, NO_SUCH_METHOD, "network"),
    Line("networks:coaching_give", CLIENT, CLIENT, "participation"),
    Line("networks:coaching_end", NO_SUCH_METHOD, CLIENT, "coaching_consent"),
    Line("networks:coaching_decline", NO_SUCH_METHOD, CLIENT, "coaching_question"),
    Line("networks:coach", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("networks:coach_sheet", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("networks:coach_experiments", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("networks:coach_ask", COACHES, COACHES, "organisation"),
    Line("networks:coach_log", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("networks:coach_note_add", COACHES, COACHES, "organisation"),
    Line("networks:coach_network", COACHES, NO_SUCH_METHOD, "participation"),
    Line("networks:coach_note_edit", COACHES, COACHES, "coaching_note"),
    Line("networks:coach_note_take_back", COACHES, COACHES, "coaching_note"),
    Line("api:coaching", MEMBERS, NO_SUCH_METHOD, "network"),
    Line("api:coaching_questions", CLIENT, NO_SUCH_METHOD, "network"),
    Line("api:coaching_give", CLIENT, CLIENT, "participation", {"opens": "patterns"}),
    Line("api:coaching_end", NO_SUCH_METHOD, CLIENT, "coaching_consent"),
    Line("api:coaching_decline", NO_SUCH_METHOD, CLIENT, "coaching_question"),
    Line("api:coach", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("api:coach_patterns", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("api:coach_experiments", COACHES, NO_SUCH_METHOD, "organisation"),
    Line("api:coach_ask", COACHES, COACHES, "organisation", {"number": "7", "words": "To learn"}),
    Line("api:coach_log", COACHES, COACHES, "organisation", NOTE),
    Line("api:coach_network", COACHES, NO_SUCH_METHOD, "participation"),
    Line("api:coach_note", COACHES, NO_SUCH_METHOD, "coaching_note"),
    Line("api:coach_note_take_back", NO_SUCH_METHOD, COACHES, "coaching_note"),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """What the client opened to the organisation that counts the network, a question, and a line about it."""
    counted = Participation.objects.filter(network=network).order_by("since", "pk")[0]
    carla = User.objects.get(email="carla@example.org")
    consent = coaching.make_consent(counted, author, Opens.PATTERNS)
    coaching.make_consent(counted, author, Opens.EXPERIMENTS)
    return {
        "coaching_consent": consent,
        "coaching_question": coaching.make_question(counted, carla),
        "coaching_note": coaching.make_line(counted.organisation, carla, network=network),
    }
