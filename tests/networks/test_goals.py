"""Goals in the client's words: who writes them, who says how far they are, and one number on request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import goal as actions
from networks.choices import NeedStatus, ViewSide
from networks.choices.goal import Level, Weight
from networks.errors import NotFromHere
from networks.models import Goal, GoalSaid, Need
from tests import factories as make
from tests.access_meso.goal import LEVELS, make_goal, make_said
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

FORM = LEVELS | {"words": "I sing with the choir again", "importance": "3", "difficulty": "2"}


def seat(cast: Cast, name: str) -> Any:
    return make.seat(getattr(cast, name), cast.network)


def write(cast: Cast, name: str, need: Need | None = None) -> Goal:
    given = {"words": "I swim", "importance": Weight.MUCH, "difficulty": Weight.LITTLE} | LEVELS
    return actions.set_goal(actor=seat(cast, name), need=(need or cast.need).pk, **given)


def test_bram_writes_a_goal_and_three_sides_say_how_far_it_is(cast: Cast) -> None:
    bram = browser(cast.bram)
    assert bram.post(address("goal_add", cast.need.pk), FORM).status_code == 302
    goal = Goal.objects.get()
    assert (goal.for_client, goal.importance, goal.difficulty) == (True, 3, 2)
    for name, level in (("bram", -1), ("henk", 0), ("fatima", 1)):
        here = address("goal", goal.pk)
        assert browser(getattr(cast, name)).post(here, {"level": str(level)}).status_code == 302, name
    said = {one.side: (one.level, one.said_by) for one in GoalSaid.objects.all()}
    assert said == {
        ViewSide.CLIENT: (-1, cast.bram),
        ViewSide.INFORMAL: (0, cast.henk),
        ViewSide.FORMAL: (1, cast.fatima),
    }
    page = words_of(bram.get(address("goals", cast.network.pk)))
    assert "I sing with the choir again" in page
    assert "Once a month" in page
    assert "You see this differently" in page
    assert address("meeting_call", cast.network.pk) in page
    assert "Said by" in words_of(bram.get(address("goal", goal.pk)))
    assert traces(cast.network.pk, "networks.goal_set", "networks.goal_level_said") == [
        "networks.goal_set",
        *["networks.goal_level_said"] * 3,
    ]


@pytest.mark.parametrize("name", ["fatima", "anouk", "choir"])
def test_a_professional_or_a_club_never_writes_a_goal(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        write(cast, name)
    client = browser(getattr(cast, name))
    assert client.post(address("goal_add", cast.need.pk), FORM).status_code == 403
    page = words_of(client.get(address("goals", cast.network.pk)))
    assert address("goal_add", cast.need.pk) not in page
    assert not Goal.objects.exists()


def test_nobody_without_a_side_says_how_far_it_is(cast: Cast) -> None:
    goal = make_goal(cast.need, cast.bram)
    with pytest.raises(PermissionDenied):
        actions.say_level(actor=seat(cast, "choir"), goal=goal.pk, level=Level.MORE)


def test_whoever_may_not_read_the_need_knows_of_no_goal(cast: Cast) -> None:
    goal = write(cast, "marja", cast.family_need)
    fatima = browser(cast.fatima)
    assert fatima.get(address("goal", goal.pk)).status_code == 404
    assert "I swim" not in words_of(fatima.get(address("goals", cast.network.pk)))
    assert fatima.get(f"/api/v1/networks/{cast.network.pk}/goals/").json()["results"] == []
    with pytest.raises(Http404):
        actions.say_level(actor=seat(cast, "fatima"), goal=goal.pk, level=0)
    with pytest.raises(NotFromHere):
        write(cast, "henk", cast.other_need)
    closed_to_outsiders(cast, address("goal", goal.pk), address("goals", cast.network.pk))


def test_the_number_comes_only_when_asked_for_and_warns(cast: Cast) -> None:
    goal = make_goal(cast.need, cast.bram)
    make_said(goal, cast.bram, level=Level.MORE)
    make_said(goal, cast.fatima, ViewSide.FORMAL, Level.EXPECTED)
    client, here = browser(cast.bram), address("goals", cast.network.pk)
    assert "60.0" not in words_of(client.get(here))
    page = words_of(client.get(here, {"number": "1"}))
    assert "60.0" in page
    assert "50.0" in page
    assert page.count("set too easily") == 1
    found = client.get(f"/api/v1/networks/{cast.network.pk}/goals/numbers/").json()["results"]
    assert [(one["side"], one["number"], one["too_easy"]) for one in found] == [
        ("client", 60.0, True),
        ("formal", 50.0, False),
    ]


def test_without_weight_there_is_no_number(cast: Cast) -> None:
    goal = make_goal(cast.need, cast.bram, importance=Weight.NONE)
    make_said(goal, cast.bram)
    page = words_of(browser(cast.bram).get(address("goals", cast.network.pk), {"number": "1"}))
    assert "No goal has any weight" in page


def test_a_goal_ends_and_stays_in_the_history(cast: Cast) -> None:
    mine = write(cast, "henk")
    clients = write(cast, "bram")
    with pytest.raises(PermissionDenied):
        actions.end_goal(actor=seat(cast, "henk"), goal=clients.pk)
    assert browser(cast.henk).post(address("goal_end", mine.pk)).status_code == 302
    actions.end_goal(actor=seat(cast, "marja"), goal=clients.pk)
    with pytest.raises(DomainError, match="has ended"):
        actions.say_level(actor=seat(cast, "bram"), goal=clients.pk, level=0)
    assert "ended" in words_of(browser(cast.bram).get(address("goal", mine.pk)))
    assert address("goal", mine.pk) not in words_of(browser(cast.bram).get(address("goals", cast.network.pk)))


def test_reworded_it_begins_anew_and_what_was_said_stays_with_the_earlier_words(cast: Cast) -> None:
    before = write(cast, "henk")
    make_said(before, cast.fatima, ViewSide.FORMAL, Level.MORE)
    bram, here = browser(cast.bram), address("goal_reword", before.pk)
    assert 'value="I swim"' in words_of(bram.get(here))
    answer = bram.post(here, FORM | {"version": str(before.version)})
    after = Goal.objects.get(follows=before)
    assert answer.headers["Location"] == address("goal", after.pk)
    assert (after.words, after.need, after.for_client) == (FORM["words"], cast.need, True)
    before.refresh_from_db()
    assert (before.words, before.until) == ("I swim", after.since)
    assert [one.goal for one in GoalSaid.objects.all()] == [before]
    page = words_of(bram.get(address("goal", after.pk)))
    assert address("goal", before.pk) in page
    assert "Fatima" not in page
    assert address("goal", after.pk) in words_of(bram.get(address("goal", before.pk)))
    listed = words_of(bram.get(address("goals", cast.network.pk)))
    assert FORM["words"] in listed
    assert "I swim" not in listed
    assert traces(cast.network.pk, "networks.goal_reworded") == ["networks.goal_reworded"]


@pytest.mark.parametrize("name", ["henk", "fatima", "choir"])
def test_only_who_speaks_for_the_client_finds_other_words(cast: Cast, name: str) -> None:
    goal = write(cast, "henk")
    assert browser(getattr(cast, name)).get(address("goal_reword", goal.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.reword_goal(
            actor=seat(cast, name), goal=goal.pk, words="No", importance=1, difficulty=1, **LEVELS
        )
    assert address("goal_reword", goal.pk) not in words_of(
        browser(getattr(cast, name)).get(address("goal", goal.pk))
    )


def test_no_other_words_for_what_ended_or_was_changed_meanwhile(cast: Cast) -> None:
    goal = write(cast, "bram")
    bram = browser(cast.bram)
    there = f"/api/v1/goals/{goal.pk}/reword/"
    body = LEVELS | {"words": "I sing", "importance": 1, "difficulty": 1}
    assert bram.post(there, body, "application/json", headers={"if-match": '"7"'}).status_code == 412
    same = {"words": goal.words, "importance": goal.importance, "difficulty": goal.difficulty} | LEVELS
    answer = bram.post(address("goal_reword", goal.pk), same)
    assert "These are the words it has already." in words_of(answer)
    made = bram.post(there, body, "application/json")
    assert (made.status_code, made.json()["follows"]) == (200, str(goal.pk))
    assert bram.post(there, body, "application/json").status_code == 409
    assert bram.post(address("goal_reword", goal.pk), FORM).status_code == 422
    Need.objects.filter(pk=cast.need.pk).update(status=NeedStatus.CLOSED)
    later = Goal.objects.get(follows=goal)
    with pytest.raises(DomainError, match="closed"):
        actions.reword_goal(
            actor=seat(cast, "bram"), goal=later.pk, words="No", importance=1, difficulty=1, **LEVELS
        )
    later.refresh_from_db()
    assert later.until is None


def test_goals_of_one_need_show_by_themselves(cast: Cast) -> None:
    write(cast, "bram")
    write(cast, "marja", cast.family_need)
    client, here = browser(cast.henk), address("goals", cast.network.pk)
    page = words_of(client.get(here, {"need": str(cast.family_need.pk)}))
    assert page.count("I swim") == 1
    assert "All goals" in page
    for odd in ("nonsense", str(cast.other_need.pk)):
        assert words_of(client.get(here, {"need": odd})).count("I swim") == 2
    hidden = words_of(browser(cast.fatima).get(here, {"need": str(cast.family_need.pk)}))
    assert cast.family_need.words not in hidden


def test_mistakes_are_said_and_a_closed_need_gets_no_goal(cast: Cast) -> None:
    bram = browser(cast.bram)
    answer = bram.post(address("goal_add", cast.need.pk), FORM | {"less": ""})
    assert answer.status_code == 422
    assert "Say this level in words." in words_of(answer)
    goal = make_goal(cast.need, cast.bram)
    assert bram.post(address("goal", goal.pk), {"level": "7"}).status_code == 422
    Need.objects.filter(pk=cast.need.pk).update(status=NeedStatus.CLOSED)
    with pytest.raises(DomainError, match="closed"):
        write(cast, "bram")


def test_the_list_costs_the_same_with_many_goals(cast: Cast) -> None:
    client, costs = browser(cast.bram), []
    for number in (1, 12):
        for _turn in range(number):
            make_said(make_goal(cast.need, cast.bram), cast.bram)
        client.get(address("goals", cast.network.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("goals", cast.network.pk), {"number": "1"})
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 14, costs


def _follows(goal: Goal, other: Goal | None = None) -> Any:
    return Goal.objects.filter(pk=goal.pk).update(follows=other or goal)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "goal_in_order": lambda cast: make_goal(cast.need, cast.bram, until=make.ago(90)),
    "goal_known": lambda cast: make_goal(cast.need, cast.bram, importance=4),
    "goal_in_words": lambda cast: make_goal(cast.need, cast.bram, less=""),
    "goal_follows_another": lambda cast: _follows(make_goal(cast.need, cast.bram)),
    "goal_followed_once": lambda cast: [
        make_goal(cast.need, cast.bram, follows=before)
        for before in [make_goal(cast.need, cast.bram)]
        for _turn in range(2)
    ],
    "goal_said_known": lambda cast: make_said(make_goal(cast.need, cast.bram), cast.bram, level=3),
}
"""Every named constraint of these rows, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    rows: tuple[type[models.Model], ...] = (Goal, GoalSaid)
    named = {rule.name for model in rows for rule in model._meta.constraints}
    assert named - set(BROKEN) == {"goal_in_network"}


def _other_goal(cast: Cast) -> Goal:
    return make_goal(cast.other_need, cast.eve)


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_goal_need_id": lambda cast: Goal.objects.filter(pk=make_goal(cast.need, cast.bram).pk).update(
        need=cast.other_need
    ),
    "networks_goal_follows_id": lambda cast: _follows(make_goal(cast.need, cast.bram), _other_goal(cast)),
    "networks_goalsaid_goal_id": lambda cast: GoalSaid.objects.create(
        network=cast.network,
        goal=_other_goal(cast),
        side=ViewSide.CLIENT,
        level=0,
        said_by=cast.bram,
        said_at=timezone.now(),
    ),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()
