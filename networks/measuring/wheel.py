"""The wheel of parts of life: what was said of each, at a moment then and now. Pure.

There is no sum, no mean and nothing that says better or worse: a wheel is something to speak about. What
was not said stays empty, and a part of life without a word is not a bad one.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from networks.choices.wheel import HowWell

FEWEST, MOST = 3, 12
"""A wheel has at least three spokes and at most twelve; with fewer or more there is only the list."""
STEPS = {level.value: len(HowWell) - place for place, level in enumerate(HowWell)}
"""How far out a word lies: from 1, the first ring, to 5, the rim."""


class Word(Protocol):
    """One thing that was said of a part of life; ``how_well`` is empty when they would rather not say."""

    domain_id: Any
    words: str
    how_well: str
    said_at: datetime


class Part(Protocol):
    """A part of life."""

    pk: Any


@dataclass(frozen=True, slots=True)
class Spoke:
    """One part of life: what was said of it last by then, and by now. None where nothing was said yet."""

    number: int
    part: Any
    then: Any = None
    now: Any = None

    @property
    def same(self) -> bool:
        """Whether nothing new was said of it since then."""
        return self.now is not None and self.then is self.now

    @property
    def said(self) -> bool:
        return self.now is not None

    @property
    def then_step(self) -> int | None:
        """How far out it was then, 1 to 5; None without a word for it."""
        return _step(self.then)

    @property
    def now_step(self) -> int | None:
        """How far out it is now, 1 to 5; None without a word for it."""
        return _step(self.now)


def _step(word: Word | None) -> int | None:
    return STEPS.get(word.how_well) if word is not None else None


def spokes(
    parts: Iterable[Part], words: Iterable[Word], *, then: datetime | None, now: datetime
) -> list[Spoke]:
    """A spoke for each part of life, in the order of the parts, numbered from 1.

    ``then`` None: only now. A part of which nothing was said has a spoke too, without words and level.
    """
    told = sorted(words, key=lambda word: word.said_at)
    last_then = _last(told, then) if then is not None else {}
    last_now = _last(told, now)
    return [
        Spoke(number, part, last_then.get(part.pk), last_now.get(part.pk))
        for number, part in enumerate(parts, 1)
    ]


def _last(told: Iterable[Word], moment: datetime) -> dict[Hashable, Word]:
    """The last word of each part of life at or before a moment; of words in the order of their moments."""
    return {word.domain_id: word for word in told if word.said_at <= moment}


def drawn(found: Sequence[Spoke]) -> list[Spoke]:
    """The spokes of the picture: all of them, or those of which something was said when there are too many.

    Nothing when too few or too many are left, or when no level was said at all.
    """
    shown = list(found) if len(found) <= MOST else [one for one in found if one.said or one.then is not None]
    levels = any(one.now_step or one.then_step for one in shown)
    return shown if FEWEST <= len(shown) <= MOST and levels else []
