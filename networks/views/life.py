"""The life of a network: pause, rest, end, what is kept, a friendly question; and practising."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import practising, retaining, unseen
from networks.access import network_for
from networks.actions import pause
from networks.actions import practice as actions
from networks.choices.lifecycle import PracticeAs, StillThere
from networks.forms.life import PracticeForm, StillThereForm
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def life(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pause, rest, end, mourning and what is kept: where each of them is."""
    seat = network_for(request.user, pk, Permission.VIEW)
    context = {"rest": unseen.rest_of(seat.network), "own": sorted(seat.member_ids)[:1]}
    return show(request, seat, "networks/life.html", context)


@require_safe
def kept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is kept of this network, and until when."""
    seat = network_for(request.user, pk, Permission.VIEW)
    return show(request, seat, "networks/kept.html", {"kept": retaining.kept(seat.network)})


@page
def still_there(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether I am still there: stay, pause or leave."""
    seat, question = unseen.question_for(request.user, pk)
    form = StillThereForm(sent(request))
    if carried_out(form, pause.answer_still_there, actor=seat, question=pk):
        onward = {
            StillThere.PAUSE: redirect("networks:person_pause", question.member_id),
            StillThere.LEAVE: redirect("networks:leave", seat.network.pk),
        }
        messages.success(request, _("Thank you for saying so."))
        return onward.get(outcome(form).answer) or redirect("networks:network", seat.network.pk)
    context = {"form": form, "question": question}
    return show(request, seat, "networks/still_there.html", context, status=state(form))


@page
def learn(request: HttpRequest) -> HttpResponse:
    """Practise in a made-up network: those that run, what to try there, and beginning another."""
    running = practising.my_practices(request.user)
    form = PracticeForm(sent(request), choices=practising.not_begun(running))
    if carried_out(form, actions.begin_practice, actor=request.user):
        return redirect("networks:practice", outcome(form).pk)
    context = {"form": form, "practices": running}
    return render(request, "networks/learn.html", context, status=state(form))


@require_safe
def practice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What to try in this made-up network."""
    row = practising.practice_for(request.user, pk)
    outside = PracticeAs(row.practises_as).outside
    context = {"practice": row, "steps": practising.steps_of(row), "outside": outside}
    return render(request, "networks/practice.html", context)


@require_POST
def practice_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that a step was tried, or that it was not."""
    row = practising.practice_for(request.user, pk)
    step, tried = request.POST.get("step", ""), request.POST.get("do") != "not"
    said = _("Well done.") if tried else _("Noted.")
    press(request, actions.try_step, said, actor=request.user, practice=row.pk, step=step, tried=tried)
    return redirect("networks:practice", pk)


@page
def practice_anew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin anew: this made-up network ends, and a fresh one is made."""
    row = practising.practice_for(request.user, pk)
    if request.method == "POST":
        fresh = actions.begin_anew(actor=request.user, practice=pk)
        messages.success(request, _("Everything is fresh again."))
        return redirect("networks:practice", fresh.pk)
    return render(request, "networks/practice_anew.html", {"practice": row})


@page
def practice_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop practising here."""
    row = practising.practice_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.end_practice, _("Thank you for practising."), actor=request.user, practice=pk)
        return redirect("networks:learn")
    return render(request, "networks/practice_end.html", {"practice": row})
