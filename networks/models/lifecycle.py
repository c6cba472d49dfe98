"""A network rests, ends, mourns and is remembered; and a made-up one to practise in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices import EndReason, NetworkStatus
from networks.choices.lifecycle import Arrange, PracticeAs, StillThere
from networks.models.member import Member
from networks.models.network import Network

RUNS = Q(until__isnull=True)
"""A row that has not ended."""


class Rest(Period):
    """A network at rest: since when, until which day (empty: until somebody says so), and why."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="rests")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    back_on = models.DateField(_("active again on"), null=True, blank=True)
    words = models.CharField(_("what everybody may read about it"), max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["back_on"], name="rest_back_on", condition=RUNS)]
        constraints = [
            in_order("rest_in_order"),
            models.UniqueConstraint(fields=["network"], condition=RUNS, name="rest_once"),
        ]


class Mourning(Period):
    """From the first word that the client has died until it is taken back (``until``).

    One of the people close by says it, another one confirms it. Before that, who said it or anybody who
    speaks for the client takes it back alone; after it, two do: ``doubted_by`` first, then ``undone_by``.
    ``was`` is what the network was when it was confirmed. ``remembers``: the page to remember is open.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="mournings")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    died_on = models.DateField(_("died on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    was = models.CharField(max_length=10, choices=NetworkStatus, blank=True)
    doubted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    doubted_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remembers = models.BooleanField(default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("mourning_in_order"),
            models.UniqueConstraint(fields=["network"], condition=RUNS, name="mourning_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, was="")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, was__in=NetworkStatus.values),
                name="mourning_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("said_by")),
                name="mourning_by_two",
                violation_error_message=_("Somebody else has to confirm this."),
            ),
            models.CheckConstraint(
                condition=Q(doubted_at__isnull=True, doubted_by__isnull=True)
                | Q(doubted_at__isnull=False, doubted_by__isnull=False, confirmed_at__isnull=False),
                name="mourning_doubted_whole",
            ),
            models.CheckConstraint(
                condition=RUNS & Q(undone_by__isnull=True)
                | Q(until__isnull=False, undone_by__isnull=False, confirmed_at__isnull=True)
                | Q(until__isnull=False, undone_by__isnull=False, doubted_by__isnull=False)
                & ~Q(undone_by=F("doubted_by")),
                name="mourning_undone_by_two",
                violation_error_message=_("Somebody else has to take this back as well."),
            ),
        ]


class Farewell(Period):
    """The one message about an ending, written by people and sent as they wrote it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="farewells")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    about = models.CharField(max_length=20, choices=EndReason)
    text = models.TextField(_("message"), max_length=4000)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("farewell_in_order"),
            models.UniqueConstraint(fields=["network"], condition=RUNS, name="farewell_once"),
            models.CheckConstraint(
                condition=~Q(text="") & Q(about__in=EndReason.values), name="farewell_has_text"
            ),
        ]


class Condolence(Period):
    """What somebody of the network writes on the page to remember the client. It can be taken back."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="condolences")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("your words"), max_length=2000)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="condolence_network")]
        constraints = [
            in_order("condolence_in_order"),
            models.CheckConstraint(condition=~Q(text=""), name="condolence_has_text"),
        ]


class ThingToArrange(Stamped):
    """Something that has to be arranged after a death: who takes it, and when it was done."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="things_to_arrange")
    kind = models.CharField(max_length=10, choices=Arrange)
    words = models.CharField(_("what"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Arrange.values), name="arrange_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=Arrange.OTHER) | ~Q(words=""),
                name="arrange_other_in_words",
                violation_error_message=_("Say in a few words what has to be arranged."),
            ),
            models.UniqueConstraint(
                fields=["network", "kind"], condition=~Q(kind=Arrange.OTHER), name="arrange_once"
            ),
        ]

    @property
    def what(self) -> str:
        """What has to be arranged, in words."""
        return self.words or str(Arrange(self.kind).label)


class KeepsakeFor(Period):
    """Somebody whom the client named in advance to get a keepsake after their death, and what is in it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="keepsakes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="keepsakes")
    stories = models.BooleanField(_("stories that everybody could read"), default=True)
    photos = models.BooleanField(_("the photos with those stories"), default=True)
    needs = models.BooleanField(_("what I wrote about my life, in my own words"), default=False)
    people = models.BooleanField(_("who was around me"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("keepsake_in_order"),
            models.UniqueConstraint(
                fields=["network", "member"],
                condition=RUNS,
                name="keepsake_once",
                violation_error_message=_("You named this person already."),
            ),
            models.CheckConstraint(
                condition=Q(stories=True) | Q(photos=True) | Q(needs=True) | Q(people=True),
                name="keepsake_holds_something",
                violation_error_message=_("Choose at least one thing to give."),
            ),
        ]


class FriendlyQuestion(Stamped):
    """Whether somebody is still there, asked of a member who gave no sign for a while; and the answer."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="friendly_questions")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=StillThere, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(answered_at__isnull=True), name="friendly_question_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__in=StillThere.values),
                name="friendly_question_answered_whole",
            ),
        ]


class Practice(Period):
    """A made-up network in which one user practises, and as whom. ``host`` is the made-up client's account:
    nobody can sign in with it. ``done`` holds the codes of the steps that this user tried.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practices")
    network = models.OneToOneField(Network, models.PROTECT, related_name="practice")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    practises_as = models.CharField(_("practise as"), max_length=15, choices=PracticeAs)
    done = models.JSONField(default=list)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("practice_in_order"),
            models.UniqueConstraint(fields=["user", "practises_as"], condition=RUNS, name="practice_once"),
            models.CheckConstraint(condition=Q(practises_as__in=PracticeAs.values), name="practice_as_known"),
            models.CheckConstraint(condition=~Q(host=F("user")), name="practice_host_made_up"),
        ]
