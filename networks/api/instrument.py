"""Lists of questions that an organisation offers, because it has the right to. No answers of anybody."""

import json
from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Flag, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.actions import instrument as actions
from networks.measuring import offered
from networks.measuring.document import SELF
from networks.measuring.instrument import Answer, Band, Definition, Item, Score
from networks.measuring.offered import Offered
from networks.models import Instrument


class InstrumentAnswerShape(Shape):
    code = serializers.CharField()
    words = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="Null: this answer counts in no score.")
    lead = serializers.BooleanField(help_text="Help could be welcome.")

    @staticmethod
    def read_words(row: Answer) -> str:
        """In the reader's language."""
        return str(row.words)

    @staticmethod
    def read_value(row: Answer) -> float | None:
        """Its points."""
        return None if row.value is None else float(row.value)


class InstrumentItemShape(Shape):
    code = serializers.CharField()
    words = serializers.CharField()
    hint = serializers.CharField()
    reversed = serializers.BooleanField(source="turned", help_text="Its points count the other way round.")
    help = serializers.CharField(help_text="Where help could begin; empty when it does not say.")
    answers = InstrumentAnswerShape(many=True)

    @staticmethod
    def read_words(row: Item) -> str:
        """In the reader's language."""
        return str(row.words)

    @staticmethod
    def read_hint(row: Item) -> str:
        """In the reader's language."""
        return str(row.hint or "")

    @staticmethod
    def read_help(row: Item) -> str:
        """The code of where help could begin."""
        return row.helps.value if row.helps else ""


class InstrumentBandShape(Shape):
    low = serializers.FloatField()
    high = serializers.FloatField()
    words = serializers.CharField()

    @staticmethod
    def read_low(row: Band) -> float:
        """Its lower end, included."""
        return float(row.low)

    @staticmethod
    def read_high(row: Band) -> float:
        """Its upper end, included."""
        return float(row.high)

    @staticmethod
    def read_words(row: Band) -> str:
        """In the reader's language."""
        return str(row.words)


class InstrumentScoreShape(Shape):
    code = serializers.CharField()
    title = serializers.CharField()
    method = serializers.CharField(help_text="sum, mean or count.")
    items = serializers.ListField(child=serializers.CharField(), help_text="Codes of its questions.")
    least = serializers.IntegerField(help_text="With fewer answers there is no score.")
    low = serializers.FloatField()
    high = serializers.FloatField()
    meaning = serializers.CharField()
    bands = InstrumentBandShape(many=True)

    @staticmethod
    def read_title(row: Score) -> str:
        """In the reader's language."""
        return str(row.words)

    @staticmethod
    def read_method(row: Score) -> str:
        """Its code."""
        return row.method.value

    @staticmethod
    def read_items(row: Score) -> list[str]:
        """The codes of its questions."""
        return list(row.items)

    @staticmethod
    def read_low(row: Score) -> float:
        """The lowest it can be."""
        return float(row.low)

    @staticmethod
    def read_high(row: Score) -> float:
        """The highest it can be."""
        return float(row.high)

    @staticmethod
    def read_meaning(row: Score) -> str:
        """In the reader's language."""
        return str(row.meaning)


class DefinitionShape(Shape):
    """A list of questions as people get it, in the reader's language where it has that."""

    code = serializers.CharField(source="definition.code")
    edition = serializers.CharField(source="definition.edition")
    language = serializers.CharField(source="definition.language")
    title = serializers.CharField()
    about = serializers.CharField()
    items = InstrumentItemShape(many=True, source="definition.items")
    scores = InstrumentScoreShape(many=True, source="definition.scores")
    citation = serializers.CharField(source="definition.citation")
    licence = serializers.CharField()
    source = serializers.CharField(help_text="Where the licence is stated.")  # type: ignore[assignment]
    note = serializers.CharField()
    weeks = serializers.IntegerField(source="definition.weeks", allow_null=True)
    seen_by = serializers.CharField(help_text="Always self: nobody else sees what is filled in.")

    @staticmethod
    def read_title(row: Offered) -> str:
        """In the reader's language."""
        return str(row.definition.title)

    @staticmethod
    def read_about(row: Offered) -> str:
        """In the reader's language."""
        return str(row.definition.about)

    @staticmethod
    def read_licence(row: Offered) -> str:
        """In the reader's language."""
        return str(row.definition.licence)

    @staticmethod
    def read_source(row: Offered) -> str:
        """Where the licence is stated."""
        return row.definition.source

    @staticmethod
    def read_note(row: Offered) -> str:
        """In the reader's language."""
        return str(row.definition.note or "")

    @staticmethod
    def read_seen_by(_row: Offered) -> str:
        """The person alone."""
        return SELF


class InstrumentShape(Shape):
    """A list of questions as its organisation keeps it."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    code = serializers.CharField()
    edition = serializers.CharField()
    ground = serializers.CharField(help_text="Why the organisation may use it.")
    document = serializers.DictField(help_text="The whole definition.")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class DocumentBody(Body):
    document = serializers.DictField(help_text="The whole definition, as docs/instruments.md says.")


class InstrumentBody(DocumentBody):
    ground = Text(max_length=1000, help_text="Why the organisation may use it.")
    sure = Flag(help_text="True: we have the right to use it.")


class Instruments(Address):
    @lists(InstrumentShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """The lists that an organisation offers or offered."""
        return InOrder(offered.instruments(offered.office_of(self.user, pk)), ("-since", "-id"))

    @adds(InstrumentBody, InstrumentShape, at="instrument")
    def post(self, pk: UUID) -> Instrument:
        """Offer a list in our networks. An earlier edition with the same code ends."""
        office = offered.office_of(self.user, pk)
        given: dict[str, Any] = self.body()
        return actions.add_instrument(actor=office, **given | {"document": json.dumps(given["document"])})


class PreviewInstrument(Address):
    @acts(DefinitionShape, DocumentBody)
    def post(self, pk: UUID) -> Offered:
        """See what people would get, and everything that is wrong in it. Nothing is kept."""
        offered.office_of(self.user, pk)
        found: Definition = offered.read_or_refuse(json.dumps(self.body()["document"]))
        return Offered(pk, found)


class OneInstrument(Address):
    @reads(InstrumentShape)
    def get(self, pk: UUID) -> Instrument:
        """One list of an organisation."""
        return offered.instrument_for(self.user, pk)[1]


class EndInstrument(Address):
    @acts(InstrumentShape)
    def post(self, pk: UUID) -> Instrument:
        """Offer it no longer. Who filled it in still reads their own results."""
        office, _row = offered.instrument_for(self.user, pk)
        self.body()
        return actions.end_instrument(actor=office, instrument=pk)


urlpatterns = [
    path("organisations/<uuid:pk>/instruments/", Instruments.as_view(), name="instruments"),
    path(
        "organisations/<uuid:pk>/instruments/preview/", PreviewInstrument.as_view(), name="instrument_preview"
    ),
    path("instruments/<uuid:pk>/", OneInstrument.as_view(), name="instrument"),
    path("instruments/<uuid:pk>/end/", EndInstrument.as_view(), name="instrument_end"),
]
