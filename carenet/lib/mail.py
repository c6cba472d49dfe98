"""Mail from three templates: <name>.subject.txt, <name>.txt and <name>.html, in the reader's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override


def send(name: str, *, to: str, language: str, context: dict[str, Any], message_id: str = "") -> None:
    """Send one mail. ``message_id`` (without angle brackets) stays the same when it has to be sent again.

    Raises what the mail server raises (smtplib.SMTPException, OSError); nothing is swallowed.
    """
    with override(language):
        context = context | {"site_url": settings.SITE_URL, "language": language}
        subject = " ".join(render_to_string(f"{name}.subject.txt", context).split())
        text = render_to_string(f"{name}.txt", context)
        html = render_to_string(f"{name}.html", context)
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = f"<{message_id}>"
    message = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    message.attach_alternative(html, "text/html")
    message.send()
