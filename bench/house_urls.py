"""The house's addresses, and its network page once more without the trace that a look leaves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from networks import access
from networks.views.network import network


def untraced(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The network page without its line in the ledger: one request at a time, only here."""
    rooms = vars(access)
    traced, rooms["announce_look"] = rooms["announce_look"], lambda event: None
    try:
        return network(request, pk)
    finally:
        rooms["announce_look"] = traced


urlpatterns = [path("bench/untraced/<uuid:pk>/", untraced), path("", include("carenet.urls"))]
