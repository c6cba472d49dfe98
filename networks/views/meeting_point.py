"""The agenda of a meeting, and what professionals tell at the information round."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carenet.lib.forms import carried_out
from networks import meetings as reading
from networks.actions import meeting_point as actions
from networks.forms.meeting import InformForm, PointForm, PointsForm
from networks.meetings import contribution_for, meeting_for, point_for
from networks.standing import Permission
from networks.views.meeting import SEEN
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def meeting_points(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what to speak about from what is there already."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW)
    form = PointsForm(sent(request), proposals=reading.proposals(seat, row))
    if carried_out(form, actions.add_points, actor=seat, meeting=pk):
        messages.success(request, _("They are on the agenda."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    return show(request, seat, "networks/meeting_points.html", context, status=state(form), look=(SEEN, row))


@page
def meeting_point_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a point of one's own on the agenda."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW)
    form = PointForm(sent(request), seat=seat)
    if carried_out(form, actions.add_point, actor=seat, meeting=pk):
        messages.success(request, _("It is on the agenda."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    look = (SEEN, row)
    return show(request, seat, "networks/meeting_point_add.html", context, status=state(form), look=look)


@require_POST
def meeting_point_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    seat, row = point_for(request.user, pk, Permission.VIEW)
    press(request, actions.take_off_point, _("Taken off the agenda."), actor=seat, point=pk)
    return redirect("networks:meeting", row.meeting_id)


@page
def meeting_inform(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell something at the information round, as a professional."""
    seat, row = meeting_for(request.user, pk, Permission.VIEW)
    if not seat.formal:
        raise PermissionDenied
    form = InformForm(sent(request))
    if carried_out(form, actions.inform, actor=seat, meeting=pk):
        messages.success(request, _("Told. Everybody who is invited can read it."))
        return redirect("networks:meeting", pk)
    context = {"form": form, "meeting": row}
    return show(request, seat, "networks/meeting_inform.html", context, status=state(form), look=(SEEN, row))


@require_POST
def contribution_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what one told at the information round."""
    seat, row = contribution_for(request.user, pk, Permission.VIEW)
    said = _("Taken back. Nobody reads it any more.")
    press(request, actions.take_back_contribution, said, actor=seat, contribution=pk)
    return redirect("networks:meeting", row.meeting_id)
