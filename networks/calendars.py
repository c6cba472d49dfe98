"""iCalendar text (RFC 5545, 7986) for calendar programs. Pure: takes dates in words and moments, gives bytes.

What such a text holds is read by whoever keeps somebody's calendar. So the words are chosen by who gathers
the dates (networks/feeding.py); nothing here knows a name, an address or a need.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur

from networks.rhythm import to_wall

PRODID = "-//Carenet//Carenet//EN"
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=4)
"""How often a program is asked to look again. Outlook listens to a name of its own for it, Google to none."""
EXPANDS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
State = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One date. ``slot`` is the moment its rhythm gave it, when it is part of a series.

    ``whole_week`` makes it seven days instead of hours. ``changed_at`` is the last change of anything in it,
    ``sequence`` grows with each change of time or place. ``busy`` blocks the time in somebody's calendar.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    summary: str
    url: str
    changed_at: datetime
    location: str = ""
    categories: tuple[str, ...] = ()
    state: State = "TENTATIVE"
    busy: bool = False
    whole_week: bool = False
    sequence: int = 0
    slot: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A rhythm and its dates. ``plain`` is what a date of it says when nothing about that date is special;
    its moments count for nothing but their length. ``rule`` is an RRULE without its DTSTART.
    """

    rule: str
    plain: Entry
    dates: tuple[Entry, ...]


def text(*, uid: str, name: str, url: str, items: Iterable[Entry | Series]) -> bytes:
    """A whole calendar, the same bytes for the same dates: CRLF, folded at 75 octets."""
    events = [event for item in items for event in _events(item)]
    calendar = Calendar.new(
        prodid=PRODID, calscale="GREGORIAN", method="PUBLISH", name=name, uid=uid, url=url,
        last_modified=max((one.LAST_MODIFIED for one in events), default=None),
    )  # fmt: skip
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for component in (*_zones(events), *events):
        calendar.add_component(component)
    written: bytes = calendar.to_ical()
    return written


def _events(item: Entry | Series) -> Iterator[Event]:
    if isinstance(item, Entry):
        yield _event(item)
        return
    regular, left_out = _regular(item)
    if regular:
        yield from _series(item, regular, left_out)
    yield from (_event(one) for one in item.dates if one not in regular)


def _regular(series: Series) -> tuple[list[Entry], list[datetime]]:
    """The dates that stand where the rule puts them, in order, and the walls between them without a date.

    A date whose wall-clock time does not exist, or during which the clock changes, is none of them: programs
    disagree on what a rule means in those nights. Such a date stands by itself, which all of them read alike.
    """
    zone = series.plain.zone
    parts = [part for part in series.rule.upper().split(";") if part]
    freq = next((part[5:] for part in parts if part.startswith("FREQ=")), "")
    slots = {to_wall(one.slot, zone): one for one in series.dates if one.slot and _steady(one)}
    if freq not in EXPANDS or not slots:
        return [], []
    walls = rrulestr(_endless(series.rule), dtstart=min(slots)).between(min(slots), max(slots), inc=True)
    there = [wall for wall in walls if wall in slots]
    left_out = [wall for wall in walls if wall not in slots and wall < there[-1]] if there else []
    return [slots[wall] for wall in there], left_out


def _steady(entry: Entry) -> bool:
    """Whether the clock does not change during this date."""
    start, end = (moment.astimezone(entry.zone) for moment in (entry.starts_at, entry.ends_at))
    return start.utcoffset() == end.utcoffset()


def _endless(rule: str) -> str:
    """The rule without its end: a text ends where the planned dates end, not where the rhythm once will."""
    parts = rule.upper().split(";")
    return ";".join(part for part in parts if part and not part.startswith(("UNTIL=", "COUNT=")))


def _series(series: Series, regular: list[Entry], left_out: list[datetime]) -> Iterator[Event]:
    """The rule with what it leaves out, and every date that says something of its own."""
    plain, zone = series.plain, series.plain.zone
    slots = [one.slot for one in regular if one.slot is not None]
    long = plain.ends_at - plain.starts_at
    master = _event(replace(plain, starts_at=slots[0], ends_at=slots[0] + long))
    until = slots[-1].astimezone(UTC)
    recur: Any = vRecur.from_ical(_endless(series.rule))
    recur["UNTIL"] = [until]
    master.add("RRULE", recur)
    if left_out:
        master.add("EXDATE", [wall.replace(tzinfo=zone) for wall in left_out])
    yield master
    for one, slot in zip(regular, slots, strict=True):
        if not _like(one, replace(plain, starts_at=slot, ends_at=slot + long)):
            override = _event(replace(one, uid=plain.uid))
            override.add("RECURRENCE-ID", slot.astimezone(zone))
            yield override


def _like(one: Entry, plain: Entry) -> bool:
    shown = ("starts_at", "ends_at", "summary", "location", "categories", "state", "busy")
    return all(getattr(one, name) == getattr(plain, name) for name in shown)


def _event(entry: Entry) -> Event:
    start, end = span(entry)
    event = Event.new(
        uid=entry.uid,
        stamp=entry.changed_at.astimezone(UTC).replace(microsecond=0),
        last_modified=entry.changed_at.astimezone(UTC).replace(microsecond=0),
        start=start,
        end=end,
        summary=entry.summary,
        location=entry.location or None,
        categories=entry.categories,
        url=entry.url,
        sequence=entry.sequence,
    )
    event.add("STATUS", entry.state)
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event


def span(entry: Entry) -> tuple[date, date]:
    """Start and end as they are written: moments on the wall clock, or for a whole week its first day and
    the first day after it. In the second of two equal hours the wall clock says nothing: that date is in UTC.
    """
    start = entry.starts_at.astimezone(entry.zone)
    if entry.whole_week:
        return start.date(), start.date() + timedelta(days=7)
    end = entry.ends_at.astimezone(entry.zone)
    return (entry.starts_at, entry.ends_at) if start.fold or end.fold else (start, end)


def _zones(events: list[Event]) -> list[Timezone]:
    """One VTIMEZONE for every zone that is named, from the year before the first date to the year after the
    last one; without that bound it would hold every change of the clock from 1970 to 2038.
    """
    years: dict[str, list[int]] = {}
    for event in events:
        for moment in (event.DTSTART, event.DTEND):
            zone = getattr(moment, "tzinfo", None)
            if isinstance(zone, ZoneInfo) and zone.key != "UTC":
                years.setdefault(zone.key, []).append(moment.year)
    return [_zone(key, min(found) - 1, min(max(found) + 2, MAXYEAR)) for key, found in sorted(years.items())]


@lru_cache(maxsize=64)
def _zone(key: str, first: int, end: int) -> Timezone:
    """The clock of a zone from the first of January of one year to that of another. The library's own maker
    puts the change in spring an hour late: an onset is wall-clock time by the offset before it (RFC 5545).
    """
    zone, start = ZoneInfo(key), datetime(first, 1, 1, tzinfo=UTC)
    before = start.astimezone(zone)
    offset = before.utcoffset() or timedelta()
    onsets: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    onsets[offset, offset, before.tzname() or key, bool(before.dst())] = [datetime(first, 1, 1)]  # noqa: DTZ001
    for moment in _changes(zone, start, datetime(end, 1, 1, tzinfo=UTC)):
        after = moment.astimezone(zone)
        gains = after.utcoffset() or timedelta()
        onset = (moment + offset).replace(tzinfo=None)
        onsets.setdefault((offset, gains, after.tzname() or key, bool(after.dst())), []).append(onset)
        offset = gains
    return _observances(key, onsets)


def _observances(key: str, onsets: dict[tuple[timedelta, timedelta, str, bool], list[datetime]]) -> Timezone:
    found = Timezone()
    found.add("TZID", key)
    for (before, after, name, summer), moments in onsets.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("DTSTART", moments[0])
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", name)
        if moments[1:]:
            part.add("RDATE", moments[1:])
        found.add_component(part)
    return found


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clock of a zone changes, to the second."""

    def offset(moment: datetime) -> timedelta | None:
        return moment.astimezone(zone).utcoffset()

    day = timedelta(days=1)
    while start < end:
        if offset(start) != offset(start + day):
            early, late = start, start + day
            while late - early > timedelta(seconds=1):
                middle = early + timedelta(seconds=(late - early).total_seconds() // 2)
                early, late = (middle, late) if offset(middle) == offset(early) else (early, middle)
            yield late
        start += day
