"""Swaps: "I take this, so that you can do that". Both say yes for themselves; a rule is never hidden."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.challenge import Rests, to_ask
from networks.actions.member import current
from networks.actions.place import knows
from networks.actions.swap_dates import hand_over, open_again
from networks.choices import BarrierSource, SwapStatus, TaskStatus, Visibility
from networks.choices.rule import RuleStatus
from networks.doors import visible_barriers, visible_swaps, visible_tasks
from networks.errors import NotFromHere
from networks.models import Barrier, Member, Swap, Task
from networks.models.barrier import SwapQuerySet
from networks.standing import Permission, Seat
from networks.telling import Told

LONGEST_RULE = 300


class WrongState(DomainError):
    """A verb that a swap in this state does not know."""

    code = "swap_state"

    def __init__(self) -> None:
        super().__init__(_("This swap no longer stands as you saw it. Look at how it stands now."))


def sides_of(seat: Seat, swap: Swap) -> list[str]:
    """For whom of the two this seat may answer, of "taker" and "freed": for oneself; for somebody without an
    account, who organises and heard their answer.
    """
    notes = seat.may(Permission.ORGANIZE)
    return [
        side
        for side, member in (("taker", swap.taker), ("freed", swap.freed))
        if member.pk in seat.member_ids or (notes and member.user_id is None)
    ]


def is_one_of_two(seat: Seat, swap: Swap) -> bool:
    """Whether this seat is who takes something on, or who is freed."""
    return bool({swap.taker_id, swap.freed_id} & seat.member_ids)


def rule_stands(swap: Swap) -> bool:
    """Whether a rule still stands in the way: its barrier has not ended."""
    return swap.barrier is not None and swap.barrier.until is None


def may_run(seat: Seat, swap: Swap) -> bool:
    """Whether this seat may let the dates be handed over: who organises; with no rule, the two too."""
    if seat.may(Permission.ORGANIZE):
        return True
    return is_one_of_two(seat, swap) and not rule_stands(swap)


def may_end(seat: Seat, swap: Swap) -> bool:
    """Whether this seat may end the swap: the two, who proposed it, or who organises."""
    return is_one_of_two(seat, swap) or swap.author_id == seat.user.pk or seat.may(Permission.ORGANIZE)


def propose_swap(
    *, actor: Seat, taker: UUID, takes: UUID, freed: UUID, frees_for: UUID, words: str = ""
) -> Swap:
    """Propose that one member takes a task on, so that another is free for another task.

    A rule about who may do one of them does not refuse the swap: it is written down as its barrier, in the
    words in which it is said. The proposer's own yes counts. Raises NotFromHere, also for
    somebody who may not be told of one of the tasks, and Rests.
    """
    with acting(actor, Permission.ASK) as seat:
        swap = Swap(
            network=seat.network,
            taker=_one(seat, taker, "taker"),
            takes=_task(seat, takes, "takes"),
            freed=_one(seat, freed, "freed"),
            frees_for=_task(seat, frees_for, "frees_for"),
            author=seat.user,
            words=words,
            proposed_at=seat.at,
            taker_agreed_at=seat.at if taker in seat.member_ids else None,
            freed_agreed_at=seat.at if freed in seat.member_ids else None,
        )
        _check_told(seat, swap)
        swap.validate_constraints()
        swap.barrier = _barrier(seat, swap)
        swap.save()
        moments.on_swap(swap, seat.at)
        trace(seat, "networks.swap_proposed", swap, barrier=str(swap.barrier_id or ""))
        return swap


def answer_swap(*, actor: Seat, swap: UUID, yes: bool, side: str = "") -> Swap:
    """Say yes or no to a proposed swap; a no needs no reason. ``side`` ("taker" or "freed") says for whom,
    for who may answer for somebody else too. With both yeses, and no rule in the way, the dates are handed
    over at once.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, swap)
        chosen = _side(seat, row, side)
        _expect(row, SwapStatus.PROPOSED)
        if not yes:
            row.status, row.ended_at = SwapStatus.DECLINED, seat.at
            row.store("status", "ended_at")
        else:
            _agree(seat, row, chosen)
        moments.on_swap(row, seat.at)
        trace(seat, "networks.swap_answered", row, status=str(row.status))
        return row


def run_swap(*, actor: Seat, swap: UUID, until: date | None = None) -> Swap:
    """ "We try it": hand the dates over. While a rule stands only who organises may, and until a day, which
    makes it a small experiment; a try that runs gets another last day the same way.

    Raises PermissionDenied, DomainError without a last day or with one that is over.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, swap)
        if not may_run(seat, row):
            raise PermissionDenied
        _expect(row, SwapStatus.AGREED)
        if rule_stands(row) and until is None:
            raise DomainError(_("Say until when you try it."), code="required", field="until")
        if until is not None and until <= seat.at.astimezone(row.takes.zone).date():
            raise DomainError(_("Choose a day after today."), code="in_the_past", field="until")
        _run(seat, row, until)
        moments.on_swap(row, seat.at)
        trace(seat, "networks.swap_runs", row, until=until.isoformat() if until else "")
        return row


def end_swap(*, actor: Seat, swap: UUID) -> Swap:
    """End a swap, or take a proposal back: the dates it gave that are still to come are open again."""
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, swap)
        if not may_end(seat, row):
            raise PermissionDenied
        _expect(row, SwapStatus.PROPOSED, SwapStatus.AGREED)
        wind_up(seat, row)
        return row


def wind_up(seat: Seat, row: Swap) -> None:
    """The inner work of ending a swap that lives: for another action that ends it as well."""
    open_again(seat, row)
    row.status, row.ended_at = SwapStatus.ENDED, seat.at
    row.store("status", "ended_at")
    moments.on_swap(row, seat.at)
    trace(seat, "networks.swap_ended", row)


def _side(seat: Seat, row: Swap, side: str) -> str:
    """For whom this seat answers: for whom it says, else for itself. Raises PermissionDenied."""
    sides = sides_of(seat, row)
    own = [one for one in sides if getattr(row, f"{one}_id") in seat.member_ids]
    chosen = side or next(iter(own or sides), "")
    if chosen not in sides:
        raise PermissionDenied
    return chosen


def _agree(seat: Seat, row: Swap, side: str) -> None:
    field = f"{side}_agreed_at"
    setattr(row, field, getattr(row, field) or seat.at)
    if row.taker_agreed_at and row.freed_agreed_at:
        row.status = SwapStatus.AGREED
    row.store("taker_agreed_at", "freed_agreed_at", "status")
    if row.status == SwapStatus.AGREED and not rule_stands(row):
        _run(seat, row, None)


def _run(seat: Seat, row: Swap, until: date | None) -> None:
    for member in (row.taker, row.freed):
        if current(seat, member.pk).is_paused(seat.at):
            raise Rests("")
    _check_family(seat, row)
    row.runs_since, row.tried_until = row.runs_since or seat.at, until
    row.store("runs_since", "tried_until")
    if row.barrier is not None and rule_stands(row) and row.barrier.status != RuleStatus.TRIED:
        row.barrier.status = RuleStatus.TRIED
        row.barrier.store("status")
    hand_over(seat, row)


def _one(seat: Seat, pk: UUID, field: str) -> Member:
    """One of the two: oneself, or somebody who takes part and does not rest."""
    if pk in seat.member_ids:
        return current(seat, pk)
    try:
        return to_ask(seat, pk, field)
    except NotFromHere:
        raise NotFromHere(field) from None


def _task(seat: Seat, pk: UUID, field: str) -> Task:
    found: Task | None = visible_tasks(seat).filter(pk=pk, status=TaskStatus.OPEN).first()
    if found is None:
        raise NotFromHere(field)
    return found


def _check_told(seat: Seat, swap: Swap) -> None:
    """A swap tells both people of both tasks: each has to be somebody who knows of them, or may be told."""
    rows = Member.objects.filter(pk__in=[swap.taker_id, swap.freed_id]).with_circle(seat.at)
    told = Told(seat, {one.pk: one for one in rows})
    for task in (swap.takes, swap.frees_for):
        for field, member in (("taker", swap.taker), ("freed", swap.freed)):
            if member.pk not in told.who(task.need) and not knows(seat, task, member):
                raise NotFromHere(field)


def _check_family(seat: Seat, swap: Swap) -> None:
    """What became for family only since the swap was proposed is not handed to who may not know of it."""
    for member, task in ((swap.taker, swap.takes), (swap.freed, swap.frees_for)):
        family = task.need is not None and task.need.visibility == Visibility.FAMILY
        if family and not knows(seat, task, member):
            raise DomainError(_("One of the two may not know of this any more."), code="may_not_know")


def _barrier(seat: Seat, swap: Swap) -> Barrier | None:
    """The rule that a swap runs into, as a barrier for all to read; one that stands already serves."""
    met = [
        task
        for member, task in ((swap.taker, swap.takes), (swap.freed, swap.frees_for))
        if task.only_side and task.only_side != member.side
    ]
    if not met:
        return None
    words = " · ".join(task.rule_words for task in met)[:LONGEST_RULE]
    standing = visible_barriers(seat).standing().filter(task=met[0], words=words).first()
    return standing or Barrier.objects.create(
        network=seat.network,
        author=seat.user,
        words=words,
        source=BarrierSource.UNKNOWN,
        task=met[0],
        since=seat.at,
    )


def _locked(seat: Seat, pk: UUID) -> Swap:
    """A swap this seat may know of, locked. Raises Http404."""
    rows: SwapQuerySet = visible_swaps(seat)
    row: Swap | None = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _expect(row: Swap, *states: SwapStatus) -> None:
    if row.status not in states:
        raise WrongState
