"""When something is done: a rhythm in wall-clock time becomes dates. Pure: values in, values out.

A rhythm is the first date in wall-clock time, a zone of the IANA database and an RRULE (RFC 5545) without its
DTSTART. Dates are found on the wall clock and only then become moments, so that every Tuesday at ten stays at
ten when the clock changes. A time that a night skips moves forward by what is skipped; of a time that a night
has twice, the first one counts.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, weekday
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks.choices import Rotation
from networks.rrule import FIRST_YEAR, FREQUENCIES, LAST_YEAR, RhythmRefused, Rule, month_order, parse_rule

T = TypeVar("T", bound=Hashable)
MOST_DATES = 2000
"""More dates than these are never worked out in one go."""
A_WEEK = 7 * 24 * 60
"""Minutes in a week on the clock."""
YEARS_TO_FIRST = 8
NTH: dict[int, Promise] = {
    1: gettext_lazy("the first %(day)s"),
    2: gettext_lazy("the second %(day)s"),
    3: gettext_lazy("the third %(day)s"),
    4: gettext_lazy("the fourth %(day)s"),
    5: gettext_lazy("the fifth %(day)s"),
    -1: gettext_lazy("the last %(day)s"),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``starts`` is the wall clock (naive) of the first date, ``minutes`` how long a date takes, ``rule`` ""
    for one date. ``skipped`` are the moments of dates left out, ``holidays`` days on which nothing is done.
    ``week``: each date is a whole week in which it may be done at any time.
    """

    starts: datetime
    zone: ZoneInfo
    minutes: int
    rule: str = ""
    skipped: Set[datetime] = field(default_factory=frozenset)
    holidays: Set[date] = field(default_factory=frozenset)
    week: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One date of a rhythm: its wall clock (naive), and its two moments in UTC."""

    wall: datetime
    starts_at: datetime
    ends_at: datetime


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a wall clock (naive) in a zone: in a gap forward by the gap, of two the first."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def to_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall says (naive) at a moment."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock of that zone ever shows this time: not in the hour that a night in spring skips."""
    return to_wall(to_utc(wall, zone), zone) == wall.replace(fold=0)


def end_of(wall: datetime, zone: ZoneInfo, minutes: int) -> datetime:
    """When a date that begins then is over. Whole days are days on the wall clock, all else is real time."""
    days, rest = divmod(minutes, 24 * 60)
    if days and not rest:
        return to_utc(wall + timedelta(days=days), zone)
    return to_utc(wall, zone) + timedelta(minutes=minutes)


def slot_of(wall: datetime, zone: ZoneInfo, minutes: int) -> Slot:
    """The date that begins then."""
    return Slot(wall, to_utc(wall, zone), end_of(wall, zone, minutes))


def monday(wall: datetime) -> datetime:
    """The beginning of the week in which a wall clock lies."""
    return wall.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=wall.weekday())


def slots(rhythm: Rhythm, after: datetime, before: datetime) -> Iterator[Slot]:
    """The dates that begin from one moment (included) until another (excluded), in order.

    What is skipped and what falls on a public holiday is left out, and counts for a number of times. At most
    MOST_DATES, whatever is asked. Raises RhythmRefused for a rule this house does not keep.
    """
    return islice(_slots(rhythm, after, before), MOST_DATES)


def _slots(rhythm: Rhythm, after: datetime, before: datetime) -> Iterator[Slot]:
    for wall in _walls(rhythm, after, before):
        slot = slot_of(wall, rhythm.zone, rhythm.minutes)
        if slot.starts_at >= before:
            return
        free = bool(rhythm.rule) and wall.date() in rhythm.holidays
        if slot.starts_at >= after and slot.starts_at not in rhythm.skipped and not free:
            yield slot


def _walls(rhythm: Rhythm, after: datetime, before: datetime) -> Iterator[datetime]:
    if not FIRST_YEAR <= rhythm.starts.year <= LAST_YEAR:
        return
    if not rhythm.rule:
        yield rhythm.starts
        return
    rule = parse_rule(rhythm.rule)
    # A day more on both sides: no zone is further than that from the wall clock.
    first, last = _day_of(after, -1), _day_of(before, 1)
    if rule.until is not None:
        last = min(last, rule.until)
    if last < rhythm.starts.date():
        return
    found = rrule(
        FREQUENCIES[rule.freq],
        dtstart=rhythm.starts if rule.count is not None else _nearer(rule, rhythm.starts, first),
        interval=rule.interval,
        byweekday=[weekday(day, nth or None) for nth, day in rule.days] or None,
        bymonthday=_month_days(rule, rhythm.starts),
        count=rule.count,
        until=datetime.combine(last, time.max),
    )
    yield from (wall for wall in found if wall >= rhythm.starts)


def _day_of(moment: datetime, more: int) -> date:
    bounded = min(max(moment.astimezone(UTC).date(), date(FIRST_YEAR, 1, 2)), date(LAST_YEAR, 12, 30))
    return bounded + timedelta(days=more)


def _month_days(rule: Rule, starts: datetime) -> list[int] | None:
    if rule.month_days:
        return list(rule.month_days)
    return [starts.day] if rule.freq == "MONTHLY" and not rule.days else None


def _nearer(rule: Rule, starts: datetime, day: date) -> datetime:
    """The beginning of a step shortly before that day, so that old rhythms cost no more than new ones."""
    away = (day - starts.date()).days
    if away <= 0:
        return starts
    if rule.freq == "MONTHLY":
        months = (day.year - starts.year) * 12 + day.month - starts.month
        steps = max(months // rule.interval - 1, 0) * rule.interval + starts.year * 12 + starts.month - 1
        # Without a step to skip, the months before the first date are left out again in _walls().
        return starts.replace(year=steps // 12, month=steps % 12 + 1, day=1)
    days = rule.interval * (7 if rule.freq == "WEEKLY" else 1)
    return starts + timedelta(days=max(away // days - 1, 0) * days)


def first_slot(rhythm: Rhythm) -> Slot | None:
    """The first date a rhythm really gives, or None when it gives none within some years."""
    plain = replace(rhythm, skipped=frozenset())
    start = to_utc(rhythm.starts, rhythm.zone)
    return next(slots(plain, start, start + timedelta(days=366 * YEARS_TO_FIRST)), None)


def explicit(rule: str, starts: datetime) -> str:
    """The rule as it is kept, with the day it leaves to the first date written out."""
    read = parse_rule(rule)
    if read.freq == "WEEKLY" and not read.days:
        read = replace(read, days=((0, starts.weekday()),))
    if read.freq == "MONTHLY" and not read.days and not read.month_days:
        read = replace(read, month_days=(starts.day,))
    return str(read)


def until(rule: str, wall: datetime) -> str:
    """The rule without what begins on the day of this wall clock or later."""
    if not rule:
        return rule
    read = parse_rule(rule)
    last = wall.date() - timedelta(days=1)
    last = last if read.until is None else min(last, read.until)
    return str(replace(read, count=None, until=last))


def rest(rhythm: Rhythm, wall: datetime) -> str:
    """The rule of what begins at this wall clock or later: a number of times less those before it."""
    read = parse_rule(rhythm.rule)
    if read.count is None:
        return str(read)
    everything = replace(rhythm, skipped=frozenset(), holidays=frozenset())
    start = to_utc(rhythm.starts, rhythm.zone)
    before = sum(1 for _slot in slots(everything, start, to_utc(wall, rhythm.zone)))
    return str(replace(read, count=max(read.count - before, 1)))


def shifted(rule: str, old: datetime, new: datetime) -> str:
    """The rule in which the day of ``old`` has become the day of ``new``.

    Raises RhythmRefused when it leaves its week, its month or, with a rhythm of days, its day.
    """
    read = parse_rule(rule)
    if old.date() == new.date():
        return str(read)
    if read.freq == "WEEKLY" and _monday(old) == _monday(new):
        days = {(0, new.weekday()) if day == (0, old.weekday()) else day for day in read.days}
        return _as_many(read, replace(read, days=tuple(sorted(days))))
    if read.freq == "MONTHLY" and (old.year, old.month) == (new.year, new.month):
        return _as_many(read, _in_month(read, old, new))
    raise RhythmRefused(
        gettext_lazy(
            "So far only one date can move. To move them all, choose a day in the same week or month."
        )
    )


def _as_many(before: Rule, after: Rule) -> str:
    if len(after.days) < len(before.days) or len(after.month_days) < len(before.month_days):
        raise RhythmRefused(gettext_lazy("There is a date on that day already. Choose another day."))
    return str(after)


def _monday(day: datetime) -> date:
    return day.date() - timedelta(days=day.weekday())


def _in_month(rule: Rule, old: datetime, new: datetime) -> Rule:
    if rule.days:
        mine = [day for day in rule.days if day[1] == old.weekday() and day[0] in _nth(old)]
        put = (-1 if mine and mine[0][0] < 0 and -1 in _nth(new) else _nth(new)[0], new.weekday())
        days = {put if day in mine else day for day in rule.days}
        return replace(rule, days=tuple(sorted(days, key=month_order)))
    mine_too = [day for day in rule.month_days if day in (old.day, -1 if _nth_last(old) else 0)]
    month_days = {new.day if day in mine_too else day for day in rule.month_days} or {new.day}
    return replace(rule, month_days=tuple(sorted(month_days, key=lambda day: day if day > 0 else 99)))


def carried(rule: str, wall: datetime, old: datetime, new: datetime) -> datetime | None:
    """Where a date of a rule goes when the date of ``old`` goes to ``new``, as shifted() moves the rule.

    Every date gets the new time; those on the same day of the week or month move with it. None when that day
    does not exist in its month.
    """
    read, timed = parse_rule(rule), datetime.combine(wall.date(), new.time())
    if old.date() == new.date():
        return timed
    if read.freq == "WEEKLY":
        same = wall.weekday() == old.weekday()
        return timed + timedelta(days=(new.date() - old.date()).days if same else 0)
    if read.freq != "MONTHLY" or not _alike(read, old, wall):
        return timed
    if not read.days:
        return _on_day(timed, new.day)
    nth, day = next(one for one in _in_month(read, old, new).days if one not in read.days)
    days = [one for number in range(1, 32) if (one := _on_day(timed, number)) and one.weekday() == day]
    return days[nth if nth < 0 else nth - 1] if nth <= len(days) else None


def _alike(rule: Rule, one: datetime, other: datetime) -> bool:
    """Whether the same day of a monthly rule gave these two."""
    if rule.days:
        both = [nth for nth in _nth(one) if nth in _nth(other)]
        return any((nth, one.weekday()) in rule.days for nth in both) and one.weekday() == other.weekday()
    if _nth_last(one) and _nth_last(other) and -1 in rule.month_days:
        return True
    return one.day == other.day and one.day in rule.month_days


def _on_day(wall: datetime, day: int) -> datetime | None:
    try:
        return wall.replace(day=day)
    except ValueError:
        return None


def _nth(day: datetime) -> tuple[int, ...]:
    """Which one of its weekday in the month a day is, also counted from the end when it is the last."""
    nth = (day.day - 1) // 7 + 1
    return (nth, -1) if (day + timedelta(days=7)).month != day.month else (nth,)


def nth_of(day: date) -> int:
    """Which one of its weekday in the month a day is: 1 to 4, or -1 for a fifth, which few months have."""
    nth = (day.day - 1) // 7 + 1
    return -1 if nth > 4 else nth


def _nth_last(day: datetime) -> bool:
    return (day + timedelta(days=1)).month != day.month


def words(rhythm: Rhythm) -> str:
    """When it is, as people say it."""
    at = date_format(rhythm.starts, "H:i")
    if rhythm.week:
        return _("any time in the week of %(day)s") % {"day": date_format(rhythm.starts, "j F Y")}
    if not rhythm.rule:
        return _("on %(day)s at %(time)s") % {"day": date_format(rhythm.starts, "l j F Y"), "time": at}
    rule = parse_rule(rhythm.rule)
    said = _("%(often)s at %(time)s") % {"often": _often(rule, rhythm), "time": at}
    if rule.until is not None:
        return _("%(rhythm)s, until %(day)s") % {"rhythm": said, "day": date_format(rule.until, "j F Y")}
    if rule.count is not None:
        times = ngettext("%(rhythm)s, %(number)s time", "%(rhythm)s, %(number)s times", rule.count)
        return times % {"rhythm": said, "number": rule.count}
    return said


def _often(rule: Rule, rhythm: Rhythm) -> str:
    if rule.freq == "MONTHLY":
        return _monthly(rule, rhythm)
    if rule.freq == "DAILY" and not rule.days:
        return ngettext("every day", "every %(number)s days", rule.interval) % {"number": rule.interval}
    named = rule.days or ((0, rhythm.starts.weekday()),)
    days = listed([str(WEEKDAYS[day]) for _nth, day in named])
    if rule.interval == 1:
        return _("every %(days)s") % {"days": days}
    number = {"number": rule.interval, "days": days}
    if rule.freq == "WEEKLY":
        return (
            ngettext("every week on %(days)s", "every %(number)s weeks on %(days)s", rule.interval) % number
        )
    every = ngettext("every day", "every %(number)s days", rule.interval) % number
    return _("%(often)s, if it is a %(days)s") % {"often": every, "days": days}


def _monthly(rule: Rule, rhythm: Rhythm) -> str:
    if rule.days:
        days = listed([str(NTH[nth]) % {"day": WEEKDAYS[day]} for nth, day in rule.days])
    else:
        numbers = rule.month_days or (rhythm.starts.day,)
        days = listed([_("the last day") if day < 0 else _("day %(day)s") % {"day": day} for day in numbers])
    every = ngettext(
        "on %(days)s of every month", "every %(number)s months on %(days)s of the month", rule.interval
    )
    return every % {"days": days, "number": rule.interval}


def listed(names: Sequence[str]) -> str:
    """Names one after the other, the last one after "and"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


def whose_turn(
    rotation: Rotation | str, takers: Sequence[T], last: Mapping[T, datetime], away: Set[T] = frozenset()
) -> T | None:
    """Who is proposed for the next date, of those who are not away; None when nobody is.

    ``takers`` in their order, ``last`` when each did it last (or will next). Fixed: the first. In turn: who
    stands after the one who did it last. Least recently: who did it longest ago, never before first.
    """
    here = [one for one in takers if one not in away]
    if not here or rotation == Rotation.NONE:
        return None
    if rotation == Rotation.IN_TURN:
        done = [one for one in takers if one in last]
        latest = max(done, key=lambda one: last[one]) if done else takers[-1]
        after = takers.index(latest) + 1
        order = [*takers[after:], *takers[:after]]
        return next(one for one in order if one not in away)
    if rotation == Rotation.LEAST_RECENTLY:
        return min(here, key=lambda one: (one in last, last.get(one, datetime.min.replace(tzinfo=UTC))))
    return here[0]
