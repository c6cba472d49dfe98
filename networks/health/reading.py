"""How a network goes, for one reader: signals as far as they may see what is behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from networks.access import network_for, network_of
from networks.choices import NetworkStatus, TaskStatus
from networks.choices.health import ABOUT, SignalKind
from networks.doors import visible_barriers, visible_tasks
from networks.health.saying import next_step, reason
from networks.models import Health, Need, Network, Signal
from networks.standing import Permission, Seat

OF_ALL_TOGETHER = frozenset({SignalKind.LEANS_ON_ONE, SignalKind.FAMILY_DRIFTS, SignalKind.OWN_SAY})
"""How the work or the say is spread over people is for who organises, as networks/load.py has it."""
MANY = 200
"""Signals of one network that are looked at; there are never so many."""
_ORDER = {kind.value: rank for rank, kind in enumerate(SignalKind)}


@dataclass(frozen=True, slots=True)
class Shown:
    """One signal in words for one reader. ``about`` are the words of what it is about, "" for the network."""

    signal: Signal
    title: str
    about: str
    reason: str
    since: datetime
    step: str
    href: str
    put_off: bool
    may_put_off: bool

    @property
    def id(self) -> UUID:
        return self.signal.pk

    @property
    def kind(self) -> SignalKind:
        return SignalKind(self.signal.kind)

    @property
    def quiet_until(self) -> datetime | None:
        """Until when it is put off; None when it is not."""
        return self.signal.quiet_until if self.put_off else None


def is_silent(network: Network) -> bool:
    """Whether nothing is said of this network: ended, at rest, in mourning, or made up to practise with."""
    apart = network.mourning_since is not None or network.fictional
    return apart or network.status in (NetworkStatus.ENDED, NetworkStatus.RESTING)


def signals_for(seat: Seat) -> list[Shown]:
    """What this seat may see of what is open, put off or not; what waits longest first within its kind.

    Four queries, whatever there is.
    """
    if is_silent(seat.network):
        return []
    rows = Signal.objects.open().filter(network=seat.network).order_by("since", "id")[:MANY]
    words = _words(seat)
    shown = [_shown(seat, row, words) for row in rows if _may_see(seat, row, words)]
    return sorted(shown, key=lambda one: _ORDER[one.signal.kind])


def signal_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Shown]:
    """The door to an open signal; one whose ground this user may not see is not there (404)."""
    seat = network_for(user, network_of(Signal.objects, pk), permission)
    for one in signals_for(seat):
        if one.id == pk:
            return seat, one
    raise Http404


def state_of(seat: Seat) -> Health | None:
    """When the network was read last, and the counts then; None before the first time."""
    return Health.objects.filter(network=seat.network, read_at__isnull=False).first()


_BEHIND: dict[str, Callable[[Seat], Iterable[tuple[UUID, str]]]] = {
    "need": lambda seat: Need.objects.visible_to(seat).open().values_list("pk", "words"),
    "task": lambda seat: visible_tasks(seat).exclude(status=TaskStatus.ENDED).values_list("pk", "title"),
    "barrier": lambda seat: visible_barriers(seat).standing().values_list("pk", "words"),
}
_Words = dict[str, dict[UUID, str]]


def _words(seat: Seat) -> _Words:
    return {what: dict(rows(seat)) for what, rows in _BEHIND.items()}


def _may_see(seat: Seat, row: Signal, words: _Words) -> bool:
    """Whoever may not see what is behind a signal does not see it."""
    kind = SignalKind(row.kind)
    if kind in ABOUT:
        return row.subject in words[ABOUT[kind]]
    if row.closed and (not seat.for_client or seat.formal):
        return False
    return kind not in OF_ALL_TOGETHER or seat.may(Permission.ORGANIZE)


def _shown(seat: Seat, row: Signal, words: _Words) -> Shown:
    kind = SignalKind(row.kind)
    step, href = next_step(seat, row)
    about = words[ABOUT[kind]][row.subject] if kind in ABOUT and row.subject else ""
    return Shown(
        signal=row,
        title=str(kind.label),
        about=about,
        reason=reason(kind, row.figures, seat.network.client.short_name),
        since=row.since,
        step=step,
        href=href,
        put_off=row.quiet_until is not None and row.quiet_until > seat.at,
        may_put_off=seat.may(Permission.ORGANIZE),
    )
