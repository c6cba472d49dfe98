"""Messages that must leave: claimed one by one in the database, so that none is lost or doubled."""

from uuid import UUID

from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from carenet.lib import mail
from networks.actions.helper import forget_guest, silent_guests
from networks.actions.invitation import expire_invitation, take_mail
from networks.models import ImportDraft, Invitation


def mail_invitation(invitation: UUID) -> bool:
    """Send one invitation that is due. When the mail server refuses, it stays due and this raises.

    A crash between the server's yes and our commit sends it again, with the same Message-ID and a new link.
    """
    with transaction.atomic():
        taken = take_mail(invitation=invitation)
        if taken is None:
            return False
        row, token = taken
        mail.send(
            "networks/email/invitation",
            to=row.email,
            language=row.language,
            context={"invitation": row, "path": reverse("networks:join", args=[token])},
            message_id=f"invitation.{row.pk}.{row.version}@{DNS_NAME}",
        )
        return True


def due_invitations() -> list[UUID]:
    """Invitations whose mail has yet to leave, oldest first."""
    return list(
        Invitation.objects.to_mail(timezone.now()).order_by("sent_at").values_list("pk", flat=True)[:500]
    )


def expire_invitations() -> int:
    """Close every invitation that nobody answered in time; the number closed."""
    overdue = Invitation.objects.overdue(timezone.now()).values_list("pk", flat=True)
    return sum(expire_invitation(invitation=pk) for pk in overdue.iterator())


def drop_old_drafts() -> int:
    """Remove readings of files that nobody saved; the number removed."""
    removed, _rows = ImportDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    return removed


def forget_silent_guests() -> int:
    """Wipe every guest who never answered and for whom nothing is asked any more; the number wiped."""
    silent = silent_guests(timezone.now()).values_list("pk", flat=True)
    return sum(forget_guest(member=pk) for pk in silent.iterator())
