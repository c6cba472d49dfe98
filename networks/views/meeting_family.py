"""Family time: the page on which family and friends are among themselves. Professionals have none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from networks import meeting_family as reading
from networks.actions import meeting_family as actions
from networks.forms.meeting import FamilyForm
from networks.meeting_family import family_for, word_for
from networks.meetings import next_phases
from networks.models import Meeting
from networks.standing import Permission, Seat
from networks.views.meeting import SEEN
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def meeting_family(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What family and friends say among themselves, and what they want to bring to the plan."""
    seat, row = family_for(request.user, pk, Permission.VIEW)
    form = FamilyForm(sent(request))
    if carried_out(form, actions.say_in_family, actor=seat, meeting=pk):
        messages.success(request, _("Said, among yourselves."))
        return redirect("networks:meeting_family", pk)
    context = _words(seat, row) | {
        "form": form,
        "drafts": reading.drafts(seat, row),
        "goes_on": bool(next_phases(seat, row)),
    }
    return show(request, seat, "networks/meeting_family.html", context, status=state(form), look=(SEEN, row))


@require_safe
def meeting_family_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said, by itself: for the page to look again without losing what somebody is typing."""
    seat, row = family_for(request.user, pk, Permission.VIEW, look=SEEN)
    if "HX-Request" not in request.headers:
        return redirect("networks:meeting_family", pk)
    return show(request, seat, "networks/_family_words.html", _words(seat, row))


def _words(seat: Seat, row: Meeting) -> dict[str, Any]:
    said: list[Any] = list(reading.words(seat, row))
    for one in said:
        one.mine = seat.wrote(one.author_id, one.for_client)
    return {"meeting": row, "words": said, "open": reading.is_open(row)}


@require_POST
def family_word_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what one said among family and friends."""
    seat, row = word_for(request.user, pk, Permission.VIEW)
    said = _("Taken back. Nobody reads it any more.")
    press(request, actions.take_back_family_word, said, actor=seat, word=pk)
    return redirect("networks:meeting_family", row.meeting_id)
