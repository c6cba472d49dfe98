"""Counts from which nobody can tell how it is with a few. Pure: exact counts in, what may be shown out.

A count tells how many networks of a whole, or of one of its groups, have something, and how many there are.
It is about too few when fewer than ``LEAST`` have it, and also when fewer than ``LEAST`` have it not. Such
groups are put together with the next smallest until the heap is about enough; a whole that is about too few
is hidden. What is shown is therefore a division of the whole into heaps that are each about enough, so that
adding up and subtracting gives only heaps again, never a few. Then all is rounded, so that two moments tell
no single change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

LEAST = 5
"""Fewer networks than this are never told apart."""
BASE = 5
"""What is shown is rounded to this."""
SHARE_FROM = 30
"""From how many networks on a share is shown: of fewer it would say more than is known."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Count:
    """``has`` of ``all`` networks have something; exact."""

    has: int
    all: int

    def __add__(self, other: "Count") -> "Count":
        return Count(self.has + other.has, self.all + other.all)


@dataclass(frozen=True, slots=True)
class Shown:
    """A rounded count, as it may be shown."""

    has: int
    all: int

    @property
    def share(self) -> int | None:
        """The share in whole tens of a percent, of the rounded numbers; None when there are too few."""
        if self.all < SHARE_FROM:
            return None
        return min(round(10 * self.has / self.all) * 10, 100)


@dataclass(frozen=True, slots=True)
class Protected(Generic[Key]):
    """What may be shown of a table. ``whole`` is None when it is about too few: then nothing else is shown.
    ``groups`` stand for themselves; the groups in ``together`` are shown as one, ``rest``.
    """

    whole: Shown | None
    groups: dict[Key, Shown]
    together: tuple[Key, ...] = ()
    rest: Shown | None = None


def rounded(number: int, base: int = BASE) -> int:
    """To the nearest multiple of ``base``; what lies in the middle goes up."""
    return base * ((2 * number + base) // (2 * base))


def too_few(count: Count, least: int = LEAST) -> bool:
    """Whether a count is about too few: fewer than ``least`` have it, or have it not. None is few as well."""
    return count.has < least or count.all - count.has < least


def shown(count: Count, *, least: int = LEAST, base: int = BASE) -> Shown | None:
    """One count as it may be shown; None when it is about too few."""
    return None if too_few(count, least) else Shown(rounded(count.has, base), rounded(count.all, base))


def size(number: int, *, least: int = LEAST, base: int = BASE) -> int | None:
    """How many networks there are, as it may be shown; None for too few."""
    return None if number < least else rounded(number, base)


def protect(groups: Mapping[Key, Count], *, least: int = LEAST, base: int = BASE) -> Protected[Key]:
    """What may be shown of groups that divide a whole: every network is in exactly one of them. A group of
    none is left out.
    """
    some = {key: one for key, one in groups.items() if one.all}
    whole = _sum(some, some)
    if too_few(whole, least):
        return Protected(None, {})
    heap = [key for key, one in some.items() if too_few(one, least)]
    alone = sorted(some.keys() - set(heap), key=lambda key: (some[key].all, str(key)), reverse=True)
    while heap and alone and not _hides(some, heap, least):
        heap.append(alone.pop())
    if heap and not alone:
        return Protected(shown(whole, least=least, base=base), {}, tuple(some))
    together = tuple(key for key in some if key in heap)
    return Protected(
        shown(whole, least=least, base=base),
        {
            key: Shown(rounded(one.has, base), rounded(one.all, base))
            for key, one in some.items()
            if key in alone
        },
        together,
        shown(_sum(some, together), least=least, base=base) if together else None,
    )


def _hides(groups: Mapping[Key, Count], heap: list[Key], least: int) -> bool:
    """Whether a heap is about enough, and each group in it stands beside enough others: then each could have
    ``least`` numbers and more, even for who knows the heap and the size of every group exactly.
    """
    together = _sum(groups, heap)
    return not too_few(together, least) and together.all - max(groups[key].all for key in heap) >= least


def _sum(groups: Mapping[Key, Count], keys: Iterable[Key]) -> Count:
    return sum((groups[key] for key in keys), Count(0, 0))
