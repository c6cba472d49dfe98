"""Needs in the client's words: state, readers, links between them, and how three sides see them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, When
from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import reading
from networks.access import link_for, links_then, need_for, network_for
from networks.actions import need as actions
from networks.choices import CloseReason, Importance, Met, NeedStatus, ViewSide, Visibility
from networks.models import LifeDomain, Need, NeedLink, NeedView
from networks.standing import Permission, Seat

MOST_NAMED = 100


class DomainShape(Shape):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")
    organisation = serializers.UUIDField(allow_null=True, source="organisation_id")

    @staticmethod
    def read_name(domain: LifeDomain) -> str:
        return str(domain.label)


class SaidShape(Shape):
    met = serializers.ChoiceField(Met.choices)
    said_at = serializers.DateTimeField()


class SidesShape(Shape):
    """What each side said last; the sides are never averaged."""

    client = SaidShape(allow_null=True)
    informal = SaidShape(allow_null=True)
    formal = SaidShape(allow_null=True)

    @staticmethod
    def read_client(said: reading.Views) -> NeedView | None:
        return said.get(ViewSide.CLIENT)

    @staticmethod
    def read_informal(said: reading.Views) -> NeedView | None:
        return said.get(ViewSide.INFORMAL)

    @staticmethod
    def read_formal(said: reading.Views) -> NeedView | None:
        return said.get(ViewSide.FORMAL)


class NeedThenShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    words = serializers.CharField()
    domains = serializers.ListField(child=serializers.UUIDField())
    importance = serializers.ChoiceField(Importance.choices)
    status = serializers.ChoiceField(NeedStatus.choices, allow_null=True)
    since = serializers.DateTimeField()
    visibility = serializers.ChoiceField(Visibility.choices)
    for_client = serializers.BooleanField(help_text="Written by, or for, the client.")
    version = serializers.IntegerField()

    @staticmethod
    def read_domains(need: Need) -> list[UUID]:
        return [domain.pk for domain in need.domains.all()]

    @staticmethod
    def read_status(need: Need) -> str | None:
        status: str | None = getattr(need, "status_then", need.status)
        return status


class NeedLineShape(NeedThenShape):
    sides = SidesShape(source="said")


class NeedShape(NeedLineShape):
    author = serializers.CharField(source="author.name", help_text="The name of who wrote it down.")
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        source="named_ids",
        help_text="Members who may read it, for who may change that; null for everybody else.",
    )


class LinkShape(Shape):
    id = serializers.UUIDField()
    source = serializers.UUIDField(source="source_id", help_text="The need that affects.")  # type: ignore[assignment]
    target = serializers.UUIDField(source="target_id", help_text="The need that is affected.")
    words = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class ViewShape(Shape):
    id = serializers.UUIDField()
    need = serializers.UUIDField(source="need_id")
    side = serializers.ChoiceField(ViewSide.choices)
    met = serializers.ChoiceField(Met.choices)
    said_by = serializers.CharField(source="said_by.name", help_text="The name of who said it.")
    said_at = serializers.DateTimeField()


class AudienceBody(Body):
    visibility = Code(Visibility.choices)
    named = serializers.ListField(
        child=Ref(), required=False, max_length=MOST_NAMED, help_text="Members, when the visibility is named."
    )


class NeedBody(AudienceBody):
    words = Text(max_length=300)
    domains = serializers.ListField(child=Ref(), min_length=1, max_length=20)
    importance = Code(Importance.choices, required=False)


class StatusBody(Body):
    status = Code(NeedStatus.choices)
    reason = Code(CloseReason.choices, required=False, help_text="Needed for closing, and only there.")


class ViewBody(Body):
    met = Code(Met.choices)


class LinkBody(Body):
    source = Ref()  # type: ignore[assignment]
    target = Ref()
    words = Text(max_length=200)


class NeedQuery(Paged):
    status = Code(NeedStatus.choices, required=False)
    domain = Ref(required=False)


def needs_then(seat: Seat, moment: datetime) -> QuerySet[Need]:
    """Needs this seat may read that were written down by then, with the status they had."""
    return reading.needs(seat).on(moment)  # type: ignore[attr-defined,no-any-return]


def _with_sides(needs: Iterable[Any]) -> None:
    said = reading.latest_views(needs)
    for need in needs:
        need.said = said[need.pk]


def in_full(seat: Seat, need: Any) -> Need:
    """The need with what the sides said and, for who may change it, the members it is restricted to."""
    _with_sides([need])
    restricts = actions.may_restrict(seat, need)
    need.named_ids = list(need.named.values_list("pk", flat=True)) if restricts else None
    return need  # type: ignore[no-any-return]


def as_now(seat: Seat, pk: UUID) -> Need:
    """The need as it stands after a change."""
    return in_full(*need_for(seat.user, pk, Permission.VIEW))


class Domains(Address):
    @lists(DomainShape)
    def get(self, pk: UUID) -> list[LifeDomain]:
        """The parts of life in use in this network."""
        return reading.domains(network_for(self.user, pk, Permission.VIEW))


class Needs(Address):
    @lists(NeedLineShape, asks=NeedQuery)
    def get(self, pk: UUID) -> InOrder:
        """The needs I may read, most important first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.needs_seen")
        rows = reading.needs(seat, status=self.asked.get("status", ""), domain=self.asked.get("domain"))
        order = [When(importance=one, then=rank) for rank, one in enumerate(Importance)]
        ranked = rows.annotate(rank=Case(*order, output_field=IntegerField()))
        return InOrder(ranked, ("rank", "since", "id"), _with_sides)

    @adds(NeedBody, NeedShape, at="need")
    def post(self, pk: UUID) -> Need:
        """Write down a need."""
        seat = network_for(self.user, pk, Permission.RAISE_NEED)
        return in_full(seat, actions.raise_need(actor=seat, **self.body()))


class OneNeed(Address):
    @reads(NeedShape)
    def get(self, pk: UUID) -> Need:
        """One need."""
        return in_full(*need_for(self.user, pk, Permission.VIEW, look="networks.need_seen"))

    @revises(NeedBody, NeedShape)
    def patch(self, pk: UUID) -> Need:
        """Change a need's words, parts of life, importance or readers."""
        seat, need = need_for(self.user, pk, Permission.RAISE_NEED)
        given = _kept(need) | self.body()
        actions.revise_need(actor=seat, need=pk, version=self.version_of(need), **given)
        return as_now(seat, pk)


def _kept(need: Need) -> dict[str, Any]:
    """What a change leaves as it is when it says nothing about it."""
    return {
        "words": need.words,
        "domains": [domain.pk for domain in need.domains.all()],
        "importance": need.importance,
        "visibility": need.visibility,
        "named": list(need.named.values_list("pk", flat=True)),
    }


class NeedStatusAddress(Address):
    @acts(NeedShape, StatusBody, minds_version=True)
    def post(self, pk: UUID) -> Need:
        """Open a need, put it at rest, or close it with a reason."""
        seat, need = need_for(self.user, pk, Permission.RAISE_NEED)
        given = self.body()
        actions.set_need_status(actor=seat, need=pk, version=self.version_of(need), **given)
        return as_now(seat, pk)


class NeedAudience(Address):
    @acts(NeedShape, AudienceBody, minds_version=True)
    def post(self, pk: UUID) -> Need:
        """Change only who may read a need."""
        seat, need = need_for(self.user, pk, Permission.RAISE_NEED)
        given = self.body()
        row = actions.restrict_need(actor=seat, need=pk, version=self.version_of(need), **given)
        return in_full(seat, row)


class NeedViews(Address):
    @lists(ViewShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Everything the three sides said about a need, the latest first."""
        _seat, need = need_for(self.user, pk, Permission.VIEW, look="networks.need_seen")
        return InOrder(reading.views_of(need), ("-said_at", "-id"))

    @adds(ViewBody, ViewShape)
    def post(self, pk: UUID) -> NeedView:
        """Say from my own side whether a need is met."""
        seat, _need = need_for(self.user, pk, Permission.SAY_VIEW)
        return actions.say_view(actor=seat, need=pk, met=Met(self.body()["met"]))


class Links(Address):
    @lists(LinkShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Which needs affect each other, in words."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.needs_seen")
        return InOrder(links_then(seat, seat.at), ("since", "id"))

    @adds(LinkBody, LinkShape)
    def post(self, pk: UUID) -> NeedLink:
        """Say that one need affects another."""
        seat = network_for(self.user, pk, Permission.RAISE_NEED)
        return actions.link_needs(actor=seat, **self.body())


class EndLink(Address):
    @acts(LinkShape)
    def post(self, pk: UUID) -> NeedLink:
        """End a link between two needs."""
        seat, _link = link_for(self.user, pk, Permission.RAISE_NEED)
        self.body()
        return actions.unlink_needs(actor=seat, link=pk)


urlpatterns = [
    path("networks/<uuid:pk>/domains/", Domains.as_view(), name="domains"),
    path("networks/<uuid:pk>/needs/", Needs.as_view(), name="needs"),
    path("networks/<uuid:pk>/links/", Links.as_view(), name="links"),
    path("needs/<uuid:pk>/", OneNeed.as_view(), name="need"),
    path("needs/<uuid:pk>/status/", NeedStatusAddress.as_view(), name="need_status"),
    path("needs/<uuid:pk>/audience/", NeedAudience.as_view(), name="need_audience"),
    path("needs/<uuid:pk>/views/", NeedViews.as_view(), name="need_views"),
    path("links/<uuid:pk>/end/", EndLink.as_view(), name="link_end"),
]
