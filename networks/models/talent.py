"""What people are good at and like, when they can be asked, and questions that start from there."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import dates
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices import ChallengeAnswer, DayPart, TalentKind
from networks.models.member import Member
from networks.models.network import Network

WEEKDAYS = (0, 1, 2, 3, 4, 5, 6)
"""Monday to Sunday, as datetime.weekday() counts."""


def days_in_words(days: Iterable[int]) -> str:
    """Days of the week as people list them: "Monday, Thursday"; "" for none."""
    return ", ".join(str(dates.WEEKDAYS[day]) for day in days)


DEFAULT_ACTIVITIES: dict[str, LazyText] = {
    "ride": pgettext_lazy("activity", "Rides"),
    "meal": pgettext_lazy("activity", "Meals"),
    "company": pgettext_lazy("activity", "Company"),
    "visit": pgettext_lazy("activity", "Visits"),
    "call": pgettext_lazy("activity", "Phone calls"),
    "walk": pgettext_lazy("activity", "Walks"),
    "shopping": pgettext_lazy("activity", "Shopping"),
    "outing": pgettext_lazy("activity", "Outings"),
    "music": pgettext_lazy("activity", "Music"),
    "household": pgettext_lazy("activity", "Household"),
    "garden": pgettext_lazy("activity", "Garden"),
    "repairs": pgettext_lazy("activity", "Odd jobs"),
    "administration": pgettext_lazy("activity", "Administration"),
    "digital": pgettext_lazy("activity", "Computer and telephone"),
    "respite": pgettext_lazy("activity", "Time off for a carer"),
    "animals": pgettext_lazy("activity", "Animals"),
    "crafts": pgettext_lazy("activity", "Making things"),
    "sport": pgettext_lazy("activity", "Sport and moving"),
    "care": pgettext_lazy("activity", "Personal care"),
    "talk": pgettext_lazy("activity", "A good talk"),
}
"""The vocabulary every network starts with, by code, in the words of the screens."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def for_network(self, network: Network) -> Self:
        """What this house knows by itself and what this network added, without what it took away."""
        return self.filter(models.Q(network__isnull=True) | models.Q(network=network), ended_at__isnull=True)


class Activity(Stamped):
    """A kind of thing to do: what a talent and a task have in common, with sensible defaults for a task.

    ``minutes`` is how long it usually takes, ``places`` names who is wanted (one name for each place),
    ``keywords`` are words by which a need that speaks of it is recognised.
    """

    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="activities")
    code = models.SlugField(max_length=30)
    name = models.CharField(_("name"), max_length=60)
    minutes = models.PositiveSmallIntegerField(_("how long it usually takes, in minutes"), default=60)
    places = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    keywords = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "code"],
                nulls_distinct=False,
                name="activity_once",
                violation_error_message=_("This kind of thing is in the list already."),
            ),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="activity_takes_time"),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | LazyText:
        """The name on the screen: translated for what the house knows, as entered for others."""
        return self.name if self.network_id else DEFAULT_ACTIVITIES.get(self.code, self.name)


class TalentQuerySet(PeriodQuerySet):
    def offered(self) -> Self:
        """Talents, without what somebody does not want to be asked for."""
        return self.exclude(kind=TalentKind.NEVER)

    def of_client(self) -> Self:
        """What the client has to give."""
        return self.filter(member__isnull=True)


class Talent(Period):
    """What somebody is good at, likes, would love to be asked for, or never wants to be asked for.

    Without a member it is the client's. ``activity`` places it in the vocabulary, ``words`` are one's own;
    a NEVER needs an activity. ``weekdays`` (0 is Monday; empty: any day) and ``with_someone`` are limits.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="talents")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="talents")
    kind = models.CharField(_("what you say about it"), max_length=10, choices=TalentKind)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("in your own words"), max_length=200, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    with_someone = models.BooleanField(_("only together with somebody"), default=False)
    limits = models.CharField(_("what else matters"), max_length=200, blank=True)

    objects = TalentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "member"], name="talent_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="talent_in_network"),
            in_order("talent_in_order"),
            models.CheckConstraint(condition=models.Q(kind__in=TalentKind.values), name="talent_kind_known"),
            models.CheckConstraint(
                condition=models.Q(activity__isnull=False) | ~models.Q(words=""),
                name="talent_says_something",
                violation_error_message=_("Choose something from the list or write it in your own words."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=TalentKind.NEVER) | models.Q(activity__isnull=False),
                name="talent_never_names_it",
                violation_error_message=_("Choose from the list what you do not want to be asked for."),
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=list(WEEKDAYS)), name="talent_days_known"
            ),
            models.UniqueConstraint(
                fields=["network", "member", "kind", "activity", "words"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="talent_once",
                violation_error_message=_("You said this already."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.activity)

    @property
    def days(self) -> str:
        """The days on which it holds, in words; "" for any day."""
        return days_in_words(self.weekdays)


class Availability(Stamped):
    """When a member can usually be asked, and how much is enough.

    Empty ``weekdays`` and ``parts`` mean any. ``hours_a_month`` is the member's own limit; None is none
    given. ``asks_a_month`` is how often they want to be asked at most.
    """

    member = models.OneToOneField(Member, models.PROTECT, related_name="availability")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    parts = ArrayField(models.CharField(max_length=10, choices=DayPart), default=list, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("my limit, in hours a month"), null=True, blank=True)
    asks_a_month = models.PositiveSmallIntegerField(_("asks a month at most"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=list(WEEKDAYS), parts__contained_by=DayPart.values),
                name="availability_known",
            ),
        ]

    @property
    def days(self) -> str:
        """The days on which the member can be asked, in words; "" for any day."""
        return days_in_words(self.weekdays)

    @property
    def times(self) -> str:
        """The parts of the day, in words; "" for any time."""
        return ", ".join(str(DayPart(part).label) for part in self.parts)


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def waiting(self) -> Self:
        """Not answered and not taken back."""
        return self.filter(answer="", taken_back_at__isnull=True)

    def of(self, member_ids: frozenset[UUID]) -> Self:
        """Put to one of these members."""
        return self.filter(member__in=member_ids)


class Challenge(Stamped):
    """A question to a member that starts from a talent, in the asker's own words."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="challenges")
    member = models.ForeignKey(Member, models.PROTECT, related_name="challenges")
    talent = models.ForeignKey(Talent, models.PROTECT, null=True, blank=True, related_name="challenges")
    need = models.ForeignKey(
        "networks.Need", models.PROTECT, null=True, blank=True, related_name="challenges"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.TextField(_("your question"), max_length=1000)
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=10, choices=ChallengeAnswer, blank=True)
    answer_words = models.TextField(_("in your own words"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-asked_at"], name="challenge_network")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | models.Q(answer__in=ChallengeAnswer.values, answered_at__isnull=False),
                name="challenge_answered_with_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=ChallengeAnswer.RATHER) | ~models.Q(answer_words=""),
                name="challenge_rather_says_what",
                violation_error_message=_("Say what you would rather do."),
            ),
            models.UniqueConstraint(
                fields=["member", "author", "talent"],
                condition=models.Q(answer="", taken_back_at__isnull=True),
                nulls_distinct=False,
                name="challenge_one_at_a_time",
                violation_error_message=_("You asked this already. Wait for the answer first."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.talent or self.pk)
