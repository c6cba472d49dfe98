"""Swaps: one person takes something on, so that another can do something else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import moved, swapping
from networks.access import network_for
from networks.actions import swap as actions
from networks.actions.moved import may_note
from networks.choices import SwapStatus
from networks.choices.moved import CROSSES
from networks.doors import swap_for
from networks.forms.swap import SwapForm, TryForm
from networks.models import Swap
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 30
A_TRY = timedelta(weeks=6)
SAID = {
    "yes": gettext_lazy("Thank you for your yes."),
    "no": gettext_lazy("That is fine. No reason is needed."),
}
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def swaps(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Swaps that are proposed, that run, and that were."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.swaps_seen")
    status = request.GET.get("status", "")
    rows = Paginator(swapping.swaps(seat, status=status), PAGE).get_page(request.GET.get("page"))
    context = {"page": rows, "status": status, "statuses": SwapStatus.choices}
    return show(request, seat, "networks/swaps.html", context)


@page
def swap_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a swap. A rule in the way does not stop it: it is written beside it."""
    seat = network_for(request.user, pk, Permission.ASK)
    people, tasks = swapping.people_here(seat), swapping.tasks_open(seat)
    start = {name: request.GET.get(name, "") for name in ("taker", "takes", "freed", "frees_for")}
    form = SwapForm(sent(request), initial=start, people=people, own=seat.member_ids, tasks=tasks)
    if carried_out(form, actions.propose_swap, actor=seat):
        messages.success(request, _("Proposed. Both people are asked, and may say no without a reason."))
        return redirect("networks:swap", outcome(form).pk)
    context = {"form": form, "enough": len(tasks) > 1 and len(people) > 1}
    look = ("networks.swaps_seen", seat.network)
    return show(request, seat, "networks/swap_propose.html", context, status=state(form), look=look)


@require_safe
def swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One swap in one sentence, with both answers, the rule in the way, and what happens next."""
    seat, row = swap_for(request.user, pk, Permission.VIEW)
    return _page(request, seat, row, _try_form(seat, row))


def _try_form(seat: Seat, row: Swap, sent_along: Any = None) -> TryForm:
    suggested = seat.at.astimezone(row.takes.zone).date() + A_TRY
    return TryForm(sent_along, must=actions.rule_stands(row), suggested=suggested)


def _page(request: HttpRequest, seat: Seat, row: Swap, form: TryForm) -> HttpResponse:
    waits = row.status == SwapStatus.PROPOSED
    crosses = moved.direction(row.freed.side, row.taker.side) in CROSSES
    sides = actions.sides_of(seat, row) if waits else []
    context = {
        "swap": row,
        "stands": actions.rule_stands(row),
        "asks": [(side, getattr(row, side)) for side in sides if not getattr(row, f"{side}_agreed_at")],
        "may_run": row.status == SwapStatus.AGREED and actions.may_run(seat, row),
        "may_end": row.status in (SwapStatus.PROPOSED, SwapStatus.AGREED) and actions.may_end(seat, row),
        "line": moved.one(row) if crosses and row.status != SwapStatus.DECLINED else None,
        "may_note": may_note(seat, row),
        "try_form": form,
        "form": form if form.is_bound else None,
        "known": swapping.knows_tasks(seat, row.takes, row.frees_for),
        "dates": swapping.coming_dates(row),
        "over": row.tried_until is not None and row.tried_until < seat.at.astimezone(row.takes.zone).date(),
    }
    look = ("networks.swap_seen", row)
    return show(request, seat, "networks/swap.html", context, status=state(form), look=look)


@require_POST
def swap_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes or no to a swap, for oneself."""
    seat, row = swap_for(request.user, pk, Permission.PROMISE)
    if not actions.sides_of(seat, row):
        raise PermissionDenied
    answer, side = request.POST.get("answer"), request.POST.get("side", "")
    if answer in SAID:
        yes = answer == "yes"
        press(request, actions.answer_swap, SAID[answer], actor=seat, swap=pk, yes=yes, side=side)
    return redirect("networks:swap", pk)


@require_POST
def swap_try(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "We try it": the dates are handed over."""
    seat, row = swap_for(request.user, pk, Permission.PROMISE)
    if not actions.may_run(seat, row):
        raise PermissionDenied
    form = _try_form(seat, row, request.POST)
    if not carried_out(form, actions.run_swap, actor=seat, swap=pk):
        return _page(request, seat, row, form)
    messages.success(request, _("You try it. The dates are handed over."))
    return redirect("networks:swap", pk)


@require_POST
def swap_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a swap, or take a proposal back."""
    seat, row = swap_for(request.user, pk, Permission.PROMISE)
    if not actions.may_end(seat, row):
        raise PermissionDenied
    said = _("The swap has ended. The dates it gave are open again.") if row.runs_since else _("Taken back.")
    press(request, actions.end_swap, said, actor=seat, swap=pk)
    return redirect("networks:swap", pk)
