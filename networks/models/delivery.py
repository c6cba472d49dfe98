"""Messages that must leave, each exactly once, and how somebody wants to be reached."""

from datetime import datetime, time
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped, uuid7
from networks.choices import Channel, DeliveryState, MessageKind
from networks.models.member import Member
from networks.models.network import Network


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> Self:
        """To be sent now, or sent by somebody who never came back."""
        return self.filter(
            Q(state=DeliveryState.DUE, not_before__lte=at) | Q(state=DeliveryState.LEASED, not_before__lte=at)
        )

    def parked(self) -> Self:
        """What could not be delivered and waits for the operator."""
        return self.filter(state=DeliveryState.PARKED)

    def notices_of(self, user: object) -> Self:
        """In-app notices of this user, the newest first."""
        return self.filter(user=user, channel=Channel.NOTICE, state=DeliveryState.SENT).order_by("-sent_at")


class Delivery(models.Model):
    """One message to one person over one channel, or one moment at which the house has to look (PLAN).

    ``key`` is unique: recipient, subject, kind, slot and channel. While a worker holds the row (LEASED),
    ``not_before`` is the end of its lease: one index finds what is due and what was left behind.
    ``expires_at`` is when the message has no sense any more. ``payload`` holds ids and codes, never contents.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True)
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=MessageKind)
    channel = models.CharField(max_length=10, choices=Channel)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    payload = models.JSONField(default=dict)
    urgent = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.UUIDField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    # Loaded along by networks.claims.claim(): since when it was due, while not_before is the lease's end.
    was_due: datetime

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages that could not be delivered")
        indexes = [
            models.Index(
                fields=["channel", "not_before", "user", "member"],
                name="delivery_due",
                condition=Q(state__in=["due", "leased"]),
            ),
            models.Index(
                fields=["user", "-sent_at"],
                name="delivery_notices",
                condition=Q(channel="notice", state="sent"),
            ),
            models.Index(
                fields=["user"],
                name="delivery_unread",
                condition=Q(channel="notice", state="sent", read_at__isnull=True),
            ),
            models.Index(fields=["not_before"], name="delivery_parked", condition=Q(state="parked")),
            models.Index(fields=["subject_id"], name="delivery_subject", condition=Q(state="due")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=MessageKind.values, channel__in=Channel.values, state__in=DeliveryState.values
                ),
                name="delivery_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PLAN) | Q(user__isnull=False) | Q(member__isnull=False),
                name="delivery_has_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(channel__in=[Channel.NOTICE.value, Channel.PUSH.value]) | Q(user__isnull=False),
                name="delivery_notice_needs_account",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT) ^ Q(sent_at__isnull=True),
                name="delivery_sent_with_date",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Reachability(Stamped):
    """How and when one user, or one member without an account, wants to be reached.

    Quiet hours are wall-clock time in the person's own zone and may cross midnight. ``mail_fails_since`` is
    set when the address bounces: nothing more is mailed there. ``mail_fails_at`` is a hash of that address,
    so that another address is tried again.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reachability"
    )
    member = models.OneToOneField(Member, models.PROTECT, null=True, blank=True, related_name="reachability")
    quiet_from = models.TimeField(_("quiet from"), default=time(21, 0))
    quiet_until = models.TimeField(_("quiet until"), default=time(8, 0))
    quiet_weekends = models.BooleanField(_("quiet all weekend"), default=False)
    week_letter = models.BooleanField(_("a letter every week"), default=False)
    muted_until = models.DateTimeField(_("no messages until"), null=True, blank=True)
    mail_fails_since = models.DateTimeField(null=True, blank=True)
    mail_fails_at = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(member__isnull=False), name="reachability_of_one"
            ),
        ]


class Switch(Stamped):
    """A kind of message switched off: over one channel (or all), in one network (or all)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="switches"
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="switches")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=MessageKind, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    off = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(member__isnull=False), name="switch_of_one"
            ),
            models.CheckConstraint(
                condition=(Q(kind="") | Q(kind__in=MessageKind.values))
                & (Q(channel="") | Q(channel__in=Channel.values)),
                name="switch_codes_known",
            ),
            models.UniqueConstraint(
                fields=["user", "member", "network", "kind", "channel"],
                nulls_distinct=False,
                name="switch_once",
            ),
        ]


class PushSubscription(Stamped):
    """A browser that shows messages, as its push service named it. Ended when the service says it is gone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=50)
    ended_at = models.DateTimeField(null=True, blank=True)
