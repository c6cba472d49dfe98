"""Pages of the keepsake: whom the client names, what is in it, and the file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out
from networks import keeping
from networks.access import network_for
from networks.actions import keepsake as actions
from networks.forms.keepsake import KeepsakeForm
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def keepsakes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the client named, and naming somebody."""
    seat = network_for(request.user, pk, Permission.GIVE_KEEPSAKE, look="networks.keepsakes_seen")
    people = keeping.could_be_named(seat)
    form = KeepsakeForm(sent(request), people=people)
    if carried_out(form, actions.give_keepsake, actor=seat):
        messages.success(request, _("Noted. Nobody is told; you can take it back at any time."))
        return redirect("networks:keepsakes", pk)
    context = {"form": form, "people": people, "named": keeping.named(seat)}
    return show(request, seat, "networks/keepsakes.html", context, status=state(form))


@page
def keepsake_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that somebody gets a keepsake; the page says what is in it now."""
    seat, row = keeping.keepsake_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.take_back_keepsake, _("Taken back."), actor=seat, keepsake=pk)
        return redirect("networks:keepsakes", seat.network.pk)
    context = {"keepsake": row, "numbers": keeping.numbers(row)}
    return show(request, seat, "networks/keepsake_take_back.html", context)


@require_safe
def keepsake_file(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The keepsake as one file, for the one who was named; before that, for who gives it, to look at."""
    seat, row = keeping.received(request.user, pk)
    pieces = keeping.zipped(row, seat.user.language, seat.at)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="keepsake.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response
