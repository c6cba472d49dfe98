"""An invitation from a named person, in their own words, answered once."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices import DeliveryWay, InvitationStatus
from networks.models.member import Member
from networks.models.network import Network

WAITING = (InvitationStatus.PROPOSED, InvitationStatus.SENT)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Not answered, not taken back, not expired: proposed or sent."""
        return self.filter(status__in=WAITING)

    def answerable(self, at: datetime) -> Self:
        """Sent and not yet expired: the only ones a secret can open."""
        return self.filter(status=InvitationStatus.SENT, expires_at__gt=at)

    def overdue(self, at: datetime) -> Self:
        """Sent, never answered, past their last moment."""
        return self.filter(status=InvitationStatus.SENT, expires_at__lte=at)

    def to_mail(self, at: datetime) -> Self:
        """Whose mail has yet to leave: not while the network mourns, and never from one that is made up."""
        due = self.answerable(at).filter(way=DeliveryWay.MAIL, mail_due=True)
        return due.filter(network__mourning_since__isnull=True, network__fictional=False)


class Invitation(Stamped):
    """Opens one place in one network for one person. Secrets are kept as SHA-256 only.

    Without a member it is for the client, who then gets an account of their own.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="invitations")
    inviter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(_("in your own words"), max_length=1000)
    way = models.CharField(_("how it reaches them"), max_length=10, choices=DeliveryWay)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    status = models.CharField(max_length=10, choices=InvitationStatus)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(_("question"), max_length=1000, blank=True)
    reply = models.TextField(_("answer"), max_length=1000, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "-created_at"], name="invitation_network"),
            models.Index(fields=["expires_at"], name="invitation_waiting", condition=models.Q(status="sent")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=InvitationStatus.values, way__in=DeliveryWay.values),
                name="invitation_codes_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=InvitationStatus.SENT) | models.Q(expires_at__isnull=False),
                name="invitation_sent_expires",
            ),
            models.UniqueConstraint(
                fields=["secret_hash"], condition=~models.Q(secret_hash=""), name="invitation_secret_once"
            ),
            models.UniqueConstraint(
                fields=["network", "member"],
                nulls_distinct=False,
                condition=models.Q(status__in=[one.value for one in WAITING]),
                name="invitation_one_waiting",
                violation_error_message=_("This person has an invitation already."),
            ),
        ]

    @property
    def name(self) -> str:
        """Whom it is for."""
        return self.member.name if self.member else self.network.client.name

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING
