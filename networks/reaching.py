"""How somebody is reached, read for their own page: hours, and a table of switches for each network."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from networks.access import networks_of
from networks.choices import Channel, MessageKind
from networks.models import Network, PushSubscription, Reachability, Switch
from networks.moments.table import MOMENTS

CHANNELS = (Channel.MAIL, Channel.NOTICE, Channel.PUSH)


@dataclass(frozen=True, slots=True)
class Turned:
    """One switch: a kind over a channel, and whether it is on. ``name`` is its field in a form."""

    kind: str
    channel: str
    label: str
    on: bool

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.channel}"


@dataclass(frozen=True, slots=True)
class Panel:
    """The switches of one network, kind by kind."""

    network: Network
    rows: tuple[tuple[str, tuple[Turned, ...]], ...]

    @property
    def off(self) -> int:
        """How many are off."""
        return sum(not one.on for _label, row in self.rows for one in row)


def reach_of(user: Any) -> Reachability:
    """How this user wants to be reached; with what holds for everybody when they never said."""
    return Reachability.objects.filter(user=user).first() or Reachability(user=user)


def networks_for(user: Any, at: datetime) -> list[Network]:
    """The networks from which messages can come, by name."""
    return list(networks_of(user, at).select_related("client").order_by("title", "pk"))


def panel(user: Any, network: Network, channels: Iterable[Channel] = CHANNELS) -> Panel:
    """The switches of one network. One query."""
    return _panel(network, list(Switch.objects.filter(user=user, off=True)), tuple(channels))


def panels(user: Any, at: datetime, channels: Iterable[Channel] = CHANNELS) -> list[Panel]:
    """The switches of every network this user is in. Two queries."""
    rows = list(Switch.objects.filter(user=user, off=True))
    return [_panel(network, rows, tuple(channels)) for network in networks_for(user, at)]


def _panel(network: Network, rows: list[Switch], channels: tuple[Channel, ...]) -> Panel:
    off = {(row.kind, row.channel) for row in rows if row.network_id in (None, network.pk)}

    def is_on(kind: str, channel: str) -> bool:
        return not off & {(kind, channel), (kind, ""), ("", channel), ("", "")}

    return Panel(
        network,
        tuple(
            (
                str(MessageKind(kind).label),
                tuple(
                    Turned(kind, channel, str(channel.label), is_on(kind, channel))
                    for channel in channels
                    if channel in row.channels
                ),
            )
            for kind, row in MOMENTS.items()
            if row.mutable
        ),
    )


def browsers_of(user: Any) -> list[PushSubscription]:
    """The browsers in which this user asked for messages, newest first."""
    return list(PushSubscription.objects.filter(user=user, ended_at=None).order_by("-created_at"))
