"""A barrier put to an organisation: exactly what it will read, taking it back, what its answer did here."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carenet.lib.forms import carried_out
from networks.actions import raising as actions
from networks.actions.barrier import may_end
from networks.doors import barrier_for
from networks.forms.influence import AnswerDecisionForm, PutForm
from networks.models import Barrier
from networks.rules import influence as reading
from networks.rules.access import may_put, raised_for
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def barrier_put(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put it to an organisation. First a page shows exactly what they will read; only then it goes."""
    seat, row = barrier_for(request.user, pk, Permission.WRITE_NOTE)
    if not may_put(seat, row):
        raise PermissionDenied
    if row.until is not None:
        raise Http404
    organisations = reading.organisations_here(seat)
    form = PutForm(sent(request), organisations=organisations)
    step = request.POST.get("step", "")
    if step == "preview" and carried_out(form, _look, actor=seat):
        return _preview(request, seat, row, form)
    if step == "send" and carried_out(form, actions.put_barrier, actor=seat, barrier=pk):
        messages.success(request, _("They can read it now. Their answer will stand here."))
        return redirect("networks:barrier", pk)
    context = {"form": form, "barrier": row, "organisations": organisations}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier_put.html", context, status=state(form), look=look)


def _look(*, actor: Seat, words: str, **_given: object) -> None:
    """What is refused anyway is refused before somebody says yes to it."""
    actions.check_sentence(actor, words)


def _preview(request: HttpRequest, seat: Seat, row: Barrier, form: PutForm) -> HttpResponse:
    given = form.cleaned_data
    names = dict(form.fields["organisation"].choices)  # type: ignore[attr-defined]
    context = {
        "barrier": row,
        "given": given,
        "to": names[str(given["organisation"])],
        "today": seat.network.today(seat.at),
    }
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/barrier_put_preview.html", context, look=look)


@require_POST
def raised_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what was put to an organisation."""
    seat, row = raised_for(request.user, pk, Permission.WRITE_NOTE)
    said = _("Taken back. This network no longer says it.")
    press(request, actions.take_back_raised, said, actor=seat, raised=pk)
    return redirect("networks:barrier", row.barrier_id)


@page
def raised_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what an organisation's answer did here. Only this yes ends what stood in the way."""
    seat, row = raised_for(request.user, pk, Permission.WRITE_NOTE)
    asked, ends = reading.asked(row, seat.at), may_end(seat, row.barrier)
    if not (ends or may_put(seat, row.barrier)):
        raise PermissionDenied
    if row.until is not None or not asked.decided:
        raise Http404
    start = {"version": asked.rule.version, "answer": row.answer}
    form = AnswerDecisionForm(sent(request), initial=start, may_end=ends)
    if carried_out(form, actions.answer_decision, actor=seat, raised=pk):
        messages.success(request, _("Written down."))
        return redirect("networks:barrier", row.barrier_id)
    context = {"form": form, "barrier": row.barrier, "asked": asked}
    look = ("networks.barriers_seen", seat.network)
    return show(request, seat, "networks/raised_answer.html", context, status=state(form), look=look)
