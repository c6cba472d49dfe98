"""Pages for when somebody has died: say it, confirm it, take it back, and what people do afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import mourning as reading
from networks.actions import mourning as actions
from networks.forms.mourning import ArrangeForm, CondolenceForm, DiedForm, FarewellForm
from networks.standing import Seat
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])
DOES: dict[str, dict[str, bool]] = {
    "take": {"takes": True},
    "leave": {"takes": False},
    "done": {"done": True},
    "not_done": {"done": False},
}
"""What a button beside something to arrange does."""


@require_safe
def mourning(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How it stands: nothing said, said, confirmed; and what can be done by whom."""
    seat = reading.mourner_for(request.user, pk, look="networks.mourning_seen")
    return _page(request, seat, ArrangeForm())


def _page(request: HttpRequest, seat: Seat, form: ArrangeForm) -> HttpResponse:
    now = reading.state(seat)
    context: dict[str, Any] = {"now": now, "mourning": now.row, "arrange_form": form}
    if now.row and now.row.confirmed_at:
        context["farewell"] = reading.farewell_of(seat.network)
        context["keepsake"] = reading.keepsake_of(seat)
        if now.can_arrange:
            context["things"] = reading.things_to_arrange(seat.network)
    if form.is_bound:
        context["form"] = form
    return show(request, seat, "networks/mourning.html", context, status=state(form))


@page
def mourning_say(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the client has died. From then on nothing is sent."""
    seat = reading.mourner_for(request.user, pk, near=True)
    form = DiedForm(sent(request))
    if carried_out(form, actions.say_died, actor=seat):
        messages.success(request, _("Nothing is sent from this network any more. Take your time."))
        return redirect("networks:mourning", pk)
    context = {"form": form, "now": reading.state(seat)}
    return show(request, seat, "networks/mourning_say.html", context, status=state(form))


@page
def mourning_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm it, as a second person."""
    seat = reading.mourner_for(request.user, pk, near=True)
    if request.method == "POST":
        press(request, actions.confirm_died, _("It is confirmed. The network has ended."), actor=seat)
        return redirect("networks:mourning", pk)
    now = _still(seat)
    return show(request, seat, "networks/mourning_confirm.html", {"now": now, "mourning": now.row})


@page
def mourning_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is not so: take it back, alone before it was confirmed and with two afterwards."""
    seat = reading.mourner_for(request.user, pk)
    now = _still(seat)
    if request.method == "POST":
        said = _("Noted. When a second person says so too, everything is as it was.")
        if not now.by_two:
            said = _("Everything is as it was. What still makes sense is sent now.")
        press(request, actions.take_back_death, said, actor=seat)
        return redirect("networks:mourning", pk)
    return show(request, seat, "networks/mourning_take_back.html", {"now": now, "mourning": now.row})


def _still(seat: Seat) -> reading.State:
    """How it stands, while somebody said so. Raises Http404."""
    now = reading.state(seat)
    if now.row is None:
        raise Http404
    return now


@page
def farewell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the one message to everybody who took part."""
    seat = reading.mourner_for(request.user, pk, near=True)
    _still(seat)
    form = FarewellForm(sent(request))
    if carried_out(form, actions.write_farewell, actor=seat):
        messages.success(request, _("Your message is on its way."))
        return redirect("networks:mourning", pk)
    return show(request, seat, "networks/farewell.html", {"form": form}, status=state(form))


@require_POST
def arrange_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the list of things to arrange."""
    seat = reading.mourner_for(request.user, pk, near=True)
    said = _("The list is there. Nobody has to do any of it alone.")
    press(request, actions.begin_arranging, said, actor=seat)
    return redirect("networks:mourning", pk)


@require_POST
def arrange_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add something to arrange."""
    seat = reading.mourner_for(request.user, pk, near=True)
    form = ArrangeForm(request.POST)
    if not carried_out(form, actions.add_to_arrange, actor=seat):
        return _page(request, seat, form)
    return redirect("networks:mourning", pk)


@require_POST
def arrange(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take something upon oneself, leave it again, or say that it is done."""
    seat, thing = reading.thing_for(request.user, pk)
    does = DOES.get(request.POST.get("do", ""))
    if does is not None:
        press(request, actions.arrange, _("Noted."), actor=seat, thing=thing.pk, **does)
    return redirect("networks:mourning", seat.network.pk)


@page
def memories(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page to remember: what people wrote, and room for own words."""
    seat, row = reading.remembering(request.user, pk, look="networks.memories_seen")
    form = CondolenceForm(sent(request))
    if carried_out(form, actions.write_condolence, actor=seat):
        messages.success(request, _("Your words are there. Thank you."))
        return redirect(f"{request.path}#words-{outcome(form).pk}")
    context = {
        "form": form,
        "mourning": row,
        "farewell": reading.farewell_of(seat.network),
        "condolences": reading.condolences(seat.network),
        "near": reading.is_near(seat),
    }
    return show(request, seat, "networks/memories.html", context, status=state(form))


@require_POST
def memories_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the page to remember, or close it."""
    seat = reading.mourner_for(request.user, pk, near=True)
    opened = request.POST.get("do") != "close"
    said = _("Everybody who took part can see the page now.") if opened else _("The page is closed.")
    press(request, actions.open_memories, said, actor=seat, opened=opened)
    return redirect("networks:mourning", pk)


@require_POST
def condolence_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take words back."""
    seat, words = reading.condolence_for(request.user, pk)
    press(request, actions.take_back_condolence, _("Taken back."), actor=seat, condolence=words.pk)
    return redirect("networks:memories", seat.network.pk)
