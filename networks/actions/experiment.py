"""A small experiment: propose it, say yes, tell how a week was, stop it, and look back on it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import moments
from networks.access import acting, subject_of, trace
from networks.actions.member import current
from networks.actions.swap import may_end as may_end_swap
from networks.actions.swap import rule_stands, wind_up
from networks.choices import Side
from networks.choices.experiment import (
    LONGEST,
    SHORTEST,
    USUAL,
    ExperimentState,
    HowWasIt,
    SpeaksFor,
    Verdict,
)
from networks.choices.rule import RuleStatus
from networks.doors import visible_barriers
from networks.errors import NotFromHere
from networks.experiments import last_week, swap_left, swaps_to_try, visible_experiments
from networks.models import Barrier, Experiment, ExperimentVoice, ExperimentWeek, Member, Swap
from networks.standing import Permission, Seat


class OtherState(DomainError):
    """A verb that an experiment in this state does not know."""

    code = "experiment_state"

    def __init__(self) -> None:
        super().__init__(_("This is no longer as you saw it. Look at how it stands now."))


def speaks_as(seat: Seat, voice: ExperimentVoice) -> bool:
    """Whether this seat speaks there: for the client who speaks for the client, for a member that member,
    and for a member without an account who organises and heard their answer.
    """
    if voice.member is None:
        return seat.for_client
    if voice.member_id in seat.member_ids:
        return True
    return voice.member.user_id is None and seat.may(Permission.ORGANIZE)


def is_concerned(seat: Seat, experiment: Experiment, voices: Iterable[ExperimentVoice]) -> bool:
    """Whether this seat may stop it and look back on it: somebody concerned, who proposed it, or who
    organises.
    """
    own = experiment.author_id == seat.user.pk or seat.may(Permission.ORGANIZE)
    return own or any(speaks_as(seat, voice) for voice in voices)


def propose_experiment(
    *,
    actor: Seat,
    words: str,
    stop_rule: str,
    people: Iterable[UUID],
    hope: str = "",
    weeks: int = USUAL,
    budget: int | None = None,
    swap: UUID | None = None,
    barrier: UUID | None = None,
) -> Experiment:
    """Propose to try something for some weeks. The client is always concerned, and so are ``people`` (ids of
    members) and, with a swap, its two. It begins when all of them have said yes; the proposer's own counts.

    Raises NotFromHere, and DomainError for a number of weeks that is not between 2 and 12.
    """
    with acting(actor, Permission.ASK) as seat:
        if not SHORTEST <= weeks <= LONGEST:
            raise DomainError(_("Choose two to twelve weeks."), code="weeks", field="weeks")
        tried = _swap(seat, swap) if swap else None
        row = Experiment(
            network=seat.network,
            author=seat.user,
            words=words,
            hope=hope,
            swap=tried,
            barrier=_barrier(seat, barrier, tried),
            weeks=weeks,
            stop_rule=stop_rule,
            budget=budget,
            proposed_at=seat.at,
        )
        row.validate_constraints()
        row.save()
        _add_voices(seat, row, _members(seat, people, tried))
        trace(seat, "networks.experiment_proposed", row, swap=str(swap or ""), barrier=str(barrier or ""))
        return row


def answer_experiment(*, actor: Seat, experiment: UUID, yes: bool) -> Experiment:
    """Say yes or no, for all for whom this seat speaks. A no needs no reason, and then it does not begin.
    With the last yes it begins: today is its first day, and the rule that it tries is being tried.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, experiment)
        own = [voice for voice in _voices(row) if speaks_as(seat, voice)]
        if not own:
            raise PermissionDenied
        _expect(row, ExperimentState.PROPOSED)
        if yes:
            _agree(seat, row, own)
            trace(seat, "networks.experiment_answered", row, state=str(row.state))
        else:
            _does_not_begin(seat, row)
        return row


def tell_week(
    *,
    actor: Seat,
    experiment: UUID,
    voice: UUID,
    week: int,
    how: HowWasIt | str,
    words: str = "",
    minutes: int | None = None,
) -> ExperimentWeek:
    """Tell how a week was, for one of those concerned; telling again replaces it. ``minutes`` is the time
    that staff spent on it that week, which only they tell.

    Raises PermissionDenied for somebody else's week, DomainError for a week that has not begun.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, experiment)
        one = row.voices.select_related("member").filter(pk=voice).first()
        if one is None:
            raise NotFromHere("voice")
        if not speaks_as(seat, one):
            raise PermissionDenied
        if not 1 <= week <= last_week(row, seat.network.today(seat.at)):
            raise DomainError(_("This week has not begun."), code="not_yet", field="week")
        if minutes is not None and one.speaks_for != SpeaksFor.PAID:
            raise DomainError(_("Only staff tell how many minutes."), code="staff_only", field="minutes")
        told = ExperimentWeek.objects.filter(voice=one, week=week).first()
        told = told or ExperimentWeek(network=seat.network, voice=one, week=week)
        told.how, told.words, told.minutes = HowWasIt(how), words, minutes
        told.author, told.said_at = seat.user, seat.at
        told.validate_constraints()
        if told._state.adding:
            told.save()
        else:
            told.store("how", "words", "minutes", "author", "said_at")
        trace(seat, "networks.experiment_told", row, week=str(week))
        return told


def swap_ends(swap: Swap, verdict: Verdict | str = Verdict.STOP) -> bool:
    """Whether a swap ends with its experiment whatever is chosen: a rule stands in its way, so that it ran
    for the experiment alone, and that was stopped.
    """
    return verdict == Verdict.STOP and rule_stands(swap)


def stop_experiment(*, actor: Seat, experiment: UUID, why: str = "", end_swap: bool = False) -> Experiment:
    """Stop it, at any moment, by anybody concerned: no yes is needed. What was proposed is taken back.

    ``end_swap`` ends the swap that it tried as well, for who may end that; see also swap_ends().
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, experiment)
        if not is_concerned(seat, row, _voices(row)):
            raise PermissionDenied
        _expect(row, ExperimentState.PROPOSED, ExperimentState.RUNS)
        row.stopped_why = why
        _leave_swap(seat, row, end_swap, Verdict.STOP)
        if row.state == ExperimentState.PROPOSED:
            _does_not_begin(seat, row)
            return row
        row.state, row.ended_at, row.ended_by = ExperimentState.STOPPED, seat.at, seat.user
        row.store("state", "ended_at", "ended_by", "stopped_why")
        moments.on_experiment_ended(row)
        trace(seat, "networks.experiment_stopped", row, state=str(row.state))
        return row


def look_back(
    *,
    actor: Seat,
    experiment: UUID,
    verdict: Verdict | str = "",
    changed_client: str | None = None,
    changed_unpaid: str | None = None,
    changed_paid: str | None = None,
    verdict_words: str = "",
    end_swap: bool = False,
    version: int | None = None,
) -> Experiment:
    """Write down what changed for each side and what is decided: keep, change or stop. Whoever is concerned
    may, while it runs or after it was stopped, and may write it again; what is None stays as it was. A
    professional writes what changed for staff, and neither speaks for the others nor decides.

    While it runs ``end_swap`` ends the swap that it tried as well, for who may end that; see swap_ends().
    Raises DomainError without a verdict, PermissionDenied for a professional who says more.
    """
    changed = {"changed_client": changed_client, "changed_unpaid": changed_unpaid}
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, experiment)
        if not is_concerned(seat, row, _voices(row)):
            raise PermissionDenied
        _expect(row, ExperimentState.RUNS, ExperimentState.STOPPED, ExperimentState.DECIDED)
        row.expect(version)
        if seat.formal and (verdict or any(changed.values())):
            raise PermissionDenied
        changed["changed_paid"] = changed_paid
        for name, words in changed.items():
            if words is not None:
                setattr(row, name, words)
        row.store(*changed)
        if not seat.formal:
            _decide(seat, row, verdict, verdict_words, end_swap)
        trace(seat, "networks.experiment_decided", row, verdict=str(verdict))
        return row


def _decide(seat: Seat, row: Experiment, verdict: Verdict | str, words: str, end_swap: bool) -> None:
    if not verdict:
        raise DomainError(_("Choose what you decide."), code="required", field="verdict")
    _leave_swap(seat, row, end_swap, verdict)
    row.verdict, row.verdict_words = Verdict(verdict), words
    row.state = ExperimentState.DECIDED
    row.ended_at, row.ended_by = row.ended_at or seat.at, row.ended_by or seat.user
    row.store("verdict", "verdict_words", "state", "ended_at", "ended_by")
    moments.on_experiment_ended(row)


def _swap(seat: Seat, pk: UUID) -> Swap:
    swap: Swap | None = swaps_to_try(seat).filter(pk=pk).first()
    if swap is None or not may_end_swap(seat, swap):
        raise NotFromHere("swap")
    return swap


def _barrier(seat: Seat, pk: UUID | None, swap: Swap | None) -> Barrier | None:
    """The rule that is named, or else the one that the swap ran into."""
    if pk is None:
        return swap.barrier if swap and swap.barrier and swap.barrier.until is None else None
    barrier: Barrier | None = visible_barriers(seat).standing().filter(pk=pk).first()
    if barrier is None:
        raise NotFromHere("barrier")
    return barrier


def _members(seat: Seat, people: Iterable[UUID], swap: Swap | None) -> list[Member]:
    given = [current(seat, pk) for pk in dict.fromkeys(people)]
    if swap is not None:
        known = {member.pk for member in given}
        given += [member for member in (swap.taker, swap.freed) if member.pk not in known]
    elif not given:
        raise DomainError(_("Choose at least one person who helps."), code="required", field="people")
    return given


def _add_voices(seat: Seat, row: Experiment, members: list[Member]) -> None:
    common: dict[str, Any] = {"network": seat.network, "experiment": row}
    client = ExperimentVoice(**common, speaks_for=SpeaksFor.CLIENT)
    rows = [client, *(ExperimentVoice(**common, speaks_for=_side(one), member=one) for one in members)]
    for voice in rows:
        own = seat.for_client if voice.member is None else voice.member_id in seat.member_ids
        voice.agreed_at = seat.at if own else None
        voice.save()


def _side(member: Member) -> SpeaksFor:
    return SpeaksFor.PAID if member.side == Side.FORMAL else SpeaksFor.UNPAID


def _voices(row: Experiment) -> list[ExperimentVoice]:
    return list(row.voices.select_related("member"))


def _agree(seat: Seat, row: Experiment, own: list[ExperimentVoice]) -> None:
    for voice in own:
        if voice.agreed_at is None:
            voice.agreed_at = seat.at
            voice.store("agreed_at")
    if row.voices.filter(agreed_at=None).exists():
        return
    today = seat.network.today(seat.at)
    row.state, row.first_on = ExperimentState.RUNS, today
    row.last_on = today + timedelta(weeks=row.weeks) - timedelta(days=1)
    row.store("state", "first_on", "last_on")
    _try_rule(seat, row)
    moments.on_experiment_began(row, seat.at)


def _try_rule(seat: Seat, row: Experiment) -> None:
    barrier = Barrier.objects.select_for_update().filter(pk=row.barrier_id, until=None).first()
    if barrier is not None and barrier.status != RuleStatus.TRIED:
        barrier.status = RuleStatus.TRIED
        barrier.store("status")


def _does_not_begin(seat: Seat, row: Experiment) -> None:
    """Somebody said no, or took it back: who that was stands nowhere."""
    row.state, row.ended_at = ExperimentState.NOT_BEGUN, seat.at
    row.store("state", "ended_at", "stopped_why")
    moments.on_experiment_ended(row)
    verb = "networks.experiment_not_begun"
    announce(Event(verb=verb, actor=None, network_id=seat.network.pk, subject=subject_of(row)))


def _leave_swap(seat: Seat, row: Experiment, wanted: bool, verdict: Verdict | str) -> None:
    """What becomes of the swap: it goes on, or ends with its experiment. Raises PermissionDenied."""
    swap = swap_left(seat, row)
    if swap is None or not (wanted or swap_ends(swap, verdict)):
        return
    if not (swap_ends(swap, verdict) or may_end_swap(seat, swap)):
        raise PermissionDenied
    wind_up(seat, swap)


def _locked(seat: Seat, pk: UUID) -> Experiment:
    """An experiment this seat may know of, locked. Raises Http404."""
    row = visible_experiments(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _expect(row: Experiment, *states: ExperimentState) -> None:
    if row.state not in states:
        raise OtherState
