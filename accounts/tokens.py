"""Signing in with a personal token: ``Authorization: Bearer carenet_<prefix>_<secret>``."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.access import lacks_second_factor, with_factors
from accounts.choices import TokenScope
from accounts.models import PREFIX_LENGTH, ApiToken, User

if TYPE_CHECKING:  # the views import their default authentication, which is this module
    from rest_framework.views import APIView

KEY = re.compile(rf"carenet_([a-z0-9]{{{PREFIX_LENGTH}}})_[A-Za-z0-9_-]{{43}}")
COARSE = timedelta(minutes=1)


class TokenAuthentication(BaseAuthentication):
    """A program acts as the owner of its token, with the owner's rights of this very moment."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The owner and the token, or None when the request carries no Bearer key.

        Raises AuthenticationFailed (401) for a key that is not good, with one answer for every reason, and
        PermissionDenied (403) while the owner still has to set up a second factor.
        """
        scheme, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = good_token(key.strip())
        if token is None:
            raise AuthenticationFailed(
                _("This token is not known, or it no longer works."), code="token_refused"
            )
        if lacks_second_factor(token.user):
            raise PermissionDenied(
                _("Set up a second step in your account before you use the API."),
                code="second_factor_required",
            )
        note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class TokenScopePermission(BasePermission):
    """A token that may only read changes nothing. Sessions have no scope and pass."""

    message = _("This token may only read. Make one that may also change things.")
    code = "token_read_only"

    def has_permission(self, request: Request, view: "APIView") -> bool:
        token = request.auth
        return (
            not isinstance(token, ApiToken)
            or token.scope == TokenScope.WRITE
            or request.method in SAFE_METHODS
        )


def good_token(key: str) -> ApiToken | None:
    """The token with this key, if it is neither revoked nor expired and its owner may sign in."""
    found = KEY.fullmatch(key)
    if not found:
        return None
    now = timezone.now()
    owners = Prefetch("user", with_factors(User.objects.active(), now))
    token = (
        ApiToken.objects.active(now)
        .filter(prefix=found[1], user__is_active=True)
        .prefetch_related(owners)
        .first()
    )
    if token is None or not token.matches(key) or token.outlived_password():
        return None
    return token


def note_use(token: ApiToken) -> None:
    """Remember when a token was last used, to the minute: most requests write nothing."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - COARSE:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - COARSE)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
