"""Quiet hours: across midnight, weekends, both nights on which the clock changes, and far from home."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.quiet import URGENT_A_WEEK, Quiet, free_at, may_pass

AMSTERDAM, CURACAO = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/Curacao")
HOME = Quiet(AMSTERDAM)


def wall(text: str, zone: ZoneInfo = AMSTERDAM, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "free"),
    [
        ("2026-05-12 20:59", "2026-05-12 20:59"),
        ("2026-05-12 21:00", "2026-05-13 08:00"),
        ("2026-05-12 23:59", "2026-05-13 08:00"),
        ("2026-05-13 00:00", "2026-05-13 08:00"),
        ("2026-05-13 07:59", "2026-05-13 08:00"),
        ("2026-05-13 08:00", "2026-05-13 08:00"),
    ],
)
def test_the_night_is_held_until_morning(asked: str, free: str) -> None:
    assert free_at(wall(asked), HOME) == wall(free)


def test_hours_within_one_day() -> None:
    nap = Quiet(AMSTERDAM, time(13, 0), time(15, 0))
    assert free_at(wall("2026-05-12 12:59"), nap) == wall("2026-05-12 12:59")
    assert free_at(wall("2026-05-12 13:00"), nap) == wall("2026-05-12 15:00")
    assert free_at(wall("2026-05-12 22:00"), nap) == wall("2026-05-12 22:00")


def test_the_same_time_twice_means_never_quiet() -> None:
    never = Quiet(AMSTERDAM, time(21, 0), time(21, 0))
    assert free_at(wall("2026-05-12 23:00"), never) == wall("2026-05-12 23:00")


def test_a_quiet_weekend_ends_on_monday_morning() -> None:
    quiet = Quiet(AMSTERDAM, weekends=True)
    for asked in ("2026-05-15 21:00", "2026-05-16 12:00", "2026-05-17 23:00", "2026-05-18 03:00"):
        assert free_at(wall(asked), quiet) == wall("2026-05-18 08:00"), asked
    without_hours = Quiet(AMSTERDAM, time(0), time(0), weekends=True)
    assert free_at(wall("2026-05-16 12:00"), without_hours) == wall("2026-05-18 00:00")
    assert free_at(wall("2026-05-15 23:59"), without_hours) == wall("2026-05-15 23:59")


def test_the_night_the_clock_goes_forward_is_an_hour_shorter() -> None:
    held = free_at(wall("2026-03-28 21:00"), HOME)
    assert held == wall("2026-03-29 08:00") == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert held - wall("2026-03-28 21:00") == timedelta(hours=10)
    until_half_past_two = Quiet(AMSTERDAM, time(21, 0), time(2, 30))  # a time that does not exist
    assert free_at(wall("2026-03-28 23:00"), until_half_past_two) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_night_the_clock_goes_back_is_an_hour_longer() -> None:
    held = free_at(wall("2026-10-24 21:00"), HOME)
    assert held == wall("2026-10-25 08:00") == datetime(2026, 10, 25, 7, tzinfo=UTC)
    assert held - wall("2026-10-24 21:00") == timedelta(hours=12)
    until_half_past_two = Quiet(AMSTERDAM, time(21, 0), time(2, 30))  # a time that comes twice: the first
    assert free_at(wall("2026-10-25 02:10"), until_half_past_two) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = wall("2026-10-25 02:10", fold=1)
    assert free_at(second, until_half_past_two) == second


def test_curacao_sleeps_when_curacao_sleeps() -> None:
    quiet = Quiet(CURACAO)
    assert free_at(wall("2026-05-13 08:00"), quiet) == datetime(2026, 5, 13, 12, tzinfo=UTC)
    assert free_at(wall("2026-05-12 20:00", CURACAO), quiet) == wall("2026-05-13 02:00")


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.times(),
    st.times(),
    st.booleans(),
    st.sampled_from([AMSTERDAM, CURACAO, ZoneInfo("Europe/Lisbon"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_what_is_held_is_never_lost_and_never_held_twice(
    minutes: int, start: time, until: time, weekends: bool, zone: ZoneInfo
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    quiet = Quiet(zone, start, until, weekends)
    free = free_at(moment, quiet)
    assert moment <= free <= moment + timedelta(days=5)
    assert free_at(free, quiet) == free


def test_urgent_passes_a_few_times_a_week() -> None:
    assert may_pass(True, URGENT_A_WEEK - 1)
    assert not may_pass(True, URGENT_A_WEEK)
    assert not may_pass(False, 0)
