"""Swaps: who may propose, answer, try and end them; a rule is written down, never hidden, never skipped."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import barrier as barriers
from networks.actions import swap as swaps
from networks.actions.challenge import Rests
from networks.choices import PromiseStatus, SwapStatus, TaskStatus, TaskWhen, Visibility
from networks.errors import NotFromHere
from networks.models import Barrier, Pledge, Promise, Swap, Task
from networks.standing import Seat
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of
from tests.watch import snapshot

REFUSALS = (DomainError, PermissionDenied, Http404, ValidationError)
RULE = "Administration is for employees"
WEEKS = 4


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def books(cast: Cast, *, ruled: bool = True) -> Task:
    """The administration on four Mondays, which Fatima promised for a while."""
    rule = {"only_side": "formal", "rule_words": RULE} if ruled else {}
    weekly = {"when": TaskWhen.RHYTHM, "rule": "FREQ=WEEKLY"}
    task = daily.make_task(cast.network, cast.bram, code="administration", title="Books", **weekly, **rule)
    for week in range(1, WEEKS):
        daily.make_date(task, task.starts + timedelta(weeks=week))
    pledge = Pledge.objects.create(
        network=cast.network, task=task, member=cast.members["fatima"], first=date(2026, 1, 1)
    )
    for one in task.occurrences.all():
        daily.make_promise(one, cast.members["fatima"], pledge=pledge)
    return task


def shopping(cast: Cast, **fields: Any) -> Task:
    """Shopping on two Saturdays, which nobody promised."""
    task = daily.make_task(
        cast.network, cast.bram, code="shopping", title="Shopping", starts=daily.hence(5), **fields
    )
    daily.make_date(task, task.starts + timedelta(weeks=1))
    return task


def propose(cast: Cast, who: str = "henk", *, ruled: bool = True, **changed: Any) -> Swap:
    """Henk keeps the books, so that Fatima can go shopping."""
    given = {"taker": cast.members["henk"].pk, "freed": cast.members["fatima"].pk}
    given |= changed
    given.setdefault("takes", None)
    takes = given.pop("takes") or books(cast, ruled=ruled).pk
    frees_for = given.pop("frees_for", None) or shopping(cast).pk
    return swaps.propose_swap(actor=seat(cast, who), takes=takes, frees_for=frees_for, **given)


def agree(cast: Cast, swap: Swap) -> Swap:
    """Both say yes."""
    for who in ("henk", "fatima"):
        swap.refresh_from_db()
        if swap.status == SwapStatus.PROPOSED:
            swaps.answer_swap(actor=seat(cast, who), swap=swap.pk, yes=True)
    swap.refresh_from_db()
    return swap


def run(cast: Cast, swap: Swap, days: int = 60, who: str = "bram") -> Swap:
    """Who organises says "we try it"."""
    until = timezone.localdate() + timedelta(days=days)
    swaps.run_swap(actor=seat(cast, who), swap=swap.pk, until=until)
    swap.refresh_from_db()
    return swap


def holders(task: Task) -> list[str]:
    """Who holds each coming date of a task, "-" for nobody."""
    found = []
    for one in task.occurrences.order_by("starts_at"):
        row = one.promises.holding().select_related("member").first()
        found.append(row.member.name.split(" ")[0] if row else "-")
    return found


def test_a_rule_does_not_refuse_a_swap_but_is_written_down_beside_it(cast: Cast) -> None:
    swap = propose(cast)
    assert swap.status == SwapStatus.PROPOSED
    assert swap.barrier is not None
    assert (swap.barrier.words, swap.barrier.source, swap.barrier.task) == (RULE, "unknown", swap.takes)
    assert swap.taker_agreed_at is not None
    assert swap.freed_agreed_at is None


def test_the_same_rule_is_written_down_once(cast: Cast) -> None:
    first = propose(cast)
    second = propose(cast, "joris", taker=cast.members["joris"].pk, takes=first.takes_id)
    assert second.barrier == first.barrier
    assert Barrier.objects.filter(network=cast.network).count() == 1


def test_a_rule_about_what_somebody_is_freed_for_counts_too(cast: Cast) -> None:
    family = shopping(cast, only_side="informal", rule_words="Shopping is for family")
    swap = propose(cast, ruled=False, frees_for=family.pk)
    assert swap.barrier is not None
    assert (swap.barrier.words, swap.barrier.task) == ("Shopping is for family", family)


def test_without_a_rule_the_dates_are_handed_over_when_both_said_yes(cast: Cast) -> None:
    swap = propose(cast, ruled=False)
    assert swap.barrier is None
    assert holders(swap.takes) == ["Fatima"] * WEEKS
    agree(cast, swap)
    assert swap.status == SwapStatus.AGREED
    assert swap.runs_since is not None
    assert holders(swap.takes) == ["Henk"] * WEEKS
    assert holders(swap.frees_for) == ["Fatima"] * 2
    assert Pledge.objects.get(task=swap.takes, ended_at=None).member == cast.members["henk"]


def test_while_a_rule_stands_both_yeses_hand_nothing_over(cast: Cast) -> None:
    swap = agree(cast, propose(cast))
    assert (swap.status, swap.runs_since) == (SwapStatus.AGREED, None)
    assert holders(swap.takes) == ["Fatima"] * WEEKS
    for who in ("henk", "fatima", "joris"):
        with pytest.raises(PermissionDenied):
            run(cast, swap, who=who)
    with pytest.raises(DomainError, match="until when"):
        swaps.run_swap(actor=seat(cast, "bram"), swap=swap.pk)
    with pytest.raises(DomainError, match="after today"):
        run(cast, swap, days=0)
    run(cast, swap)
    assert holders(swap.takes) == ["Henk"] * WEEKS
    assert holders(swap.frees_for) == ["Fatima"] * 2


def test_a_try_ends_by_itself_on_its_last_day(cast: Cast) -> None:
    swap = run(cast, agree(cast, propose(cast)), days=11)
    assert holders(swap.takes) == ["Henk", "Henk", "Fatima", "Fatima"]
    henks = Pledge.objects.get(task=swap.takes, member=cast.members["henk"])
    fatimas = Pledge.objects.get(task=swap.takes, member=cast.members["fatima"], ended_at=None)
    assert henks.last == swap.tried_until
    assert fatimas.first == swap.tried_until + timedelta(days=1)


def test_a_try_can_go_on_longer_and_shorter(cast: Cast) -> None:
    swap = run(cast, agree(cast, propose(cast)), days=11)
    run(cast, swap, days=60)
    assert holders(swap.takes) == ["Henk"] * WEEKS
    run(cast, swap, days=4)
    assert holders(swap.takes)[:1] == ["Henk"]
    assert "Henk" not in holders(swap.takes)[1:]


def test_when_the_rule_turns_out_to_be_none_the_two_hand_the_dates_over_themselves(cast: Cast) -> None:
    swap = agree(cast, propose(cast))
    barriers.end_barrier(actor=seat(cast, "bram"), barrier=swap.barrier_id, outcome="It was a habit")
    with pytest.raises(PermissionDenied):
        swaps.run_swap(actor=seat(cast, "joris"), swap=swap.pk)
    swaps.run_swap(actor=seat(cast, "fatima"), swap=swap.pk)
    swap.refresh_from_db()
    assert swap.tried_until is None
    assert holders(swap.takes) == ["Henk"] * WEEKS


def test_nobody_lifts_the_rule_that_stands_in_the_way_of_their_own_proposal(cast: Cast) -> None:
    swap = agree(cast, propose(cast))
    assert swap.barrier is not None
    assert swap.barrier.author == cast.henk
    for who in ("henk", "fatima"):
        with pytest.raises(PermissionDenied):
            barriers.end_barrier(actor=seat(cast, who), barrier=swap.barrier_id, outcome="We want it")
    swaps.end_swap(actor=seat(cast, "henk"), swap=swap.pk)
    barriers.end_barrier(actor=seat(cast, "henk"), barrier=swap.barrier_id, outcome="Nobody asks any more")


def test_ending_a_swap_opens_exactly_the_dates_it_gave(cast: Cast) -> None:
    swap = propose(cast, ruled=False)
    own = daily.make_date(swap.frees_for, swap.frees_for.starts + timedelta(weeks=2))
    kept = daily.make_promise(own, cast.members["fatima"])
    agree(cast, swap)
    swaps.end_swap(actor=seat(cast, "henk"), swap=swap.pk)
    assert holders(swap.takes) == ["-"] * WEEKS
    assert holders(swap.frees_for) == ["-", "-", "Fatima"]
    kept.refresh_from_db()
    assert kept.status == PromiseStatus.PROMISED
    assert not Pledge.objects.filter(ended_at=None).exists()


def test_dates_that_are_over_stay_as_they_were(cast: Cast) -> None:
    swap = propose(cast, ruled=False)
    past = daily.make_date(swap.takes, make.ago(7))
    kept = daily.make_promise(past, cast.members["fatima"], status=PromiseStatus.KEPT)
    agree(cast, swap)
    kept.refresh_from_db()
    assert (kept.member, kept.status) == (cast.members["fatima"], PromiseStatus.KEPT)


def test_who_stood_in_or_had_a_date_already_keeps_one_promise_for_it(cast: Cast) -> None:
    swap = propose(cast, ruled=False)
    first, second = swap.takes.occurrences.order_by("starts_at")[:2]
    daily.make_promise(first, cast.members["henk"], stands_in=True)
    Promise.objects.filter(occurrence=second).update(status=PromiseStatus.SEEKING)
    agree(cast, swap)
    assert holders(swap.takes) == ["Henk"] * WEEKS
    assert Promise.objects.filter(occurrence=first, member=cast.members["henk"]).count() == 1


VERBS: dict[str, Callable[[Cast, Swap], Any]] = {
    "yes": lambda cast, swap: swaps.answer_swap(actor=seat(cast, "fatima"), swap=swap.pk, yes=True),
    "no": lambda cast, swap: swaps.answer_swap(actor=seat(cast, "fatima"), swap=swap.pk, yes=False),
    "try": lambda cast, swap: run(cast, swap),
    "end": lambda cast, swap: swaps.end_swap(actor=seat(cast, "henk"), swap=swap.pk),
}
GRID = {
    SwapStatus.PROPOSED: {"yes", "no", "end"},
    SwapStatus.AGREED: {"try", "end"},
    SwapStatus.DECLINED: set(),
    SwapStatus.ENDED: set(),
}
"""What each status of a swap allows; everything else leaves rows and ledger as they were."""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", SwapStatus)
def test_a_swap_allows_only_what_its_status_allows(cast: Cast, status: SwapStatus, verb: str) -> None:
    swap = propose(cast)
    both = {"taker_agreed_at": timezone.now(), "freed_agreed_at": timezone.now()}
    Swap.objects.filter(pk=swap.pk).update(
        status=status, **(both if status in (SwapStatus.AGREED, SwapStatus.ENDED) else {})
    )
    before = snapshot()
    if verb in GRID[status]:
        VERBS[verb](cast, swap)
        assert snapshot() != before
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        VERBS[verb](cast, swap)
    assert snapshot() == before


def test_everybody_answers_for_themselves(cast: Cast) -> None:
    swap = propose(cast, "joris")
    assert (swap.taker_agreed_at, swap.freed_agreed_at) == (None, None)
    for who in ("joris", "bram", "anouk"):
        with pytest.raises(PermissionDenied):
            swaps.answer_swap(actor=seat(cast, who), swap=swap.pk, yes=True)
    with pytest.raises(PermissionDenied):
        swaps.answer_swap(actor=seat(cast, "henk"), swap=swap.pk, yes=True, side="freed")
    swaps.answer_swap(actor=seat(cast, "henk"), swap=swap.pk, yes=True)
    swap.refresh_from_db()
    assert (swap.status, bool(swap.taker_agreed_at)) == (SwapStatus.PROPOSED, True)


def test_who_organises_notes_the_answer_of_somebody_without_an_account(cast: Cast) -> None:
    mies = make.make_member(cast.network, name="Mies Vos")
    swap = propose(cast, "fatima", taker=mies.pk, ruled=False)
    with pytest.raises(PermissionDenied):
        swaps.answer_swap(actor=seat(cast, "joris"), swap=swap.pk, yes=True, side="taker")
    swaps.answer_swap(actor=seat(cast, "marja"), swap=swap.pk, yes=True, side="taker")
    swap.refresh_from_db()
    assert swap.status == SwapStatus.AGREED
    assert holders(swap.takes) == ["Mies"] * WEEKS


def test_a_no_has_no_reason_and_no_dates_move(cast: Cast) -> None:
    swap = propose(cast, ruled=False)
    swaps.answer_swap(actor=seat(cast, "fatima"), swap=swap.pk, yes=False)
    swap.refresh_from_db()
    assert swap.status == SwapStatus.DECLINED
    assert holders(swap.takes) == ["Fatima"] * WEEKS


@pytest.mark.parametrize("field", ["taker", "freed", "takes", "frees_for"])
def test_rows_of_another_network_are_not_known(cast: Cast, field: str) -> None:
    theirs = daily.make_task(cast.other).pk if field in ("takes", "frees_for") else cast.other_member.pk
    with pytest.raises(NotFromHere) as refused:
        propose(cast, **{field: theirs})
    assert refused.value.field == field


def test_who_rests_is_left_in_peace(cast: Cast) -> None:
    fatima = cast.members["fatima"]
    fatima.paused_until = timezone.now() + timedelta(days=9)
    fatima.store("paused_until")
    with pytest.raises(Rests):
        propose(cast)


def test_a_task_that_one_may_not_know_of_or_that_ended_is_not_swapped(cast: Cast) -> None:
    hidden = daily.make_task(
        cast.network, cast.bram, need=make.make_need(cast.network, cast.bram, visibility=Visibility.ONLY_ME)
    )
    over = daily.make_task(cast.network, status=TaskStatus.ENDED, ended_at=timezone.now())
    for task in (hidden, over):
        with pytest.raises(NotFromHere):
            propose(cast, frees_for=task.pk)


def test_the_two_see_what_they_are_asked_even_when_they_may_not_read_the_need(cast: Cast) -> None:
    hidden = daily.make_task(
        cast.network,
        cast.bram,
        title="Secret walk",
        need=make.make_need(cast.network, cast.bram, words="Hidden need", visibility=Visibility.CLOSE),
    )
    swap = propose(cast, "bram", frees_for=hidden.pk)
    page = browser(cast.fatima).get(address("swap", swap.pk))
    assert "Secret walk" in words_of(page)
    assert "Hidden need" not in words_of(page)
    assert browser(cast.anouk).get(address("swap", swap.pk)).status_code == 404
    run(cast, agree(cast, swap))
    assert holders(hidden) == ["Fatima"]


@pytest.mark.parametrize(
    ("name", "fields"),
    {
        "swap_between_two": "freed",
        "swap_of_two_things": "frees_for",
        "swap_agreed_by_both": "status",
        "swap_runs_by_both": "runs_since",
    }.items(),
)
def test_the_table_itself_keeps_swaps_right(cast: Cast, name: str, fields: str) -> None:
    swap = propose(cast)
    wrong = {
        "freed": swap.taker_id,
        "frees_for": swap.takes_id,
        "status": SwapStatus.AGREED,
        "runs_since": timezone.now(),
    }
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Swap.objects.filter(pk=swap.pk).update(**{fields: wrong[fields]})


def test_the_same_swap_is_proposed_once(cast: Cast) -> None:
    swap = propose(cast)
    with pytest.raises(ValidationError):
        propose(cast, takes=swap.takes_id, frees_for=swap.frees_for_id)
