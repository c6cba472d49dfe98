"""One number for several goals: the values of the literature, and what always holds."""

from math import isfinite

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from networks.measuring import gas
from networks.measuring.gas import Reached

WEIGHTS = some.integers(0, 9)
GOALS = some.lists(some.builds(Reached, WEIGHTS, some.sampled_from(gas.LEVELS)), min_size=1, max_size=12)
PATIENTLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([(1, 1)], 60.00),
        ([(1, 1)] * 3, 63.69),
        ([(1, -1)] * 3, 36.31),
        ([(1, 2), (1, -2)], 50.00),
        ([(9, 1), (4, 0), (1, -1)], 57.09),
        ([(5, 0)], 50.00),
    ],
)
def test_the_values_of_the_literature(goals: list[tuple[int, int]], expected: float) -> None:
    assert round(gas.score([Reached(*one) for one in goals]), 2) == expected


@pytest.mark.parametrize("goals", [[], [Reached(0, 2)], [Reached(0, 1), Reached(0, -1)]])
def test_without_weight_there_is_no_number(goals: list[Reached]) -> None:
    with pytest.raises(gas.NothingWeighs):
        gas.score(goals)


@pytest.mark.parametrize("one", [Reached(1, 3), Reached(1, -3), Reached(-1, 0)])
def test_an_unknown_level_or_weight_is_refused(one: Reached) -> None:
    with pytest.raises(ValueError, match="level"):
        gas.score([one])


def test_a_weight_is_importance_times_difficulty() -> None:
    assert [gas.weight(a, b) for a, b in ((0, 3), (1, 1), (2, 3), (3, 3))] == [0, 1, 6, 9]
    for pair in ((4, 1), (1, -1)):
        with pytest.raises(ValueError, match="1"):
            gas.weight(*pair)


def _weighs(goals: list[Reached]) -> None:
    assume(any(one.weight for one in goals))


@PATIENTLY
@given(GOALS)
def test_turning_every_level_round_mirrors_the_number_at_50(goals: list[Reached]) -> None:
    _weighs(goals)
    turned = [Reached(one.weight, -one.level) for one in goals]
    assert gas.score(goals) + gas.score(turned) == pytest.approx(100)


@PATIENTLY
@given(GOALS, some.integers(2, 5))
def test_only_how_weights_relate_matters_and_the_order_does_not(goals: list[Reached], times: int) -> None:
    _weighs(goals)
    heavier = [Reached(one.weight * times, one.level) for one in reversed(goals)]
    assert gas.score(goals) == pytest.approx(gas.score(heavier))


@PATIENTLY
@given(GOALS)
def test_the_number_is_finite_within_bounds_and_50_when_all_is_as_expected(goals: list[Reached]) -> None:
    _weighs(goals)
    number = gas.score(goals)
    assert isfinite(number)
    assert 50 - 20 / gas.R**0.5 <= number <= 50 + 20 / gas.R**0.5
    assert gas.score([Reached(one.weight, 0) for one in goals]) == 50


@PATIENTLY
@given(GOALS)
def test_more_reached_never_lowers_the_number(goals: list[Reached]) -> None:
    _weighs(goals)
    first, *others = goals
    more = [Reached(first.weight, min(first.level + 1, 2)), *others]
    assert gas.score(more) >= gas.score(goals)


def test_far_above_what_was_expected_is_said() -> None:
    assert [gas.too_easy(number) for number in (50.0, 59.9, 60.0, 70.0)] == [False, False, True, True]
