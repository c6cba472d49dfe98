"""The wheel of parts of life: what the client said of each, then and now, and who may read it."""

from datetime import datetime
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Moment, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Query, Shape
from networks.access import network_for
from networks.actions import wheel as actions
from networks.api.need import AudienceBody
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.measuring import wheel_words as found
from networks.measuring.wheel import Spoke
from networks.models import WheelWord
from networks.standing import Permission

SEEN = "networks.wheel_seen"
HOW_WELL = [*HowWell.choices, ("", "rather not said")]


class WheelWordShape(Shape):
    """One thing the client said of a part of life, in own words."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    domain = serializers.UUIDField(source="domain_id", help_text="The part of life.")
    words = serializers.CharField()
    how_well = serializers.ChoiceField(HOW_WELL)
    author = serializers.CharField(
        source="author.name", help_text="The client, or who wrote it down for them."
    )
    visibility = serializers.ChoiceField(Visibility.choices)
    said_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class WheelWordInFullShape(WheelWordShape):
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        source="named_ids",
        help_text="Members who may read it, for who may change that; null for everybody else.",
    )


class SpokeShape(Shape):
    """One part of life: what was said of it last by then, and by now. There is no sum of them."""

    domain = serializers.UUIDField(source="part.pk")
    name = serializers.CharField(help_text="In the language of the request.")
    then = WheelWordShape(allow_null=True)
    now = WheelWordShape(allow_null=True)

    @staticmethod
    def read_name(spoke: Spoke) -> str:
        return str(spoke.part.label)


class WheelWordBody(AudienceBody):
    domain = Ref()
    words = Text(max_length=500)
    how_well = Code(HowWell.choices, required=False, help_text="Leave it out to rather not say.")


class WheelWordQuery(Paged):
    domain = Ref(required=False)


class SpokeQuery(Query):
    then = Moment(required=False, help_text="The moment to look back to.")
    now = Moment(required=False, help_text="The later moment; without it, this moment.")


class WheelWords(Address):
    @lists(WheelWordShape, asks=WheelWordQuery)
    def get(self, pk: UUID) -> InOrder:
        """Everything that was said of parts of life and that I may read, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look=SEEN)
        return InOrder(found.said_before(seat, self.asked.get("domain")), ("-said_at", "-id"))

    @adds(WheelWordBody, WheelWordInFullShape, at="wheel_word")
    def post(self, pk: UUID) -> WheelWord:
        """Say something of a part of life, as or for the client."""
        seat = found.speaker_for(self.user, pk)
        return found.with_named(seat, actions.say_of_life(actor=seat, **self.body()))


class WheelSpokes(Address):
    @lists(SpokeShape, asks=SpokeQuery)
    def get(self, pk: UUID) -> list[Spoke]:
        """Each part of life, with what was said of it last by then and by now, as far as I may read it."""
        seat = network_for(self.user, pk, Permission.VIEW, look=SEEN)
        now: datetime = self.asked.get("now") or seat.at
        return found.spokes_at(seat, self.asked.get("then"), now)


class OneWheelWord(Address):
    @reads(WheelWordInFullShape)
    def get(self, pk: UUID) -> WheelWord:
        """One thing that was said."""
        seat, row = found.word_for(self.user, pk)
        network_for(self.user, seat.network.pk, Permission.VIEW, look=SEEN)
        return found.with_named(seat, row)


class WheelWordAudience(Address):
    @acts(WheelWordInFullShape, AudienceBody, minds_version=True)
    def post(self, pk: UUID) -> WheelWord:
        """Change who may read what was said."""
        seat, row = found.word_for(self.user, pk, own=True)
        given = self.body()
        changed = actions.restrict_wheel_word(actor=seat, word=pk, version=self.version_of(row), **given)
        return found.with_named(seat, changed)


class TakeBackWheelWord(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take back what was said: it is gone, for everybody."""
        seat, _row = found.word_for(self.user, pk, own=True)
        self.body()
        actions.take_back_wheel_word(actor=seat, word=pk)


urlpatterns = [
    path("networks/<uuid:pk>/wheel/", WheelWords.as_view(), name="wheel_words"),
    path("networks/<uuid:pk>/wheel/spokes/", WheelSpokes.as_view(), name="wheel_spokes"),
    path("wheel/<uuid:pk>/", OneWheelWord.as_view(), name="wheel_word"),
    path("wheel/<uuid:pk>/audience/", WheelWordAudience.as_view(), name="wheel_audience"),
    path("wheel/<uuid:pk>/take-back/", TakeBackWheelWord.as_view(), name="wheel_take_back"),
]
