"""How long somebody stays signed in: until the browser closes, half a day, or weeks on their own device."""

from django.conf import settings
from django.http import HttpRequest

from accounts.access import wears_hat_or_operates
from accounts.models import User

WISH = "accounts_stay"
DAY = 24 * 60 * 60


def wish(request: HttpRequest, stay: bool) -> None:
    """Remember, until sign-in is complete, whether somebody wants to stay signed in on this device."""
    request.session[WISH] = stay


def settle(request: HttpRequest, user: User) -> None:
    """Give a new session its length. Whoever works here, or said nothing, gets half a day at most."""
    stay = request.session.pop(WISH, None)
    if stay is None:
        request.session.set_expiry(None)
    elif not stay:
        request.session.set_expiry(0)
    else:
        works = wears_hat_or_operates(user)
        request.session.set_expiry(None if works else settings.STAY_SIGNED_IN_DAYS * DAY)
