"""Decisions of a meeting: written down, changed, taken on, taken back, and how far they are."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carenet.lib.forms import carried_out
from networks import meetings as reading
from networks import offering
from networks.actions import decision as actions
from networks.actions import meeting_close as closing
from networks.choices.meeting import Becomes, MeetingPhase
from networks.forms.decision import DecisionForm, HowFarForm
from networks.meetings import decision_for, meeting_for
from networks.models import Decision, Meeting
from networks.standing import Permission, Seat
from networks.views.meeting import SEEN
from networks.views.page import press, sent, show, state, version_read

page = require_http_methods(["GET", "HEAD", "POST"])


def _choices(seat: Seat, meeting: Meeting) -> dict[str, Any]:
    return {
        "seat": seat,
        "points": reading.points(seat, meeting),
        "people": reading.owners(seat, meeting),
        "kinds": offering.activities(seat),
        "among_family": meeting.phase == MeetingPhase.FAMILY,
    }


def _back(row: Meeting) -> HttpResponse:
    """During family time back to the family's page, otherwise to the meeting."""
    name = "meeting_family" if row.phase == MeetingPhase.FAMILY else "meeting"
    return redirect(f"networks:{name}", row.pk)


@page
def decision_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a decision."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW)
    if not reading.may_decide(seat, row):
        raise PermissionDenied
    due = seat.network.today(seat.at) + reading.FOUR_WEEKS
    start: dict[str, Any] = {"point": request.GET.get("point", ""), "due_on": due}
    form = DecisionForm(sent(request), initial=start, **_choices(seat, row))
    form.fields.pop("version")
    if carried_out(form, actions.decide, actor=seat, meeting=pk):
        messages.success(request, _("Written down. Who is to see to it is asked."))
        return _back(row)
    context = {"form": form, "meeting": row}
    return show(request, seat, "networks/decision_add.html", context, status=state(form), look=(SEEN, row))


@page
def decision_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a decision, give it to somebody else, or bring it from family time to the plan."""
    seat, row = _revisable(request, pk)
    names = ("words", "due_on", "otherwise", "becomes", "visibility", "version")
    start: dict[str, Any] = {name: getattr(row, name) for name in names}
    start |= {"point": row.point_id, "owner": row.owner_id, "activity": row.activity_id}
    form = DecisionForm(sent(request), initial=start, **_choices(seat, row.meeting))
    if carried_out(form, actions.revise_decision, actor=seat, decision=pk):
        messages.success(request, _("Saved."))
        return _back(row.meeting)
    context = {"form": form, "decision": row, "meeting": row.meeting}
    look = (SEEN, row.meeting)
    return show(request, seat, "networks/decision_edit.html", context, status=state(form), look=look)


def _revisable(request: HttpRequest, pk: UUID) -> tuple[Seat, Decision]:
    seat, row = decision_for(request.user, pk, Permission.VIEW)
    if not reading.may_revise(seat, row):
        raise PermissionDenied
    return seat, row


@page
def decision_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a decision back before it became something to do."""
    seat, row = _revisable(request, pk)
    if request.method == "POST":
        press(request, actions.take_back_decision, _("Taken back."), actor=seat, decision=pk)
        return _back(row.meeting)
    context = {"decision": row, "meeting": row.meeting}
    return show(request, seat, "networks/decision_take_back.html", context, look=(SEEN, row.meeting))


@require_POST
def decision_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a decision on."""
    seat, row = decision_for(request.user, pk, Permission.VIEW)
    said = _("Thank you. You see to it.")
    if row.becomes == Becomes.TASK:
        said = _("Thank you. It comes on the list of what is to be done.")
    press(request, actions.accept_decision, said, actor=seat, decision=pk, version=version_read(request))
    return _back(row.meeting)


@require_POST
def decision_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that somebody else should see to it."""
    seat, row = decision_for(request.user, pk, Permission.VIEW)
    said = _("That is fine. Somebody else is looked for.")
    press(request, actions.decline_decision, said, actor=seat, decision=pk)
    return _back(row.meeting)


@page
def decision_how_far(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how far a decision is."""
    seat, row = decision_for(request.user, pk, Permission.VIEW)
    if not reading.may_say_how_far(seat, row):
        raise PermissionDenied
    start = {"how_far": row.how_far, "words": row.how_far_words, "version": row.version}
    form = HowFarForm(sent(request), initial=start)
    if carried_out(form, closing.say_how_far, actor=seat, decision=pk):
        messages.success(request, _("Noted, thank you."))
        return redirect("networks:meeting", row.meeting_id)
    context = {"form": form, "decision": row, "meeting": row.meeting}
    look = (SEEN, row.meeting)
    return show(request, seat, "networks/decision_how_far.html", context, status=state(form), look=look)
