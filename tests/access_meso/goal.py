"""The access matrix of goals: whoever reads the need reads them; professionals say, and write none."""

from typing import Any

from accounts.models import User
from networks.choices import ViewSide, Visibility
from networks.choices.goal import Level, Weight
from networks.models import Goal, GoalSaid, Member, Need, Network
from tests import factories as make
from tests.access_rows import CLIENT, MEMBERS, SAYS, Line, Row
from tests.access_rows import NO_SUCH_METHOD as EITHER

SETS = Row(("bram", "marja", "henk", "joris"))
LEVELS = {
    "much_less": "Never",
    "less": "Once a month",
    "expected": "Twice a month",
    "more": "Every week",
    "much_more": "On a stage",
}
GOAL = LEVELS | {"words": "I sing again", "importance": "2", "difficulty": "1"}

LINES = (
    Line("networks:goals", MEMBERS, EITHER, "network"),
    Line("networks:goal_add", SETS, SETS, "need"),
    Line("networks:goal", MEMBERS, SAYS, "goal"),
    Line("networks:goal_reword", CLIENT, CLIENT, "goal"),
    Line("networks:goal_end", CLIENT, CLIENT, "goal"),
    Line("api:goals", MEMBERS, EITHER, "network"),
    Line("api:goal_numbers", MEMBERS, EITHER, "network"),
    Line("api:need_goals", EITHER, SETS, "need", GOAL),
    Line("api:goal", MEMBERS, EITHER, "goal"),
    Line("api:goal_levels", MEMBERS, SAYS, "goal", {"level": "1"}),
    Line("api:goal_reword", EITHER, CLIENT, "goal", GOAL),
    Line("api:goal_end", EITHER, CLIENT, "goal"),
)


def make_goal(need: Need, author: User, **fields: Any) -> Goal:
    """A goal for this need, written for the client, that matters and is hard."""
    fields = {"importance": Weight.MUCH, "difficulty": Weight.MUCH, "for_client": True} | LEVELS | fields
    given = {"words": "I sing again", "since": make.ago(20)} | fields
    return Goal.objects.create(network=need.network, need=need, author=author, **given)


def make_said(goal: Goal, who: User, side: str = ViewSide.CLIENT, level: int = Level.EXPECTED) -> GoalSaid:
    """What one side said of a goal, just now."""
    return GoalSaid.objects.create(
        network=goal.network, goal=goal, side=side, level=level, said_by=who, said_at=make.ago(0)
    )


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A goal for a need that everybody in the network may read, and what was said of it."""
    need = Need.objects.filter(network=network, visibility=Visibility.EVERYONE).order_by("pk").first()
    goal = make_goal(need or make.make_need(network, author), author)
    make_said(goal, author)
    return {"goal": goal}
