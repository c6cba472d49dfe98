"""Thin Celery tasks: ids in, one call each, safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from networks import moments, post, reminders
from networks.actions import occurrence, widen
from networks.actions.helper import close_dead_links
from networks.choices import Channel
from networks.voice import HOUSE


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
    """Close what nobody answered, drop readings of files that nobody saved, remove messages of long ago."""
    reminders.expire_invitations()
    reminders.drop_old_drafts()
    post.tidy()


@shared_task
def tidy_helpers() -> None:
    """Forget guests who never answered, and close the links of who is not there any more."""
    reminders.forget_silent_guests()
    close_dead_links(at=timezone.now())


@shared_task
def send_due(channel: str) -> None:
    """Send what is due over one channel. When time ran out, what is left is for the next one."""
    if post.sweep(Channel(channel), HOUSE)["left"]:
        send_due.apply_async((channel,), expires=10)


@shared_task
def plan_dates(task: str) -> None:
    """Give one task its dates as far ahead as the house plans."""
    occurrence.plan_ahead(task=UUID(task))


@shared_task
def plan_ahead() -> None:
    """Give every rhythm its next dates, each in a transaction of its own."""
    for task in occurrence.due_for_planning(timezone.now()):
        plan_dates.delay(str(task))


@shared_task
def widen_ask(ask: str) -> None:
    """Put one ask that waited for one person to everyone who fits."""
    widen.widen_ask(ask=UUID(ask))


@shared_task
def widen_due() -> None:
    """Asks whose one person had their time go wider; asks about dates that are over are closed."""
    at = timezone.now()
    for ask in widen.due_to_widen(at):
        widen_ask.delay(str(ask))
    for ask in widen.due_to_close(at):
        widen.close_ask(ask=ask)


@shared_task
def look_ahead() -> None:
    """Write down the letters of the coming Sunday, and that a network will look back together."""
    moments.look_ahead(timezone.now())
