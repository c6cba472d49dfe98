"""The access matrix of a longer look (theirs alone), and of an organisation's lists (who runs it)."""

from typing import Any

from accounts.models import User
from networks.models import Member, Network
from tests import instruments
from tests.access_meso.pulse import CARERS
from tests.access_rows import HENKS, RUNS_LINDE, Line
from tests.access_rows import NO_SUCH_METHOD as EITHER
from tests.rules import organisation_of

WHERE = "office_of_lists"

LINES = (
    Line("networks:checks", CARERS, EITHER, "network"),
    Line("networks:check_add", CARERS, CARERS, "network"),
    Line("networks:check", HENKS, EITHER, "check"),
    Line("networks:check_erase", HENKS, HENKS, "check"),
    Line("networks:instruments", RUNS_LINDE, EITHER, WHERE),
    Line("networks:instrument_add", RUNS_LINDE, RUNS_LINDE, WHERE),
    Line("networks:instrument", RUNS_LINDE, EITHER, "instrument"),
    Line("networks:instrument_end", RUNS_LINDE, RUNS_LINDE, "instrument"),
    Line("api:offered_instruments", CARERS, EITHER, "network"),
    Line("api:checks", CARERS, CARERS, "network", {"instrument": "$instrument"}),
    Line("api:check", HENKS, EITHER, "check"),
    Line("api:instruments", RUNS_LINDE, RUNS_LINDE, WHERE, {"ground": "Our licence"}),
    Line("api:instrument_preview", EITHER, RUNS_LINDE, WHERE),
    Line("api:instrument", RUNS_LINDE, EITHER, "instrument"),
    Line("api:instrument_end", EITHER, RUNS_LINDE, "instrument"),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A list of an organisation, and what the member filled in of it."""
    organisation = organisation_of(network)
    row = instruments.make_instrument(organisation, User.objects.get(email="els@example.org"))
    return {
        WHERE: organisation,
        "instrument": row,
        "check": instruments.make_check(member, row),
    }
