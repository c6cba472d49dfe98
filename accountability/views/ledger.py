"""Who looked and what happened: the client's page, in plain sentences. To read it is a look itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accountability.diary import page_of, people_of
from accountability.forms import KINDS, LedgerForm
from networks.access import network_for
from networks.standing import Permission
from networks.views.page import show


@require_safe
def who_looked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that happened in one network, newest first, and every look."""
    seat = network_for(request.user, pk, Permission.READ_LEDGER, look="accountability.ledger_seen")
    form = LedgerForm(request.GET, zone=seat.network.zone)
    form.is_valid()
    asked = form.cleaned_data
    page = page_of(
        seat.network,
        who=asked.get("who"),
        kind=asked.get("kind", ""),
        start=form.start,
        end=form.end,
        before=asked.get("before"),
        after=asked.get("after"),
    )
    context = {"form": form, "page": page, "people": people_of(seat.network), "kinds": KINDS}
    return show(request, seat, "accountability/ledger.html", context)
