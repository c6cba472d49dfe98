"""Goals in the client's words with five levels, how far each side says they are, and a number on request."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import need_for, network_for
from networks.actions import goal as actions
from networks.choices import ViewSide
from networks.choices.goal import Level, Weight
from networks.measuring import goals as found
from networks.models import Goal, GoalSaid
from networks.standing import Permission


class GoalShape(Shape):
    """A goal for one need; whoever reads the need reads the goal."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    need = serializers.UUIDField(source="need_id")
    words = serializers.CharField()
    much_less = serializers.CharField(help_text="What the level -2 looks like.")
    less = serializers.CharField()
    expected = serializers.CharField(help_text="What the level 0 looks like.")
    more = serializers.CharField()
    much_more = serializers.CharField(help_text="What the level +2 looks like.")
    importance = serializers.ChoiceField(Weight.choices)
    difficulty = serializers.ChoiceField(Weight.choices)
    for_client = serializers.BooleanField(help_text="Written by, or for, the client.")
    author = serializers.CharField(source="author.name")
    follows = serializers.UUIDField(
        allow_null=True, source="follows_id", help_text="The goal with the earlier words, if it was reworded."
    )
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class GoalBody(Body):
    words = Text(max_length=300)
    much_less = Text(max_length=200)
    less = Text(max_length=200)
    expected = Text(max_length=200)
    more = Text(max_length=200)
    much_more = Text(max_length=200)
    importance = serializers.ChoiceField(Weight.choices)
    difficulty = serializers.ChoiceField(Weight.choices)


class GoalSaidShape(Shape):
    """How far a goal is, as one side sees it."""

    id = serializers.UUIDField()
    goal = serializers.UUIDField(source="goal_id")
    side = serializers.ChoiceField(ViewSide.choices)
    level = serializers.ChoiceField(Level.choices)
    said_at = serializers.DateTimeField()


class GoalSaidBody(Body):
    level = serializers.ChoiceField(Level.choices)


class GoalNumberShape(Shape):
    """One number over the goals of which a side said how far they are: 50 is as expected."""

    side = serializers.ChoiceField(ViewSide.choices)
    goals = serializers.IntegerField()
    number = serializers.FloatField(allow_null=True, help_text="Null when no goal has any weight.")
    too_easy = serializers.BooleanField(help_text="The goals may have been set too easily.")


class Goals(Address):
    @lists(GoalShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Goals about needs I may read, ended ones too."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.goals_seen")
        return InOrder(found.known_goals(seat), ("-since", "-id"))


class NeedGoals(Address):
    @adds(GoalBody, GoalShape, at="goal")
    def post(self, pk: UUID) -> Goal:
        """Write down a goal for a need. Professionals say how far a goal is; they do not write one."""
        seat, _need = need_for(self.user, pk, Permission.RAISE_NEED)
        return actions.set_goal(actor=seat, need=pk, **self.body())


class OneGoal(Address):
    @reads(GoalShape)
    def get(self, pk: UUID) -> Goal:
        """One goal."""
        return found.goal_for(self.user, pk, Permission.VIEW, look="networks.goal_seen")[1]


class GoalLevels(Address):
    @lists(GoalSaidShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Everything that was said of how far a goal is."""
        _seat, row = found.goal_for(self.user, pk, Permission.VIEW, look="networks.goal_seen")
        return InOrder(found.said_of(row), ("-said_at", "-id"))

    @adds(GoalSaidBody, GoalSaidShape)
    def post(self, pk: UUID) -> GoalSaid:
        """Say from my own side how far a goal is."""
        seat, _row = found.goal_for(self.user, pk, Permission.SAY_VIEW)
        return actions.say_level(actor=seat, goal=pk, **self.body())


class EndGoal(Address):
    @acts(GoalShape)
    def post(self, pk: UUID) -> Goal:
        """End a goal: my own, or any when I speak for the client."""
        seat, _row = found.goal_for(self.user, pk, Permission.RAISE_NEED)
        self.body()
        return actions.end_goal(actor=seat, goal=pk)


class RewordGoal(Address):
    @acts(GoalShape, GoalBody, minds_version=True)
    def post(self, pk: UUID) -> Goal:
        """Put a goal into other words, for the client: it ends, and the answer is the one that follows it."""
        seat, row = found.goal_for(self.user, pk, Permission.RAISE_NEED)
        given = self.body()
        return actions.reword_goal(actor=seat, goal=pk, version=self.version_of(row), **given)


class GoalNumbers(Address):
    @lists(GoalNumberShape)
    def get(self, pk: UUID) -> list[found.Number]:
        """The number over the goals that run, for each side that said something. Sides are never averaged."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.goals_seen")
        return found.numbers(found.running(seat))


urlpatterns = [
    path("networks/<uuid:pk>/goals/", Goals.as_view(), name="goals"),
    path("networks/<uuid:pk>/goals/numbers/", GoalNumbers.as_view(), name="goal_numbers"),
    path("needs/<uuid:pk>/goals/", NeedGoals.as_view(), name="need_goals"),
    path("goals/<uuid:pk>/", OneGoal.as_view(), name="goal"),
    path("goals/<uuid:pk>/levels/", GoalLevels.as_view(), name="goal_levels"),
    path("goals/<uuid:pk>/reword/", RewordGoal.as_view(), name="goal_reword"),
    path("goals/<uuid:pk>/end/", EndGoal.as_view(), name="goal_end"),
]
