"""Challenges: a question to a person that starts from a talent, and four ways to answer it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out
from networks import offering
from networks.access import member_for, network_for
from networks.actions import challenge as actions
from networks.choices import ChallengeAnswer
from networks.doors import challenge_for
from networks.forms.challenge import AnswerForm, ChallengeForm
from networks.models import Challenge, Member
from networks.standing import Permission, Seat
from networks.views.page import press, sent, show, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def challenges(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Questions put to me, and those I asked. Nobody else sees them."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.challenges_seen")
    asked = Paginator(offering.asked_by_me(seat), PAGE).get_page(request.GET.get("page"))
    context = {"put": list(offering.put_to_me(seat)[:PAGE]), "page": asked}
    return show(request, seat, "networks/challenges.html", context)


@page
def challenge_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask somebody something, starting from what they like."""
    seat, member = member_for(request.user, pk, Permission.ASK)
    _can_be_asked(seat, member)
    talents = offering.to_ask_from(seat, member)
    start = {name: request.GET.get(name, "")[:1000] for name in ("talent", "need", "words")}
    needs = offering.needs_to_name(seat)
    form = ChallengeForm(sent(request), initial=start, talents=talents, needs=needs)
    if carried_out(form, actions.ask_challenge, actor=seat, member=pk):
        messages.success(request, _("Asked. Only you see the answer."))
        return redirect("networks:challenges", seat.network.pk)
    context = {"form": form, "member": member, "talents": talents}
    look = ("networks.talents_seen", seat.network)
    return show(request, seat, "networks/challenge_add.html", context, status=state(form), look=look)


def _can_be_asked(seat: Seat, member: Member) -> None:
    if member.pk in seat.member_ids or not member.takes_part or not member.holds_at(seat.at):
        raise Http404


@require_safe
def challenge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question, with its answer or a place to give one."""
    seat, row = challenge_for(request.user, pk, Permission.VIEW)
    return _page(request, seat, row, AnswerForm())


def _page(request: HttpRequest, seat: Seat, row: Challenge, form: AnswerForm) -> HttpResponse:
    context = {
        "challenge": row,
        "answer_form": form,
        "form": form if form.is_bound else None,
        "put_to_me": row.member_id in seat.member_ids,
        "may_answer": actions.may_answer(seat, row) and not row.answer and row.taken_back_at is None,
        "mine": row.author_id == seat.user.pk,
        "need": row.need if offering.reads_need(seat, row.need) else None,
        "rather": row.answer == ChallengeAnswer.RATHER,
    }
    look = ("networks.challenges_seen", seat.network)
    return show(request, seat, "networks/challenge.html", context, status=state(form), look=look)


@require_POST
def challenge_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer: yes, not this, not now, or "I'd rather…"."""
    seat, row = challenge_for(request.user, pk, Permission.VIEW)
    if not actions.may_answer(seat, row):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not carried_out(form, actions.answer_challenge, actor=seat, challenge=pk):
        return _page(request, seat, row, form)
    messages.success(request, _("Thank you. Only who asked sees your answer."))
    return redirect("networks:challenge", pk)


@require_POST
def challenge_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own question back."""
    seat, row = challenge_for(request.user, pk, Permission.ASK)
    if row.author_id != seat.user.pk:
        raise PermissionDenied
    press(request, actions.take_back_challenge, _("Taken back."), actor=seat, challenge=pk)
    return redirect("networks:challenges", seat.network.pk)
