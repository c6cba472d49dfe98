"""The wheel of parts of life: then and now, all that was said, saying something, and who reads it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out
from networks.access import network_for
from networks.actions import wheel as actions
from networks.forms.need import RestrictForm
from networks.forms.wheel import WheelForm
from networks.measuring import wheel_words as found
from networks.standing import Permission
from networks.views.need import audience_choices
from networks.views.page import press, sent, show, state

PAGE = 20
SEEN = "networks.wheel_seen"
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def wheel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the client said of each part of life, then and now, side by side."""
    seat = network_for(request.user, pk, Permission.VIEW, look=SEEN)
    return show(
        request, seat, "networks/wheel.html", {"wheel": found.wheel(seat, request.GET.get("then", ""))}
    )


@require_safe
def wheel_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that was said, the latest first, or all of one part of life."""
    seat = network_for(request.user, pk, Permission.VIEW, look=SEEN)
    parts = found.parts_to_choose(seat)
    code = request.GET.get("domain", "")
    chosen = next((part for part in parts if part.code == code), None)
    rows = found.said_before(seat, chosen.pk if chosen else None)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "domains": parts,
        "domain": chosen,
    }
    return show(request, seat, "networks/wheel_words.html", context)


@page
def wheel_say(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say something of a part of life, as or for the client."""
    seat = found.speaker_for(request.user, pk)
    start: dict[str, Any] = {"visibility": seat.network.need_visibility, "domain": request.GET.get("domain")}
    choices = audience_choices(seat) | {"domains": found.parts_to_choose(seat)}
    form = WheelForm(sent(request), initial=start, **choices)
    if carried_out(form, actions.say_of_life, actor=seat):
        messages.success(request, _("Written down. What was said before stays beside it."))
        return redirect("networks:wheel", pk)
    return show(request, seat, "networks/wheel_say.html", {"form": form}, status=state(form))


@page
def wheel_audience(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change who may read what was said."""
    seat, row = found.word_for(request.user, pk, own=True)
    start = {"visibility": row.visibility, "version": row.version}
    start["named"] = [member.pk for member in row.named.all()]
    form = RestrictForm(sent(request), initial=start, **audience_choices(seat, row))
    if carried_out(form, actions.restrict_wheel_word, actor=seat, word=pk):
        messages.success(request, _("Saved. From now on only they can read it."))
        return redirect("networks:wheel_words", seat.network.pk)
    context = {"form": form, "word": row}
    look = (SEEN, seat.network)
    return show(request, seat, "networks/wheel_audience.html", context, status=state(form), look=look)


@page
def wheel_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what was said: it is gone."""
    seat, row = found.word_for(request.user, pk, own=True)
    if request.method == "POST":
        press(request, actions.take_back_wheel_word, _("Taken back. It is gone."), actor=seat, word=pk)
        return redirect("networks:wheel_words", seat.network.pk)
    look = (SEEN, seat.network)
    return show(request, seat, "networks/wheel_take_back.html", {"word": row}, look=look)
