"""People and one person: who is around the client, since when, how close, what they do, what they read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import offering, reading
from networks.access import member_for, network_for
from networks.actions import member as actions
from networks.actions import pause
from networks.actions.talent import may_speak_for
from networks.choices import Circle, RoleKind, Side
from networks.forms.member import (
    AddPersonForm,
    EditPersonForm,
    EndForm,
    PauseForm,
    PlaceForm,
    RoleForm,
)
from networks.models import Member
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 50
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone around the client: search, filter, who was here before, who is invited."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.people_seen")
    asked = _asked(request)
    rows = Paginator(reading.people(seat, **asked), PAGE).get_page(request.GET.get("page"))
    roles = reading.roles_of(seat, rows)
    waiting = list(reading.invitations(seat).waiting())
    former = [] if any(asked.values()) else reading.former_people(seat)
    context = {
        "page": rows,
        "rows": [(row, roles[row.pk]) for row in rows],
        "former": former,
        "waiting": waiting,
        "invited": {row.member_id for row in waiting},
        "asked": asked,
        "sides": Side.choices,
        "circles": Circle.choices,
        "kinds": RoleKind.choices,
    }
    return show(request, seat, "networks/people.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filters of the list; a value that does not exist counts as not asked."""
    known = {"side": Side.values, "circle": Circle.values, "role": RoleKind.values}
    asked = {name: request.GET.get(name, "") for name in known}
    chosen = {name: value if value in known[name] else "" for name, value in asked.items()}
    return {"words": request.GET.get("words", "").strip()[:100], **chosen}


@page
def person_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put somebody in the picture."""
    seat = network_for(request.user, pk, Permission.PROPOSE_PERSON)
    form = AddPersonForm(sent(request), seat=seat)
    if carried_out(form, actions.add_person, actor=seat):
        messages.success(request, _("%(name)s is in the picture now.") % {"name": outcome(form).name})
        return redirect("networks:person", outcome(form).pk)
    return show(request, seat, "networks/person_add.html", {"form": form}, status=state(form))


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: what this seat may know of them, and what it may do."""
    seat, member = member_for(request.user, pk, Permission.VIEW, look="networks.person_seen")
    current, own = member.holds_at(seat.at), member.pk in seat.member_ids
    governs = seat.may(Permission.GOVERN_MEMBERS)
    periods = list(reading.periods_of(member))
    context = {
        "member": member,
        "current": current,
        "own": own,
        "paused": member.is_paused(seat.at),
        "may_change": current and (own or governs),
        "sees_contact": own or governs,
        "can_return": governs and not current and not any(row.holds_at(seat.at) for row in periods),
        "earlier": [row for row in periods if row.pk != member.pk],
        "roles": reading.roles_of(seat, [member])[member.pk],
        "may_role": current and (own or seat.may(Permission.SET_ROLE)),
        "placements": reading.placements_of(member) if seat.may(Permission.PLACE) else [],
        "invitation": reading.invitations(seat).waiting().filter(member=member).first(),
        "notes": reading.notes(seat, about=member)[:5],
    } | _reads(seat, member, current)
    return show(request, seat, "networks/person.html", context | _likes(seat, member))


def _likes(seat: Seat, member: Member) -> dict[str, Any]:
    """What this person likes and is good at; when they can be asked, for who may say it."""
    says = member.holds_at(seat.at) and may_speak_for(seat, member)
    return {
        "talents": offering.of_person(seat, member),
        "says_talents": says,
        "availability": offering.availability_of(member) if says else None,
    }


def _reads(seat: Seat, member: Member, current: bool) -> dict[str, Any]:
    """What this person reads, for who speaks for the client."""
    if not (seat.for_client and current):
        return {"shows_reading": False}
    found = reading.readable_needs_of(seat, member)
    if found is None:
        return {"shows_reading": True, "reading": None}
    needs, readable = found
    rows = [(need, need.pk in readable) for need in needs]
    return {"shows_reading": True, "reading": rows, "reads": len(readable)}


def _own_or_governed(request: HttpRequest, pk: UUID) -> tuple[Seat, Member]:
    """A current member whom this seat may change: oneself, or anyone for who governs."""
    seat, member = member_for(request.user, pk, Permission.VIEW)
    if member.pk not in seat.member_ids and not seat.may(Permission.GOVERN_MEMBERS):
        raise PermissionDenied
    return seat, _still_here(seat, member)


def _still_here(seat: Seat, member: Member) -> Member:
    if not member.holds_at(seat.at):
        raise Http404
    return member


@page
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change how somebody is described."""
    seat, member = _own_or_governed(request, pk)
    form = EditPersonForm(sent(request), seat=seat, member=member)
    if carried_out(form, actions.revise_member, actor=seat, member=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:person", pk)
    context = {"form": form, "member": member}
    look = ("networks.person_seen", member)
    return show(request, seat, "networks/person_edit.html", context, status=state(form), look=look)


@page
def person_place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Place somebody closer or further away, as the client sees it."""
    seat, member = member_for(request.user, pk, Permission.PLACE)
    _still_here(seat, member)
    form = PlaceForm(sent(request), initial={"circle": member.circle})  # type: ignore[attr-defined]
    if carried_out(form, actions.place, actor=seat, member=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:person", pk)
    context = {"form": form, "member": member, "placements": reading.placements_of(member)}
    look = ("networks.person_seen", member)
    return show(request, seat, "networks/person_place.html", context, status=state(form), look=look)


@page
def person_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave somebody in peace until a day."""
    seat, member = _own_or_governed(request, pk)
    form = PauseForm(sent(request), seat=seat)
    if carried_out(form, pause.pause_member, actor=seat, member=pk):
        messages.success(request, _("Noted. Nothing is asked until that day."))
        return redirect("networks:person", pk)
    context = {"form": form, "member": member, "own": pk in seat.member_ids}
    return show(request, seat, "networks/person_pause.html", context, status=state(form))


@require_POST
def person_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a pause early."""
    seat, _member = _own_or_governed(request, pk)
    press(request, pause.resume_member, _("The pause is over."), actor=seat, member=pk)
    return redirect("networks:person", pk)


@require_POST
def person_joined(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that somebody takes part without an account."""
    seat, member = member_for(request.user, pk, Permission.GOVERN_MEMBERS)
    _still_here(seat, member)
    press(request, actions.join_without_account, _("Noted: they take part now."), actor=seat, member=pk)
    return redirect("networks:person", pk)


@page
def person_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End somebody's place; one's own is left, not ended."""
    seat, member = member_for(request.user, pk, Permission.GOVERN_MEMBERS)
    _still_here(seat, member)
    heirs = reading.could_succeed(seat, [pk]) if reading.is_last_organizer(seat, member) else None
    form = EndForm(sent(request), heirs=heirs)
    if carried_out(form, actions.end_membership, actor=seat, member=pk):
        messages.success(request, _("%(name)s no longer takes part.") % {"name": member.name})
        return redirect("networks:people", seat.network.pk)
    context = {"form": form, "member": member, "acts_for": reading.acts_for_client(seat, member)}
    return show(request, seat, "networks/person_end.html", context, status=state(form))


@page
def person_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Welcome somebody back who left."""
    seat, member = member_for(request.user, pk, Permission.GOVERN_MEMBERS)
    if member.holds_at(seat.at):
        return redirect("networks:person", pk)
    form = PlaceForm(sent(request), initial={"circle": Circle.COULD_BE_ASKED})
    if carried_out(form, actions.welcome_back, actor=seat, member=pk):
        messages.success(request, _("Welcome back. You can invite them now."))
        return redirect("networks:person", outcome(form).pk)
    context = {"form": form, "member": member}
    return show(request, seat, "networks/person_return.html", context, status=state(form))


@page
def role_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what somebody does: for oneself, or for others by who may set roles."""
    seat, member = member_for(request.user, pk, Permission.TAKE_ROLE)
    own = member.pk in seat.member_ids
    if not own and not seat.may(Permission.SET_ROLE):
        raise PermissionDenied
    _still_here(seat, member)
    needs = list(reading.needs(seat, status="open"))
    form = RoleForm(sent(request), domains=reading.domains(seat), needs=needs, initial=_scope(request))
    if carried_out(form, actions.set_role, actor=seat, member=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:person", pk)
    context = {"form": form, "member": member, "own": own}
    look = ("networks.needs_seen", seat.network)
    return show(request, seat, "networks/role_add.html", context, status=state(form), look=look)


def _scope(request: HttpRequest) -> dict[str, str]:
    wanted = request.GET.get("need", "")
    return {"scope": f"need:{wanted}" if wanted else "network"}
