"""Wall-clock moments in somebody's own zone: pure, and right on both nights on which the clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def on_day(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The moment at which a clock in this zone shows that time on that day, in UTC.

    A time that the clock skips is taken an hour later, a time that comes twice the first time.
    """
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def next_at(at: datetime, wall: time, zone: ZoneInfo) -> datetime:
    """The first moment from ``at`` on (included) at which a clock in this zone shows that time."""
    today = at.astimezone(zone).date()
    moment = on_day(today, wall, zone)
    return moment if moment >= at else on_day(today + DAY, wall, zone)


def days_before(starts_at: datetime, days: int, wall: time, zone: ZoneInfo) -> datetime:
    """That time on the day that lies ``days`` before the day of ``starts_at`` (negative: after it)."""
    return on_day(starts_at.astimezone(zone).date() - days * DAY, wall, zone)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The calendar day it is in this zone."""
    return at.astimezone(zone).date()


def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a day in this zone, and the first of the next day."""
    return on_day(day, time(0), zone), on_day(day + DAY, time(0), zone)


def sunday_after(at: datetime, wall: time, zone: ZoneInfo) -> datetime:
    """That time on the first Sunday whose moment has not passed."""
    today = at.astimezone(zone).date()
    sunday = today + (6 - today.weekday()) * DAY
    moment = on_day(sunday, wall, zone)
    return moment if moment >= at else on_day(sunday + 7 * DAY, wall, zone)
