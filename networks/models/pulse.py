"""How long a carer can go on: theirs alone. And that somebody would like relief, for whom they tell it."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices.pulse import Every, HowLong
from networks.models.member import Member
from networks.models.network import Network


class PulseQuerySet(models.QuerySet["Pulse"]):
    def kept(self) -> Self:
        """Answers that were not erased."""
        return self.filter(erased_at__isnull=True)


class Pulse(Stamped):
    """One answer to how long somebody can go on. Nobody but that person reads it, or learns that it exists.

    Erased: the answer is gone, the empty row stays.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=HowLong, blank=True)
    answered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PulseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-answered_at"], name="pulse_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=HowLong.values, erased_at__isnull=True)
                | Q(answer="", erased_at__isnull=False),
                name="pulse_known_or_erased",
            ),
        ]


class PulseRhythm(Stamped):
    """How often somebody wants to be asked, and from which day on the question waits for them again."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.OneToOneField(Member, models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField(choices=Every, default=Every.NEVER)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="pulse_rhythm_due", condition=Q(due_on__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(weeks__in=Every.values), name="pulse_rhythm_known"),
            models.CheckConstraint(
                condition=Q(weeks=Every.NEVER, due_on__isnull=True)
                | (~Q(weeks=Every.NEVER) & Q(due_on__isnull=False)),
                name="pulse_rhythm_never_or_due",
            ),
        ]


class ReliefQuerySet(PeriodQuerySet):
    def open_to(self, member_ids: frozenset[UUID]) -> Self:
        """Told to one of these places."""
        return self.filter(pk__in=ReliefTold.objects.filter(member__in=member_ids).values("relief"))


class Relief(Period):
    """ "X would like relief", for the people X told it, until X takes it back. Never why, never an answer."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects = ReliefQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("relief_in_order"),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(until__isnull=True),
                name="relief_once",
                violation_error_message=_("You told it already."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="relief_in_network"),
        ]


class ReliefTold(Stamped):
    """One person who was told that somebody would like relief."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    relief = models.ForeignKey(Relief, models.PROTECT, related_name="told")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["relief", "member"], name="relief_told_once")]
