"""Goals: the list with what each side says, one goal, writing one, rewording and ending it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import reading
from networks.access import need_for, network_for
from networks.actions import goal as actions
from networks.choices import NeedStatus
from networks.forms.goal import GoalForm, LevelForm, RewordForm
from networks.measuring import goals as found
from networks.models import Need
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def goals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Goals that run, or those of one need, as three sides see them; the number only for who asks for it."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.goals_seen")
    need = _chosen(seat, request.GET.get("need", ""))
    lines = found.running(seat, need.pk if need else None)
    asked = request.GET.get("number") == "1"
    may_set = found.may_set(seat)
    context = {
        "lines": lines,
        "numbers": found.numbers(lines) if asked else None,
        "may_set": may_set,
        "need": need,
        "needs": list(reading.needs(seat, status=NeedStatus.OPEN)) if may_set else [],
    }
    return show(request, seat, "networks/goals.html", context)


def _chosen(seat: Seat, asked: str) -> Need | None:
    """The need that was asked for, if this seat may read it."""
    try:
        return reading.needs(seat).filter(pk=UUID(asked)).first()
    except ValueError:
        return None


@page
def goal_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a goal for a need."""
    seat, need = need_for(request.user, pk, Permission.RAISE_NEED)
    if not found.may_set(seat):
        raise PermissionDenied
    form = GoalForm(sent(request))
    if carried_out(form, actions.set_goal, actor=seat, need=pk):
        messages.success(request, _("Written down."))
        return redirect("networks:goals", seat.network.pk)
    look = ("networks.need_seen", need)
    return show(
        request, seat, "networks/goal_add.html", {"form": form, "need": need}, status=state(form), look=look
    )


@page
def goal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One goal: its five levels, what each side said, and saying it from one's own side."""
    permission = Permission.SAY_VIEW if request.method == "POST" else Permission.VIEW
    seat, row = found.goal_for(request.user, pk, permission, look="networks.goal_seen")
    may_say = found.may_say(seat, row)
    if request.method == "POST" and not may_say and row.until is None:
        raise PermissionDenied
    form = LevelForm(sent(request), goal=row)
    if carried_out(form, actions.say_level, actor=seat, goal=pk):
        messages.success(request, _("Noted for your side."))
        return redirect("networks:goal", pk)
    context = {
        "form": form,
        "goal": row,
        "line": found.lines([row])[0],
        "said": found.said_in_words(row)[:50],
        "may_say": may_say,
        "may_end": row.until is None and found.may_end(seat, row),
        "may_reword": found.may_reword(seat, row),
        "later": found.reworded(row),
    }
    return show(request, seat, "networks/goal.html", context, status=state(form))


@page
def goal_reword(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a goal into other words; what was said of it stays with the earlier ones."""
    seat, row = found.goal_for(request.user, pk, Permission.RAISE_NEED)
    if not seat.for_client:
        raise PermissionDenied
    start = {name: getattr(row, name) for name in RewordForm.base_fields}
    form = RewordForm(sent(request), initial=start)
    if carried_out(form, actions.reword_goal, actor=seat, goal=pk):
        messages.success(request, _("Written down. The earlier words keep what was said of them."))
        return redirect("networks:goal", outcome(form).pk)
    context = {"form": form, "goal": row}
    look = ("networks.goal_seen", row)
    return show(request, seat, "networks/goal_reword.html", context, status=state(form), look=look)


@page
def goal_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a goal, after a question whether it is meant."""
    seat, row = found.goal_for(request.user, pk, Permission.RAISE_NEED)
    if not found.may_end(seat, row):
        raise PermissionDenied
    if request.method == "POST":
        press(request, actions.end_goal, _("Ended. It stays in the history."), actor=seat, goal=pk)
        return redirect("networks:goals", seat.network.pk)
    return show(request, seat, "networks/goal_end.html", {"goal": row}, look=("networks.goal_seen", row))
