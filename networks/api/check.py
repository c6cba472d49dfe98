"""Lists of questions for oneself, and one's own results. Nobody else sees them, or that they exist."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, adds, drops, lists, reads
from carenet.lib.rest.fields import Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.actions import check as actions
from networks.api.instrument import DefinitionShape
from networks.measuring import checks as own
from networks.measuring import house
from networks.measuring.instrument import Result
from networks.measuring.offered import Offered, offered
from networks.measuring.own import carer_for
from networks.models import Check


class OfferedShape(DefinitionShape):
    """A list of questions that I can fill in here, with all that is asked."""

    id = serializers.UUIDField()
    by = serializers.CharField(help_text="The organisation that offers it; empty for one of the house.")

    @staticmethod
    def read_id(row: Offered) -> UUID:
        """The id under which it is filled in."""
        return row.id

    @staticmethod
    def read_by(row: Offered) -> str:
        """Who offers it."""
        return row.by


class CheckResultShape(Shape):
    """What answers come to in one score."""

    score = serializers.CharField()
    title = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="Null when too little was answered; never 0.")
    answered = serializers.IntegerField(help_text="How many of its questions count.")
    band = serializers.CharField(help_text="What this part of the range means; empty without one.")

    @staticmethod
    def read_score(row: Result) -> str:
        """The code of the score."""
        return row.score.code

    @staticmethod
    def read_title(row: Result) -> str:
        """Its name."""
        return str(row.score.words)

    @staticmethod
    def read_value(row: Result) -> float | None:
        """The number."""
        return None if row.value is None else float(row.value)

    @staticmethod
    def read_band(row: Result) -> str:
        """The words of its part of the range."""
        return str(row.band.words) if row.band else ""


class CheckShape(Shape):
    """One list of questions as I filled it in. Nobody else sees it, or that it exists."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    instrument = serializers.UUIDField(allow_null=True, help_text="Null when the house offers it no longer.")
    code = serializers.CharField()
    edition = serializers.CharField()
    answers = serializers.DictField(
        child=serializers.CharField(), help_text="Codes of answers by code of question."
    )
    answered_at = serializers.DateTimeField()
    results = CheckResultShape(many=True)

    @staticmethod
    def read_instrument(row: Check) -> UUID | None:
        """The id of the list."""
        if row.instrument_id is not None:
            return row.instrument_id
        now = house.of_the_house().items()
        return next((pk for pk, one in now if one.code == row.code), None)

    @staticmethod
    def read_results(row: Check) -> list[Result]:
        """What the answers come to."""
        return own.told(row).results


class CheckBody(Body):
    instrument = Ref(help_text="The id of a list that is offered here.")
    answers = serializers.DictField(
        child=Text(max_length=40),
        help_text="Codes of answers by code of question. Leave out what stays open.",
    )


class Offers(Address):
    @lists(OfferedShape)
    def get(self, pk: UUID) -> list[Offered]:
        """The lists of questions that I can fill in here for myself."""
        seat, _member = carer_for(self.user, pk)
        return offered(seat)


class Checks(Address):
    @lists(CheckShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """My own results in this network, newest first."""
        seat, _member = carer_for(self.user, pk)
        return InOrder(own.own_checks(seat), ("-answered_at", "-id"))

    @adds(CheckBody, CheckShape, at="check")
    def post(self, pk: UUID) -> Check:
        """Keep for myself what I answered."""
        seat, _member = carer_for(self.user, pk)
        given: dict[str, Any] = self.body()
        return actions.keep_check(actor=seat, **given)


class OneCheck(Address):
    @reads(CheckShape)
    def get(self, pk: UUID) -> Check:
        """One result of my own."""
        return own.own_check_for(self.user, pk)[1]

    @drops()
    def delete(self, pk: UUID) -> None:
        """Erase one result of my own."""
        seat, _row = own.own_check_for(self.user, pk)
        actions.erase_check(actor=seat, check=pk)


urlpatterns = [
    path("networks/<uuid:pk>/instruments/", Offers.as_view(), name="offered_instruments"),
    path("networks/<uuid:pk>/checks/", Checks.as_view(), name="checks"),
    path("checks/<uuid:pk>/", OneCheck.as_view(), name="check"),
]
