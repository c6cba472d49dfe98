"""How it went: done, did not happen, or on another day; told once, kindly, and to be corrected later."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.place import Closed, movers, settle_asks
from networks.actions.promise import known_promise, shift
from networks.actions.series import Change, one_date
from networks.choices import OccurrenceStatus, PromiseStatus, Verb
from networks.models import Occurrence, Promise
from networks.promising import may_move, move
from networks.standing import Permission, Seat

REPORTABLE = (Verb.DONE, Verb.DID_NOT_HAPPEN)


def report(*, actor: Seat, promise: UUID, verb: Verb, reason: str = "") -> Promise:
    """Say how a promise went: Verb.DONE or Verb.DID_NOT_HAPPEN, with a few words if wished. The holder, or
    who arranges it; once, after that it is corrected.
    """
    if verb not in REPORTABLE:
        raise DomainError(_("Say that it is done, or that it did not happen."), code="report", field="verb")
    with acting(actor, Permission.PROMISE) as seat:
        row = tell(seat, known_promise(seat, promise), Verb(verb), reason=reason)
        trace(seat, "networks.promise_reported", row, status=row.status, occurrence=str(row.occurrence_id))
        return row


def tell(seat: Seat, promise: Promise, verb: Verb, *, reason: str = "") -> Promise:
    """Report a promise in a seat whose network is locked. Leaves no trace of its own."""
    return shift(seat, promise, verb, reason=reason)


def correct(*, actor: Seat, promise: UUID, reason: str = "") -> Promise:
    """Correct what was reported: done becomes did not happen, and the other way round."""
    with acting(actor, Permission.PROMISE) as seat:
        row = shift(seat, known_promise(seat, promise), Verb.CORRECT, reason=reason)
        trace(seat, "networks.report_corrected", row, status=row.status, occurrence=str(row.occurrence_id))
        return row


def other_day(*, actor: Seat, promise: UUID, starts: datetime) -> Promise:
    """It did not happen and will on another day: the date moves, and every promise for it stands.

    ``starts`` is wall-clock time in the zone of the task. Raises Closed before the date began, and the
    DomainErrors of a changed date.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_promise(seat, promise)
        if row.stands_in or not may_move(Verb.DID_NOT_HAPPEN, movers(seat, row)):
            raise PermissionDenied
        move(PromiseStatus(row.status), Verb.DID_NOT_HAPPEN)
        rows = Occurrence.objects.select_related("task__network", "task__activity", "network")
        date = rows.select_for_update(of=("self",)).get(pk=row.occurrence_id)
        if date.status != OccurrenceStatus.PLANNED:
            raise Closed(_("How this date went was told already."))
        if date.starts_at > seat.at:
            raise Closed(_("This is still to come. Say afterwards how it went."), code="too_early")
        minutes = round((date.ends_at - date.starts_at).total_seconds() / 60)
        one_date(seat, date, Change(starts, minutes))
        settle_asks(date, seat.at)
        trace(seat, "networks.promise_moved", row, occurrence=str(date.pk))
        row.occurrence = date
        return row
