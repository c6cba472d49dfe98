"""A yes to several dates at once, or for a while."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from carenet.lib.forms import carried_out, outcome
from networks import promised
from networks.actions import pledge as actions
from networks.actions.place import arranges_for
from networks.doors import pledge_for, task_for
from networks.forms.promise import DatesForm, WhileForm
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def pledge_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Promise several dates of a task, or every date for a while: two forms on one page."""
    seat, task = task_for(request.user, pk, Permission.PROMISE)
    several = "occurrences" in request.POST or request.POST.get("form") == "dates"
    dates = promised.open_dates(task, seat.at, many=True)
    chosen = DatesForm(sent(request) if several else None, dates=dates)
    start = {"first": seat.network.today(seat.at), "place": 0}
    going_on = WhileForm(None if several else sent(request), initial=start, places=task.places)
    if carried_out(chosen, actions.promise_dates, actor=seat, task=pk):
        messages.success(request, _thanks(len(outcome(chosen))))
        return redirect("networks:task", pk)
    if carried_out(going_on, actions.pledge, actor=seat, task=pk):
        messages.success(request, _("Thank you! These dates are yours, and new ones will be too."))
        return redirect("networks:task", pk)
    form = chosen if several else going_on
    context = {"task": task, "form": form, "chosen": chosen, "going_on": going_on}
    look = ("networks.task_seen", task)
    return show(request, seat, "networks/pledge_add.html", context, status=state(form), look=look)


def _thanks(number: int) -> str:
    said = ngettext("Thank you! %(number)d date is yours.", "Thank you! %(number)d dates are yours.", number)
    return said % {"number": number}


@page
def pledge_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a yes for a while."""
    seat, row = pledge_for(request.user, pk, Permission.PROMISE)
    if row.member_id not in seat.member_ids and not arranges_for(seat, row.task, row.member_id):
        raise PermissionDenied
    if request.method == "POST":
        said = _("Thank you for all the times. The dates to come are open again.")
        press(request, actions.end_pledge, said, actor=seat, pledge=pk)
        return redirect("networks:task", row.task_id)
    context = {"pledge": row, "task": row.task, "mine": row.member_id in seat.member_ids}
    return show(request, seat, "networks/pledge_end.html", context, look=("networks.task_seen", row.task))
