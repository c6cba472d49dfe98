"""The workspace of an organisation's tilting coaches: patterns, networks that said yes, and the log."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.actions import coach as actions
from networks.api.overview import FindingShape
from networks.choices.coaching import CoachingKind
from networks.choices.experiment import ExperimentState, Verdict
from networks.choices.health import SignalKind
from networks.coaching import doors, reading
from networks.models import CoachingNote, CoachingQuestion
from networks.overview.doors import trace_sheet


class PatternShape(Shape):
    """How many networks have something, rounded; null where there are too few to tell."""

    kind = serializers.ChoiceField(SignalKind.choices)
    networks = serializers.IntegerField(allow_null=True)
    of = serializers.IntegerField(allow_null=True)
    few = serializers.BooleanField(help_text="Fewer than five have it.")
    half_since = serializers.DateField(allow_null=True, help_text="Half of it stood out by that month.")

    @staticmethod
    def read_networks(one: reading.Pattern) -> int | None:
        """How many have it."""
        return one.shown.has if one.shown else None

    @staticmethod
    def read_of(one: reading.Pattern) -> int | None:
        """Of how many."""
        return one.shown.all if one.shown else None


class TriedShape(Shape):
    """An experiment as a coach reads it: how far it is, never how it was."""

    id = serializers.UUIDField(source="row.pk")
    state = serializers.ChoiceField(ExperimentState.choices, source="row.state")
    week = serializers.IntegerField()
    weeks = serializers.IntegerField(source="row.weeks")
    first_on = serializers.DateField(source="row.first_on")
    last_on = serializers.DateField(source="row.last_on")
    over = serializers.BooleanField(help_text="It ran out, and nobody has looked back yet.")
    stopped = serializers.BooleanField(help_text="It was stopped early.")
    verdict = serializers.ChoiceField([("", ""), *Verdict.choices], source="row.verdict")
    swap = serializers.BooleanField(help_text="It tries a swap.")
    rule = serializers.BooleanField(help_text="It tries a rule.")
    words = serializers.CharField(help_text="Empty unless the client opened it and it holds no name.")

    @staticmethod
    def read_swap(one: reading.Tried) -> bool:
        """Whether it tries a swap."""
        return one.row.swap_id is not None

    @staticmethod
    def read_rule(one: reading.Tried) -> bool:
        """Whether it tries a rule."""
        return one.row.barrier_id is not None


class OpenedExperimentShape(Shape):
    """An experiment in a list over networks: the same facts, with the number of its network."""

    id = serializers.UUIDField()
    counted = serializers.UUIDField(help_text="The organisation's own id for the network.")
    number = serializers.IntegerField(help_text="The organisation's own number for the network.")
    nickname = serializers.CharField()
    state = serializers.ChoiceField(ExperimentState.choices)
    weeks = serializers.IntegerField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    verdict = serializers.ChoiceField([("", ""), *Verdict.choices])


class CoachedShape(Shape):
    """A network that opened something; counts and signals are null when it opened experiments only."""

    id = serializers.UUIDField(source="row.pk", help_text="Of this line; it is not the id of the network.")
    number = serializers.IntegerField(source="row.number")
    nickname = serializers.CharField(source="row.nickname")
    people = serializers.IntegerField(allow_null=True)
    needs = serializers.IntegerField(allow_null=True)
    signals = serializers.ListField(child=serializers.ChoiceField(SignalKind.choices))
    since = serializers.DateField(allow_null=True)
    experiments = serializers.BooleanField(help_text="Whether it opened its experiments.")

    @staticmethod
    def read_people(one: reading.Line) -> int | None:
        """How many people take part."""
        return one.row.people if one.patterns else None

    @staticmethod
    def read_needs(one: reading.Line) -> int | None:
        """How many needs are open."""
        return one.row.needs if one.patterns else None

    @staticmethod
    def read_signals(one: reading.Line) -> list[str]:
        """The codes of what stands out."""
        return list(one.row.signals) if one.patterns else []


class CoachedNetworkShape(Shape):
    """One network; what it did not open is an empty list."""

    id = serializers.UUIDField(source="row.pk")
    number = serializers.IntegerField(source="row.number")
    nickname = serializers.CharField(source="row.nickname")
    findings = FindingShape(many=True)
    tried = TriedShape(many=True)

    @staticmethod
    def read_findings(seen: reading.Seen) -> list[Any]:
        """What stands out."""
        return seen.findings or []

    @staticmethod
    def read_tried(seen: reading.Seen) -> list[reading.Tried]:
        """What is tried."""
        return seen.tried or []


class CoachingNoteShape(Shape):
    """A line of the coaches' log."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(CoachingKind.choices)
    day = serializers.DateField()
    words = serializers.CharField()
    author = serializers.CharField(source="author.name")
    rule = serializers.UUIDField(source="rule_id", allow_null=True)
    experiment = serializers.UUIDField(source="experiment_id", allow_null=True)
    counted = serializers.UUIDField(allow_null=True, help_text="The organisation's own id for a network.")
    version = serializers.IntegerField()


class AskedNumberShape(Shape):
    """A number that was asked; whether it was answered is not told."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(help_text="From then on it can be asked again.")


class OpenedQuery(Paged):
    state = Code([(one.value, one.label) for one in ExperimentState], required=False)


class CoachingLogQuery(Paged):
    q = Text(required=False, max_length=100)
    kind = Code(CoachingKind.choices, required=False)


class CoachingNoteBody(Body):
    kind = Code(CoachingKind.choices)
    day = Day()
    words = Text(max_length=2000, help_text="Without names.")


class CoachingNewNoteBody(CoachingNoteBody):
    rule = Ref(required=False, allow_null=True)
    counted = Ref(required=False, allow_null=True)
    experiment = Ref(required=False, allow_null=True)


class CoachingQuestionBody(Body):
    number = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    words = Text(max_length=300, help_text="Why you ask. The client reads it.")


class CoachedNetworks(Address):
    @lists(CoachedShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """The networks that opened something to the coaches of an organisation."""
        office = doors.coached(self.user, pk)
        if not self.asked.get("cursor"):
            trace_sheet(office)

        def dress(rows: list[Any]) -> None:
            rows[:] = reading.lines(office, rows)

        return InOrder(doors.opened(office), ("number", "id"), dress)


class Patterns(Address):
    @lists(PatternShape)
    def get(self, pk: UUID) -> list[reading.Pattern]:
        """What stands out in networks that opened it: rounded, and nothing below five networks."""
        return reading.patterns(doors.coached(self.user, pk)).lines


class OpenedExperiments(Address):
    @lists(OpenedExperimentShape, asks=OpenedQuery)
    def get(self, pk: UUID) -> InOrder:
        """How far experiments are in networks that opened it."""
        rows = reading.experiments(doors.coached(self.user, pk), self.asked.get("state", ""))
        return InOrder(rows, ("-first_on", "-id"))


class CoachingAsks(Address):
    @lists(AskedNumberShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """The numbers that were asked in the last half year."""
        return InOrder(doors.questions(doors.coached(self.user, pk)), ("-since", "-id"))

    @adds(CoachingQuestionBody, AskedNumberShape)
    def post(self, pk: UUID) -> CoachingQuestion:
        """Ask a network by its number. The answer is the same whether there is one or not."""
        doors.coached(self.user, pk)
        return actions.ask_consent(actor=self.user, organisation=pk, **self.body())


class CoachedNetwork(Address):
    @reads(CoachedNetworkShape)
    def get(self, pk: UUID) -> reading.Seen:
        """One network that opened something. It can see that I looked."""
        office, row = doors.coached_network_for(self.user, pk, look=True)
        return reading.seen(row, reading.opens_of(office, row), office.at)


class CoachingLog(Address):
    @lists(CoachingNoteShape, asks=CoachingLogQuery)
    def get(self, pk: UUID) -> InOrder:
        """The log of the coaches of an organisation, the latest day first."""
        office = doors.coached(self.user, pk)
        doors.look_at_log(office)
        words, kind = self.asked.get("q", ""), self.asked.get("kind", "")
        return InOrder(reading.log(office, words=words, kind=kind), ("-day", "-id"))

    @adds(CoachingNewNoteBody, CoachingNoteShape, at="coach_note")
    def post(self, pk: UUID) -> CoachingNote:
        """Write a line in the log."""
        doors.coached(self.user, pk)
        row = actions.write_note(actor=self.user, organisation=pk, **self.body())
        return doors.note_for(self.user, row.pk)[1]


class OneCoachingNote(Address):
    @reads(CoachingNoteShape)
    def get(self, pk: UUID) -> CoachingNote:
        """One line of the log."""
        office, row = doors.note_for(self.user, pk)
        doors.look_at_log(office)
        return row

    @revises(CoachingNoteBody, CoachingNoteShape)
    def patch(self, pk: UUID) -> CoachingNote:
        """Change a line I wrote."""
        _office, row = doors.own_note_for(self.user, pk)
        given = self.body()
        return actions.revise_note(actor=self.user, note=pk, version=self.version_of(row), **given)


class TakeBackCoachingNote(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take back a line I wrote."""
        doors.own_note_for(self.user, pk)
        self.body()
        actions.take_back_note(actor=self.user, note=pk)


urlpatterns = [
    path("organisations/<uuid:pk>/coach/networks/", CoachedNetworks.as_view(), name="coach"),
    path("organisations/<uuid:pk>/coach/patterns/", Patterns.as_view(), name="coach_patterns"),
    path("organisations/<uuid:pk>/coach/experiments/", OpenedExperiments.as_view(), name="coach_experiments"),
    path("organisations/<uuid:pk>/coach/questions/", CoachingAsks.as_view(), name="coach_ask"),
    path("organisations/<uuid:pk>/coach/log/", CoachingLog.as_view(), name="coach_log"),
    path("coached/<uuid:pk>/", CoachedNetwork.as_view(), name="coach_network"),
    path("coach/log/<uuid:pk>/", OneCoachingNote.as_view(), name="coach_note"),
    path("coach/log/<uuid:pk>/take-back/", TakeBackCoachingNote.as_view(), name="coach_note_take_back"),
]
