"""The list of my networks, and one network: its picture, who keeps the overview, and what is needed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.access import network_for
from networks.choices import NetworkStatus, RoleKind, Side
from networks.forms.network import GlanceForm, ListForm
from networks.glance import glance
from networks.listing import my_networks, page_of, rows_of
from networks.standing import Permission
from networks.views.page import show


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The networks in which I have a place: search, filter, order, fifty to a page."""
    asked = ListForm(request.GET).asked
    at = timezone.now()
    page, ids = page_of(my_networks(request.user, at, **asked), request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "rows": rows_of(request.user, at, ids),
        "statuses": NetworkStatus.choices,
    }
    return render(request, "networks/list.html", context)


@require_safe
def network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A network at a glance, now or as it was at the end of a past day."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.network_seen")
    form = GlanceForm(request.GET, network=seat.network, at=seat.at)
    form.is_valid()
    context = {
        "form": form,
        "asked": form.asked,
        "glance": glance(seat, form.moment, form.asked),
        "as_list": form.cleaned_data.get("show") == "list",
        "sides": Side.choices,
        "roles": RoleKind.choices,
    }
    return show(request, seat, "networks/network.html", context)
