"""Small experiments: proposed, agreed by all concerned, told of week by week, stopped, looked back on."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Flag, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import experiments as reading
from networks.access import network_for
from networks.actions import experiment as actions
from networks.choices.experiment import LONGEST, SHORTEST, ExperimentState, HowWasIt, SpeaksFor, Verdict
from networks.models import Experiment, ExperimentVoice, ExperimentWeek
from networks.standing import Permission, Seat


class ExperimentShape(Shape):
    """One experiment, without its weeks."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    author = serializers.CharField(source="author.name", help_text="The name of who proposed it.")
    words = serializers.CharField(help_text="What is tried.")
    hope = serializers.CharField()
    swap = serializers.UUIDField(allow_null=True, source="swap_id")
    barrier = serializers.UUIDField(allow_null=True, source="barrier_id", help_text="The rule it tries.")
    weeks = serializers.IntegerField()
    stop_rule = serializers.CharField()
    budget = serializers.IntegerField(allow_null=True, help_text="Minutes of staff in all weeks together.")
    state = serializers.ChoiceField(ExperimentState.choices)
    proposed_at = serializers.DateTimeField()
    first_on = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    stopped_why = serializers.CharField()
    changed_client = serializers.CharField()
    changed_unpaid = serializers.CharField()
    changed_paid = serializers.CharField()
    verdict = serializers.ChoiceField([*Verdict.choices, ("", "not decided")])
    verdict_words = serializers.CharField()
    version = serializers.IntegerField()


class ExperimentVoiceShape(Shape):
    """Somebody concerned: they say yes before it begins."""

    id = serializers.UUIDField()
    speaks_for = serializers.ChoiceField(SpeaksFor.choices)
    member = serializers.UUIDField(allow_null=True, source="member_id", help_text="Null: the client.")
    agreed_at = serializers.DateTimeField(allow_null=True)


class ExperimentWeekShape(Shape):
    """How a week was for one of those concerned."""

    voice = serializers.UUIDField(source="voice_id")
    week = serializers.IntegerField()
    how = serializers.ChoiceField(HowWasIt.choices)
    words = serializers.CharField()
    minutes = serializers.IntegerField(allow_null=True, help_text="Of staff. Null: nobody said.")


class ExperimentInFullShape(ExperimentShape):
    voices = ExperimentVoiceShape(many=True, source="voices_now")
    told = ExperimentWeekShape(many=True)
    minutes = serializers.IntegerField(allow_null=True, help_text="Of staff so far. Null: nobody said.")


class ExperimentBody(Body):
    words = Text(max_length=300)
    hope = Text(required=False, allow_blank=True, max_length=300)
    people = serializers.ListField(child=Ref(), max_length=50, help_text="Members it concerns.")
    weeks = serializers.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST)
    stop_rule = Text(max_length=300)
    budget = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100_000)
    swap = Ref(required=False, allow_null=True)
    barrier = Ref(required=False, allow_null=True)


class ExperimentAnswerBody(Body):
    answer = Code(["yes", "no"])


class ExperimentWeekBody(Body):
    voice = Ref(help_text="For whom.")
    week = serializers.IntegerField(min_value=1, max_value=LONGEST)
    how = Code(HowWasIt.choices)
    words = Text(required=False, allow_blank=True, max_length=300)
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10_000)


class StopBody(Body):
    why = Text(required=False, allow_blank=True, max_length=300, help_text="No reason is needed.")
    end_swap = Flag(required=False, help_text="End the swap that it tried as well.")


class LookBackBody(Body):
    changed_client = Text(required=False, allow_blank=True, max_length=1000)
    changed_unpaid = Text(required=False, allow_blank=True, max_length=1000)
    changed_paid = Text(required=False, allow_blank=True, max_length=1000)
    verdict = Code(Verdict.choices, required=False, help_text="Needed from all but professionals.")
    verdict_words = Text(required=False, allow_blank=True, max_length=1000)
    end_swap = Flag(required=False, help_text="End the swap that it tried as well, while it runs.")


class ExperimentQuery(Paged):
    state = Code(ExperimentState.choices, required=False)


def in_full(seat: Seat, row: Any) -> Experiment:
    """The experiment with who is concerned, and the weeks as they were told."""
    voices: list[ExperimentVoice] = reading.voices(row)
    told = reading.weeks(row, voices, seat.network.today(seat.at))
    row.voices_now = voices
    row.told = [one for week in told for _voice, one in week.said if one is not None]
    row.minutes = reading.minutes(told)
    return row  # type: ignore[no-any-return]


class Experiments(Address):
    @lists(ExperimentShape, asks=ExperimentQuery)
    def get(self, pk: UUID) -> InOrder:
        """What is and was tried and I may know of, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.experiments_seen")
        rows = reading.visible_experiments(seat)
        if wanted := self.asked.get("state"):
            rows = rows.filter(state=wanted)
        return InOrder(rows, ("-proposed_at", "-id"))

    @adds(ExperimentBody, ExperimentInFullShape, at="experiment")
    def post(self, pk: UUID) -> Experiment:
        """Propose to try something. It begins when all whom it concerns have said yes."""
        seat = network_for(self.user, pk, Permission.ASK)
        return in_full(seat, actions.propose_experiment(actor=seat, **self.body()))


class OneExperiment(Address):
    @reads(ExperimentInFullShape)
    def get(self, pk: UUID) -> Experiment:
        """One experiment with its weeks."""
        look = "networks.experiment_seen"
        return in_full(*reading.experiment_for(self.user, pk, Permission.VIEW, look=look))


class AnswerExperiment(Address):
    @acts(ExperimentInFullShape, ExperimentAnswerBody)
    def post(self, pk: UUID) -> Experiment:
        """Say yes or no. A no needs no reason; with the last yes it begins."""
        seat, _row = reading.experiment_for(self.user, pk, Permission.PROMISE)
        yes = self.body()["answer"] == "yes"
        return in_full(seat, actions.answer_experiment(actor=seat, experiment=pk, yes=yes))


class TellWeek(Address):
    @acts(ExperimentWeekShape, ExperimentWeekBody)
    def post(self, pk: UUID) -> ExperimentWeek:
        """Tell how a week was, for one of those for whom I speak."""
        seat, _row = reading.experiment_for(self.user, pk, Permission.PROMISE)
        return actions.tell_week(actor=seat, experiment=pk, **self.body())


class StopExperiment(Address):
    @acts(ExperimentInFullShape, StopBody)
    def post(self, pk: UUID) -> Experiment:
        """Stop it, at any moment, as somebody concerned."""
        seat, _row = reading.experiment_for(self.user, pk, Permission.PROMISE)
        return in_full(seat, actions.stop_experiment(actor=seat, experiment=pk, **self.body()))


class LookBack(Address):
    @acts(ExperimentInFullShape, LookBackBody, minds_version=True)
    def post(self, pk: UUID) -> Experiment:
        """Write down what changed for each side, and what is decided."""
        seat, row = reading.experiment_for(self.user, pk, Permission.PROMISE)
        given = self.body()
        done = actions.look_back(actor=seat, experiment=pk, version=self.version_of(row), **given)
        return in_full(seat, done)


urlpatterns = [
    path("networks/<uuid:pk>/experiments/", Experiments.as_view(), name="experiments"),
    path("experiments/<uuid:pk>/", OneExperiment.as_view(), name="experiment"),
    path("experiments/<uuid:pk>/answer/", AnswerExperiment.as_view(), name="experiment_answer"),
    path("experiments/<uuid:pk>/week/", TellWeek.as_view(), name="experiment_week"),
    path("experiments/<uuid:pk>/stop/", StopExperiment.as_view(), name="experiment_stop"),
    path("experiments/<uuid:pk>/look-back/", LookBack.as_view(), name="experiment_look_back"),
]
