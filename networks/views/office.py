"""The pages of an organisation, for who works there. No hat opens a network."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Office, office_for, offices_of
from accounts.choices import Hat


def office_context(office: Office) -> dict[str, object]:
    """What every page of an organisation has in common."""
    return {
        "office": office,
        "organisation": office.organisation,
        "hats": [hat.value for hat in Hat if hat in office.hats],
        "hat_names": _names(office),
    }


def _names(office: Office) -> str:
    return ", ".join(str(hat.label) for hat in Hat if hat in office.hats)


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Every organisation I work for."""
    rows = [(one.organisation, _names(one)) for one in offices_of(request.user, timezone.now())]
    return render(request, "networks/offices.html", {"offices": rows})


@require_safe
def office(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One organisation I work for: its pages, by the hats I wear there."""
    at = timezone.now()
    found = office_for(request.user, pk, *Hat, at=at)
    several = len(offices_of(request.user, at)) > 1
    return render(request, "networks/office.html", office_context(found) | {"several": several})
