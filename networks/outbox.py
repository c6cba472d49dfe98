"""The outbox: what has to leave is written down in the same transaction as the change that causes it.

One row for each recipient, subject, kind, slot and channel; writing it again changes nothing. Who sends is
networks.post, later and in another process. Whether somebody wants the message (switches, quiet hours, a
pause) is asked at the moment of sending, not here.
"""

import hashlib
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from carenet.lib.models import uuid7
from networks.choices import Channel, DeliveryState, MessageKind
from networks.models import Delivery, Member, Network, PushSubscription

LONGEST_SLOT = 60
"""A slot longer than this is kept in the key by its hash."""


def post(
    *,
    network: Network | None,
    to: Iterable[Member | User],
    kind: MessageKind,
    subject: Any,
    at: datetime,
    slot: str = "",
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    urgent: bool = False,
    payload: dict[str, str] | None = None,
    channels: Container[str] | None = None,
) -> int:
    """Write what each of these people has to get, over every channel they have; the number of new rows.

    ``to``: members and users, each person once; those who left or closed their account get nothing. With an
    account: mail, a notice, and push where a browser asked for it; without one: mail, if there is an
    address. ``subject`` is the row it is about. ``slot`` tells two messages about one subject apart (a date,
    a step). ``not_before`` None: at once. ``urgent``: may pass quiet hours, a few times a week.
    ``payload``: ids and codes, never contents. ``channels``: only over these. Call it inside the transaction
    of the change.

    While the network mourns everything but a farewell is held. A network that is made up writes only
    notices on the site: nothing of it reaches anybody's mailbox or telephone.
    """
    rows = [
        Delivery(
            key=_key(_one(user, member), kind, subject.pk, slot, channel),
            network=network,
            user=user,
            member=member,
            kind=kind,
            channel=channel,
            subject_kind=subject._meta.model_name,
            subject_id=subject.pk,
            payload=payload or {},
            urgent=urgent,
            not_before=not_before or at,
            expires_at=expires_at,
            state=_state(network, kind),
        )
        for user, member in _people(to, at)
        for channel in _channels(user, member)
        if (channels is None or channel in channels) and _leaves(network, channel)
    ]
    if network is None or not network.fictional:
        _with_push(rows)
    return _write(rows)


def plan(
    *,
    network: Network | None,
    kind: MessageKind,
    subject: Any,
    at: datetime,
    slot: str,
    not_before: datetime,
    expires_at: datetime | None = None,
    payload: dict[str, str] | None = None,
) -> int:
    """Write down a moment at which the house itself looks at ``subject``; 1, or 0 when it was there."""
    return _write(
        [
            Delivery(
                key=_key("house", kind, subject.pk, slot, Channel.PLAN),
                network=network,
                kind=kind,
                channel=Channel.PLAN,
                subject_kind=subject._meta.model_name,
                subject_id=subject.pk,
                payload=payload or {},
                not_before=max(not_before, at),
                expires_at=expires_at,
                state=_state(network, kind),
            )
        ]
    )


def drop(subject_ids: Iterable[UUID], kinds: Iterable[MessageKind] | None = None) -> int:
    """Take back what is still due about these rows (of these kinds, or all); the number taken back.

    What a worker holds at this very moment is left to it: it looks again before it sends.
    """
    due = Delivery.objects.filter(
        subject_id__in=list(subject_ids), state__in=[DeliveryState.DUE, DeliveryState.HELD]
    )
    if kinds is not None:
        due = due.filter(kind__in=list(kinds))
    return due.update(state=DeliveryState.DROPPED)


def hold(network: Network) -> int:
    """Keep back all that is due from a network whose client may have died; the number of rows.

    What a worker holds at this very moment it holds back itself: it looks again just before it sends.
    """
    due = Delivery.objects.filter(network=network, state=DeliveryState.DUE)
    return due.exclude(kind=MessageKind.FAREWELL).update(state=DeliveryState.HELD)


def go_on(network: Network, at: datetime, only_at_their_time: Collection[MessageKind]) -> tuple[int, int]:
    """Let go on what was held, because nobody died; how many go on, and how many are dropped.

    Dropped is what came too late meanwhile, and a message of these kinds whose moment has passed: nobody
    wants five reminders at once of what is over.
    """
    held = Delivery.objects.filter(network=network, state=DeliveryState.HELD)
    missed = Q(kind__in=list(only_at_their_time), not_before__lt=at) & ~Q(channel=Channel.PLAN)
    dropped = held.filter(Q(expires_at__lte=at) | missed).update(state=DeliveryState.DROPPED)
    going = held.update(state=DeliveryState.DUE)
    for channel in NUDGES:
        _nudge_on_commit(channel)
    return going, dropped


def _state(network: Network | None, kind: MessageKind) -> DeliveryState:
    mourns = network is not None and network.mourning_since is not None
    return DeliveryState.HELD if mourns and kind != MessageKind.FAREWELL else DeliveryState.DUE


def _leaves(network: Network | None, channel: Channel) -> bool:
    return network is None or not network.fictional or channel == Channel.NOTICE


def mail_domain() -> str:
    """The name behind the @ of every Message-ID: the host under which people reach the house."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _people(to: Iterable[Member | User], at: datetime) -> Iterator[tuple[User | None, Member | None]]:
    """Each person once: the account and the place, of those who are still there."""
    given = list(to)
    wanted = {one.user_id for one in given if isinstance(one, Member) and one.user_id}
    users = User.objects.active().in_bulk(wanted)
    seen: set[UUID] = set()
    for one in given:
        member = one if isinstance(one, Member) else None
        if member is not None and not member.holds_at(at):
            continue
        user = one if isinstance(one, User) else users.get(one.user_id)
        if (user is None and (member is None or member.user_id)) or (user and not user.is_active):
            continue
        person = user.pk if user else one.pk
        if person not in seen:
            seen.add(person)
            yield user, member


def _channels(user: User | None, member: Member | None) -> list[Channel]:
    if user is not None:
        return [Channel.MAIL, Channel.NOTICE]
    return [Channel.MAIL] if member is not None and member.email else []


def _with_push(rows: list[Delivery]) -> None:
    """Add a row for push beside the notice of everybody who has a browser that asked for it."""
    notices = [row for row in rows if row.channel == Channel.NOTICE]
    asked = PushSubscription.objects.filter(user__in={row.user_id for row in notices}, ended_at=None)
    subscribed = set(asked.values_list("user_id", flat=True)) if notices else set()
    for row in notices:
        if row.user_id in subscribed:
            fields = {
                field.attname: getattr(row, field.attname)
                for field in Delivery._meta.concrete_fields
                if field.name != "id"
            }
            key = row.key.removesuffix(Channel.NOTICE) + Channel.PUSH
            rows.append(Delivery(**fields | {"channel": Channel.PUSH, "key": key}))


def _one(user: User | None, member: Member | None) -> str:
    person = user or member
    if person is None:
        raise ValueError("nobody to write to")
    return f"{person._meta.model_name}-{person.pk.hex}"


def _key(recipient: str, kind: str, subject: UUID, slot: str, channel: str) -> str:
    if len(slot) > LONGEST_SLOT:
        slot = hashlib.sha256(slot.encode()).hexdigest()[:LONGEST_SLOT]
    return f"{recipient}.{kind}.{subject.hex}.{slot}.{channel}"


def _write(rows: list[Delivery]) -> int:
    """One insert that leaves out what is there already. The message id is made here, once for ever."""
    if not rows:
        return 0
    for row in rows:
        row.id = uuid7()
        if row.channel == Channel.MAIL:
            row.message_id = f"{row.id}@{mail_domain()}"
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    written = Delivery.objects.filter(pk__in=[row.pk for row in rows]).count()
    now = timezone.now()
    for channel in {row.channel for row in rows if row.not_before <= now}:
        _nudge_on_commit(channel)
    return written


def _nudger(channel: str) -> Callable[[], None]:
    def nudge() -> None:
        """Ask a worker to look now. When the broker is away, the timetable looks within seconds."""
        current_app.send_task("networks.tasks.send_due", [channel], expires=10, retry=False)

    return nudge


NUDGES = {channel.value: _nudger(channel.value) for channel in Channel}


def _nudge_on_commit(channel: str) -> None:
    """Once for each channel and transaction, however many rows it writes."""
    nudge = NUDGES[channel]
    if not any(waiting[1] is nudge for waiting in transaction.get_connection().run_on_commit):
        transaction.on_commit(nudge, robust=True)
