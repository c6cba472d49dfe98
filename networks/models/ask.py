"""A question to people to do something, whom it was put to, and links for who has no account."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices import Answer, AskStatus, NetworkStatus, Reach, TaskStatus, TaskWhen
from networks.models.member import Member
from networks.models.network import Network
from networks.models.task import Occurrence, Task


class AskQuerySet(models.QuerySet["Ask"]):
    def open(self) -> Self:
        return self.filter(status=AskStatus.OPEN)

    def to_widen(self, at: datetime) -> Self:
        """Put to one person first, not answered with a yes, and now to be put to more; not while the network
        rests or mourns.
        """
        rows = self.open().filter(wider_at__lte=at, widened_at__isnull=True)
        return rows.filter(network__mourning_since__isnull=True).exclude(
            network__status=NetworkStatus.RESTING
        )

    def over(self, at: datetime) -> Self:
        """Not closed, though its date is over, or every date of a task that ended or took place once."""
        past = Q(occurrence__ends_at__lte=at)
        coming = Occurrence.objects.filter(task=models.OuterRef("task"), ends_at__gt=at)
        ended = Q(task__status=TaskStatus.ENDED) | Q(task__when__in=[TaskWhen.ONCE, TaskWhen.WEEK])
        past |= Q(ended, ~models.Exists(coming), occurrence__isnull=True)
        return self.filter(past).exclude(status=AskStatus.CLOSED)

    def put_to(self, member_ids: Iterable[UUID]) -> Self:
        """Put to one of these members by now; one that still waits for the client, or to go wider, is not."""
        asked = Asked.objects.filter(ask=models.OuterRef("pk"), member__in=member_ids, asked_at__isnull=False)
        return self.filter(models.Exists(asked))


class Ask(Stamped):
    """An occurrence (or, without one, every open date of a task) put to people, in the asker's words.

    ``for_client`` marks that somebody asks for the client. With Reach.ONE_FIRST it goes wider at
    ``wider_at`` when there is no yes.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="asks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="asks")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="asks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.TextField(_("in your own words"), max_length=1000, blank=True)
    reach = models.CharField(_("whom do you ask?"), max_length=10, choices=Reach)
    status = models.CharField(max_length=10, choices=AskStatus)
    asked_at = models.DateTimeField(null=True, blank=True)
    wider_at = models.DateTimeField(null=True, blank=True)
    widened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "-created_at"], name="ask_network"),
            models.Index(fields=["task"], name="ask_task"),
            models.Index(
                fields=["wider_at"],
                name="ask_to_widen",
                condition=Q(status="open", widened_at__isnull=True, wider_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reach__in=Reach.values, status__in=AskStatus.values), name="ask_codes_known"
            ),
            models.CheckConstraint(
                condition=Q(status=AskStatus.CLOSED)
                | (Q(status=AskStatus.SHOWN) ^ Q(asked_at__isnull=False)),
                name="ask_put_with_date",
            ),
            models.UniqueConstraint(
                fields=["task", "occurrence"],
                condition=Q(status__in=[AskStatus.SHOWN.value, AskStatus.OPEN.value]),
                nulls_distinct=False,
                name="ask_one_open",
                violation_error_message=_("This was asked already and waits for an answer."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="ask_in_network"),
        ]


class Asked(Stamped):
    """One person to whom an ask was put: when, and what they answered. Silence is an empty answer."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="asked")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField(null=True, blank=True)
    by_name = models.BooleanField(default=False)
    answer = models.CharField(max_length=15, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    not_until = models.DateField(null=True, blank=True)
    note = models.CharField(_("a word with it"), max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-asked_at"], name="asked_member")]
        constraints = [
            models.UniqueConstraint(fields=["ask", "member"], name="asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=Answer.values, answered_at__isnull=False),
                name="asked_answered_with_date",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.NOT_UNTIL) | Q(not_until__isnull=False),
                name="asked_not_until_a_date",
                violation_error_message=_("Say until when."),
            ),
        ]


class HelperLinkQuerySet(models.QuerySet["HelperLink"]):
    def alive(self, at: datetime) -> Self:
        """Not revoked and not expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class HelperLink(Stamped):
    """The key in a mail with which a member without an account answers asks and sees their own promises.

    Kept as SHA-256 only. It opens nothing else, and only a POST acts.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="helper_links")
    member = models.ForeignKey(Member, models.PROTECT, related_name="helper_links")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, blank=True, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = HelperLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-created_at"], name="helper_link_member")]
