"""The workspace of a tilting coach: patterns, networks that said yes, what they try, rules and the log."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Office
from carenet.lib.forms import carried_out
from networks.actions import coach as actions
from networks.coaching import doors, reading, sheet
from networks.forms.coaching import AddNoteForm, AskForm, ExperimentsFilter, LogFilter, NoteForm
from networks.overview.doors import trace_sheet
from networks.overview.protecting import LEAST
from networks.views.office import office_context
from networks.views.page import press, sent, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


def _show(
    request: HttpRequest, office: Office, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"networks/{template}.html", office_context(office) | context, status=status)


@require_safe
def coach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a coach works with, on one page: patterns, networks, experiments, rules and the log."""
    office = doors.coached(request.user, pk)
    rows = Paginator(reading.networks(office), PAGE).get_page(request.GET.get("page"))
    doors.look_at_log(office)
    context = {
        "page": rows,
        "lines": reading.lines(office, rows),
        "patterns": reading.patterns(office),
        "least": LEAST,
        "totals": reading.totals(office),
        "rules": reading.rules(office),
        "log": reading.log(office)[: reading.LATELY],
    }
    return _show(request, office, "coach", context)


@require_safe
def coach_sheet(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The networks that opened their patterns, as a table for a spreadsheet. Leaves a trace."""
    office = doors.coached(request.user, pk)
    trace_sheet(office)
    answer = StreamingHttpResponse(sheet.written(office), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="coach.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def coach_network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One network that opened something. The network can see that I looked."""
    office, row = doors.coached_network_for(request.user, pk, look=True)
    seen = reading.seen(row, reading.opens_of(office, row), office.at)
    context = {"row": row, "seen": seen, "log": reading.log(office, counted=pk)[:PAGE]}
    return _show(request, office, "coach_network", context)


@require_safe
def coach_experiments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is tried and was tried in networks that opened it: how far, never how it was."""
    office = doors.coached(request.user, pk)
    form = ExperimentsFilter(request.GET)
    how_far = form.cleaned_data["how_far"] if form.is_valid() else ""
    rows = Paginator(reading.experiments(office, how_far), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "tried": reading.tried(rows, office.at),
        "filter": form,
        "narrowed": bool(how_far),
    }
    return _show(request, office, "coach_experiments", context)


@page
def coach_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a network by its number; and what was asked lately, without what came of it."""
    office = doors.coached(request.user, pk)
    form = AskForm(sent(request))
    if carried_out(form, actions.ask_consent, actor=request.user, organisation=pk):
        messages.success(request, _("Asked. If there is such a network, the question waits with the client."))
        return redirect("networks:coach_ask", pk)
    rows = Paginator(doors.questions(office), PAGE).get_page(request.GET.get("page"))
    return _show(request, office, "coach_ask", {"form": form, "page": rows}, state(form))


@require_safe
def coach_log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The log of the coaches here, with a search."""
    office = doors.coached(request.user, pk)
    form = LogFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    narrow = {"words": asked.get("q", ""), "kind": asked.get("kind", "")}
    rows = Paginator(reading.log(office, **narrow), PAGE).get_page(request.GET.get("page"))
    doors.look_at_log(office)
    context = {"page": rows, "log": rows, "filter": form, "narrowed": any(narrow.values())}
    return _show(request, office, "coach_log", context)


@page
def coach_note_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a line in the log."""
    office = doors.coached(request.user, pk)
    start = {"about": request.GET.get("about", ""), "day": timezone.localdate(office.at)}
    form = AddNoteForm(sent(request), initial=start, subjects=reading.subjects(office))
    if carried_out(form, actions.write_note, actor=request.user, organisation=pk):
        messages.success(request, _("Written down. The coaches of your organisation read it."))
        return redirect("networks:coach_log", pk)
    return _show(request, office, "coach_note", {"form": form}, state(form))


@page
def coach_note_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a line I wrote."""
    office, row = _own(request, pk)
    start = {name: getattr(row, name) for name in (*actions.WRITTEN, "version")}
    form = NoteForm(sent(request), initial=start)
    if carried_out(form, actions.revise_note, actor=request.user, note=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:coach_log", office.organisation.pk)
    return _show(request, office, "coach_note", {"form": form, "note": row}, state(form))


@page
def coach_note_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a line I wrote, after a question whether it is meant."""
    office, row = _own(request, pk)
    if request.method == "POST":
        press(request, actions.take_back_note, _("Taken back."), actor=request.user, note=pk)
        return redirect("networks:coach_log", office.organisation.pk)
    return _show(request, office, "coach_note_take_back", {"note": row})


def _own(request: HttpRequest, pk: UUID) -> tuple[Office, Any]:
    """A line this user wrote. Raises Http404, PermissionDenied."""
    office, row = doors.own_note_for(request.user, pk)
    doors.look_at_log(office)
    return office, row
