"""allauth's forms in the words of this house: plain labels, a hint where one helps, no placeholders."""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.staying import settle, wish

Text = str | Promise
Words = dict[str, tuple[Text, Text, Text]]
"""For each field: its label, a hint or nothing, and what to say when it is empty or makes no sense."""

ADDRESS = _("Type an e-mail address, such as name@example.org.")
TYPE_CODE = _("Type the code.")
EMAIL = (_("E-mail address"), "", ADDRESS)
PASSWORD = (_("Password"), "", _("Type your password."))
NEW_PASSWORD = (
    _("New password"),
    _("At least 12 characters. A sentence that only you know works well."),
    _("Choose a password."),
)
AGAIN = (_("The same password again"), "", _("Type the same password again."))
MAILED_CODE = (_("Code from the mail"), _("Capitals and spaces do not matter."), TYPE_CODE)
APP_CODE = (_("Code from your app"), _("Six digits that change every half minute."), TYPE_CODE)
APP_OR_RECOVERY = (_("Code"), _("From your app, or one of your recovery codes."), TYPE_CODE)
STAY = (_("Keep me signed in on this device"), _("Only on a device that others do not use."), "")
PASSKEY_NAME = _("Name of this passkey")
TYPE_NAME = _("Type a name.")
UNREADABLE_PASSKEY = _("The passkey did not work. Try again, or choose another way.")


class Worded:
    """Gives fields their labels, hints and errors from ``words``, and takes placeholders away."""

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text, wrong = self.words[name]  # type: ignore[assignment]
                field.error_messages |= {"required": wrong, "invalid": wrong}  # type: ignore[dict-item]


class SoundPasskey:
    """Turns what a hostile or broken browser sends for a passkey into an error beside the form.

    The library that reads it expects well-formed parts and raises whatever it stumbles over.
    """

    def clean_credential(self) -> Any:
        parent = getattr(super(), "clean_credential", None)
        if parent is None:
            return self.cleaned_data["credential"]  # type: ignore[attr-defined]
        return _sound(parent)

    def clean(self) -> Any:
        return _sound(super().clean)  # type: ignore[misc]


def _sound(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
        raise forms.ValidationError(UNREADABLE_PASSKEY, code="unreadable") from error


class LoginForm(Worded, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD, "remember": STAY}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, or go to the second step. allauth sets a length of its own at the end; ours goes first."""
        wish(request, self.cleaned_data["remember"])
        response: HttpResponse = super().login(request, redirect_url)
        if isinstance(request.user, User):
            wish(request, self.cleaned_data["remember"])
            settle(request, request.user)
        return response


class SignupForm(Worded, account.SignupForm):
    field_order = ["name", "email", "password1"]
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    words = {
        "name": (_("Your name"), _("As the people around you call you."), _("Type your name.")),
        "email": (_("E-mail address"), _("We send a code to it, to be sure that it is yours."), ADDRESS),
        "password1": (
            _("Password"),
            _("At least 12 characters. Without a password you sign in with a code by mail."),
            "",
        ),
    }


class AddEmailForm(Worded, account.AddEmailForm):
    words = {
        "email": (
            _("New e-mail address"),
            _("We send a code to it. The old address works until then."),
            ADDRESS,
        )
    }


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = {
        "oldpassword": (_("Present password"), "", _("Type your present password.")),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):
    words = {"email": EMAIL}


class ConfirmLoginCodeForm(Worded, account.ConfirmLoginCodeForm):
    remember = forms.BooleanField(required=False)
    field_order = ["code", "remember"]
    words = {"code": MAILED_CODE, "remember": STAY}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wish(context.request, cleaned.get("remember", False))
        return cleaned


class ConfirmEmailForm(Worded, account.ConfirmEmailVerificationCodeForm):
    words = {"code": MAILED_CODE}


class ConfirmResetForm(Worded, account.ConfirmPasswordResetCodeForm):
    words = {"code": MAILED_CODE}


class SecondStepForm(Worded, second_step.AuthenticateForm):
    words = {"code": APP_OR_RECOVERY}


class SecondStepAgainForm(Worded, second_step.ReauthenticateForm):
    words = {"code": APP_OR_RECOVERY}


class ActivateAppForm(Worded, totp.ActivateTOTPForm):
    words = {"code": APP_CODE}


class AddPasskeyForm(Worded, SoundPasskey, passkeys.AddWebAuthnForm):
    words = {
        "name": (PASSKEY_NAME, _("So that you recognise it later, such as “my phone”."), TYPE_NAME),
        "passwordless": (
            _("Sign in with this passkey alone"),
            _("Then your device asks for your finger, face or PIN, and you need no password."),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditPasskeyForm(Worded, passkeys.EditWebAuthnForm):
    words = {"name": (PASSKEY_NAME, "", TYPE_NAME)}


class PasskeyStepForm(SoundPasskey, passkeys.AuthenticateWebAuthnForm):
    """The second step with a passkey."""


class PasskeyLoginForm(SoundPasskey, passkeys.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeyAgainForm(SoundPasskey, passkeys.ReauthenticateWebAuthnForm):
    """Proving once more who you are, with a passkey."""
