"""Thin Celery tasks: ids in, one call each, safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from networks import moments, post, reminders, unseen
from networks.actions import emerging, occurrence, pause, widen
from networks.actions.helper import close_dead_links
from networks.actions.parting import erase_own
from networks.choices import Channel
from networks.health import rounds
from networks.overview import copying
from networks.retaining import OWN_AFTER_END
from networks.roles import seen
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
def count_for_offices() -> None:
    """Count the totals of organisations afresh, and note them for the week."""
    copying.recount(timezone.now())


@shared_task
def look_ahead() -> None:
    """Write down the letters of the coming Sunday, and that a network will look back together."""
    moments.look_ahead(timezone.now())


@shared_task
def propose_roles(network: str) -> None:
    """Ask people of one network about what they seem to do."""
    emerging.propose_roles(network=UUID(network), at=timezone.now())


@shared_task
def propose_all_roles() -> None:
    """Look at every network in which there is something to see, each in a transaction of its own."""
    for network in seen.alive(timezone.now()).values_list("pk", flat=True).iterator(chunk_size=2000):
        propose_roles.delay(str(network))


@shared_task
def look_after() -> None:
    """Networks go on whose rest is over; who gave no sign for a month is asked a friendly question; and what
    people answered for themselves is erased a month after their network ended.
    """
    at = timezone.now()
    erase_own({"network__ended_at__lt": at - OWN_AFTER_END}, at)
    for rest in unseen.due_to_wake(at):
        pause.wake_network(rest=rest)
    for member in unseen.due_to_ask(at):
        pause.ask_still_there(member=member)


@shared_task
def read_health() -> None:
    """Count how networks go that have changed, and at night all of them. What is left is for the next one."""
    if rounds.sweep()["left"]:
        read_health.apply_async(expires=10)


@shared_task
def begin_health() -> None:
    """Count networks that never were, such as those that came in from elsewhere."""
    rounds.begin_new()
