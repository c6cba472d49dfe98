"""What may be worth a look together, from the facts of one network. Nothing here touches the database.

A signal is a finding with its figures, never a mark: it says what is so, since when, and blames nobody. A
network that has just begun is left in peace.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from networks.choices import Visibility
from networks.choices.health import SignalKind
from networks.health.facts import LEVELS, LOOKED_AT, SEASON, WEEK, Facts, Work
from networks.health.measures import ENOUGH_KEEPERS, keepers, part

PEACE = 2 * WEEK
"""A network that is younger than this hears only what is asked of a date or stands in the way."""
SETTLED = 4 * WEEK
"""From this age on somebody should be able to take over the overview."""
WAITS = 2 * WEEK
"""A need or a rule that stands this long is worth a look."""
STILL = 6 * WEEK
"""Nothing written, asked or promised for this long is quiet."""
OTHERS, HOURS, MOST = 3, 5, 0.7
"""It leans on one person who does more than this part of at least so many hours, among so many others."""
FEW_BEFORE = 3
"""Family can only drift away where at least so many did something before."""
UNASKED = 2
"""People who said what they like and were never asked: one alone would be pointed at."""
PAID = 2
"""Only professionals take part when there are at least so many, and nobody else."""
SAID, LESS = 4, 0.3
"""The client's own say: over at least so many needs and asks, by how much its part must have gone down."""

AMONG_FAMILY = LEVELS.index(Visibility.FAMILY)
"""What is about things of this level, or of fewer readers, is told to nobody outside the network."""

Figures = dict[str, int]


class _Levelled(Protocol):
    @property
    def level(self) -> int: ...


One = TypeVar("One", bound=_Levelled)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is so. ``subject`` is the id of the need, task or barrier it is about; ``closed``: it
    rests on what is for family, or, of the network as a whole, on what not everybody may know of.
    """

    kind: SignalKind
    since: datetime
    figures: Figures = field(default_factory=dict)
    subject: str | None = None
    closed: bool = False

    @property
    def key(self) -> tuple[str, str | None]:
        """What makes it the same one as before."""
        return self.kind.value, self.subject


def signals(facts: Facts, began: datetime, at: datetime) -> list[Found]:
    """Everything that is so at this moment in a network that began then, in the order of SignalKind."""
    age = at - began
    found = [*_gaps(facts, at), *_rules(facts, at)]
    if age >= PEACE:
        for rule in _SETTLED:
            found += rule(facts, began, at)
    return sorted(found, key=lambda one: _ORDER[one.kind]) if len(found) > 1 else found


def _gaps(facts: Facts, at: datetime) -> Iterator[Found]:
    """Dates of the coming week that nobody has promised, by task."""
    if facts.packed_gaps:
        for gap in _first_of_each_level(facts.gaps):
            figures = {"wanted": gap.wanted, "free": gap.free}
            yield Found(SignalKind.PROMISE_GAP, at, figures, gap.subject, gap.level >= AMONG_FAMILY)


def _rules(facts: Facts, at: datetime) -> Iterator[Found]:
    """What has been said to be impossible for a while, and nothing came of it yet."""
    if facts.packed_barriers:
        for rule in facts.rules:
            if at - rule.since >= WAITS:
                closed = rule.level >= AMONG_FAMILY
                yield Found(SignalKind.RULE_IN_THE_WAY, rule.since, {}, rule.subject, closed)


def _needs(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """A need that nobody does anything for, and nobody has for a while."""
    if facts.packed_alone:
        for need in _first_of_each_level(facts.needs_alone):
            if at - need.since >= WAITS:
                yield Found(SignalKind.NEED_ALONE, need.since, {}, need.subject, need.level >= AMONG_FAMILY)


def _first_of_each_level(rows: Iterable[One]) -> Iterator[One]:
    count: dict[int, int] = {}
    for row in rows:
        count[row.level] = count.get(row.level, 0) + 1
        if count[row.level] <= LOOKED_AT:
            yield row


def _overview(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """Nobody keeps the overview, or only one person could (N8)."""
    number = keepers(facts.organizers, facts.stand_ins)
    since = facts.overview_left or began
    if number == 0 and facts.people > 1:
        yield Found(SignalKind.NO_ORGANIZER, since, {"people": facts.people})
    elif 0 < number < ENOUGH_KEEPERS and facts.people > 2 and at - began >= SETTLED:
        yield Found(SignalKind.NO_STAND_IN, since, {"people": facts.people})


def _leaning(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """One person does most of what is done (N9), among enough others for it to point at nobody."""
    if facts.people <= OTHERS:
        return
    for work, closed in ((facts.open_work, False), (facts.work, True)):
        if _leans(work):
            figures = {"hours": work.minutes // 60, "most": work.most // 60, "people": facts.people}
            yield Found(SignalKind.LEANS_ON_ONE, at, figures, closed=closed)
            return


def _leans(work: Work) -> bool:
    return work.minutes >= 60 * HOURS and work.most > MOST * work.minutes


def _drifting(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """At most half as many of family, friends and communities do something as in the six weeks before."""
    if at - began < SEASON:
        return
    for work, closed in ((facts.open_work, False), (facts.work, True)):
        if work.active_before >= FEW_BEFORE and 2 * work.active <= work.active_before:
            figures = {"now": work.active, "before": work.active_before}
            yield Found(SignalKind.FAMILY_DRIFTS, at, figures, closed=closed)
            return


def _talents(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """People said weeks ago what they like or are good at, and nobody has asked them for anything."""
    if facts.unasked >= UNASKED:
        figures = {"unasked": facts.unasked, "told": facts.told}
        yield Found(SignalKind.TALENTS_UNASKED, facts.told_since or at, figures)


def _only_paid(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """Nobody takes part but professionals (N1)."""
    if facts.formal >= PAID and not facts.unpaid:
        yield Found(SignalKind.ONLY_PAID, facts.informal_left or began, {"formal": facts.formal})


def _quiet(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """Nothing was written, asked or promised for weeks, and nothing promised is to come."""
    since = facts.last or began
    if facts.people > 1 and not facts.ahead and at - since >= STILL:
        yield Found(SignalKind.QUIET, since)


def _own_say(facts: Facts, began: datetime, at: datetime) -> Iterator[Found]:
    """Fewer of the needs and asks are the client's own than in the twelve weeks before."""
    if facts.written < SAID or facts.written_before < SAID:
        return
    now, before = part(facts.own, facts.written), part(facts.own_before, facts.written_before)
    if now is not None and before is not None and before - now >= LESS - 1e-9:
        figures = {
            "own": facts.own,
            "all": facts.written,
            "own_before": facts.own_before,
            "all_before": facts.written_before,
        }
        yield Found(SignalKind.OWN_SAY, at, figures, closed=facts.written_closed)


_SETTLED: tuple[Callable[[Facts, datetime, datetime], Iterator[Found]], ...] = (
    _needs,
    _overview,
    _leaning,
    _drifting,
    _talents,
    _only_paid,
    _quiet,
    _own_say,
)
_ORDER = {kind: rank for rank, kind in enumerate(SignalKind)}
