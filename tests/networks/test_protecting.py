"""Small groups are protected: whoever adds up and subtracts what is shown finds no few networks."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from networks.overview.protecting import (
    BASE,
    LEAST,
    Count,
    Protected,
    Shown,
    protect,
    rounded,
    shown,
    size,
    too_few,
)

COUNTS = some.integers(0, 60).flatmap(
    lambda all_: some.builds(Count, some.integers(0, all_), some.just(all_))
)
TABLES = some.dictionaries(some.sampled_from("ABCDEFGH"), COUNTS, max_size=8)


def test_fewer_than_five_are_hidden_and_so_are_all_but_a_few() -> None:
    assert shown(Count(4, 40)) is None
    assert shown(Count(36, 40)) is None
    assert shown(Count(0, 40)) is None
    assert shown(Count(40, 40)) is None
    assert shown(Count(5, 40)) == Shown(5, 40)
    assert shown(Count(35, 40)) == Shown(35, 40)


def test_what_is_shown_is_rounded_to_five() -> None:
    assert [rounded(number) for number in (5, 7, 8, 12, 13, 98, 0)] == [5, 5, 10, 10, 15, 100, 0]
    assert size(4) is None
    assert size(103) == 105


def test_a_share_is_shown_of_thirty_and_more_in_whole_tens() -> None:
    assert Shown(10, 25).share is None
    assert Shown(10, 30).share == 30
    assert Shown(35, 100).share == 40


def test_a_small_group_is_put_together_with_the_next_smallest() -> None:
    found = protect({"north": Count(2, 12), "south": Count(8, 20), "east": Count(30, 60)})
    assert found.whole == Shown(40, 90)
    assert found.groups == {"east": Shown(30, 60)}
    assert set(found.together) == {"north", "south"}
    assert found.rest == Shown(10, 30)


def test_a_group_beside_very_few_others_is_not_hidden_by_them() -> None:
    found = protect({"a": Count(4, 20), "b": Count(1, 1), "c": Count(9, 20), "d": Count(30, 60)})
    assert set(found.together) == {"a", "b", "c"}
    assert list(found.groups) == ["d"]


def test_when_only_one_group_would_be_left_beside_a_small_one_none_is_shown_apart() -> None:
    found = protect({"north": Count(2, 12), "south": Count(30, 60)})
    assert found.whole == Shown(30, 70)
    assert found.groups == {}
    assert found.rest is None


def test_of_too_few_in_all_nothing_is_shown() -> None:
    assert protect({"north": Count(2, 30), "south": Count(2, 30)}) == Protected(None, {})
    assert protect({}) == Protected(None, {})


def _heaps(groups: dict[str, Count], found: Protected[str]) -> list[list[str]]:
    """The groups that are shown as one: what can be told apart at all."""
    if not found.groups:
        return [list(groups)]
    return [*([key] for key in found.groups), *([list(found.together)] if found.together else [])]


@given(TABLES)
def test_every_heap_that_adding_and_subtracting_can_give_is_about_enough(groups: dict[str, Count]) -> None:
    found = protect(groups)
    whole = sum(groups.values(), Count(0, 0))
    assert (found.whole is None) == too_few(whole)
    if found.whole is None:
        assert not found.groups
        assert found.rest is None
        return
    groups = {key: one for key, one in groups.items() if one.all}
    heaps = _heaps(groups, found)
    assert sorted(key for heap in heaps for key in heap) == sorted(groups)
    # The whole and each heap are shown; sums and differences of those are unions of heaps and nothing else.
    for many in range(1, len(heaps) + 1):
        for chosen in combinations(heaps, many):
            together = sum((groups[key] for heap in chosen for key in heap), Count(0, 0))
            assert together.has >= LEAST
            assert together.all - together.has >= LEAST
    assert all(not too_few(groups[key]) for key in found.groups)
    assert len(found.together) != 1


@given(TABLES)
def test_what_is_shown_is_never_further_from_the_truth_than_rounding(groups: dict[str, Count]) -> None:
    found = protect(groups)
    for key, one in found.groups.items():
        assert one.has % BASE == one.all % BASE == 0
        assert abs(one.has - groups[key].has) <= BASE // 2
        assert abs(one.all - groups[key].all) <= BASE // 2
    if found.rest is not None:
        rest = sum((groups[key] for key in found.together), Count(0, 0))
        assert abs(found.rest.has - rest.has) <= BASE // 2


@given(TABLES)
def test_a_hidden_group_could_have_at_least_five_numbers(groups: dict[str, Count]) -> None:
    """For who knows the heap exactly, and the size of each group in it."""
    found = protect(groups)
    if not found.groups:
        return
    heap = {key: groups[key] for key in found.together}
    total = sum(heap.values(), Count(0, 0)).has
    for key, one in heap.items():
        others = sum(other.all for name, other in heap.items() if name != key)
        low, high = max(0, total - others), min(one.all, total)
        assert high - low >= min(LEAST, one.all)


@given(TABLES, some.integers(2, 9), some.integers(2, 9))
def test_other_thresholds_hold_as_well(groups: dict[str, Count], least: int, base: int) -> None:
    found = protect(groups, least=least, base=base)
    if found.whole is None:
        return
    groups = {key: one for key, one in groups.items() if one.all}
    for heap in _heaps(groups, found):
        together = sum((groups[key] for key in heap), Count(0, 0))
        assert not too_few(together, least)


def test_the_same_table_is_always_shown_the_same() -> None:
    groups = {"a": Count(3, 9), "b": Count(9, 20), "c": Count(9, 20), "d": Count(25, 60)}
    one, other = protect(groups), protect(dict(reversed(groups.items())))
    assert (one.whole, one.groups, one.rest) == (other.whole, other.groups, other.rest)
    assert set(one.together) == set(other.together)
