"""What every request must know about its reader: their language and hour, and their second factor."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _

from accounts.access import ask_again, lacks_second_factor, proved_recently
from accounts.models import User

Respond = Callable[[HttpRequest], HttpResponseBase]

ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "accounts:language",
        "accounts:confirm",
        "accounts:help",
        "accounts:about",
    }
)


# What allauth would let somebody without a password or a second factor do unasked, however old the session.
WORTH_ASKING = frozenset(
    {
        "account_email",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    }
)


class ReaderMiddleware:
    """Speak the reader's language at the reader's hour: theirs when signed in, else the browser's wish.

    What somebody who is signed in was shown is kept nowhere: not by a proxy, not on a disk, and not for
    whoever presses "back" on a shared computer after they signed out.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User):
            translation.activate(user.language)
            timezone.activate(user.time_zone)
        else:
            translation.activate(translation.get_language_from_request(request))
            timezone.deactivate()
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if isinstance(user, User) and "no-store" not in response.headers.get("Cache-Control", ""):
            add_never_cache_headers(response)
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or "en")
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class SecondFactorMiddleware:
    """Somebody with a hat, or who operates the site, goes nowhere before a second factor is set up."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if not lacks_second_factor(request.user) or name.startswith("mfa_") or name in ALWAYS_OPEN:
            return None
        if request.path.startswith("/api/"):
            return second_factor_problem()
        messages.warning(request, _("Your work for an organisation asks for a second step. Set it up first."))
        return HttpResponseRedirect(reverse("mfa_index"))


class ProofMiddleware:
    """Somebody who signs in with codes by mail proves who they are before changing how they sign in."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name not in WORTH_ASKING or not isinstance(request.user, User):
            return None
        user = request.user
        has_other_proof = user.has_usable_password() or user.has_second_factor
        return None if has_other_proof or proved_recently(request) else ask_again(request)


def second_factor_problem() -> JsonResponse:
    """The refusal a program gets, as problem details (RFC 9457)."""
    problem = {
        "type": "about:blank",
        "title": _("A second step is needed"),
        "status": 403,
        "detail": _("Set up a second step in your account before you use the API."),
        "code": "second_factor_required",
    }
    return JsonResponse(problem, status=403, content_type="application/problem+json")
