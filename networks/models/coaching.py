"""Coaching: what a client opens to the coaches of an organisation, what they ask for, and their own log.

A coach reads nothing of a network without a consent that holds. The log belongs to the organisation; what it
says about a network is read only while that network consents.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.models import Period, PeriodQuerySet, in_order, no_overlap
from networks.choices.coaching import WORDING, CoachingAnswer, CoachingKind, Opens
from networks.models.experiment import Experiment
from networks.models.network import Network
from networks.models.rule import Rule


class CoachingConsent(Period):
    """What the client lets the coaches of one organisation see, until somebody ends it; that works at once.

    ``author`` is the client, or who speaks for them (``for_client``). ``wording`` is the number of the text
    they said yes to. Nobody is named in ``ended_by`` when the organisation takes part no more, or the network
    ended.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="coaching_consents")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    opens = models.CharField(_("what it opens"), max_length=12, choices=Opens)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    wording = models.PositiveSmallIntegerField(default=WORDING)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "-since"], name="coachingconsent_network"),
            models.Index(
                fields=["organisation", "opens", "network"],
                condition=Q(until__isnull=True),
                name="coachingconsent_open",
            ),
        ]
        constraints = [
            in_order("coachingconsent_in_order"),
            models.CheckConstraint(condition=Q(opens__in=Opens.values), name="coachingconsent_opens_known"),
            models.CheckConstraint(condition=Q(wording__gte=1), name="coachingconsent_has_wording"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(ended_by__isnull=True),
                name="coachingconsent_ender_of_what_ended",
            ),
            models.UniqueConstraint(
                fields=["network", "organisation", "opens"],
                condition=Q(until__isnull=True),
                name="coachingconsent_once",
                violation_error_message=_("You have said yes to this already."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="coachingconsent_in_network"),
        ]


class CoachingQuestion(Period):
    """A coach asks a network, by the organisation's number for it, to open something.

    ``network`` is empty when no network has that number, or when it is not asked again yet: the coach cannot
    tell. It waits with the client until ``waits_until``; from ``since`` until ``until`` the organisation asks
    that number nothing more. The answer is read by the client's side alone.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("number of the network"))
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, blank=True, related_name="coaching_questions"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("why you ask"), max_length=300)
    waits_until = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=CoachingAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["network", "waits_until"],
                condition=Q(network__isnull=False, answer=""),
                name="coachingquestion_network",
            )
        ]
        constraints = [
            in_order("coachingquestion_in_order"),
            no_overlap("coachingquestion_once", "organisation", "number"),
            models.CheckConstraint(condition=~Q(words=""), name="coachingquestion_has_words"),
            models.CheckConstraint(condition=Q(number__gte=1), name="coachingquestion_number_from_one"),
            models.CheckConstraint(
                condition=Q(waits_until__gt=models.F("since")), name="coachingquestion_waits_a_while"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | Q(
                    answer__in=CoachingAnswer.values,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    network__isnull=False,
                ),
                name="coachingquestion_answered_by_somebody",
            ),
        ]


class CoachingNote(Period):
    """A line in the log of an organisation's coaches, until its author takes it back. Coaches alone read it.

    It holds no names. It may be about a rule of the organisation, or about a network, and then about one of
    its experiments; what is about a network shows only while that network consents.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("what it is"), max_length=10, choices=CoachingKind)
    day = models.DateField(_("on which day"))
    words = models.TextField(_("in your words"), max_length=2000)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="coaching_notes")
    experiment = models.ForeignKey(Experiment, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "-day", "-id"],
                condition=Q(until__isnull=True),
                name="coachingnote_latest",
            ),
            GinIndex(SearchVector("words", config="simple"), name="coachingnote_words"),
        ]
        constraints = [
            in_order("coachingnote_in_order"),
            models.CheckConstraint(condition=Q(kind__in=CoachingKind.values), name="coachingnote_kind_known"),
            models.CheckConstraint(condition=~Q(words=""), name="coachingnote_has_words"),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(network__isnull=True),
                name="coachingnote_about_one_thing",
                violation_error_message=_("Choose a rule or a network, not both."),
            ),
            models.CheckConstraint(
                condition=Q(experiment__isnull=True) | Q(network__isnull=False),
                name="coachingnote_experiment_of_a_network",
            ),
        ]
