"""Something written down for those who may read it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, holds, in_order
from networks.choices import Visibility
from networks.models.member import Member
from networks.models.need import Need
from networks.models.network import Network
from networks.models.readable import ReadableQuerySet


class NoteQuerySet(ReadableQuerySet):
    def at(self, moment: datetime) -> Self:
        """Notes that had not been taken back at this moment."""
        return self.filter(holds(moment))

    def newest_first(self) -> Self:
        return self.order_by("-since", "-id")


class Note(Period):
    """A note about a need, a member or the network. It is taken back, not deleted."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="notes")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="notes")
    about = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=4000)
    visibility = models.CharField(_("who may read this"), max_length=15, choices=Visibility)
    named = models.ManyToManyField(Member, related_name="+", blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-since"], name="note_network")]
        constraints = [
            in_order("note_in_order"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="note_visibility_known"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="note_has_text"),
        ]
