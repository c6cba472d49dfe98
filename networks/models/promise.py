"""A member's yes to a date, for one date or for a while, and swapping dates."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices import HOLDS, STANDS, PromiseStatus
from networks.models.member import Member
from networks.models.network import Network
from networks.models.talent import WEEKDAYS
from networks.models.task import Occurrence, Task


class Pledge(Stamped):
    """A yes for a while, such as "every Tuesday until July": makes a promise on each new date of the task.

    ``first`` and ``last`` are calendar days of the task's time zone, both included; no last means until
    further notice. ``weekdays`` (0 is Monday) narrows it; empty means every date.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="pledges")
    task = models.ForeignKey(Task, models.PROTECT, related_name="pledges")
    member = models.ForeignKey(Member, models.PROTECT, related_name="pledges")
    place = models.PositiveSmallIntegerField(default=0)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="pledge_in_network"),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=models.F("first")),
                name="pledge_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(WEEKDAYS)), name="pledge_days_known"
            ),
            models.UniqueConstraint(
                fields=["task", "member"],
                condition=Q(ended_at__isnull=True),
                name="pledge_once",
                violation_error_message=_("You promised these dates already."),
            ),
        ]


class PromiseQuerySet(models.QuerySet["Promise"]):
    def holding(self) -> Self:
        """Hold a place: not stand-ins, not those who look for someone."""
        return self.filter(status__in=HOLDS, stands_in=False)

    def standing(self) -> Self:
        """Promised, or looking for someone; stand-ins too."""
        return self.filter(status__in=STANDS)

    def of(self, member_ids: frozenset[UUID]) -> Self:
        return self.filter(member__in=member_ids)

    def unreported(self, at: datetime) -> Self:
        """Promised for a date that is over, and nobody said how it went."""
        return self.filter(status=PromiseStatus.PROMISED, stands_in=False, occurrence__ends_at__lte=at)


class Promise(Stamped):
    """A member's yes to one place of one date. ``place`` counts the names in Task.places from 0.

    ``stands_in``: ready to take over, and holds no place. ``said_by`` is who noted it for somebody who said
    yes by telephone. The history of a promise is in the ledger; the row says how it stands now.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="promises")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="promises")
    member = models.ForeignKey(Member, models.PROTECT, related_name="promises")
    place = models.PositiveSmallIntegerField(default=0)
    stands_in = models.BooleanField(default=False)
    status = models.CharField(max_length=15, choices=PromiseStatus, default=PromiseStatus.PROMISED)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, blank=True, related_name="promises")
    note = models.CharField(_("a word with it"), max_length=300, blank=True)
    reason = models.CharField(_("what happened"), max_length=300, blank=True)
    promised_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-promised_at"], name="promise_member"),
            models.Index(fields=["network", "status"], name="promise_network"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="promise_in_network"),
            models.CheckConstraint(condition=Q(status__in=PromiseStatus.values), name="promise_status_known"),
            models.UniqueConstraint(
                fields=["occurrence", "place"],
                condition=Q(stands_in=False, status__in=[one.value for one in HOLDS]),
                name="promise_place_once",
                violation_error_message=_("Somebody promised this already."),
            ),
            models.UniqueConstraint(
                fields=["occurrence", "member"],
                condition=Q(status__in=[*(one.value for one in HOLDS), PromiseStatus.SEEKING.value]),
                name="promise_member_once",
                violation_error_message=_("You promised this already."),
            ),
        ]


class DateSwapQuerySet(models.QuerySet["DateSwap"]):
    def waiting(self) -> Self:
        """Neither solved nor taken back."""
        return self.filter(solved_at__isnull=True, taken_back_at__isnull=True)


class DateSwap(Stamped):
    """ "Who swaps dates with me?": one promise, offered for one of others' promises. The first yes wins."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="date_swaps")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="date_swaps")
    wanted = models.ManyToManyField(Promise, related_name="+")
    note = models.CharField(_("a word with it"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    solved_with = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="+")
    solved_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = DateSwapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(solved_at__isnull=True, taken_back_at__isnull=True),
                name="date_swap_one_open",
                violation_error_message=_("You asked to swap this date already."),
            ),
            models.CheckConstraint(
                condition=Q(solved_at__isnull=True) ^ Q(solved_with__isnull=False),
                name="date_swap_solved_with_one",
            ),
        ]
