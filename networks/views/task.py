"""What is to be done: the list, one task, and everything that is done with one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import planned, reading
from networks.access import network_for
from networks.actions import task as actions
from networks.actions.place import organises
from networks.choices import NeedStatus, TaskStatus, TaskWhen
from networks.doors import task_for
from networks.forms.task import EditTaskForm, EndTaskForm, TaskForm
from networks.meetings import visible_decisions
from networks.models import Activity, Task
from networks.planning import turn_on
from networks.rhythm import to_wall
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 30
DATES = 15
PAST = 10
TABS = (planned.OPEN, planned.MINE, planned.ALL, planned.OVER)
page = require_http_methods(["GET", "HEAD", "POST"])


def tab_labels() -> dict[str, str]:
    """The words on the tabs of the list."""
    return {
        planned.OPEN: _("Still open"),
        planned.MINE: _("Mine"),
        planned.ALL: _("Everything"),
        planned.OVER: _("Ended"),
    }


@require_safe
def tasks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is to be done: dates that have nobody yet, one's own dates, everything, or what has ended."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.tasks_seen")
    asked = {name: planned.cleaned(request.GET.get(name, "")) for name in ("tab", "q", "kind", "page")}
    tab = asked["tab"] if asked["tab"] in TABS else planned.OPEN
    narrowed = {"text": asked["q"], "kind": asked["kind"]}
    by_date = tab in (planned.OPEN, planned.MINE)
    rows: Any = planned.dates(seat, tab, **narrowed) if by_date else planned.tasks(seat, tab, **narrowed)
    shown = planned.first_of_each(rows) if tab == planned.OPEN else rows
    found, numbers = Paginator(shown, PAGE).get_page(asked["page"]), planned.how_many(seat)
    context: dict[str, Any] = {
        "page": found,
        "tab": tab,
        "tabs": [(name, label, numbers[name]) for name, label in tab_labels().items()],
        "kinds": planned.activities(seat),
        "kind": asked["kind"],
        "q": asked["q"],
    }
    context |= {"dates": planned.dressed(seat, found)} if by_date else {"lines": planned.lines(seat, found)}
    if tab == planned.OPEN:
        planned.count_later(rows, context["dates"])
    return show(request, seat, "networks/tasks.html", context)


@require_safe
def task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One task: when, who does it, what to bring, and its dates."""
    seat, row = task_for(request.user, pk, Permission.VIEW, look="networks.task_seen")
    coming = Paginator(planned.dates_of(row, seat.at), DATES).get_page(request.GET.get("page"))
    dates = planned.dressed(seat, coming)
    past = planned.dressed(seat, planned.dates_of(row, seat.at, over=True)[:PAST])
    for one in dates:
        one.turn = None
    for one, member in _turns(row, dates, seat):
        one.turn = member
    context = {
        "task": row,
        "when": planned.when(row),
        "need": planned.needs_of(seat, [row]).get(row.need_id),
        "page": coming,
        "dates": dates,
        "past": past,
        "takers": planned.turn_takers(row),
        "decision": visible_decisions(seat).filter(task=row).first(),
        **_facts(seat, row),
    }
    return show(request, seat, "networks/task.html", context)


def _turns(row: Task, dates: list[Any], seat: Seat) -> list[tuple[Any, Any]]:
    turns = turn_on(row, [one for one in dates if one.planned and one.free], seat.at)
    return [(one, turns[one.pk]) for one in dates if one.pk in turns]


def _facts(seat: Seat, row: Task) -> dict[str, Any]:
    """What a reader may do with a task, and what it belongs to."""
    arranges = organises(seat, row)
    goes_on = row.status != TaskStatus.ENDED
    return {
        "arranges": arranges,
        "address": row.address if planned.sees_address(seat, row) else "",
        "may_change": arranges and goes_on,
        "may_approve": row.status == TaskStatus.SHOWN and seat.may(Permission.SEE_ASK_FIRST),
        "before": planned.known(seat, row.continues_id),
        "after": planned.continued_by(seat, row),
        "places": [name for name in row.places if name],
    }


@page
def task_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down something to do: first what kind of thing, then the rest, filled in as it usually is."""
    seat = network_for(request.user, pk, Permission.ASK)
    kinds = planned.activities(seat)
    wanted = request.POST.get("activity") or request.GET.get("kind", "")
    kind = next((one for one in kinds if wanted in (str(one.pk), one.code)), None)
    look = ("networks.needs_seen", seat.network)
    context: dict[str, Any] = {"kinds": kinds} | {
        name: request.GET.get(name, "") for name in ("need", "title")
    }
    if kind is None:
        status = 422 if request.method == "POST" else 200
        return show(request, seat, "networks/task_kind.html", context, status=status)
    form = _task_form(request, seat, kind)
    if carried_out(form, actions.add_task, actor=seat):
        messages.success(request, _added(outcome(form)))
        return redirect("networks:task", outcome(form).pk)
    context |= {"form": form, "kind": kind}
    return show(request, seat, "networks/task_add.html", context, status=state(form), look=look)


def _added(row: Task) -> str:
    if row.status == TaskStatus.SHOWN:
        return _("Written down. The client sees it first; then others can be asked.")
    return _("Written down. Now you can ask somebody, or do it yourself.")


def _task_form(request: HttpRequest, seat: Seat, kind: Activity) -> TaskForm:
    start = {
        "activity": kind.pk,
        "need": request.GET.get("need"),
        "title": request.GET.get("title", "")[:120],
        "when": TaskWhen.ONCE,
        "day": request.GET.get("day"),
        "minutes": kind.minutes,
        "people": max(len(kind.places), 1),
        "places": ", ".join(kind.places),
    }
    needs = list(reading.needs(seat).exclude(status=NeedStatus.CLOSED))
    return TaskForm(sent(request), initial=start, needs=needs, people=planned.takers(seat))


def arranged(request: HttpRequest, pk: UUID) -> tuple[Seat, Task]:
    """A task that this reader arranges. Raises Http404, PermissionDenied."""
    seat, row = task_for(request.user, pk, Permission.ASK)
    if not organises(seat, row):
        raise PermissionDenied
    return seat, row


def _as_it_is(row: Task) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*actions.REVISABLE, "rotation", "version")} | {
        "activity": str(row.activity_id),
        "people": len(row.places),
        "places": ", ".join(name for name in row.places if name),
        "turns": [member.pk for member in planned.turn_takers(row)],
    }


@page
def task_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what a task says; when it is, is changed at one of its dates."""
    seat, row = arranged(request, pk)
    reads = planned.sees_address(seat, row)
    kinds = planned.kinds_with(seat, row)
    options: dict[str, Any] = {
        "kinds": kinds,
        "people": planned.takers(seat),
        "repeats": row.repeats,
        "address": reads,
    }
    form = EditTaskForm(sent(request), initial=_as_it_is(row), **options)
    if carried_out(form, actions.revise_task, actor=seat, task=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:task", pk)
    context = {"form": form, "task": row, "next": planned.dates_of(row, seat.at).first()}
    look = ("networks.task_seen", row)
    return show(request, seat, "networks/task_edit.html", context, status=state(form), look=look)


@page
def task_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a task: nothing of it is to come any more."""
    seat, row = arranged(request, pk)
    form = EndTaskForm(sent(request), initial={"version": row.version})
    if carried_out(form, actions.end_task, actor=seat, task=pk):
        messages.success(request, _("Ended. Who promised is free, and hears so."))
        return redirect("networks:task", pk)
    dates = planned.dates_of(row, seat.at)
    context = {"form": form, "task": row, "number": dates.count(), "now": to_wall(seat.at, row.zone)}
    look = ("networks.task_seen", row)
    return show(request, seat, "networks/task_end.html", context, status=state(form), look=look)


@require_POST
def task_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a task go on that waited for the client."""
    seat, _row = task_for(request.user, pk, Permission.SEE_ASK_FIRST)
    press(request, actions.approve_task, _("It goes on. Others can be asked now."), actor=seat, task=pk)
    return redirect("networks:task", pk)
