"""Lists of questions of an organisation, for who manages or runs it. What people fill in is never here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Office
from carenet.lib.forms import carried_out, outcome
from networks.actions import instrument as actions
from networks.forms.check import CheckForm
from networks.forms.instrument import DocumentForm, RightForm
from networks.measuring import house, offered
from networks.measuring.instrument import Definition
from networks.views.office import office_context
from networks.views.page import press, sent, state

PAGE = 20
page = require_http_methods(["GET", "HEAD", "POST"])


def _show(
    request: HttpRequest, office: Office, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"networks/{template}.html", office_context(office) | context, status=status)


def _as_people_see_it(definition: Definition) -> dict[str, Any]:
    """The questions as a carer gets them: a form that nobody sends."""
    return {"definition": definition, "questions": CheckForm(definition=definition, auto_id="see_%s")}


@require_safe
def instruments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lists that this organisation offers or offered, and those that everybody has."""
    office = offered.office_of(request.user, pk)
    listed = Paginator(offered.instruments(office), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": listed,
        "kept": [offered.kept(row) for row in listed],
        "house": list(house.of_the_house().values()),
    }
    return _show(request, office, "instruments", context)


@page
def instrument_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a list. First a page shows exactly what people will see, and asks for the right to use it."""
    office = offered.office_of(request.user, pk)
    step = request.POST.get("step", "")
    if step == "add":
        return _added(request, office)
    if step == "change":
        form = DocumentForm(initial={"document": request.POST.get("document", "")})
    else:
        form = DocumentForm(sent(request), request.FILES or None)
    if form.is_valid():
        right = RightForm(initial={"document": form.cleaned_data["document"]})
        return _preview(request, office, form.definition, right)
    return _asked(request, office, form)


def _added(request: HttpRequest, office: Office) -> HttpResponse:
    right = RightForm(request.POST)
    if carried_out(right, actions.add_instrument, actor=office):
        messages.success(request, _("Added. Carers in your networks find it from now on."))
        return redirect("networks:instrument", outcome(right).pk)
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return _asked(request, office, form)
    return _preview(request, office, form.definition, right)


def _asked(request: HttpRequest, office: Office, form: DocumentForm) -> HttpResponse:
    return _show(request, office, "instrument_add", {"form": form, "example": house.example()}, state(form))


def _preview(request: HttpRequest, office: Office, definition: Definition, right: RightForm) -> HttpResponse:
    context = {"form": right} | _as_people_see_it(definition)
    return _show(request, office, "instrument_preview", context, state(right))


@require_safe
def instrument(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list of this organisation, as people see it, and why it may be used."""
    office, row = offered.instrument_for(request.user, pk)
    kept = offered.kept(row)
    context = {"row": row, "title": kept.title}
    if kept.definition is not None:
        context |= _as_people_see_it(kept.definition)
    return _show(request, office, "instrument", context)


@page
def instrument_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a list, after a question whether one means it."""
    office, row = offered.instrument_for(request.user, pk)
    if request.method == "POST":
        press(request, actions.end_instrument, _("Ended."), actor=office, instrument=pk)
        return redirect("networks:instruments", office.organisation.pk)
    return _show(request, office, "instrument_end", {"kept": offered.kept(row)})
