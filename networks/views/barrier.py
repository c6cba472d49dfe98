"""Barriers: what is said to be impossible, and the circle of influence around it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import swapping
from networks.access import network_for
from networks.actions import barrier as actions
from networks.doors import barrier_for
from networks.experiments import tries_of
from networks.forms.barrier import AddBarrierForm, BarrierForm, EndBarrierForm
from networks.models import Barrier
from networks.rules import influence
from networks.rules.access import may_put
from networks.rules.legal import notes_for
from networks.rules.register import country_of
from networks.standing import Permission, Seat
from networks.views.page import sent, show, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def barriers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is said to be impossible here, and what came of what was."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.barriers_seen")
    ended = request.GET.get("state") == "ended"
    rows = Paginator(swapping.barriers(seat, ended=ended), PAGE).get_page(request.GET.get("page"))
    context = {"page": rows, "ended": ended}
    if not ended:
        context |= {"late": influence.waiting_barriers(seat), "answered": influence.answered_barriers(seat)}
    return show(request, seat, "networks/barriers.html", context)


@require_safe
def barrier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: who told you, where is it written, who can change it, what is the smallest try."""
    seat, row = barrier_for(request.user, pk, Permission.VIEW)
    context = {
        "barrier": row,
        "may_end": actions.may_end(seat, row),
        "knows_task": row.task is not None and row.task in swapping.knows_tasks(seat, row.task),
        "swaps": swapping.swaps_behind(seat, row),
        "tries": tries_of(seat, row)[:PAGE],
        "placed": influence.placed_by(seat, row),
        "put_to": influence.put_to(seat, row),
        "may_put": may_put(seat, row),
        "notes": notes_for(row.source, country_of(seat.network.region)),
    }
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier.html", context, look=look)


@page
def barrier_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down something that is said to be impossible."""
    seat = network_for(request.user, pk, Permission.WRITE_NOTE)
    tasks = swapping.tasks_open(seat)
    form = AddBarrierForm(sent(request), initial={"task": request.GET.get("task", "")}, tasks=tasks)
    if carried_out(form, actions.record_barrier, actor=seat):
        messages.success(request, _("Written down. Nothing is impossible because somebody says so."))
        return redirect("networks:barrier", outcome(form).pk)
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier_add.html", {"form": form}, status=state(form), look=look)


def _standing(request: HttpRequest, pk: UUID) -> tuple[Seat, Barrier]:
    """A barrier that still stands. Raises Http404."""
    seat, row = barrier_for(request.user, pk, Permission.WRITE_NOTE)
    if row.until is not None:
        raise Http404
    return seat, row


@page
def barrier_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what one found out."""
    seat, row = _standing(request, pk)
    fields = ("words", *actions.FOUND_OUT, "version")
    start: dict[str, Any] = {name: getattr(row, name) for name in fields}
    form = BarrierForm(sent(request), initial=start, may_reword=actions.may_reword(seat, row))
    if carried_out(form, actions.revise_barrier, actor=seat, barrier=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:barrier", pk)
    context = {"form": form, "barrier": row}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier_edit.html", context, status=state(form), look=look)


@page
def barrier_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what came of it."""
    seat, row = _standing(request, pk)
    if not actions.may_end(seat, row):
        raise PermissionDenied
    form = EndBarrierForm(sent(request), initial={"version": row.version})
    if carried_out(form, actions.end_barrier, actor=seat, barrier=pk):
        messages.success(request, _("Written down. It no longer stands in the way."))
        return redirect("networks:barrier", pk)
    context = {"form": form, "barrier": row, "swaps": swapping.swaps_behind(seat, row)}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier_end.html", context, status=state(form), look=look)
