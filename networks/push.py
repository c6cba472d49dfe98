"""Messages that a browser shows (Web Push, VAPID). They say that there is a message, never what it says.

Off unless the site has keys (VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY). What a browser names as its push service
is an address that this server will send to: only known services, over TLS, and never a private network.
"""

import base64
import binascii
import hashlib
import ipaddress
import json
import logging
import socket
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext, override
from pywebpush import WebPushException, webpush

from networks.choices import MessageKind
from networks.models import Delivery, PushSubscription
from networks.moments.letter import Letter

log = logging.getLogger(__name__)

SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com")
FAMILIES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
"""The push services of the browsers there are: by their whole name, or by the end of it."""
GONE = (404, 410)
LIVES = {True: 4 * 3600, False: 24 * 3600}
"""Seconds for which a service keeps a message for a browser that is off, by whether it is urgent."""
TIMEOUT = 10
KEY_BYTES, SECRET_BYTES = 65, 16


class OnlyHere(requests.Session):
    """Sends to the address it was given and follows nobody elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.max_redirects = 0
        self.trust_env = False


class NotPushed(Exception):
    """No browser of this reader took the message; it is tried again."""


def can_push() -> bool:
    """Whether this site has keys for messages to browsers."""
    return bool(settings.VAPID_PRIVATE_KEY and settings.VAPID_PUBLIC_KEY)


def is_known_service(endpoint: str) -> bool:
    """Whether this is an address of a push service we know, over TLS on its usual port."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or port not in (None, 443) or parts.username or parts.password:
        return False
    return endpoint.isascii() and (host in SERVICES or host.endswith(FAMILIES))


def is_public(host: str) -> bool:
    """Whether every address of this host lies in the open internet. Asks the name service."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(one).is_global for one in found)


def is_key(text: str, size: int) -> bool:
    """Whether this is that many bytes in base64url, as browsers write their keys."""
    try:
        return len(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)) == size
    except (binascii.Error, ValueError):
        return False


def push(row: Delivery, letter: Letter, at: datetime) -> None:
    """Show every browser of this reader that there is a message. A browser that is gone is not asked again.

    Raises NotPushed when none took it and at least one may take it later.
    """
    browsers = list(PushSubscription.objects.filter(user=row.user_id, ended_at=None))
    taken = [_show(one, row, letter, at) for one in browsers]
    if browsers and not any(taken) and PushSubscription.objects.filter(
        pk__in=[one.pk for one in browsers], ended_at=None
    ).exists():  # fmt: skip
        raise NotPushed


def _show(browser: PushSubscription, row: Delivery, letter: Letter, at: datetime) -> bool:
    host = urlsplit(browser.endpoint).hostname or ""
    if not is_known_service(browser.endpoint) or not is_public(host):
        return False
    with override(letter.language):
        words = gettext("There is a message for you.")
    topic = hashlib.sha256(f"{row.network_id}{row.kind}".encode()).hexdigest()[:32]
    try:
        webpush(
            {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}},
            data=json.dumps({"title": "Carenet", "body": words, "path": "/notices/"}),
            vapid_private_key=settings.VAPID_PRIVATE_KEY,
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            ttl=LIVES[row.urgent],
            timeout=TIMEOUT,
            headers={"Urgency": "high" if _matters(row) else "normal", "Topic": topic},
            requests_session=OnlyHere(),
        )
    except WebPushException as error:
        if error.response is not None and error.response.status_code in GONE:
            PushSubscription.objects.filter(pk=browser.pk).update(ended_at=at)
        return False
    except requests.RequestException as error:
        log.info("a browser could not be reached: %s", type(error).__name__)
        return False
    return True


def _matters(row: Delivery) -> bool:
    return row.urgent or row.kind == MessageKind.SAME_DAY
