"""The accountant's barrier: from "not possible" to the manager's decision, and the swap that follows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from networks.actions.swap import propose_swap
from networks.choices import SwapStatus, TaskWhen
from networks.choices.rule import RuleStatus
from networks.models import Barrier, Pledge, Promise, Rule, Swap, Task
from tests import daily, rules
from tests import factories as make
from tests.cast import Cast
from tests.journeys.test_together import arrive, no_second_step, plan
from tests.journeys.visitor import Visitor

__all__ = ["no_second_step"]
pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
RULE = "Guiding is for volunteers, administration is for employees"
SENTENCE = "Only employees may do administration"
ENDED = "This was habit, and it ended."


def _the_offer(cast: Cast) -> Swap:
    """Henk offers to keep the books so that Fatima can go shopping; the rule stands in the way."""
    for worker in (cast.fatima, cast.els):
        worker.authenticator_set.all().delete()
    rules.works_at(cast.members["fatima"], cast.linde)
    books: Task = plan(
        cast,
        cast.fatima,
        "administration",
        "The books",
        rule="FREQ=WEEKLY;BYDAY=SA",
        when=TaskWhen.RHYTHM,
        only_side="formal",
        rule_words=RULE,
    )
    shop = plan(cast, cast.bram, "shopping", "To the market", need=cast.need.pk)
    henk, fatima = cast.members["henk"], cast.members["fatima"]
    make.make_role(fatima, "direct", need=cast.need)
    yes = Pledge.objects.create(network=cast.network, task=books, member=fatima, first=timezone.localdate())
    for one in books.occurrences.all():
        daily.make_promise(one, fatima, pledge=yes)
    return propose_swap(
        actor=make.seat(cast.henk, cast.network),
        taker=henk.pk,
        takes=books.pk,
        freed=fatima.pk,
        frees_for=shop.pk,
    )


def test_it_was_said_to_be_impossible_and_it_was_a_habit(
    language: str, visitor: Callable[..., Visitor], cast: Cast, no_second_step: None
) -> None:
    swap = _the_offer(cast)
    barrier = Barrier.objects.get()
    henk, fatima = arrive(visitor, cast.henk, language), arrive(visitor, cast.fatima, language)
    fatima.open(f"/swaps/{swap.pk}/")
    fatima.press("Yes, let us try")
    _they_place_it(barrier, henk, fatima)
    marja = arrive(visitor, cast.marja, language)
    _marja_puts_it(cast, barrier, marja)
    els = arrive(visitor, cast.els, language)
    _els_decides(cast, els)

    marja.open(f"/barriers/{barrier.pk}/")
    marja.reads(ENDED)
    marja.follow("Say what the answer did here")
    marja.pick("answer", "over")
    marja.fill("outcome", "It was never written anywhere")
    marja.press("Write down")
    marja.reads("It was never written anywhere", ENDED)
    barrier.refresh_from_db()
    assert (barrier.status, barrier.until is None) == (RuleStatus.NOT_A_RULE, False)

    henk.open(f"/swaps/{swap.pk}/")
    henk.press("Hand the dates over")
    swap.refresh_from_db()
    assert (swap.status, swap.runs_since is None) == (SwapStatus.AGREED, False)
    held = Promise.objects.holding().filter(occurrence__task=swap.takes).values_list("member", flat=True)
    assert set(held) == {cast.members["henk"].pk}
    _it_stands_in_the_ledger(cast, swap, henk, marja)
    eve = arrive(visitor, cast.eve, language)
    eve.open("/lessons/")
    eve.reads(ENDED)
    eve.does_not_read("De Linde", "Bram")


def _they_place_it(barrier: Barrier, henk: Visitor, fatima: Visitor) -> None:
    henk.open(f"/barriers/{barrier.pk}/")
    henk.reads(RULE)
    henk.follow("Do the exercise")
    henk.fill("told_by", "the office")
    henk.pick("source", "habit")
    henk.pick("sphere", "influence")
    henk.fill("thinks", "I kept books for forty years")
    henk.fill("smallest_try", "One month, with Fatima looking along")
    henk.press("Save how I see it")
    henk.reads("I kept books for forty years")
    fatima.open(f"/barriers/{barrier.pk}/influence/")
    fatima.pick("source", "protocol")
    fatima.pick("sphere", "control")
    fatima.press("Save how I see it")
    fatima.sees("You do not all see it alike. Talk about it.")
    fatima.reads("the office")
    fatima.does_not_read("forty years")
    fatima.follow("One sheet to fill in")


def _marja_puts_it(cast: Cast, barrier: Barrier, marja: Visitor) -> None:
    marja.open(f"/barriers/{barrier.pk}/")
    marja.follow("Put it to an organisation")
    marja.pick("organisation", str(cast.linde.pk))
    marja.fill("words", "Bram’s father may not keep our books")
    marja.press("See what they will read")
    marja.reads("Bram")
    assert not Rule.objects.exists()
    marja.fill("words", SENTENCE)
    marja.press("See what they will read")
    marja.reads(SENTENCE, "De Linde")
    marja.press("Yes, they may read exactly this")


def _els_decides(cast: Cast, els: Visitor) -> None:
    rule = Rule.objects.get()
    els.open(f"/organisations/{cast.linde.pk}/rules/")
    els.does_not_read("Bram", "Henk", "Fatima", RULE)
    els.go(els.page.get_by_role("link", name=SENTENCE))
    els.does_not_read("Bram", "Henk", "Fatima", RULE, "forty years")
    els.follow("Decide, or say how far it is")
    els.pick("status", "not_a_rule")
    els.press("Save")
    els.sees("Write down why. The networks that say this rule read it.")
    els.fill("reason", ENDED)
    els.press("Save")
    els.reads(ENDED)
    els.follow("Share what came of it, without names")
    els.page.locator("[name='sure']").check()
    els.press("Share it with everybody")
    rule.refresh_from_db()
    assert rule.status == RuleStatus.NOT_A_RULE


def _it_stands_in_the_ledger(cast: Cast, swap: Swap, henk: Visitor, marja: Visitor) -> None:
    """Henk says why, and what was looked into; everybody who may know of the swap reads its line."""
    where = f"/networks/{cast.network.pk}/moved/"
    henk.open(f"/swaps/{swap.pk}/")
    henk.follow("Say why, and what was checked")
    henk.fill("reason", "Fatima has the morning for the market")
    henk.pick("competence", "yes")
    henk.fill("competence_by", "The bookkeeper of the office")
    henk.press("Write down")
    assert henk.page.url.endswith(where)
    marja.open(f"/networks/{cast.network.pk}/how-it-goes/")
    marja.follow("Work that moved between paid and unpaid")
    assert marja.page.url.endswith(where)
    line = marja.page.get_by_role("main").locator("article")
    expect(line).to_have_count(1)
    expect(line.get_by_role("heading")).to_contain_text(
        re.compile("Henk Visser.*The books.*Fatima El Amrani.*To the market")
    )
    direction = marja.words("from professionals to family, neighbours and communities")
    expect(line.locator(".chip").first).to_have_text(direction[0].upper() + direction[1:])
    expect(line.locator(".chip.good")).to_have_text(marja.words("runs"))
    expect(line).to_contain_text("Fatima has the morning for the market")
    expect(line).to_contain_text("The bookkeeper of the office")
    told = marja.page.locator("tbody tr").filter(has_text=direction[1:])
    expect(told.locator("td").first).to_have_text("1")


def test_the_exercise_works_without_scripts(
    language: str, visitor: Callable[..., Visitor], cast: Cast, no_second_step: Any
) -> None:
    henk = visitor(language, scripts=False)
    barrier = daily.make_barrier(cast.network, cast.henk, words=RULE)
    other = arrive(visitor, cast.joris, language)
    other.open(f"/barriers/{barrier.pk}/sheet/")
    other.reads(RULE)
    henk.context.add_cookies(other.context.cookies())
    henk.open(f"/barriers/{barrier.pk}/influence/")
    henk.pick("sphere", "control")
    henk.press("Save how I see it")
    henk.reads("Joris Kok")
