"""Links for members without an account: made when a mail leaves, kept as a hash, opened at one door.

A link opens one ask and the member's own promises, nothing else. Looking changes nothing: programs that read
mail follow every link in it. Only a POST comes through ``helping()``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.choices import EndReason, Side
from networks.models import Ask, HelperLink, Member, Network, Occurrence, Promise
from networks.secrets import hash_secret, make_token
from networks.standing import Seat, Standing

MOST_ASKS = 10
ASK = ("ask__task__activity", "ask__task__need", "ask__occurrence", "ask__author", "ask__network__client")


class Opens(StrEnum):
    """What a link opens: its page, or one of three pages that say why not."""

    PAGE = "page"
    JOINED = "joined"
    MOURNING = "mourning"
    NOTHING = "nothing"


class LinkGone(DomainError):
    """The link was used up, taken back, is too old, or never was one."""

    code = "link_gone"

    def __init__(self) -> None:
        super().__init__(_("This link does not open anything any more. Ask for a new one."))


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came in with a link: the link (with its member and ask) and the seat it gives."""

    link: HelperLink
    seat: Seat

    @property
    def member(self) -> Member:
        return self.link.member


def link_for(member: Member, ask: Ask | None, at: datetime) -> str:
    """Make a link for this member and give its secret, which is kept nowhere else.

    With an ask it opens that ask; without one only the member's own promises. It holds until
    HELPER_LINK_DAYS after the last date it is about.
    """
    secret = make_token()
    HelperLink.objects.create(
        network_id=member.network_id,
        member=member,
        ask=ask,
        secret_hash=hash_secret(secret),
        expires_at=_last_date(member, ask, at) + timedelta(days=settings.HELPER_LINK_DAYS),
    )
    return secret


def helper_path(member: Member, ask: Ask | None, at: datetime) -> str:
    """The path of a fresh link for this member, for a mail that is just leaving."""
    return reverse("networks:help", args=[link_for(member, ask, at)])


def _last_date(member: Member, ask: Ask | None, at: datetime) -> datetime:
    """The end of the last date that this ask, or else this member's promises, are about; never before now."""
    if ask is None:
        promised = Promise.objects.standing().filter(member=member)
        last = promised.aggregate(last=Max("occurrence__ends_at"))["last"]
    elif ask.occurrence_id is not None:
        last = Occurrence.objects.values_list("ends_at", flat=True).get(pk=ask.occurrence_id)
    else:
        last = Occurrence.objects.filter(task=ask.task_id).aggregate(last=Max("ends_at"))["last"]
    return max(last or at, at)


def asks_of_helper(member: Member) -> list[Ask]:
    """The open asks that were put to this member, the latest first; for a mail with new links."""
    rows = Ask.objects.open().put_to([member.pk]).select_related("task", "occurrence__task")
    return list(rows.order_by("-asked_at")[:MOST_ASKS])


def opened(secret: str, at: datetime) -> tuple[Opens, HelperLink | None]:
    """What this secret opens at this moment, and the link when it opens anything. Changes nothing."""
    rows = HelperLink.objects.select_related("network__client", "member", *ASK)
    link = rows.filter(secret_hash=hash_secret(secret)).first()
    if link is None:
        return Opens.NOTHING, None
    if link.revoked_at is not None or not link.member.holds_at(at):
        return Opens.NOTHING, None
    died = link.network.has_ended and link.network.end_reason == EndReason.DIED
    if died or link.network.mourning_since is not None:
        return Opens.MOURNING, link
    if link.expires_at <= at or link.network.has_ended:
        return Opens.NOTHING, None
    return (Opens.PAGE if link.member.user_id is None else Opens.JOINED), link


@contextmanager
def helping(secret: str) -> Iterator[Visit]:
    """The door for what somebody does with a link: one transaction, the network locked, the link read again.

    The first time confirms that somebody reads mail there. Raises LinkGone when it opens nothing (any more),
    also for who has an account by now: they sign in.
    """
    with transaction.atomic():
        found = HelperLink.objects.filter(secret_hash=hash_secret(secret)).values_list("network_id").first()
        if found is None:
            raise LinkGone
        Network.objects.select_for_update().filter(pk=found[0]).values_list("pk").first()
        at = timezone.now()
        opens, link = opened(secret, at)
        if link is None or opens != Opens.PAGE:
            raise LinkGone
        link.used_at = at
        link.store("used_at")
        if link.member.confirmed_at is None:
            link.member.confirmed_at = at
            link.member.store("confirmed_at")
        yield Visit(link=link, seat=seat_of_helper(link, at))


def seat_of_helper(link: HelperLink, at: datetime) -> Seat:
    """The seat of somebody without an account: no right at all, and one place in the network."""
    return Seat(
        user=AnonymousUser(),
        network=link.network,
        at=at,
        standing=Standing.GUEST,
        member_ids=frozenset({link.member_id}),
        formal=link.member.side == Side.FORMAL,
    )
