"""Thin Celery tasks: ids in, one call each, safe to run twice."""

from uuid import UUID

from celery import shared_task

from networks import reminders


@shared_task
def mail_invitation(invitation: str) -> None:
    """Send one invitation. A mail server that is away is tried again by mail_due_invitations."""
    reminders.mail_invitation(UUID(invitation))


@shared_task
def mail_due_invitations() -> None:
    """Send whatever invitation is due: what a lost message or a mail server that was away left behind."""
    for invitation in reminders.due_invitations():
        mail_invitation.delay(str(invitation))


@shared_task
def tidy_up() -> None:
    """Close invitations past their last moment and drop readings of files that nobody saved."""
    reminders.expire_invitations()
    reminders.drop_old_drafts()
