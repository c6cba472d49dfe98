"""Needs in the client's words: the list, one need, and everything that is done with one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import planned, readers, reading
from networks.access import link_for, need_for, network_for
from networks.actions import need as actions
from networks.choices import Importance, NeedStatus, ViewSide
from networks.forms.need import (
    EditNeedForm,
    LinkForm,
    NeedForm,
    RestrictForm,
    StatusForm,
    ViewForm,
)
from networks.measuring.goals import may_set
from networks.models import Need
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

TASKS = 20
page = require_http_methods(["GET", "HEAD", "POST"])


def audience_choices(seat: Seat, row: Any = None) -> dict[str, Any]:
    """What a form needs to ask who may read something."""
    people = reading.named_choices(seat)
    return {"audiences": readers.audiences(seat, row), "people": people, "own": seat.user.pk}


def three_sides(said: reading.Views) -> list[dict[str, Any]]:
    """The three sides in a fixed order, each with what it said last, if anything."""
    return [{"side": side.label, "view": said.get(side)} for side in ViewSide]


@require_safe
def needs(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What matters to the client, by part of life, with how the three sides see it."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.needs_seen")
    counts = reading.how_many(seat)
    status = request.GET.get("status", NeedStatus.OPEN)
    status = status if status in NeedStatus.values else NeedStatus.OPEN
    parts = reading.domains(seat)
    code = request.GET.get("domain", "")
    chosen = next((part for part in parts if part.code == code), None)
    found = list(reading.needs(seat, status=status, domain=chosen.pk if chosen else None))
    context = {
        "status": status,
        "tabs": [(one.value, one.label, counts.get(one.value, 0)) for one in NeedStatus],
        "domains": parts,
        "domain": chosen,
        "groups": _by_domain(seat, found, chosen),
        "number": len(found),
    }
    return show(request, seat, "networks/needs.html", context)


def _by_domain(seat: Seat, found: list[Need], chosen: Any) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The needs under the first part of life each of them touches, or all under the chosen one."""
    said, links = reading.latest_views(found), reading.links(seat, found)
    groups: dict[Any, list[dict[str, Any]]] = {}
    for need in found:
        parts = sorted(need.domains.all(), key=lambda part: part.order)
        head = chosen or (parts[0] if parts else None)
        line = {
            "need": need,
            "domains": parts,
            "sides": three_sides(said[need.pk]),
            "said": bool(said[need.pk]),
            "differ": reading.differ(said[need.pk]),
            "links": [link for link in links if link.source_id == need.pk],
        }
        groups.setdefault(head, []).append(line)
    return sorted(groups.items(), key=lambda group: group[0].order if group[0] else 0)


@require_safe
def need(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One need: who does what for it, what it affects, how each side sees it, what was written beside it."""
    seat, row = need_for(request.user, pk, Permission.VIEW, look="networks.need_seen")
    return show(request, seat, "networks/need.html", _facts(seat, row) | {"view_form": ViewForm()})


def _facts(seat: Seat, row: Need) -> dict[str, Any]:
    views = list(reading.views_of(row))
    said = {view.side: view for view in reversed(views)}
    audience = readers.audience_of(seat, row)
    return {
        "need": row,
        "domains": row.domains.all(),
        "audience": audience,
        "roles": reading.roles_for(seat, row),
        "links": reading.links(seat, [row]),
        "sides": three_sides(said),
        "differ": reading.differ(said),
        "views": views,
        "states": reading.states_of(row),
        "notes": reading.notes(seat, need=row),
        "tasks": planned.lines(seat, planned.tasks(seat, need=row)[:TASKS]),
        "may_restrict": actions.may_restrict(seat, row),
        "may_revise": actions.may_revise(seat, row),
        "has_side": seat.for_client or seat.formal or seat.informal,
        "may_set_goal": may_set(seat),
    }


@page
def need_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a need."""
    seat = network_for(request.user, pk, Permission.RAISE_NEED)
    start = {"visibility": seat.network.need_visibility, "importance": Importance.MEDIUM}
    choices = audience_choices(seat)
    form = NeedForm(sent(request), initial=start, domains=reading.domains(seat), **choices)
    if carried_out(form, actions.raise_need, actor=seat):
        messages.success(request, _("Written down."))
        return redirect("networks:need", outcome(form).pk)
    return show(request, seat, "networks/need_add.html", {"form": form}, status=state(form))


def _revisable(request: HttpRequest, pk: UUID) -> tuple[Seat, Need]:
    seat, row = need_for(request.user, pk, Permission.RAISE_NEED)
    if not actions.may_revise(seat, row):
        raise PermissionDenied
    return seat, row


@page
def need_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a need's words, parts of life, importance and, with the right, its audience."""
    seat, row = _revisable(request, pk)
    restricts = actions.may_restrict(seat, row)
    keeps = {} if restricts else {"visibility": row.visibility}
    start = {name: getattr(row, name) for name in ("words", "importance", "visibility", "version")} | {
        "domains": [part.pk for part in row.domains.all()],
        "named": [member.pk for member in row.named.all()],
    }
    choices = audience_choices(seat, row) | {"domains": reading.domains(seat), "may_restrict": restricts}
    form = EditNeedForm(sent(request), initial=start, **choices)
    if carried_out(form, actions.revise_need, actor=seat, need=pk, **keeps):
        messages.success(request, _("Saved."))
        return _back_to(seat, pk)
    context = {"form": form, "need": row}
    look = ("networks.need_seen", row)
    return show(request, seat, "networks/need_edit.html", context, status=state(form), look=look)


def _back_to(seat: Seat, pk: UUID) -> HttpResponse:
    """To the need, or to the list when this seat can no longer read it after what it just chose."""
    readable = reading.needs(seat).filter(pk=pk).exists()
    return redirect("networks:need", pk) if readable else redirect("networks:needs", seat.network.pk)


@page
def need_audience(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change who may read a need. What has been read cannot be unread: the page says so."""
    seat, row = need_for(request.user, pk, Permission.RAISE_NEED)
    if not actions.may_restrict(seat, row):
        raise PermissionDenied
    start = {"visibility": row.visibility, "version": row.version}
    start["named"] = [member.pk for member in row.named.all()]
    form = RestrictForm(sent(request), initial=start, **audience_choices(seat, row))
    if carried_out(form, actions.restrict_need, actor=seat, need=pk):
        messages.success(request, _("Saved. From now on only they can read it."))
        return _back_to(seat, pk)
    context = {"form": form, "need": row, "audience": readers.audience_of(seat, row)}
    look = ("networks.need_seen", row)
    return show(request, seat, "networks/need_audience.html", context, status=state(form), look=look)


@page
def need_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a need rest, close it with a reason, or open it again."""
    seat, row = _revisable(request, pk)
    form = StatusForm(sent(request), need=row)
    if carried_out(form, actions.set_need_status, actor=seat, need=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:need", pk)
    context = {"form": form, "need": row, "states": reading.states_of(row)}
    look = ("networks.need_seen", row)
    return show(request, seat, "networks/need_status.html", context, status=state(form), look=look)


@page
def need_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say from one's own side whether a need is met."""
    seat, row = need_for(request.user, pk, Permission.SAY_VIEW)
    side = ViewSide(actions.side_of(seat)).label
    form = ViewForm(sent(request))
    if carried_out(form, actions.say_view, actor=seat, need=pk):
        messages.success(request, _("Thank you. Your side now says: %(met)s.") % {"met": _met(form)})
        return redirect("networks:need", pk)
    context = {"form": form, "need": row, "side": side}
    look = ("networks.need_seen", row)
    return show(request, seat, "networks/need_view.html", context, status=state(form), look=look)


def _met(form: ViewForm) -> str:
    return str(dict(form.fields["met"].choices)[form.cleaned_data["met"]])  # type: ignore[attr-defined]


@page
def need_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that this need affects another one, or the other way round."""
    seat, row = need_for(request.user, pk, Permission.RAISE_NEED)
    others = list(reading.needs(seat).exclude(pk=pk).exclude(status=NeedStatus.CLOSED))
    form = LinkForm(sent(request), need=row, others=others, initial={"direction": "affects"})
    if carried_out(form, actions.link_needs, actor=seat):
        messages.success(request, _("Saved."))
        return redirect("networks:need", pk)
    context = {"form": form, "need": row, "others": others}
    look = ("networks.needs_seen", seat.network)
    return show(request, seat, "networks/need_link.html", context, status=state(form), look=look)


@require_POST
def link_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a link between two needs."""
    seat, link = link_for(request.user, pk, Permission.RAISE_NEED)
    press(request, actions.unlink_needs, _("The link has ended."), actor=seat, link=pk)
    return redirect("networks:need", link.source_id)
