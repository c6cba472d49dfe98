"""Start, run, end and re-open a network, and name those who may act for the client."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.models import uuid7
from networks import moments, outbox
from networks.access import acting, demand, network_for, trace
from networks.actions.member import (
    describe,
    end_places,
    roles_without_holder,
    take_back_invitations,
    with_account,
)
from networks.choices import Circle, EndReason, Ground, NetworkStatus, RoleKind, RoleSource, Side
from networks.errors import LastRepresentative
from networks.models import (
    CirclePlacement,
    Client,
    Farewell,
    Member,
    Network,
    Representation,
    Rest,
    Role,
    Stewardship,
)
from networks.planning import countries
from networks.standing import Permission, Seat, Standing

SETTINGS = (
    "purpose",
    "decide",
    "time_zone",
    "region",
    "need_visibility",
    "note_visibility",
    "show_first",
    "holidays",
    "urgent",
    "review_on",
)
"""What revise_settings() may change on a network."""
DEFAULTS = ("need_visibility", "note_visibility", "show_first")
"""Of those, what only who governs visibility may change."""


class ClientHasNetwork(DomainError):
    """One client, one network."""

    code = "client_has_network"

    def __init__(self) -> None:
        super().__init__(_("You already have a network of your own. Open that one."))


class WrongState(DomainError):
    """The network is not in a state from which this can be done."""

    code = "wrong_state"

    def __init__(self) -> None:
        super().__init__(_("The network changed meanwhile. Look again and choose what to do."))


class NotHere(DomainError):
    """What was named is not (or no longer) part of this network."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__(_("This is no longer there. Look again."))


@transaction.atomic
def start_network(
    *,
    actor: Any,
    name: str,
    called: str = "",
    purpose: str = "",
    ground: Ground | None = None,
    place: dict[str, Any] | None = None,
    time_zone: str = "Europe/Amsterdam",
    pk: UUID | None = None,
    fictional: bool = False,
) -> Network:
    """Start a network: for the actor, as representative on a ground, or as steward of somebody else's.

    ``ground`` None and ``place`` None: the actor is the client. ``ground`` set: the actor represents the
    client. Only ``place`` set: the actor runs the network for a client who still has to name who acts for
    them. ``place`` describes the actor's own place as a member (side, relation, function, …). ``pk`` is the
    id to give it, so that the same start sent twice can be told. ``fictional``: made up, to practise in.

    Raises ClientHasNetwork when the actor is the client of another network, and a DomainError for a ground
    together with a professional's place: care and decision stay apart.
    """
    at = timezone.now()
    if ground is not None and place is not None and place["side"] == Side.FORMAL:
        words = _("Who acts for somebody does not take part as a professional. Choose one of the two.")
        raise DomainError(words, code="professional", field="ground")
    is_client = ground is None and place is None
    if is_client and Client.objects.filter(user=actor).exists():
        raise ClientHasNetwork
    client = Client.objects.create(name=name, called=called, user=actor if is_client else None)
    network = Network.objects.create(
        id=pk or uuid7(),
        client=client,
        title=client.short_name,
        purpose=purpose,
        since=at,
        time_zone=time_zone,
        fictional=fictional,
    )
    if ground is not None:
        Representation.objects.create(client=client, user=actor, ground=ground, since=at)
    elif not is_client:
        Stewardship.objects.create(network=network, user=actor, since=at)
    if place is not None:
        _seat_the_starter(network, actor, place, at)
    seat = network_for(actor, network.id, Permission.VIEW)
    trace(seat, "networks.network_started", network, ground=ground or "")
    return network


def _seat_the_starter(network: Network, actor: Any, place: dict[str, Any], at: datetime) -> None:
    circle = Circle.TAKES_PART if place["side"] == Side.FORMAL else Circle.CLOSE
    member = Member(network=network, user=actor, since=at, joined_at=at)
    describe(member, {"name": actor.name, "email": actor.email} | place)
    member.save()
    CirclePlacement.objects.create(member=member, circle=circle, since=at)
    Role.objects.create(
        network=network, member=member, kind=RoleKind.ORGANIZER, source=RoleSource.SELF, since=at
    )


def revise_client(*, actor: Seat, name: str, called: str, version: int | None = None) -> Client:
    """Change the client's name or what they like to be called. Raises Conflict on a stale version."""
    with acting(actor, Permission.SETTINGS) as seat:
        client = Client.objects.select_for_update().get(pk=seat.network.client_id)
        client.expect(version)
        client.name, client.called = name, called
        client.store("name", "called")
        seat.network.title = client.short_name
        seat.network.store("title")
        trace(seat, "networks.client_revised", seat.network)
        return client


def revise_settings(*, actor: Seat, version: int | None = None, **changes: Any) -> Network:
    """Change what SETTINGS lists.

    Raises Conflict on a stale version, PermissionDenied for DEFAULTS without the right to set who reads what,
    DomainError for holidays that nobody knows and for a review that lies behind.
    """
    unknown = set(changes) - set(SETTINGS)
    if unknown:
        raise TypeError(f"not a setting: {sorted(unknown)}")
    with acting(actor, Permission.SETTINGS) as seat:
        network = seat.network
        network.expect(version)
        before = {field: getattr(network, field) for field in DEFAULTS}
        if before != before | {field: changes[field] for field in DEFAULTS if field in changes}:
            demand(seat, Permission.SET_VISIBILITY)
        _check_calendar(seat, changes)
        for field, value in changes.items():
            setattr(network, field, value)
        network.store(*changes)
        trace(seat, "networks.settings_revised", network, fields=",".join(sorted(changes)))
        return network  # type: ignore[no-any-return]


def _check_calendar(seat: Seat, changes: dict[str, Any]) -> None:
    code, day = changes.get("holidays"), changes.get("review_on")
    if code and code not in countries():
        raise DomainError(_("Choose a country from the list."), code="unknown", field="holidays")
    if day and day != seat.network.review_on and day < seat.network.today(seat.at):
        raise DomainError(_("Choose a day to come."), code="past", field="review_on")


def _move(seat: Seat, status: NetworkStatus, *sources: NetworkStatus, verb: str, **more: Any) -> Network:
    network: Network = seat.network
    if network.status not in sources:
        raise WrongState
    network.status = status
    for field, value in more.items():
        setattr(network, field, value)
    network.store("status", *more)
    trace(seat, verb, network, **({"reason": more["end_reason"]} if more.get("end_reason") else {}))
    return network


def activate_network(*, actor: Seat) -> Network:
    """From taking shape or rest to active. Raises WrongState from elsewhere."""
    with acting(actor, Permission.SETTINGS) as seat:
        sources = (NetworkStatus.FORMING, NetworkStatus.RESTING)
        network = _move(seat, NetworkStatus.ACTIVE, *sources, verb="networks.network_activated")
        for row in _end_rests(seat):
            moments.on_awake(row, seat.at)
        return network


def _end_rests(seat: Seat) -> list[Rest]:
    rows = list(seat.network.rests.filter(until=None))
    for row in rows:
        row.until = seat.at
        row.store("until")
    return rows


def rest_network(*, actor: Seat, back_on: date | None = None, words: str = "") -> Network:
    """Put the network at rest, until a day or until somebody says so. Nobody is asked for anything new;
    promises stand. Everybody is told, with ``words``. Raises WrongState when it is resting already, and a
    DomainError for a day that is not to come.
    """
    with acting(actor, Permission.SETTINGS) as seat:
        if back_on is not None and back_on <= seat.network.today(seat.at):
            raise DomainError(_("Choose a day after today."), code="in_the_past", field="back_on")
        sources = (NetworkStatus.FORMING, NetworkStatus.ACTIVE)
        network = _move(seat, NetworkStatus.RESTING, *sources, verb="networks.network_rested")
        row = Rest.objects.create(
            network=network, said_by=seat.user, back_on=back_on, words=words, since=seat.at
        )
        moments.on_rest(row, seat.at)
        return network


def end_network(*, actor: Seat, reason: EndReason, farewell: str = "") -> Network:
    """End the network, with a reason, and perhaps one message to everybody, as it is written here. Nothing
    is deleted; members no longer see it. Raises a DomainError when the reason is a death: two people say so.
    """
    with acting(actor, Permission.END) as seat:
        if reason == EndReason.DIED or seat.network.mourning_since is not None:
            raise DomainError(
                _("Of a death two people say so, each for themselves. There is a page for that."),
                code="say_died",
                field="reason",
            )
        if farewell:
            said = Farewell.objects.create(
                network=seat.network, author=seat.user, about=reason, text=farewell, since=seat.at
            )
            moments.on_farewell(said, seat.at)
        _end_rests(seat)
        sources = (NetworkStatus.FORMING, NetworkStatus.ACTIVE, NetworkStatus.RESTING)
        return _move(
            seat,
            NetworkStatus.ENDED,
            *sources,
            verb="networks.network_ended",
            ended_at=seat.at,
            end_reason=reason,
        )


def reopen_network(*, actor: Seat) -> Network:
    """Open an ended network again: whoever was a member is one again. Raises WrongState otherwise, and after
    a death, which two people take back.
    """
    with acting(actor, Permission.END, also_ended=True) as seat:
        if seat.network.mourning_since is not None:
            raise DomainError(_("Two people say that it is not so. There is a page for that."), code="mourns")
        for said in Farewell.objects.filter(network=seat.network, until=None):
            said.until = seat.at
            said.store("until")
            outbox.drop([said.pk])
        return _move(
            seat,
            NetworkStatus.ACTIVE,
            NetworkStatus.ENDED,
            verb="networks.network_reopened",
            ended_at=None,
            end_reason="",
        )


def appoint_steward(*, actor: Seat, member: UUID) -> Stewardship:
    """Let a member with an account run membership and settings. Raises NotFromHere for anybody else."""
    with acting(actor, Permission.APPOINT) as seat:
        chosen, user = with_account(seat, member)
        current = seat.network.stewardships.at(seat.at).filter(user=user).first()
        if current:
            raise DomainError(_("This person is a steward already."), code="already_steward", field="member")
        stewardship: Stewardship = Stewardship.objects.create(network=seat.network, user=user, since=seat.at)
        trace(seat, "networks.steward_appointed", chosen)
        return stewardship


def dismiss_steward(*, actor: Seat, stewardship: UUID) -> Stewardship:
    """End a stewardship at once. Raises NotFromHere when it is not a current one of this network."""
    with acting(actor, Permission.APPOINT) as seat:
        rows = seat.network.stewardships.at(seat.at).select_for_update()
        row: Stewardship | None = rows.filter(pk=stewardship).first()
        if row is None:
            raise NotHere
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.steward_dismissed", seat.network, user=str(row.user_id))
        return row


def appoint_representative(*, actor: Seat, member: UUID, ground: Ground) -> Representation:
    """Name somebody with an account who acts for the client, on a ground.

    Whoever speaks for the client may; a steward may only when nobody does and the client has no account.
    A professional of this network never acts for its client: care and decision stay apart. Nor does, at a
    steward's word, who was one.
    """
    client_alone = not _somebody_speaks(actor)
    permission = Permission.GOVERN_MEMBERS if client_alone else Permission.APPOINT
    with acting(actor, permission) as seat:
        if _somebody_speaks(seat) and not seat.may(Permission.APPOINT):
            raise WrongState
        chosen, user = with_account(seat, member)
        if chosen.side == Side.FORMAL or (not seat.for_client and _was_professional(seat, user)):
            raise DomainError(
                _("A professional of this network cannot act for the client. Choose somebody else."),
                code="professional",
                field="member",
            )
        current = seat.network.client.representations.at(seat.at).filter(user=user)
        if current.exists():
            raise DomainError(
                _("This person acts for the client already."), code="already_represents", field="member"
            )
        row = Representation.objects.create(
            client=seat.network.client, user=user, ground=ground, since=seat.at
        )
        trace(seat, "networks.representative_appointed", chosen, ground=ground)
        return row


def _was_professional(seat: Seat, user: Any) -> bool:
    return seat.network.members.filter(user=user, side=Side.FORMAL).exists()  # type: ignore[no-any-return]


def _somebody_speaks(seat: Seat) -> bool:
    client = seat.network.client
    return client.user_id is not None or _able(client.representations.at(seat.at)).exists()


def _able(representations: Any) -> Any:
    """Those by people who can sign in: a closed account acts for nobody."""
    return representations.filter(user__is_active=True)


def end_representation(*, actor: Seat, representation: UUID) -> Representation:
    """End somebody's acting for the client.

    A client may end it, unless a court or the law appointed that person. A representative may end their own
    or another's, but never leave a client without an account alone: raises LastRepresentative.
    """
    with acting(actor, Permission.APPOINT, also_ended=True) as seat:
        rows = seat.network.client.representations.at(seat.at)
        row: Representation | None = rows.select_for_update().filter(pk=representation).first()
        if row is None:
            raise NotHere
        if row.by_law and row.user_id != seat.user.pk:
            raise DomainError(
                _("A court appointed this person. Ask the court to change that."), code="appointed_by_law"
            )
        if seat.network.client.user_id is None and not _able(rows).exclude(pk=row.pk).exists():
            raise LastRepresentative
        row.until = seat.at
        row.store("until")
        take_back_invitations(seat, row.user, sent_away=row.user_id != seat.user.pk)
        trace(seat, "networks.representation_ended", seat.network, user=str(row.user_id))
        return row


def leave_network(*, actor: Seat, successor: UUID | None = None) -> None:
    """Leave: every place, stewardship and representation of the actor ends now; nothing is deleted.

    Raises LastOrganizer without a successor for the overview, LastRepresentative when nobody else acts for
    a client without an account.
    """
    with acting(actor, Permission.LEAVE) as seat:
        client = seat.network.client
        representations = client.representations.at(seat.at)
        own = representations.filter(user=seat.user)
        alone = client.user_id is None and not _able(representations).exclude(user=seat.user).exists()
        if seat.standing == Standing.REPRESENTATIVE and alone:
            raise LastRepresentative
        places = list(Member.objects.filter(pk__in=seat.member_ids).select_for_update())
        roles_without_holder(seat, seat.member_ids, successor)
        end_places(seat, places)
        for row in [*own, *seat.network.stewardships.at(seat.at).filter(user=seat.user)]:
            row.until = seat.at
            row.store("until")
        take_back_invitations(seat, seat.user, sent_away=False)
        trace(seat, "networks.member_left", places[0] if places else seat.network)
