"""The register of an organisation: its rules, what its managers decide, which are the same, what it shares.

Every change locks the organisation and looks the hat up again. A decision reaches the networks that said the
rule as an answer; it ends nothing there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks import moments
from networks.choices import BarrierSource
from networks.choices.rule import DECIDED, RuleStatus
from networks.errors import NotFromHere
from networks.models import Lesson, RaisedBarrier, Rule, RuleState
from networks.rules.access import DECIDES, lesson_for, register_for, rule_for
from networks.rules.names import says
from networks.rules.refusing import HoldsName, refuse_names
from networks.rules.register import jurisdiction_of

FOUND_OUT = ("words", "source", "owner", "evidence")


class JoinedElsewhere(DomainError):
    """A rule that was joined to another is decided on there."""

    code = "joined"

    def __init__(self) -> None:
        super().__init__(_("This rule was joined to another one. Go there, or split it off first."))


class NamesTheOrganisation(DomainError):
    """What is shared with everybody does not say whose it was."""

    code = "names"

    def __init__(self, field: str) -> None:
        super().__init__(_("Leave out the name of your organisation."), field=field)


def add_rule(
    *,
    actor: Office,
    words: str,
    source: BarrierSource | str = BarrierSource.UNKNOWN,
    owner: str = "",
    evidence: str = "",
) -> Rule:
    """Write a rule into the register without waiting for a network to say it."""
    with _deciding(actor) as office:
        row = Rule(
            organisation=office.organisation,
            words=words,
            source=source,
            owner=owner,
            evidence=evidence,
            raised_at=office.at,
        )
        row.validate_constraints()
        row.save()
        RuleState.objects.create(rule=row, status=row.status, since=office.at, author=office.user)
        _announce(office, "networks.rule_added", row, source=str(source))
        return row


def revise_rule(*, actor: Office, rule: UUID, version: int | None = None, **found_out: Any) -> Rule:
    """Write down what was found out about a rule: its words, where it comes from, whose it is, the evidence.

    The networks keep the words in which they put it. Raises Conflict on a stale version.
    """
    unknown = set(found_out) - set(FOUND_OUT)
    if unknown:
        raise TypeError(f"is not asked about a rule: {sorted(unknown)}")
    with _deciding(actor) as office:
        row = _locked(office, rule)
        row.expect(version)
        for field, value in found_out.items():
            setattr(row, field, value)
        row.validate_constraints()
        row.store(*found_out)
        _announce(office, "networks.rule_revised", row, source=str(row.source))
        return row


def decide_rule(
    *,
    actor: Office,
    rule: UUID,
    status: RuleStatus | str,
    reason: str = "",
    decided_on: date | None = None,
    version: int | None = None,
) -> Rule:
    """Say how far a rule is. A decision (see DECIDED) needs a reason and a day, today when none is given; the
    networks that say the rule read both. Every status stays in its history; a decision can be opened again.

    Raises DomainError without a reason, for a day to come or for the same status again, Conflict.
    """
    with _deciding(actor) as office:
        row = _locked(office, rule)
        row.expect(version)
        if row.joined_into_id:
            raise JoinedElsewhere
        decided = status in DECIDED
        day = _day(office, decided_on) if decided else None
        _check_decision(row, str(status), reason, day)
        before, row.status, row.decided_on = row.status, status, day
        row.reason = reason if decided else ""
        row.validate_constraints()
        row.store("status", "reason", "decided_on")
        _new_state(office, row, reason)
        _tell(office, row)
        _announce(office, "networks.rule_decided", row, status=str(status), before=str(before))
        return row


def join_rules(*, actor: Office, rule: UUID, into: UUID) -> Rule:
    """Say that a rule is the same as another of the organisation: it is decided on there from now on, with
    those that were joined to it. Both keep their history. Raises NotFromHere, JoinedElsewhere.
    """
    with _deciding(actor) as office:
        row = _locked(office, rule)
        other = Rule.objects.filter(organisation=office.organisation, pk=into).exclude(pk=row.pk).first()
        if other is None:
            raise NotFromHere("into")
        if row.joined_into_id or other.joined_into_id:
            raise JoinedElsewhere
        row.joined.update(
            joined_into=other, joined_at=office.at, version=F("version") + 1, updated_at=office.at
        )
        row.joined_into, row.joined_at = other, office.at
        row.store("joined_into", "joined_at")
        if row.raised_at < other.raised_at:
            other.raised_at = row.raised_at
            other.store("raised_at")
        _announce(office, "networks.rules_joined", row, into=str(other.pk))
        return row


def split_rule(*, actor: Office, rule: UUID) -> Rule:
    """Take a rule out of the one it was joined to: it stands by itself again, as it stood before."""
    with _deciding(actor) as office:
        row = _locked(office, rule)
        if row.joined_into is None:
            raise DomainError(_("This rule stands by itself already."), code="not_joined")
        other, row.joined_into, row.joined_at = row.joined_into, None, None
        row.store("joined_into", "joined_at")
        other.raised_at = _first_raised(other)
        other.store("raised_at")
        _announce(office, "networks.rule_split", row, out_of=str(other.pk))
        return row


def share_lesson(*, actor: Office, rule: UUID, words: str, outcome: str, sure: bool) -> Lesson:
    """Share what came of a decided rule with everybody, in words that somebody read for names.

    Raises DomainError for a rule without a decision or without the yes, NamesTheOrganisation, and HoldsName
    for a name from a network of the organisation: that it was refused is announced, without its words.
    """
    try:
        return _share(actor, rule, words, outcome, sure=sure)
    except HoldsName:
        with _deciding(actor) as office:
            _announce(office, "networks.lesson_refused", _locked(office, rule))
        raise


def _share(actor: Office, rule: UUID, words: str, outcome: str, *, sure: bool) -> Lesson:
    with _deciding(actor) as office:
        row = _locked(office, rule)
        if row.status not in DECIDED or row.joined_into_id:
            raise DomainError(_("Decide first. Then you can share what came of it."), code="no_decision")
        if not sure:
            raise DomainError(_("Say that it names nobody."), code="required", field="sure")
        for field, text in (("words", words), ("outcome", outcome)):
            if says(text, office.organisation.name):
                raise NamesTheOrganisation(field)
        lesson = Lesson(
            rule=row,
            words=words,
            outcome=outcome,
            source=row.source,
            status=row.status,
            jurisdiction=jurisdiction_of(office.organisation),
            author=office.user,
            since=office.at,
        )
        lesson.validate_constraints()
        for field, text in (("words", words), ("outcome", outcome)):  # last: whoever tries names shares them
            refuse_names(office, text, field=field, capitalised=True)
        lesson.save()
        _announce(office, "networks.lesson_shared", row)
        return lesson


def take_back_lesson(*, actor: Office, lesson: UUID) -> Lesson:
    """Share it no longer: nobody outside the organisation reads it any more."""
    with _deciding(actor) as office:
        _office, row = lesson_for(office.user, lesson)
        row.until = office.at
        row.store("until")
        _announce(office, "networks.lesson_taken_back", row.rule)
        return row


@contextmanager
def _deciding(actor: Office) -> Iterator[Office]:
    """One transaction, the organisation locked, the hat looked up again. Raises Http404, PermissionDenied."""
    with transaction.atomic():
        Organisation.objects.select_for_update().filter(pk=actor.organisation.pk).values_list("pk").first()
        yield register_for(actor.user, actor.organisation.pk, *DECIDES)


def _locked(office: Office, pk: UUID) -> Rule:
    """A rule of this office's organisation; the lock on the organisation guards it. Raises Http404."""
    found, row = rule_for(office.user, pk, *DECIDES)
    if found.organisation.pk != office.organisation.pk:
        raise NotFromHere("rule")
    return row


def _day(office: Office, day: date | None) -> date:
    today = timezone.localdate(office.at)
    if day is not None and day > today:
        raise DomainError(_("Choose today or a day before it."), code="in_the_future", field="decided_on")
    return day or today


def _check_decision(row: Rule, status: str, reason: str, day: date | None) -> None:
    if status in DECIDED and not reason:
        raise DomainError(
            _("Write down why. The networks that say this rule read it."), code="required", field="reason"
        )
    if (status, reason if day else "", day) == (row.status, row.reason, row.decided_on):
        raise DomainError(_("That is how it stands already."), code="same", field="status")


def _first_raised(row: Rule) -> datetime:
    """When a rule, or one that is joined to it, was said first."""
    moments_said = RuleState.objects.filter(Q(rule=row) | Q(rule__joined_into=row))
    first: datetime = moments_said.order_by("since").values_list("since", flat=True)[0]
    return first


def _new_state(office: Office, row: Rule, reason: str) -> None:
    row.states.filter(until=None).update(until=office.at, updated_at=office.at, version=F("version") + 1)
    RuleState.objects.create(
        rule=row,
        status=row.status,
        reason=reason,
        decided_on=row.decided_on,
        author=office.user,
        since=office.at,
    )


def _tell(office: Office, row: Rule) -> None:
    """A new decision is a new answer: what networks said to the one before counts no more."""
    raised = RaisedBarrier.objects.filter(
        until=None, rule__in=[row.pk, *row.joined.values_list("pk", flat=True)]
    )
    raised.exclude(answer="").update(
        answer="", answered_at=None, updated_at=office.at, version=F("version") + 1
    )
    if row.status in DECIDED:
        moments.on_rule_decided(raised, row, office.at)


def _announce(office: Office, verb: str, row: Rule, **detail: str) -> None:
    """The trace stands in the book of the house: it belongs to no network and names none."""
    given = {"organisation": str(office.organisation.pk)} | detail
    announce(Event(verb=verb, actor=office.user, subject=Subject(kind="rule", id=row.pk), detail=given))
