"""allauth's forms in the words of this house: plain labels, a hint where one helps, no placeholders."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[str | Promise, str | Promise]]

EMAIL = (_("E-mail address"), "")
PASSWORD = (_("Password"), "")
NEW_PASSWORD = (_("New password"), _("At least 12 characters. A sentence that only you know works well."))
AGAIN = (_("The same password again"), "")
MAILED_CODE = (_("Code from the mail"), _("Capitals and spaces do not matter."))
APP_CODE = (_("Code from your app"), _("Six digits that change every half minute."))


class Worded:
    """Gives each field of a form its label and hint from ``words``, and takes placeholders away."""

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]  # type: ignore[assignment]


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]
    words = {
        "login": EMAIL,
        "password": PASSWORD,
        "remember": (_("Keep me signed in on this device"), _("Only on a device that others do not use.")),
    }


class SignupForm(Worded, account.SignupForm):  # type: ignore[misc]
    field_order = ["name", "email", "password1"]
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As the people around you call you."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    words = {
        "email": (_("E-mail address"), _("We send a code to it, to be sure that it is yours.")),
        "password1": (
            _("Password (you may leave this empty)"),
            _("At least 12 characters. Without a password you sign in with a code by mail."),
        ),
    }


class AddEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    words = {"email": (_("New e-mail address"), _("We send a code to it. The old address works until then."))}


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    words = {"oldpassword": (_("Present password"), ""), "password1": NEW_PASSWORD, "password2": AGAIN}


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": PASSWORD}


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ConfirmLoginCodeForm(Worded, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    words = {"code": MAILED_CODE}


class ConfirmEmailForm(Worded, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    words = {"code": MAILED_CODE}


class ConfirmResetForm(Worded, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    words = {"code": MAILED_CODE}


class SecondStepForm(Worded, second_step.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("From your app, or one of your recovery codes."))}


class SecondStepAgainForm(Worded, second_step.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("From your app, or one of your recovery codes."))}


class ActivateAppForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": APP_CODE}


class AddPasskeyForm(Worded, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": (_("Name of this passkey"), _("So that you recognise it later, such as “my phone”.")),
        "passwordless": (
            _("Sign in with this passkey alone"),
            _("Then your device asks for your finger, face or PIN, and you need no password."),
        ),
    }


class EditPasskeyForm(Worded, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": (_("Name of this passkey"), "")}
