"""How it goes: what may be worth a look, what is put off, and the network in numbers, week by week."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from carenet.lib.htmx import wants_fragment
from networks.access import network_for
from networks.actions import health as actions
from networks.forms.health import USUAL, PutOffForm
from networks.health import numbers, reading, weeks
from networks.standing import Permission
from networks.views.page import press, sent, show, state


@require_safe
def health(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What this reader may see of what is worth a look, each with one thing to do; as a part of the network's
    page only the first of them. That is a look of its own: it may show what that page does not.
    """
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.health_seen")
    shown = reading.signals_for(seat)
    context: dict[str, Any] = {
        "signals": [one for one in shown if not one.put_off],
        "put_off": [one for one in shown if one.put_off],
        "silent": reading.is_silent(seat.network),
        "state": reading.state_of(seat),
    }
    template = "networks/_signals_first.html" if wants_fragment(request) else "networks/health.html"
    return show(request, seat, template, context)


@require_safe
def health_numbers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The network in sentences with counts, as far as this reader may know of them, and week by week."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.health_seen")
    told = weeks.of(seat)
    context = {"numbers": numbers.of(seat), "weeks": told, "charts": weeks.charts(told)}
    return show(request, seat, "networks/health_numbers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_put_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Not now: leave it in peace until a day."""
    seat, shown = reading.signal_for(request.user, pk, Permission.ORGANIZE)
    start = {"until": seat.network.today(seat.at) + USUAL, "version": shown.signal.version}
    form = PutOffForm(sent(request), initial=start)
    if carried_out(form, actions.put_off, actor=seat, signal=pk):
        messages.success(request, _("Put off. You find it under “Not now”."))
        return redirect("networks:health", seat.network.pk)
    context = {"form": form, "shown": shown}
    look = ("networks.health_seen", seat.network)
    return show(request, seat, "networks/signal_put_off.html", context, status=state(form), look=look)


@require_POST
def signal_look_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo: no longer put off."""
    seat, _shown = reading.signal_for(request.user, pk, Permission.ORGANIZE)
    press(request, actions.look_again, _("Back on the list."), actor=seat, signal=pk)
    return redirect("networks:health", seat.network.pk)
