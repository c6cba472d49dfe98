"""Rhythms: wall clock and zone, both nights on which the clock changes, what is refused, and bounded work."""

# ruff: noqa: DTZ001 - the clock on a wall has no zone

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from networks.choices import Rotation
from networks.rhythm import (
    Rhythm,
    exists,
    first_slot,
    rest,
    shifted,
    slots,
    to_utc,
    to_wall,
    until,
    whose_turn,
    words,
)
from networks.rrule import RhythmRefused, parse_rule
from tests.quickly import quickly

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Amsterdam",
        "Europe/Lisbon",
        "Europe/Helsinki",
        "America/Curacao",
        "America/Kralendijk",
    )
]
EVER = (datetime(1970, 1, 2, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC))
REFUSED = (
    "",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=HOURLY",
    "FREQ=YEARLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=366",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=１",
    "FREQ=DAILY;INTERVAL=99999999999999999999",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=6TU",
    "FREQ=MONTHLY;BYDAY=-2TU",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=1FR",
    "FREQ=DAILY;BYMONTHDAY=1",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=1001",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101",
    "FREQ=DAILY;UNTIL=20270230",
    "FREQ=DAILY;UNTIL=99990101",
    "FREQ=DAILY;UNTIL=20270101T000000Z",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;BYSETPOS=1",
    "FREQ=DAILY;BYHOUR=1,2,3",
    "FREQ=DAILY;WKST=SU",
    "FREQ",
    "DTSTART:20270101T000000\nRRULE:FREQ=DAILY",
    "FREQ=DAILY\x00",
    "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 60),
)


def rhythm(
    starts: datetime, rule: str = "FREQ=DAILY", zone: ZoneInfo = AMSTERDAM, **fields: object
) -> Rhythm:
    return Rhythm(starts, zone, fields.pop("minutes", 60), rule, **fields)  # type: ignore[arg-type]


def walls(made: Rhythm, number: int = 5) -> list[str]:
    found = slots(made, *EVER)
    return [f"{slot.wall:%d %b %H:%M}" for slot, _turn in zip(found, range(number), strict=False)]


def test_a_weekly_time_stays_the_same_on_the_wall_when_the_clock_changes() -> None:
    made = rhythm(datetime(2026, 10, 20, 10), "FREQ=WEEKLY")
    found = list(slots(made, *EVER))[:2]
    assert [slot.starts_at.hour for slot in found] == [8, 9]
    assert {slot.wall.hour for slot in found} == {10}


def test_an_hour_that_the_night_in_spring_skips_moves_forward_by_the_gap() -> None:
    made = rhythm(datetime(2026, 3, 28, 2, 30))
    found = [slot.starts_at for slot in slots(made, *EVER)][:3]
    assert [to_wall(moment, AMSTERDAM).strftime("%d %H:%M") for moment in found] == [
        "28 02:30",
        "29 03:30",
        "30 02:30",
    ]
    assert not exists(datetime(2026, 3, 29, 2, 30), AMSTERDAM)


def test_of_an_hour_that_the_night_in_autumn_has_twice_the_first_counts() -> None:
    assert to_utc(datetime(2026, 10, 25, 2, 30), AMSTERDAM) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(datetime(2026, 10, 25, 2, 30, fold=1), AMSTERDAM).hour == 0


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Lisbon", datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("Europe/Helsinki", datetime(2026, 3, 29, 3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("America/Curacao", datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 6, 30, tzinfo=UTC)),
        ("America/Kralendijk", datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 6, 30, tzinfo=UTC)),
    ],
)
def test_each_zone_has_its_own_nights(zone: str, wall: datetime, utc: datetime) -> None:
    assert to_utc(wall, ZoneInfo(zone)) == utc


def test_a_night_takes_its_real_hours_and_a_week_its_days_on_the_wall() -> None:
    night = next(slots(rhythm(datetime(2026, 10, 24, 22), minutes=600), *EVER))
    assert night.ends_at - night.starts_at == timedelta(hours=10)
    week = next(slots(rhythm(datetime(2026, 10, 19), "", minutes=7 * 1440, week=True), *EVER))
    assert to_wall(week.ends_at, AMSTERDAM) == datetime(2026, 10, 26)


def test_holidays_and_skipped_dates_are_left_out_and_still_count() -> None:
    made = rhythm(datetime(2026, 12, 23, 10), "FREQ=DAILY;COUNT=5")
    made = replace(made, holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)}))
    assert walls(made) == ["23 Dec 10:00", "24 Dec 10:00", "27 Dec 10:00"]
    made = replace(made, skipped=frozenset({to_utc(datetime(2026, 12, 24, 10), AMSTERDAM)}))
    assert walls(made) == ["23 Dec 10:00", "27 Dec 10:00"]


def test_the_first_date_is_the_first_that_fits_the_rule() -> None:
    made = rhythm(datetime(2026, 11, 25, 10), "FREQ=WEEKLY;BYDAY=TU,SA")
    found = first_slot(made)
    assert found is not None
    assert found.wall == datetime(2026, 11, 28, 10)
    assert first_slot(rhythm(datetime(2026, 2, 1, 10), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31")) is None


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_rhythm_of_this_house_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(RhythmRefused) as refusal:
        parse_rule(text)
    assert refusal.value.field == "rule"
    assert str(refusal.value).endswith(".")


RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 365)),
    st.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={}".format,
        st.integers(1, 52),
        st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1).map(",".join),
    ).filter(lambda text: len(text) < 60),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format, st.integers(1, 12), st.integers(1, 31)),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format,
        st.integers(1, 12),
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.sampled_from(["MO", "SU"]),
    ),
)
STARTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)


def _read(text: str) -> str | None:
    try:
        return str(parse_rule(text))
    except RhythmRefused:
        return None


@settings(max_examples=60, deadline=None)
@given(STARTS, RULES, st.sampled_from(ZONES), st.integers(0, 1500))
def test_a_window_shows_the_same_dates_as_all_dates_do(
    starts: datetime, text: str, zone: ZoneInfo, days: int
) -> None:
    if (rule := _read(text)) is None:
        return
    made = rhythm(starts, rule, zone)
    begin = to_utc(starts, zone)
    after, before = begin + timedelta(days=days), begin + timedelta(days=days + 90)
    some = list(slots(made, after, before))
    everything = list(slots(replace(made, rule=rule + ";COUNT=1000"), begin, before))
    if len(everything) < 1000:
        assert some == [slot for slot in everything if slot.starts_at >= after]
    assert all(one.starts_at < other.starts_at for one, other in pairwise(some))
    assert all(slot.wall.time() == starts.time() and slot.wall >= starts for slot in some)
    assert all(slot.ends_at > slot.starts_at for slot in some)


@settings(max_examples=50, deadline=None)
@given(STARTS, RULES, st.integers(0, 40), st.one_of(st.none(), st.integers(1, 60)))
def test_a_rule_cut_in_two_gives_each_date_once(
    starts: datetime, text: str, turn: int, times: int | None
) -> None:
    if (rule := _read(text)) is None:
        return
    made = rhythm(starts, rule + (f";COUNT={times}" if times else ""))
    begin = to_utc(starts, AMSTERDAM)
    before = begin + timedelta(days=1500)
    everything = list(slots(made, begin, before))
    if len(everything) <= turn or not turn > 0:
        return
    wall = everything[turn].wall
    first = list(slots(replace(made, rule=until(made.rule, wall)), begin, before))
    later = list(slots(replace(made, starts=wall, rule=rest(made, wall)), begin, before))
    assert [*first, *later] == everything


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), RULES.map(lambda text: text + ";COUNT=1000")), st.datetimes())
def test_whatever_comes_in_costs_little(text: str, starts: datetime) -> None:
    with quickly(), suppress(RhythmRefused):
        assert len(list(slots(rhythm(starts, text or "X"), *EVER))) <= 2000


@pytest.mark.parametrize(
    ("rule", "old", "new", "shifted_rule"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", 1, 2, "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=TU,FR", 4, 5, "FREQ=WEEKLY;BYDAY=TU,SA"),
        ("FREQ=WEEKLY", 1, 3, "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=1TU", 1, 2, "FREQ=MONTHLY;BYDAY=1WE"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", 1, 9, "FREQ=MONTHLY;BYMONTHDAY=9"),
        ("FREQ=MONTHLY", 1, 9, "FREQ=MONTHLY;BYMONTHDAY=9"),
        ("FREQ=DAILY", 1, 1, "FREQ=DAILY"),
    ],
)
def test_a_day_of_a_rule_moves_within_its_week_or_month(
    rule: str, old: int, new: int, shifted_rule: str
) -> None:
    # 1 December 2026 is a Tuesday.
    assert shifted(rule, datetime(2026, 12, old), datetime(2026, 12, new)) == shifted_rule


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU"])
def test_a_day_does_not_leave_its_week_or_month_for_all_dates(rule: str) -> None:
    with pytest.raises(RhythmRefused):
        shifted(rule, datetime(2026, 12, 1), datetime(2027, 1, 5))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "on Tuesday 1 December 2026 at 10:00"),
        ("FREQ=DAILY", "every day at 10:00"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days at 10:00"),
        ("FREQ=WEEKLY", "every Tuesday at 10:00"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270701", "every Tuesday at 10:00, until 1 July 2027"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,FR", "every Monday, Tuesday and Friday at 10:00"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday at 10:00"),
        ("FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday of every month at 10:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month at 10:00"),
        ("FREQ=MONTHLY;INTERVAL=2", "every 2 months on day 1 of the month at 10:00"),
        ("FREQ=DAILY;COUNT=1", "every day at 10:00, 1 time"),
    ],
)
def test_a_rhythm_is_said_in_words(rule: str, said: str) -> None:
    with translation.override("en"):
        assert words(rhythm(datetime(2026, 12, 1, 10), rule)) == said


def test_turns_go_round_skip_who_is_away_and_begin_with_who_never_did() -> None:
    order, day = ["ann", "bob", "cas"], datetime(2026, 1, 1, tzinfo=UTC)
    last = {"ann": day, "bob": day + timedelta(days=7)}
    assert whose_turn(Rotation.IN_TURN, order, last) == "cas"
    assert whose_turn(Rotation.IN_TURN, order, last, {"cas"}) == "ann"
    assert whose_turn(Rotation.IN_TURN, order, {}) == "ann"
    assert whose_turn(Rotation.LEAST_RECENTLY, order, last) == "cas"
    assert whose_turn(Rotation.LEAST_RECENTLY, order, last, {"cas"}) == "ann"
    assert whose_turn(Rotation.FIXED, order, last) == "ann"
    assert whose_turn(Rotation.FIXED, order, last, {"ann"}) == "bob"
    assert whose_turn(Rotation.NONE, order, last) is None
    assert whose_turn(Rotation.IN_TURN, [], {}) is None
    assert whose_turn(Rotation.IN_TURN, order, last, set(order)) is None
