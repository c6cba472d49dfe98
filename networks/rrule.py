"""The rules of a rhythm: the part of RRULE (RFC 5545) that this house keeps, read and written. Pure.

Every so many days, weeks or months; days of the week, which one in the month, or days of the month; until a
day or a number of times. There is never more than one date a day, and no input costs more than a little work.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES: dict[str, Literal[1, 2, 3]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
LONGEST_STEP = {"DAILY": 365, "WEEKLY": 52, "MONTHLY": 12}
MOST_TIMES = 1000
MOST_DAYS = 10
FIRST_YEAR, LAST_YEAR = 1970, 2199
LONGEST_RULE = 200
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_DAY = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MONTH_DAY = re.compile(r"-1|[1-9]|[12][0-9]|3[01]", re.ASCII)
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(T[0-9]{6})?", re.ASCII)


class RhythmRefused(DomainError):
    """A rhythm that this house does not keep, with one sentence that says what it does keep."""

    code = "rhythm"

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message, field="rule")


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE, read. ``days`` are (which one in the month, or 0; weekday from Monday = 0); ``until`` is the
    last day, on the wall clock, included.
    """

    freq: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def __str__(self) -> str:
        """The rule as it is kept: one way to write each rule."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{nth or ''}{CODES[day]}" for nth, day in self.days))
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.month_days)))
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def parse_rule(text: str) -> Rule:
    """Read an RRULE. Raises RhythmRefused with one sentence for whatever this house does not keep."""
    if len(text) > LONGEST_RULE:
        raise RhythmRefused(_("This rhythm is too long to keep. Choose a simpler one."))
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in parts or (name != "FREQ" and name not in _READERS):
            raise RhythmRefused(
                _("This rhythm cannot be kept. Choose every so many days, weeks or months, on chosen days.")
            )
        parts[name] = value
    freq = parts.pop("FREQ", "")
    if freq not in FREQUENCIES:
        raise RhythmRefused(_("Choose every day, every week or every month, or every so many of them."))
    rule = Rule(freq)
    for name, value in parts.items():
        rule = _READERS[name](rule, value)
    return _sensible(rule)


def _interval(rule: Rule, value: str) -> Rule:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= LONGEST_STEP[rule.freq]:
        raise RhythmRefused(_("Choose a number of days, weeks or months that is at most a year together."))
    return replace(rule, interval=int(value))


def _by_day(rule: Rule, value: str) -> Rule:
    found = [_DAY.fullmatch(one) for one in value.split(",")[: MOST_DAYS + 1]]
    days = sorted({(int(one[1] or 0), CODES.index(one[2])) for one in found if one}, key=month_order)
    if not all(found) or len(found) > MOST_DAYS:
        raise RhythmRefused(_("Name days of the week, or at most the fifth or the last one of a month."))
    if any(bool(nth) != (rule.freq == "MONTHLY") for nth, _weekday in days):
        raise RhythmRefused(
            _("With months say which one, such as the second Tuesday. Otherwise name the day.")
        )
    return replace(rule, days=tuple(days))


def month_order(day: tuple[int, int]) -> tuple[int, int]:
    """The first of a month before the second, and the last one at the end."""
    return (day[0] if day[0] >= 0 else 9, day[1])


def _by_month_day(rule: Rule, value: str) -> Rule:
    found = value.split(",")[: MOST_DAYS + 1]
    if len(found) > MOST_DAYS or not all(_MONTH_DAY.fullmatch(one) for one in found):
        raise RhythmRefused(_("Name days of the month from 1 to 31, or the last one."))
    if rule.freq != "MONTHLY":
        raise RhythmRefused(_("Days of the month go only with every so many months."))
    days = sorted({int(one) for one in found}, key=lambda day: day if day > 0 else 99)
    return replace(rule, month_days=tuple(days))


def _count(rule: Rule, value: str) -> Rule:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= MOST_TIMES:
        raise RhythmRefused(_("Choose a number of times from 1 to 1000."))
    return replace(rule, count=int(value))


def _until(rule: Rule, value: str) -> Rule:
    found = _UNTIL.fullmatch(value)
    try:
        last = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        last = None
    if last is None or not FIRST_YEAR <= last.year <= LAST_YEAR:
        raise RhythmRefused(_("Write the last day of a rhythm as a day of the calendar."))
    return replace(rule, until=last)


def _week_start(rule: Rule, value: str) -> Rule:
    if value != "MO":
        raise RhythmRefused(_("A week begins on Monday here."))
    return rule


_READERS: Mapping[str, Callable[[Rule, str], Rule]] = {
    "INTERVAL": _interval,
    "BYDAY": _by_day,
    "BYMONTHDAY": _by_month_day,
    "COUNT": _count,
    "UNTIL": _until,
    "WKST": _week_start,
}


def _sensible(rule: Rule) -> Rule:
    if rule.count is not None and rule.until is not None:
        raise RhythmRefused(_("Choose either a last day or a number of times."))
    if rule.days and rule.month_days:
        raise RhythmRefused(_("Choose either days of the week or days of the month."))
    return rule
