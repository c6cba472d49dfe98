"""What is counted of one network at one moment: plain values that measures and signals are made from.

The statement count.sql gives one row of these for each network. What only some may know of is counted
apart, by level, so that a page can add up what its reader may know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from networks.choices import Visibility

LEVELS = (Visibility.EVERYONE, Visibility.CLOSE, Visibility.PROFESSIONALS, Visibility.FAMILY)
"""Levels that are counted, in the order of every list by level. A last place holds what only named people or
the writer alone may read: it is counted for these readers, and in no reading that is kept.
"""
LOOKED_AT = 3
"""Needs or tasks of one level that are named at most: the first that matter."""

WEEK = timedelta(days=7)
AHEAD = WEEK
"""How far dates to come are looked at."""
LATELY = 4 * WEEK
"""What counts as lately: promises kept, hours."""
HALF = 6 * WEEK
"""Who did something in these weeks is compared with who did in as many before."""
SEASON = 12 * WEEK
"""What changes slowly is looked at over twelve weeks, and compared with the twelve before."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A need that nobody does anything for, or a barrier: since when it stands, and who may read it."""

    level: int
    since: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A task with free places in the coming week: how many wanted, how many free, the first date with one."""

    level: int
    wanted: int
    free: int
    first: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in the last four weeks: by how many, minutes in all and of whoever did most; and how many
    family, friends and communities did something in the last six weeks, and in the six before.
    """

    doers: int
    minutes: int
    most: int
    active: int
    active_before: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One network at one moment. Lists are by level (LEVELS and what is private); packed ones are read when
    they are needed.

    ``domains`` are the parts of life with an open need, ``orphans`` those where nobody does anything for any
    or has a role for all of it; both as the server writes an array. ``informal_left`` and ``overview_left``
    are when the last of family or of who keeps the overview went.
    ``open_work`` is what everybody may know of. ``told`` people said weeks ago what they like; ``unasked`` of
    them were never asked anything and promised nothing. ``last`` is when anything was written, asked or
    promised; ``ahead`` whether a promised date is to come. ``own`` of ``written`` needs and asks of the last
    twelve weeks are the client's own; ``written_closed``: not everybody may read all of these.
    """

    people: int
    informal: int
    formal: int
    communities: int
    joined: int
    gone: int
    informal_left: datetime | None
    organizers: int
    stand_ins: int
    overview_left: datetime | None
    needs: Sequence[int]
    alone: Sequence[int]
    packed_alone: str | None
    domains: str
    orphans: str
    places: int
    places_free: int
    packed_gaps: str | None
    kept: Sequence[int]
    missed: int
    doers: int
    minutes: int
    most: int
    active: int
    active_before: int
    open_doers: int
    open_minutes: int
    open_most: int
    open_active: int
    open_active_before: int
    fewest: int | None
    told: int
    unasked: int
    told_since: datetime | None
    barriers: int
    packed_barriers: str | None
    last: datetime | None
    ahead: bool
    own: int
    written: int
    own_before: int
    written_before: int
    written_closed: bool

    @property
    def unpaid(self) -> int:
        """Family, friends, neighbours and communities."""
        return self.informal + self.communities

    @property
    def work(self) -> Work:
        """Everything that was done."""
        return Work(self.doers, self.minutes, self.most, self.active, self.active_before)

    @property
    def open_work(self) -> Work:
        """What was done that everybody may know of."""
        return Work(
            self.open_doers, self.open_minutes, self.open_most, self.open_active, self.open_active_before
        )

    @property
    def needs_alone(self) -> list[Alone]:
        """Needs that nobody does anything for, what matters most first, a few of each level."""
        rows = [line.split(" ") for line in (self.packed_alone or "").split("\n") if line]
        return [Alone(int(level), _moment(since), subject) for level, since, subject in rows]

    @property
    def gaps(self) -> list[Gap]:
        """Tasks with free places in the coming week, the soonest first, a few of each level."""
        rows = [line.split(" ") for line in (self.packed_gaps or "").split("\n") if line]
        return [
            Gap(int(level), int(wanted), int(free), _moment(first), subject)
            for level, wanted, free, first, subject in rows
        ]

    @property
    def rules(self) -> list[Alone]:
        """What is said to be impossible and stands, the oldest first."""
        rows = [line.split(" ") for line in (self.packed_barriers or "").split("\n") if line]
        return [Alone(int(level), _moment(since), subject) for level, since, subject in rows]


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
