"""The rule by which a role shows, on made-up histories: when it asks, and when it must stay silent."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from networks.choices import RoleKind
from networks.choices.emerging import RoleQuestion
from networks.roles.detecting import Answered, Deed, Did, Held, Question, questions

TODAY = date(2026, 3, 30)
SANNE, HENK, JORIS = (UUID(int=number) for number in (1, 2, 3))
BODY, MEANING = UUID(int=11), UUID(int=12)


def did(what: Did, *weeks_ago: float, who: UUID | None = SANNE, domains: Iterable[UUID] = ()) -> list[Deed]:
    """The same thing done so many weeks ago, each time once."""
    return [
        Deed(who, what, TODAY - timedelta(days=round(7 * weeks)), frozenset(domains)) for weeks in weeks_ago
    ]


def asked(deeds: list[Deed], held: Iterable[Held] = (), **more: Any) -> list[Question]:
    given = {"people": [SANNE], "answers": []} | more
    return questions(deeds, list(held), given["people"], given["answers"], TODAY)


def keeps_overview(who: UUID | None = SANNE) -> list[Deed]:
    """Six things in two ways, in six weeks."""
    return did(Did.PLANNED, 1, 3, 5, who=who) + did(Did.ASKED, 2, 4, 6, who=who)


def test_who_plans_and_asks_for_weeks_is_asked_whether_they_keep_the_overview() -> None:
    (one,) = asked(keeps_overview())
    assert (one.member, one.question, one.kind, one.domain) == (
        SANNE, RoleQuestion.NEW, RoleKind.ORGANIZER, None,
    )  # fmt: skip
    assert one.since == TODAY - timedelta(weeks=6)
    assert one.figures == {"planned": 3, "asked": 3}


def test_since_is_where_the_last_run_without_a_long_pause_began() -> None:
    (one,) = asked(keeps_overview() + did(Did.PLANNED, 11, 16, 30))
    assert one.since == TODAY - timedelta(weeks=16)
    assert one.figures == {"planned": 4, "asked": 3}, "only the window counts, though it began earlier"


def test_who_comes_every_week_supports_directly_and_who_does_the_books_behind_the_scenes() -> None:
    (one,) = asked(did(Did.CARRIED_OUT, 0, 1, 2, 3))
    assert (one.kind, one.domain) == (RoleKind.DIRECT, None)
    (one,) = asked(did(Did.MADE_POSSIBLE, 1, 5, 9))
    assert one.kind == RoleKind.INDIRECT


def test_what_lies_mostly_in_one_part_of_life_is_asked_about_that_part() -> None:
    most = did(Did.CARRIED_OUT, 0, 1, 2, domains=[BODY]) + did(Did.CARRIED_OUT, 3, domains=[MEANING])
    assert asked(most) == [], "three times in that part of life is not enough yet"
    (one,) = asked([*most, *did(Did.CARRIED_OUT, 4, domains=[BODY])])
    assert (one.domain, one.figures) == (BODY, {"carried_out": 4})
    both = did(Did.CARRIED_OUT, 0, 1, 2, 3, domains=[BODY, MEANING])
    assert asked(both)[0].domain is None, "two parts of life alike: then it is about the whole"


def test_the_overview_is_asked_about_first_and_only_one_thing_at_a_time() -> None:
    (one,) = asked(keeps_overview() + did(Did.CARRIED_OUT, 0, 1, 2, 3))
    assert one.kind == RoleKind.ORGANIZER


def test_everybody_is_asked_for_themselves() -> None:
    deeds = keeps_overview() + did(Did.CARRIED_OUT, 0, 1, 2, 3, who=HENK)
    found = asked(deeds, people=[HENK, SANNE, JORIS])
    assert [(one.member, one.kind) for one in found] == [
        (SANNE, RoleKind.ORGANIZER), (HENK, RoleKind.DIRECT),
    ]  # fmt: skip


SILENT: dict[str, list[Deed]] = {
    "nothing happened": [],
    "five times": did(Did.PLANNED, 1, 3, 5) + did(Did.ASKED, 2, 4),
    "all in one afternoon": did(Did.PLANNED, *[1] * 5) + did(Did.ASKED, *[1] * 5),
    "in three weeks only": did(Did.PLANNED, 1, 2, 3) + did(Did.ASKED, 1, 2, 3),
    "in one way only": did(Did.PLANNED, 1, 2, 3, 4, 5, 6, 7),
    "not in the last four weeks": did(Did.PLANNED, 5, 6, 7) + did(Did.ASKED, 8, 9, 10),
    "too long ago": did(Did.PLANNED, 14, 16, 18) + did(Did.ASKED, 20, 22, 24),
    "a small part of it": keeps_overview() + did(Did.PLANNED, *[2] * 19, who=HENK),
    "the client does most of it": keeps_overview() + did(Did.ASKED, *[3] * 19, who=None),
    "three visits": did(Did.CARRIED_OUT, 0, 1, 2),
    "four visits in three weeks": did(Did.CARRIED_OUT, 0, 1, 2, 2),
    "twice the books": did(Did.MADE_POSSIBLE, 1, 5),
    "what is still to come": did(Did.CARRIED_OUT, -1, -2, -3, -4),
    "what another did": keeps_overview(who=HENK),
}


@pytest.mark.parametrize("what", SILENT)
def test_it_stays_silent(what: str) -> None:
    assert asked(SILENT[what]) == []


def test_a_quarter_of_it_is_enough() -> None:
    assert asked(keeps_overview() + did(Did.PLANNED, *[2] * 18, who=HENK)) != []


def held(kind: RoleKind, weeks: int = 1, **more: Any) -> Held:
    return Held(UUID(int=99), SANNE, kind, TODAY - timedelta(weeks=weeks), **more)


def test_what_somebody_said_already_is_not_asked() -> None:
    assert asked(keeps_overview(), [held(RoleKind.ORGANIZER)]) == []
    body = did(Did.CARRIED_OUT, 0, 1, 2, 3, domains=[BODY])
    part = {"whole": False, "domains": frozenset({BODY})}
    assert asked(body, [held(RoleKind.DIRECT)]) == []
    assert asked(body, [held(RoleKind.DIRECT, **part)]) == []
    assert asked(did(Did.CARRIED_OUT, 0, 1, 2, 3), [held(RoleKind.DIRECT, about_need=True, **part)]) == []


def test_another_role_or_another_part_of_life_does_not_answer_it() -> None:
    part = {"whole": False, "domains": frozenset({MEANING})}
    assert asked(did(Did.CARRIED_OUT, 0, 1, 2, 3, domains=[BODY]), [held(RoleKind.DIRECT, **part)]) != []
    assert asked(keeps_overview(), [held(RoleKind.ORGANIZER, **part)]) != []
    assert asked(keeps_overview(), [held(RoleKind.ORGANIZER, stands_in=True)]) != []
    assert asked(keeps_overview(), [held(RoleKind.DIRECT)]) != []


def answered(weeks_ago: int, quiet_weeks: int, kind: RoleKind = RoleKind.ORGANIZER) -> Answered:
    day = TODAY - timedelta(weeks=weeks_ago)
    return Answered(SANNE, kind, day, day + timedelta(weeks=quiet_weeks) if quiet_weeks else None)


def test_an_answer_is_remembered_for_its_time_and_then_it_may_be_asked_again() -> None:
    assert asked(keeps_overview(), answers=[answered(25, 26)]) == []
    assert asked(keeps_overview(), answers=[answered(26, 26)]) != []


def test_a_no_about_one_role_leaves_the_others_and_other_people_open() -> None:
    deeds = keeps_overview() + did(Did.CARRIED_OUT, 0, 1, 2, 3)
    (one,) = asked(deeds, answers=[answered(10, 26)])
    assert one.kind == RoleKind.DIRECT
    assert asked(keeps_overview(HENK), people=[HENK], answers=[answered(1, 26)]) != []


def test_after_any_answer_there_is_quiet_for_a_month() -> None:
    deeds = did(Did.CARRIED_OUT, 0, 1, 2, 3)
    assert asked(deeds, answers=[answered(3, 0)]) == []
    assert asked(deeds, answers=[answered(4, 0)]) != []


def others_busy() -> list[Deed]:
    return did(Did.CARRIED_OUT, *range(10), who=HENK)


def test_a_role_held_for_long_of_which_nothing_shows_any_more_is_asked_about_again() -> None:
    (one,) = asked(others_busy(), [held(RoleKind.ORGANIZER, 30)])
    assert (one.question, one.role, one.since) == (
        RoleQuestion.STILL, UUID(int=99), TODAY - timedelta(weeks=30),
    )  # fmt: skip
    part = {"whole": False, "domains": frozenset({BODY})}
    elsewhere = others_busy() + did(Did.CARRIED_OUT, 1, domains=[MEANING])
    assert asked(elsewhere, [held(RoleKind.DIRECT, 30, **part)])[0].domain == BODY


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (held(RoleKind.ORGANIZER, 25), others_busy()),
        (held(RoleKind.ORGANIZER, 30), others_busy()[:9]),
        (held(RoleKind.ORGANIZER, 30), others_busy() + did(Did.ASKED, 12)),
        (held(RoleKind.ORGANIZER, 30, stands_in=True), others_busy()),
        (held(RoleKind.DIRECT, 30, whole=False, about_need=True, domains=frozenset({BODY})), others_busy()),
    ],
    ids=["held not long", "a quiet network", "something shows", "a stand-in", "for one need"],
)
def test_about_a_role_that_is_held_it_stays_silent(role: Held, deeds: list[Deed]) -> None:
    assert asked(deeds, [role]) == []


def test_about_a_role_that_is_held_a_no_is_remembered_too() -> None:
    assert asked(others_busy(), [held(RoleKind.ORGANIZER, 30)], answers=[answered(20, 26)]) == []


def test_the_order_in_which_things_are_told_does_not_matter() -> None:
    deeds = keeps_overview() + others_busy() + did(Did.MADE_POSSIBLE, 1, 2, 3, who=JORIS)
    people = [SANNE, HENK, JORIS]
    expected = asked(deeds, people=people)
    for seed in range(20):
        Random(seed).shuffle(deeds)
        assert asked(deeds, people=people[::-1]) == expected
    assert len(expected) == 3
