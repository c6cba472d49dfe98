"""What django-allauth does differently here: our words, the reader's language, stricter redirects."""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Language
from accounts.models import DEFAULT_TIME_ZONE, User
from accounts.staying import settle
from carenet.lib.events import Event, Subject, announce

logger = logging.getLogger(__name__)


def trust_mailed_address(request: HttpRequest, email: str) -> None:
    """Remember that whoever uses this session can read mail at ``email``: they opened a secret link from it.

    Call it when somebody arrives through a mailed invitation. Signing up with exactly this address in the
    same session then needs no code.
    """
    get_adapter(request).stash_verified_email(request, email.strip().lower())


def reader_of(email: str) -> User | None:
    """The person who reads mail at this address, if they have an account."""
    known = (
        EmailAddress.objects.filter(email=email.lower()).order_by("-verified").select_related("user").first()
    )
    reader: User | None = known.user if known else User.objects.called(email).first()
    return reader


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and mail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is your main address. Choose another main address first."),
        "duplicate_email": _("This address already belongs to your account."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together."),
        "email_taken": _("Somebody already uses this e-mail address."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_code": _("This code is not right. Look at it again, or ask for a new one."),
        "incorrect_password": _("This password is not right. Type it again."),
        "invalid_or_expired_key": _("This code no longer works. Ask for a new one."),
        "invalid_login": _("Signing in did not work. Look at what you typed and try again."),
        "invalid_password_reset": _("This code no longer works. Ask for a new one."),
        "max_email_addresses": _("You cannot have more than %d addresses."),
        "too_many_login_attempts": _("This went wrong too often. Wait a few minutes and try again."),
        "unknown_email": _("Nobody here uses this e-mail address."),
        "unverified_primary_email": _("Your main address must be confirmed first."),
        "select_only_one": _("Choose only one."),
        "same_as_current": _("This is what it already was. Type something else."),
        "rate_limited": _("This went a bit fast. Wait a moment and try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Open an account: the name from the form, the language and time zone of the page.

        A mailed invitation vouches for its own address only; allauth would swap it for the typed one.
        """
        if not self.is_email_verified(request, form.cleaned_data.get("email") or ""):
            self.unstash_verified_email(request)
        user.name = form.cleaned_data.get("name", "")
        language = translation.get_language() or ""
        user.language = language if language in Language.values else Language.ENGLISH
        user.time_zone = DEFAULT_TIME_ZONE
        with transaction.atomic():
            super().save_user(request, user, form, commit=commit)
            if commit:
                subject = Subject(kind="user", id=user.pk)
                announce(Event(verb="accounts.account_opened", actor=user, subject=subject))
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Complete a sign-in, and give the session its length."""
        super().login(request, user)
        settle(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails in the language and time zone of its reader.

        When the mail server is away, the person at the screen reads so; nothing else goes wrong for them.
        """
        reader = reader_of(email) or context.get("user")
        language = reader.language if isinstance(reader, User) else translation.get_language()
        zone = reader.time_zone if isinstance(reader, User) else timezone.get_current_timezone_name()
        words = {"reader": reader, "site_url": settings.SITE_URL, **context}
        try:
            with translation.override(language), timezone.override(zone):
                super().send_mail(template_prefix, email, words)
        except (SMTPException, OSError):
            logger.exception("A mail about an account could not be sent: %s", template_prefix)
            messages.error(self.request, _("We could not send a mail just now. Try again in a few minutes."))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The plain text of a mail, and beside it the same words as a calm page."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives) and not message.alternatives:
            page = {**context, "subject": message.subject, "text": message.body}
            message.attach_alternative(render_to_string("account/email/frame.html", page), "text/html")
        return message

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses on the very host that was asked; never another one, however trusted."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/me/"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways to ask again, in our words."""
        words = {
            "reauthenticate": _("Use my password"),
            "mfa_reauthenticate": _("Use a code from my app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": words.get(way["id"], way["description"])} for way in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: our words, and secrets that are no use to somebody who only has the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Your account has a second step. That is why you cannot add an address now."),
        "cannot_delete_authenticator": _("You need this second step. Add another one before you remove it."),
        "cannot_generate_recovery_codes": _("Set up a second step first. Then you can make recovery codes."),
        "incorrect_code": _("This code is not right. Wait for the next code and try again."),
        "unverified_email": _("Confirm your e-mail address first. Then you can set up a second step."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with a key derived from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises InvalidToken when neither SECRET_KEY nor a fallback made it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return str(pgettext_lazy("name of a passkey", "My passkey"))

    def _get_site_name(self) -> str:
        return "Carenet"


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"accounts.second-factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
