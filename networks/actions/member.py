"""People around the client: add, describe, place, give a role, pause, end and welcome back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, demand, may, seat_in, trace
from networks.actions.meeting import invite_newcomer
from networks.actions.parting import hand_back
from networks.choices import Circle, InvitationStatus, RoleKind, RoleSource, Side
from networks.errors import LastOrganizer, NotFromHere
from networks.models import CirclePlacement, LifeDomain, Member, Need, Role
from networks.standing import Permission, Seat

DESCRIPTION = (
    "name",
    "side",
    "relation",
    "function",
    "organisation",
    "organisation_name",
    "email",
    "phone",
)
"""What describes a member; revise_member() may change these."""


def describe(member: Member, changes: dict[str, Any]) -> list[str]:
    """Set the describing fields; the names of those to store. Only informal people have a relation, and an
    organisation that this house knows by the name given is named by its row.
    """
    unknown = set(changes) - set(DESCRIPTION)
    if unknown:
        raise TypeError(f"does not describe a member: {sorted(unknown)}")
    if "organisation_name" in changes:
        changes = {"organisation": None} | changes
    for field, value in changes.items():
        setattr(member, field, value)
    if member.side == Side.INFORMAL:
        return sorted(changes)
    member.relation = ""
    if member.organisation is None and member.organisation_name:
        member.organisation = Organisation.objects.named(member.organisation_name, timezone.now())
    return sorted({*changes, "relation", "organisation"})


def current(seat: Seat, pk: UUID) -> Member:
    """A member whose period runs, locked. Raises NotFromHere."""
    rows = seat.network.members.at(seat.at).select_for_update()
    member: Member | None = rows.filter(pk=pk).first()
    if member is None:
        raise NotFromHere("member")
    return member


def with_account(seat: Seat, pk: UUID) -> tuple[Member, User]:
    """A member who takes part with an account, and that account. Raises NotFromHere."""
    member = current(seat, pk)
    if member.user is None:
        raise NotFromHere("member")
    return member, member.user


def add_person(
    *,
    actor: Seat,
    circle: Circle | None = None,
    takes_part: bool = False,
    since: datetime | None = None,
    **description: Any,
) -> Member:
    """Put somebody in the picture. ``takes_part`` False: known, not asked yet.

    Whoever may only propose people adds them as somebody who could be asked, from now on.
    """
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        governs = seat.may(Permission.GOVERN_MEMBERS)
        start = min(since or seat.at, seat.at) if governs else seat.at
        member = Member(network=seat.network, since=start)
        describe(member, description)
        if takes_part and governs:
            member.joined_at = start
        member.save()
        if member.takes_part:
            invite_newcomer(member, seat.at)
        placed = circle if circle and seat.may(Permission.PLACE) else Circle.COULD_BE_ASKED
        CirclePlacement.objects.create(member=member, circle=placed, since=start)
        trace(seat, "networks.person_added", member)
        return member


def revise_member(*, actor: Seat, member: UUID, version: int | None = None, **description: Any) -> Member:
    """Change how a member is described: one's own place, or anyone's for who governs the membership.

    Raises Conflict on a stale version. Which side somebody takes part from decides what they may read, so
    only who governs the membership may change it: of somebody with an account never for oneself, only who
    speaks for the client when it could open the family-only space, and never to professional while that
    person acts for the client (DomainError).
    """
    with acting(actor, Permission.VIEW) as seat:
        row = current(seat, member)
        governs = seat.may(Permission.GOVERN_MEMBERS)
        if not governs and (row.pk not in seat.member_ids or description.get("side", row.side) != row.side):
            raise PermissionDenied
        _check_side(seat, row, description.get("side", row.side))
        row.expect(version)
        before = row.email
        row.store(*describe(row, description))
        if row.email != before:  # links that went to the other address open nothing any more
            links = row.helper_links.filter(revoked_at=None)
            links.update(revoked_at=seat.at, updated_at=seat.at, version=F("version") + 1)
        trace(seat, "networks.member_revised", row)
        return row


def _check_side(seat: Seat, row: Member, side: str) -> None:
    if side == row.side:
        return
    if row.user_id is None:
        _keep_what_was_offered(seat, row)
        return
    could_open_family_space = side == Side.INFORMAL or row.side == Side.FORMAL
    if row.pk in seat.member_ids or (could_open_family_space and not seat.for_client):
        raise PermissionDenied
    if side == Side.FORMAL and seat.network.client.representations.at(seat.at).filter(user=row.user).exists():
        raise DomainError(
            _("This person acts for the client, and a professional cannot. End that first."),
            code="acts_for_client",
            field="side",
        )


def _keep_what_was_offered(seat: Seat, row: Member) -> None:
    """Whoever is invited as a professional does not join as family because a steward changed it meanwhile."""
    if row.side == Side.FORMAL and not seat.for_client and row.invitations.waiting().exists():
        raise DomainError(
            _("This person is invited as a professional. Take that invitation back first."),
            code="invited",
            field="side",
        )


def join_without_account(*, actor: Seat, member: UUID) -> Member:
    """Note that somebody takes part from now on, without using Carenet."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        row = current(seat, member)
        if row.joined_at is not None:
            raise DomainError(_("This person takes part already."), code="already_takes_part")
        row.joined_at = seat.at
        row.store("joined_at")
        invite_newcomer(row, seat.at)
        trace(seat, "networks.member_joined", row)
        return row


def place(*, actor: Seat, member: UUID, circle: Circle) -> CirclePlacement:
    """Place a member in a circle, as the client sees it; the former placement stays as history.

    The close circle opens what is written for it: only who speaks for the client places oneself there.
    Raises PermissionDenied.
    """
    with acting(actor, Permission.PLACE) as seat:
        row = current(seat, member)
        if circle == Circle.CLOSE and row.pk in seat.member_ids and not (seat.for_client or seat.close):
            raise PermissionDenied
        before: CirclePlacement | None = row.placements.at(seat.at).first()
        if before is not None and before.circle == circle:
            return before
        if before is not None:
            before.until = seat.at
            before.store("until")
        placement = CirclePlacement.objects.create(member=row, circle=circle, since=seat.at)
        trace(seat, "networks.member_placed", row, circle=circle, before=before.circle if before else "")
        return placement


def end_membership(*, actor: Seat, member: UUID, successor: UUID | None = None) -> Member:
    """End somebody's place at once, with the invitations they wrote and that nobody answered yet: whoever
    must go knows the codes they printed. Others are told no reason. Raises LastOrganizer without a successor.
    """
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        row = current(seat, member)
        roles_without_holder(seat, [row.pk], successor)
        end_places(seat, [row])
        if row.user_id is not None:
            for stewardship in seat.network.stewardships.at(seat.at).filter(user=row.user_id):
                stewardship.until = seat.at
                stewardship.store("until")
            take_back_invitations(seat, row.user, sent_away=row.user_id != seat.user.pk)
        trace(seat, "networks.membership_ended", row)
        return row


def end_places(seat: Seat, places: Collection[Member]) -> None:
    """End these places with their placements, roles, unanswered invitations and all that was promised."""
    hand_back(seat, places)
    for row in places:
        row.until = seat.at
        row.store("until")
        for ending in [*row.placements.filter(until=None), *row.roles.not_over(seat.at)]:
            ending.until = max(seat.at, ending.since)
            ending.store("until")
        row.invitations.waiting().update(status="revoked", email="", secret_hash="")


def take_back_invitations(seat: Seat, inviter: Any, *, sent_away: bool) -> None:
    """Take back what somebody wrote who has just lost a place or a right and may know the codes.

    All of it when they were sent away altogether; the invitation of the client when they no longer appoint.
    """
    left = seat_in(inviter, seat.network.pk, seat.at)
    rows = seat.network.invitations.waiting().filter(inviter=inviter)
    if left is not None or not sent_away:
        if may(left, Permission.APPOINT):
            return
        rows = rows.filter(member=None)
    rows.update(
        status=InvitationStatus.REVOKED, answered_at=seat.at, email="", secret_hash="", mail_due=False
    )


def welcome_back(*, actor: Seat, member: UUID, circle: Circle) -> Member:
    """A new period for a former member, as somebody who can be invited again; the old period stays."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        old = seat.network.members.select_for_update().filter(pk=member).first()
        if old is None or old.holds_at(seat.at):
            raise NotFromHere("member")
        if seat.network.members.at(seat.at).filter(person=old.person).exists():
            raise DomainError(_("This person is back already."), code="already_back")
        row = Member(network=seat.network, person=old.person, since=seat.at)
        describe(row, {field: getattr(old, field) for field in DESCRIPTION})
        row.save()
        CirclePlacement.objects.create(member=row, circle=circle, since=seat.at)
        trace(seat, "networks.member_welcomed_back", row)
        return row


def set_role(
    *,
    actor: Seat,
    member: UUID,
    kind: RoleKind,
    domain: UUID | None = None,
    need: UUID | None = None,
    stands_in: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Role:
    """Note a function somebody fulfils, from now or a later moment on, perhaps until another: anyone for
    oneself, who may set roles for others. Raises DomainError when they have it already at that time.
    """
    with acting(actor, Permission.TAKE_ROLE) as seat:
        row = current(seat, member)
        own = row.pk in seat.member_ids
        if not own:
            demand(seat, Permission.SET_ROLE)
        role = Role(
            network=seat.network,
            member=row,
            kind=kind,
            domain=_domain(seat, domain),
            need=_need(seat, need),
            stands_in=stands_in,
            source=RoleSource.SELF if own else RoleSource.AGREED,
        )
        begin_role(seat, role, since, until)
        trace(seat, "networks.role_taken", row, kind=kind, stands_in="yes" if stands_in else "")
        _tell_of_role(seat, role)
        return role


def begin_role(seat: Seat, role: Role, since: datetime | None = None, until: datetime | None = None) -> None:
    """Save a new role that runs from now or a later moment on. Raises DomainError."""
    role.since, role.until = max(since or seat.at, seat.at), until
    check_period(role)
    if Role.objects.same_as(role).exists():
        raise DomainError(_("This person already has this role."), code="role_once")
    role.validate_constraints()
    role.save()


def check_period(role: Role) -> None:
    """Raise DomainError when a role would end before it begins."""
    if role.until is not None and role.until <= role.since:
        raise DomainError(_("Choose a day after it begins."), code="in_the_past", field="until")


def _domain(seat: Seat, pk: UUID | None) -> LifeDomain | None:
    if pk is None:
        return None
    found = LifeDomain.objects.for_network(seat.network).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("domain")
    return found


def _need(seat: Seat, pk: UUID | None) -> Need | None:
    if pk is None:
        return None
    found: Need | None = Need.objects.visible_to(seat).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("need")
    return found


def end_role(*, actor: Seat, role: UUID, successor: UUID | None = None) -> Role:
    """End a role: one's own, or anyone's for who may set roles. Raises LastOrganizer without a successor."""
    with acting(actor, Permission.TAKE_ROLE) as seat:
        row = changeable_role(seat, role)
        if row.keeps_overview and row.holds_at(seat.at):
            roles_without_holder(seat, [row.member_id], successor)
        row.until = max(seat.at, row.since)
        row.store("until")
        trace(seat, "networks.role_ended", row.member, kind=row.kind)
        return row


def changeable_role(seat: Seat, pk: UUID) -> Role:
    """A role that is not over, locked: one's own, or anyone's for who may set roles. A role for a need that
    this seat may not read is not there. Raises NotFromHere, PermissionDenied.
    """
    rows = seat.network.roles.not_over(seat.at).select_for_update(of=("self",)).select_related("member")
    row: Role | None = rows.filter(pk=pk).first()
    if row is None or (row.need_id and not Need.objects.visible_to(seat).filter(pk=row.need_id).exists()):
        raise NotFromHere("role")
    if row.member_id not in seat.member_ids:
        demand(seat, Permission.SET_ROLE)
    return row


def roles_without_holder(seat: Seat, going: Collection[UUID], successor: UUID | None) -> None:
    """Make sure somebody keeps the overview when these members go.

    When they are the last organizers of the network, the successor takes over now; without one this raises
    LastOrganizer.
    """
    overview = seat.network.roles.at(seat.at).overview().filter(stands_in=False)
    leaves = overview.filter(member__in=going).exists()
    if not leaves or overview.exclude(member__in=going).exists():
        return
    if successor is None:
        raise LastOrganizer
    heir = current(seat, successor)
    if heir.pk in going or not heir.takes_part:
        raise NotFromHere("successor")
    role = Role.objects.create(
        network=seat.network, member=heir, kind=RoleKind.ORGANIZER, source=RoleSource.AGREED, since=seat.at
    )
    _tell_of_role(seat, role)


def _tell_of_role(seat: Seat, role: Role) -> None:
    """Tell who was given a role by somebody else, once they take part."""
    if role.member_id not in seat.member_ids and role.member.takes_part:
        moments.on_role_given(role, seat.one_place, seat.at)


def forget(member: Member, at: datetime, called: str) -> None:
    """Wipe what is known of a member who never took part and end their place; ``called`` is left as name."""
    member.name = called
    member.email = member.phone = member.function = member.organisation_name = member.relation = ""
    member.organisation = None
    member.until = at
    member.store(
        "name", "email", "phone", "function", "organisation_name", "relation", "organisation", "until"
    )
    for ending in [*member.placements.filter(until=None), *member.roles.not_over(at)]:
        ending.until = max(at, ending.since)
        ending.store("until")
