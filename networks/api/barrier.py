"""Barriers: what is said to be impossible, who says so, who can change it, and what came of it."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import barrier as actions
from networks.choices import BarrierSource
from networks.choices.rule import DECIDED, RuleStatus
from networks.doors import barrier_for, visible_barriers
from networks.models import Barrier
from networks.standing import Permission


class BarrierShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    task = serializers.UUIDField(allow_null=True, source="task_id", help_text="Null: the whole network.")
    words = serializers.CharField()
    source = serializers.ChoiceField(BarrierSource.choices)  # type: ignore[assignment]
    said_by = serializers.CharField()
    written_where = serializers.CharField()
    can_change = serializers.CharField()
    smallest_try = serializers.CharField()
    must_agree = serializers.CharField()
    status = serializers.ChoiceField(RuleStatus.choices, help_text="How far the network is with it.")
    author = serializers.CharField(source="author.name", help_text="The name of who wrote it down.")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(help_text="What came of it, once it has ended.")
    version = serializers.IntegerField()


class FoundOutBody(Body):
    words = Text(max_length=300)
    source = Code(BarrierSource.choices, required=False)  # type: ignore[assignment]
    said_by = Text(required=False, allow_blank=True, max_length=150)
    written_where = Text(required=False, allow_blank=True, max_length=200)
    can_change = Text(required=False, allow_blank=True, max_length=150)
    smallest_try = Text(required=False, allow_blank=True, max_length=300)
    must_agree = Text(required=False, allow_blank=True, max_length=200)


class BarrierBody(FoundOutBody):
    task = Ref(required=False, allow_null=True, help_text="Without a task: the network as a whole.")


class OutcomeBody(Body):
    outcome = Text(max_length=300, help_text="What came of it.")
    status = Code([(one.value, one.value) for one in DECIDED], required=False, help_text="How it ended.")


class BarrierQuery(Paged):
    task = Ref(required=False)
    state = Code(["standing", "ended"], required=False)


class Barriers(Address):
    @lists(BarrierShape, asks=BarrierQuery)
    def get(self, pk: UUID) -> InOrder:
        """What is said to be impossible, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.barriers_seen")
        rows = visible_barriers(seat)
        if task := self.asked.get("task"):
            rows = rows.filter(task=task)
        if state := self.asked.get("state"):
            rows = rows.filter(until__isnull=state == "standing")
        return InOrder(rows, ("-since", "-id"))

    @adds(BarrierBody, BarrierShape, at="barrier")
    def post(self, pk: UUID) -> Barrier:
        """Write down something that is said to be impossible."""
        seat = network_for(self.user, pk, Permission.WRITE_NOTE)
        return actions.record_barrier(actor=seat, **self.body())


class OneBarrier(Address):
    @reads(BarrierShape)
    def get(self, pk: UUID) -> Barrier:
        """One of them."""
        seat, row = barrier_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.barriers_seen")
        return row

    @revises(FoundOutBody, BarrierShape)
    def patch(self, pk: UUID) -> Barrier:
        """Write down what I found out about it; its words only as who wrote them, or who organises."""
        seat, row = barrier_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        return actions.revise_barrier(actor=seat, barrier=pk, version=self.version_of(row), **given)


class EndBarrier(Address):
    @acts(BarrierShape, OutcomeBody, minds_version=True)
    def post(self, pk: UUID) -> Barrier:
        """Say what came of it: it no longer stands in the way."""
        seat, row = barrier_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        return actions.end_barrier(actor=seat, barrier=pk, version=self.version_of(row), **given)


urlpatterns = [
    path("networks/<uuid:pk>/barriers/", Barriers.as_view(), name="barriers"),
    path("barriers/<uuid:pk>/", OneBarrier.as_view(), name="barrier"),
    path("barriers/<uuid:pk>/end/", EndBarrier.as_view(), name="barrier_end"),
]
