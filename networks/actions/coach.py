"""Coaching on the organisation's side: ask a network for its consent, and keep the coaches' log."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.choices.coaching import MOST_WAITING, RESTS, WAITS, CoachingKind, Opens
from networks.coaching.doors import (
    alive,
    coached,
    office_event,
    opened,
    opened_experiments,
    own_note_for,
    questions,
)
from networks.errors import NotFromHere
from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Rule
from networks.rules.refusing import HoldsName, refuse_names

WRITTEN = ("kind", "day", "words")


def ask_consent(*, actor: Any, organisation: UUID, number: int, words: str) -> CoachingQuestion:
    """Ask a network, by the organisation's number for it, to open something; ``words`` says why.

    It waits with the client for some weeks. Whether there is such a network, and what came of it, is told to
    nobody here. Raises DomainError for a number that was asked lately, and with many questions under way.
    """
    with _coaching(actor, organisation) as office:
        lately = questions(office)
        if lately.filter(waits_until__gt=office.at).count() >= MOST_WAITING:
            raise DomainError(
                _("Many questions are waiting. Ask no more until some have gone."), code="too_many"
            )
        before = lately.filter(number=number).first()
        if before is not None and before.until is not None:
            said = _("You asked this network already. You can ask again from %(day)s.")
            raise DomainError(
                said % {"day": timezone.localdate(before.until).isoformat()}, code="asked", field="number"
            )
        row = CoachingQuestion.objects.create(
            organisation=office.organisation,
            number=number,
            network_id=_to_ask(office, number),
            author=office.user,
            words=words,
            since=office.at,
            waits_until=office.at + WAITS,
            until=office.at + RESTS,
        )
        announce(office_event(office, "networks.coaching_asked", row.network_id))
        return row


def write_note(
    *,
    actor: Any,
    organisation: UUID,
    kind: CoachingKind | str,
    day: date,
    words: str,
    rule: UUID | None = None,
    counted: UUID | None = None,
    experiment: UUID | None = None,
) -> CoachingNote:
    """Write a line in the log. It may be about a rule of the organisation, about a network that opened
    something (``counted``, the organisation's own id for it), or about an experiment one may know of.

    Raises HoldsName, NotFromHere, and DomainError for a day to come or about more than one thing.
    """
    with _coaching(actor, organisation) as office:
        if sum(one is not None for one in (rule, counted, experiment)) > 1:
            raise DomainError(_("Choose one thing that it is about."), code="one", field="about")
        row = CoachingNote(
            organisation=office.organisation,
            author=office.user,
            kind=CoachingKind(kind),
            day=day,
            words=words,
            since=office.at,
        )
        row.rule = _rule(office, rule) if rule else None
        row.network_id, row.experiment_id = _about(office, counted, experiment)
        _check(office, day, words)  # last: whoever tries names writes them down
        row.save()
        _announce(office, "networks.coaching_note_written", row)
        return row


def revise_note(*, actor: Any, note: UUID, version: int | None = None, **written: Any) -> CoachingNote:
    """Change the kind, the day or the words of a line one wrote. Raises as write_note(), Conflict."""
    unknown = set(written) - set(WRITTEN)
    if unknown:
        raise TypeError(f"is not written there: {sorted(unknown)}")
    with _own(actor, note) as (office, row):
        row.expect(version)
        for field, value in written.items():
            setattr(row, field, value)
        _check(office, row.day, row.words)
        row.store(*written)
        _announce(office, "networks.coaching_note_revised", row)
        return row


def take_back_note(*, actor: Any, note: UUID) -> CoachingNote:
    """Take back a line one wrote: nobody reads it any more."""
    with _own(actor, note) as (office, row):
        row.until = max(office.at, row.since)
        row.store("until")
        _announce(office, "networks.coaching_note_taken_back", row)
        return row


@contextmanager
def _coaching(actor: Any, organisation: UUID) -> Iterator[Office]:
    """One transaction, the organisation locked, the hat looked up again. That a line was refused is announced
    after it, without its words: within, it would be undone. Raises Http404, PermissionDenied.
    """
    try:
        with transaction.atomic():
            coached(actor, organisation)
            Organisation.objects.select_for_update().filter(pk=organisation).values_list("pk").first()
            yield coached(actor, organisation)
    except HoldsName:
        with transaction.atomic():
            announce(office_event(coached(actor, organisation), "networks.coaching_note_refused", None))
        raise


@contextmanager
def _own(actor: Any, pk: UUID) -> Iterator[tuple[Office, CoachingNote]]:
    """A line that this user wrote, with the organisation locked. Raises Http404, PermissionDenied."""
    found, _row = own_note_for(actor, pk)
    with _coaching(actor, found.organisation.pk) as office:
        _again, row = own_note_for(actor, pk)
        yield office, row


def _to_ask(office: Office, number: int) -> UUID | None:
    """The network with this number, if it can be asked. Where somebody ended a consent it rests as where one
    said no, where it lapsed it does not; one that opened everything has nothing left to be asked.
    """
    row = alive(office).filter(number=number).first()
    if row is None:
        return None
    given = CoachingConsent.objects.filter(organisation=office.organisation, network=row.network_id)
    if given.filter(until__gt=office.at - RESTS, ended_by__isnull=False).exists():
        return None
    return None if given.filter(until=None).count() == len(Opens) else row.network_id


def _check(office: Office, day: date, words: str) -> None:
    if day > timezone.localdate(office.at):
        raise DomainError(_("Choose today or a day before it."), code="in_the_future", field="day")
    refuse_names(office, words)


def _rule(office: Office, pk: UUID) -> Rule:
    row = Rule.objects.filter(organisation=office.organisation, pk=pk).first()
    if row is None:
        raise NotFromHere("rule")
    return row


def _about(office: Office, counted: UUID | None, experiment: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The network and the experiment that a line is about. Raises NotFromHere for what is not open."""
    if experiment is not None:
        tried = opened_experiments(office).filter(pk=experiment).first()
        if tried is None:
            raise NotFromHere("experiment")
        return tried.network_id, tried.pk
    if counted is not None:
        row = opened(office).filter(pk=counted).first()
        if row is None:
            raise NotFromHere("counted")
        return row.network_id, None
    return None, None


def _announce(office: Office, verb: str, row: CoachingNote) -> None:
    """What is about a network stands in that network's ledger too: the client can see that it was written."""
    subject = Subject(kind="coachingnote", id=row.pk)
    detail = {"organisation": str(office.organisation.pk), "kind": str(row.kind)}
    announce(Event(verb=verb, actor=office.user, network_id=row.network_id, subject=subject, detail=detail))
