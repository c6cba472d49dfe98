"""A carer's own answers, how often they are asked, and telling people that one would like relief."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, drops, lists, reads
from carenet.lib.rest.fields import Code, Ref
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import pulse as actions
from networks.choices.pulse import Every, HowLong, ReliefTo
from networks.measuring import own
from networks.models import Pulse, PulseRhythm, Relief
from networks.standing import Permission


class PulseShape(Shape):
    """One answer of my own. Nobody else sees it, or that it exists."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    answer = serializers.ChoiceField(HowLong.choices)
    answered_at = serializers.DateTimeField()


class PulseBody(Body):
    answer = Code(HowLong.choices)


class PulseRhythmShape(Shape):
    weeks = serializers.ChoiceField(Every.choices, help_text="Every so many weeks; 0 is never.")
    due_on = serializers.DateField(allow_null=True, help_text="From this day on the question waits for me.")


class PulseRhythmBody(Body):
    weeks = serializers.ChoiceField(Every.choices)


class ReliefShape(Shape):
    """That somebody would like relief: my own word, or what somebody told me."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    member = serializers.UUIDField(source="member_id")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class ReliefBody(Body):
    to = Code(ReliefTo.choices)
    members = serializers.ListField(
        child=Ref(), required=False, max_length=200, help_text="The people I choose."
    )


class Pulses(Address):
    @lists(PulseShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """My own answers in this network, newest first."""
        seat, _member = own.carer_for(self.user, pk)
        return InOrder(own.own_answers(seat), ("-answered_at", "-id"))

    @adds(PulseBody, PulseShape, at="pulse")
    def post(self, pk: UUID) -> Pulse:
        """Answer how long I can go on when things stay as they are."""
        seat, _member = own.carer_for(self.user, pk)
        return actions.say_how_long(actor=seat, **self.body())


class OnePulse(Address):
    @reads(PulseShape)
    def get(self, pk: UUID) -> Pulse:
        """One answer of my own."""
        return own.own_answer_for(self.user, pk)[1]

    @drops()
    def delete(self, pk: UUID) -> None:
        """Erase one answer of my own."""
        seat, _row = own.own_answer_for(self.user, pk)
        actions.erase_pulse(actor=seat, pulse=pk)


class Rhythm(Address):
    @reads(PulseRhythmShape)
    def get(self, pk: UUID) -> PulseRhythm:
        """How often I am asked."""
        _seat, member = own.carer_for(self.user, pk)
        return own.rhythm_of(member) or PulseRhythm(weeks=Every.NEVER)

    @acts(PulseRhythmShape, PulseRhythmBody)
    def post(self, pk: UUID) -> PulseRhythm:
        """Say how often I want to be asked."""
        seat, _member = own.carer_for(self.user, pk)
        return actions.set_rhythm(actor=seat, **self.body())


class SkipPulse(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Not now: I am asked again at the next time of my rhythm."""
        seat, _member = own.carer_for(self.user, pk)
        self.body()
        actions.skip_pulse(actor=seat)


class Reliefs(Address):
    @lists(ReliefShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Who would like relief and told me, and my own words of it."""
        seat = network_for(self.user, pk, Permission.VIEW)
        return InOrder(own.known_relief(seat), ("-since", "-id"))

    @adds(ReliefBody, ReliefShape, at="relief")
    def post(self, pk: UUID) -> Relief:
        """Tell people that I would like relief: that, and nothing more."""
        seat, _member = own.carer_for(self.user, pk)
        given: dict[str, Any] = self.body()
        return actions.tell_relief(actor=seat, **given)


class OneRelief(Address):
    @reads(ReliefShape)
    def get(self, pk: UUID) -> Relief:
        """That somebody would like relief, when they told me, or my own."""
        return own.relief_for(self.user, pk)[1]


class TakeBackRelief(Address):
    @acts(ReliefShape)
    def post(self, pk: UUID) -> Relief:
        """Take back that I would like relief. Whoever was told sees it no longer."""
        seat, _row = own.own_relief_for(self.user, pk)
        self.body()
        return actions.take_back_relief(actor=seat, relief=pk)


urlpatterns = [
    path("networks/<uuid:pk>/pulse/", Pulses.as_view(), name="pulses"),
    path("networks/<uuid:pk>/pulse/rhythm/", Rhythm.as_view(), name="pulse_rhythm"),
    path("networks/<uuid:pk>/pulse/skip/", SkipPulse.as_view(), name="pulse_skip"),
    path("networks/<uuid:pk>/relief/", Reliefs.as_view(), name="reliefs"),
    path("pulse/<uuid:pk>/", OnePulse.as_view(), name="pulse"),
    path("relief/<uuid:pk>/", OneRelief.as_view(), name="relief"),
    path("relief/<uuid:pk>/take-back/", TakeBackRelief.as_view(), name="relief_take_back"),
]
