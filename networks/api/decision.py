"""Decisions of a meeting: written down, changed, taken on, and how far they are."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Ref, Text
from carenet.lib.rest.shapes import Body, Shape
from networks import meetings as reading
from networks.access import network_for
from networks.actions import decision as actions
from networks.actions import meeting_close as closing
from networks.api.meeting import LEVELS, SEEN
from networks.choices.meeting import Becomes, HowFar
from networks.meetings import decision_for, meeting_for
from networks.models import Decision
from networks.standing import Permission


class DecisionShape(Shape):
    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id")
    point = serializers.UUIDField(allow_null=True, source="point_id")
    words = serializers.CharField()
    owner = serializers.UUIDField(allow_null=True, source="owner_id", help_text="The member who sees to it.")
    accepted_at = serializers.DateTimeField(allow_null=True, help_text="When the owner said yes.")
    due_on = serializers.DateField()
    otherwise = serializers.CharField(help_text="What happens if it goes otherwise.")
    becomes = serializers.ChoiceField(Becomes.choices)
    activity = serializers.UUIDField(allow_null=True, source="activity_id")
    visibility = serializers.ChoiceField(LEVELS)
    task = serializers.UUIDField(allow_null=True, source="task_id", help_text="What it became.")
    how_far = serializers.ChoiceField([*HowFar.choices, ("", "nobody said yet")])
    how_far_words = serializers.CharField()
    version = serializers.IntegerField()


class DecisionBody(Body):
    words = Text(max_length=300)
    otherwise = Text(max_length=300)
    due_on = Day()
    becomes = Code(Becomes.choices, required=False)
    activity = Ref(required=False, allow_null=True, help_text="The kind of thing, for something to do.")
    owner = Ref(required=False, allow_null=True)
    point = Ref(required=False, allow_null=True)
    visibility = Code(LEVELS, required=False)


class HowFarBody(Body):
    how_far = Code(HowFar.choices)
    words = Text(required=False, allow_blank=True, max_length=300)


class Decisions(Address):
    @lists(DecisionShape)
    def get(self, pk: UUID) -> list[Decision]:
        """The decisions of a meeting that I may read."""
        seat, row = meeting_for(self.user, pk, Permission.VIEW, look=SEEN)
        return reading.decisions(seat, row)

    @adds(DecisionBody, DecisionShape, at="decision")
    def post(self, pk: UUID) -> Decision:
        """Write down a decision."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        return actions.decide(actor=seat, meeting=pk, **self.body())


class OneDecision(Address):
    @reads(DecisionShape)
    def get(self, pk: UUID) -> Decision:
        """One decision."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.meetings_seen")
        return row

    @revises(DecisionBody, DecisionShape)
    def patch(self, pk: UUID) -> Decision:
        """Change a decision, or give it to somebody else."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        stays: dict[str, Any] = {"activity": row.activity_id, "owner": row.owner_id, "point": row.point_id}
        given = stays | self.body()
        return actions.revise_decision(actor=seat, decision=pk, version=self.version_of(row), **given)


class AcceptDecision(Address):
    @acts(DecisionShape, minds_version=True)
    def post(self, pk: UUID) -> Decision:
        """Take a decision on."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        self.body()
        return actions.accept_decision(actor=seat, decision=pk, version=self.version_of(row))


class DeclineDecision(Address):
    @acts(DecisionShape, minds_version=True)
    def post(self, pk: UUID) -> Decision:
        """Say that somebody else should see to it."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        self.body()
        return actions.decline_decision(actor=seat, decision=pk, version=self.version_of(row))


class TakeBackDecision(Address):
    @acts(None, minds_version=True)
    def post(self, pk: UUID) -> None:
        """Take a decision back."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        self.body()
        actions.take_back_decision(actor=seat, decision=pk, version=self.version_of(row))


class DecisionHowFar(Address):
    @acts(DecisionShape, HowFarBody, minds_version=True)
    def post(self, pk: UUID) -> Decision:
        """Say how far a decision is."""
        seat, row = decision_for(self.user, pk, Permission.VIEW)
        given = self.body()
        return closing.say_how_far(actor=seat, decision=pk, version=self.version_of(row), **given)


urlpatterns = [
    path("meetings/<uuid:pk>/decisions/", Decisions.as_view(), name="decisions"),
    path("decisions/<uuid:pk>/", OneDecision.as_view(), name="decision"),
    path("decisions/<uuid:pk>/accept/", AcceptDecision.as_view(), name="decision_accept"),
    path("decisions/<uuid:pk>/decline/", DeclineDecision.as_view(), name="decision_decline"),
    path("decisions/<uuid:pk>/take-back/", TakeBackDecision.as_view(), name="decision_take_back"),
    path("decisions/<uuid:pk>/how-far/", DecisionHowFar.as_view(), name="decision_how_far"),
]
