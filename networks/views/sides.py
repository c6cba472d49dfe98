"""How each side sees the needs: three columns, and where they differ a conversation."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from networks import reading
from networks.access import network_for
from networks.choices.sides import SidesShown
from networks.measuring import seen
from networks.standing import Permission, Seat
from networks.views.need import three_sides
from networks.views.page import show

PAGE = 20


@require_safe
def sides(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open needs as the client, the informal and the professional side see them, side by side."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.sides_seen")
    parts = reading.domains(seat)
    code = request.GET.get("domain", "")
    chosen = next((part for part in parts if part.code == code), None)
    lines = seen.lines(seat, domain=chosen.pk if chosen else None)
    apart = [line for line in lines if line.differ]
    only = request.GET.get("show") == SidesShown.DIFFER
    page = Paginator(apart if only else lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(line, three_sides(line.said)) for line in page],
        "numbers": {"all": len(lines), "apart": len(apart)},
        "only": only,
        "shown": SidesShown.choices,
        "domains": parts,
        "domain": chosen,
        "has_side": seat.for_client or seat.formal or seat.informal,
    }
    return show(request, seat, "networks/sides.html", context | _meeting(seat))


def _meeting(seat: Seat) -> dict[str, Any]:
    """Where a difference can be spoken of."""
    meeting = seen.next_meeting(seat)
    return {"meeting": meeting, "on_agenda": seen.on_agenda(seat, meeting)}
