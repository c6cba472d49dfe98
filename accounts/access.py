"""Who may go on: the second factor, recent proof of identity, and the doors to a person's own things."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from allauth.account import app_settings as account_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.choices import Hat
from accounts.models import Affiliation, ApiToken, Organisation, Region, User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
View = TypeVar("View", bound=Callable[..., HttpResponse])


def with_factors(users: QuerySet[User], at: datetime) -> QuerySet[User]:
    """The same users, each with whether they wear a hat at this moment and have a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    hats = Affiliation.objects.active(at).filter(user=OuterRef("pk"))
    return users.annotate(wears_hat=Exists(hats), has_second_factor=Exists(factors))  # type: ignore[no-redef]


def lacks_second_factor(user: User | AnonymousUser, at: datetime | None = None) -> bool:
    """Whether this person must set up a second factor before going on.

    Whoever wears a hat or operates the site must have one, unless REQUIRE_SECOND_FACTOR is off.
    """
    if not isinstance(user, User) or not settings.REQUIRE_SECOND_FACTOR:
        return False
    return wears_hat_or_operates(user, at) and not user.has_second_factor


def wears_hat_or_operates(user: User, at: datetime | None = None) -> bool:
    """Whether this person works here: for an organisation, or for the site itself."""
    if not hasattr(user, "wears_hat"):
        known = with_factors(User.objects.filter(pk=user.pk), at or timezone.now()).get()
        user.wears_hat, user.has_second_factor = known.wears_hat, known.has_second_factor
    return user.is_staff or user.wears_hat


def proved_recently(request: HttpRequest) -> bool:
    """Whether the person in this session signed in, or proved who they are again, a few minutes ago."""
    if not isinstance(request.user, User):
        return False
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - max(moments) < account_settings.REAUTHENTICATION_TIMEOUT


def recently_authenticated(view: View) -> View:
    """Let a view run only after recent proof of identity; otherwise ask for it and come back.

    Someone with a password or a second factor is asked for that; someone who signs in with codes by mail
    is asked to sign in again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if proved_recently(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return guarded  # type: ignore[return-value]


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send somebody to prove who they are. Raises ReauthenticationRequired when allauth has a way to ask."""
    if get_adapter().get_reauthentication_methods(request.user):
        raise ReauthenticationRequired
    back = request.get_full_path() if request.method == "GET" else reverse("accounts:profile")
    return HttpResponseRedirect(f"{reverse('accounts:confirm')}?{urlencode({REDIRECT_FIELD_NAME: back})}")


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """This person's tokens that are not revoked, newest first; expired ones stay visible."""
    return ApiToken.objects.filter(user=user, revoked_at__isnull=True)


def token_for(user: User, token_id: UUID) -> ApiToken:
    """One token of this person. Raises Http404 for anybody else's."""
    token = tokens_of(user).filter(pk=token_id).first()
    if token is None:
        raise Http404
    return token


def affiliations_of(user: User, at: datetime) -> QuerySet[Affiliation]:
    """The hats this person wears at this moment, with their organisations."""
    return Affiliation.objects.active(at).filter(user=user).select_related("organisation").order_by("since")


RUNS_ORGANISATION = frozenset({Hat.MANAGER, Hat.ADMINISTRATOR})
"""The hats that let somebody change what belongs to their organisation. They open no network."""


def organisation_for(user: Any, pk: UUID, at: datetime) -> Organisation:
    """The door to what belongs to an organisation: open to who runs it.

    Raises Http404 for somebody who does not work there, PermissionDenied for somebody with another hat.
    """
    hats = Affiliation.objects.active(at).filter(user=user, organisation=pk).select_related("organisation")
    worn: dict[str, Organisation] = {hat.hat: hat.organisation for hat in hats}
    if not worn:
        raise Http404
    if not RUNS_ORGANISATION & worn.keys():
        raise PermissionDenied
    return next(iter(worn.values()))


@dataclass(frozen=True, slots=True)
class Office:
    """What one user is to one organisation at one moment: the hats they wear there. It opens no network."""

    user: User
    organisation: Organisation
    hats: frozenset[Hat]
    at: datetime

    def wears(self, *hats: Hat) -> bool:
        """Whether one of these hats is worn."""
        return not self.hats.isdisjoint(hats)


def offices_of(user: Any, at: datetime) -> list[Office]:
    """Everywhere this user works at this moment, by the name of the organisation. One query."""
    if not isinstance(user, User):
        return []
    rows = Affiliation.objects.active(at).filter(user=user).select_related("organisation__region")
    worn: dict[Organisation, set[Hat]] = {}
    for row in rows.order_by("organisation__name", "organisation_id"):
        worn.setdefault(row.organisation, set()).add(Hat(row.hat))
    return [Office(user, organisation, frozenset(hats), at) for organisation, hats in worn.items()]


def office_for(user: Any, pk: UUID, *hats: Hat, at: datetime) -> Office:
    """The door to an organisation's work pages: open to who wears one of these hats there.

    Raises Http404 for somebody who does not work there, PermissionDenied for somebody with another hat.
    """
    office = next((one for one in offices_of(user, at) if one.organisation.pk == pk), None)
    if office is None:
        raise Http404
    if not office.wears(*hats):
        raise PermissionDenied
    return office


def organisations(at: datetime) -> QuerySet[Organisation]:
    """Organisations that exist at this moment. Everybody who is signed in may know of them."""
    return Organisation.objects.at(at)


def regions(at: datetime) -> QuerySet[Region]:
    """Regions that exist at this moment (by the day in UTC). They are public."""
    return Region.objects.active(at)
