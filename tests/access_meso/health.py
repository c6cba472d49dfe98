"""The access matrix of how it goes. The signal of the scene is about the network as a whole."""

from typing import Any

from accounts.models import User
from networks.choices.health import SignalKind
from networks.models import Member, Network, Signal
from tests.access_rows import GOVERNS, MEMBERS, Line
from tests.access_rows import NO_SUCH_METHOD as EITHER
from tests.daily import hence

DAY = hence(20).date().isoformat()

LINES = (
    Line("networks:health", MEMBERS, EITHER, "network"),
    Line("networks:health_numbers", MEMBERS, EITHER, "network"),
    Line("networks:signal_put_off", GOVERNS, GOVERNS, "signal"),
    Line("networks:signal_look_again", EITHER, GOVERNS, "signal"),
    Line("api:signals", MEMBERS, EITHER, "network"),
    Line("api:numbers", MEMBERS, EITHER, "network"),
    Line("api:weeks", MEMBERS, EITHER, "network"),
    Line("api:signal_put_off", EITHER, GOVERNS, "signal", {"until": DAY}),
    Line("api:signal_look_again", EITHER, GOVERNS, "signal"),
)


def make_signal(network: Network, kind: SignalKind = SignalKind.NO_STAND_IN, **fields: Any) -> Signal:
    """A signal that is open."""
    fields.setdefault("figures", {"people": 4})
    return Signal.objects.create(network=network, kind=kind, **fields)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One signal about the network."""
    return {"signal": make_signal(network)}
