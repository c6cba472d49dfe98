"""What every page of a network has in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise

from carenet.lib.errors import DomainError
from networks.access import trace_look
from networks.standing import MAY, Seat


def show(
    request: HttpRequest,
    seat: Seat,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    look: tuple[str, Any] | None = None,
) -> HttpResponse:
    """A page of this seat's network. Templates get ``seat``, ``network`` and ``may``, the rights as words.

    ``look`` is the verb and the row of the trace that the page leaves before it is made: for a form that
    shows what somebody wrote. What it does when it is sent leaves a trace of its own.
    """
    if look is not None:
        trace_look(seat, *look)
    shared = {
        "seat": seat,
        "network": seat.network,
        "may": MAY[seat.standing],
        "acting_for": seat.network.client.short_name if seat.on_behalf_of else "",
    }
    return render(request, template, shared | (context or {}), status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form gets as its first argument: what was sent, even when that is nothing; None for a look."""
    return request.POST if request.method == "POST" else None


def state(form: BaseForm) -> int:
    """The status of a page with this form: 422 when what was sent was not right."""
    return 422 if form.is_bound and form.errors else 200


def version_read(request: HttpRequest) -> int | None:
    """The version that the page showed of what a button is about; None where it sent none that can be."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None


def press(request: HttpRequest, action: Callable[..., Any], said: str | Promise, **arguments: Any) -> bool:
    """Run the action behind a button without a form, and say what came of it. True when it was done."""
    try:
        action(**arguments)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, str(said))
    return True
