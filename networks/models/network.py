"""The client, the network around the client, and those who may govern it for the client."""

from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_time_zone
from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order, no_overlap
from networks.choices import LEGAL_GROUNDS, Decide, EndReason, Ground, NetworkStatus, Visibility


class Client(Stamped):
    """The person at the centre. May have no account; then a representative acts for them."""

    name = models.CharField(_("name"), max_length=150)
    called = models.CharField(_("called"), max_length=60, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="client"
    )
    source_key = models.CharField(max_length=200, blank=True, editable=False)

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        """How the client likes to be called; the first part of the name when nobody said."""
        return self.called or self.name.split(" ")[0]


class RepresentationQuerySet(PeriodQuerySet):
    def of(self, user: Any, at: datetime) -> Self:
        """Those by which this user represents somebody at this moment."""
        return self.at(at).filter(user=user)


class Representation(Period):
    """Somebody who acts for the client, on a stated ground, for a period."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="representations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations")
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "client"], name="representation_user")]
        constraints = [
            in_order("representation_in_order"),
            no_overlap("representation_once", "client", "user"),
            models.CheckConstraint(
                condition=models.Q(ground__in=Ground.values), name="representation_ground_known"
            ),
        ]

    @property
    def by_law(self) -> bool:
        """Whether a court or the law appointed this person, so that the client alone cannot end it."""
        return self.ground in LEGAL_GROUNDS


class NetworkQuerySet(models.QuerySet["Network"]):
    def with_client(self) -> Self:
        """With what every page says of a network: the client and the region."""
        return self.select_related("client", "region")


class Network(Stamped):
    """The circle around one client.

    ``mourning_since`` is filled from the first word that the client has died: from then on nothing is sent.
    ``fictional`` is a network to practise with: no people that exist, no real messages, counted nowhere.
    """

    client = models.OneToOneField(Client, models.PROTECT, related_name="network")
    title = models.CharField(max_length=60, editable=False)
    purpose = models.CharField(_("purpose, in the client's words"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=NetworkStatus, default=NetworkStatus.FORMING)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Amsterdam", validators=[validate_time_zone]
    )
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    decide = models.CharField(_("how we decide"), max_length=15, choices=Decide, default=Decide.CLIENT)
    need_visibility = models.CharField(max_length=15, choices=Visibility, default=Visibility.CLOSE)
    note_visibility = models.CharField(max_length=15, choices=Visibility, default=Visibility.CLOSE)

    show_first = models.BooleanField(_("the client sees an ask before it goes out"), default=False)
    holidays = models.CharField(_("public holidays of"), max_length=10, default="NL", blank=True)
    urgent = models.CharField(_("whom to call when it is urgent"), max_length=120, blank=True)
    review_on = models.DateField(_("next time we look back together"), null=True, blank=True)

    mourning_since = models.DateTimeField(null=True, blank=True, editable=False)
    fictional = models.BooleanField(default=False, editable=False)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(Upper("title"), "id", name="network_title")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(
                        status=NetworkStatus.ENDED, ended_at__isnull=False, end_reason__in=EndReason.values
                    )
                    | (~models.Q(status=NetworkStatus.ENDED) & models.Q(ended_at__isnull=True, end_reason=""))
                ),
                name="network_ended_with_reason",
                violation_error_message=_("A network that has ended has a date and a reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=NetworkStatus.values, decide__in=Decide.values),
                name="network_codes_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    need_visibility__in=Visibility.values, note_visibility__in=Visibility.values
                ),
                name="network_visibility_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        return self.status == NetworkStatus.ENDED

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, at: datetime) -> date:
        """The calendar day it is in the network's own time zone."""
        return at.astimezone(self.zone).date()


class Stewardship(Period):
    """Somebody whom the client lets run the network's membership and settings."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="stewardships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stewardships")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "network"], name="stewardship_user")]
        constraints = [
            in_order("stewardship_in_order"),
            no_overlap("stewardship_once", "network", "user"),
        ]
