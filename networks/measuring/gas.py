"""Goal attainment scaling: one number for several goals, pure.

T = 50 + 10·Σ(w·x) / √((1 − r)·Σ(w²) + r·(Σw)²), with r = 0.3, after Kiresuk and Sherman (1968) as
corrected by Turner-Stokes (2009). A level x is −2 to +2, 0 is what was expected; a weight w is importance ×
difficulty. T is 50 when everything came out as expected.
"""

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

R = 0.3
"""The correlation between goals that the method takes for granted."""
LEVELS = (-2, -1, 0, 1, 2)
MOST_WEIGHT = 3
"""Importance and difficulty are 0 to 3 each."""
EASY = 60.0
"""From one standard deviation above what was expected on, goals may have been set too easily."""


class Reached(NamedTuple):
    """One goal: its weight (0 or more), and the level that was reached (−2 to +2)."""

    weight: float
    level: int


class NothingWeighs(ValueError):
    """Every goal has the weight 0, or there is none: the number would mean nothing."""


def weight(importance: int, difficulty: int) -> int:
    """Importance × difficulty, each 0 to 3. Raises ValueError outside of that."""
    if not (0 <= importance <= MOST_WEIGHT and 0 <= difficulty <= MOST_WEIGHT):
        raise ValueError((importance, difficulty))
    return importance * difficulty


def score(goals: Iterable[Reached]) -> float:
    """T of these goals. Raises NothingWeighs without weight, ValueError for an unknown level or weight."""
    rows = list(goals)
    if any(one.level not in LEVELS or one.weight < 0 for one in rows):
        raise ValueError(rows)
    total = sum(one.weight for one in rows)
    if total <= 0:
        raise NothingWeighs
    squares = sum(one.weight**2 for one in rows)
    reached = sum(one.weight * one.level for one in rows)
    return 50 + 10 * reached / sqrt((1 - R) * squares + R * total**2)


def too_easy(number: float) -> bool:
    """Whether a number lies so far above what was expected that the goals may have been set too easily."""
    return number >= EASY
