"""Goals: one line for each action, with ids and sides and never the words or the level."""

from typing import Any

from networks.actions import goal
from tests import factories as make
from tests.access_meso.goal import LEVELS, make_goal
from tests.cast import Cast
from tests.networks.traces import case


def _bram(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)}


@case(goal.set_goal, "goal_set")
def _(cast: Cast) -> dict[str, Any]:
    weight = {"importance": 2, "difficulty": 1}
    return _bram(cast) | {"need": cast.need.pk, "words": "I sing again"} | LEVELS | weight


@case(goal.say_level, "goal_level_said")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"goal": make_goal(cast.need, cast.bram).pk, "level": 1}


@case(goal.reword_goal, "goal_reworded")
def _(cast: Cast) -> dict[str, Any]:
    said = {"words": "I sing in the choir"} | LEVELS | {"importance": 2, "difficulty": 1}
    return _bram(cast) | {"goal": make_goal(cast.need, cast.bram).pk} | said


@case(goal.end_goal, "goal_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"goal": make_goal(cast.need, cast.bram).pk}
