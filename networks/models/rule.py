"""Rules that move: where people place what stands in the way, and the register of an organisation.

Two sides, kept apart. A network's: ``Placing`` and ``RaisedBarrier``. An organisation's: ``Rule``,
``RuleState`` and ``Lesson``; they hold no network, client, task or need. Only a RaisedBarrier knows both, and
only its network reads it: an organisation learns from it the sentence and how many networks say it.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order, no_overlap
from networks.choices import BarrierSource
from networks.choices.rule import DECIDED, RaisedAnswer, RuleStatus, Sphere
from networks.models.barrier import Barrier
from networks.models.network import Network


class Placing(Period):
    """One person's own answers in the circle of influence about one barrier, until they take them back.

    ``thinks`` is theirs: nobody else reads it until they say so (``shows_thinks``), and then only who may
    know of the barrier. The other answers are read by who may know of the barrier.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="placings")
    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="placings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_by = models.CharField(_("who told you"), max_length=150, blank=True)
    written_where = models.CharField(_("where it is written"), max_length=200, blank=True)
    source = models.CharField(
        _("what it is"), max_length=12, choices=BarrierSource, default=BarrierSource.UNKNOWN
    )
    sphere = models.CharField(_("in which circle"), max_length=10, choices=Sphere)
    thinks = models.TextField(_("what you think of it"), max_length=1000, blank=True)
    shows_thinks = models.BooleanField(_("others may read what I think"), default=False)
    smallest_try = models.CharField(_("the smallest thing to try"), max_length=300, blank=True)
    must_agree = models.CharField(_("who must agree"), max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["barrier", "since"], name="placing_barrier")]
        constraints = [
            in_order("placing_in_order"),
            models.CheckConstraint(condition=Q(source__in=BarrierSource.values), name="placing_source_known"),
            models.CheckConstraint(condition=Q(sphere__in=Sphere.values), name="placing_sphere_known"),
            models.UniqueConstraint(
                fields=["barrier", "author"],
                condition=Q(until__isnull=True),
                name="placing_once",
                violation_error_message=_("You have placed this already."),
            ),
        ]


class RuleQuerySet(models.QuerySet["Rule"]):
    def heads(self) -> Self:
        """Rules that stand by themselves: not joined to another."""
        return self.filter(joined_into__isnull=True)

    def undecided(self) -> Self:
        """Open loops: without an answer yet."""
        return self.exclude(status__in=DECIDED)

    def waiting_since(self, moment: datetime) -> Self:
        """Open loops that were raised before this moment."""
        return self.undecided().filter(raised_at__lt=moment)


class Rule(Stamped):
    """Something said not to be allowed, as an organisation reads it: a sentence, where it comes from, whose
    it is, what was found out, and the decision. ``joined_into`` is the rule it turned out to be the same as;
    it keeps its own history and can be split off again.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rules")
    words = models.CharField(_("the rule"), max_length=300)
    source = models.CharField(
        _("where it comes from"), max_length=12, choices=BarrierSource, default=BarrierSource.UNKNOWN
    )
    owner = models.CharField(_("whose rule it is"), max_length=150, blank=True)
    evidence = models.TextField(_("what was found out"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=RuleStatus, default=RuleStatus.RAISED)
    raised_at = models.DateTimeField()
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    joined_at = models.DateTimeField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "status", "raised_at"], name="rule_register"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="rule_in_organisation"),
            models.CheckConstraint(condition=~Q(words=""), name="rule_has_words"),
            models.CheckConstraint(condition=Q(source__in=BarrierSource.values), name="rule_source_known"),
            models.CheckConstraint(condition=Q(status__in=RuleStatus.values), name="rule_status_known"),
            models.CheckConstraint(
                condition=Q(~Q(status__in=[one.value for one in DECIDED]), decided_on__isnull=True)
                | Q(Q(status__in=[one.value for one in DECIDED]), ~Q(reason=""), decided_on__isnull=False),
                name="rule_decided_with_reason",
                violation_error_message=_("A decision has a date and a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(joined_into=F("id")),
                name="rule_not_in_itself",
                violation_error_message=_("A rule cannot be joined to itself."),
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True, joined_at__isnull=True)
                | Q(joined_into__isnull=False, joined_at__isnull=False),
                name="rule_joined_at",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class RuleState(Period):
    """A status a rule was in, from-until, with who put it there; decisions with their date and reason."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="states")
    status = models.CharField(max_length=12, choices=RuleStatus)
    reason = models.TextField(max_length=1000, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("rulestate_in_order"),
            no_overlap("rulestate_one_at_a_time", "rule"),
            models.CheckConstraint(condition=Q(status__in=RuleStatus.values), name="rulestate_status_known"),
        ]


class RaisedBarrier(Period):
    """A network's barrier put to an organisation: ``words`` is exactly what the organisation reads.

    It ends when it is taken back, or when the network says that the rule is out of its way. ``answer`` is
    what the network says to the organisation's decision; one from before the last decision counts no more.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="raised")
    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="raised")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="raised")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("what the organisation reads"), max_length=300)
    answer = models.CharField(max_length=8, choices=RaisedAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-since"], name="raised_network")]
        constraints = [
            in_order("raised_in_order"),
            models.CheckConstraint(condition=~Q(words=""), name="raised_has_words"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=RaisedAnswer.values, answered_at__isnull=False),
                name="raised_answer_known",
            ),
            models.UniqueConstraint(
                fields=["barrier", "organisation"],
                condition=Q(until__isnull=True),
                name="raised_once",
                violation_error_message=_("This organisation has been asked about it already."),
            ),
        ]


class Lesson(Period):
    """What came of a rule, shared with everybody without names, until its organisation takes it back."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="lessons")
    words = models.CharField(_("what was said not to be allowed"), max_length=300)
    outcome = models.TextField(_("what came of it"), max_length=1000)
    source = models.CharField(max_length=12, choices=BarrierSource)
    status = models.CharField(max_length=12, choices=RuleStatus)
    jurisdiction = models.CharField(max_length=2, default="NL")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-since", "-id"], condition=Q(until__isnull=True), name="lesson_latest"),
            GinIndex(SearchVector("words", "outcome", config="simple"), name="lesson_words"),
        ]
        constraints = [
            in_order("lesson_in_order"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(outcome=""), name="lesson_says_something"),
            models.CheckConstraint(condition=Q(source__in=BarrierSource.values), name="lesson_source_known"),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in DECIDED]), name="lesson_of_a_decision"
            ),
            models.UniqueConstraint(
                fields=["rule"],
                condition=Q(until__isnull=True),
                name="lesson_once",
                violation_error_message=_("This has been shared already."),
            ),
        ]
