"""How it went: done, did not happen, or on another day; told once, kindly, and to be corrected later."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.promise import known_promise, shift
from networks.choices import Verb
from networks.models import Promise
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
