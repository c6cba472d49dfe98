"""Small experiments: the list, the start, one page while it runs, the minute a week, and the result."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import experiments as reading
from networks import moved, swapping
from networks.access import network_for
from networks.actions import experiment as actions
from networks.actions import swap as swap_actions
from networks.choices.experiment import ALIVE, BEGAN, ExperimentState, SpeaksFor
from networks.forms.experiment import ExperimentForm, LookBackForm, StopForm, WeekForm
from networks.models import Experiment, ExperimentVoice, Swap
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 30
SAID = {
    "yes": gettext_lazy("Thank you for your yes."),
    "no": gettext_lazy("That is fine. No reason is needed."),
}
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def experiments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is tried and what was tried."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.experiments_seen")
    rows = Paginator(reading.experiments(seat), PAGE).get_page(request.GET.get("page"))
    return show(request, seat, "networks/experiments.html", {"page": rows})


@page
def experiment_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose to try something, for some weeks, with a rule that stops it."""
    seat = network_for(request.user, pk, Permission.ASK)
    choices: dict[str, Any] = {
        "people": swapping.people_here(seat),
        "swaps": [one for one in reading.swaps_to_try(seat) if swap_actions.may_end(seat, one)],
        "barriers": list(reading.barriers_to_try(seat)),
    }
    start = {name: request.GET[name] for name in ("swap", "barrier") if name in request.GET}
    form = ExperimentForm(sent(request), initial=start, **choices)
    if carried_out(form, actions.propose_experiment, actor=seat):
        messages.success(request, _("Proposed. It begins when everybody it concerns has said yes."))
        return redirect("networks:experiment", outcome(form).pk)
    look = ("networks.experiments_seen", seat.network)
    return show(request, seat, "networks/experiment_add.html", {"form": form}, status=state(form), look=look)


@require_safe
def experiment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One experiment: who has said yes, the weeks so far, and what stops it."""
    seat, row = reading.experiment_for(request.user, pk, Permission.VIEW, look="networks.experiment_seen")
    return show(request, seat, "networks/experiment.html", _about(seat, row))


def _about(seat: Seat, row: Experiment) -> dict[str, Any]:
    today = seat.network.today(seat.at)
    voices = reading.voices(row)
    told = reading.weeks(row, voices, today)
    own = [voice for voice in voices if actions.speaks_as(seat, voice)]
    concerned = actions.is_concerned(seat, row, voices)
    runs = row.state == ExperimentState.RUNS
    minutes = reading.minutes(told)
    return {
        "experiment": row,
        "voices": voices,
        "weeks": told,
        "week": reading.week_of(row, today),
        "own": {voice.pk for voice in own},
        "asked": row.state == ExperimentState.PROPOSED and any(voice.agreed_at is None for voice in own),
        "may_tell": runs and bool(own),
        "may_stop": concerned and row.state in ALIVE,
        "may_look_back": concerned and row.state in BEGAN,
        "over": runs and row.last_on is not None and row.last_on < today,
        "minutes": moved.in_hours(minutes),
        "over_budget": bool(minutes and row.budget is not None and minutes > row.budget),
        "budget": moved.in_hours(row.budget),
        "figures": reading.figures(voices, told),
        "barrier": reading.barrier_of(seat, row),
        "swap": reading.swap_of(seat, row),
    }


@require_POST
def experiment_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes or no to an experiment."""
    seat, row = reading.experiment_for(request.user, pk, Permission.PROMISE)
    if not any(actions.speaks_as(seat, voice) for voice in reading.voices(row)):
        raise PermissionDenied
    answer = request.POST.get("answer", "")
    if answer in SAID:
        yes = answer == "yes"
        press(request, actions.answer_experiment, SAID[answer], actor=seat, experiment=pk, yes=yes)
    return redirect("networks:experiment", pk)


@page
def experiment_week(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One minute: how was this week? ``?voice=`` and ``?week=`` say for whom and which one."""
    seat, row = reading.experiment_for(request.user, pk, Permission.PROMISE)
    voice = _voice(seat, row, request.GET.get("voice", ""))
    week = _week(request, reading.last_week(row, seat.network.today(seat.at)))
    before = voice.told.filter(week=week).first()
    start = {name: getattr(before, name) for name in ("how", "words", "minutes")} if before else {}
    form = WeekForm(sent(request), initial=start, paid=voice.speaks_for == SpeaksFor.PAID)
    given = {"actor": seat, "experiment": pk, "voice": voice.pk, "week": week}
    if carried_out(form, actions.tell_week, **given):
        messages.success(request, _("Thank you. That was all."))
        return redirect("networks:experiment", pk)
    context = {"form": form, "experiment": row, "voice": voice, "week": week, "may_stop": row.state in ALIVE}
    look = ("networks.experiment_seen", row)
    return show(request, seat, "networks/experiment_week.html", context, status=state(form), look=look)


def _voice(seat: Seat, row: Experiment, wanted: str) -> ExperimentVoice:
    """For whom this seat tells: for whom it asks, else the first for whom it may. Raises PermissionDenied."""
    own = [voice for voice in reading.voices(row) if actions.speaks_as(seat, voice)]
    if not own:
        raise PermissionDenied
    return next((voice for voice in own if str(voice.pk) == wanted), own[0])


def _week(request: HttpRequest, last: int) -> int:
    """The week that is asked for, else the last one that began. Raises Http404 before the first one."""
    if last < 1:
        raise Http404
    wanted = request.GET.get("week", "")
    return int(wanted) if wanted in map(str, range(1, last + 1)) else last


@page
def experiment_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop it: whoever is concerned, at any moment."""
    seat, row = _concerned(request, pk)
    swap, ends = _swap_left(seat, row)
    form = StopForm(sent(request), initial={"end_swap": True}, swap=swap is not None and not ends)
    if carried_out(form, actions.stop_experiment, actor=seat, experiment=pk):
        messages.success(request, _("It has stopped. Thank you for saying so."))
        return redirect("networks:experiment", pk)
    context = {"form": form, "experiment": row, "swap": swap, "swap_ends": ends}
    look = ("networks.experiment_seen", row)
    return show(request, seat, "networks/experiment_stop.html", context, status=state(form), look=look)


@page
def experiment_look_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What changed for each side, and what is decided."""
    seat, row = _concerned(request, pk)
    swap, ends = _swap_left(seat, row)
    start = {name: getattr(row, name) for name in LookBackForm.base_fields if name != "end_swap"}
    form = LookBackForm(sent(request), initial=start, swap=swap is not None, formal=seat.formal)
    if carried_out(form, actions.look_back, actor=seat, experiment=pk):
        messages.success(request, _("Written down. This is the result."))
        return redirect("networks:experiment_result", pk)
    context = _about(seat, row) | {"form": form, "swap_ends": ends}
    look = ("networks.experiment_seen", row)
    return show(request, seat, "networks/experiment_look_back.html", context, status=state(form), look=look)


def _swap_left(seat: Seat, row: Experiment) -> tuple[Swap | None, bool]:
    """The swap that this seat may end with it, and whether it ends anyway when the experiment is stopped."""
    swap = reading.swap_left(seat, row)
    if swap is None:
        return None, False
    ends = actions.swap_ends(swap)
    return (swap if ends or swap_actions.may_end(seat, swap) else None), ends


def _concerned(request: HttpRequest, pk: UUID) -> tuple[Seat, Experiment]:
    seat, row = reading.experiment_for(request.user, pk, Permission.PROMISE)
    if not actions.is_concerned(seat, row, reading.voices(row)):
        raise PermissionDenied
    return seat, row


@require_safe
def experiment_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The result on two pages of paper: what was tried, and what came of it."""
    seat, row = reading.experiment_for(request.user, pk, Permission.VIEW, look="networks.experiment_seen")
    return show(request, seat, "networks/experiment_result.html", _about(seat, row))
