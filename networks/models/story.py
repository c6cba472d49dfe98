"""Stories, questions, their answers and thanks: not everything is a task."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, Stamped, holds, in_order
from networks.choices import Visibility
from networks.models.member import Member
from networks.models.network import Network
from networks.models.readable import ReadableQuerySet


class StoryQuerySet(ReadableQuerySet):
    def at(self, moment: datetime) -> Self:
        """Stories that had not been taken back at this moment."""
        return self.filter(holds(moment))

    def newest_first(self) -> Self:
        return self.order_by("-since", "-id")


class Story(Period):
    """A short entry with an audience; a question when ``asks``. It is taken back, not deleted."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="stories")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    asks = models.BooleanField(_("this is a question"), default=False)
    text = models.TextField(_("text"), max_length=4000)
    visibility = models.CharField(_("who may read this"), max_length=15, choices=Visibility)
    named = models.ManyToManyField(Member, related_name="+", blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-since"], name="story_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "id"], name="story_in_network"),
            in_order("story_in_order"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="story_visibility_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="story_has_text"),
        ]


class Photo(Stamped):
    """The photo of a story: re-encoded by us, so that nothing the camera wrote into it is kept."""

    story = models.OneToOneField(Story, models.PROTECT, related_name="photo")
    alt = models.CharField(_("what is in the photo"), max_length=200, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    small = models.BinaryField()


class Reply(Period):
    """What somebody says to a story or answers to a question; read by who reads the story."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="replies")
    story = models.ForeignKey(Story, models.PROTECT, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=2000)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            in_order("reply_in_order"),
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_text"),
        ]


class Thanks(Stamped):
    """A thank-you for a story or for a kept promise, in one tap or in own words."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="thanks")
    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="thanks")
    promise = models.ForeignKey(
        "networks.Promise", models.PROTECT, null=True, blank=True, related_name="thanks"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.CharField(_("in your own words"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=True) ^ Q(promise__isnull=True), name="thanks_for_one_thing"
            ),
            models.UniqueConstraint(
                fields=["story", "promise", "author"],
                nulls_distinct=False,
                name="thanks_once",
                violation_error_message=_("You said thank you already."),
            ),
        ]
