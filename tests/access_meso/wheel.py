"""The access matrix of parts of life and of three sides: the client says, and chooses who reads it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.models import LifeDomain, Member, Network, WheelWord
from tests import factories as make
from tests.access_rows import CLIENT, MEMBERS, Line
from tests.access_rows import NO_SUCH_METHOD as EITHER

EVERYBODY = {"visibility": "everyone"}

LINES = (
    Line("networks:wheel", MEMBERS, EITHER, "network"),
    Line("networks:wheel_words", MEMBERS, EITHER, "network"),
    Line("networks:wheel_say", CLIENT, CLIENT, "network"),
    Line("networks:wheel_audience", CLIENT, CLIENT, "wheel_word"),
    Line("networks:wheel_take_back", CLIENT, CLIENT, "wheel_word"),
    Line("networks:sides", MEMBERS, EITHER, "network"),
    Line("api:wheel_words", MEMBERS, CLIENT, "network", EVERYBODY | {"words": "It goes"}),
    Line("api:wheel_spokes", MEMBERS, EITHER, "network"),
    Line("api:wheel_word", MEMBERS, EITHER, "wheel_word"),
    Line("api:wheel_audience", EITHER, CLIENT, "wheel_word", EVERYBODY),
    Line("api:wheel_take_back", EITHER, CLIENT, "wheel_word"),
    Line("api:sides", MEMBERS, EITHER, "network"),
)


def make_word(
    network: Network,
    author: User,
    code: str = "meaning",
    *,
    said_at: datetime | None = None,
    **fields: Any,
) -> WheelWord:
    """What the client said of a part of life, for everybody to read, just now."""
    given = {"words": "I miss the garden", "how_well": HowWell.SO_SO, "visibility": Visibility.EVERYONE}
    domain = LifeDomain.objects.get(organisation=None, code=code)
    said_at = said_at or make.ago(0)
    return WheelWord.objects.create(
        network=network, domain=domain, author=author, said_at=said_at, **(given | fields)
    )


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """Something the client said of a part of life."""
    return {"wheel_word": make_word(network, author)}
