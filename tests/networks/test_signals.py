"""Each signal on constructed histories: where it must be said, and where it must stay silent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from networks.choices.health import SignalKind
from networks.health.facts import Facts
from networks.health.signals import Found, signals

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LONG_AGO = AT - 400 * DAY
NONE = (0, 0, 0, 0, 0)
WELL: dict[str, Any] = {
    "people": 8, "informal": 5, "formal": 2, "communities": 1, "joined": 0, "gone": 0, "informal_left": None,
    "organizers": 1, "stand_ins": 1, "overview_left": None, "needs": (3, 0, 0, 0, 0), "alone": NONE,
    "packed_alone": None, "domains": "{}", "orphans": "{}", "places": 4, "places_free": 0,
    "packed_gaps": None, "kept": (9, 0, 0, 0, 0), "missed": 0, "doers": 5, "minutes": 1200, "most": 400,
    "active": 5, "active_before": 5, "open_doers": 5, "open_minutes": 1200, "open_most": 400,
    "open_active": 5, "open_active_before": 5, "fewest": 2, "told": 4, "unasked": 0,
    "told_since": None, "barriers": 0, "packed_barriers": None, "last": AT - DAY, "ahead": True,
    "own": 6, "written": 8, "own_before": 6,
    "written_before": 8, "written_closed": False,
}  # fmt: skip
"""A network that goes well: nothing is said of it."""


def said(began: datetime = LONG_AGO, **otherwise: Any) -> list[Found]:
    """What is said of a network that goes well but for this."""
    return signals(Facts(**WELL | otherwise), began, AT)


def seconds(days: int) -> int:
    """So many days ago, as it is packed."""
    return int((AT - days * DAY).timestamp())


def test_of_a_network_that_goes_well_nothing_is_said() -> None:
    assert said() == []


def alone(days: int = 20, level: int = 0, subject: str = "a") -> str:
    return f"{level} {seconds(days)} {subject}"


SOLO = {"open_minutes": 600, "open_most": 480, "minutes": 600, "most": 480}
DRIFT = {"active": 2, "active_before": 4, "open_active": 2, "open_active_before": 4}
PAID = {"people": 2, "informal": 0, "communities": 0, "formal": 2}
LESS = {"own": 2, "written": 8, "own_before": 6, "written_before": 8}

SAID: dict[str, tuple[dict[str, Any], SignalKind, dict[str, int], timedelta]] = {
    "a need of twenty days": ({"packed_alone": alone()}, SignalKind.NEED_ALONE, {}, 20 * DAY),
    "a free place": (
        {"packed_gaps": f"0 3 1 {seconds(-2)} t"},
        SignalKind.PROMISE_GAP,
        {"wanted": 3, "free": 1},
        0 * DAY,
    ),
    "nobody keeps the overview": (
        {"organizers": 0, "stand_ins": 0, "overview_left": AT - 9 * DAY},
        SignalKind.NO_ORGANIZER,
        {"people": 8},
        9 * DAY,
    ),
    "nobody can take over": ({"stand_ins": 0}, SignalKind.NO_STAND_IN, {"people": 8}, 400 * DAY),
    "a stand-in alone": (
        {"organizers": 0, "stand_ins": 1},
        SignalKind.NO_STAND_IN,
        {"people": 8},
        400 * DAY,
    ),
    "four of five hours": (SOLO, SignalKind.LEANS_ON_ONE, {"hours": 10, "most": 8, "people": 8}, 0 * DAY),
    "half as many": (DRIFT, SignalKind.FAMILY_DRIFTS, {"now": 2, "before": 4}, 0 * DAY),
    "two who were never asked": (
        {"unasked": 2, "told_since": AT - 60 * DAY},
        SignalKind.TALENTS_UNASKED,
        {"unasked": 2, "told": 4},
        60 * DAY,
    ),
    "only professionals": (
        PAID | {"informal_left": AT - 30 * DAY},
        SignalKind.ONLY_PAID,
        {"formal": 2},
        30 * DAY,
    ),
    "a rule of three weeks": (
        {"packed_barriers": f"0 {seconds(21)} b"},
        SignalKind.RULE_IN_THE_WAY,
        {},
        21 * DAY,
    ),
    "seven weeks of nothing": ({"last": AT - 49 * DAY, "ahead": False}, SignalKind.QUIET, {}, 49 * DAY),
    "less say": (
        LESS,
        SignalKind.OWN_SAY,
        {"own": 2, "all": 8, "own_before": 6, "all_before": 8},
        0 * DAY,
    ),
}


@pytest.mark.parametrize("history", SAID)
def test_it_is_said_once_with_its_figures_and_since_when(history: str) -> None:
    otherwise, kind, figures, lasts = SAID[history]
    (found,) = said(**otherwise)
    assert (found.kind, found.figures, AT - found.since) == (kind, figures, lasts)
    assert not found.closed


def test_every_kind_is_tried() -> None:
    assert {kind for _otherwise, kind, _figures, _lasts in SAID.values()} == set(SignalKind)


SILENT: dict[str, dict[str, Any]] = {
    "a need of last week": {"packed_alone": alone(days=13)},
    "no free place": {"packed_gaps": None, "places": 4},
    "two organizers, no stand-in": {"organizers": 2, "stand_ins": 0},
    "one person alone has nobody to stand in": {"people": 1, "organizers": 0, "stand_ins": 0, "formal": 0},
    "two people and one organizer": {"people": 2, "stand_ins": 0, "formal": 1, "informal": 1},
    "exactly seven of ten hours": {"open_minutes": 600, "open_most": 420, "minutes": 600, "most": 420},
    "little was done, by one": {"open_minutes": 299, "open_most": 299, "minutes": 299, "most": 299},
    "three people": SOLO | {"people": 3},
    "more than half as many": DRIFT | {"active": 3, "open_active": 3},
    "two did something and now nobody": {
        "active": 0,
        "active_before": 2,
        "open_active": 0,
        "open_active_before": 2,
    },
    "one who was never asked": {"unasked": 1, "told_since": LONG_AGO},
    "one professional": PAID | {"formal": 1, "people": 1},
    "professionals and a choir": PAID | {"communities": 1, "people": 3},
    "a rule of last week": {"packed_barriers": f"0 {seconds(13)} b"},
    "quiet, with a date to come": {"last": AT - 99 * DAY, "ahead": True},
    "five weeks of nothing": {"last": AT - 41 * DAY, "ahead": False},
    "a little less say": LESS | {"own": 4},
    "few things were written": LESS | {"own": 0, "written": 3},
    "few things were written before": LESS | {"own_before": 3, "written_before": 3},
    "more say": {"own": 8, "own_before": 2},
}


@pytest.mark.parametrize("history", SILENT)
def test_it_stays_silent(history: str) -> None:
    assert said(**SILENT[history]) == []


YOUNG = {
    "organizers": 0,
    "stand_ins": 0,
    "last": None,
    "ahead": False,
    "unasked": 3,
    **SOLO,
    **DRIFT,
    **LESS,
}


def test_a_network_of_last_week_is_left_in_peace() -> None:
    assert said(AT - 13 * DAY, **YOUNG, packed_alone=alone()) == []


def test_but_hears_of_a_date_without_anybody() -> None:
    (found,) = said(AT - 2 * DAY, packed_gaps=f"0 1 1 {seconds(-1)} t")
    assert (found.kind, found.subject) == (SignalKind.PROMISE_GAP, "t")


def test_a_network_of_three_weeks_need_not_have_a_stand_in_yet() -> None:
    assert said(AT - 21 * DAY, stand_ins=0) == []


def test_a_network_of_ten_weeks_has_nothing_to_compare_with() -> None:
    assert said(AT - 70 * DAY, **DRIFT) == []


def test_what_rests_on_what_not_everybody_may_know_is_for_few() -> None:
    hidden = SOLO | {"open_minutes": 0, "open_most": 0}
    (found,) = said(**hidden)
    assert (found.kind, found.closed) == (SignalKind.LEANS_ON_ONE, True)
    (found,) = said(**DRIFT | {"open_active": 1, "open_active_before": 2})
    assert (found.kind, found.closed) == (SignalKind.FAMILY_DRIFTS, True)
    (found,) = said(**LESS, written_closed=True)
    assert (found.kind, found.closed) == (SignalKind.OWN_SAY, True)


def test_what_everybody_may_know_comes_before_what_few_may() -> None:
    (found,) = said(**SOLO | {"minutes": 6000, "most": 5000})
    assert found.figures == {"hours": 10, "most": 8, "people": 8}
    assert not found.closed


def test_three_needs_of_each_level_are_named_at_most() -> None:
    packed = "\n".join(alone(99 - place, level, f"{level}.{place}") for level in (0, 3) for place in range(5))
    named = [found.subject for found in said(packed_alone=packed)]
    assert named == ["0.0", "0.1", "0.2", "3.0", "3.1", "3.2"]


def test_signals_come_in_the_order_of_the_page() -> None:
    found = said(
        packed_alone=alone(),
        packed_gaps=f"0 1 1 {seconds(-1)} t",
        packed_barriers=f"0 {seconds(30)} b",
        **SOLO,
    )
    assert [one.kind for one in found] == [
        SignalKind.NEED_ALONE,
        SignalKind.PROMISE_GAP,
        SignalKind.LEANS_ON_ONE,
        SignalKind.RULE_IN_THE_WAY,
    ]


def test_a_figure_is_a_count_and_never_a_name_or_a_mark() -> None:
    for otherwise, _kind, _figures, _lasts in SAID.values():
        for found in said(**otherwise):
            assert all(isinstance(value, int) for value in found.figures.values())


@pytest.mark.parametrize("level", range(5))
def test_what_is_about_family_things_is_told_to_nobody_outside(level: int) -> None:
    found = said(
        packed_alone=alone(level=level),
        packed_gaps=f"{level} 1 1 {seconds(-1)} t",
        packed_barriers=f"{level} {seconds(30)} b",
    )
    assert len(found) == 3
    assert {one.closed for one in found} == {level >= 3}
