"""Suggestions: who could do something and why, what could be swapped, and who is not asked any more."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, lists, reads
from carenet.lib.rest.shapes import Shape
from networks import suggesting, wanting
from networks.access import need_for, network_for
from networks.choices import Side
from networks.doors import task_for
from networks.freeing import Keeps
from networks.matching import Reason, Why
from networks.standing import Permission
from networks.suggesting import Group, Ideas, RuleSaid, Suggestion, SwapIdea
from networks.wanting import Drifting, SmallAsk, Unused


def _codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.why.value for reason in reasons]


class SuggestionShape(Shape):
    """A member who could be asked. What they answered to other asks plays no part and is not told."""

    member = serializers.UUIDField(source="member.id")
    name = serializers.CharField(source="member.name")
    why = serializers.ListField(child=serializers.ChoiceField([(why.value, why.value) for why in Why]))
    reasons = serializers.ListField(child=serializers.CharField(), help_text="The same in words.")
    score = serializers.IntegerField(help_text="What speaks for them in points; equal is equal.")
    strong = serializers.BooleanField(
        help_text="Whether something to do with the thing itself speaks for them."
    )

    @staticmethod
    def read_why(one: Suggestion) -> list[str]:
        return _codes(one.why)

    @staticmethod
    def read_reasons(one: Suggestion) -> list[str]:
        return list(one.reasons)


class GroupShape(Shape):
    """Who could do one thing, best first."""

    task = serializers.UUIDField(allow_null=True, help_text="Null for what only the need's words speak of.")
    activity = serializers.UUIDField(source="activity.id")
    word = serializers.CharField(help_text="The word of the need that speaks of it, if there is no task.")
    people = SuggestionShape(many=True, source="suggestions")
    kept_out = SuggestionShape(
        many=True, help_text="Who would fit if a rule about who may do it were not there."
    )

    @staticmethod
    def read_task(group: Group) -> UUID | None:
        return group.task.pk if group.task else None


class SwapRuleShape(Shape):
    """A rule that is said to forbid the swap. It hides nothing."""

    task = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    only_side = serializers.ChoiceField(Side.choices)

    @staticmethod
    def read_task(rule: RuleSaid) -> UUID | None:
        return rule.task.pk if rule.task else None


class SwapIdeaShape(Shape):
    """ "The taker takes something on, so that the freed one can do something else." """

    words = serializers.CharField(help_text="The idea as one sentence.")
    taker = serializers.UUIDField(source="taker.id")
    takes = serializers.UUIDField(source="takes.id")
    freed = serializers.UUIDField(source="freed.id")
    frees_for = serializers.UUIDField(allow_null=True, help_text="Null while there is no task for the need.")
    keeps = serializers.ChoiceField([(one.value, one.value) for one in Keeps])
    taker_reasons = serializers.ListField(child=serializers.CharField())
    freed_reasons = serializers.ListField(child=serializers.CharField())
    rules = SwapRuleShape(many=True)

    @staticmethod
    def read_frees_for(one: SwapIdea) -> UUID | None:
        return one.frees_for.pk if one.frees_for else None

    @staticmethod
    def read_keeps(one: SwapIdea) -> str:
        return one.idea.keeps.value

    @staticmethod
    def read_taker_reasons(one: SwapIdea) -> list[str]:
        return list(one.taker_reasons)

    @staticmethod
    def read_freed_reasons(one: SwapIdea) -> list[str]:
        return list(one.freed_reasons)


class SuggestionsShape(Shape):
    groups = GroupShape(many=True)
    swaps = SwapIdeaShape(many=True)


class SmallAskShape(Shape):
    """One small ask, easy to refuse, in words that can be changed."""

    words = serializers.CharField()
    talent = serializers.UUIDField(allow_null=True)
    task = serializers.UUIDField(allow_null=True)
    need = serializers.UUIDField(allow_null=True)

    @staticmethod
    def read_talent(ask: SmallAsk) -> UUID | None:
        return ask.talent.pk if ask.talent else None

    @staticmethod
    def read_task(ask: SmallAsk) -> UUID | None:
        return ask.task.pk if ask.task else None

    @staticmethod
    def read_need(ask: SmallAsk) -> UUID | None:
        return ask.need.pk if ask.need else None


class UnusedTalentsShape(Shape):
    """What somebody offers and nobody asked for in the last ninety days."""

    member = serializers.UUIDField(source="member.id")
    name = serializers.CharField(source="member.name")
    asks = SmallAskShape(many=True, help_text="One for each talent, what they would love most first.")


class DriftingShape(Shape):
    """Somebody who did, said and was asked nothing for six weeks."""

    member = serializers.UUIDField(source="member.id")
    name = serializers.CharField(source="member.name")
    last = serializers.DateTimeField(help_text="Since when.")
    ask = SmallAskShape()


class TaskSuggestions(Address):
    @reads(SuggestionsShape)
    def get(self, pk: UUID) -> Ideas:
        """Who could do a task and why, and what could be swapped so that somebody can."""
        return suggesting.ideas_for(
            *task_for(self.user, pk, Permission.ASK, look="networks.suggestions_seen")
        )


class NeedSuggestions(Address):
    @reads(SuggestionsShape)
    def get(self, pk: UUID) -> Ideas:
        """The same for a need: for each of its tasks, and for what its words speak of."""
        return suggesting.ideas_for_need(
            *need_for(self.user, pk, Permission.ASK, look="networks.suggestions_seen")
        )


class UnusedTalents(Address):
    @lists(UnusedTalentsShape)
    def get(self, pk: UUID) -> list[Unused]:
        """Talents that nobody asks for, by person, for who organises."""
        seat = network_for(self.user, pk, Permission.ORGANIZE, look="networks.helpers_wanted_seen")
        return wanting.unused_talents(seat)


class DriftingMembers(Address):
    @lists(DriftingShape)
    def get(self, pk: UUID) -> list[Drifting]:
        """People of whom nothing was heard for six weeks, for who organises."""
        seat = network_for(self.user, pk, Permission.ORGANIZE, look="networks.helpers_wanted_seen")
        return wanting.drifting(seat)


urlpatterns: list[Any] = [
    path("tasks/<uuid:pk>/suggestions/", TaskSuggestions.as_view(), name="task_suggestions"),
    path("needs/<uuid:pk>/suggestions/", NeedSuggestions.as_view(), name="need_suggestions"),
    path("networks/<uuid:pk>/talents/unused/", UnusedTalents.as_view(), name="unused_talents"),
    path("networks/<uuid:pk>/members/drifting/", DriftingMembers.as_view(), name="drifting_members"),
]
