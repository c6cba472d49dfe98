"""Talents: what people like and are good at, when they can be asked, and what they never want to be asked."""

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
from networks import offering
from networks.access import member_for, network_for
from networks.actions import talent as actions
from networks.choices import TalentKind
from networks.doors import challenge_for, talent_for
from networks.forms.talent import CLIENT, AddTalentForm, AvailabilityForm, TalentForm
from networks.models import Member, Talent
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 100
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def talents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What everybody offers, by kind of thing: mine first, then the client's, then everybody's."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.talents_seen")
    activities = offering.activities(seat)
    words = request.GET.get("words", "").strip()[:100]
    chosen = next((one for one in activities if one.code == request.GET.get("activity")), None)
    found = offering.offered(seat, words=words, activity=chosen)
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": offering.mine(seat),
        "clients": offering.of_client(seat),
        "groups": offering.grouped(rows),
        "page": rows,
        "activities": activities,
        "activity": chosen,
        "words": words,
        "places": seat.network.members.filter(pk__in=seat.member_ids),
    }
    return show(request, seat, "networks/talents.html", context)


@page
def talent_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what one likes or is good at, or never wants to be asked for; of oneself, or for somebody."""
    seat = network_for(request.user, pk, Permission.OFFER_TALENT)
    form = _add_form(request, seat)
    if carried_out(form, actions.say_talent, actor=seat):
        messages.success(request, _said(outcome(form)))
        return _beside(seat, outcome(form))
    return show(request, seat, "networks/talent_add.html", {"form": form}, status=state(form))


def _add_form(request: HttpRequest, seat: Seat) -> AddTalentForm:
    """The form, about oneself unless the address names somebody else. Raises Http404 for who has nobody to
    speak for.
    """
    members = offering.speaks_for(seat)
    if not members and not seat.for_client:
        raise Http404
    first = str(members[0].pk) if members and members[0].pk in seat.member_ids else ""
    asked = request.GET.get("member", "") or first or (CLIENT if seat.for_client else "")
    start = {"member": asked, "words": _instead(request)}
    start |= {name: request.GET.get(name, "") for name in ("kind", "activity")}
    return AddTalentForm(
        sent(request),
        initial=start,
        activities=offering.activities(seat),
        members=members,
        own=seat.member_ids,
        client=seat.network.title if seat.for_client else "",
    )


def _instead(request: HttpRequest) -> str:
    """What somebody would rather do, in their own answer to a question."""
    try:
        asked = UUID(request.GET.get("answer", ""))
    except ValueError:
        return ""
    seat, challenge = challenge_for(request.user, asked, Permission.VIEW)
    return challenge.answer_words[:200] if challenge.member_id in seat.member_ids else ""


def _said(talent: Talent) -> str:
    if talent.kind == TalentKind.NEVER:
        return _("Noted. Nobody is told, and it is not proposed any more.")
    return _("Good to know. Everybody in the network can see it.")


def _beside(seat: Seat, talent: Talent) -> HttpResponse:
    """Back to where this talent stands: the list, or the page of who it is of."""
    if talent.member_id is None or talent.member_id in seat.member_ids:
        return redirect("networks:talents", seat.network.pk)
    return redirect("networks:person", talent.member_id)


def _own(request: HttpRequest, pk: UUID) -> tuple[Seat, Talent]:
    seat, talent = talent_for(request.user, pk, Permission.OFFER_TALENT)
    if not actions.may_speak_for(seat, talent.member):
        raise PermissionDenied
    return seat, talent


@page
def talent_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what one said."""
    seat, talent = _own(request, pk)
    start = {name: getattr(talent, name) for name in (*actions.SAYS, "version")}
    start["activity"] = talent.activity_id
    kinds = offering.activities(seat)
    if talent.activity is not None and talent.activity not in kinds:
        kinds.append(talent.activity)
    another = talent.member_id not in seat.member_ids
    form = TalentForm(sent(request), initial=start, activities=kinds, of_another=another)
    if carried_out(form, actions.change_talent, actor=seat, talent=pk):
        messages.success(request, _("Saved."))
        return _beside(seat, talent)
    context = {"form": form, "talent": talent}
    return show(request, seat, "networks/talent_edit.html", context, status=state(form))


@require_POST
def talent_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what one said, "please don't ask" as easily as anything else."""
    seat, talent = _own(request, pk)
    press(request, actions.end_talent, _("Taken off the list."), actor=seat, talent=pk)
    return _beside(seat, talent)


@page
def availability(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When one can be asked, and how much is enough."""
    seat, member = _speaks_for(request, pk)
    known = offering.availability_of(member)
    fields = ("weekdays", "parts", "hours_a_month", "asks_a_month", "version")
    start: dict[str, Any] = {name: getattr(known, name) for name in fields} if known else {}
    form = AvailabilityForm(sent(request), initial=start)
    if carried_out(form, actions.say_availability, actor=seat, member=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:person", pk)
    context = {"form": form, "member": member, "own": member.pk in seat.member_ids}
    context["paused"] = member.is_paused(seat.at)
    return show(request, seat, "networks/availability.html", context, status=state(form))


def _speaks_for(request: HttpRequest, pk: UUID) -> tuple[Seat, Member]:
    seat, member = member_for(request.user, pk, Permission.OFFER_TALENT)
    if not actions.may_speak_for(seat, member):
        raise PermissionDenied
    if not member.holds_at(seat.at):
        raise Http404
    return seat, member
