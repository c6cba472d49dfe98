"""The circle of influence, and what a network puts to an organisation."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Flag, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import influence as actions
from networks.actions import raising
from networks.choices import BarrierSource
from networks.choices.rule import RaisedAnswer, RuleStatus, Sphere
from networks.doors import barrier_for
from networks.models import Placing, RaisedBarrier
from networks.rules import influence as reading
from networks.rules.access import may_put, placing_for, raised_for, visible_raised
from networks.standing import Permission

LOOK = "networks.barriers_seen"


class PlacingShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    barrier = serializers.UUIDField(source="barrier_id")
    author = serializers.CharField(source="author.name", help_text="Whose answers these are.")
    told_by = serializers.CharField()
    written_where = serializers.CharField()
    source = serializers.ChoiceField(BarrierSource.choices)  # type: ignore[assignment]
    sphere = serializers.ChoiceField(Sphere.choices)
    thinks = serializers.CharField(help_text="Empty where its author does not show it to you.")
    shows_thinks = serializers.BooleanField()
    smallest_try = serializers.CharField()
    must_agree = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True, help_text="When it was taken back.")
    version = serializers.IntegerField()


class PlacingBody(Body):
    sphere = Code(Sphere.choices)
    source = Code(BarrierSource.choices, required=False)  # type: ignore[assignment]
    told_by = Text(required=False, allow_blank=True, max_length=150)
    written_where = Text(required=False, allow_blank=True, max_length=200)
    thinks = Text(required=False, allow_blank=True, max_length=1000)
    shows_thinks = Flag(required=False, help_text="True: who may know of the barrier reads what I think.")
    smallest_try = Text(required=False, allow_blank=True, max_length=300)
    must_agree = Text(required=False, allow_blank=True, max_length=200)


class RaisedShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    barrier = serializers.UUIDField(source="barrier_id")
    organisation = serializers.UUIDField(source="organisation_id")
    words = serializers.CharField(help_text="Exactly what the organisation reads.")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(RuleStatus.choices, help_text="How far the organisation is.")
    decided_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField(help_text="The reason of its decision.")
    answer = serializers.ChoiceField(
        RaisedAnswer.choices, allow_blank=True, help_text="What this network said to it, or empty."
    )
    version = serializers.IntegerField()
    decision_version = serializers.IntegerField(help_text="Of the decision, for who answers it.")

    @staticmethod
    def counts(row: RaisedBarrier) -> Any:
        """The rule that counts."""
        return row.rule.joined_into or row.rule

    @staticmethod
    def read_decision_version(row: RaisedBarrier) -> int:
        """That of the rule that counts."""
        version: int = RaisedShape.counts(row).version
        return version

    @staticmethod
    def read_status(row: RaisedBarrier) -> str:
        """That of the rule that counts."""
        return str(RaisedShape.counts(row).status)

    @staticmethod
    def read_decided_on(row: RaisedBarrier) -> Any:
        """The day of its decision."""
        return RaisedShape.counts(row).decided_on

    @staticmethod
    def read_reason(row: RaisedBarrier) -> str:
        """The reason of its decision."""
        return str(RaisedShape.counts(row).reason)


class RaisedBody(Body):
    organisation = Ref(help_text="That of a professional in the network.")
    words = Text(max_length=300, help_text="The rule in one sentence, without names.")
    sure = Flag(help_text="True: they may read exactly this.")


class DecisionAnswerBody(Body):
    answer = Code(RaisedAnswer.choices)
    outcome = Text(required=False, allow_blank=True, max_length=300, help_text="What came of it, when over.")


class Placings(Address):
    @lists(PlacingShape)
    def get(self, pk: UUID) -> list[Placing]:
        """How everybody in the network sees it, my own answers first. Never a mean."""
        seat, row = barrier_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look=LOOK)
        return reading.side_by_side(seat, row)

    @adds(PlacingBody, PlacingShape, at="placing")
    def post(self, pk: UUID) -> Placing:
        """Say how I see it; saying it again replaces my answers."""
        seat, _row = barrier_for(self.user, pk, Permission.WRITE_NOTE)
        return actions.place_barrier(actor=seat, barrier=pk, **self.body())


class OnePlacing(Address):
    @reads(PlacingShape)
    def get(self, pk: UUID) -> Placing:
        """The answers of one person."""
        seat, row = placing_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look=LOOK)
        return reading.dress(seat, [row])[0]


class EndPlacing(Address):
    @acts(PlacingShape)
    def post(self, pk: UUID) -> Placing:
        """Take my answers back."""
        seat, _row = placing_for(self.user, pk, Permission.WRITE_NOTE)
        self.body()
        return actions.take_back_placing(actor=seat, placing=pk)


class RaisedBarriers(Address):
    @lists(RaisedShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """What was put to organisations about a barrier, the latest first, with their answers."""
        seat, row = barrier_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look=LOOK)
        return InOrder(visible_raised(seat).filter(barrier=row), ("-since", "-id"))

    @adds(RaisedBody, RaisedShape, at="raised")
    def post(self, pk: UUID) -> RaisedBarrier:
        """Put it to an organisation: one sentence without names, and nothing else."""
        seat, row = barrier_for(self.user, pk, Permission.WRITE_NOTE)
        if not may_put(seat, row):
            raise PermissionDenied
        return raising.put_barrier(actor=seat, barrier=pk, **self.body())


class OneRaised(Address):
    @reads(RaisedShape)
    def get(self, pk: UUID) -> RaisedBarrier:
        """One of them."""
        seat, row = raised_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look=LOOK)
        return row


class EndRaised(Address):
    @acts(RaisedShape)
    def post(self, pk: UUID) -> RaisedBarrier:
        """Take it back: this network no longer says it."""
        seat, _row = raised_for(self.user, pk, Permission.WRITE_NOTE)
        self.body()
        return raising.take_back_raised(actor=seat, raised=pk)


class AnswerRaised(Address):
    @acts(RaisedShape, DecisionAnswerBody, minds_version=True)
    def post(self, pk: UUID) -> RaisedBarrier:
        """Say what the organisation's decision did here. Only `over` ends the barrier. The version is that of
        the decision: `decision_version`.
        """
        seat, row = raised_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        version = self.version_of(RaisedShape.counts(row))
        return raising.answer_decision(actor=seat, raised=pk, version=version, **given)


urlpatterns = [
    path("barriers/<uuid:pk>/placings/", Placings.as_view(), name="placings"),
    path("placings/<uuid:pk>/", OnePlacing.as_view(), name="placing"),
    path("placings/<uuid:pk>/end/", EndPlacing.as_view(), name="placing_end"),
    path("barriers/<uuid:pk>/raised/", RaisedBarriers.as_view(), name="barrier_raised"),
    path("raised/<uuid:pk>/", OneRaised.as_view(), name="raised"),
    path("raised/<uuid:pk>/end/", EndRaised.as_view(), name="raised_end"),
    path("raised/<uuid:pk>/answer/", AnswerRaised.as_view(), name="raised_answer"),
]
