"""What tests about signing in share."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.urls import reverse

from tests.factories import PASSWORD, make_user

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    """Rate limits count in the cache, which tests share."""
    cache.clear()


@pytest.fixture
def ann(db):
    """Somebody with a password and a confirmed address, without a hat, who reads Dutch."""
    return known("Ann Mulder", "ann@example.org", language="nl")


def known(name, email, *, password=PASSWORD, **fields):
    """A user whose address is confirmed."""
    user = make_user(name, email, password=password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user, password=PASSWORD):
    """Sign in by password and give the answer."""
    return client.post(LOGIN, {"login": user.email, "password": password})


def mailed_code(mail):
    """The code in a mail: the one line that is set apart."""
    return re.search(r"^    (\S+)$", mail.body, re.MULTILINE)[1]


def set_up_app(user):
    """Give somebody an app with codes, and recovery codes; give the secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def app_code(secret, steps=0):
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def signed_in(client):
    """Whether this browser is signed in."""
    return client.get(reverse("accounts:profile")).status_code == 200
