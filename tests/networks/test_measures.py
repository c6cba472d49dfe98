"""Seventeen measures against their test values, and what must hold for any network whatever."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.choices import Side
from networks.choices.health import Division, Sharing, Support
from networks.health import measures
from networks.health.measures import DASH

PAID, FAMILY, CLUB = Side.FORMAL.value, Side.INFORMAL.value, Side.COMMUNITY.value
SIDES = st.sampled_from([PAID, FAMILY, CLUB])
HOURS = st.lists(st.floats(0.25, 500), max_size=30)


def ties(*pairs: str) -> set[frozenset[str]]:
    """Ties written as two letters each."""
    return {frozenset(pair) for pair in pairs}


STAR = ties("ab", "ac", "ad", "ae")
RING = ties("ab", "bc", "cd", "de", "ea")


@st.composite
def webs(draw: st.DrawFn) -> tuple[dict[int, str], set[frozenset[int]]]:
    """Up to twelve people with their sides, and some of the ties that could be."""
    sides = dict(enumerate(draw(st.lists(SIDES, max_size=12))))
    pairs = [frozenset(pair) for pair in combinations(sides, 2)]
    return sides, draw(st.sets(st.sampled_from(pairs))) if pairs else set()


def test_n1_counts_each_side_and_the_part_that_is_paid() -> None:
    found = measures.size([PAID, PAID, FAMILY, CLUB])
    assert (found.people, found.informal, found.formal, found.communities) == (4, 1, 2, 1)
    assert found.formal_share == 0.5


def test_n1_nobody_has_no_share() -> None:
    assert measures.size([]).formal_share is None


def test_n2_counts_pairs_across_and_how_many_there_could_be() -> None:
    sides = {"a": PAID, "b": PAID, "c": FAMILY, "d": CLUB}
    assert measures.mixed_contact(ties("ac", "ab", "bd"), sides) == (2, 4)


def test_n2_without_paid_people_nothing_could_be() -> None:
    assert measures.mixed_contact(ties("ab"), {"a": FAMILY, "b": FAMILY}) == (0, 0)
    assert measures.part(0, 0) is None


@pytest.mark.parametrize(
    ("people", "number", "density"), [(5, 4, 0.4), (5, 10, 1), (3, 0, 0), (1, 0, None), (0, 0, None)]
)
def test_n3_density(people: int, number: int, density: float | None) -> None:
    assert measures.density(people, number) == density


def test_n4_a_star_is_one_a_ring_is_nothing() -> None:
    assert measures.centralisation(measures.degrees("abcde", STAR)) == 1
    assert measures.centralisation(measures.degrees("abcde", RING)) == 0
    assert measures.centralisation([3, 2, 2, 2, 1]) == pytest.approx(0.4167, abs=5e-5)


def test_n4_two_people_have_no_middle() -> None:
    assert measures.centralisation([1, 1]) is None


def test_n5_from_only_within_to_only_across() -> None:
    sides = {"a": PAID, "b": PAID, "c": FAMILY, "d": FAMILY}
    assert measures.across(ties("ab", "cd"), sides) == -1
    assert measures.across(ties("ac", "bd"), sides) == 1
    assert measures.across(ties("ab", "ac"), sides) == 0
    assert measures.across(set(), sides) is None


def test_n6_the_thing_that_fewest_can_do_counts() -> None:
    assert measures.bus_factor([{"a", "b"}, {"a"}, {"a", "b", "c"}]) == 1
    assert measures.bus_factor([{"a"}, set()]) == 0
    assert measures.bus_factor([]) is None


def test_n7_names_things_and_nobody() -> None:
    able = {"wash": {"a"}, "cook": {"a", "b"}, "drive": {"b"}, "nobody": set()}
    assert measures.without_one(able) == ["drive", "wash"]


def test_n8_stand_ins_can_keep_the_overview_too() -> None:
    assert measures.keepers(1, 1) == measures.ENOUGH_KEEPERS


def test_n9_twenty_hours_against_four_and_two_and_two() -> None:
    assert measures.concentration([20, 4, 2, 2]) == pytest.approx(0.541, abs=5e-4)
    assert measures.effective_carers([20, 4, 2, 2]) == pytest.approx(1.85, abs=5e-3)
    assert measures.concentration([]) is None
    assert measures.concentration([0, 0]) is None
    assert measures.effective_carers([]) is None


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        ([3, 0], Sharing.SOLE),
        ([5, 5], Sharing.PRIMARY),
        ([6, 2, 2], Sharing.PRIMARY),
        ([4, 3, 3], Sharing.SHARED),
        ([], None),
    ],
)
def test_n10_sharing(hours: list[float], kind: Sharing | None) -> None:
    assert measures.sharing(hours) == kind


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ({"care": [PAID], "shopping": [FAMILY]}, Division.COMPLEMENTATION),
        ({"care": [PAID, FAMILY], "shopping": [FAMILY, PAID]}, Division.SUPPLEMENTATION),
        ({"care": [PAID, FAMILY], "shopping": [FAMILY]}, Division.INFORMAL),
        ({"care": [PAID], "shopping": [CLUB, PAID]}, Division.FORMAL),
        ({"care": [PAID]}, None),
        ({"care": [FAMILY], "rest": []}, None),
        ({}, None),
    ],
)
def test_n11_division(kinds: dict[str, list[str]], kind: Division | None) -> None:
    assert measures.division(kinds) == kind


def test_n12_ways_of_support_of_those_who_give_any() -> None:
    assert measures.multiplexity([{Support.EVERYDAY, Support.EMOTIONAL}, {Support.ILLNESS}, set()]) == 1.5
    assert measures.multiplexity([]) is None


def test_n13_stable_is_nothing_and_all_new_is_one() -> None:
    assert measures.turnover("abc", "abc") == 0
    assert measures.turnover("ab", "cd") == 1
    assert measures.turnover("abc", "bcd") == 0.5
    assert measures.turnover("", "") is None


@pytest.mark.parametrize(
    ("visits", "index"),
    [([5, 5], 0.444), ([10], 1), ([1] * 10, 0), ([6, 3, 1], 0.4), ([1], None), ([], None)],
)
def test_n14_continuity(visits: list[int], index: float | None) -> None:
    assert measures.continuity(visits) == (None if index is None else pytest.approx(index, abs=5e-4))


def test_n15_needs_with_somebody() -> None:
    assert measures.coverage([0, 2, 1]) == (2, 3)
    assert measures.part(*measures.coverage([])) is None


def test_n16_adds_up_what_one_part_of_life_affects() -> None:
    links = [(["sleep"], ["choir", "body"]), (["sleep"], ["sleep"]), (["body"], ["choir"])]
    assert measures.keystone(links) == {"sleep": 2, "body": 1}
    assert measures.keystone([]) == {}


def test_n17_who_gives_and_gets() -> None:
    assert measures.reciprocity("abc", "cd") == (1, 4)
    assert measures.reciprocity("", "") == (0, 0)


def test_what_is_not_known_is_a_dash_and_so_is_an_index_of_four_people() -> None:
    assert measures.shown(None, 9) == DASH
    assert measures.shown(0.0, 4) == DASH
    assert measures.shown(0.0, 5) == "0.00"


@given(webs())
def test_what_is_counted_in_a_web_stays_within_its_bounds(
    web: tuple[dict[int, str], set[frozenset[int]]],
) -> None:
    sides, found = web
    contacts, could = measures.mixed_contact(found, sides)
    assert 0 <= contacts <= could
    bounds = [
        (measures.density(len(sides), len(found)), 0, 1),
        (measures.centralisation(measures.degrees(sides, found)), 0, 1),
        (measures.across(found, sides), -1, 1),
    ]
    assert all(value is None or low <= value <= high + 1e-9 for value, low, high in bounds)


@given(webs(), st.randoms(use_true_random=False))
def test_who_is_called_what_does_not_matter(
    web: tuple[dict[int, str], set[frozenset[int]]], chance: object
) -> None:
    sides, found = web
    names = list(sides)
    chance.shuffle(names)  # type: ignore[attr-defined]
    new = dict(zip(sides, names, strict=True))
    others = {new[one]: side for one, side in sides.items()}
    moved = {frozenset(new[one] for one in tie) for tie in found}
    assert measures.degrees(sides, found) == measures.degrees(others, moved)
    assert measures.across(found, sides) == measures.across(moved, others)
    assert measures.mixed_contact(found, sides) == measures.mixed_contact(moved, others)


@given(webs())
def test_across_turns_its_sign_when_every_tie_turns(
    web: tuple[dict[int, str], set[frozenset[int]]],
) -> None:
    sides, found = web
    crossing = {tie for tie in found if len({sides[one] == PAID for one in tie}) == 2}
    index = measures.across(found, sides)
    if index is not None:
        assert index == pytest.approx((2 * len(crossing) - len(found)) / len(found))


@given(HOURS)
def test_hours_lie_between_all_alike_and_all_with_one(hours: list[float]) -> None:
    index, carers = measures.concentration(hours), measures.effective_carers(hours)
    if not hours:
        assert index is None
        assert carers is None
        return
    assert index is not None
    assert 1 / len(hours) - 1e-9 <= index <= 1 + 1e-9
    assert carers == pytest.approx(1 / index)
    assert measures.concentration(reversed(hours)) == pytest.approx(index)
    assert measures.concentration([2 * one for one in hours]) == pytest.approx(index)


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_turnover_is_the_same_both_ways(before: set[int], after: set[int]) -> None:
    found = measures.turnover(before, after)
    assert found == measures.turnover(after, before)
    assert (found is None) == (not before | after)
    assert found is None or 0 <= found <= 1


@given(st.lists(st.integers(1, 40), max_size=15))
def test_continuity_is_a_part_of_one_and_minds_no_order(visits: list[int]) -> None:
    found = measures.continuity(visits)
    assert found == measures.continuity(visits[::-1])
    assert (found is None) == (sum(visits) < 2)
    assert found is None or 0 <= found <= 1


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_giving_and_getting_is_the_same_both_ways(gives: set[int], gets: set[int]) -> None:
    both, either = measures.reciprocity(gives, gets)
    assert measures.reciprocity(gets, gives) == (both, either)
    assert 0 <= both <= either


@given(st.lists(st.integers(0, 5), max_size=20))
def test_coverage_counts_every_need_once(needs: list[int]) -> None:
    some, all_of_them = measures.coverage(needs)
    assert 0 <= some <= all_of_them == len(needs)


@given(st.dictionaries(st.text("abcdef", max_size=3), st.sets(st.integers(0, 5)), max_size=8))
def test_what_falls_away_with_one_person_is_what_only_one_can_do(able: dict[str, set[int]]) -> None:
    alone = measures.without_one(able)
    factor = measures.bus_factor(able.values())
    assert (factor is None) == (not able)
    assert all(len(able[thing]) == 1 for thing in alone)
    if factor == 1:
        assert alone


@given(st.lists(SIDES, max_size=30))
def test_size_counts_everybody_once_and_the_share_stays_within_bounds(sides: list[str]) -> None:
    found = measures.size(sides)
    assert found.people == len(sides)
    share = found.formal_share
    assert (share is None) is (not sides)
    assert share is None or 0 <= share <= 1


@given(st.integers(0, 40), st.integers(0, 40))
def test_keepers_are_as_many_whoever_stands_in(organizers: int, stand_ins: int) -> None:
    found = measures.keepers(organizers, stand_ins)
    assert found == measures.keepers(stand_ins, organizers)
    assert found >= max(organizers, stand_ins)


@given(HOURS, st.randoms(use_true_random=False), st.sampled_from([2.0, 4.0]))
def test_sharing_knows_no_order_and_no_unit(hours: list[float], draw: Any, times: float) -> None:
    found = measures.sharing(hours)
    assert (found is None) is (not hours)
    assert (found == Sharing.SOLE) is (len(hours) == 1)
    mixed = [*hours, 0.0]
    draw.shuffle(mixed)
    assert measures.sharing(mixed) == found, "who did nothing and the order change nothing"
    assert measures.sharing([one * times for one in hours]) == found


@given(st.dictionaries(st.text("abcdef", max_size=2), st.sets(st.sampled_from([PAID, FAMILY])), max_size=8))
def test_division_is_the_same_seen_from_the_other_side(kinds: dict[str, set[str]]) -> None:
    found = measures.division(kinds)
    sides = set().union(*kinds.values())
    assert (found is None) is (sides != {PAID, FAMILY})
    turned = {FAMILY: PAID, PAID: FAMILY}
    other = measures.division({kind: {turned[side] for side in done} for kind, done in kinds.items()})
    if found == Division.FORMAL:
        assert other == Division.INFORMAL
    elif found != Division.INFORMAL:
        assert other == found
    clubs = {kind: {CLUB if one == FAMILY else one for one in done} for kind, done in kinds.items()}
    assert measures.division(clubs) == found, "a community counts with the unpaid"


@given(st.lists(st.sets(st.sampled_from(Support)), max_size=12))
def test_ways_lie_between_one_and_all_there_are(ways: list[set[Support]]) -> None:
    found = measures.multiplexity(ways)
    assert (found is None) is (not any(ways))
    assert found is None or 1 <= found <= len(Support)
    assert measures.multiplexity([*ways, set()]) == found, "who supports in no way has no tie"


PARTS = st.sets(st.integers(0, 5), max_size=4)


@given(st.lists(st.tuples(PARTS, PARTS), max_size=8), st.lists(st.tuples(PARTS, PARTS), max_size=8))
def test_what_affects_what_adds_up_and_nothing_affects_itself(some: list[Any], more: list[Any]) -> None:
    one, other, both = (measures.keystone(links) for links in (some, more, some + more))
    assert both == {part: one.get(part, 0) + other.get(part, 0) for part in {*one, *other}}
    assert measures.keystone([({part}, {part}) for part in range(6)]) == {}
    assert all(number > 0 for number in both.values())
