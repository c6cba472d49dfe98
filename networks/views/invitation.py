"""Inviting: write it, look at what the other will see, send it, and follow what becomes of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.errors import DomainError
from carenet.lib.forms import carried_out, outcome
from networks import reading
from networks.access import invitation_for, member_for, network_for
from networks.actions import invitation as actions
from networks.choices import DeliveryWay, InvitationStatus
from networks.forms.invitation import InviteForm, ReplyForm
from networks.models import Invitation, Member
from networks.standing import Permission, Seat
from networks.views.offer import offer
from networks.views.page import press, sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite somebody who is in the picture: write, look at it, send it."""
    seat, member = member_for(request.user, pk, Permission.PROPOSE_PERSON)
    if not member.holds_at(seat.at) or member.user_id:
        raise Http404
    return _invite(request, seat, member)


@page
def invite_client(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite the client, who then has an account of their own."""
    seat = network_for(request.user, pk, Permission.APPOINT)
    if seat.network.client.user_id:
        raise Http404
    return _invite(request, seat, None)


def _invite(request: HttpRequest, seat: Seat, member: Member | None) -> HttpResponse:
    waiting = reading.waiting_for(seat, member)
    if waiting is not None:
        messages.info(request, _("This person has an invitation already."))
        return redirect("networks:invitations", seat.network.pk)
    form = InviteForm(sent(request), initial=_start(seat, member))
    context = {"form": form, "member": member, "governs": seat.may(Permission.GOVERN_MEMBERS)}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "send" not in request.POST:
            return _preview(request, seat, member, context)
        if carried_out(form, actions.invite, actor=seat, member=member.pk if member else None):
            return _sent(request, outcome(form))
    look = ("networks.person_seen" if member else "networks.people_seen", member or seat.network)
    return show(request, seat, "networks/invite.html", context, status=state(form), look=look)


def _start(seat: Seat, member: Member | None) -> dict[str, Any]:
    email = member.email if member and seat.may(Permission.GOVERN_MEMBERS) else ""
    way = DeliveryWay.MAIL if email or not member else DeliveryWay.LETTER
    return {"email": email, "way": way, "language": seat.user.language}


def _preview(
    request: HttpRequest, seat: Seat, member: Member | None, context: dict[str, Any]
) -> HttpResponse:
    form: InviteForm = context["form"]
    draft = Invitation(network=seat.network, member=member, inviter=seat.user, **form.cleaned_data)
    seen = reading.seen_by_invited(seat, member) if member else None
    context |= {
        "invitation": draft,
        "offer": offer(draft, member.circle if member else ""),  # type: ignore[attr-defined]
        "kept": [(name, str(value)) for name, value in form.cleaned_data.items()],
        "seen": seen,
    }
    return show(request, seat, "networks/invite_preview.html", context)


def _sent(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if invitation.status == InvitationStatus.PROPOSED:
        messages.success(request, _("Proposed. It goes out when somebody who decides on members approves."))
    elif invitation.way == DeliveryWay.LETTER:
        messages.success(request, _("Ready. Now print the letter."))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect("networks:invitation", invitation.pk)


@require_safe
def invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every invitation of the network for who governs it; one's own for everybody else."""
    seat = network_for(request.user, pk, Permission.PROPOSE_PERSON)
    rows = list(reading.invitations(seat)[:200])
    context = {
        "waiting": [row for row in rows if row.is_waiting],
        "answered": [row for row in rows if not row.is_waiting],
        "governs": seat.may(Permission.GOVERN_MEMBERS),
        "may_invite_client": seat.may(Permission.APPOINT) and not seat.network.client.user_id,
    }
    return show(request, seat, "networks/invitations.html", context, look=_people(seat))


def _people(seat: Seat) -> tuple[str, Any]:
    """Who is invited, where and in which words, is part of who is around."""
    return ("networks.people_seen", seat.network)


@require_safe
def invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One invitation: what became of it, and what can be done."""
    seat, row = invitation_for(request.user, pk)
    return _one(request, seat, row, ReplyForm())


def _one(request: HttpRequest, seat: Seat, row: Invitation, form: ReplyForm) -> HttpResponse:
    context = {
        "invitation": row,
        "form": form,
        "governs": seat.may(Permission.GOVERN_MEMBERS),
        "proposed": row.status == InvitationStatus.PROPOSED,
        "sent": row.status == InvitationStatus.SENT,
        "by_letter": row.way == DeliveryWay.LETTER,
        "days": settings.INVITATION_DAYS,
    }
    return show(request, seat, "networks/invitation.html", context, status=state(form), look=_people(seat))


@require_POST
def invitation_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a proposed invitation go out."""
    seat, _row = invitation_for(request.user, pk)
    press(request, actions.approve_invitation, _("Approved."), actor=seat, invitation=pk)
    return redirect("networks:invitation", pk)


@require_POST
def invitation_refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do not let a proposed invitation go out."""
    seat, _row = invitation_for(request.user, pk)
    press(
        request, actions.refuse_invitation, _("Not approved. It does not go out."), actor=seat, invitation=pk
    )
    return redirect("networks:invitation", pk)


@require_POST
def invitation_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it again with a new link."""
    seat, _row = invitation_for(request.user, pk)
    said = _("On its way again. The earlier link no longer works.")
    press(request, actions.resend_invitation, said, actor=seat, invitation=pk)
    return redirect("networks:invitation", pk)


@require_POST
def invitation_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back: its link or code stops working."""
    seat, _row = invitation_for(request.user, pk)
    press(request, actions.revoke_invitation, _("Taken back."), actor=seat, invitation=pk)
    return redirect("networks:invitation", pk)


@require_POST
def invitation_reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer what the invited person asked."""
    seat, row = invitation_for(request.user, pk)
    form = ReplyForm(request.POST)
    if carried_out(form, actions.reply_to_question, actor=seat, invitation=pk):
        messages.success(request, _("Your answer is on its way."))
        return redirect("networks:invitation", pk)
    return _one(request, seat, row, form)


@never_cache
@require_POST
def invitation_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a fresh code and show the letter, this once."""
    seat, _row = invitation_for(request.user, pk)
    try:
        row, code = actions.write_letter(actor=seat, invitation=pk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("networks:invitation", pk)
    context = {
        "invitation": row,
        "code": code,
        "offer": offer(row, reading.circle_of(row)),
        "site_url": settings.SITE_URL,
    }
    return show(request, seat, "networks/letter.html", context)
