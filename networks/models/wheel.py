"""What the client says of a part of life: own words first, and one plain word when they want to give it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.models.member import Member
from networks.models.need import LifeDomain
from networks.models.network import Network
from networks.models.readable import ReadableQuerySet


class WheelWordQuerySet(ReadableQuerySet):
    def kept(self) -> Self:
        """Words that were not taken back."""
        return self.filter(erased_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-said_at", "-id")


class WheelWord(Stamped):
    """One thing said of one part of life at one moment, by the client or by who speaks for them.

    Nothing is written over: the next word stands beside the earlier one. ``how_well`` is empty when they
    would rather not say. Taken back: words, level and readers are gone, the empty row stays.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="wheel_words")
    domain = models.ForeignKey(LifeDomain, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=True, editable=False)
    words = models.CharField(_("in the client's words"), max_length=500, blank=True)
    how_well = models.CharField(_("how it goes"), max_length=10, choices=HowWell, blank=True)
    visibility = models.CharField(_("who may read this"), max_length=15, choices=Visibility)
    named = models.ManyToManyField(Member, related_name="+", blank=True)
    said_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = WheelWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-said_at"], name="wheel_word_network")]
        constraints = [
            models.CheckConstraint(
                condition=Q(how_well__in=[*HowWell.values, ""], visibility__in=Visibility.values),
                name="wheel_word_codes_known",
            ),
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(words=""))
                | Q(erased_at__isnull=False, words="", how_well=""),
                name="wheel_word_said_or_erased",
                violation_error_message=_("Say it in words."),
            ),
            models.CheckConstraint(condition=Q(for_client=True), name="wheel_word_of_client"),
            models.UniqueConstraint(fields=["network", "id"], name="wheel_word_in_network"),
        ]
