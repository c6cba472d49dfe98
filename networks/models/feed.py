"""A calendar that somebody's own calendar program reads by a secret address."""

from typing import Self

from django.conf import settings
from django.db import models

from carenet.lib.models import Stamped
from networks.models.network import Network


class FeedQuerySet(models.QuerySet["Feed"]):
    def alive(self) -> Self:
        """Not ended."""
        return self.filter(ended_at__isnull=True)


class Feed(Stamped):
    """The address of one person's calendar: everything they promised, or one network's dates.

    The secret is kept as SHA-256 only. ``masked``: titles say only that there is something.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    masked = models.BooleanField(default=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="feed_once",
            ),
        ]
