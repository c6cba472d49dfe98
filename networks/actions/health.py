"""Signals are put off and looked at again; what they say is counted, and nobody writes it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.health.reading import signals_for
from networks.models import Signal
from networks.standing import Permission, Seat

LONGEST = timedelta(days=366)
"""How far ahead something can be put off."""


class WrongDay(DomainError):
    """A day that lies not ahead, or too far."""

    code = "until"


def put_off(*, actor: Seat, signal: UUID, until: date, version: int | None = None) -> Signal:
    """Not now: leave a signal in peace until a day, for everybody. It stays to be seen, apart.

    Raises WrongDay, Conflict on a stale version, and Http404 for one this seat may not see.
    """
    with acting(actor, Permission.ORGANIZE) as seat:
        row = _locked(seat, signal)
        row.expect(version)
        today = seat.network.today(seat.at)
        if not today < until <= today + LONGEST:
            raise WrongDay(_("Choose a day to come, at most a year ahead."), field="until")
        row.quiet_until = datetime.combine(until, time(), seat.network.zone)
        row.quieted_by = seat.user
        row.store("quiet_until", "quieted_by")
        trace(seat, "networks.signal_put_off", row, kind=row.kind, until=until.isoformat())
        return row


def look_again(*, actor: Seat, signal: UUID) -> Signal:
    """Undo: the signal is no longer put off."""
    with acting(actor, Permission.ORGANIZE) as seat:
        row = _locked(seat, signal)
        row.quiet_until, row.quieted_by = None, None
        row.store("quiet_until", "quieted_by")
        trace(seat, "networks.signal_looked_at_again", row, kind=row.kind)
        return row


def _locked(seat: Seat, pk: UUID) -> Signal:
    """An open signal that this seat may see, locked. Raises Http404."""
    if pk not in {one.id for one in signals_for(seat)}:
        raise Http404
    row = Signal.objects.open().select_for_update(of=("self",)).filter(network=seat.network, pk=pk).first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]
