"""Lists of questions of an organisation: add one that it has the right to use, and end it.

Every change locks the organisation and looks the hat up again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.measuring import house
from networks.measuring.document import loads
from networks.measuring.offered import instrument_for, instruments, office_of, read_or_refuse
from networks.models import Instrument

MOST = 50
"""More than these running at once, and nobody can choose any more."""


def add_instrument(*, actor: Office, document: str, ground: str, sure: bool) -> Instrument:
    """Offer a list of questions in the networks where this organisation takes part or that it hosts.

    ``document`` is its whole definition as JSON, ``ground`` says why the organisation may use it. An earlier
    edition with the same code ends; who filled that one in still reads it. Raises DomainError for a document
    that is not right, for a code of the house, for the edition that runs already, or without the yes.
    """
    found = read_or_refuse(document)
    if not sure:
        raise DomainError(_("Say that you have the right to use this."), code="required", field="sure")
    if found.code in house.codes():
        raise DomainError(_("The house brings this list along already."), code="taken", field="document")
    with _keeping(actor) as office:
        running = instruments(office).filter(until__isnull=True)
        earlier = running.filter(code=found.code).first()
        if earlier is not None and earlier.edition == found.edition:
            raise DomainError(_("You offer this version already."), code="taken", field="document")
        if earlier is None and running.count() >= MOST:
            raise DomainError(_("There are enough lists. End one first."), code="too_many")
        if earlier is not None:
            _end(earlier, office)
        row = Instrument(
            organisation=office.organisation,
            code=found.code,
            edition=found.edition,
            document=loads(document),
            ground=ground,
            added_by=office.user,
            since=office.at,
        )
        row.validate_constraints()
        row.save()
        _announce(office, "networks.instrument_added", row, earlier=str(earlier.pk) if earlier else "")
        return row


def end_instrument(*, actor: Office, instrument: UUID) -> Instrument:
    """Nobody fills it in any more; who did still reads their own results. Raises DomainError once ended."""
    with _keeping(actor) as office:
        found, row = instrument_for(office.user, instrument)
        if found.organisation.pk != office.organisation.pk:
            raise Http404
        if row.until is not None:
            raise DomainError(_("This list has ended already."), code="ended")
        _end(row, office)
        _announce(office, "networks.instrument_ended", row)
        return row


def _end(row: Instrument, office: Office) -> None:
    row.until = max(office.at, row.since)
    row.store("until")


@contextmanager
def _keeping(actor: Office) -> Iterator[Office]:
    """One transaction, the organisation locked, the hat looked up again. Raises Http404, PermissionDenied."""
    with transaction.atomic():
        Organisation.objects.select_for_update().filter(pk=actor.organisation.pk).values_list("pk").first()
        yield office_of(actor.user, actor.organisation.pk)


def _announce(office: Office, verb: str, row: Instrument, **detail: str) -> None:
    """The trace stands in the book of the house: it belongs to no network and names none."""
    given = {"organisation": str(office.organisation.pk), "code": row.code} | detail
    announce(Event(verb=verb, actor=office.user, subject=Subject(kind="instrument", id=row.pk), detail=given))
