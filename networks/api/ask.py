"""Asks: to whom something is put and why, how they stand in numbers, and answers that name nobody."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Day, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Query, Shape
from networks import asking, promised
from networks.access import network_for, trace_look
from networks.actions import ask as actions
from networks.choices import Answer, AskStatus, Reach
from networks.doors import ask_for, task_for, visible_asks
from networks.errors import NotFromHere
from networks.models import Ask, Asked
from networks.standing import Permission, Seat

MOST_ASKED = 100


class AskNumbersShape(Shape):
    asked = serializers.IntegerField()
    yes = serializers.IntegerField()
    maybe = serializers.IntegerField()
    no = serializers.IntegerField()
    silent = serializers.IntegerField()


class MyAnswerShape(Shape):
    """What I was asked and answered."""

    answer = serializers.ChoiceField(Answer.choices, allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    not_until = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class AskLineShape(Shape):
    id = serializers.UUIDField()
    task = serializers.UUIDField(source="task_id")
    occurrence = serializers.UUIDField(
        source="occurrence_id", allow_null=True, help_text="Null: every open date."
    )
    author = serializers.CharField(source="author.name", help_text="The name of who asks.")
    for_client = serializers.BooleanField(help_text="Asked by, or by who speaks for, the client.")
    words = serializers.CharField()
    reach = serializers.ChoiceField(Reach.choices)
    status = serializers.ChoiceField(AskStatus.choices)
    asked_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class AskShape(AskLineShape):
    mine = MyAnswerShape(allow_null=True, help_text="What I answered, when I was asked.")
    numbers = AskNumbersShape(allow_null=True, help_text="For who arranges it; null for others.")


class ReachedShape(Shape):
    member = serializers.UUIDField(source="member.pk")
    name = serializers.CharField(source="member.name")
    reasons = serializers.ListField(child=serializers.CharField())

    @staticmethod
    def read_reasons(one: asking.Reached) -> list[str]:
        return [str(reason) for reason in one.reasons]


class AskBody(Body):
    occurrence = Ref(required=False)
    reach = Code(Reach.choices)
    members = serializers.ListField(child=Ref(), required=False, max_length=MOST_ASKED)
    wider_after = serializers.IntegerField(
        required=False, min_value=1, max_value=actions.LONGEST_WAIT, help_text="Hours; with one_first."
    )
    words = Text(required=False, allow_blank=True, max_length=1000)


class AskAnswerBody(Body):
    answer = Code(Answer.choices)
    note = Text(required=False, allow_blank=True, max_length=300)
    not_until = Day(required=False)
    occurrence = Ref(required=False, help_text="Which date, with a yes to a task with several.")


class WhoQuery(Query):
    occurrence = Ref(required=False)


class AskQuery(Paged):
    status = Code(AskStatus.choices, required=False)


def in_full(seat: Seat, row: Any) -> Ask:
    """The ask with what the reader answered and, for who arranges it, how it stands in numbers."""
    row.mine = asking.put_to_me(seat, [row.pk]).get(row.pk)
    counts = row.status != AskStatus.SHOWN and actions.sees_numbers(seat, row)
    row.numbers = asking.numbers([row])[row.pk] if counts else None
    return row  # type: ignore[no-any-return]


def as_now(seat: Seat, pk: UUID) -> Ask:
    """The ask as it stands after a change."""
    return in_full(*ask_for(seat.user, pk, Permission.VIEW))


class Asks(Address):
    @lists(AskLineShape, asks=AskQuery)
    def get(self, pk: UUID) -> InOrder:
        """What was put to me, what I asked and what I arrange, the newest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.asks_seen")
        rows = visible_asks(seat)
        if status := self.asked.get("status"):
            rows = rows.filter(status=status)
        return InOrder(rows, ("-created_at", "-id"))


class WhoFits(Address):
    @lists(ReachedShape, asks=WhoQuery)
    def get(self, pk: UUID) -> list[asking.Reached]:
        """Exactly who would see an ask to everyone who fits, and why."""
        seat, task = task_for(self.user, pk, Permission.ASK, look="networks.task_seen")
        date = promised.date_of(task, self.asked.get("occurrence"))
        if date is None and "occurrence" in self.asked:
            raise NotFromHere("occurrence")
        return asking.who_would_see(seat, task, date, Reach.FITTING)


class AskAdd(Address):
    @adds(AskBody, AskShape, at="ask")
    def post(self, pk: UUID) -> Ask:
        """Put one date, or every open date of a task, to people."""
        seat, _task = task_for(self.user, pk, Permission.ASK)
        given = self.body()
        return in_full(seat, actions.ask(actor=seat, task=pk, reach=Reach(given.pop("reach")), **given))


class OneAsk(Address):
    @reads(AskShape)
    def get(self, pk: UUID) -> Ask:
        """One ask."""
        seat, row = ask_for(self.user, pk, Permission.VIEW)
        trace_look(seat, "networks.ask_seen", row)
        return in_full(seat, row)


class AskAnswer(Address):
    @acts(MyAnswerShape, AskAnswerBody)
    def post(self, pk: UUID) -> Asked:
        """Answer what I was asked. A yes promises; nobody reads who said no."""
        seat, _row = ask_for(self.user, pk, Permission.PROMISE)
        if not asking.put_to_me(seat, [pk]):
            raise Http404
        given = self.body()
        return actions.answer_ask(actor=seat, ask=pk, answer=Answer(given.pop("answer")), **given)


class AskApprove(Address):
    @acts(AskShape)
    def post(self, pk: UUID) -> Ask:
        """Let an ask go out, for who speaks for the client."""
        seat, _row = ask_for(self.user, pk, Permission.SEE_ASK_FIRST)
        self.body()
        actions.approve_ask(actor=seat, ask=pk)
        return as_now(seat, pk)


class AskTakeBack(Address):
    @acts(AskShape)
    def post(self, pk: UUID) -> Ask:
        """Take an ask back. What was promised stays promised."""
        seat, _row = ask_for(self.user, pk, Permission.ASK)
        self.body()
        actions.take_back_ask(actor=seat, ask=pk)
        return as_now(seat, pk)


urlpatterns = [
    path("networks/<uuid:pk>/asks/", Asks.as_view(), name="asks"),
    path("tasks/<uuid:pk>/who-fits/", WhoFits.as_view(), name="who_fits"),
    path("tasks/<uuid:pk>/asks/", AskAdd.as_view(), name="ask_add"),
    path("asks/<uuid:pk>/", OneAsk.as_view(), name="ask"),
    path("asks/<uuid:pk>/answer/", AskAnswer.as_view(), name="ask_answer"),
    path("asks/<uuid:pk>/approve/", AskApprove.as_view(), name="ask_approve"),
    path("asks/<uuid:pk>/take-back/", AskTakeBack.as_view(), name="ask_take_back"),
]
