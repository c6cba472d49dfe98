"""The kinds of things to do: what every network knows, and what this one added."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from networks import planned
from networks.access import network_for
from networks.actions import activity as actions
from networks.doors import activity_for
from networks.forms.task import ActivityForm
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def activities(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every kind of thing to do, with how it usually is."""
    seat = network_for(request.user, pk, Permission.VIEW)
    kinds = planned.activities(seat)
    context = {
        "own": planned.own_activities(seat),
        "known": [one for one in kinds if one.network_id is None],
        "form": None,
    }
    return show(request, seat, "networks/activities.html", context)


@page
def activity_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a kind of thing for this network."""
    seat = network_for(request.user, pk, Permission.ORGANIZE)
    form = ActivityForm(sent(request), initial={"minutes": 60})
    if carried_out(form, actions.add_activity, actor=seat):
        messages.success(request, _("Added. It can be chosen from now on."))
        return redirect("networks:activities", pk)
    return show(request, seat, "networks/activity_add.html", {"form": form}, status=state(form))


@require_POST
def activity_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a kind out of the list."""
    seat, row = activity_for(request.user, pk, Permission.ORGANIZE)
    said = _("“%(name)s” is no longer in the list.") % {"name": row.name}
    press(request, actions.end_activity, said, actor=seat, activity=pk)
    return redirect("networks:activities", seat.network.pk)
