"""Who swaps dates with me? Ask, say yes first, or take the question back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import promised
from networks.actions import dateswap as actions
from networks.doors import date_swap_for, promise_for
from networks.forms.promise import DateSwapForm
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def date_swap_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer one's own date for one of others' dates."""
    seat, mine = promise_for(request.user, pk, Permission.PROMISE)
    if mine.member_id not in seat.member_ids or mine.stands_in:
        raise PermissionDenied
    others = promised.swappable_dates(seat, mine)
    form = DateSwapForm(sent(request), promises=others)
    if carried_out(form, actions.ask_date_swap, actor=seat, promise=pk):
        messages.success(request, _("Asked. Until somebody says yes, this date stays yours."))
        return redirect("networks:date_swap", outcome(form).pk)
    context = {"form": form, "promise": mine, "occurrence": mine.occurrence, "others": others}
    look = ("networks.task_seen", mine.occurrence.task)
    return show(request, seat, "networks/date_swap_add.html", context, status=state(form), look=look)


@require_safe
def date_swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A question to swap: what is offered, for which dates, and a yes for whose date it is."""
    seat, swap = date_swap_for(request.user, pk, Permission.VIEW)
    wanted = promised.wanted_of(seat, swap)
    waits = swap.solved_at is None and swap.taken_back_at is None
    context = {
        "swap": swap,
        "offered": swap.promise,
        "wanted": [(one, waits and one.member_id in seat.member_ids) for one in wanted],
        "waits": waits,
        "mine": swap.promise.member_id in seat.member_ids and swap.solved_at is None,
    }
    look = ("networks.task_seen", swap.promise.occurrence.task)
    return show(request, seat, "networks/date_swap.html", context, look=look)


@require_POST
def date_swap_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes with one's own date. Whoever comes later reads that it is solved."""
    seat, _swap = date_swap_for(request.user, pk, Permission.PROMISE)
    own = promised.own_wanted(seat, _swap, request.POST.get("promise", ""))
    if own is None:
        raise PermissionDenied
    said = _("Swapped. Thank you both! Your calendars follow.")
    press(request, actions.accept_date_swap, said, actor=seat, swap=pk, promise=own)
    return redirect("networks:date_swap", pk)


@require_POST
def date_swap_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the question back."""
    seat, swap = date_swap_for(request.user, pk, Permission.PROMISE)
    if swap.promise.member_id not in seat.member_ids:
        raise PermissionDenied
    said = _("Taken back. The date stays yours.")
    press(request, actions.take_back_date_swap, said, actor=seat, swap=pk)
    return redirect("networks:date_swap", pk)
