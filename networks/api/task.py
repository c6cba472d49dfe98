"""What is to be done: tasks with their rhythm, and the kinds of things to do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import FIRST_YEAR, LAST_YEAR, Code, Flag, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import planned
from networks.access import network_for
from networks.actions import activity as activity_actions
from networks.actions import task as actions
from networks.actions.series import LONGEST
from networks.choices import Rotation, Side, TaskStatus, TaskWhen
from networks.doors import activity_for, task_for
from networks.models import Activity, Task
from networks.rhythm import to_wall
from networks.rrule import LONGEST_RULE
from networks.standing import Permission, Seat

MOST_TURNS = 50


@extend_schema_field({"type": "string", "example": "2026-12-01T10:00"})
class Wall(serializers.Field[datetime, Any, str, Any]):
    """A day and a time on the clock of the network, without an offset, such as 2026-12-01T10:00."""

    default_error_messages = {
        "invalid": _("Write a day and a time without an offset, such as 2026-12-01T10:00."),
        "range": _("Choose a year from 1900 to 2199."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            wall = parse_datetime(data) if isinstance(data, str) and data.isascii() else None
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None:
            self.fail("invalid")
        if not FIRST_YEAR < wall.year < LAST_YEAR:
            self.fail("range")
        return wall.replace(second=0, microsecond=0)

    def to_representation(self, value: Any) -> str:
        return str(value)


class ActivityShape(Shape):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")
    own = serializers.BooleanField(help_text="Added by this network.")
    minutes = serializers.IntegerField(help_text="How long it usually takes.")
    places = serializers.ListField(child=serializers.CharField(), help_text="Who is usually wanted.")

    @staticmethod
    def read_name(row: Activity) -> str:
        return str(row.label)

    @staticmethod
    def read_own(row: Activity) -> bool:
        return row.network_id is not None


class TaskLineShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    need = serializers.UUIDField(allow_null=True, source="readable_need", help_text="If you may read it.")
    activity = serializers.UUIDField(source="activity_id")
    title = serializers.CharField()
    where = serializers.CharField()
    places = serializers.ListField(child=serializers.CharField(), help_text="One name for each place.")
    when = serializers.ChoiceField(TaskWhen.choices)
    starts = serializers.DateTimeField(help_text="The first date, in UTC.")
    wall = serializers.CharField(help_text="The same on the clock of its time zone.")
    time_zone = serializers.CharField()
    rule = serializers.CharField(help_text="An RRULE without DTSTART; its last day is a day on the clock.")
    words = serializers.CharField(help_text="When it is, in the language of the request.")
    minutes = serializers.IntegerField()
    status = serializers.ChoiceField(TaskStatus.choices)
    for_client = serializers.BooleanField(help_text="Written by, or for, the client.")
    version = serializers.IntegerField()

    @staticmethod
    def read_wall(row: Task) -> str:
        return to_wall(row.starts, row.zone).isoformat(timespec="minutes")

    @staticmethod
    def read_words(row: Task) -> str:
        return planned.when(row)


class TaskShape(TaskLineShape):
    author = serializers.CharField(source="author.name", help_text="The name of who wrote it down.")
    bring = serializers.CharField()
    avoid = serializers.CharField()
    address = serializers.CharField(
        allow_null=True, source="seen_address", help_text="For its author and who speaks for the client."
    )
    skipped = serializers.ListField(child=serializers.DateTimeField(), help_text="Dates left out, in UTC.")
    skip_holidays = serializers.BooleanField()
    rotation = serializers.ChoiceField(Rotation.choices)
    turns = serializers.ListField(child=serializers.UUIDField(), source="turn_ids")
    only_side = serializers.ChoiceField(Side.choices, allow_blank=True)
    rule_words = serializers.CharField()
    continues = serializers.UUIDField(
        allow_null=True, source="continues_id", help_text="The task of which this is the later part."
    )
    sequence = serializers.IntegerField()


class WordsBody(Body):
    title = Text(max_length=120)
    activity = Ref()
    where = Text(required=False, allow_blank=True, max_length=120)
    address = Text(required=False, allow_blank=True, max_length=500)
    bring = Text(required=False, allow_blank=True, max_length=500)
    avoid = Text(required=False, allow_blank=True, max_length=500)
    places = serializers.ListField(
        child=Text(allow_blank=True, max_length=actions.LONGEST_PLACE),
        required=False,
        min_length=1,
        max_length=actions.MOST_PLACES,
        help_text="One name for each place; as its kind usually is, when left out.",
    )
    skip_holidays = Flag(required=False)
    rotation = Code(Rotation.choices, required=False)
    turns = serializers.ListField(child=Ref(), required=False, max_length=MOST_TURNS)
    only_side = Code(Side.choices, required=False, allow_blank=True)
    rule_words = Text(required=False, allow_blank=True, max_length=300)


class TaskBody(WordsBody):
    need = Ref(required=False)
    when = Code(TaskWhen.choices)
    starts = Wall()
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST)
    rule = Text(required=False, max_length=LONGEST_RULE, help_text="An RRULE without DTSTART.")


class EndTaskBody(Body):
    reason = Text(required=False, allow_blank=True, max_length=200)


class ActivityBody(Body):
    name = Text(max_length=60)
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=1440)
    places = serializers.ListField(
        child=Text(max_length=actions.LONGEST_PLACE), required=False, max_length=actions.MOST_PLACES
    )


class TaskQuery(Paged):
    need = Ref(required=False)
    activity = Ref(required=False)
    ended = Code([("yes", "yes"), ("no", "no")], required=False)
    search = Text(required=False, max_length=100, help_text="Part of what is to be done, or of where.")


def with_needs(seat: Seat, rows: Iterable[Any]) -> None:
    """Say of each task which need it is for, if this seat may read it."""
    found = list(rows)
    needs = planned.needs_of(seat, found)
    for row in found:
        row.readable_need = row.need_id if row.need_id in needs else None


def in_full(seat: Seat, row: Any) -> Task:
    """The task with its need, its address as far as this seat sees it, and who takes turns."""
    with_needs(seat, [row])
    row.seen_address = row.address if planned.sees_address(seat, row) else None
    row.turn_ids = [member.pk for member in planned.turn_takers(row)]
    return row  # type: ignore[no-any-return]


class Activities(Address):
    @lists(ActivityShape)
    def get(self, pk: UUID) -> list[Activity]:
        """The kinds of things to do in this network."""
        return planned.activities(network_for(self.user, pk, Permission.VIEW))

    @adds(ActivityBody, ActivityShape)
    def post(self, pk: UUID) -> Activity:
        """Add a kind of thing for this network."""
        seat = network_for(self.user, pk, Permission.ORGANIZE)
        return activity_actions.add_activity(actor=seat, **self.body())


class EndActivity(Address):
    @acts(ActivityShape)
    def post(self, pk: UUID) -> Activity:
        """Take a kind that this network added out of the list."""
        seat, _row = activity_for(self.user, pk, Permission.ORGANIZE)
        self.body()
        return activity_actions.end_activity(actor=seat, activity=pk)


class Tasks(Address):
    @lists(TaskLineShape, asks=TaskQuery)
    def get(self, pk: UUID) -> InOrder:
        """What is to be done, as far as I may know of it."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.tasks_seen")
        tab = planned.OVER if self.asked.get("ended") == "yes" else planned.ALL
        rows: QuerySet[Task] = planned.tasks(
            seat, tab, text=self.asked.get("search", ""), need=self.asked.get("need")
        )
        if activity := self.asked.get("activity"):
            rows = rows.filter(activity=activity)
        return InOrder(rows, ("starts", "id"), lambda found: with_needs(seat, found))

    @adds(TaskBody, TaskShape, at="task")
    def post(self, pk: UUID) -> Task:
        """Write down something to do."""
        seat = network_for(self.user, pk, Permission.ASK)
        return in_full(seat, actions.add_task(actor=seat, **self.body()))


class OneTask(Address):
    @reads(TaskShape)
    def get(self, pk: UUID) -> Task:
        """One task."""
        return in_full(*task_for(self.user, pk, Permission.VIEW, look="networks.task_seen"))

    @revises(WordsBody, TaskShape)
    def patch(self, pk: UUID) -> Task:
        """Change what a task says. When it is, is changed at one of its dates."""
        seat, row = task_for(self.user, pk, Permission.ASK)
        given = self.body()
        actions.revise_task(actor=seat, task=pk, version=self.version_of(row), **given)
        return in_full(*task_for(self.user, pk, Permission.VIEW))


class ApproveTask(Address):
    @acts(TaskShape, minds_version=True)
    def post(self, pk: UUID) -> Task:
        """Let a task go on that waited for the client to see it first."""
        seat, row = task_for(self.user, pk, Permission.SEE_ASK_FIRST)
        self.body()
        actions.approve_task(actor=seat, task=pk, version=self.version_of(row))
        return in_full(*task_for(self.user, pk, Permission.VIEW))


class EndTask(Address):
    @acts(TaskShape, EndTaskBody, minds_version=True)
    def post(self, pk: UUID) -> Task:
        """End a task: nothing of it is to come any more."""
        seat, row = task_for(self.user, pk, Permission.ASK)
        given = self.body()
        actions.end_task(actor=seat, task=pk, version=self.version_of(row), **given)
        return in_full(*task_for(self.user, pk, Permission.VIEW))


urlpatterns = [
    path("networks/<uuid:pk>/activities/", Activities.as_view(), name="activities"),
    path("activities/<uuid:pk>/end/", EndActivity.as_view(), name="activity_end"),
    path("networks/<uuid:pk>/tasks/", Tasks.as_view(), name="tasks"),
    path("tasks/<uuid:pk>/", OneTask.as_view(), name="task"),
    path("tasks/<uuid:pk>/approve/", ApproveTask.as_view(), name="task_approve"),
    path("tasks/<uuid:pk>/end/", EndTask.as_view(), name="task_end"),
]
