"""A person's own pages, the language switch, and the sign-in page of the demo."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from accounts.access import (
    RUNS_ORGANISATION,
    affiliations_of,
    proved_recently,
    recently_authenticated,
    token_for,
    tokens_of,
)
from accounts.actions import change_profile, deactivate, issue_token, revoke_token
from accounts.choices import Language, TokenScope
from accounts.demo import CAST, cast_user
from accounts.forms import ProfileForm, TokenForm
from accounts.models import User
from carenet.lib.errors import DomainError

page = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    """The person who is signed in. LoginRequiredMiddleware has seen to it that there is one."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@page
def profile(request: HttpRequest) -> HttpResponse:
    """A person's own page: how they are called, and where to change the rest."""
    user = _me(request)
    form = ProfileForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            user = change_profile(actor=user, user=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Saved."))
            return _in_language(redirect("accounts:profile"), user.language)
    status = 422 if form.is_bound else 200
    hats = affiliations_of(user, timezone.now())
    context = {"form": form, "affiliations": hats, "runs": RUNS_ORGANISATION}
    return render(request, "accounts/profile.html", context, status=status)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages, and of mail to whoever is signed in. Goes back to a safe ``next``."""
    wanted = request.POST.get("language", "")
    user = request.user
    if isinstance(user, User) and wanted in Language.values and wanted != user.language:
        change_profile(
            actor=user,
            user=user,
            name=user.name or user.email,
            language=Language(wanted),
            time_zone=user.time_zone,
        )
    return set_language(request)


@page
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's tokens, and the form for a new one. Making one asks for recent proof of identity."""
    if request.method == "POST":
        return new_token(request)
    return _tokens_page(request, TokenForm())


@recently_authenticated
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its key, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _tokens_page(request, form, status=422)
    name, scope = form.cleaned_data["name"], TokenScope(form.cleaned_data["scope"])
    try:
        issued = issue_token(actor=_me(request), name=name, scope=scope, expires_at=form.expires_at())
    except DomainError as error:
        form.add_error(error.field or None, str(error))
        return _tokens_page(request, form, status=422)
    return render(request, "accounts/token_made.html", {"token": issued.token, "key": issued.key})


def _tokens_page(request: HttpRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "tokens": tokens_of(_me(request)),
        "limit": settings.API_TOKENS_EACH,
        "now": timezone.now(),
        "must_confirm": not proved_recently(request),
    }
    return render(request, "accounts/tokens.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Make one of the person's own tokens worthless."""
    token = revoke_token(actor=_me(request), token=token_for(_me(request), token_id))
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": token.name})
    return redirect("accounts:tokens")


@page
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask somebody who has no password to sign in again with a code, before something that matters."""
    back = _safe_next(request)
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_request_login_code')}?{urlencode({REDIRECT_FIELD_NAME: back})}")
    return render(request, "accounts/confirm.html", {"next": back})


@page
def close(request: HttpRequest) -> HttpResponse:
    """What closing an account means. Doing it asks for recent proof of identity."""
    if request.method == "POST":
        return close_for_good(request)
    return render(request, "accounts/close.html")


@recently_authenticated
def close_for_good(request: HttpRequest) -> HttpResponse:
    """Close the account and say goodbye."""
    deactivate(actor=_me(request), user=_me(request))
    logout(request)
    messages.success(request, _("Your account is closed. Thank you for being here."))
    return redirect(settings.LOGIN_URL)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Help, for everybody."""
    context = {"help_email": settings.HELP_EMAIL, "code_url": reverse("account_request_login_code")}
    return render(request, "accounts/help.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, what it keeps, and where its facts come from."""
    return render(request, "accounts/about.html")


@login_not_required
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Everybody in the demo, each with a button that signs in as them. Not routed outside the demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "accounts/demo.html", {"cast": CAST})


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast. Never as anybody else, and not routed outside the demo."""
    email = request.POST.get("email", "")
    user = cast_user(email) if settings.DEMO else None
    if user is None:
        raise Http404
    logout(request)
    response: HttpResponse = perform_login(request, user, email_verification="none", redirect_url="/")
    return response


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return wanted if wanted and get_adapter(request).is_safe_url(wanted) else reverse("accounts:profile")


def _in_language(response: HttpResponse, code: str) -> HttpResponse:
    """Remember the language in the browser as well, for after signing out."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
