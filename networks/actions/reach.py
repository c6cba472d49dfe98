"""How somebody wants to be reached: hours, switches, a pause, mail that fails, and having read a notice.

These belong to a person and not to a network: they leave their line in the house's own chain.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.access import networks_of
from networks.choices import Channel, MessageKind
from networks.errors import NotFromHere
from networks.models import Delivery, Member, Network, PushSubscription, Reachability, Switch
from networks.moments.letter import MUTE_SALT, long
from networks.moments.table import MOMENTS
from networks.push import KEY_BYTES, SECRET_BYTES, is_key, is_known_service
from networks.reachable import address_hash

SWITCHABLE = frozenset(
    (kind, channel) for kind, row in MOMENTS.items() if row.mutable for channel in row.channels
)
"""What can be switched off: every kind over every channel, except when the network itself needs something."""


class NotSwitchable(DomainError):
    """A kind of message that always reaches somebody, or a channel that does not carry it."""

    code = "not_switchable"


class MutedInThePast(DomainError):
    """Messages can only be held until a moment to come."""

    code = "muted_in_the_past"


@transaction.atomic
def set_reach(
    *,
    actor: User,
    quiet_from: time,
    quiet_until: time,
    quiet_weekends: bool,
    week_letter: bool,
    muted_until: datetime | None = None,
    version: int | None = None,
) -> Reachability:
    """Set quiet hours (wall-clock time in one's own zone; the same time twice means none), weekends, the
    letter of the week, and until when nothing is to come. Raises MutedInThePast, and Conflict on a stale
    version.
    """
    row = _reach(actor)
    row.expect(version)
    if muted_until is not None and muted_until <= timezone.now():
        raise MutedInThePast(_("Choose a day to come."), field="muted_until")
    row.quiet_from, row.quiet_until, row.quiet_weekends = quiet_from, quiet_until, quiet_weekends
    row.week_letter, row.muted_until = week_letter, muted_until
    row.store("quiet_from", "quiet_until", "quiet_weekends", "week_letter", "muted_until")
    _tell(actor, "networks.reach_changed")
    return row


def _reach(user: User) -> Reachability:
    """The row of this user, locked; made the first time."""
    User.objects.select_for_update().get(pk=user.pk)
    row, _made = Reachability.objects.select_for_update().get_or_create(user=user)
    return row


@transaction.atomic
def set_switches(*, actor: User, network: UUID, off: Iterable[tuple[str, str]]) -> list[Switch]:
    """Say which kinds of messages, over which channels, do not come from one of one's networks.

    ``off`` holds (kind, channel); everything else is on. Raises NotFromHere for a network one is not in,
    NotSwitchable for what cannot be switched off.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    place = networks_of(actor, timezone.now()).filter(pk=network).first()
    if place is None:
        raise NotFromHere("network")
    wanted = {(kind, channel) for kind, channel in off}
    if not wanted <= SWITCHABLE:
        raise NotSwitchable(_("This message cannot be switched off."), field="off")
    rows = {(row.kind, row.channel): row for row in Switch.objects.filter(user=actor, network=place)}
    for key in wanted | rows.keys():
        _set(rows.get(key), key in wanted, user=actor, network=place, kind=key[0], channel=key[1])
    _tell(actor, "networks.switches_changed", network=str(place.pk))
    return list(Switch.objects.filter(user=actor, network=place, off=True))


def _set(row: Switch | None, off: bool, **key: Any) -> bool:
    """Turn one switch; whether that changed anything."""
    if row is None:
        row, made = Switch.objects.get_or_create(**key, defaults={"off": off})
        if made:
            return off
    if row.off == off:
        return False
    row.off = off
    row.store("off")
    return True


@transaction.atomic
def mute(*, actor: User, notice: UUID) -> Switch:
    """No more messages of this kind from this network, over any channel: one click beside a notice."""
    row = Delivery.objects.filter(pk=notice, user=actor, network__isnull=False).first()
    if row is None:
        raise Http404
    if not MOMENTS[MessageKind(row.kind)].mutable:
        raise NotSwitchable(_("This message cannot be switched off."))
    User.objects.select_for_update().get(pk=actor.pk)
    key = {"user": actor, "network": row.network, "kind": row.kind, "channel": ""}
    found = Switch.objects.filter(**key).first()
    _set(found, True, **key)
    _tell(actor, "networks.switches_changed", network=str(row.network_id), kind=row.kind)
    return Switch.objects.get(**key)


class BadToken(DomainError):
    """A link to stop mail that was not made here."""

    code = "bad_token"


def whose(token: str) -> tuple[User | Member, Network | None, MessageKind]:
    """Whose mail this signed token stops, from which network and of which kind. Raises BadToken."""
    try:
        who, network, kind = signing.Signer(salt=MUTE_SALT).unsign(token).split(".")
        found = long(who[1:])
        where = Network.objects.with_client().filter(pk=long(network)).first() if network else None
        people: Any = User.objects if who[0] == "u" else Member.objects
        person = people.filter(pk=found).first()
        if person is None or (network and where is None):
            raise BadToken(_("This link does not open anything."))
        return person, where, MessageKind(kind)
    except (signing.BadSignature, ValueError) as error:
        raise BadToken(_("This link does not open anything.")) from error


@transaction.atomic
def stop_mail(*, token: str, everything: bool = False) -> MessageKind:
    """Stop the mails of one kind (or all) from one network, for whoever holds the link from such a mail.

    Works without signing in and does nothing else. Twice is as good as once. Raises BadToken.
    """
    person, network, kind = whose(token)
    own: dict[str, Any] = {"user": person} if isinstance(person, User) else {"member": person}
    type(person)._default_manager.select_for_update().get(pk=person.pk)
    key = own | {"network": network, "kind": "" if everything else kind, "channel": Channel.MAIL}
    if _set(Switch.objects.filter(**key).first(), True, **key):
        subject = Subject(kind=person._meta.model_name or "", id=person.pk)
        detail = {"kind": "" if everything else str(kind), "network": str(network.pk) if network else ""}
        announce(Event(verb="networks.mail_kind_stopped", actor=None, subject=subject, detail=detail))
    return kind


@transaction.atomic
def try_mail_again(*, actor: User) -> Reachability:
    """Mail came back before; from now on it is tried again."""
    row = _reach(actor)
    if row.mail_fails_since is None:
        raise DomainError(_("Mail to you is not known to fail."), code="same_state")
    row.mail_fails_since, row.mail_fails_at = None, ""
    row.store("mail_fails_since", "mail_fails_at")
    _tell(actor, "networks.mail_tried_again")
    return row


@transaction.atomic
def address_confirmed(*, actor: User, address: str) -> bool:
    """Somebody showed that mail to this address arrives; True when it failed before and is tried again."""
    row = Reachability.objects.select_for_update().filter(user=actor, mail_fails_since__isnull=False).first()
    if row is None or row.mail_fails_at not in ("", address_hash(address)):
        return False
    row.mail_fails_since, row.mail_fails_at = None, ""
    row.store("mail_fails_since", "mail_fails_at")
    _tell(actor, "networks.mail_tried_again")
    return True


class NotABrowser(DomainError):
    """What came is not what a browser names when it asks for messages."""

    code = "not_a_browser"


@transaction.atomic
def add_browser(*, actor: User, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """From now on this browser shows that there are messages. Raises NotABrowser.

    A browser shows the messages of whoever asked last: on a shared computer not those of the one before.
    """
    if not is_known_service(endpoint) or not is_key(p256dh, KEY_BYTES) or not is_key(auth, SECRET_BYTES):
        raise NotABrowser(_("Your browser cannot show messages from here."))
    fields = {"user": actor, "p256dh": p256dh, "auth": auth, "ended_at": None}
    row, _made = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=fields)
    _tell(actor, "networks.browser_added")
    return row


@transaction.atomic
def end_browser(*, actor: User, browser: UUID) -> PushSubscription:
    """One of one's own browsers shows no messages any more."""
    rows = PushSubscription.objects.select_for_update().filter(user=actor, ended_at=None)
    row = rows.filter(pk=browser).first()
    if row is None:
        raise Http404
    row.ended_at = timezone.now()
    row.store("ended_at")
    _tell(actor, "networks.browser_ended")
    return row


@transaction.atomic
def read_notices(*, user: Any, notice: UUID | None = None) -> int:
    """Mark one notice (or all there are) as read by its reader; how many that were."""
    rows = Delivery.objects.notices_of(user).filter(read_at__isnull=True)
    if notice is not None:
        rows = rows.filter(pk=notice)
    return rows.order_by().update(read_at=timezone.now())


def _tell(actor: User, verb: str, **detail: str) -> None:
    announce(Event(verb=verb, actor=actor, subject=Subject(kind="user", id=actor.pk), detail=detail))
