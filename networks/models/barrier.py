"""What is said to be impossible, who said so, and who can change it; and swaps that run into it or not."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices import BarrierSource, SwapStatus
from networks.choices.rule import GONE, RuleStatus
from networks.models.member import Member
from networks.models.network import Network
from networks.models.promise import Pledge, Promise
from networks.models.task import Task


class BarrierQuerySet(PeriodQuerySet):
    def standing(self) -> Self:
        """Not ended: it still stands in the way."""
        return self.filter(until__isnull=True)


class Barrier(Period):
    """Something said to be impossible: its words, where it comes from, who said it and who can change it.

    ``written_where``, ``smallest_try`` and ``must_agree`` are the other questions of the circle of influence;
    where each person places it, and what they think, are rows of their own (networks/models/rule.py).
    ``status`` is how far the network is with it: asked once it is put to an organisation, tried while a swap
    runs against it, changed or no rule at all once it has ended.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="barriers")
    words = models.CharField(_("what is said"), max_length=300)
    source = models.CharField(
        _("where it comes from"), max_length=12, choices=BarrierSource, default=BarrierSource.UNKNOWN
    )
    said_by = models.CharField(_("who says so"), max_length=150, blank=True)
    written_where = models.CharField(_("where it is written"), max_length=200, blank=True)
    can_change = models.CharField(_("who can change it"), max_length=150, blank=True)
    smallest_try = models.CharField(_("the smallest thing to try"), max_length=300, blank=True)
    must_agree = models.CharField(_("who must agree"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=RuleStatus, default=RuleStatus.RAISED)
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="barriers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BarrierQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-since"], name="barrier_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="barrier_in_network"),
            in_order("barrier_in_order"),
            models.CheckConstraint(condition=Q(source__in=BarrierSource.values), name="barrier_source_known"),
            models.CheckConstraint(condition=~Q(words=""), name="barrier_has_words"),
            models.CheckConstraint(condition=Q(status__in=RuleStatus.values), name="barrier_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=[one.value for one in GONE]) | Q(until__isnull=False),
                name="barrier_gone_has_ended",
                violation_error_message=_("What no longer stands in the way has ended."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(until__isnull=False),
                name="barrier_outcome_at_the_end",
                violation_error_message=_("What came of it is known when it ends."),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class SwapQuerySet(models.QuerySet["Swap"]):
    def alive(self) -> Self:
        """Proposed or agreed."""
        return self.filter(status__in=[SwapStatus.PROPOSED, SwapStatus.AGREED])

    def about(self, member_ids: frozenset[UUID]) -> Self:
        """In which one of these members takes something on or is freed."""
        return self.filter(Q(taker__in=member_ids) | Q(freed__in=member_ids))


class Swap(Stamped):
    """ "I take X so that you can do Y": ``taker`` does ``takes``, which frees ``freed`` to do ``frees_for``.

    Each of the two answers for themselves; a rule that stands in the way is the ``barrier``, never hidden.
    From ``runs_since`` on the dates are handed over: ``promises`` and ``pledges`` are those the swap made.
    ``tried_until`` is the last day of a try, in the network's calendar; empty means until somebody ends it.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="swaps")
    taker = models.ForeignKey(Member, models.PROTECT, related_name="swaps_taken")
    takes = models.ForeignKey(Task, models.PROTECT, related_name="swaps_taken")
    freed = models.ForeignKey(Member, models.PROTECT, related_name="swaps_freed")
    frees_for = models.ForeignKey(Task, models.PROTECT, related_name="swaps_freed")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(_("in your own words"), max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=SwapStatus, default=SwapStatus.PROPOSED)
    taker_agreed_at = models.DateTimeField(null=True, blank=True)
    freed_agreed_at = models.DateTimeField(null=True, blank=True)
    barrier = models.ForeignKey(Barrier, models.PROTECT, null=True, blank=True, related_name="swaps")
    proposed_at = models.DateTimeField()
    runs_since = models.DateTimeField(null=True, blank=True)
    tried_until = models.DateField(_("try it until"), null=True, blank=True)
    promises = models.ManyToManyField(Promise, related_name="swaps", blank=True)
    pledges = models.ManyToManyField(Pledge, related_name="swaps", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SwapQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-proposed_at"], name="swap_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="swap_in_network"),
            models.CheckConstraint(condition=Q(status__in=SwapStatus.values), name="swap_status_known"),
            models.CheckConstraint(
                condition=~Q(taker=models.F("freed")),
                name="swap_between_two",
                violation_error_message=_("A swap is between two people."),
            ),
            models.CheckConstraint(
                condition=~Q(takes=models.F("frees_for")),
                name="swap_of_two_things",
                violation_error_message=_("A swap is about two different things."),
            ),
            models.CheckConstraint(
                condition=~Q(status=SwapStatus.AGREED)
                | Q(taker_agreed_at__isnull=False, freed_agreed_at__isnull=False),
                name="swap_agreed_by_both",
                violation_error_message=_("Both people have to say yes."),
            ),
            models.CheckConstraint(
                condition=Q(runs_since__isnull=True)
                | Q(taker_agreed_at__isnull=False, freed_agreed_at__isnull=False),
                name="swap_runs_by_both",
                violation_error_message=_("Both people have to say yes."),
            ),
            models.UniqueConstraint(
                fields=["taker", "takes", "freed", "frees_for"],
                condition=Q(status__in=[SwapStatus.PROPOSED.value, SwapStatus.AGREED.value]),
                name="swap_once",
                violation_error_message=_("This swap is proposed already."),
            ),
        ]
