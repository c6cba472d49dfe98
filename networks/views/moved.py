"""Work that moved: the ledger of swaps that run or ran, and what is written beside one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out
from networks import moved as reading
from networks.access import network_for
from networks.actions import moved as actions
from networks.doors import swap_for
from networks.forms.moved import MovedForm
from networks.standing import Permission
from networks.views.page import sent, show, state

PAGE = 30


@require_safe
def moved(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which work moved, in both directions, and what it gave back."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.moved_seen")
    rows = reading.of(seat)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    own = {row.swap.pk for row in page if actions.may_note(seat, row.swap)}
    context = {"page": page, "totals": reading.totals(rows), "own": own}
    return show(request, seat, "networks/moved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moved_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down why work moves by a swap, and what was checked before."""
    seat, swap = swap_for(request.user, pk, Permission.WRITE_NOTE)
    if not actions.may_note(seat, swap):
        raise PermissionDenied
    note = reading.note_of(swap)
    start = {name: getattr(note, name) for name in MovedForm.base_fields} if note else {}
    form = MovedForm(sent(request), initial=start)
    if carried_out(form, actions.note_swap, actor=seat, swap=pk):
        messages.success(request, _("Written down."))
        return redirect("networks:moved", swap.network_id)
    context = {"form": form, "line": reading.one(swap), "swap": swap}
    look = ("networks.swap_seen", swap)
    return show(request, seat, "networks/moved_note.html", context, status=state(form), look=look)
