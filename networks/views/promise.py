"""Promises on pages: one tap, the stand-in, "I can't after all", taking over, and how it went."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from carenet.lib.htmx import wants_fragment
from networks import promised
from networks.actions import promise as actions
from networks.actions import report as reports
from networks.actions.place import asked_by, movers, organises
from networks.choices import Verb
from networks.doors import occurrence_for, promise_for
from networks.forms.promise import OTHER_DAY, CannotForm, NotedForm, ReportForm, TapForm
from networks.models import Occurrence, Promise
from networks.promising import Rung, may_move, rung, verbs_for
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])
LOOK = "networks.date_seen"


@require_safe
def promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One promise: how it stands, what can be done, and other dates of the same thing."""
    seat, row = promise_for(request.user, pk, Permission.VIEW)
    near = rung(row.occurrence.starts_at, seat.at)
    seeking = row.status == "seeking" and row.occurrence.ends_at > seat.at
    context = _about(seat, row) | {
        "seeking": seeking,
        "rung": near,
        "phones": promised.to_phone(seat, row.occurrence) if seeking and near == Rung.NOW else [],
        "others": _others(seat, row),
        "swap": promised.swap_of(row),
    }
    return show(request, seat, "networks/promise.html", context, look=(LOOK, row.occurrence))


def _about(seat: Seat, row: Promise) -> dict[str, Any]:
    verbs = verbs_for(row.status, movers(seat, row))  # type: ignore[arg-type]
    return {
        "promise": row,
        "occurrence": row.occurrence,
        "verbs": {verb.value for verb in promised.now(row, verbs, seat.at)},
        "mine": row.member_id in seat.member_ids,
        "over": row.occurrence.ends_at <= seat.at,
    }


def _others(seat: Seat, row: Promise) -> list[Occurrence]:
    """Other dates of the same thing that are open, for who asks "another day?"."""
    if row.member_id not in seat.member_ids:
        return []
    dates = promised.open_dates(row.occurrence.task, seat.at)
    return [one for one in dates if one.pk != row.occurrence_id]


def _back(request: HttpRequest, seat: Seat, date: Occurrence) -> HttpResponse:
    """Back to the date; for a quick request only its card."""
    if not wants_fragment(request):
        return redirect("networks:occurrence", date.pk)
    date.refresh_from_db()
    context = {"occurrence": date, "promises": promised.board(seat, date), "seat": seat, "alone": True}
    return render(request, "networks/_promise.html", context)


@require_POST
def promise_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: "I'll do it", or "I'll be the stand-in"."""
    seat, date = occurrence_for(request.user, pk, Permission.PROMISE)
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That place is not there. Choose another one."))
        return _back(request, seat, date)
    said = _("Thank you! It is yours. You find it on your own page.")
    if form.cleaned_data["stands_in"]:
        said = _("Thank you! You stand in. You hear it when you are needed.")
    press(request, actions.promise, said, actor=seat, occurrence=pk, **form.cleaned_data)
    return _back(request, seat, date)


@page
def promise_for_member(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note the yes that somebody gave by telephone."""
    seat, date = occurrence_for(request.user, pk, Permission.PROMISE)
    if not organises(seat, date.task) and not asked_by(seat, date.task):
        raise PermissionDenied
    free = promised.board(seat, date).free
    form = NotedForm(sent(request), people=promised.to_promise_for(seat, date), free=free)
    if carried_out(form, actions.promise, actor=seat, occurrence=pk):
        messages.success(request, _("Noted. They hear it, and can say that it is not right."))
        return redirect("networks:occurrence", pk)
    context = {"form": form, "occurrence": date, "free": free}
    look = (LOOK, date)
    return show(request, seat, "networks/promise_for.html", context, status=state(form), look=look)


def _may(seat: Seat, row: Promise, *verbs: Verb) -> None:
    """Raise PermissionDenied for who may use none of these verbs on a promise, whatever its state."""
    if not any(may_move(verb, movers(seat, row)) for verb in verbs):
        raise PermissionDenied


@page
def promise_cannot(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "I can't after all": no reason needed, and always thanks."""
    seat, row = promise_for(request.user, pk, Permission.PROMISE)
    _may(seat, row, Verb.CANNOT, Verb.RELEASE)
    form = CannotForm(sent(request))
    if carried_out(form, actions.cannot, actor=seat, promise=pk):
        messages.success(request, _("Thank you for saying so. Nobody will wait in vain."))
        return redirect("networks:promise", pk)
    near = rung(row.occurrence.starts_at, seat.at)
    context = _about(seat, row) | {"form": form, "rung": near}
    if near == Rung.NOW:
        context["phones"] = promised.to_phone(seat, row.occurrence)
    look = (LOOK, row.occurrence)
    return show(request, seat, "networks/promise_cannot.html", context, status=state(form), look=look)


def _pressed(
    request: HttpRequest, pk: UUID, verb: Verb, action: Callable[..., Promise], said: str
) -> HttpResponse:
    """The button behind one verb, and back to the date."""
    seat, row = promise_for(request.user, pk, Permission.PROMISE)
    _may(seat, row, verb)
    press(request, action, said, actor=seat, promise=pk)
    return _back(request, seat, row.occurrence)


@require_POST
def promise_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "I can after all"."""
    said = _("Good to hear. It is yours again.")
    return _pressed(request, pk, Verb.CAN_AFTER_ALL, actions.can_after_all, said)


@require_POST
def promise_take_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over from somebody who cannot."""
    said = _("Thank you! You took over. It is yours now.")
    return _pressed(request, pk, Verb.TAKE_OVER, actions.take_over, said)


@require_POST
def promise_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Free somebody from a promise, for who arranges it."""
    return _pressed(request, pk, Verb.RELEASE, actions.release, _("The place is free again."))


@require_POST
def promise_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct what was reported."""
    return _pressed(request, pk, Verb.CORRECT, reports.correct, _("Corrected."))


@page
def promise_not_right(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A promise that somebody else noted for me is not right. A look only asks; a press takes it back."""
    seat, row = promise_for(request.user, pk, Permission.PROMISE)
    _may(seat, row, Verb.NOT_RIGHT)
    if request.method == "POST":
        said = _("Taken back. Nobody counts on you for this.")
        press(request, actions.not_right, said, actor=seat, promise=pk)
        return redirect("networks:occurrence", row.occurrence_id)
    context = _about(seat, row)
    return show(request, seat, "networks/promise_not_right.html", context, look=(LOOK, row.occurrence))


@page
def promise_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How it went: done, did not happen, or on another day."""
    seat, row = promise_for(request.user, pk, Permission.PROMISE)
    _may(seat, row, Verb.DONE)
    form = ReportForm(sent(request))
    if carried_out(form, _report, actor=seat, promise=pk):
        messages.success(request, _("Thank you for telling."))
        return redirect("networks:occurrence", row.occurrence_id)
    context = _about(seat, row) | {"form": form}
    look = (LOOK, row.occurrence)
    return show(request, seat, "networks/promise_report.html", context, status=state(form), look=look)


def _report(*, verb: str, **told: Any) -> Promise:
    if verb == OTHER_DAY:
        return reports.other_day(**told)
    return reports.report(verb=Verb(verb), **told)
