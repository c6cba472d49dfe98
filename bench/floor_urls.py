"""The floors in Django: the same rows as our pages show, the way a first draft would fetch and print them."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.serializers import ModelSerializer

from networks.models import CirclePlacement, Member, Need, NeedLink, Network, Participation, Role


@login_required
def network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One network: people with circle and roles, needs with domains and links."""
    found = get_object_or_404(Network.objects.select_related("client"), pk=pk)
    members = Member.objects.filter(network=found, until=None).select_related("organisation").order_by("name")
    placements = CirclePlacement.objects.filter(member__network=found, until=None)
    circles = dict(placements.values_list("member_id", "circle"))
    roles: dict[UUID, list[str]] = {}
    for role in Role.objects.filter(network=found, until=None):
        roles.setdefault(role.member_id, []).append(role.get_kind_display())
    links: dict[UUID, list[str]] = {}
    for link in NeedLink.objects.filter(network=found, until=None):
        links.setdefault(link.source_id, []).append(link.words)
    needs = Need.objects.filter(network=found).exclude(status="closed").prefetch_related("domains")
    context = {
        "network": found,
        "people": [(one, circles.get(one.pk), roles.get(one.pk, ())) for one in members],
        "needs": [(one, links.get(one.pk, ())) for one in needs.order_by("since")],
    }
    return render(request, "network.html", context)


def _mine(user: Any) -> QuerySet[Network]:
    inside = Member.objects.filter(user=user, until=None, joined_at__isnull=False)
    return Network.objects.filter(pk__in=inside.values("network")).exclude(status="ended")


@login_required
def networks(request: HttpRequest) -> HttpResponse:
    """Fifty of my networks by name, with how many people take part."""
    rows = _mine(request.user).select_related("client").order_by("title", "id")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    inside = Member.objects.filter(network__in=[one.pk for one in page], until=None).values("network")
    people = dict(inside.annotate(number=Count("pk")).values_list("network", "number"))
    return render(request, "list.html", {"page": page, "rows": [(one, people.get(one.pk)) for one in page]})


@login_required
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Fifty networks of an organisation by number; with ``count`` also how many there are, counted now."""
    rows = Participation.objects.filter(organisation=pk, until=None).select_related("team").order_by("number")
    total = rows.count() if "count" in request.GET else ""
    return render(request, "overview.html", {"rows": rows[:50], "total": total})


class NetworkSerializer(ModelSerializer[Network]):
    class Meta:
        model = Network
        fields: ClassVar = ["id", "title", "status", "purpose", "since", "ended_at", "region", "version"]


class Pages(CursorPagination):
    page_size = 100
    ordering = ("title", "id")


class Networks(ListAPIView[Network]):
    """A hundred of my networks as JSON."""

    serializer_class = NetworkSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Network]:
        return _mine(self.request.user)


urlpatterns = [
    path("bare/networks/<uuid:pk>/", network),
    path("bare/networks/", networks),
    path("bare/overview/<uuid:pk>/", overview),
    path("bare/api/networks/", Networks.as_view()),
]
