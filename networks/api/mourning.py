"""Mourning: that somebody died, confirmed or taken back, and what people do afterwards."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Day, Flag, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import mourning as reading
from networks.actions import mourning as actions
from networks.choices.lifecycle import Arrange
from networks.models import Condolence, Farewell, ThingToArrange


class MourningShape(Shape):
    """How it stands, and what I can do now."""

    said_by = serializers.CharField(allow_null=True, help_text="Who said it; null while nobody did.")
    since = serializers.DateTimeField(allow_null=True, help_text="Nothing is sent since then.")
    died_on = serializers.DateField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    doubted_at = serializers.DateTimeField(allow_null=True, help_text="Since when one says it is not so.")
    remembers = serializers.BooleanField(help_text="Whether the page to remember is open.")
    can_say = serializers.BooleanField()
    can_confirm = serializers.BooleanField()
    can_take_back = serializers.BooleanField()
    can_arrange = serializers.BooleanField()

    @staticmethod
    def read_said_by(now: reading.State) -> str | None:
        return now.row.said_by.name if now.row else None

    @staticmethod
    def read_since(now: reading.State) -> Any:
        return now.row and now.row.since

    @staticmethod
    def read_died_on(now: reading.State) -> Any:
        return now.row and now.row.died_on

    @staticmethod
    def read_confirmed_at(now: reading.State) -> Any:
        return now.row and now.row.confirmed_at

    @staticmethod
    def read_doubted_at(now: reading.State) -> Any:
        return now.row and now.row.doubted_at

    @staticmethod
    def read_remembers(now: reading.State) -> bool:
        return bool(now.row and now.row.remembers)


class FarewellShape(Shape):
    id = serializers.UUIDField()
    author = serializers.CharField(source="author.name")
    text = serializers.CharField()
    since = serializers.DateTimeField()


class CondolenceShape(Shape):
    id = serializers.UUIDField()
    author = serializers.CharField(source="author.name")
    text = serializers.CharField()
    since = serializers.DateTimeField()


class ThingToArrangeShape(Shape):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Arrange.choices)
    words = serializers.CharField()
    taken_by = serializers.CharField(allow_null=True, help_text="The name of who does it.")
    done_at = serializers.DateTimeField(allow_null=True)

    @staticmethod
    def read_taken_by(thing: ThingToArrange) -> str | None:
        return thing.taken_by.name if thing.taken_by else None


class DiedBody(Body):
    died_on = Day(required=False, allow_null=True)


class FarewellBody(Body):
    text = Text(max_length=4000)


class CondolenceBody(Body):
    text = Text(max_length=2000)


class ArrangeBody(Body):
    words = Text(max_length=200)


class ArrangedBody(Body):
    takes = Flag(required=False, help_text="Whether I do it.")
    done = Flag(required=False)


class OpenBody(Body):
    opened = Flag()


class MourningOf(Address):
    @reads(MourningShape)
    def get(self, pk: UUID) -> reading.State:
        """How it stands: nothing said, said, or confirmed; and what I can do."""
        return reading.state(reading.mourner_for(self.user, pk, look="networks.mourning_seen"))

    @acts(MourningShape, DiedBody)
    def post(self, pk: UUID) -> reading.State:
        """Say that the person has died. From this moment nothing is sent."""
        seat = reading.mourner_for(self.user, pk, near=True)
        actions.say_died(actor=seat, **self.body())
        return reading.state(reading.mourner_for(self.user, pk))


class ConfirmMourning(Address):
    @acts(MourningShape)
    def post(self, pk: UUID) -> reading.State:
        """Confirm it as a second person: the network ends."""
        seat = reading.mourner_for(self.user, pk, near=True)
        self.body()
        actions.confirm_died(actor=seat)
        return reading.state(reading.mourner_for(self.user, pk))


class TakeBackMourning(Address):
    @acts(MourningShape)
    def post(self, pk: UUID) -> reading.State:
        """Say that it is not so: alone before it was confirmed, with two afterwards."""
        seat = reading.mourner_for(self.user, pk)
        self.body()
        actions.take_back_death(actor=seat)
        return reading.state(reading.mourner_for(self.user, pk))


class WriteFarewell(Address):
    @adds(FarewellBody, FarewellShape)
    def post(self, pk: UUID) -> Farewell:
        """Write the one message to everybody who took part."""
        seat = reading.mourner_for(self.user, pk, near=True)
        return actions.write_farewell(actor=seat, **self.body())


class OpenMemories(Address):
    @acts(MourningShape, OpenBody)
    def post(self, pk: UUID) -> reading.State:
        """Open the page to remember, or close it."""
        seat = reading.mourner_for(self.user, pk, near=True)
        actions.open_memories(actor=seat, **self.body())
        return reading.state(seat)


class Condolences(Address):
    @lists(CondolenceShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """What people wrote on the page to remember, in its order."""
        seat, _row = reading.remembering(self.user, pk, look="networks.memories_seen")
        return InOrder(reading.condolences(seat.network), ("since", "id"))

    @adds(CondolenceBody, CondolenceShape)
    def post(self, pk: UUID) -> Condolence:
        """Write some words on the page to remember."""
        seat, _row = reading.remembering(self.user, pk)
        return actions.write_condolence(actor=seat, **self.body())


class TakeBackCondolence(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take words back."""
        seat, words = reading.condolence_for(self.user, pk)
        self.body()
        actions.take_back_condolence(actor=seat, condolence=words.pk)


class ThingsToArrange(Address):
    @lists(ThingToArrangeShape)
    def get(self, pk: UUID) -> list[ThingToArrange]:
        """What has to be arranged, what is still to do first."""
        seat = reading.mourner_for(self.user, pk, near=True, look="networks.mourning_seen")
        return reading.things_to_arrange(seat.network)

    @adds(ArrangeBody, ThingToArrangeShape)
    def post(self, pk: UUID) -> ThingToArrange:
        """Add something to arrange."""
        seat = reading.mourner_for(self.user, pk, near=True)
        return actions.add_to_arrange(actor=seat, **self.body())


class BeginArranging(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Begin the list with what there usually is."""
        seat = reading.mourner_for(self.user, pk, near=True)
        self.body()
        actions.begin_arranging(actor=seat)


class ArrangeThing(Address):
    @acts(ThingToArrangeShape, ArrangedBody)
    def post(self, pk: UUID) -> ThingToArrange:
        """Take something upon me or leave it again, or say that it is done or not."""
        seat, thing = reading.thing_for(self.user, pk)
        return actions.arrange(actor=seat, thing=thing.pk, **self.body())


urlpatterns = [
    path("networks/<uuid:pk>/mourning/", MourningOf.as_view(), name="mourning"),
    path("networks/<uuid:pk>/mourning/confirm/", ConfirmMourning.as_view(), name="mourning_confirm"),
    path("networks/<uuid:pk>/mourning/take-back/", TakeBackMourning.as_view(), name="mourning_take_back"),
    path("networks/<uuid:pk>/farewell/", WriteFarewell.as_view(), name="farewell"),
    path("networks/<uuid:pk>/memories/", Condolences.as_view(), name="memories"),
    path("networks/<uuid:pk>/memories/open/", OpenMemories.as_view(), name="memories_open"),
    path("condolences/<uuid:pk>/take-back/", TakeBackCondolence.as_view(), name="condolence_take_back"),
    path("networks/<uuid:pk>/arrange/", ThingsToArrange.as_view(), name="arrange_add"),
    path("networks/<uuid:pk>/arrange/begin/", BeginArranging.as_view(), name="arrange_begin"),
    path("arrange/<uuid:pk>/", ArrangeThing.as_view(), name="arrange"),
]
