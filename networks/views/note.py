"""Notes: what was written down for those who may read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import reading
from networks.access import network_for, note_for
from networks.actions import note as actions
from networks.actions.need import may_restrict
from networks.choices import NeedStatus, Visibility
from networks.forms.need import RestrictForm
from networks.forms.note import NoteForm
from networks.models import Note
from networks.standing import Permission, Seat
from networks.views.need import audience_choices
from networks.views.page import press, sent, show, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def notes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every note this seat may read, newest first."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.notes_seen")
    visibility = request.GET.get("visibility", "")
    rows = Paginator(reading.notes(seat, visibility=visibility), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "visibility": visibility,
        "levels": Visibility.choices,
    }
    return show(request, seat, "networks/notes.html", context)


@page
def note_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a note about the network, a person or a need."""
    seat = network_for(request.user, pk, Permission.WRITE_NOTE)
    form = _note_form(request, seat)
    if carried_out(form, actions.write_note, actor=seat):
        messages.success(request, _("Written down."))
        return _beside(outcome(form))
    look = ("networks.needs_seen", seat.network)
    return show(request, seat, "networks/note_add.html", {"form": form}, status=state(form), look=look)


def _note_form(request: HttpRequest, seat: Seat) -> NoteForm:
    start = {"visibility": seat.network.note_visibility, "subject": request.GET.get("about", "network")}
    choices: dict[str, Any] = {
        "needs": list(reading.needs(seat).exclude(status=NeedStatus.CLOSED)),
        "members": list(reading.people(seat)),
    } | audience_choices(seat)
    return NoteForm(sent(request), initial=start, **choices)


def _beside(note: Note) -> HttpResponse:
    """Back to what the note stands beside."""
    if note.need_id:
        return redirect("networks:need", note.need_id)
    if note.about_id:
        return redirect("networks:person", note.about_id)
    return redirect("networks:notes", note.network_id)


def _own(request: HttpRequest, pk: UUID) -> tuple[Seat, Note]:
    seat, note = note_for(request.user, pk, Permission.WRITE_NOTE)
    if not may_restrict(seat, note):
        raise PermissionDenied
    return seat, note


@page
def note_audience(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change who may read a note."""
    seat, note = _own(request, pk)
    start = {"visibility": note.visibility, "version": note.version}
    start["named"] = [member.pk for member in note.named.all()]
    form = RestrictForm(sent(request), initial=start, **audience_choices(seat, note))
    if carried_out(form, actions.restrict_note, actor=seat, note=pk):
        messages.success(request, _("Saved. From now on only they can read it."))
        return redirect("networks:notes", seat.network.pk)
    context = {"form": form, "note": note}
    look = ("networks.notes_seen", seat.network)
    return show(request, seat, "networks/note_audience.html", context, status=state(form), look=look)


@page
def note_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a note back: nobody reads it any more."""
    seat, note = _own(request, pk)
    if request.method == "POST":
        said = _("Taken back. Nobody reads it any more.")
        press(request, actions.take_back_note, said, actor=seat, note=pk)
        return redirect("networks:notes", seat.network.pk)
    look = ("networks.notes_seen", seat.network)
    return show(request, seat, "networks/note_take_back.html", {"note": note}, look=look)
