"""When something may leave for one person: their quiet hours, by the clock on their own wall. Pure.

A window belongs to the day on which it begins and may cross midnight. Each window is made into two moments
first and compared then, so that the nights on which the clock changes need no rule of their own: a time that
does not exist is moved forward, a time that comes twice is the first one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

URGENT_A_WEEK = 3
"""How often "today, and it matters" may wake one person in any seven days, over one channel."""

WEEK = timedelta(days=7)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which somebody wants no message. ``start`` equal to ``until`` means no hours at all."""

    zone: ZoneInfo
    start: time = time(21, 0)
    until: time = time(8, 0)
    weekends: bool = False


def free_at(moment: datetime, quiet: Quiet) -> datetime:
    """The first moment, not before ``moment``, at which something may leave."""
    free = moment
    while ends := [end for start, end in _windows(free, quiet) if start <= free < end]:
        free = max(ends)
    return free


def may_pass(urgent: bool, passed_this_week: int) -> bool:
    """Whether this one may go out in quiet hours; ``passed_this_week`` is how many did in seven days."""
    return urgent and passed_this_week < URGENT_A_WEEK


def _windows(moment: datetime, quiet: Quiet) -> Iterator[tuple[datetime, datetime]]:
    """Every window that this moment could be in: from when (included) until when (excluded)."""
    today = moment.astimezone(quiet.zone).date()
    if quiet.start != quiet.until:
        crosses = timedelta(days=int(quiet.until < quiet.start))
        for day in (today - timedelta(days=1), today):
            yield _utc(day, quiet.start, quiet), _utc(day + crosses, quiet.until, quiet)
    if quiet.weekends and today.weekday() >= SATURDAY:
        saturday = today - timedelta(days=today.weekday() - SATURDAY)
        monday = saturday + timedelta(days=2)
        yield _utc(saturday, time(), quiet), _utc(monday, time(), quiet)


def _utc(day: date, wall: time, quiet: Quiet) -> datetime:
    return datetime.combine(day, wall, quiet.zone).astimezone(UTC)
