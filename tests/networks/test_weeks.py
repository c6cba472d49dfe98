"""The days a calendar shows: edges of months and years, week 53, nights with another length, hostile days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from networks import weeks

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Something:
    """A date of the calendar."""

    starts_at: datetime
    ends_at: datetime
    whole_week: bool = False


def at(*wall: int) -> datetime:
    """A moment on the clock in Amsterdam."""
    return datetime(*wall, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    "text",
    [
        "", "0001-01-01", "9999-12-31", "1969-06-01", "2200-01-01", "2026-02-30", "2026-13-01", "20261125",
        "2026-W48-3", "tomorrow", "2026-11-25T10:00", "-2026-11-25", " 2026-11-25", "2026-11-25\n",
        "\uff12\uff10\uff12\uff16-11-25",
    ],
)  # fmt: skip
def test_a_day_that_is_none_or_that_no_calendar_shows_is_today(text: str) -> None:
    assert weeks.day_from(text, TODAY) == TODAY


def test_a_day_that_is_one_is_taken() -> None:
    assert weeks.day_from("2028-02-29", TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "first", "number"),
    [
        (date(2026, 12, 31), date(2026, 12, 28), 53),
        (date(2027, 1, 3), date(2026, 12, 28), 53),
        (date(2027, 1, 4), date(2027, 1, 4), 1),
        (date(2024, 12, 30), date(2024, 12, 30), 1),
    ],
)
def test_a_week_at_the_end_of_a_year_has_the_number_of_its_thursday(
    day: date, first: date, number: int
) -> None:
    span = weeks.span("week", day, AMSTERDAM)
    assert (span.first, span.end) == (first, first + timedelta(days=7))
    assert [week.number for week in weeks.weeks(span, [])] == [number]


@pytest.mark.parametrize(
    ("day", "rows"),
    [(date(2027, 2, 14), 4), (date(2026, 11, 1), 6), (date(2026, 12, 31), 5), (date(2028, 2, 29), 5)],
)
def test_a_month_has_all_its_days_in_whole_weeks(day: date, rows: int) -> None:
    span = weeks.span("month", day, AMSTERDAM)
    found = weeks.weeks(span, [])
    assert len(found) == rows
    inside = [one.day for week in found for one in week.days if not one.outside]
    assert {one.month for one in inside} == {day.month}
    assert (inside[0].day, (inside[-1] + timedelta(days=1)).day) == (1, 1)
    assert found[0].days[0].day.weekday() == 0


@pytest.mark.parametrize("view", weeks.VIEWS)
@pytest.mark.parametrize("day", [date(1971, 3, 1), date(2198, 10, 1), date(2026, 3, 29), date(2026, 10, 25)])
def test_turning_the_page_comes_back_and_never_leaves_a_day_out(view: str, day: date) -> None:
    span = weeks.span(view, day, AMSTERDAM)
    if span.after is not None:
        later = weeks.span(view, span.after, AMSTERDAM)
        assert later.first <= span.end
        assert later.before is not None
        assert weeks.span(view, later.before, AMSTERDAM).first == span.first
    if span.before is not None:
        assert weeks.span(view, span.before, AMSTERDAM).end >= span.first


def test_the_calendar_ends_where_its_years_end() -> None:
    assert weeks.span("month", date(1971, 1, 1), AMSTERDAM).before is None
    assert weeks.span("month", date(2198, 12, 31), AMSTERDAM).after is None


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 25), 167), ((2026, 10, 21), 169), ((2026, 6, 3), 168)])
def test_a_week_in_which_the_clock_changes_has_another_length(day: tuple[int, int, int], hours: int) -> None:
    span = weeks.span("week", date(*day), AMSTERDAM)
    length = span.stop.astimezone(UTC) - span.start.astimezone(UTC)
    assert length == timedelta(hours=hours)


def test_what_goes_over_midnight_stands_on_both_days_and_says_so() -> None:
    night = Something(at(2026, 11, 24, 22), at(2026, 11, 25, 7))
    (week,) = weeks.weeks(weeks.span("week", TODAY, AMSTERDAM), [night])
    found = [(one.day.day, shown.begun, shown.goes_on) for one in week.days for shown in one.dates]
    assert found == [(24, False, True), (25, True, False)]


def test_what_began_last_week_stands_on_the_first_day_and_what_ends_at_midnight_on_one() -> None:
    sunday = Something(at(2026, 11, 22, 22), at(2026, 11, 23, 7))
    evening = Something(at(2026, 11, 25, 20), at(2026, 11, 26, 0))
    (week,) = weeks.weeks(weeks.span("week", TODAY, AMSTERDAM), [sunday, evening])
    assert [len(one.dates) for one in week.days] == [1, 0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(("zone", "day"), [("Europe/Helsinki", 25), ("America/Kralendijk", 24)])
def test_a_date_stands_on_the_day_of_the_clock_it_is_shown_by(zone: str, day: int) -> None:
    late = Something(at(2026, 11, 24, 23, 30), at(2026, 11, 24, 23, 45))
    (week,) = weeks.weeks(weeks.span("week", TODAY, ZoneInfo(zone)), [late])
    assert [one.day.day for one in week.days if one.dates] == [day]


def test_a_whole_week_stands_beside_the_days_of_each_week_it_touches() -> None:
    loose = Something(at(2026, 11, 25), at(2026, 12, 2), whole_week=True)
    found = weeks.weeks(weeks.span("month", TODAY, AMSTERDAM), [loose])
    assert [week.number for week in found if week.any_time] == [48, 49]
    assert not any(one.dates for week in found for one in week.days)


def test_a_list_says_each_date_once_and_what_still_goes_on_when_it_begins() -> None:
    span = weeks.span("list", TODAY, AMSTERDAM)
    going_on = Something(at(2026, 11, 24, 22), at(2026, 11, 25, 7))
    over = Something(at(2026, 11, 24, 20), at(2026, 11, 25, 0))
    tonight = Something(at(2026, 11, 25, 22), at(2026, 11, 26, 7))
    found = weeks.days(span, [over, going_on, tonight])
    assert [(one.day, [shown.begun for shown in one.dates]) for one in found] == [(TODAY, [True, False])]
