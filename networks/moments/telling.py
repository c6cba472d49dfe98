"""Writing to several people at once, each at their own hour."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from networks import outbox
from networks.choices import MessageKind
from networks.models import Member, Network
from networks.moments.clock import day_of
from networks.moments.table import MOMENTS, SOON

When = Callable[[ZoneInfo], datetime]
"""The moment of a message for a reader in that zone."""


def zone_of(person: Member | User, network: Network) -> ZoneInfo:
    """Where somebody is: the zone of their account, else that of the network."""
    user = person if isinstance(person, User) else person.user
    return ZoneInfo(user.time_zone) if user else network.zone


def stamp(moment: datetime) -> str:
    """A moment as part of a slot, so that a date that moves is another slot."""
    return moment.strftime("%Y%m%dT%H%M%S")


def soon(starts_at: datetime | None, at: datetime) -> bool:
    """Whether something begins within a day, so that a message about it may not wait."""
    return starts_at is not None and starts_at < at + SOON


def tell(
    *,
    network: Network,
    to: Iterable[Member | User],
    kind: MessageKind,
    subject: Any,
    at: datetime,
    when: When | None = None,
    slot: str = "",
    dated: bool = False,
    expires_at: datetime | None = None,
    urgent: bool = False,
    payload: dict[str, str] | None = None,
    channels: Container[str] | None = None,
) -> int:
    """Write to these people; the number of new rows.

    ``when`` None: at once. Whose moment lies before ``at`` gets nothing: it would come too late. ``dated``
    adds the reader's day of that moment to the slot (and, as "day", to the payload), which makes one message
    a day of what is bundled.
    """
    groups: dict[tuple[datetime, str], list[Member | User]] = defaultdict(list)
    for person in to:
        zone = zone_of(person, network)
        moment = when(zone) if when else at
        if moment >= at:
            groups[moment, day_of(moment, zone).isoformat() if dated else ""].append(person)
    lives = MOMENTS[kind].lives
    return sum(
        outbox.post(
            network=network,
            to=people,
            kind=kind,
            subject=subject,
            at=at,
            slot=slot + day,
            not_before=moment if when else None,
            expires_at=expires_at or (moment + lives if lives else None),
            urgent=urgent,
            payload=(payload or {}) | ({"day": day} if day else {}),
            channels=channels,
        )
        for (moment, day), people in groups.items()
    )
