"""Mail that comes back: reads a delivery status report (RFC 3464) about a message of ours.

Anybody can send us such a report. It counts only when it names the Message-ID of a message that left, which
holds 74 random bits and is known to nobody but who got the mail and the servers on its way.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message
from enum import Enum, auto
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from carenet.lib.smtp import MAILBOX_FULL, POLICY
from networks.choices import Channel, DeliveryState
from networks.models import Delivery, Member
from networks.reachable import mail_fails, readers_of

LARGEST = 1_000_000
"""Bytes of a report that are read; a longer one is no report."""


class Bounce(Enum):
    """What a message turned out to be."""

    NOT_A_REPORT = auto()
    NOT_OURS = auto()
    NOT_FINAL = auto()
    ANOTHER_ADDRESS = auto()
    KNOWN = auto()
    MARKED = auto()


@transaction.atomic
def read(content: bytes, tell: Callable[[User | Member, datetime], None]) -> Bounce:
    """Mail no more to an address that a report says is wrong, and ``tell`` who has to know: once.

    What is only late, full, or refused by a rule is left alone.
    """
    report = message_from_bytes(content[:LARGEST], policy=policy.default)
    if (
        report.get_content_type() != "multipart/report"
        or report.get_param("report-type") != "delivery-status"
    ):
        return Bounce.NOT_A_REPORT
    row = _row(report)
    if row is None:
        return Bounce.NOT_OURS
    failed = next((fields for fields in _recipients(report) if _is_final(fields)), None)
    if failed is None:
        return Bounce.NOT_FINAL
    reader = readers_of([row])[row.pk]
    person = reader.user or reader.member
    meant = _address(failed["Original-Recipient"])
    if person is None or (meant and meant != person.email.lower()):
        return Bounce.ANOTHER_ADDRESS
    status = str(failed["Status"]).split()[0]
    Delivery.objects.filter(pk=row.pk).update(last_error=f"{status} came back"[:200])
    at = timezone.now()
    if not mail_fails(reader, person.email, at):
        return Bounce.KNOWN
    tell(person, at)
    return Bounce.MARKED


def _row(report: EmailMessage) -> Delivery | None:
    """The message that came back, when it is one of ours and did leave."""
    for part in report.walk():
        found = part["Message-ID"]
        if part.get_content_type() == "text/rfc822-headers":
            found = message_from_string(str(part.get_payload()))["Message-ID"]
        if part is report or not found:
            continue
        name = str(found).strip().strip("<>")
        try:
            pk = UUID(name.partition("@")[0])
        except ValueError:
            continue
        sent = Delivery.objects.filter(channel=Channel.MAIL, state=DeliveryState.SENT)
        return sent.filter(pk=pk, message_id=name).first()
    return None


def _recipients(report: EmailMessage) -> Iterator[Message]:
    """The fields of each recipient that the report tells of."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            yield from (block for block in blocks if isinstance(block, Message) and block["Action"])


def _is_final(fields: Message) -> bool:
    status = str(fields["Status"] or "").strip()
    failed = str(fields["Action"]).strip().lower() == "failed" and status.startswith("5.")
    return failed and not status.startswith((POLICY, MAILBOX_FULL))


def _address(field: object) -> str:
    """The address in "rfc822; ann@example.org"; "" when there is none."""
    return str(field or "").partition(";")[2].strip().strip("<>").lower()
