"""The public pages of an invitation. Looking never acts; only a POST does.

The secret comes from the address in a mail, or is typed from a letter. It is sent back in the body of a form
or kept in the session, never in another address. The pages send only the site's name as referrer: with none
at all, browsers hide where a form comes from and the protection against forged forms would refuse it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import change_profile
from accounts.adapters import trust_mailed_address
from accounts.choices import Language
from carenet.lib.errors import DomainError
from carenet.lib.forms import carried_out
from networks import mourning, offering, reading, tries
from networks.access import network_for, seat_in
from networks.actions import invitation as actions
from networks.actions.member import revise_member
from networks.actions.talent import say_talent
from networks.choices import DeliveryWay, TalentKind
from networks.forms.invitation import CodeForm, QuestionForm
from networks.forms.member import WelcomeForm
from networks.models import Invitation
from networks.standing import Permission, Seat
from networks.views.offer import offer
from networks.views.page import sent, show, state

KEPT = "invitation"
WANTS = "invitation-wants-to-join"
View = Callable[..., HttpResponse]


def discreet(view: View) -> View:
    """A page that is kept nowhere, is in no search engine, and tells nobody its address."""

    @login_not_required
    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return shown


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request: HttpRequest) -> HttpResponse:
    """Type the code from a letter. Every wrong code gets the same answer, ten an hour for one address."""
    form = CodeForm(sent(request))
    if form.is_valid():
        address = get_adapter(request).get_client_ip(request)
        if not tries.take_try(address):
            return render(request, "networks/join_wait.html", status=429)
        code = form.cleaned_data["code"]
        if _opened(code, DeliveryWay.LETTER):
            tries.give_back(address)
            request.session[KEPT] = code
            return redirect("networks:join_answer")
        form.add_error("code", _("This code does not open anything. Look at it again, sign by sign."))
    return render(request, "networks/join_code.html", {"form": form}, status=state(form))


@discreet
@require_safe
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in a mail opens."""
    found = _opened(token, DeliveryWay.MAIL)
    return _page(request, found, secret=token) if found else _gone(request, token)


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def join_answer(request: HttpRequest) -> HttpResponse:
    """The same page for a code from a letter and for who comes back from signing in; here answers arrive."""
    sent_along = request.POST.get("secret", "")
    secret = sent_along or request.session.get(KEPT, "")
    found = _opened(secret, DeliveryWay.MAIL) if sent_along else actions.invitation_by_secret(secret)
    if found is None:
        request.session.pop(KEPT, None)
        return _gone(request, secret)
    if request.method != "POST":
        return _page(request, found)
    request.session[KEPT] = secret
    answers = {"join": _join, "decline": _decline, "ask": _ask}
    answer = answers.get(request.POST.get("answer", ""))
    return answer(request, found, secret) if answer else redirect("networks:join_answer")


def _opened(secret: str, way: DeliveryWay) -> Invitation | None:
    """The invitation this secret opens, if it was to come this way."""
    found = actions.invitation_by_secret(secret)
    return found if found and found.way == way else None


def _gone(request: HttpRequest, secret: str = "") -> HttpResponse:
    """One page for used, expired, taken back and never given: it helps, and tells nothing. Whoever holds an
    invitation of a network that mourns is asked for nothing, and not sent to somebody who grieves.
    """
    network = mourning.behind_invitation(secret)
    if network is not None:
        return render(request, "networks/help_mourning.html", {"mourning": network})
    return render(request, "networks/join_gone.html", status=404)


def _page(
    request: HttpRequest, found: Invitation, *, secret: str = "", form: QuestionForm | None = None
) -> HttpResponse:
    signed_in = request.user.is_authenticated
    inside = signed_in and seat_in(request.user, found.network_id, timezone.now()) is not None
    context = {
        "invitation": found,
        "offer": offer(found, reading.circle_of(found)),
        "secret": secret,
        "inside": inside,
        "who": request.user if signed_in else None,
        "must_sign_in": not signed_in and not secret and bool(request.session.get(WANTS)),
        "next": reverse("networks:join_answer"),
        "question_form": form or QuestionForm(),
        "form": form,
    }
    return render(request, "networks/join.html", context, status=state(form) if form else 200)


def _join(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    """Join, or first sign in: who holds the link from a mail need not prove that address again."""
    if not request.user.is_authenticated:
        if found.way == DeliveryWay.MAIL:
            trust_mailed_address(request, found.email)
        request.session[WANTS] = True
        return redirect("networks:join_answer")
    try:
        network = actions.accept_invitation(actor=request.user, secret=secret)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("networks:join_answer")
    _forget(request)
    messages.success(request, _("Welcome. You have joined."))
    return redirect("networks:join_welcome", network.pk)


def _decline(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    try:
        actions.decline_invitation(secret=secret)
    except DomainError:
        return _gone(request)
    _forget(request)
    return render(request, "networks/join_declined.html", {"invitation": found})


def _ask(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    form = QuestionForm(request.POST)
    if not carried_out(form, actions.ask_question, secret=secret):
        return _page(request, found, form=form)
    messages.success(request, _("Your question is with the person who invited you."))
    return redirect("networks:join_answer")


def _forget(request: HttpRequest) -> None:
    for key in (KEPT, WANTS):
        request.session.pop(key, None)


@require_http_methods(["GET", "HEAD", "POST"])
def join_welcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A few small questions for who has just joined."""
    seat = network_for(request.user, pk, Permission.VIEW)
    member = seat.network.members.filter(pk__in=seat.member_ids).first()
    if member is None:
        return redirect("networks:network", pk)
    start = {name: getattr(member, name) for name in ("name", "phone", "email")}
    start["language"] = seat.user.language
    activities = [(str(one.pk), one.label) for one in offering.activities(seat)]
    form = WelcomeForm(sent(request), initial=start, languages=Language.choices, activities=activities)
    if form.is_valid() and _introduced(seat, member.pk, form):
        messages.success(request, _("Good to know. This is the network."))
        return redirect("networks:network", pk)
    return show(request, seat, "networks/join_welcome.html", {"form": form}, status=state(form))


def _introduced(seat: Seat, member: UUID, form: WelcomeForm) -> bool:
    """Keep what they said; a refusal stands beside its field."""
    language = Language(form.cleaned_data.pop("language"))
    said = {
        "likes": (TalentKind.LIKES, form.cleaned_data.pop("likes")),
        "never": (TalentKind.NEVER, form.cleaned_data.pop("never")),
    }
    if language != seat.user.language:
        user = seat.user
        change_profile(
            actor=user, user=user, name=user.name or user.email, language=language, time_zone=user.time_zone
        )
    if not carried_out(form, revise_member, actor=seat, member=member):
        return False
    for field, (kind, activity) in said.items():
        if activity is not None and not offering.says(seat, member, kind, activity):
            _say(form, field, seat, member, kind, activity)
    return not form.errors


def _say(form: WelcomeForm, field: str, seat: Seat, member: UUID, kind: TalentKind, activity: UUID) -> None:
    try:
        say_talent(actor=seat, member=member, kind=kind, activity=activity)
    except DomainError as refusal:
        form.add_error(field, str(refusal.message))
