"""Calendar texts, read back by a second library and by hand."""

# ruff: noqa: DTZ001 - the clock on a wall has no zone

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from networks import calendars, rhythm
from networks.calendars import Entry, Series
from networks.rhythm import Rhythm

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHANGED = datetime(2026, 1, 1, 12, tzinfo=UTC)
ZONES = ("Europe/Amsterdam", "Europe/Lisbon", "Europe/Helsinki", "America/Kralendijk")


def entry(wall: datetime, zone: ZoneInfo = AMSTERDAM, minutes: int = 60, **fields: Any) -> Entry:
    """One date at this time on the wall."""
    slot = rhythm.slot_of(wall, zone, minutes)
    known = {"uid": f"{slot.starts_at:%Y%m%d%H%M}@carenet", "url": "https://example.org/", "zone": zone}
    known |= {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "slot": slot.starts_at}
    return Entry(**known | {"summary": "Appointment", "changed_at": CHANGED} | fields)


def series(rule: str, walls: Iterable[datetime], zone: ZoneInfo = AMSTERDAM, **special: Any) -> Series:
    """A rhythm with these dates; ``special`` are fields of single dates, by their day as d20260302."""
    dates = [entry(wall, zone, **special.get(f"d{wall:%Y%m%d}", {})) for wall in walls]
    plain = entry(datetime(2020, 1, 1, 9), zone, uid="task@carenet")
    return Series(rule=rule, plain=plain, dates=tuple(dates))


def written(*items: Entry | Series) -> str:
    """The text, as a program gets it."""
    raw = calendars.text(uid="all@carenet", name="Carenet", url="https://example.org/c/", items=items)
    return raw.decode()


def read(text: str) -> list[tuple[datetime, datetime, str]]:
    """What a calendar program makes of it: start, end and state of every date, all in UTC."""
    found = recurring_ical_events.of(Calendar.from_ical(text), keep_recurrence_attributes=True)
    rows = []
    for event in found.between(datetime(2000, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)):
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        rows.append((start.astimezone(UTC), end.astimezone(UTC), str(event["STATUS"])))
    return sorted(rows)


def meant(*dates: Entry) -> list[tuple[datetime, datetime, str]]:
    """The same, as it was given."""
    return sorted((one.starts_at, one.ends_at, one.state) for one in dates)


def lines(text: str) -> list[str]:
    """The lines of a text, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")


def mondays(first: datetime, number: int) -> list[datetime]:
    return [first + timedelta(weeks=week) for week in range(number)]


def test_the_frame_says_what_calendar_programs_ask_for() -> None:
    found = lines(written(entry(datetime(2026, 5, 4, 9))))
    assert found[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Carenet//Carenet//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for line in (
        "NAME:Carenet",
        "X-WR-CALNAME:Carenet",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "LAST-MODIFIED:20260101T120000Z",
        "DTSTART;TZID=Europe/Amsterdam:20260504T090000",
        "DTSTAMP:20260101T120000Z",
        "SEQUENCE:0",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "STATUS:TENTATIVE",
        "URL:https://example.org/",
    ):
        assert found.count(line) >= 1, line


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read(written()) == []
    assert "VTIMEZONE" not in written()


def test_long_words_are_folded_and_signs_escaped() -> None:
    words = "Zingen; met Bram, \\ of\nzonder é€𝄞 " * 9
    text = written(entry(datetime(2026, 5, 4, 9), summary=words, location="Aan, de; deur"))
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "LOCATION:Aan\\, de\\; deur" in text
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == words


def test_words_cannot_become_lines_of_their_own() -> None:
    text = written(entry(datetime(2026, 5, 4, 9), summary="A\r\nEND:VEVENT\nATTACH:https://elsewhere/"))
    assert [line for line in lines(text) if line.startswith(("ATTACH", "END:VEVENT"))] == ["END:VEVENT"]


def test_the_same_dates_give_the_same_bytes() -> None:
    items = (series("FREQ=WEEKLY", mondays(datetime(2026, 5, 4, 9), 3)), entry(datetime(2026, 6, 1, 9)))
    assert written(*items) == written(*items)


def test_a_whole_week_ends_on_the_first_day_after_it() -> None:
    found = lines(written(entry(datetime(2026, 3, 23), whole_week=True)))
    assert "DTSTART;VALUE=DATE:20260323" in found
    assert "DTEND;VALUE=DATE:20260330" in found
    assert "BEGIN:VTIMEZONE" not in found


def test_a_rhythm_ends_in_utc_where_the_planned_dates_end() -> None:
    given = series("FREQ=WEEKLY;BYDAY=MO;COUNT=40", mondays(datetime(2026, 5, 4, 9), 3))
    text = written(given)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260518T070000Z;BYDAY=MO" in lines(text)
    assert read(text) == meant(*given.dates)


def test_a_rhythm_left_from_one_date_on_ends_there_and_the_new_one_begins() -> None:
    old = series("FREQ=WEEKLY;UNTIL=20260601", mondays(datetime(2026, 5, 4, 9), 4))
    plain = entry(datetime(2026, 6, 3, 10), uid="later@carenet")
    new = Series(rule="FREQ=WEEKLY", plain=plain, dates=(plain, entry(datetime(2026, 6, 10, 10))))
    text = written(old, new)
    assert read(text) == meant(*old.dates, *new.dates)
    assert [line for line in lines(text) if line.startswith("UID:")] == [
        "UID:all@carenet",
        "UID:task@carenet",
        "UID:later@carenet",
    ]


def test_a_cancelled_a_moved_and_a_promised_date_say_so_and_the_rest_is_the_rule() -> None:
    moved = entry(datetime(2026, 5, 13, 20))
    special = {
        "d20260511": {"starts_at": moved.starts_at, "ends_at": moved.ends_at, "sequence": 3},
        "d20260518": {"state": "CANCELLED"},
        "d20260525": {"state": "CONFIRMED", "busy": True},
    }
    given = series("FREQ=WEEKLY", mondays(datetime(2026, 5, 4, 9), 5), **special)
    text = written(given)
    assert read(text) == meant(*given.dates)
    assert [line for line in lines(text) if line.startswith("RECURRENCE-ID")] == [
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20260511T090000",
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20260518T090000",
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20260525T090000",
    ]
    assert "SEQUENCE:3" in lines(text)


def test_a_date_that_is_left_out_is_an_exdate() -> None:
    walls = mondays(datetime(2026, 5, 4, 9), 5)
    given = series("FREQ=WEEKLY", [wall for wall in walls if wall.day != 18])
    text = written(given)
    assert "EXDATE;TZID=Europe/Amsterdam:20260518T090000" in lines(text)
    assert read(text) == meant(*given.dates)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("month", "hour"), [(3, 1), (3, 2), (3, 3), (10, 1), (10, 2), (10, 3), (3, 23)])
def test_both_nights_in_which_the_clock_changes_keep_every_date(zone: str, month: int, hour: int) -> None:
    first = datetime(2026, month, 22, hour, 30)
    given = series("FREQ=DAILY", [first + timedelta(days=day) for day in range(12)], ZoneInfo(zone))
    assert read(written(given)) == meant(*given.dates)


def test_a_date_over_midnight_in_spring_keeps_its_real_length() -> None:
    night = entry(datetime(2026, 3, 28, 22), minutes=9 * 60)
    found = lines(written(night))
    assert "DTSTART;TZID=Europe/Amsterdam:20260328T220000" in found
    assert "DTEND;TZID=Europe/Amsterdam:20260329T080000" in found
    assert read(written(night)) == meant(night)


@pytest.mark.parametrize("key", [*ZONES, "Africa/Casablanca", "Europe/Dublin", "America/St_Johns"])
def test_a_zone_is_trimmed_and_another_reader_tells_the_same_time_by_it(key: str) -> None:
    zone = ZoneInfo(key)
    text = written(entry(datetime(2026, 5, 4, 9), zone))
    part = text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")]
    assert len(part.splitlines()) < 60
    told = tzical(io.StringIO(part.replace("\r\n", "\n"))).get(key)
    for hours in range(0, 365 * 24, 5):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        wall = moment.astimezone(zone)
        if rhythm.to_utc(wall.replace(tzinfo=None), zone) == moment:  # not the second of two equal hours
            assert wall.replace(tzinfo=told, fold=0).utcoffset() == wall.utcoffset(), moment


def test_a_moment_at_the_end_of_the_calendar_breaks_nothing() -> None:
    assert "20260504" in written(entry(datetime(2026, 5, 4, 9)), entry(datetime(9999, 12, 30, 9)))


RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,SU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,2TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
)


@settings(max_examples=60, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2025, 9, 1), datetime(2026, 4, 1)),
    skip=st.integers(0, 20),
    fates=st.lists(st.sampled_from(["", "gone", "CONFIRMED", "CANCELLED", "moved"]), min_size=1, max_size=30),
)
def test_whatever_became_of_a_rhythm_is_read_back_as_it_is(
    rule: str, zone: str, start: datetime, skip: int, fates: list[str]
) -> None:
    start = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    after = datetime(2025, 1, 1, tzinfo=UTC)
    made = rhythm.slots(Rhythm(start, ZoneInfo(zone), 90, rule), after, after + timedelta(days=1500))
    dates = []
    for slot, fate in zip(list(made)[skip:], fates, strict=False):
        one = entry(slot.wall, ZoneInfo(zone), 90)
        if fate == "moved":
            later = timedelta(hours=31)
            one = entry(
                slot.wall + later, ZoneInfo(zone), 60, slot=slot.starts_at, uid=f"{slot.wall}@carenet"
            )
        if fate != "gone":
            dates.append(one if fate in ("", "moved") else entry(slot.wall, ZoneInfo(zone), 90, state=fate))
    given_series = Series(
        rule=rule, plain=entry(start, ZoneInfo(zone), 90, uid="t@carenet"), dates=tuple(dates)
    )
    assert read(written(given_series)) == meant(*dates)


def test_days_of_a_whole_week_are_days_for_a_second_reader() -> None:
    calendar = Calendar.from_ical(written(entry(datetime(2026, 10, 19), whole_week=True)))
    found = recurring_ical_events.of(calendar).at((2026, 10, 25))
    assert [event["DTEND"].dt for event in found] == [date(2026, 10, 26)]
    assert recurring_ical_events.of(calendar).at((2026, 10, 26)) == []
