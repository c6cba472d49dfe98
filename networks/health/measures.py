"""Seventeen measures of a network, N1 to N17: formulas over plain values. Nothing here touches the database.

What cannot be known is None, never 0, and is shown as a dash. An index says little about a few people, so
it is shown only from five members on; counts and a sentence always come first. No measure is a mark, and
nothing is ever ranked. Sources stand with each formula.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from django.utils.formats import get_format

from networks.choices import Side
from networks.choices.health import Division, Sharing, Support

INDEX_FROM = 5
"""Members from which on an index is shown."""
DASH = "–"
"""What stands where nothing can be known."""
ENOUGH_KEEPERS = 2
"""How many people must be able to keep the overview (N8)."""
PRIMARY = 0.5
"""The share from which on one carer is the primary one (N10)."""

One = TypeVar("One", bound=Hashable)
Tie = frozenset[One]
"""Two people who do something together."""


def shown(value: float | None, people: int, digits: int = 2) -> str:
    """An index as it is shown, with the comma or the point of the reader's language: a dash when it is not
    known, or among fewer than five people.
    """
    if value is None or people < INDEX_FROM:
        return DASH
    return f"{value:.{digits}f}".replace(".", get_format("DECIMAL_SEPARATOR"))


@dataclass(frozen=True, slots=True)
class Size:
    """N1: how many take part, from which side."""

    informal: int
    formal: int
    communities: int

    @property
    def people(self) -> int:
        return self.informal + self.formal + self.communities

    @property
    def formal_share(self) -> float | None:
        """The part that is paid or appointed, 0 to 1; None when nobody takes part."""
        return self.formal / self.people if self.people else None


def size(sides: Iterable[str]) -> Size:
    """N1: size and mix, from the side of everybody who takes part."""
    found = list(sides)
    return Size(found.count(Side.INFORMAL), found.count(Side.FORMAL), found.count(Side.COMMUNITY))


def ties_of(groups: Iterable[Collection[One]]) -> set[Tie[One]]:
    """Everybody who is in a group together, two by two, each pair once."""
    return {frozenset(pair) for group in groups for pair in combinations(set(group), 2)}


def mixed_contact(ties: Iterable[Tie[One]], sides: Mapping[One, str]) -> tuple[int, int]:
    """N2 as counts: pairs of one paid and one unpaid person that have contact, and how many there could be.

    A community counts with the unpaid. The density is the first over the second.
    """
    formal = sum(side == Side.FORMAL for side in sides.values())
    found = sum(_paid(tie, sides) == 1 for tie in ties)
    return found, formal * (len(sides) - formal)


def _paid(tie: Tie[One], sides: Mapping[One, str]) -> int:
    return sum(sides[one] == Side.FORMAL for one in tie)


def part(some: float, of_all: float) -> float | None:
    """One number as a part of another; None when there is nothing to be a part of."""
    return some / of_all if of_all else None


def density(people: int, ties: int) -> float | None:
    """N3: the part of all pairs that have a tie, without the client: 2L / N(N - 1). None below two."""
    return 2 * ties / (people * (people - 1)) if people > 1 else None


def degrees(people: Iterable[One], ties: Iterable[Tie[One]]) -> list[int]:
    """With how many others each one has a tie, highest first."""
    count = dict.fromkeys(people, 0)
    for tie in ties:
        for one in tie:
            count[one] += 1
    return sorted(count.values(), reverse=True)


def centralisation(found: Collection[int]) -> float | None:
    """N4: how much the ties run through one person, from their degrees: sum(max - d) / (N - 1)(N - 2).

    Freeman 1978. A star is 1, a ring 0; None below three people.
    """
    people = len(found)
    if people < 3:
        return None
    return sum(max(found) - one for one in found) / ((people - 1) * (people - 2))


def across(ties: Iterable[Tie[One]], sides: Mapping[One, str]) -> float | None:
    """N5: ties across the line of paid and unpaid against ties within it: (E - I) / (E + I).

    Krackhardt & Stern 1988. -1 is only within, 1 only across; None without ties.
    """
    crossing = [_paid(tie, sides) == 1 for tie in ties]
    external = sum(crossing)
    return part(2 * external - len(crossing), len(crossing))


def bus_factor(able: Iterable[Collection[One]]) -> int | None:
    """N6: for each thing that must go on, who can, wants to, may and is there; the fewest of all.

    1 is a single point of failure, 0 is uncovered; None when nothing must go on.
    """
    return min((len(set(people)) for people in able), default=None)


def without_one(able: Mapping[str, Collection[One]]) -> list[str]:
    """N7: the things that nobody could do if one person were away. Things, and not that person."""
    return sorted(thing for thing, people in able.items() if len(set(people)) == 1)


def keepers(organizers: int, stand_ins: int) -> int:
    """N8: how many know how to keep the overview and may take it over; at least two are needed."""
    return organizers + stand_ins


def concentration(hours: Iterable[float]) -> float | None:
    """N9: how much the hours lie with few, as the sum of squared shares (Herfindahl & Hirschman).

    From 1/N, everybody the same, to 1, all with one; None without hours.
    """
    found = [one for one in hours if one > 0]
    total = sum(found)
    return sum((one / total) ** 2 for one in found) if total else None


def effective_carers(hours: Iterable[float]) -> float | None:
    """N9: how many people, all doing the same, would give this concentration."""
    found = concentration(hours)
    return None if found is None else 1 / found


def sharing(hours: Iterable[float]) -> Sharing | None:
    """N10: one carer, one that does at least half, or shared (Hu et al. 2022). None without hours."""
    found = sorted((one for one in hours if one > 0), reverse=True)
    if not found:
        return None
    if len(found) == 1:
        return Sharing.SOLE
    return Sharing.PRIMARY if found[0] >= PRIMARY * sum(found) else Sharing.SHARED


def divided(kinds: Mapping[str, Collection[str]]) -> tuple[int, int, int]:
    """N11 as counts: the kinds of things that both sides do, that only paid people do, and only unpaid."""
    paid = [Side.FORMAL in sides for sides in kinds.values()]
    unpaid = [any(side != Side.FORMAL for side in sides) for sides in kinds.values()]
    both = sum(one and other for one, other in zip(paid, unpaid, strict=True))
    return both, sum(paid) - both, sum(unpaid) - both


def division(kinds: Mapping[str, Collection[str]]) -> Division | None:
    """N11: who does which kinds of things, from the sides that do each (Jacobs et al. 2014).

    Nothing shared: complementation. Everything shared: supplementation. Some shared, and the rest only
    unpaid, or mostly so: informal specialisation; only paid, or mostly so: formal specialisation. None
    unless both sides do something.
    """
    both, only_paid, only_unpaid = divided(kinds)
    if not both + only_paid or not both + only_unpaid:
        return None
    if not both:
        return Division.COMPLEMENTATION
    if not only_paid and not only_unpaid:
        return Division.SUPPLEMENTATION
    return Division.INFORMAL if only_unpaid >= only_paid else Division.FORMAL


def multiplexity(kinds: Iterable[Collection[Support]]) -> float | None:
    """N12: in how many ways somebody supports the client, on average over those who do. None without ties."""
    found = [len(set(one)) for one in kinds if one]
    return part(sum(found), len(found))


def turnover(before: Collection[Hashable], after: Collection[Hashable]) -> float | None:
    """N13: 1 - in both / in either, over two dates: 0 is stable, 1 all new. None when nobody ever was."""
    either = set(before) | set(after)
    return 1 - len(set(before) & set(after)) / len(either) if either else None


def continuity(visits: Iterable[int]) -> float | None:
    """N14: (sum of n squared - n) / n(n - 1), from the number of visits of each who came.

    Bice & Boxerman 1977. 1: always the same one, 0: always another; None below two visits.
    """
    found = list(visits)
    total = sum(found)
    return (sum(one * one for one in found) - total) / (total * (total - 1)) if total > 1 else None


def coverage(needs: Iterable[int]) -> tuple[int, int]:
    """N15: of the needs, given by how many do something for each, those with at least one; and how many."""
    found = list(needs)
    return sum(one > 0 for one in found), len(found)


def keystone(links: Iterable[tuple[Collection[One], Collection[One]]]) -> dict[One, int]:
    """N16: how many times each part of life affects another one, in the client's own "this affects that".

    A link goes from the parts of life of one need to those of another. A simple sum, and no claim that one
    causes the other.
    """
    found: dict[One, int] = {}
    for sources, targets in links:
        for source in set(sources):
            others = len(set(targets) - {source})
            if others:
                found[source] = found.get(source, 0) + others
    return found


def reciprocity(gives: Collection[Hashable], receives: Collection[Hashable]) -> tuple[int, int]:
    """N17: of everybody who gives or receives, how many do both, and how many there are. The client as giver
    counts.
    """
    return len(set(gives) & set(receives)), len(set(gives) | set(receives))
