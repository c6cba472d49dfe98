"""What the client wants support for, in the client's words, and how three sides see it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order, no_overlap
from networks.choices import CloseReason, Importance, Met, NeedStatus, ViewSide, Visibility
from networks.models.network import Network
from networks.models.readable import ReadableQuerySet

DEFAULT_DOMAINS: dict[str, Promise] = {
    "participation": pgettext_lazy("life domain", "Taking part"),
    "physical": pgettext_lazy("life domain", "Body"),
    "meaning": pgettext_lazy("life domain", "Meaning"),
    "psychosocial": pgettext_lazy("life domain", "Feeling well"),
}
"""The four life domains every network starts with, by code, in the words of the screens."""


class LifeDomainQuerySet(models.QuerySet["LifeDomain"]):
    def of_organisation(self, organisation: Organisation) -> Self:
        """What an organisation added for the networks it takes part in."""
        return self.filter(organisation=organisation)

    def for_network(self, network: Network) -> Self:
        """The four defaults and those of the organisations that take part in this network."""
        return self.filter(
            models.Q(organisation__isnull=True)
            | models.Q(
                organisation__in=network.members.filter(until=None, joined_at__isnull=False).values(
                    "organisation"
                )
            )
        )


class LifeDomain(Stamped):
    """A part of life in which a need lies. Four by default; an organisation can add its own."""

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="life_domains"
    )
    code = models.SlugField(max_length=30)
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(default=100)

    objects = LifeDomainQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], nulls_distinct=False, name="life_domain_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | Promise:
        """The name on the screen: translated for the four defaults, as entered for others."""
        return self.name if self.organisation_id else DEFAULT_DOMAINS.get(self.code, self.name)

    @property
    def letter(self) -> str:
        """The letter that stands beside the colour."""
        return str(self.label)[:1].upper()


class NeedQuerySet(ReadableQuerySet):
    def on(self, moment: datetime) -> Self:
        """Needs that were written down by then, with ``status_then``: the status they had."""
        state = NeedState.objects.at(moment).filter(need=models.OuterRef("pk"))
        return self.filter(since__lte=moment).annotate(
            status_then=models.Subquery(state.values("status")[:1])
        )

    def with_domains(self) -> Self:
        """With ``domain_ids``: the life domains of each need as an array, without a query more."""
        domain = ArrayAgg("domains__id", distinct=True, filter=models.Q(domains__isnull=False), default=[])
        return self.annotate(domain_ids=domain)

    def open(self) -> Self:
        return self.filter(status=NeedStatus.OPEN)

    def most_important_first(self) -> Self:
        order = [models.When(importance=one, then=rank) for rank, one in enumerate(Importance)]
        return self.order_by(models.Case(*order), "since", "id")


class Need(Stamped):
    """A support question in the client's words."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="needs")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.CharField(_("in the client's words"), max_length=300)
    domains = models.ManyToManyField(LifeDomain, related_name="needs", verbose_name=_("parts of life"))
    importance = models.CharField(
        _("how much it matters"), max_length=10, choices=Importance, default=Importance.MEDIUM
    )
    status = models.CharField(max_length=10, choices=NeedStatus, default=NeedStatus.OPEN)
    since = models.DateTimeField()
    visibility = models.CharField(_("who may read this"), max_length=15, choices=Visibility)
    named = models.ManyToManyField("networks.Member", related_name="+", blank=True)
    source_key = models.CharField(max_length=200, blank=True, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="need_network")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    importance__in=Importance.values,
                    status__in=NeedStatus.values,
                    visibility__in=Visibility.values,
                ),
                name="need_codes_known",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="need_has_words"),
            models.UniqueConstraint(fields=["network", "id"], name="need_in_network"),
            models.UniqueConstraint(
                fields=["network", "source_key"], condition=~models.Q(source_key=""), name="need_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class NeedState(Period):
    """Which status a need had, from when until when, and why: the history behind Need.status."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="states")
    status = models.CharField(max_length=10, choices=NeedStatus)
    reason = models.CharField(max_length=20, choices=CloseReason, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["need", "since"], name="need_state_need")]
        constraints = [
            in_order("need_state_in_order"),
            no_overlap("need_state_once", "need"),
            models.CheckConstraint(
                condition=(
                    models.Q(status=NeedStatus.CLOSED, reason__in=CloseReason.values)
                    | models.Q(status__in=[NeedStatus.OPEN, NeedStatus.RESTING], reason="")
                ),
                name="need_closed_with_reason",
                violation_error_message=_("Say why this need is closed."),
            ),
        ]


class NeedLink(Period):
    """ "This affects that": one need has a bearing on another, in words."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="need_links")
    source = models.ForeignKey(Need, models.PROTECT, related_name="affects")
    target = models.ForeignKey(Need, models.PROTECT, related_name="affected_by")
    words = models.CharField(_("in words"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="need_link_network")]
        constraints = [
            in_order("need_link_in_order"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="need_link_between_two",
                violation_error_message=_("A need cannot affect itself."),
            ),
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=models.Q(until__isnull=True),
                name="need_link_once",
                violation_error_message=_("These two are linked already."),
            ),
        ]


class NeedView(Stamped):
    """How one side sees a need at a moment. Sides stay apart; a difference opens a conversation."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="views")
    side = models.CharField(max_length=10, choices=ViewSide)
    met = models.CharField(max_length=10, choices=Met)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-id"]
        indexes = [models.Index(fields=["need", "-said_at"], name="need_view_need")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=ViewSide.values, met__in=Met.values), name="need_view_known"
            ),
        ]
