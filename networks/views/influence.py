"""The circle of influence: one's own answers about what stands in the way, side by side, and on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import swapping
from networks.access import network_for
from networks.actions import influence as actions
from networks.choices.rule import Sphere
from networks.doors import barrier_for
from networks.forms.influence import BeginInfluenceForm, InfluenceForm
from networks.glance import initials
from networks.models import Placing
from networks.rules import influence as reading
from networks.rules.access import placing_for
from networks.rules.circles import drawn
from networks.standing import Permission
from networks.views.page import press, sent, show, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def influence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the exercise is, and what stands in the way here to do it with."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.barriers_seen")
    rows = Paginator(reading.barriers_to_place(seat), PAGE).get_page(request.GET.get("page"))
    loops = {"late": reading.waiting_barriers(seat), "answered": reading.answered_barriers(seat)}
    context = {"page": rows} | loops
    return show(request, seat, "networks/influence.html", context)


@page
def influence_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do it with something that nobody wrote down yet."""
    seat = network_for(request.user, pk, Permission.WRITE_NOTE)
    start = {"task": request.GET.get("task", "")}
    form = BeginInfluenceForm(sent(request), initial=start, tasks=swapping.tasks_open(seat))
    if carried_out(form, actions.begin_influence, actor=seat):
        messages.success(request, _("Written down. This is how you see it."))
        return redirect("networks:influence_together", outcome(form).barrier_id)
    context = {"form": form, "circles": _empty(), "spheres": Sphere}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/influence_place.html", context, status=state(form), look=look)


@page
def influence_place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do it with something that is written down, or change one's own answers."""
    seat, row = barrier_for(request.user, pk, Permission.WRITE_NOTE)
    if row.until is not None:
        raise Http404
    mine = reading.mine(seat, row)
    form = InfluenceForm(sent(request), initial=_start(mine))
    if carried_out(form, actions.place_barrier, actor=seat, barrier=pk):
        messages.success(request, _("Saved. This is how you see it."))
        return redirect("networks:influence_together", pk)
    context = {"form": form, "barrier": row, "mine": mine, "circles": _empty(), "spheres": Sphere}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/influence_place.html", context, status=state(form), look=look)


def _start(mine: Placing | None) -> dict[str, Any]:
    """One's own answers as they are; what others wrote is not put into anybody's mouth."""
    fields = (*actions.ANSWERS, "version")
    return {name: getattr(mine, name) for name in fields} if mine else {}


def _empty() -> str:
    return drawn([], _("Three circles: what I can change, whom I can talk to, and what only touches me."))


@require_safe
def influence_together(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How everybody sees it, side by side: a difference is something to talk about, never a mean."""
    seat, row = barrier_for(request.user, pk, Permission.VIEW)
    placed = reading.side_by_side(seat, row)
    spheres = reading.spheres(placed)
    said = "; ".join(
        f"{sphere.label}: {', '.join(one.author.name for one in found) or _('nobody')}"
        for sphere, found in spheres
    )
    context = {
        "barrier": row,
        "placed": placed,
        "spheres": spheres,
        "circles": drawn(reading.marks(placed, initials), said),
        "differences": reading.differences(placed),
        "mine": next((one for one in placed if one.author_id == seat.user.pk), None),
    }
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/influence_together.html", context, look=look)


@require_safe
def influence_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The exercise on one printed page: one's own answers, and lines where nothing is filled in."""
    seat, row = barrier_for(request.user, pk, Permission.VIEW)
    empty = "empty" in request.GET
    mine = None if empty else reading.mine(seat, row)
    context = {
        "barrier": row,
        "mine": mine,
        "spheres": Sphere,
        "circles": drawn(reading.marks([mine], initials) if mine else [], _("The three circles.")),
    }
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/influence_sheet.html", context, look=look)


@require_POST
def placing_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own answers back."""
    seat, row = placing_for(request.user, pk, Permission.WRITE_NOTE)
    said = _("Taken back. Nobody reads your answers any more.")
    press(request, actions.take_back_placing, said, actor=seat, placing=pk)
    return redirect("networks:influence_together", row.barrier_id)
