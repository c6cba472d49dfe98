"""Swaps: one member takes something on, so that another is free for something else."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Day, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import swap as actions
from networks.choices import SwapStatus
from networks.doors import swap_for, visible_swaps
from networks.models import Swap
from networks.standing import Permission


class SwapShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    taker = serializers.UUIDField(source="taker_id", help_text="Who takes something on.")
    takes = serializers.UUIDField(source="takes_id", help_text="The task they take on.")
    freed = serializers.UUIDField(source="freed_id", help_text="Who is free because of that.")
    frees_for = serializers.UUIDField(source="frees_for_id", help_text="The task they are free for.")
    author = serializers.CharField(source="author.name", help_text="The name of who proposed it.")
    words = serializers.CharField()
    status = serializers.ChoiceField(SwapStatus.choices)
    barrier = serializers.UUIDField(
        allow_null=True, source="barrier_id", help_text="The rule it ran into, if any."
    )
    rule_stands = serializers.BooleanField(help_text="Whether that rule still stands in the way.")
    proposed_at = serializers.DateTimeField()
    taker_agreed_at = serializers.DateTimeField(allow_null=True)
    freed_agreed_at = serializers.DateTimeField(allow_null=True)
    runs_since = serializers.DateTimeField(allow_null=True, help_text="Since when the dates are handed over.")
    tried_until = serializers.DateField(allow_null=True, help_text="The last day of the try.")
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    @staticmethod
    def read_rule_stands(swap: Swap) -> bool:
        return actions.rule_stands(swap)


class SwapBody(Body):
    taker = Ref()
    takes = Ref()
    freed = Ref()
    frees_for = Ref()
    words = Text(required=False, allow_blank=True, max_length=1000)


class SwapAnswerBody(Body):
    answer = Code(["yes", "no"])
    side = Code(
        ["taker", "freed"], required=False, help_text="For whom, for who may answer for somebody else too."
    )


class TryBody(Body):
    until = Day(required=False, allow_null=True, help_text="The last day; needed while a rule stands.")


class SwapQuery(Paged):
    status = Code(SwapStatus.choices, required=False)


class Swaps(Address):
    @lists(SwapShape, asks=SwapQuery)
    def get(self, pk: UUID) -> InOrder:
        """Swaps I may know of, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.swaps_seen")
        rows = visible_swaps(seat)
        if status := self.asked.get("status"):
            rows = rows.filter(status=status)
        return InOrder(rows, ("-proposed_at", "-id"))

    @adds(SwapBody, SwapShape, at="swap")
    def post(self, pk: UUID) -> Swap:
        """Propose a swap. A rule in the way does not refuse it: it is written down beside it."""
        seat = network_for(self.user, pk, Permission.ASK)
        return actions.propose_swap(actor=seat, **self.body())


class OneSwap(Address):
    @reads(SwapShape)
    def get(self, pk: UUID) -> Swap:
        """One swap."""
        seat, row = swap_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.swaps_seen")
        return row


class AnswerSwap(Address):
    @acts(SwapShape, SwapAnswerBody)
    def post(self, pk: UUID) -> Swap:
        """Say yes or no to a swap, for myself. A no needs no reason."""
        seat, _row = swap_for(self.user, pk, Permission.PROMISE)
        given: dict[str, Any] = self.body()
        yes = given.pop("answer") == "yes"
        return actions.answer_swap(actor=seat, swap=pk, yes=yes, **given)


class TrySwap(Address):
    @acts(SwapShape, TryBody)
    def post(self, pk: UUID) -> Swap:
        """ "We try it": the dates are handed over, while a rule stands until a day."""
        seat, _row = swap_for(self.user, pk, Permission.PROMISE)
        return actions.run_swap(actor=seat, swap=pk, **self.body())


class EndSwap(Address):
    @acts(SwapShape)
    def post(self, pk: UUID) -> Swap:
        """End a swap, or take a proposal back: the dates it gave are open again."""
        seat, _row = swap_for(self.user, pk, Permission.PROMISE)
        self.body()
        return actions.end_swap(actor=seat, swap=pk)


urlpatterns = [
    path("networks/<uuid:pk>/swaps/", Swaps.as_view(), name="swaps"),
    path("swaps/<uuid:pk>/", OneSwap.as_view(), name="swap"),
    path("swaps/<uuid:pk>/answer/", AnswerSwap.as_view(), name="swap_answer"),
    path("swaps/<uuid:pk>/try/", TrySwap.as_view(), name="swap_try"),
    path("swaps/<uuid:pk>/end/", EndSwap.as_view(), name="swap_end"),
]
