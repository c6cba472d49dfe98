"""Goals as a seat may read them: with the need they are about, what each side said last, and one number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText

from networks.access import network_for, network_of, trace_look
from networks.choices import NeedStatus, ViewSide
from networks.choices.goal import Level
from networks.doors import found
from networks.measuring import gas
from networks.models import Goal, GoalSaid, Need
from networks.standing import Permission, Seat


@dataclass(frozen=True, slots=True)
class Line:
    """One goal, and by side what it said last."""

    goal: Goal
    said: dict[str, GoalSaid] = field(default_factory=dict)

    @property
    def sides(self) -> list[tuple[LazyText | str, GoalSaid | None, str]]:
        """The three sides in a fixed order: what each said last, and the goal's words for that."""
        words = {level.value: text for level, text in self.goal.levels}
        rows = [(side, self.said.get(side)) for side in ViewSide]
        return [(side.label, one, words[one.level] if one else "") for side, one in rows]

    @property
    def differ(self) -> bool:
        """Whether one side says that it is reached, and another one that it is not."""
        reached = {one.level >= Level.EXPECTED for one in self.said.values()}
        return len(reached) > 1


@dataclass(frozen=True, slots=True)
class Number:
    """One number over the goals of which a side said how far they are; None when nothing weighs."""

    side: str
    label: str
    goals: int
    number: float | None

    @property
    def too_easy(self) -> bool:
        return self.number is not None and gas.too_easy(self.number)


def may_set(seat: Seat) -> bool:
    """Whether this seat writes goals: who speaks for the client, family, friends and neighbours.

    Never anybody who is here as a professional: they say how far a goal is, from their own side.
    """
    return seat.may(Permission.RAISE_NEED) and seat.sees_family


def may_say(seat: Seat, goal: Goal) -> bool:
    """Whether this seat has a side to say from how far that goal is."""
    return goal.until is None and (seat.for_client or seat.formal or seat.informal)


def may_end(seat: Seat, goal: Goal) -> bool:
    """Whether this seat ends that goal: its own, and any for who speaks for the client."""
    return may_set(seat) and (seat.for_client or seat.wrote(goal.author_id, goal.for_client))


def may_reword(seat: Seat, goal: Goal) -> bool:
    """Whether this seat puts that goal into other words: who speaks for the client, while it runs."""
    return seat.for_client and may_set(seat) and goal.until is None


def reworded(goal: Goal) -> Goal | None:
    """The goal that this one became in other words; None while it has these words."""
    return goal.followed_by.first()


def known_goals(seat: Seat) -> QuerySet[Goal]:
    """Goals of needs that this seat may read, ended ones too."""
    needs = Need.objects.visible_to(seat).order_by().values("pk")
    rows: QuerySet[Goal] = Goal.objects.filter(network=seat.network, need__in=needs)
    return rows.select_related("need", "author", "follows")


def goal_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Goal]:
    """The door to a goal; one about a need that this user may not read is not there (404)."""
    seat = network_for(user, network_of(Goal.objects, pk), permission)
    goal = found(known_goals(seat), pk)
    if look:
        trace_look(seat, look, goal)
    return seat, goal


def said_of(goal: Goal) -> QuerySet[GoalSaid]:
    """Everything that was said of how far this goal is, the latest first."""
    return GoalSaid.objects.filter(goal=goal).select_related("said_by").order_by("-said_at", "-id")


def said_in_words(goal: Goal) -> list[tuple[GoalSaid, str]]:
    """The same, each with the goal's own words for that level."""
    words = dict(goal.levels)
    return [(one, words[Level(one.level)]) for one in said_of(goal)]


def lines(goals: Iterable[Goal]) -> list[Line]:
    """These goals with what each side said last. One query."""
    rows = {goal.pk: Line(goal) for goal in goals}
    said = GoalSaid.objects.filter(goal__in=list(rows)).order_by("goal", "side", "-said_at", "-id")
    for one in said.distinct("goal", "side"):
        rows[one.goal_id].said[one.side] = one
    return list(rows.values())


def running(seat: Seat, need: UUID | None = None) -> list[Line]:
    """Goals that run, about needs that are not closed; of one need when it is given. Two queries."""
    rows = known_goals(seat).filter(until__isnull=True).exclude(need__status=NeedStatus.CLOSED)
    rows = rows.filter(need=need) if need else rows
    return lines(rows.order_by("since", "id"))


def numbers(found: Iterable[Line]) -> list[Number]:
    """For each side that said something the number over those goals; the sides stay apart."""
    rows = list(found)
    told = []
    for side in ViewSide:
        reached = [
            gas.Reached(gas.weight(row.goal.importance, row.goal.difficulty), row.said[side].level)
            for row in rows
            if side in row.said
        ]
        if reached:
            told.append(Number(side.value, str(side.label), len(reached), _number(reached)))
    return told


def _number(reached: list[gas.Reached]) -> float | None:
    try:
        return round(gas.score(reached), 1)
    except gas.NothingWeighs:
        return None
