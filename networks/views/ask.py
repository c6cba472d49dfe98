"""Asks on pages: put something to people after seeing who that is, answer, let it go out, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import asking, promised
from networks.actions import ask as actions
from networks.choices import Answer, AskStatus, Reach
from networks.doors import ask_for, task_for
from networks.forms.ask import AnswerForm, AskForm
from networks.models import Ask, Occurrence, Task
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def ask_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask people. First a page says exactly who will see it and why; only then it goes out."""
    seat, task = task_for(request.user, pk, Permission.ASK)
    form = _ask_form(request, seat, task)
    step = request.POST.get("step", "")
    if step == "preview" and form.is_valid():
        return _preview(request, seat, task, form)
    if step == "send" and carried_out(form, actions.ask, actor=seat, task=pk):
        row = outcome(form)
        waits = row.status == AskStatus.SHOWN
        said = _("The client sees it first. Then it goes out.") if waits else _("Asked.")
        messages.success(request, said)
        return redirect("networks:ask", row.pk)
    return _asking(request, seat, task, form)


def _ask_form(request: HttpRequest, seat: Seat, task: Task) -> AskForm:
    names = ("occurrence", "reach", "words")
    start: dict[str, Any] = {"reach": Reach.FITTING, "wider_after": 24}
    start |= {"members": request.GET.getlist("member")}
    start |= {name: request.GET[name] for name in names if name in request.GET}
    dates = promised.askable_dates(task, seat.at)
    return AskForm(sent(request), initial=start, dates=dates, people=asking.whom(seat, task))


def _asking(request: HttpRequest, seat: Seat, task: Task, form: AskForm) -> HttpResponse:
    context = {"task": task, "form": form, "shows_first": _shows_first(seat)}
    look = ("networks.task_seen", task)
    return show(request, seat, "networks/ask_add.html", context, status=state(form), look=look)


def _shows_first(seat: Seat) -> bool:
    return bool(seat.network.show_first) and not seat.for_client


def _preview(request: HttpRequest, seat: Seat, task: Task, form: AskForm) -> HttpResponse:
    """Exactly who would see it, and why each of them."""
    given = form.cleaned_data
    date = promised.date_of(task, given["occurrence"])
    fitting = given["reach"] == Reach.FITTING
    people = asking.who_would_see(seat, task, date, given["reach"], [] if fitting else given["members"])
    first = given["reach"] == Reach.ONE_FIRST
    context = {
        "task": task,
        "asked": form,
        "given": given,
        "date": date,
        "people": people,
        "shown": [one.member.pk for one in people] if fitting else [],
        "next": asking.who_comes_next(seat, task, date, given["members"]) if first else [],
        "shows_first": _shows_first(seat),
    }
    return show(request, seat, "networks/ask_preview.html", context, look=("networks.task_seen", task))


@require_safe
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One ask: for who was asked a place to answer, for who arranges it how it stands, in numbers."""
    seat, row = ask_for(request.user, pk, Permission.VIEW)
    return _page(request, seat, row)


def _page(request: HttpRequest, seat: Seat, row: Ask, form: AnswerForm | None = None) -> HttpResponse:
    mine = asking.put_to_me(seat, [row.pk]).get(row.pk)
    dates = asking.open_dates(row, seat.at)
    context = _standing(seat, row) | {
        "ask": row,
        "mine": mine,
        "dates": dates,
        "form": form,
        "answer_form": form or _answer_form(row, dates, mine),
        "stop": mine is not None and asking.stop_now(seat, row, mine),
    }
    status = 422 if form is not None and form.errors else 200
    return show(request, seat, "networks/ask.html", context, status=status, look=("networks.ask_seen", row))


def _standing(seat: Seat, row: Ask) -> dict[str, Any]:
    """How an ask stands, and what the reader may do with it."""
    waits = row.status == AskStatus.SHOWN
    return {
        "waits": waits,
        "numbers": asking.numbers([row])[row.pk] if not waits and actions.sees_numbers(seat, row) else None,
        "shown_to": asking.shown_to(row) if waits else [],
        "may_approve": waits and seat.may(Permission.SEE_ASK_FIRST),
        "may_take_back": actions.may_take_back(seat, row) and row.status != AskStatus.CLOSED,
        "need": asking.readable_need(seat, row.task),
    }


def _answer_form(row: Ask, dates: list[Occurrence], mine: Any) -> AnswerForm:
    start = {"answer": mine.answer, "note": mine.note, "not_until": mine.not_until} if mine else {}
    return AnswerForm(ask=row, dates=dates, initial=start)


@require_POST
def ask_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer what I was asked."""
    seat, row = ask_for(request.user, pk, Permission.PROMISE)
    if not asking.put_to_me(seat, [pk]):
        raise Http404
    form = AnswerForm(request.POST, ask=row, dates=asking.open_dates(row, seat.at))
    if not carried_out(form, actions.answer_ask, actor=seat, ask=pk):
        return _page(request, seat, row, form)
    yes = form.cleaned_data["answer"] == Answer.YES
    said = _("Thank you! It is yours.") if yes else _("Thank you for answering. Nobody sees who said what.")
    messages.success(request, said)
    return redirect("networks:ask", pk)


@page
def ask_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The client sees an ask before it goes out, with who will get it, and lets it go."""
    seat, row = ask_for(request.user, pk, Permission.SEE_ASK_FIRST)
    if request.method == "POST":
        press(request, actions.approve_ask, _("It goes out now."), actor=seat, ask=pk)
        return redirect("networks:ask", pk)
    context = {"ask": row, "shown_to": asking.shown_to(row), "waits": row.status == AskStatus.SHOWN}
    return show(request, seat, "networks/ask_approve.html", context, look=("networks.ask_seen", row))


@page
def ask_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an ask back."""
    seat, row = ask_for(request.user, pk, Permission.ASK)
    if not actions.may_take_back(seat, row):
        raise PermissionDenied
    if request.method == "POST":
        press(request, actions.take_back_ask, _("Taken back."), actor=seat, ask=pk)
        return redirect("networks:task", row.task_id)
    return show(request, seat, "networks/ask_take_back.html", {"ask": row}, look=("networks.ask_seen", row))
