"""Dates of what is to be done: read, changed, called off and planned again, alone or with the others."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists, reads
from carenet.lib.rest.fields import Code, Moment, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import planned
from networks.access import network_for
from networks.actions import occurrence as actions
from networks.actions.series import LONGEST, TEXTS
from networks.api.task import Wall
from networks.choices import OccurrenceStatus, SeriesPart
from networks.doors import occurrence_for
from networks.models import Member, Occurrence, Promise
from networks.rhythm import to_wall
from networks.rrule import LONGEST_RULE
from networks.standing import Permission, Seat

WHICH = [("all", "all"), ("open", "open"), ("mine", "mine")]


class PlaceShape(Shape):
    name = serializers.CharField()
    member = serializers.UUIDField(allow_null=True, help_text="Who promised it.")


class OccurrenceShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    task = serializers.UUIDField(source="task_id")
    slot = serializers.DateTimeField(help_text="When its rhythm puts it, in UTC; its name in a series.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(OccurrenceStatus.choices)
    reason = serializers.CharField(help_text="Why it was called off.")
    title = serializers.CharField()
    where = serializers.CharField()
    bring = serializers.CharField()
    avoid = serializers.CharField()
    address = serializers.CharField(help_text="For who promised it, until it is over; else empty.")
    moved = serializers.BooleanField(help_text="Moved by hand, away from its rhythm.")
    places = PlaceShape(many=True)
    seeking = serializers.ListField(child=serializers.UUIDField(), help_text="Who looks for somebody.")
    stand_ins = serializers.ListField(child=serializers.UUIDField())
    free = serializers.IntegerField(help_text="How many places nobody has.")
    sequence = serializers.IntegerField()
    version = serializers.IntegerField()

    @staticmethod
    def read_places(row: Any) -> list[dict[str, Any]]:
        return [_Place(name, who) for name, who in row.places]  # type: ignore[misc]

    @staticmethod
    def read_seeking(row: Any) -> list[UUID]:
        return [promise.member_id for promise in row.seeking]

    @staticmethod
    def read_stand_ins(row: Any) -> list[UUID]:
        return [promise.member_id for promise in row.stand_ins]

    @staticmethod
    def read_title(row: Occurrence) -> str:
        return row.own("title")

    @staticmethod
    def read_where(row: Occurrence) -> str:
        return row.own("where")

    @staticmethod
    def read_bring(row: Occurrence) -> str:
        return row.own("bring")

    @staticmethod
    def read_avoid(row: Occurrence) -> str:
        return row.own("avoid")


class _Place:
    """What the shape of a place reads."""

    def __init__(self, name: str, who: Promise | None) -> None:
        self.name = name
        self.member: UUID | Member | None = who.member_id if who else None


class ChangeBody(Body):
    part = Code(SeriesPart.choices, required=False, default=SeriesPart.ONLY.value)
    starts = Wall(required=False, help_text="As it was, when left out.")
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST)
    rule = Text(required=False, max_length=LONGEST_RULE, help_text="Another RRULE, only with from_here.")
    title = Text(required=False, max_length=120)
    where = Text(required=False, allow_blank=True, max_length=120)
    bring = Text(required=False, allow_blank=True, max_length=500)
    avoid = Text(required=False, allow_blank=True, max_length=500)


class CancelBody(Body):
    part = Code(SeriesPart.choices, required=False, default=SeriesPart.ONLY.value)
    reason = Text(required=False, allow_blank=True, max_length=200)


class RestoreBody(Body):
    part = Code(
        SeriesPart.choices,
        required=False,
        default=SeriesPart.ONLY.value,
        help_text="Anything but only: all that were called off together with it.",
    )


class OccurrenceQuery(Paged):
    task = Ref(required=False)
    which = Code(WHICH, required=False, default="all", help_text="Those with a free place, or your own.")
    since = Moment(required=False, help_text="Dates that are not over by then; now when left out.")
    until = Moment(required=False, help_text="Dates that begin before.")


def dressed(seat: Seat, pk: UUID) -> Occurrence:
    """The date as it stands after a change."""
    _seat, row = occurrence_for(seat.user, pk, Permission.VIEW)
    _dress(seat, [row])
    return row


class Occurrences(Address):
    @lists(OccurrenceShape, asks=OccurrenceQuery)
    def get(self, pk: UUID) -> InOrder:
        """Dates of what is to be done, the first one first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.tasks_seen")
        rows = planned.some_dates(
            seat, self.asked["which"], since=self.asked.get("since"), until=self.asked.get("until")
        )
        if task := self.asked.get("task"):
            rows = rows.filter(task=task)
        return InOrder(rows, ("starts_at", "id"), lambda found: _dress(seat, found))


def _dress(seat: Seat, rows: list[Any]) -> None:
    planned.dressed(seat, rows)


class OneOccurrence(Address):
    @reads(OccurrenceShape)
    def get(self, pk: UUID) -> Occurrence:
        """One date."""
        seat, row = occurrence_for(self.user, pk, Permission.VIEW, look="networks.date_seen")
        _dress(seat, [row])
        return row


class ChangeOccurrence(Address):
    @acts(OccurrenceShape, ChangeBody, minds_version=True)
    def post(self, pk: UUID) -> Occurrence:
        """Change a date, alone, from here on, or all dates to come."""
        seat, row = occurrence_for(self.user, pk, Permission.ASK)
        given = self.body()
        as_it_was: dict[str, Any] = {
            "starts": to_wall(row.starts_at, row.task.zone),
            "minutes": planned.minutes_of(row),
            **{name: row.own(name) for name in TEXTS if name != "title"},
        }
        actions.change_date(actor=seat, occurrence=pk, version=self.version_of(row), **(as_it_was | given))
        return dressed(seat, pk)


class CancelOccurrence(Address):
    @acts(OccurrenceShape, CancelBody, minds_version=True)
    def post(self, pk: UUID) -> Occurrence:
        """Call a date off, alone, from here on, or all dates to come."""
        seat, row = occurrence_for(self.user, pk, Permission.ASK)
        given = self.body()
        actions.cancel_date(actor=seat, occurrence=pk, version=self.version_of(row), **given)
        return dressed(seat, pk)


class RestoreOccurrence(Address):
    @acts(OccurrenceShape, RestoreBody, minds_version=True)
    def post(self, pk: UUID) -> Occurrence:
        """Plan a date again that was called off, or all that were called off together with it."""
        seat, row = occurrence_for(self.user, pk, Permission.ASK)
        given = self.body()
        actions.restore_date(actor=seat, occurrence=pk, version=self.version_of(row), **given)
        return dressed(seat, pk)


urlpatterns = [
    path("networks/<uuid:pk>/dates/", Occurrences.as_view(), name="occurrences"),
    path("dates/<uuid:pk>/", OneOccurrence.as_view(), name="occurrence"),
    path("dates/<uuid:pk>/change/", ChangeOccurrence.as_view(), name="occurrence_change"),
    path("dates/<uuid:pk>/call-off/", CancelOccurrence.as_view(), name="occurrence_cancel"),
    path("dates/<uuid:pk>/plan-again/", RestoreOccurrence.as_view(), name="occurrence_restore"),
]
