"""What an organisation adds to the four parts of life."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import organisation_for
from carenet.lib.forms import carried_out
from networks.access import domain_for, domains_of
from networks.actions.domain import add_domain, rename_domain
from networks.forms.domain import DomainForm
from networks.models.need import DEFAULT_DOMAINS
from networks.views.page import sent, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def domains(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The four parts of life, those the organisation added, and a form for one more."""
    organisation = organisation_for(request.user, pk, timezone.now())
    form = DomainForm(sent(request))
    if form.is_bound and carried_out(form, _add, actor=request.user, organisation=pk):
        messages.success(request, _("Added. It can be chosen from now on."))
        return redirect("networks:domains", pk)
    context = {
        "form": form,
        "organisation": organisation,
        "four": DEFAULT_DOMAINS.values(),
        "own": domains_of(organisation),
    }
    return render(request, "networks/domains.html", context, status=state(form))


def _add(*, actor: Any, organisation: UUID, name: str, version: int | None) -> Any:
    return add_domain(actor=actor, organisation=organisation, name=name)


@page
def domain_rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give one of them another name."""
    domain = domain_for(request.user, pk)
    form = DomainForm(sent(request), initial={"name": domain.name, "version": domain.version})
    if form.is_bound and carried_out(form, rename_domain, actor=request.user, domain=pk):
        messages.success(request, _("Renamed, also where it was chosen before."))
        return redirect("networks:domains", domain.organisation_id)
    context = {"form": form, "domain": domain}
    return render(request, "networks/domain_rename.html", context, status=state(form))
