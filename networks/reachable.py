"""Who still wants a message at the moment of sending, where it goes, in which language, and how quietly.

A fixed number of queries for a batch of rows, whatever its size.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.models import User
from carenet.lib.models import by_id, holds
from networks.choices import Channel, DeliveryState, MessageKind, NetworkStatus
from networks.choices.lifecycle import PauseLets
from networks.models import (
    Client,
    Delivery,
    Member,
    Network,
    Reachability,
    Representation,
    Stewardship,
    Switch,
)
from networks.quiet import WEEK, Quiet

PASSED = "passed_quiet_hours"
"""Stands in the payload of an urgent message that did not wait for somebody's quiet hours to end."""


ASKS_FOR_HELP = (
    MessageKind.ASKED,
    MessageKind.OPEN_ASKS,
    MessageKind.OPEN_SOON,
    MessageKind.COVER,
    MessageKind.CHALLENGE,
    MessageKind.SWAP,
)
"""Kinds that want something new of somebody: who paused gets none of them, unless it is urgent."""
STOPS_AT_REST = (
    MessageKind.OPEN_ASKS,
    MessageKind.OPEN_SOON,
    MessageKind.WEEK_LETTER,
    MessageKind.REVIEW_DUE,
    MessageKind.STILL_THERE,
)
"""Kinds that the clock brings and that make no sense while the whole network rests."""
NOT_AN_ENDING = ~Q(kind=MessageKind.FAREWELL)
"""What people write when a network ends goes out after it has ended, and to who paused as well."""

OF_REACH = (
    "quiet_from",
    "quiet_until",
    "quiet_weekends",
    "mail_fails_since",
    "mail_fails_at",
)
OF_USER = (
    "email",
    "name",
    "is_active",
    "language",
    "time_zone",
    *(f"reachability__{name}" for name in OF_REACH),
)
"""What of an account is read for each row: a batch has many."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a message. ``address`` is "" when there is none, or when mail to it comes back."""

    user: User | None
    member: Member | None
    address: str
    language: str
    zone: ZoneInfo
    quiet: Quiet

    @property
    def key(self) -> UUID | None:
        """The account, or the place of somebody without one."""
        person = self.user or self.member
        return person.pk if person else None


def unwanted(at: datetime) -> Q:
    """Rows that have no sense any more: too late, the network or the place ended, or switched off; what looks
    for people while the network rests; and mail from a network that is made up.

    What was switched off does not hold for the house's own messages, which tell that something is wrong.
    """
    found: Q = (
        Q(expires_at__lte=at)
        | (Q(network__status=NetworkStatus.ENDED) & NOT_AN_ENDING)
        | Q(network__status=NetworkStatus.RESTING, kind__in=STOPS_AT_REST)
        | Q(network__fictional=True, channel__in=[Channel.MAIL, Channel.PUSH])
        | Q(member__until__lte=at)
        | Q(user__is_active=False)
        | (Exists(_switched_off()) & ~Q(kind=MessageKind.HOUSE))
        | (Q(network__isnull=False, member__isnull=True, user__isnull=False) & ~_has_place(at))
    )
    return found


def unwanted_now(at: datetime) -> Q:
    """Besides unwanted(): rows that would disturb somebody who paused, or wants no messages for a while."""
    return (
        unwanted(at)
        | (_paused(at) & NOT_AN_ENDING)
        | Q(user__reachability__muted_until__gt=at)
        | Q(user__isnull=True, member__reachability__muted_until__gt=at)
    )


def mourns() -> Q:
    """Rows of a network whose client has died, or may have: they are held until that is taken back."""
    return Q(network__mourning_since__isnull=False) & NOT_AN_ENDING


def _paused(at: datetime) -> Q:
    """Rows for a place that is paused, except what its pause lets through."""
    lets: Q = Q(member__pause_lets=PauseLets.MESSAGES) & ~Q(kind__in=ASKS_FOR_HELP)
    lets |= Q(member__pause_lets=PauseLets.URGENT, urgent=True)
    return Q(member__paused_until__gt=at) & ~lets


def _switched_off() -> Any:
    own = Q(user=OuterRef("user_id")) | Q(member=OuterRef("member_id"))
    return Switch.objects.filter(
        own,
        Q(network__isnull=True) | Q(network=OuterRef("network_id")),
        Q(kind="") | Q(kind=OuterRef("kind")),
        Q(channel="") | Q(channel=OuterRef("channel")),
        off=True,
    )


def _has_place(at: datetime) -> Any:
    """Whether the account still is something to the network: the client, acting for them, or taking part."""
    network, user = OuterRef("network_id"), OuterRef("user_id")
    return (
        Exists(Client.objects.filter(network=network, user=user))
        | Exists(Representation.objects.filter(holds(at), client__network=network, user=user))
        | Exists(Stewardship.objects.filter(holds(at), network=network, user=user))
        | Exists(Member.objects.filter(holds(at), network=network, user=user, joined_at__lte=at))
    )


def stopped_among(rows: Collection[Delivery], at: datetime) -> tuple[set[UUID], set[UUID]]:
    """The ids of those that are not to be sent by mail or push any more, and of those that are to be held
    because their network mourns. One query.
    """
    marked = Delivery.objects.annotate(held=ExpressionWrapper(mourns(), output_field=BooleanField()))
    found = marked.filter(pk__among=[row.pk for row in rows]).filter(unwanted_now(at) | mourns())
    unwanted: set[UUID] = set()
    held: set[UUID] = set()
    for pk, is_held in found.values_list("pk", "held"):
        (held if is_held else unwanted).add(pk)
    return unwanted, held


def mourning_among(rows: Iterable[Delivery]) -> set[UUID | None]:
    """The networks of these rows that mourn at this moment. One quick query, asked just before sending."""
    networks = {row.network_id for row in rows if row.kind != MessageKind.FAREWELL} - {None}
    if not networks:
        return set()
    found = Network.objects.filter(pk__in=networks, mourning_since__isnull=False)
    return set(found.values_list("pk", flat=True))


def readers_of(rows: Collection[Delivery]) -> dict[UUID, Reader]:
    """The reader of each row, by the row's id. One query for accounts, two more for people without one."""
    needed = User.objects.select_related("reachability").only(*OF_USER)
    users = by_id(needed, {row.user_id for row in rows if row.user_id})
    alone = {row.member_id for row in rows if row.member_id and not row.user_id}
    places = Member.objects.select_related("reachability", "network")
    members = by_id(places, alone) if alone else {}
    known: dict[UUID | None, Reader] = {}
    found = {}
    for row in rows:
        one = row.user_id or row.member_id
        user = users.get(row.user_id) if row.user_id else None
        if one not in known:
            known[one] = _reader(user, members.get(one) if one else None)
        found[row.pk] = known[one]
        if user:
            row.user = user  # who writes the letter need not read it again
    return found


def _reader(user: User | None, member: Member | None) -> Reader:
    person = user or member
    reach: Reachability | None = getattr(person, "reachability", None)
    address = person.email if person else ""
    if reach is not None and reach.mail_fails_since and reach.mail_fails_at in ("", address_hash(address)):
        address = ""
    name = user.time_zone if user else member.network.time_zone if member else settings.TIME_ZONE
    zone = ZoneInfo(name)
    quiet = Quiet(zone)
    if reach is not None:
        quiet = Quiet(zone, reach.quiet_from, reach.quiet_until, reach.quiet_weekends)
    language = user.language if user else settings.LANGUAGE_CODE
    return Reader(user, member, address, language, zone, quiet)


def passed_this_week(readers: Iterable[Reader], channel: Channel, at: datetime) -> Counter[UUID | None]:
    """How many urgent messages went out in the quiet hours of each of these in the last seven days."""
    keys = {reader.key for reader in readers}
    passed = Delivery.objects.filter(
        Q(user__in=keys) | Q(user__isnull=True, member__in=keys),
        channel=channel,
        state=DeliveryState.SENT,
        urgent=True,
        sent_at__gt=at - WEEK,
        payload__has_key=PASSED,
    )
    pairs = passed.values_list("user_id", "member_id")
    return Counter(user or member for user, member in pairs)


def mark_passing(rows: Collection[Delivery]) -> None:
    """Write down which messages do not wait for quiet hours to end, before they are sent."""
    for row in rows:
        row.payload = row.payload | {PASSED: "yes"}
    Delivery.objects.bulk_update(rows, ["payload"])


def address_hash(address: str) -> str:
    """By this an address that fails is known again, without keeping it a second time."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def mail_fails(reader: Reader, address: str, at: datetime) -> bool:
    """Mail no more to this address. True when this is news."""
    who: dict[str, Any] = {"user": reader.user} if reader.user else {"member": reader.member}
    reach, made = Reachability.objects.get_or_create(**who)
    failing = address_hash(address)
    if reach.mail_fails_since is not None and reach.mail_fails_at == failing:
        return False
    changed = Reachability.objects.filter(pk=reach.pk, version=reach.version)
    return bool(changed.update(mail_fails_since=at, mail_fails_at=failing, version=F("version") + 1)) or made
