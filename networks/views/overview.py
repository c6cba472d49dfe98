"""What a manager sees of the networks of their organisation, and an executive of the year. No names."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import office_for
from accounts.choices import Hat
from carenet.lib.forms import carried_out
from networks.actions import overview as actions
from networks.choices.overview import OverviewSort
from networks.forms.overview import NetworkTeamForm, OverviewForm, TeamForm, ViewForm
from networks.overview import doors, reading, sheet
from networks.overview.yearly import yearly as year_of
from networks.views.office import office_context
from networks.views.page import press, sent, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The networks of an organisation in numbers: what stands out, and fifty of them at a time."""
    office = doors.managed(request.user, pk)
    form = OverviewForm(request.GET)
    context = office_context(office) | {
        "asked": form.asked,
        "shown": reading.overview(office, form.asked, form.cursor_sent),
        "sorts": OverviewSort.choices,
        "views": reading.saved(office),
    }
    return render(request, "networks/overview.html", context)


@require_safe
def overview_sheet(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The same networks as a table for a spreadsheet, written while it is read. Leaves a trace."""
    office = doors.managed(request.user, pk)
    asked = OverviewForm(request.GET).asked
    doors.trace_sheet(office)
    answer = StreamingHttpResponse(sheet.written(office, asked), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="networks.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page
def overview_network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One network by its number: what stands out, since when, and what may help. Further it does not go."""
    office, row = doors.participation_for(request.user, pk, look=True)
    start = {"team": str(row.team_id or "")}
    form = NetworkTeamForm(sent(request), initial=start, teams=doors.teams(office))
    if carried_out(form, actions.set_team, actor=request.user, participation=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:overview_network", pk)
    context = office_context(office) | {
        "form": form,
        "row": row,
        "line": reading.lines(office, [row])[0],
        "findings": reading.findings(row, office.at),
    }
    return render(request, "networks/overview_network.html", context, status=state(form))


@page
def view_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a question under a name."""
    office = doors.managed(request.user, pk)
    asked = OverviewForm(request.GET).asked
    form = ViewForm(sent(request))
    given = asked.chosen | {"sort": asked.sort}
    if carried_out(form, actions.save_view, actor=request.user, organisation=pk, asked=given):
        messages.success(request, _("Saved. You find it above your networks."))
        return redirect("networks:overview", pk)
    context = office_context(office) | {"form": form, "asked": asked, "chosen": reading.chosen(office, asked)}
    return render(request, "networks/view_add.html", context, status=state(form))


@require_POST
def view_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a saved view away."""
    office, _row = doors.view_for(request.user, pk)
    press(request, actions.end_view, _("Taken away."), actor=request.user, view=pk)
    return redirect("networks:overview", office.organisation.pk)


@page
def teams(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The teams of an organisation, and a form for one more."""
    office = doors.managed(request.user, pk)
    form = TeamForm(sent(request))
    if carried_out(form, actions.add_team, actor=request.user, organisation=pk):
        messages.success(request, _("Added. You can choose it at each network."))
        return redirect("networks:teams", pk)
    context = office_context(office) | {"form": form, "teams": reading.teams_counted(office)}
    return render(request, "networks/teams.html", context, status=state(form))


@page
def team_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a team; its networks are without one from then on."""
    office, team = doors.team_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.end_team, _("Ended."), actor=request.user, team=pk)
        return redirect("networks:teams", office.organisation.pk)
    return render(request, "networks/team_end.html", office_context(office) | {"team": team})


@require_safe
def yearly(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The year of an organisation: how many networks have what, and what was promised and kept."""
    office = office_for(request.user, pk, Hat.ADMINISTRATOR, Hat.MANAGER, at=timezone.now())
    return render(request, "networks/yearly.html", office_context(office) | {"year": year_of(office)})
