"""Who does what: the grid, take a role, hand it over, until when, the question to oneself, and "what if"."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out
from carenet.lib.htmx import wants_fragment
from networks import reading
from networks.access import network_for, role_for, trace_look
from networks.actions import emerging
from networks.actions import role as actions
from networks.actions.member import end_role, set_role
from networks.choices import RoleKind
from networks.choices.emerging import RoleQuestion
from networks.doors import proposal_for
from networks.forms.member import EndForm
from networks.forms.role import AnswerForm, HandOverForm, TakeForm, UntilForm, WhatIfForm
from networks.models import Role, RoleProposal
from networks.roles import asked, detecting, grid, rehearsing
from networks.standing import MAY, Permission, Seat
from networks.views.page import sent, show, state

A_WEEK = timedelta(days=6)
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who does what, with the gaps in sight; and the questions to the reader about what they do."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.roles_seen")
    context = {
        "grid": grid.grid(seat),
        "questions": asked.waiting(seat),
        "only_gaps": request.GET.get("gaps") == "1",
        "rules": detecting.RULES,
        "weeks": detecting.WINDOW.days // 7,
        "quiet_weeks": detecting.QUIET_AFTER_NO.days // 7,
    }
    return show(request, seat, "networks/roles.html", context)


def _grid_again(request: HttpRequest, pk: UUID, *, scope: str, kind: str) -> HttpResponse:
    """Back to the page; for a quick request only the grid, as it is now, still with only its gaps if that was
    what showed, and the cell that changed in focus.
    """
    if not wants_fragment(request):
        return redirect("networks:roles", pk)
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.roles_seen")
    now = grid.grid(seat)
    only_gaps = QueryDict(request.headers.get("HX-Current-URL", "").partition("?")[2]).get("gaps") == "1"
    context = {
        "grid": now,
        "network": seat.network,
        "may": MAY[seat.standing],
        "alone": True,
        "only_gaps": only_gaps,
        "changed": {"scope": scope, "kind": kind},
        "gone": only_gaps and not any(line.gaps for line in now.lines if line.scope == scope),
    }
    quick = {"HX-Retarget": "#who-does-what", "HX-Reswap": "outerHTML"}
    answer = render(request, "networks/_roles_grid.html", context)
    for name, value in quick.items():
        answer[name] = value
    return answer


@page
def role_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take something on, or note what somebody else does; in the grid itself, or on a page of its own."""
    seat = network_for(request.user, pk, Permission.TAKE_ROLE)
    form = _take_form(request, seat)
    if carried_out(form, set_role, actor=seat):
        messages.success(request, _("Saved."))
        given = form.cleaned_data
        return _grid_again(request, pk, scope=str(form["scope"].value()), kind=given["kind"])
    context = {"form": form, "asked": {name: form[name].value() for name in ("kind", "scope", "stands_in")}}
    if wants_fragment(request):
        trace_look(seat, "networks.people_seen", seat.network)
        context |= {"network": seat.network}
        return render(request, "networks/_role_take.html", context, status=state(form))
    look = ("networks.roles_seen", seat.network)
    return show(request, seat, "networks/role_take.html", context, status=state(form), look=look)


def _take_form(request: HttpRequest, seat: Seat) -> TakeForm:
    names = ("kind", "scope", "stands_in", "member")
    start = {"scope": grid.NETWORK} | {name: request.GET[name] for name in names if name in request.GET}
    needs = list(reading.needs(seat, status="open")) + list(reading.needs(seat, status="resting"))
    return TakeForm(
        sent(request),
        initial=start,
        people=grid.people(seat),
        me=seat.member_ids,
        zone=seat.network.zone,
        domains=reading.domains(seat),
        needs=needs,
    )


def _changeable(request: HttpRequest, pk: UUID) -> tuple[Seat, Role]:
    """A role that this reader may change. Raises Http404, PermissionDenied."""
    seat, row = role_for(request.user, pk, Permission.TAKE_ROLE)
    if not grid.known(seat, row):
        raise Http404
    if row.member_id not in seat.member_ids and not seat.may(Permission.SET_ROLE):
        raise PermissionDenied
    return seat, row


def _form_page(
    request: HttpRequest, seat: Seat, row: Role, form: BaseForm, words: dict[str, Any], template: str
) -> HttpResponse:
    """The form about a role: a page of its own, or in its cell of the grid. ``words`` is what the template
    needs besides: ask and does (the question and the button), note, danger, nobody.
    """
    context = {"form": form, "role": row, "member": row.member, "network": seat.network} | words
    if wants_fragment(request):
        trace_look(seat, "networks.roles_seen", seat.network)
        return render(request, "networks/_role_change.html", context, status=state(form))
    look = ("networks.roles_seen", seat.network)
    return show(request, seat, template, context, status=state(form), look=look)


@page
def role_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody else do this, now or from a day on."""
    seat, row = _changeable(request, pk)
    people = reading.could_succeed(seat, [row.member_id])
    form = HandOverForm(sent(request), people=people, overview=row.keeps_overview, zone=seat.network.zone)
    if carried_out(form, actions.hand_over_role, actor=seat, role=pk):
        messages.success(request, _("Handed over."))
        return _grid_again(request, seat.network.pk, scope=grid.scope_of(row), kind=row.kind)
    ask = _sentence(row, _("Hand over “%(what)s” from %(name)s"))
    words = {"nobody": not people, "does": _("Hand over"), "ask": ask}
    return _form_page(request, seat, row, form, words, "networks/role_hand_over.html")


@page
def role_until(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say until when somebody does this."""
    seat, row = _changeable(request, pk)
    zone = seat.network.zone
    last = (row.until.astimezone(zone) - timedelta(seconds=1)).date() if row.until else None
    form = UntilForm(sent(request), initial={"until": last}, zone=zone)
    if carried_out(form, actions.limit_role, actor=seat, role=pk):
        messages.success(request, _("Saved."))
        return _grid_again(request, seat.network.pk, scope=grid.scope_of(row), kind=row.kind)
    words = {"does": _("Save"), "ask": _sentence(row, _("Until when: “%(what)s” of %(name)s"))}
    if row.keeps_overview:
        words["note"] = _("After that day the page shows the gap, until somebody else keeps the overview.")
    return _form_page(request, seat, row, form, words, "networks/role_until.html")


@page
def role_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a role, with a successor when the overview would be left to nobody."""
    seat, row = _changeable(request, pk)
    last = row.keeps_overview and row.holds_at(seat.at) and reading.is_last_organizer(seat, row.member)
    form = EndForm(sent(request), heirs=reading.could_succeed(seat, [row.member_id]) if last else None)
    if carried_out(form, end_role, actor=seat, role=pk):
        messages.success(request, _("Saved."))
        if not wants_fragment(request):
            return redirect("networks:person", row.member_id)
        return _grid_again(request, seat.network.pk, scope=grid.scope_of(row), kind=row.kind)
    stays = _("%(name)s stays in the network. That they did this stays readable in the past.")
    words = {
        "danger": True,
        "does": _("End this"),
        "ask": _sentence(row, _("End “%(what)s” of %(name)s?")),
        "note": stays % {"name": row.member.name},
    }
    return _form_page(request, seat, row, form, words, "networks/role_end.html")


def _sentence(row: Role, words: str) -> str:
    """A sentence about what somebody does."""
    return words % {"what": row.get_kind_display(), "name": row.member.name}


@page
def role_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question about what the reader seems to do: theirs alone."""
    seat, row = proposal_for(request.user, pk)
    form = AnswerForm(sent(request), heirs=_heirs(seat, row))
    if carried_out(form, emerging.answer_proposal, actor=seat, proposal=pk):
        messages.success(request, _thanked(form.cleaned_data["answer"]))
        return redirect("networks:roles", seat.network.pk)
    context = {"form": form, "one": asked.in_words(seat, row), "over": bool(row.answer or row.lapsed_at)}
    return show(request, seat, "networks/role_question.html", context, status=state(form))


def _heirs(seat: Seat, row: RoleProposal) -> list[Any] | None:
    """Who could take over when the reader lets go of the overview and nobody else keeps it."""
    overview = row.question == RoleQuestion.STILL and row.kind == RoleKind.ORGANIZER and row.domain is None
    if not overview or not reading.is_last_organizer(seat, row.member):
        return None
    return reading.could_succeed(seat, [row.member_id])


def _thanked(answer: str) -> str:
    if answer == "yes":
        return _("Thank you. It stands in the list now.")
    return _("Thank you. Nobody else sees that you were asked, and for a while you are not asked again.")


@require_safe
def what_if(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What would have nobody if somebody were away, and who could stand in. Nothing is kept."""
    seat = network_for(request.user, pk, Permission.VIEW)
    today = seat.network.today(seat.at)
    start = {"first": today, "last": today + A_WEEK}
    filled = request.GET if "member" in request.GET else None
    form = WhatIfForm(filled, initial=start, people=reading.could_succeed(seat, []))
    found = _rehearsed(seat, form) if form.is_valid() else None
    context = {"form": form, "found": found}
    look = ("networks.tasks_seen", seat.network) if found else None
    return show(request, seat, "networks/what_if.html", context, status=state(form), look=look)


def _rehearsed(seat: Seat, form: WhatIfForm) -> rehearsing.WhatIf:
    given = form.cleaned_data
    member = reading.people(seat).get(pk=given["member"])
    return rehearsing.what_if(seat, member, given["first"], given["last"])
