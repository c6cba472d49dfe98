"""Putting a barrier to an organisation, taking it back, and what the network says to the answer.

What crosses is one sentence, retyped without names, that somebody saw before it went and said yes to.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.barrier import end_raised, may_end, standing_barrier
from networks.choices.rule import DECIDED, GONE, RaisedAnswer, RuleStatus
from networks.errors import NotFromHere
from networks.models import Barrier, RaisedBarrier, Rule, RuleState
from networks.rules.access import may_put, visible_raised
from networks.rules.influence import communities_here, names_here, organisations_here
from networks.rules.names import named_in, says
from networks.standing import Permission, Seat


class HoldsNames(DomainError):
    """A sentence for outside that holds a name from inside."""

    code = "names"

    def __init__(self, names: list[str]) -> None:
        said = _("Leave out names: %(names)s. Write what is not allowed, not whom it is about.")
        super().__init__(said % {"names": ", ".join(names)}, field="words")


class NotAgreed(DomainError):
    """Nothing goes to an organisation without a yes to what it will read."""

    code = "required"

    def __init__(self) -> None:
        super().__init__(_("Say that they may read this."), field="sure")


def check_sentence(seat: Seat, words: str) -> None:
    """Raise HoldsNames when a sentence names the client, or anybody who is or was around them."""
    names = named_in(words, names_here(seat))
    names += [name for name in communities_here(seat) if says(words, name)]
    if names:
        raise HoldsNames(names)


def put_barrier(*, actor: Seat, barrier: UUID, organisation: UUID, words: str, sure: bool) -> RaisedBarrier:
    """Put what is said to be impossible to an organisation of one of the professionals here.

    It reads ``words``, where it is said to come from, and the day; never which network says it. ``sure`` is
    the yes to exactly that. Raises PermissionDenied for who neither wrote it down nor governs the network,
    NotFromHere for another organisation, HoldsNames, and NotAgreed.
    """
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = standing_barrier(seat, barrier)
        if not may_put(seat, row):
            raise PermissionDenied
        asked = _organisation(seat, organisation)
        if not sure:
            raise NotAgreed
        check_sentence(seat, words)
        raised = RaisedBarrier(
            network=seat.network,
            barrier=row,
            organisation=asked,
            rule=Rule(organisation=asked, words=words, source=row.source, raised_at=seat.at),
            author=seat.user,
            words=words,
            since=seat.at,
        )
        raised.validate_constraints(exclude={"rule"})
        raised.rule.save()
        raised.save()
        RuleState.objects.create(rule=raised.rule, status=RuleStatus.RAISED, since=seat.at)
        if row.status != RuleStatus.TRIED:
            _becomes(row, RuleStatus.ASKED)
        trace(seat, "networks.barrier_put", row, organisation=str(asked.pk))
        return raised


def take_back_raised(*, actor: Seat, raised: UUID) -> RaisedBarrier:
    """Take back what was put to an organisation: this network no longer says it."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _standing(seat, raised)
        if not may_put(seat, row.barrier):
            raise PermissionDenied
        row.until = seat.at
        row.store("until")
        asked = row.barrier.raised.filter(until=None).exists()
        if row.barrier.status == RuleStatus.ASKED and not asked:
            _becomes(row.barrier, RuleStatus.RAISED)
        trace(seat, "networks.barrier_not_put", row.barrier, organisation=str(row.organisation_id))
        return row


def answer_decision(
    *, actor: Seat, raised: UUID, answer: RaisedAnswer | str, outcome: str = "", version: int | None = None
) -> RaisedBarrier:
    """Say what an organisation's decision did here: out of our way, or it still stands.

    Only this yes ends the barrier (with ``outcome`` in the network's own words), never the decision itself;
    who may end it may say so. ``version`` is that of the rule whose decision was read.
    Raises PermissionDenied, Http404, Conflict, DomainError without a decision or without an outcome.
    """
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _standing(seat, raised)
        rule = row.rule.joined_into or row.rule
        if rule.status not in DECIDED:
            raise DomainError(_("There is no answer yet."), code="no_decision")
        rule.expect(version)
        if answer == RaisedAnswer.OVER and not outcome:
            raise DomainError(_("Write down what came of it."), code="required", field="outcome")
        barrier = standing_barrier(seat, row.barrier_id)
        if not (may_end(seat, barrier) or (answer == RaisedAnswer.STILL and may_put(seat, barrier))):
            raise PermissionDenied
        row.answer, row.answered_at = answer, seat.at
        row.store("answer", "answered_at")
        if answer == RaisedAnswer.OVER:
            barrier.until, barrier.outcome = seat.at, outcome
            barrier.status = rule.status if rule.status in GONE else RuleStatus.STAYS
            barrier.store("until", "outcome", "status")
            end_raised(barrier, seat.at)
        elif barrier.status != RuleStatus.TRIED:
            _becomes(barrier, RuleStatus.STAYS)
        trace(seat, "networks.decision_answered", barrier, answer=str(answer), status=str(rule.status))
        return row


def _organisation(seat: Seat, pk: UUID) -> Organisation:
    for one in organisations_here(seat):
        if one.pk == pk:
            return one
    raise NotFromHere("organisation")


def _standing(seat: Seat, pk: UUID) -> RaisedBarrier:
    """What was put to an organisation and not taken back, locked. Raises Http404."""
    rows = visible_raised(seat).filter(until=None).select_for_update(of=("self",))
    row: RaisedBarrier | None = rows.filter(Q(pk=pk)).first()
    if row is None:
        raise Http404
    return row


def _becomes(row: Barrier, status: RuleStatus) -> None:
    if row.status != status:
        row.status = status
        row.store("status")
