"""Who has opened a need already: said before somebody narrows who may read it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accountability.models import LedgerEntry
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
    looks = LedgerEntry.objects.filter(
        chain=seat.network.pk, verb="networks.need_seen", subject_id=need.pk, actor_id__isnull=False
    ).exclude(actor_id=seat.user.pk)
    people = looks.values("actor_id").annotate(name=Max("actor_label"), last=Max("at")).order_by("-last")
    template = "_readers.html" if wants_fragment(request) else "readers.html"
    return show(request, seat, f"accountability/{template}", {"need": need, "people": list(people)})
