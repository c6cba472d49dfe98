"""The secret address of somebody's calendar: make, make anew, choose what it tells, end, and being read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.access import acting, seat_in, trace, trace_look
from networks.models import Feed
from networks.secrets import hash_secret, make_token
from networks.standing import Permission, Seat

USED_EVERY = timedelta(hours=1)
"""How exact "last used" is: programs come by many times a day, and each would write a row."""


class Made(NamedTuple):
    """A feed and its secret, which is told this once and kept nowhere."""

    feed: Feed
    secret: str


class FeedExists(DomainError):
    """One address for each calendar: a second one would be forgotten, and then found by somebody."""

    code = "feed_exists"

    def __init__(self) -> None:
        super().__init__(
            _("You have an address for this calendar already. Make a new one in its place, or end it."),
            field="network",
        )


def make_own_feed(*, actor: User, masked: bool = True) -> Made:
    """Make the address of everything somebody promised, in all their networks. Raises FeedExists."""
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=actor.pk).values_list("pk").first()
        made = _make(actor, None, masked)
        _announce(actor, "networks.feed_made", made.feed)
        return made


def make_network_feed(*, actor: Seat, masked: bool = True) -> Made:
    """Make the address of one network's dates, as this seat may know of them. Raises FeedExists."""
    with acting(actor, Permission.VIEW) as seat:
        made = _make(seat.user, seat, masked)
        trace(seat, "networks.feed_made", made.feed)
        return made


def _make(user: User, seat: Seat | None, masked: bool) -> Made:
    network = seat.network if seat else None
    if Feed.objects.alive().filter(user=user, network=network).exists():
        raise FeedExists
    secret = make_token()
    feed = Feed.objects.create(user=user, network=network, masked=masked, secret_hash=hash_secret(secret))
    return Made(feed, secret)


def renew_feed(*, actor: User, feed: UUID) -> Made:
    """Give a feed another address; the one before is worthless from the same moment."""
    with _own(actor, feed) as row:
        secret = make_token()
        row.secret_hash = hash_secret(secret)
        row.used_at = None
        row.store("secret_hash", "used_at")
        _announce(actor, "networks.feed_renewed", row)
        return Made(row, secret)


def mask_feed(*, actor: User, feed: UUID, masked: bool) -> Feed:
    """Choose whether a feed tells what there is to do, or only that there is something."""
    with _own(actor, feed) as row:
        row.masked = masked
        row.store("masked")
        _announce(actor, "networks.feed_revised", row)
        return row


def end_feed(*, actor: User, feed: UUID) -> Feed:
    """End a feed: its address gives nothing any more."""
    with _own(actor, feed) as row:
        row.ended_at = timezone.now()
        row.store("ended_at")
        _announce(actor, "networks.feed_ended", row)
        return row


def note_use(*, feed: Feed, seat: Seat | None, at: datetime) -> None:
    """Write down that a program reads a feed, before it gets anything.

    A program comes by every few hours and nobody is told anything new by it, so a look of it at a network is
    written down once a day. What somebody promised themselves they know: reading that is no look.
    """
    first_today = feed.used_at is None or feed.used_at.date() < at.date()
    if not first_today and feed.used_at is not None and feed.used_at > at - USED_EVERY:
        return
    with transaction.atomic():
        # Whoever was first writes: two programs at the same moment are one look.
        mine = Feed.objects.filter(pk=feed.pk, used_at=feed.used_at).update(used_at=at)
        if mine and seat is not None and first_today:
            trace_look(seat, "networks.feed_read", seat.network)


@contextmanager
def _own(actor: User, pk: UUID) -> Iterator[Feed]:
    """One's own feed under lock. Raises Http404 for another's and for one that has ended."""
    with transaction.atomic():
        row = Feed.objects.select_for_update().alive().filter(pk=pk, user=actor).first()
        if row is None:
            raise Http404
        yield row


def _announce(actor: User, verb: str, feed: Feed) -> None:
    """In the network's ledger while they have a place there; otherwise in that of the house."""
    seat = seat_in(actor, feed.network_id, timezone.now()) if feed.network_id else None
    if seat is not None:
        trace(seat, verb, feed)
        return
    announce(Event(verb=verb, actor=actor, subject=Subject(kind="feed", id=feed.pk)))
