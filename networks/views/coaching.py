"""Who coaches with us: what a client opens to the coaches of an organisation. For who is inside."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from networks.access import network_for
from networks.actions import coaching as actions
from networks.coaching import consents as reading
from networks.coaching import doors
from networks.forms.coaching import ConsentForm
from networks.overview.doors import counted_for
from networks.standing import Permission
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def coaching(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which organisations coach here, since when and with what; their questions for who may answer."""
    seat = network_for(request.user, pk, Permission.VIEW)
    return show(request, seat, "networks/coaching.html", {"coaching": reading.coaching(seat)})


@page
def coaching_give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Exactly what the coaches of an organisation would see, and the yes to it."""
    seat, row = counted_for(request.user, pk)
    if not seat.may(Permission.APPOINT):
        raise PermissionDenied
    here = next((one for one in reading.coaching(seat) if one.organisation.pk == row.organisation_id), None)
    form = ConsentForm(sent(request), open_now=[one.opens for one in here.open] if here else [])
    if carried_out(form, actions.give_consent, actor=seat, organisation=row.organisation_id):
        messages.success(request, _("Saved. You can end it here at any moment."))
        return redirect("networks:coaching", seat.network.pk)
    context = {"form": form, "row": row, "here": here, "seen": reading.preview(seat, row)}
    look = ("networks.experiments_seen", seat.network)
    return show(request, seat, "networks/coaching_give.html", context, status=state(form), look=look)


@require_POST
def coaching_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End what was open; giving it again is the undo."""
    seat, _row = doors.consent_for(request.user, pk)
    said = _("Ended. No coach sees it any more. You can open it again whenever you like.")
    press(request, actions.end_consent, said, actor=seat, consent=pk)
    return redirect("networks:coaching", seat.network.pk)


@require_POST
def coaching_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no to a question."""
    seat, _row = doors.question_for(request.user, pk)
    said = _("That is fine. No reason is needed, and nobody is told.")
    press(request, actions.decline_question, said, actor=seat, question=pk)
    return redirect("networks:coaching", seat.network.pk)
