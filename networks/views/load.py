"""How much I carry, and for who organises how it is spread: never a list of names."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from networks import load as carried
from networks.access import network_for
from networks.standing import Permission
from networks.views.page import show


@require_safe
def load(request: HttpRequest, pk: UUID) -> HttpResponse:
    """My own hours against my own limit; the spread for who organises."""
    seat = network_for(request.user, pk, Permission.VIEW)
    organises = seat.may(Permission.ORGANIZE)
    context = {
        "own": carried.own(seat) if seat.member_ids else None,
        "spread": carried.spread(seat) if organises else None,
        "month": carried.month_of(seat)[0],
        "place": next(iter(seat.member_ids), None),
    }
    look = ("networks.load_seen", seat.network) if organises else None
    return show(request, seat, "networks/load.html", context, look=look)
