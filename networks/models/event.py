"""What happens in a life, and the short list of what then has to be looked at together."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, Stamped, holds, in_order
from networks.choices import Visibility
from networks.choices.event import OF_SOMEBODY, EventKind, StepKind, StepState
from networks.models.member import Member
from networks.models.network import Network
from networks.models.readable import ReadableQuerySet


class LifeEventQuerySet(ReadableQuerySet):
    def at(self, moment: datetime) -> Self:
        """Events of which the list was not put away at this moment."""
        return self.filter(holds(moment))

    def newest_first(self) -> Self:
        return self.order_by("-happens_on", "-since", "-id")


class LifeEvent(Period):
    """An admission, a loss, somebody who helps and is away: for those who may read it.

    ``happens_on`` and ``ends_on`` are days in the network's calendar. ``about`` is the member to whom it
    happens; without one it happens to the client. It was written down at ``since`` and put away at ``until``.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="life_events")
    kind = models.CharField(_("what happens"), max_length=20, choices=EventKind)
    about = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="life_events")
    happens_on = models.DateField(_("from which day"))
    ends_on = models.DateField(_("until which day"), null=True, blank=True)
    words = models.CharField(_("in your own words"), max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    visibility = models.CharField(_("who may read this"), max_length=15, choices=Visibility)
    named = models.ManyToManyField(Member, related_name="+", blank=True)

    objects = LifeEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-happens_on"], name="life_event_network")]
        constraints = [
            in_order("life_event_in_order"),
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values, visibility__in=Visibility.values),
                name="life_event_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("happens_on")),
                name="life_event_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(about__isnull=True) ^ Q(kind__in=sorted(OF_SOMEBODY)),
                name="life_event_about_somebody",
                violation_error_message=_("Say about whom it is."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="life_event_in_network"),
        ]


class EventStep(Stamped):
    """One line of the list: to do, done or not needed, and who said so. ``words`` are of one's own lines."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="event_steps")
    event = models.ForeignKey(LifeEvent, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=15, choices=StepKind)
    words = models.CharField(_("what else?"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=StepState, default=StepState.OPEN)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values, state__in=StepState.values), name="event_step_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=StepKind.OWN) ^ Q(words=""),
                name="event_step_own_words",
                violation_error_message=_("Write down what has to be done."),
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN, said_by__isnull=True, said_at__isnull=True)
                | (~Q(state=StepState.OPEN) & Q(said_by__isnull=False, said_at__isnull=False)),
                name="event_step_said_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["event", "kind"], condition=~Q(kind=StepKind.OWN), name="event_step_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(StepKind(self.kind).label)
