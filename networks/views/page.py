"""What every page of a network has in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from networks.standing import MAY, Seat


def show(
    request: HttpRequest,
    seat: Seat,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of this seat's network. Templates get ``seat``, ``network`` and ``may``, the rights as words."""
    shared = {"seat": seat, "network": seat.network, "may": MAY[seat.standing]}
    return render(request, template, shared | (context or {}), status=status)
