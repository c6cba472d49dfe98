"""Meetings: the list, one with its agenda and its plan, calling one, answering, how it goes on and ends."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import meetings as reading
from networks.access import network_for
from networks.actions import meeting as actions
from networks.actions import meeting_close as closing
from networks.choices.meeting import RUNS, Coming, MeetingPhase
from networks.forms.meeting import (
    CallForm,
    CallOffForm,
    CloseForm,
    EditMeetingForm,
    InviteMoreForm,
    SkipReviewForm,
)
from networks.meetings import leads, led_meeting_for, meeting_for
from networks.models import Meeting
from networks.rhythm import to_wall
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 20
SEEN = "networks.meeting_seen"
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Meetings to come or over that this seat may know of, and when the network looks back together."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.meetings_seen")
    over = request.GET.get("state") == "over"
    rows = Paginator(reading.listed(seat, over=over), PAGE).get_page(request.GET.get("page"))
    for row in rows.object_list:
        row.shown = row.phase_for(seat)
    skipped = reading.skipped(seat).first()
    return show(request, seat, "networks/meetings.html", {"page": rows, "over": over, "skipped": skipped})


@page
def meeting_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call people together."""
    seat = network_for(request.user, pk, Permission.ORGANIZE)
    start: dict[str, Any] = {"minutes": 90, "day": seat.network.review_on}
    form = CallForm(sent(request), initial=start, people=reading.people_to_invite(seat))
    if carried_out(form, actions.call_meeting, actor=seat):
        messages.success(request, _("They are invited. Now choose what to speak about."))
        return redirect("networks:meeting_points", outcome(form).pk)
    return show(request, seat, "networks/meeting_call.html", {"form": form}, status=state(form))


@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting: who comes, the agenda, what professionals told, and the plan."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW, look=SEEN)
    return show(request, seat, "networks/meeting.html", everything(seat, row))


def everything(seat: Seat, row: Meeting) -> dict[str, Any]:
    """What the page of a meeting shows this seat, in a fixed number of queries."""
    invited = reading.attendances(row)
    decided = reading.decisions(seat, row)
    for one in decided:
        one.mine = one.owner_id in seat.member_ids
        one.may_say = row.phase == MeetingPhase.CLOSED and reading.may_say_how_far(seat, one)
        one.may_revise = reading.may_revise(seat, one)
    return {
        "meeting": row,
        "phase": row.phase_for(seat),
        "steps": reading.steps(seat, row),
        "invited": invited,
        "counted": reading.counted(invited),
        "own": reading.own_attendance(seat, invited),
        "there": [one.member.name for one in invited if one.came],
        "answers": Coming.choices,
        "agenda": reading.points(seat, row),
        "told": reading.contributions(seat).filter(meeting=row),
        "decisions": decided,
        "how_far": reading.how_far(decided),
        "next": reading.next_phases(seat, row),
        "leads": leads(seat, row),
        "runs": row.phase in RUNS,
        "may_inform": reading.may_inform(seat, row),
        "may_put": reading.takes_points(row),
        "may_decide": reading.may_decide(seat, row) and row.phase == MeetingPhase.DECISIONS,
        "may_call_off": reading.may_call_off(seat, row),
        "family": seat.sees_family,
    }


@require_safe
def meeting_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan of a meeting on paper: one or two pages."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW, look=SEEN)
    return show(request, seat, "networks/meeting_plan.html", everything(seat, row))


@page
def meeting_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what a planned meeting is about, when or where."""
    seat, row = led_meeting_for(request.user, pk)
    wall = to_wall(row.starts_at, seat.network.zone)
    start: dict[str, Any] = {name: getattr(row, name) for name in ("title", "minutes", "where", "words")}
    start |= {"day": wall.date(), "time": wall.time(), "version": row.version}
    form = EditMeetingForm(sent(request), initial=start)
    if carried_out(form, actions.revise_meeting, actor=seat, meeting=pk):
        messages.success(request, _("Saved. Who is invited hears of another time or place."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    return show(request, seat, "networks/meeting_edit.html", context, status=state(form), look=(SEEN, row))


@page
def meeting_invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite more people."""
    seat, row = led_meeting_for(request.user, pk)
    form = InviteMoreForm(sent(request), people=reading.people_to_invite(seat, row))
    if carried_out(form, actions.invite_to_meeting, actor=seat, meeting=pk):
        messages.success(request, _("Invited."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    return show(request, seat, "networks/meeting_invite.html", context, status=state(form), look=(SEEN, row))


@require_POST
def meeting_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether one comes; who arranges the meeting notes it for who has no account."""
    seat, _row = meeting_for(request.user, pk, Permission.VIEW)
    answer, member = request.POST.get("answer", ""), request.POST.get("member", "")
    if answer not in Coming.values:
        messages.error(request, _("Choose whether you come."))
        return redirect("networks:meeting", pk)
    said = {"answer": Coming(answer), "member": _id(member)}
    press(request, actions.answer_meeting, _("Noted, thank you."), actor=seat, meeting=pk, **said)
    return redirect("networks:meeting", pk)


def _id(text: str) -> UUID | None:
    """The id of a member, None when none was given. Raises Http404 for anything else."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


@require_POST
def meeting_go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a meeting to its next phase."""
    seat, _row = meeting_for(request.user, pk, Permission.VIEW)
    phase = request.POST.get("phase", "")
    if phase not in MeetingPhase.values:
        raise Http404
    done = press(request, actions.go_on, _("You go on."), actor=seat, meeting=pk, phase=MeetingPhase(phase))
    if done and phase == MeetingPhase.FAMILY:
        return redirect("networks:meeting_family", pk)
    return redirect("networks:meeting", pk)


@page
def meeting_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a meeting: who was there, and when the house asks how far it is."""
    seat, row = led_meeting_for(request.user, pk)
    invited = reading.attendances(row)
    four_weeks = seat.network.today(seat.at) + reading.FOUR_WEEKS
    here = [one.member_id for one in invited if one.answer == Coming.YES]
    start: dict[str, Any] = {"came": here, "check_on": four_weeks, "version": row.version}
    form = CloseForm(sent(request), initial=start, invited=invited)
    if carried_out(form, closing.close_meeting, actor=seat, meeting=pk):
        messages.success(request, _("The plan is made. Who was not there hears of it."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row, "decisions": reading.decisions(seat, row)}
    return show(request, seat, "networks/meeting_close.html", context, status=state(form), look=(SEEN, row))


@page
def meeting_call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a meeting off."""
    seat, row = led_meeting_for(request.user, pk)
    form = CallOffForm(sent(request), initial={"version": row.version})
    if carried_out(form, actions.call_off_meeting, actor=seat, meeting=pk):
        messages.success(request, _("Called off. Everybody who was invited hears it."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    look = (SEEN, row)
    return show(request, seat, "networks/meeting_call_off.html", context, status=state(form), look=look)


@page
def review_skip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave out looking back together this time, with a reason."""
    seat = network_for(request.user, pk, Permission.ORGANIZE)
    form = SkipReviewForm(sent(request))
    if carried_out(form, closing.skip_review, actor=seat):
        messages.success(request, _("Not this time. The next day is noted."))
        return redirect("networks:meetings", pk)
    return show(request, seat, "networks/review_skip.html", {"form": form}, status=state(form))
