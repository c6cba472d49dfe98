"""Mail from three templates: <name>.subject.txt, <name>.txt and <name>.html, in the reader's language.

``send`` builds and sends one mail. Whoever sends many builds each as a Mail and hands them to
carenet.lib.smtp, which keeps its connections open. A Mail can be written as bytes without the email package,
which costs most of the time otherwise; a test reads those bytes back with it.
"""

import binascii
import re
import secrets
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

AUTOMATIC = (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"))
"""By these no machine answers us, and no holiday message comes back."""

LONGEST_LINE = 900
"""Bytes in a line that may travel as it is (RFC 5321 allows 998)."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class BadAddress(ValueError):
    """No mail can go to this address: it is not one, or it needs what mail servers do not all have."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, ready to leave. ``headers``: what stands beside the usual ones, such as List-Id."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def for_django(self) -> EmailMultiAlternatives:
        """The mail as Django's backends take it."""
        own = [*AUTOMATIC, *self.headers]
        if self.message_id:
            own.append(("Message-ID", f"<{self.message_id}>"))
        message = EmailMultiAlternatives(self.subject, self.text, to=[self.to], headers=dict(own))
        message.attach_alternative(self.html, "text/html")
        return message

    def as_bytes(self) -> bytes:
        """The mail as it goes over the line, with CRLF. Raises ValueError for a header of two lines."""
        boundary = f"=_{secrets.token_hex(12)}"  # "=_" never comes out of quoted-printable
        head = [
            _header("From", sender()),
            _header("To", self.to),
            _header("Subject", self.subject),
            f"Date: {formatdate()}",
            *(_header(name, value) for name, value in (*AUTOMATIC, *self.headers)),
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        if self.message_id:
            head.insert(4, _header("Message-ID", f"<{self.message_id}>"))
        return b"".join((
            "\r\n".join(head).encode("ascii"),
            _part(boundary, "plain", self.text),
            _part(boundary, "html", self.html),
            f"\r\n--{boundary}--\r\n".encode("ascii"),
        ))  # fmt: skip


def address(text: str) -> str:
    """The address as mail servers take it: an internationalised domain in its ASCII form.

    Raises BadAddress for anything else than one plain address.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        plain = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        plain = ""
    if not at or len(plain) > 254 or not _ADDRESS.fullmatch(plain):
        raise BadAddress
    return plain


@lru_cache(1)
def sender() -> str:
    """Who the mail comes from, ready for its header."""
    name, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name, mailbox))


def render(name: str, *, language: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML of the three templates. Raises what a template raises."""
    with override(language):
        context = context | {"site_url": settings.SITE_URL, "language": language}
        subject = " ".join(render_to_string(f"{name}.subject.txt", context).split())
        text = render_to_string(f"{name}.txt", context)
        html = render_to_string(f"{name}.html", context)
    return subject, text, html


def send(name: str, *, to: str, language: str, context: dict[str, Any], message_id: str = "") -> None:
    """Send one mail. ``message_id`` (without angle brackets) stays the same when it has to be sent again.

    Raises what the mail server raises (smtplib.SMTPException, OSError); nothing is swallowed.
    """
    subject, text, html = render(name, language=language, context=context)
    Mail(to, subject, text, html, message_id).for_django().send()


def _header(name: str, value: str) -> str:
    if "\n" in value or "\r" in value:
        raise ValueError("a header has one line")
    return f"{name}: {value}" if value.isascii() else _encoded(name, value)


@lru_cache(512)
def _encoded(name: str, value: str) -> str:
    encoded = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {encoded}"


def _part(boundary: str, kind: str, text: str) -> bytes:
    body = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    encoding = "7bit"
    if not body.isascii() or max(map(len, body.split(b"\n"))) > LONGEST_LINE or b"\0" in body:
        encoding, body = "quoted-printable", binascii.b2a_qp(body, istext=True)
    head = (
        f"\r\n--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode("ascii") + body.replace(b"\n", b"\r\n")
