"""Who counts a network: the organisations that see numbers of it, and how they know it. For who is inside."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from networks.access import network_for
from networks.actions import overview as actions
from networks.forms.overview import HostForm, NicknameForm
from networks.overview import doors, reading
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def counted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The organisations that count this network, and exactly what each of them sees."""
    seat = network_for(request.user, pk, Permission.VIEW)
    context = {"offices": reading.seen_by(seat), "hosts": doors.hosts(seat)}
    return show(request, seat, "networks/counted.html", context)


@page
def nickname(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give this network a nickname for the colleagues of my organisation."""
    seat, row = doors.counted_for(request.user, pk)
    if row.organisation_id not in doors.works_for(seat):
        raise PermissionDenied
    form = NicknameForm(sent(request), initial={"nickname": row.nickname})
    if carried_out(form, actions.give_nickname, actor=seat, participation=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:counted", seat.network.pk)
    return show(request, seat, "networks/nickname.html", {"form": form, "row": row}, status=state(form))


@page
def host_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an organisation host this network."""
    seat = network_for(request.user, pk, Permission.APPOINT)
    form = HostForm(sent(request))
    if carried_out(form, actions.let_host, actor=seat):
        messages.success(request, _("Saved. From tonight this organisation sees numbers of this network."))
        return redirect("networks:counted", pk)
    return show(request, seat, "networks/host_add.html", {"form": form}, status=state(form))


@require_POST
def host_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An organisation no longer hosts this network."""
    seat, _row = doors.host_for(request.user, pk)
    said = _("Saved. This organisation no longer hosts your network.")
    press(request, actions.end_host, said, actor=seat, host=pk)
    return redirect("networks:counted", seat.network.pk)
