"""What can be done to accounts. Every action is atomic and leaves exactly one trace."""

import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Hat, Language, TokenScope
from accounts.models import (
    PREFIX_LENGTH,
    Affiliation,
    ApiToken,
    Organisation,
    User,
    digest_of,
    validate_time_zone,
)
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce

LONGEST_TOKEN = timedelta(days=366)
PREFIX_LETTERS = string.ascii_lowercase + string.digits


class AlreadyAffiliated(DomainError):
    """This person already wears this hat for this organisation."""

    code = "already_affiliated"


class AffiliationEnded(DomainError):
    """The affiliation had already ended, or would end before it began."""

    code = "affiliation_ended"


class TooManyTokens(DomainError):
    """The person has as many tokens as the site allows."""

    code = "too_many_tokens"


class BadExpiry(DomainError):
    """A token must expire, in the future and within a year."""

    code = "bad_expiry"


class BadProfile(DomainError):
    """A name, language or time zone that cannot be kept."""

    code = "bad_profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A new token and its key. The key exists only here: show it once."""

    token: ApiToken
    key: str


@transaction.atomic
def register_affiliation(
    *, actor: User | None, user: User, organisation: Organisation, hat: Hat, since: datetime | None = None
) -> Affiliation:
    """Give somebody a hat for an organisation, from ``since`` (now) on. Raises AlreadyAffiliated."""
    User.objects.select_for_update().get(pk=user.pk)
    since = since or timezone.now()
    affiliation = Affiliation(user=user, organisation=organisation, hat=Hat(hat), since=since)
    try:
        affiliation.validate_constraints()
    except ValidationError as error:
        raise AlreadyAffiliated(_("This person already has this hat there.")) from error
    affiliation.save()
    _tell("accounts.affiliation_registered", actor, affiliation)
    return affiliation


@transaction.atomic
def end_affiliation(
    *, actor: User | None, affiliation: Affiliation, until: datetime | None = None
) -> Affiliation:
    """Take off a hat at ``until`` (now). Raises AffiliationEnded."""
    affiliation = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    until = until or timezone.now()
    if affiliation.until is not None and affiliation.until <= until:
        raise AffiliationEnded(_("This had already ended."))
    if until < affiliation.since:
        raise AffiliationEnded(_("The end lies before the beginning."), field="until")
    affiliation.until = until
    affiliation.store("until")
    _tell("accounts.affiliation_ended", actor, affiliation)
    return affiliation


@transaction.atomic
def issue_token(*, actor: User, name: str, scope: TokenScope, expires_at: datetime) -> IssuedToken:
    """Make a token for the actor's own programs. Raises BadExpiry or TooManyTokens."""
    now = timezone.now()
    owner = User.objects.select_for_update().get(pk=actor.pk)
    if not now < expires_at <= now + LONGEST_TOKEN:
        raise BadExpiry(_("Choose a day after today and within a year."), field="expires_on")
    if ApiToken.objects.active(now).filter(user=owner).count() >= settings.API_TOKENS_EACH:
        raise TooManyTokens(_("You have as many tokens as you may have. Revoke one you no longer use."))
    prefix = "".join(secrets.choice(PREFIX_LETTERS) for _letter in range(PREFIX_LENGTH))
    key = f"carenet_{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=owner,
        name=name,
        scope=TokenScope(scope),
        prefix=prefix,
        digest=digest_of(key),
        password_mark=digest_of(owner.password),
        expires_at=expires_at,
    )
    subject = Subject(kind="apitoken", id=token.pk)
    announce(Event(verb="accounts.token_issued", actor=actor, subject=subject, detail={"scope": token.scope}))
    return IssuedToken(token=token, key=key)


@transaction.atomic
def revoke_token(*, actor: User, token: ApiToken) -> ApiToken:
    """Make a token worthless at once. Revoking twice changes nothing and leaves no second trace."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.store("revoked_at")
        announce(
            Event(verb="accounts.token_revoked", actor=actor, subject=Subject(kind="apitoken", id=token.pk))
        )
    return token


@transaction.atomic
def change_profile(
    *, actor: User, user: User, name: str, language: Language, time_zone: str, version: int | None = None
) -> User:
    """Change how somebody is called and addressed. Raises BadProfile, and Conflict on a stale version."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.expect(version)
    user.name, user.language, user.time_zone = name.strip(), language, time_zone
    if not user.name:
        raise BadProfile(_("Type your name."), field="name")
    if language not in Language.values:
        raise BadProfile(_("Choose a language from the list."), field="language")
    try:
        validate_time_zone(time_zone)
    except ValidationError as error:
        raise BadProfile(_("Choose a time zone from the list."), field="time_zone") from error
    user.store("name", "language", "time_zone")
    announce(Event(verb="accounts.profile_changed", actor=actor, subject=Subject(kind="user", id=user.pk)))
    return user


@transaction.atomic
def deactivate(*, actor: User | None, user: User) -> User:
    """Close an account: no more signing in, hats off, tokens and sessions ended. What was written stays."""
    user = User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    if not user.is_active:
        return user
    user.is_active, user.closed_at = False, now
    user.store("is_active", "closed_at")
    Affiliation.objects.at(now).filter(user=user).update(until=now)
    ApiToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=now)
    for session in UserSession.objects.filter(user=user):
        session.end()
    announce(Event(verb="accounts.account_closed", actor=actor, subject=Subject(kind="user", id=user.pk)))
    return user


def _tell(verb: str, actor: User | None, affiliation: Affiliation) -> None:
    detail = {
        "user": str(affiliation.user_id),
        "organisation": str(affiliation.organisation_id),
        "hat": affiliation.hat,
    }
    subject = Subject(kind="affiliation", id=affiliation.pk, label=str(affiliation.organisation))
    announce(Event(verb=verb, actor=actor, subject=subject, detail=detail))
