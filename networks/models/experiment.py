"""A small experiment: one client, one swap or one small try, some weeks, and a rule that stops it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices.experiment import (
    BEGAN,
    LONGEST,
    SHORTEST,
    USUAL,
    ExperimentState,
    HowWasIt,
    SpeaksFor,
    Verdict,
)
from networks.models.barrier import Barrier, Swap
from networks.models.member import Member
from networks.models.network import Network

ENDED = (ExperimentState.STOPPED, ExperimentState.DECIDED, ExperimentState.NOT_BEGUN)


class ExperimentQuerySet(models.QuerySet["Experiment"]):
    def running(self) -> Self:
        """Begun, and not stopped or looked back on."""
        return self.filter(state=ExperimentState.RUNS)


class Experiment(Stamped):
    """What is tried, for how many weeks, what stops it, and how much time of staff it may cost (in minutes).

    ``first_on`` and ``last_on`` (both included) are days in the network's calendar; the first day is that of
    the last yes. ``barrier`` is the rule it tries. What changed and ``verdict`` come when one looks back.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="experiments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("what we try"), max_length=300)
    hope = models.CharField(_("what we hope for"), max_length=300, blank=True)
    swap = models.ForeignKey(Swap, models.PROTECT, null=True, blank=True, related_name="experiments")
    barrier = models.ForeignKey(Barrier, models.PROTECT, null=True, blank=True, related_name="experiments")
    weeks = models.PositiveSmallIntegerField(_("for how many weeks"), default=USUAL)
    stop_rule = models.CharField(_("when we stop at once"), max_length=300)
    budget = models.PositiveIntegerField(_("time of staff, in minutes"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ExperimentState, default=ExperimentState.PROPOSED)
    proposed_at = models.DateTimeField()
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stopped_why = models.CharField(_("why"), max_length=300, blank=True)
    changed_client = models.TextField(max_length=1000, blank=True)
    changed_unpaid = models.TextField(max_length=1000, blank=True)
    changed_paid = models.TextField(max_length=1000, blank=True)
    verdict = models.CharField(max_length=6, choices=Verdict, blank=True)
    verdict_words = models.TextField(max_length=1000, blank=True)

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-proposed_at"], name="experiment_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="experiment_in_network"),
            models.CheckConstraint(condition=~Q(words=""), name="experiment_has_words"),
            models.CheckConstraint(
                condition=~Q(stop_rule=""),
                name="experiment_has_stop_rule",
                violation_error_message=_("Say when you stop at once."),
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=SHORTEST, weeks__lte=LONGEST), name="experiment_some_weeks"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ExperimentState.values), name="experiment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True, last_on__isnull=True)
                | Q(first_on__isnull=False, last_on__isnull=False, last_on__gt=models.F("first_on")),
                name="experiment_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[one.value for one in BEGAN]) | Q(first_on__isnull=False),
                name="experiment_began_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ENDED], ended_at__isnull=False)
                | Q(~Q(state__in=[one.value for one in ENDED]), ended_at__isnull=True),
                name="experiment_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ExperimentState.DECIDED.value, verdict__in=Verdict.values)
                | Q(~Q(state=ExperimentState.DECIDED.value), verdict=""),
                name="experiment_decided_with_verdict",
            ),
            models.UniqueConstraint(
                fields=["swap"],
                condition=Q(state__in=[ExperimentState.PROPOSED.value, ExperimentState.RUNS.value]),
                name="experiment_once_a_swap",
                violation_error_message=_("This swap is being tried already."),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class ExperimentVoice(Stamped):
    """Somebody whom an experiment concerns: they say yes before it begins, tell how each week was, and may
    stop it. ``member`` is empty for the client, for whom speaks who speaks for the client.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="experiment_voices")
    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="voices")
    speaks_for = models.CharField(max_length=6, choices=SpeaksFor)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="voice_in_network"),
            models.CheckConstraint(
                condition=Q(speaks_for=SpeaksFor.CLIENT.value, member__isnull=True)
                | Q(speaks_for__in=[SpeaksFor.UNPAID.value, SpeaksFor.PAID.value], member__isnull=False),
                name="voice_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["experiment", "member"],
                name="voice_once",
                violation_error_message=_("Choose everybody once."),
            ),
            models.UniqueConstraint(
                fields=["experiment"], condition=Q(member__isnull=True), name="voice_of_client_once"
            ),
        ]


class ExperimentWeek(Stamped):
    """How one week was for one of those concerned: a minute of telling. ``minutes`` is the time that staff
    spent on it that week, told by staff alone; empty means that nobody said.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="experiment_weeks")
    voice = models.ForeignKey(ExperimentVoice, models.PROTECT, related_name="told")
    week = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=6, choices=HowWasIt)
    words = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "week"], name="experimentweek_once"),
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=LONGEST), name="experimentweek_within"),
            models.CheckConstraint(condition=Q(how__in=HowWasIt.values), name="experimentweek_how_known"),
        ]
