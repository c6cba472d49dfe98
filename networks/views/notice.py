"""Notices: what the house has to say to the reader, on the site itself."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from networks import notices as reading
from networks.actions import reach as actions
from networks.views.page import press

PAGE = 20


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first."""
    rows = Paginator(reading.of(request.user), PAGE).get_page(request.GET.get("page"))
    found = reading.written_out(rows.object_list, timezone.now())
    unread = reading.unread(request.user)
    return render(request, "networks/notices.html", {"page": rows, "notices": found, "unread": unread})


@require_safe
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open what a notice is about; from then on it counts as read."""
    row = reading.notice_for(request.user, pk)
    actions.read_notices(user=request.user, notice=pk)
    reading.counted_anew(request.user)
    found = reading.written_out([row], timezone.now())[0]
    return redirect(found.path or "networks:notices")


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Everything counts as read."""
    actions.read_notices(user=request.user)
    reading.counted_anew(request.user)
    return redirect("networks:notices")


@require_POST
def notice_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice counts as read."""
    reading.notice_for(request.user, pk)
    actions.read_notices(user=request.user, notice=pk)
    reading.counted_anew(request.user)
    return redirect("networks:notices")


@require_POST
def notice_mute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """No more messages of this kind from this network."""
    reading.notice_for(request.user, pk)
    said = _("You get no more messages of this kind from this network. You can turn them on again here.")
    press(request, actions.mute, said, actor=request.user, notice=pk)
    return redirect("networks:reached")
