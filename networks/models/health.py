"""How a network goes: what is open now, what was counted each week, and the state of the last reading.

All of it is counted from other rows and can be counted again at any moment. Nothing here is a mark or a rank.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, in_order
from networks.choices.health import ABOUT, SignalKind
from networks.models.network import Network


class Counts(models.Model):
    """The flat counts of one reading; every one is a number of people, things or minutes.

    People are those who take part. Needs are open ones, and ``needs_alone`` those that nobody does anything
    for; what somebody keeps to themselves or to people they named is not counted. ``places`` are wanted on
    dates of the coming week, ``places_free`` those of them that nobody promised. ``kept`` and
    ``missed`` are promises of the last four weeks that were done, or did not happen; ``minutes`` what was
    done in them, ``most_minutes`` of whoever did most, ``doers`` by how many. ``joined`` are people who were
    not here twelve weeks ago, ``gone`` those who were and are not now. ``active`` are family, friends and
    communities who did something in the last six weeks. ``fewest`` is how many people can do what repeats
    and matters, for the thing that fewest can do; empty when nothing does.
    """

    people = models.PositiveSmallIntegerField(default=0)
    informal = models.PositiveSmallIntegerField(default=0)
    formal = models.PositiveSmallIntegerField(default=0)
    communities = models.PositiveSmallIntegerField(default=0)
    joined = models.PositiveSmallIntegerField(default=0)
    gone = models.PositiveSmallIntegerField(default=0)
    organizers = models.PositiveSmallIntegerField(default=0)
    stand_ins = models.PositiveSmallIntegerField(default=0)
    needs = models.PositiveSmallIntegerField(default=0)
    needs_alone = models.PositiveSmallIntegerField(default=0)
    places = models.PositiveSmallIntegerField(default=0)
    places_free = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    doers = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    most_minutes = models.PositiveIntegerField(default=0)
    active = models.PositiveSmallIntegerField(default=0)
    fewest = models.PositiveSmallIntegerField(null=True, blank=True)
    barriers = models.PositiveSmallIntegerField(default=0)
    signals = ArrayField(models.CharField(max_length=20, choices=SignalKind), default=list, blank=True)
    domains = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        abstract = True


class HealthQuerySet(models.QuerySet["Health"]):
    def stale(self, at: datetime) -> Self:
        """To be read again at this moment, longest waiting first."""
        return self.filter(stale_at__lte=at).order_by("stale_at", "network")


class Health(Counts):
    """One row a network: when it must be read again, when it was read, and the counts as they are now.

    ``stale_at`` is the moment from which the counts may be out of date: the moment of a change, else the
    coming night. ``signals`` are the codes of the open signals, without those that are put off; ``domains``
    the parts of life with an open need. ``silent``: nothing is said of this network, and it is counted
    nowhere.
    """

    network = models.OneToOneField(Network, models.PROTECT, primary_key=True, related_name="health")
    stale_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    silent = models.BooleanField(default=False)

    objects = HealthQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stale_at", "network"], name="health_stale")]
        constraints = [
            models.CheckConstraint(
                condition=Q(signals__contained_by=SignalKind.values), name="health_signals_known"
            ),
            models.CheckConstraint(condition=Q(silent=False) | Q(signals=[]), name="health_silent_has_none"),
        ]

    def __str__(self) -> str:
        return str(self.network_id)


class Reading(Counts):
    """The counts of one network in one week, as they stood when it was last read in that week.

    ``week`` is its Monday, in the network's calendar. ``levels`` holds, for each level of readers, the counts
    of what only they may know of, so that a page can add up what its reader may know: open needs, needs
    alone, and promises kept. ``read_at`` is when these counts were found first.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="readings")
    week = models.DateField()
    read_at = models.DateTimeField()
    levels = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "week"], name="reading_once_a_week"),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1),
                name="reading_week_is_a_monday",
            ),
            models.CheckConstraint(
                condition=Q(signals__contained_by=SignalKind.values), name="reading_signals_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.week}"


class SignalQuerySet(PeriodQuerySet):
    def open(self) -> Self:
        """Still so, put off or not."""
        return self.filter(until__isnull=True)

    def loud(self, at: datetime) -> Self:
        """Still so, and not put off."""
        return self.open().filter(Q(quiet_until__isnull=True) | Q(quiet_until__lte=at))


class Signal(Period):
    """Something a network may want to look at, until it is so no more.

    ``since`` is when what it is about began (a need was written down, the overview was left), or when it was
    first seen. ``subject`` is the need, the task or the barrier it is about, by its kind, and then whoever
    may know of that sees it; none is the network as a whole. ``figures`` are the counts behind the sentence,
    and codes, never words of people. ``closed``: no organisation is told, and of the network as a whole only
    who speaks for the client sees it. Before ``quiet_until`` it is put off.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=20, choices=SignalKind)
    subject = models.UUIDField(null=True, blank=True)
    figures = models.JSONField(default=dict)
    closed = models.BooleanField(default=False)
    quiet_until = models.DateTimeField(_("not now until"), null=True, blank=True)
    quieted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SignalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-since"], name="signal_network")]
        constraints = [
            in_order("signal_in_order"),
            models.CheckConstraint(condition=Q(kind__in=SignalKind.values), name="signal_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ABOUT]) ^ Q(subject__isnull=True),
                name="signal_about_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(quiet_until__isnull=True) | Q(quieted_by__isnull=False),
                name="signal_put_off_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["network", "kind", "subject"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="signal_once",
            ),
            models.UniqueConstraint(fields=["network", "id"], name="signal_in_network"),
        ]

    def __str__(self) -> str:
        return str(SignalKind(self.kind).label)
