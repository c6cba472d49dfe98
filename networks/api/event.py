"""What happens in a life, with its list of what is to be looked at together."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import happened
from networks.access import network_for
from networks.actions import event as actions
from networks.actions.need import may_restrict
from networks.api.need import AudienceBody
from networks.choices import Visibility
from networks.choices.event import EventKind, StepKind, StepState
from networks.doors import event_for, step_for
from networks.models import LifeEvent
from networks.standing import Permission, Seat


class EventStepShape(Shape):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(StepKind.choices)
    words = serializers.CharField(help_text="In somebody's own words; for other kinds empty.")
    state = serializers.ChoiceField(StepState.choices)
    said_by = serializers.CharField(allow_null=True, help_text="The name of who said how it stands.")
    said_at = serializers.DateTimeField(allow_null=True)

    @staticmethod
    def read_said_by(step: Any) -> str | None:
        return str(step.said_by) if step.said_by else None


class LifeEventShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    kind = serializers.ChoiceField(EventKind.choices)
    about = serializers.UUIDField(
        allow_null=True, source="about_id", help_text="The member to whom it happens."
    )
    happens_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    author = serializers.CharField(source="author.name", help_text="The name of who wrote it.")
    visibility = serializers.ChoiceField(Visibility.choices)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True, help_text="When its list was put away.")
    version = serializers.IntegerField()


class LifeEventInFullShape(LifeEventShape):
    steps = EventStepShape(many=True, source="steps_now")
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        source="named_ids",
        help_text="Members who may read it, for who may change that; null for everybody else.",
    )


class DaysBody(Body):
    happens_on = Day()
    ends_on = Day(required=False, allow_null=True)
    words = Text(required=False, allow_blank=True, max_length=500)


class EventBody(DaysBody, AudienceBody):
    kind = Code(EventKind.choices)
    about = Ref(required=False, help_text="For what happens to somebody who helps.")


class EventStepBody(Body):
    words = Text(max_length=200)


class StateBody(Body):
    state = Code(StepState.choices)


class EventQuery(Paged):
    which = Code([("now", "now"), ("put_away", "put away")], required=False, default="now")


def in_full(seat: Seat, event: Any) -> LifeEvent:
    """The event with its list and, for who may change it, the members it is restricted to."""
    event.steps_now = [step.row for step in happened.steps(seat, event)]
    restricts = may_restrict(seat, event)
    event.named_ids = list(event.named.values_list("pk", flat=True)) if restricts else None
    return event  # type: ignore[no-any-return]


class Events(Address):
    @lists(LifeEventShape, asks=EventQuery)
    def get(self, pk: UUID) -> InOrder:
        """What happens (or happened and was put away) and I may read, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.events_seen")
        rows = happened.events(seat, put_away=self.asked["which"] == "put_away")
        return InOrder(rows, ("-happens_on", "-since", "-id"))

    @adds(EventBody, LifeEventInFullShape, at="event")
    def post(self, pk: UUID) -> LifeEvent:
        """Write down what happens. It starts a short list of what to look at together."""
        seat = network_for(self.user, pk, Permission.WRITE_NOTE)
        return in_full(seat, actions.write_event(actor=seat, **self.body()))


class OneEvent(Address):
    @reads(LifeEventInFullShape)
    def get(self, pk: UUID) -> LifeEvent:
        """One event with its list."""
        return in_full(*event_for(self.user, pk, Permission.VIEW, look="networks.event_seen"))

    @revises(DaysBody, LifeEventInFullShape)
    def patch(self, pk: UUID) -> LifeEvent:
        """Change the days or the words."""
        seat, event = event_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        row = actions.revise_event(actor=seat, event=pk, version=self.version_of(event), **given)
        return in_full(seat, row)


class EventAudience(Address):
    @acts(LifeEventInFullShape, AudienceBody, minds_version=True)
    def post(self, pk: UUID) -> LifeEvent:
        """Change who may read it."""
        seat, event = event_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        row = actions.restrict_event(actor=seat, event=pk, version=self.version_of(event), **given)
        return in_full(seat, row)


class PutAway(Address):
    @acts(LifeEventInFullShape)
    def post(self, pk: UUID) -> LifeEvent:
        """Put the list away."""
        seat, _event = event_for(self.user, pk, Permission.WRITE_NOTE)
        self.body()
        return in_full(seat, actions.put_away_event(actor=seat, event=pk))


class TakeUp(Address):
    @acts(LifeEventInFullShape)
    def post(self, pk: UUID) -> LifeEvent:
        """Take a list up again that was put away."""
        seat, _event = event_for(self.user, pk, Permission.WRITE_NOTE)
        self.body()
        return in_full(seat, actions.take_up_event(actor=seat, event=pk))


class EventSteps(Address):
    @adds(EventStepBody, LifeEventInFullShape)
    def post(self, pk: UUID) -> LifeEvent:
        """Add a line of one's own to the list. The whole list."""
        seat, event = event_for(self.user, pk, Permission.WRITE_NOTE)
        actions.add_step(actor=seat, event=pk, **self.body())
        return in_full(seat, event)


class OneStep(Address):
    @acts(EventStepShape, StateBody)
    def post(self, pk: UUID) -> Any:
        """Say of a line that it is done, not needed, or still to do."""
        seat, _step = step_for(self.user, pk, Permission.WRITE_NOTE)
        return actions.say_step(actor=seat, step=pk, state=StepState(self.body()["state"]))


urlpatterns = [
    path("networks/<uuid:pk>/events/", Events.as_view(), name="events"),
    path("events/<uuid:pk>/", OneEvent.as_view(), name="event"),
    path("events/<uuid:pk>/audience/", EventAudience.as_view(), name="event_audience"),
    path("events/<uuid:pk>/put-away/", PutAway.as_view(), name="event_put_away"),
    path("events/<uuid:pk>/take-up/", TakeUp.as_view(), name="event_take_up"),
    path("events/<uuid:pk>/steps/", EventSteps.as_view(), name="event_steps"),
    path("event-steps/<uuid:pk>/", OneStep.as_view(), name="event_step"),
]
