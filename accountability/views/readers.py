"""Who has opened a need already: said before somebody narrows who may read it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accountability.diary import readers_of
from carenet.lib.htmx import wants_fragment
from networks.access import need_for
from networks.actions.need import may_restrict
from networks.standing import Permission
from networks.views.page import show


@require_safe
def readers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who opened this need and when last, except the reader of this page; for who may narrow it."""
    seat, need = need_for(request.user, pk, Permission.VIEW)
    if not may_restrict(seat, need):
        raise PermissionDenied
    people = readers_of(seat.network, need.pk, but=seat.user.pk)
    template = "_readers.html" if wants_fragment(request) else "readers.html"
    look = ("networks.need_seen", need)
    return show(request, seat, f"accountability/{template}", {"need": need, "people": people}, look=look)
