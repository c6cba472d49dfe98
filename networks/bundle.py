"""Letters made into mail: one by one, or several that were held back for one person as one."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from carenet.lib.mail import Mail
from networks.models import Delivery
from networks.moments.frame import written
from networks.moments.letter import Letter
from networks.outbox import mail_domain

TEMPLATE = "networks/email/bundle"
Written = tuple[Delivery, Letter]


def single(row: Delivery, letter: Letter, address: str) -> Mail:
    """The mail of one letter."""
    text, html = written(letter)
    return Mail(
        to=address,
        subject=_one_line(letter.subject),
        text=text,
        html=html,
        message_id=row.message_id,
        headers=(*_list(row, letter), *_thread(letter)),
    )


def bundle(letters: Sequence[Written], address: str, language: str) -> Mail:
    """One mail of several letters. It carries the Message-ID of the first; stopping stops the first kind."""
    row, first = letters[0]
    written = [letter for _row, letter in letters]
    context = {"letters": written, "first": first, "site_url": settings.SITE_URL, "language": first.language}
    with override(first.language or language):
        subject = ngettext("%(count)s message for you", "%(count)s messages for you", len(written))
        context["subject"] = subject = subject % {"count": len(written)}
        text = render_to_string(f"{TEMPLATE}.txt", context).strip() + "\n"
        html = render_to_string(f"{TEMPLATE}.html", context)
    return Mail(address, subject, text, html, row.message_id, _list(row, first))


def _one_line(subject: str) -> str:
    return " ".join(str(subject).split())


def _list(row: Delivery, letter: Letter) -> tuple[tuple[str, str], ...]:
    """From which network it comes, by its id only, and how one click stops this kind (RFC 8058)."""
    found: tuple[tuple[str, str], ...] = ()
    if row.network_id:
        found = (("List-Id", f"<{row.network_id.hex}.networks.{mail_domain()}>"),)
    if not letter.unsubscribe:
        return found
    return (
        *found,
        ("List-Unsubscribe", f"<{settings.SITE_URL}{letter.unsubscribe}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def _thread(letter: Letter) -> tuple[tuple[str, str], ...]:
    """Messages about one thing hang on the same root, which is never sent itself."""
    if not letter.thread:
        return ()
    root = f"<{letter.thread}@thread.{mail_domain()}>"
    return (("In-Reply-To", root), ("References", root))
