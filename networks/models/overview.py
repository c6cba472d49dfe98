"""What an organisation sees of the networks it takes part in: flat copies, and totals that are kept.

Only networks/overview/copying.py writes the copies and the totals; nothing is counted while somebody waits.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.models import Period, PeriodQuerySet, in_order, no_overlap
from networks.choices import NetworkStatus
from networks.choices.overview import OverviewSort
from networks.models.network import Network

WEEKS = 12
"""How many weeks the trend of one network holds; the last one is the week that runs."""
NOTHING_STANDS_OUT = datetime(9999, 1, 1, tzinfo=UTC)
"""``stands_out_since`` of a network in which nothing stands out: such a network comes last in that order."""


class Host(Period):
    """The client lets an organisation host the network: it counts there although nobody of it takes part."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="hosts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="host_network")]
        constraints = [
            in_order("host_in_order"),
            no_overlap("host_once", "network", "organisation"),
            models.UniqueConstraint(fields=["network", "id"], name="host_in_network"),
        ]


class Team(Period):
    """A team of an organisation, by which its networks can be told apart."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(_("name of the team"), max_length=60)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            in_order("team_in_order"),
            models.CheckConstraint(condition=~Q(name=""), name="team_named"),
            models.UniqueConstraint(
                "organisation",
                Upper("name"),
                condition=Q(until__isnull=True),
                name="team_once",
                violation_error_message=_("There is a team with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(Period):
    """One organisation in one network: its own number and nickname for it, and a copy of what it may see.

    ``number`` is handed out once for each organisation and stays, also when the organisation leaves and comes
    back; then ``until`` is emptied again. ``own`` is how many of its people take part, ``hosted`` whether the
    client lets it host the network. ``needs`` counts open needs, without those that are for family, for named
    people or for one person alone. ``signals`` are the codes of what stands out, ``stands_out_since`` since
    when the first of them does, ``trend`` how many there were at the end of each of the last twelve weeks.
    ``facets`` is all that the network can be chosen by: codes after a letter (choices.overview.Facet).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="participations")
    number = models.PositiveIntegerField()
    nickname = models.CharField(_("nickname for colleagues"), max_length=40, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    hosted = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=NetworkStatus)
    own = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    informal = models.PositiveIntegerField(default=0)
    formal = models.PositiveIntegerField(default=0)
    communities = models.PositiveIntegerField(default=0)
    needs = models.PositiveIntegerField(default=0)
    signals = ArrayField(models.CharField(max_length=40), default=list)
    stands_out_since = models.DateTimeField(default=NOTHING_STANDS_OUT)
    trend = ArrayField(models.PositiveSmallIntegerField(), default=list)
    facets = ArrayField(models.CharField(max_length=42), default=list)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "organisation", "number", condition=Q(until__isnull=True), name="participation_number"
            ),
            models.Index(
                "organisation",
                "people",
                "number",
                condition=Q(until__isnull=True),
                name="participation_people",
            ),
            models.Index(
                "organisation",
                "stands_out_since",
                "number",
                condition=Q(until__isnull=True),
                name="participation_standing_out",
            ),
            models.Index(
                "organisation",
                OpClass(Upper("nickname"), "varchar_pattern_ops"),
                condition=Q(until__isnull=True) & ~Q(nickname=""),
                name="participation_nickname",
            ),
            GinIndex(
                fields=["facets"],
                condition=Q(until__isnull=True),
                name="participation_facets",
            ),
            models.Index(fields=["network"], name="participation_network"),
        ]
        constraints = [
            in_order("participation_in_order"),
            models.UniqueConstraint(fields=["organisation", "network"], name="participation_once"),
            models.UniqueConstraint(fields=["organisation", "number"], name="participation_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="participation_number_from_one"),
            models.CheckConstraint(
                condition=Q(status__in=NetworkStatus.values), name="participation_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Tally(models.Model):
    """How many networks of an organisation have both of two facets. An empty ``first`` means: have the
    second; both empty: all its networks.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first = models.CharField(max_length=42, blank=True)
    second = models.CharField(max_length=42, blank=True)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "first", "second"], name="tally_once"),
            models.CheckConstraint(condition=Q(number__gte=0), name="tally_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second} {self.number}"


class WeekTotal(models.Model):
    """How many networks of an organisation had a facet ("" for all) in a week, which begins on ``week``.

    ``facet`` is one facet, or a signal and a team with a space between them. The row of the week that runs
    still changes; those of earlier weeks stay as they were.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    week = models.DateField()
    facet = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "week", "facet"], name="week_total_once"),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="week_total_on_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.facet} {self.number}"


class SavedView(Period):
    """A question that somebody asks of an organisation's networks more often. Theirs alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("name of the view"), max_length=60)
    facets = ArrayField(models.CharField(max_length=42), default=list)
    sort = models.CharField(max_length=20, choices=OverviewSort, default=OverviewSort.NUMBER)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            in_order("saved_view_in_order"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
            models.CheckConstraint(condition=Q(sort__in=OverviewSort.values), name="saved_view_sort_known"),
            models.UniqueConstraint(
                "user",
                "organisation",
                Upper("name"),
                condition=Q(until__isnull=True),
                name="saved_view_once",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
