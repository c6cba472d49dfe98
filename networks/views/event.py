"""What happens in a life, with its list: write down, look, tick, change, who reads it, put away."""

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
from networks import happened, reading
from networks.access import network_for
from networks.actions import event as actions
from networks.actions.need import may_restrict, may_revise
from networks.choices.event import EventKind, StepState
from networks.doors import event_for, step_for
from networks.forms.event import EditEventForm, EventForm, StepForm
from networks.forms.need import RestrictForm
from networks.models import LifeEvent
from networks.standing import Permission, Seat
from networks.views.need import audience_choices
from networks.views.page import press, sent, show, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def events(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happens and what happened, as far as this seat may read it."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.events_seen")
    past = happened.events(seat, put_away=True)
    context = {
        "now": happened.events(seat),
        "page": Paginator(past, PAGE).get_page(request.GET.get("page")),
        "kinds": EventKind,
    }
    return show(request, seat, "networks/events.html", context)


@page
def event_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what happens: first what it is, then when and for whom to read."""
    seat = network_for(request.user, pk, Permission.WRITE_NOTE)
    wanted = request.GET.get("kind", "")
    if wanted not in EventKind.values:
        return show(request, seat, "networks/event_kind.html", {"kinds": EventKind})
    kind = EventKind(wanted)
    start = {"happens_on": seat.network.today(seat.at), "visibility": happened.usual_visibility(seat, kind)}
    members = list(reading.people(seat))
    form = EventForm(sent(request), initial=start, kind=kind, members=members, **audience_choices(seat))
    if carried_out(form, actions.write_event, actor=seat, kind=kind):
        messages.success(request, _("Written down. Here is a short list of what to look at."))
        return redirect("networks:event", outcome(form).pk)
    context = {"form": form, "kind": kind}
    return show(request, seat, "networks/event_add.html", context, status=state(form))


@require_safe
def event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One event with its list: what is to be looked at, what is done, and who said so."""
    seat, row = event_for(request.user, pk, Permission.VIEW, look="networks.event_seen")
    return _page(request, seat, row, StepForm())


def _page(request: HttpRequest, seat: Seat, row: LifeEvent, form: StepForm) -> HttpResponse:
    steps = happened.steps(seat, row)
    context = {
        "event": row,
        "steps": steps,
        "open": sum(one.open for one in steps),
        "form": form,
        "may_write": seat.may(Permission.WRITE_NOTE),
        "may_change": may_revise(seat, row),
        "may_restrict": may_restrict(seat, row),
        "states": StepState,
    }
    return show(request, seat, "networks/event.html", context, status=state(form))


@require_POST
def event_step_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a line of one's own to the list."""
    seat, row = event_for(request.user, pk, Permission.WRITE_NOTE)
    form = StepForm(request.POST)
    if carried_out(form, actions.add_step, actor=seat, event=pk):
        messages.success(request, _("Added."))
        return redirect("networks:event", pk)
    return _page(request, seat, row, form)


@require_POST
def event_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say of a line that it is done, not needed, or still to do."""
    seat, step = step_for(request.user, pk, Permission.WRITE_NOTE)
    given = request.POST.get("state", "")
    told = StepState(given) if given in StepState.values else StepState.OPEN
    press(request, actions.say_step, _("Saved."), actor=seat, step=pk, state=told)
    return redirect("networks:event", step.event_id)


def _own(request: HttpRequest, pk: UUID) -> tuple[Seat, LifeEvent]:
    seat, row = event_for(request.user, pk, Permission.WRITE_NOTE)
    if not may_revise(seat, row):
        raise PermissionDenied
    return seat, row


@page
def event_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the days or the words."""
    seat, row = _own(request, pk)
    start: dict[str, Any] = {
        name: getattr(row, name) for name in ("happens_on", "ends_on", "words", "version")
    }
    form = EditEventForm(sent(request), initial=start)
    if carried_out(form, actions.revise_event, actor=seat, event=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:event", pk)
    context = {"form": form, "event": row}
    look = ("networks.event_seen", row)
    return show(request, seat, "networks/event_edit.html", context, status=state(form), look=look)


@page
def event_audience(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change who may read it. What has been read cannot be unread: the page says so."""
    seat, row = event_for(request.user, pk, Permission.WRITE_NOTE)
    if not may_restrict(seat, row):
        raise PermissionDenied
    start = {"visibility": row.visibility, "version": row.version}
    start["named"] = [member.pk for member in row.named.all()]
    form = RestrictForm(sent(request), initial=start, **audience_choices(seat, row))
    if carried_out(form, actions.restrict_event, actor=seat, event=pk):
        messages.success(request, _("Saved. From now on only they can read it."))
        return redirect("networks:events", seat.network.pk)
    context = {"form": form, "event": row}
    look = ("networks.event_seen", row)
    return show(request, seat, "networks/event_audience.html", context, status=state(form), look=look)


@require_POST
def event_put_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the list away; it can be taken up again."""
    seat, _row = _own(request, pk)
    press(
        request,
        actions.put_away_event,
        _("Put away. You find it among the earlier ones."),
        actor=seat,
        event=pk,
    )
    return redirect("networks:events", seat.network.pk)


@require_POST
def event_take_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a list up again that was put away."""
    seat, _row = _own(request, pk)
    press(request, actions.take_up_event, _("Taken up again."), actor=seat, event=pk)
    return redirect("networks:event", pk)
