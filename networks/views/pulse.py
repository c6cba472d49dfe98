"""A carer's own page: one question, its answers then and now, how often it is asked, and telling people.

None of these pages leaves a look in the ledger: it would say that there is something to look at.
"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks.actions import pulse as actions
from networks.choices.pulse import Every
from networks.forms.pulse import PulseForm, ReliefForm, RhythmForm
from networks.measuring import own
from networks.views.page import press, sent, show, state

PAGE = 20
page = require_http_methods(["GET", "HEAD", "POST"])


@page
def pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How long I can go on, what I answered before, and what could help."""
    seat, member = own.carer_for(request.user, pk)
    form = PulseForm(sent(request))
    if carried_out(form, actions.say_how_long, actor=seat):
        messages.success(request, _("Kept. Only you see it."))
        return redirect("networks:pulse", pk)
    rows = own.own_answers(seat).order_by("-answered_at", "-id")
    today = seat.network.today(seat.at)
    context = {
        "form": form,
        "own": own.own(seat, member),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "member": member,
        "absence": {"first": today.isoformat(), "last": (today + own.A_FORTNIGHT).isoformat()},
    }
    return show(request, seat, "networks/pulse.html", context, status=state(form))


@page
def pulse_rhythm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How often I am asked, or never."""
    seat, member = own.carer_for(request.user, pk)
    rhythm = own.rhythm_of(member)
    form = RhythmForm(sent(request), initial={"weeks": rhythm.weeks if rhythm else Every.NEVER})
    if carried_out(form, actions.set_rhythm, actor=seat):
        messages.success(request, _("Saved."))
        return redirect("networks:pulse", pk)
    return show(request, seat, "networks/pulse_rhythm.html", {"form": form}, status=state(form))


@require_POST
def pulse_skip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Not now."""
    seat, _member = own.carer_for(request.user, pk)
    press(request, actions.skip_pulse, _("Fine. We ask again another time."), actor=seat)
    return redirect("networks:pulse", pk)


@page
def pulse_erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase one answer of my own, after a question whether I mean it."""
    seat, row = own.own_answer_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.erase_pulse, _("Erased."), actor=seat, pulse=pk)
        return redirect("networks:pulse", seat.network.pk)
    return show(request, seat, "networks/pulse_erase.html", {"row": row})


@page
def relief_tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell people of my choice that I would like relief, or tell nobody."""
    seat, member = own.carer_for(request.user, pk)
    people, keepers = own.could_be_told(seat, member), own.keepers(seat, member)
    form = ReliefForm(sent(request), people=people, keepers=keepers)
    if carried_out(form, actions.tell_relief, actor=seat):
        messages.success(request, _("They are told that you would like relief, and nothing else."))
        return redirect("networks:relief", outcome(form).pk)
    return show(request, seat, "networks/relief_tell.html", {"form": form}, status=state(form))


@require_safe
def relief(request: HttpRequest, pk: UUID) -> HttpResponse:
    """That somebody would like relief, for them and for whom they told it, and what one could do."""
    seat, row = own.relief_for(request.user, pk)
    today = seat.network.today(seat.at)
    mine = row.member.user_id == seat.user.pk
    context = {
        "relief": row,
        "mine": mine,
        "told": [one.member for one in row.told.select_related("member")] if mine else [],
        "absence": {"first": today.isoformat(), "last": (today + own.A_FORTNIGHT).isoformat()},
    }
    return show(request, seat, "networks/relief.html", context)


@require_POST
def relief_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that I would like relief."""
    seat, _row = own.own_relief_for(request.user, pk)
    said = _("Taken back. Nobody sees it any longer.")
    press(request, actions.take_back_relief, said, actor=seat, relief=pk)
    return redirect("networks:pulse", seat.network.pk)
