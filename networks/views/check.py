"""A longer look at how one is: lists of questions for oneself, and one's own results, then and now.

None of these pages leaves a look in the ledger: it would say that there is something to look at.
"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out, outcome
from networks.actions import check as actions
from networks.forms.check import CheckForm
from networks.measuring import checks as own
from networks.measuring.offered import Offered, first_offered, offered, offered_here
from networks.measuring.own import carer_for
from networks.standing import Seat
from networks.views.page import press, sent, show, state

PAGE = 20
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def checks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What I can fill in for myself, and what I filled in before."""
    seat, _member = carer_for(request.user, pk)
    rows = own.own_checks(seat).order_by("-answered_at", "-id")
    listed = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"offered": offered(seat), "page": listed, "told": own.told_all(listed)}
    return show(request, seat, "networks/checks.html", context)


@page
def check_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Fill in a list of questions; the address names which, and without a name it is the first one."""
    seat, _member = carer_for(request.user, pk)
    chosen = _chosen(seat, request.GET.get("of", ""))
    form = CheckForm(sent(request), definition=chosen.definition)
    if carried_out(form, actions.keep_check, actor=seat, instrument=chosen.id):
        messages.success(request, _("Kept. Only you see it."))
        return redirect("networks:check", outcome(form).pk)
    context = {"form": form, "chosen": chosen, "definition": chosen.definition}
    return show(request, seat, "networks/check_add.html", context, status=state(form))


def _chosen(seat: Seat, named: str) -> Offered:
    if not named:
        return first_offered()
    try:
        return offered_here(seat, UUID(named))
    except ValueError as error:
        raise Http404 from error


@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One result of my own: what it comes to, what I answered, where help could begin, and earlier ones."""
    seat, row = own.own_check_for(request.user, pk)
    context = {
        "told": own.told(row),
        "earlier": own.same_before(seat, row),
        "again": own.again(seat, row),
    }
    return show(request, seat, "networks/check.html", context)


@page
def check_erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase one result of my own, after a question whether I mean it."""
    seat, row = own.own_check_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.erase_check, _("Erased."), actor=seat, check=pk)
        return redirect("networks:checks", seat.network.pk)
    return show(request, seat, "networks/check_erase.html", {"told": own.told(row)})
