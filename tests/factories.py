"""Rows made straight, for tests that need a situation: quick, without actions and without a trace."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Organisation, User
from networks.access import seat_in
from networks.choices import (
    Circle,
    DeliveryWay,
    Ground,
    Importance,
    InvitationStatus,
    NeedStatus,
    NetworkStatus,
    Relation,
    RoleKind,
    RoleSource,
    Side,
    Visibility,
)
from networks.models import (
    CirclePlacement,
    Client,
    Invitation,
    LifeDomain,
    Member,
    Need,
    NeedState,
    Network,
    Note,
    Representation,
    Role,
    Stewardship,
)
from networks.secrets import hash_secret
from networks.standing import Seat

PASSWORD = "a-long-password-for-tests"
NUMBERS = count(1)


def ago(days: float = 30) -> datetime:
    """A moment in the past."""
    return timezone.now() - timedelta(days=days)


def make_user(name: str = "", email: str = "", *, password: str = "", **fields: Any) -> User:
    """Somebody who can sign in; with ``password`` also by typing it."""
    number = next(NUMBERS)
    name = name or f"Person {number}"
    email = email or f"person{number}@example.org"
    return User.objects.create(
        name=name, email=email.lower(), password=make_password(password or None), **fields
    )


def give_second_factor(*users: User) -> None:
    """Whoever wears a hat or operates the site needs a second factor to go anywhere."""
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": ""}) for user in users
    )


def make_network(
    client: User | str = "",
    representative: User | None = None,
    *,
    ground: Ground = Ground.WRITTEN,
    status: NetworkStatus = NetworkStatus.ACTIVE,
    since: datetime | None = None,
    **fields: Any,
) -> Network:
    """A network of a client with an account (a User) or without one (a name)."""
    since = since or ago(90)
    user = client if isinstance(client, User) else None
    name = user.name if user else client or f"Client {next(NUMBERS)}"
    person = Client.objects.create(name=name, user=user)
    if status == NetworkStatus.ENDED:
        fields = {"ended_at": timezone.now(), "end_reason": "stopped"} | fields
    network = Network.objects.create(
        client=person, title=person.short_name, status=status, since=since, **fields
    )
    if representative is not None:
        Representation.objects.create(client=person, user=representative, ground=ground, since=since)
    return network


def make_steward(network: Network, user: User | None = None, *, since: datetime | None = None) -> Stewardship:
    """Somebody whom the client lets run the membership."""
    return Stewardship.objects.create(network=network, user=user or make_user(), since=since or ago(60))


def make_member(
    network: Network,
    user: User | None = None,
    *,
    side: Side = Side.INFORMAL,
    circle: Circle | None = Circle.AROUND,
    joined: bool = True,
    ended: bool = False,
    since: datetime | None = None,
    **fields: Any,
) -> Member:
    """A place in a network. ``joined`` False: only known or invited; ``ended``: left a moment ago."""
    since = since or ago(60)
    until = timezone.now() - timedelta(seconds=1) if ended else fields.pop("until", None)
    fields.setdefault("name", user.name if user else f"Member {next(NUMBERS)}")
    fields.setdefault("relation", Relation.FRIEND if side == Side.INFORMAL else "")
    member = Member.objects.create(
        network=network, user=user, side=side, since=since, until=until, **_joined(joined, since), **fields
    )
    if circle is not None:
        CirclePlacement.objects.create(member=member, circle=circle, since=since, until=until)
    return member


def _joined(joined: bool, since: datetime) -> dict[str, datetime | None]:
    return {"joined_at": since if joined else None}


def make_role(
    member: Member, kind: RoleKind = RoleKind.ORGANIZER, *, since: datetime | None = None, **fields: Any
) -> Role:
    """A function somebody fulfils."""
    fields.setdefault("source", RoleSource.AGREED)
    return Role.objects.create(
        network=member.network, member=member, kind=kind, since=since or member.since, **fields
    )


def domain(code: str = "participation") -> LifeDomain:
    """One of the four life domains every network has."""
    return LifeDomain.objects.get(code=code, organisation=None)


def make_need(
    network: Network,
    author: User | None = None,
    *,
    words: str = "",
    visibility: Visibility = Visibility.EVERYONE,
    named: Iterable[Member] = (),
    domains: Iterable[LifeDomain] = (),
    status: NeedStatus = NeedStatus.OPEN,
    since: datetime | None = None,
    **fields: Any,
) -> Need:
    """A need, with the state it has had since it was written down."""
    since = since or ago(30)
    need = Need.objects.create(
        network=network,
        author=author or make_user(),
        words=words or f"Need {next(NUMBERS)}",
        visibility=visibility,
        status=status,
        since=since,
        **{"importance": Importance.MEDIUM} | fields,
    )
    need.domains.set(domains or [domain()])
    need.named.set(named)
    reason = "met" if status == NeedStatus.CLOSED else ""
    NeedState.objects.create(need=need, status=status, reason=reason, since=since)
    return need


def make_note(
    network: Network,
    author: User | None = None,
    *,
    text: str = "",
    visibility: Visibility = Visibility.EVERYONE,
    named: Iterable[Member] = (),
    since: datetime | None = None,
    **fields: Any,
) -> Note:
    """A note; ``need`` or ``about`` may say what it stands beside."""
    note = Note.objects.create(
        network=network,
        author=author or make_user(),
        text=text or f"Note {next(NUMBERS)}",
        visibility=visibility,
        since=since or ago(10),
        **fields,
    )
    note.named.set(named)
    return note


def make_invitation(
    network: Network,
    member: Member | None = None,
    inviter: User | None = None,
    *,
    secret: str = "",
    status: InvitationStatus = InvitationStatus.SENT,
    way: DeliveryWay = DeliveryWay.MAIL,
    email: str = "",
    **fields: Any,
) -> Invitation:
    """An invitation for a member (None: for the client). ``secret`` is the token or code that opens it."""
    now = timezone.now()
    by_mail = way == DeliveryWay.MAIL
    return Invitation.objects.create(
        network=network,
        member=member,
        inviter=inviter or make_user(),
        way=way,
        email=email or (f"invited{next(NUMBERS)}@example.org" if by_mail else ""),
        status=status,
        secret_hash=hash_secret(secret) if secret else "",
        **{
            "words": "Will you join us?",
            "language": "en",
            "sent_at": now,
            "expires_at": now + timedelta(days=14),
        }
        | fields,
    )


def seat(user: User, network: Network) -> Seat:
    """The seat this user has in a network now; fails the test when there is none."""
    found = seat_in(user, network.pk, timezone.now())
    assert found is not None, f"{user} has no seat there"
    return found


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """A body people act for."""
    fields.setdefault("kind", "care_provider")
    return Organisation.objects.create(name=name or f"Organisation {next(NUMBERS)}", since=ago(365), **fields)
