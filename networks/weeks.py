"""The days a calendar shows: a week, a month or a list of days, in one time zone. Pure.

A week begins on Monday and is counted as in ISO 8601: a year has 52 or 53 of them.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from networks.rrule import FIRST_YEAR, LAST_YEAR

WEEK, MONTH, LIST = "week", "month", "list"
VIEWS = (WEEK, MONTH, LIST)
LIST_DAYS = 35
"""How many days a list shows at once: as many as a month with its whole weeks usually has."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Dated(Protocol):
    """What can stand in a calendar: two moments, or a whole week."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        ...

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        ...

    @property
    def whole_week(self) -> bool:
        """Whether it is done at any time in seven days."""
        ...


T = TypeVar("T", bound=Dated)


@dataclass(frozen=True, slots=True)
class Span:
    """What is shown: ``first`` (included) to ``end`` (excluded) are days on the wall clock of ``zone``.

    ``day`` is what was asked for. ``before`` and ``after`` are the days that turn the page; None where this
    calendar ends.
    """

    view: str
    day: date
    first: date
    end: date
    zone: ZoneInfo
    before: date | None
    after: date | None

    @property
    def start(self) -> datetime:
        """The moment at which the first day begins."""
        return midnight(self.first, self.zone)

    @property
    def stop(self) -> datetime:
        """The moment at which the last day is over."""
        return midnight(self.end, self.zone)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """Something on one of its days. ``begun`` before that day, ``goes_on`` after it."""

    date: T
    begun: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Day(Generic[T]):
    """A day with what happens on it; ``outside`` the month that is shown."""

    day: date
    outside: bool
    dates: tuple[Shown[T], ...]


@dataclass(frozen=True, slots=True)
class Week(Generic[T]):
    """Seven days and what may be done at any time in them."""

    number: int
    days: tuple[Day[T], ...]
    any_time: tuple[T, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happens in it."""
        return not self.any_time and not any(one.dates for one in self.days)


def day_from(text: str, today: date) -> date:
    """The day that was written as 2026-11-23, or today for whatever this calendar does not show."""
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else today
    except ValueError:
        return today
    return found if FIRST_YEAR < found.year < LAST_YEAR else today


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins; where the clock skips midnight, the first moment after it."""
    return datetime.combine(day, time.min, tzinfo=zone)


def span(view: str, day: date, zone: ZoneInfo) -> Span:
    """What a view shows around a day; a view that is not known is a week."""
    if view == MONTH:
        first = day.replace(day=1)
        last = day.replace(day=monthrange(day.year, day.month)[1])
        before, after = (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1)
        first, end = _monday(first), _monday(last) + timedelta(days=7)
    elif view == LIST:
        first, end = day, day + timedelta(days=LIST_DAYS)
        before, after = day - timedelta(days=LIST_DAYS), end
    else:
        view, first = WEEK, _monday(day)
        before, after = first - timedelta(days=7), first + timedelta(days=7)
        end = after
    return Span(view, day, first, end, zone, _shown(before), _shown(after))


def _shown(day: date) -> date | None:
    return day if FIRST_YEAR < day.year < LAST_YEAR else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(shown: Span, dates: Iterable[T]) -> list[Week[T]]:
    """The weeks of what is shown, with every date on each of the days it touches."""
    on, any_time = _placed(shown, dates)
    found = []
    for start in range(0, (shown.end - shown.first).days, 7):
        monday = shown.first + timedelta(days=start)
        days = tuple(_day(shown, monday + timedelta(days=number), on) for number in range(7))
        loose = tuple(any_time.get(monday, ()))
        found.append(Week(monday.isocalendar().week, days, loose))
    return found


def days(shown: Span, dates: Iterable[T]) -> list[Day[T]]:
    """The days of a list on which something begins, or is still going on when the list begins. What may be
    done at any time in a week stands at its first day.
    """
    on: dict[date, list[Shown[T]]] = {}
    for one in dates:
        begins = one.starts_at.astimezone(shown.zone).date()
        day = max(begins, shown.first)
        over = begins < day and one.ends_at <= shown.start
        if day < shown.end and not over:
            on.setdefault(day, []).append(Shown(one, begun=begins < day, goes_on=False))
    return [Day(day, outside=False, dates=tuple(on[day])) for day in sorted(on)]


def _day(shown: Span, day: date, on: dict[date, list[Shown[T]]]) -> Day[T]:
    outside = shown.view == MONTH and (day.year, day.month) != (shown.day.year, shown.day.month)
    return Day(day, outside, tuple(on.get(day, ())))


def _placed(shown: Span, dates: Iterable[T]) -> tuple[dict[date, list[Shown[T]]], dict[date, list[T]]]:
    on: dict[date, list[Shown[T]]] = {}
    any_time: dict[date, list[T]] = {}
    for one in dates:
        first = one.starts_at.astimezone(shown.zone).date()
        if one.whole_week:
            for monday in {_monday(first), _monday(first + timedelta(days=6))}:
                any_time.setdefault(monday, []).append(one)
            continue
        # What ends at midnight ends on the day before.
        last = max(first, (one.ends_at - timedelta(microseconds=1)).astimezone(shown.zone).date())
        day = max(first, shown.first)
        while day <= last and day < shown.end:
            on.setdefault(day, []).append(Shown(one, begun=day > first, goes_on=day < last))
            day += timedelta(days=1)
    return on, any_time
