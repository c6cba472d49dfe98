"""Invite somebody, and everything that can become of an invitation. Only a POST acts on one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks.access import acting, demand, seat_in, subject_of, trace
from networks.actions.meeting import invite_newcomer
from networks.actions.member import current, forget
from networks.choices import DeliveryWay, InvitationStatus, NetworkStatus, Side
from networks.errors import NetworkEnded
from networks.models import Invitation, Member, Network
from networks.secrets import hash_secret, make_code, make_token
from networks.standing import Permission, Seat


class NotWaiting(DomainError):
    """The invitation has been answered, taken back or has expired meanwhile."""

    code = "not_waiting"

    def __init__(self) -> None:
        super().__init__(_("This invitation has been answered or taken back already."))


class AlreadyInside(DomainError):
    """One account has one place in a network at a time."""

    code = "already_inside"

    def __init__(self) -> None:
        super().__init__(_("You have a place in this network already."))


class OwnInvitation(DomainError):
    """Whoever left does not come back by an invitation they wrote themselves."""

    code = "own_invitation"

    def __init__(self) -> None:
        super().__init__(_("You wrote this invitation yourself. Ask somebody in the network to invite you."))


def invite(
    *,
    actor: Seat,
    member: UUID | None,
    words: str,
    way: DeliveryWay,
    language: str,
    email: str = "",
) -> Invitation:
    """Invite a member who has no account yet; ``member`` None invites the client.

    From somebody who governs the membership it is sent at once; from others it waits for approval.
    Raises NotFromHere, AlreadyInside or a DomainError when an invitation is waiting already.
    """
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        row = current(seat, member) if member else None
        if row is None:
            demand(seat, Permission.APPOINT)
        taken = row.user_id if row else seat.network.client.user_id
        if taken is not None:
            raise DomainError(_("This person has an account here already."), code="already_inside")
        if way == DeliveryWay.MAIL and not email:
            raise DomainError(_("Fill in an e-mail address."), code="required", field="email")
        if seat.network.invitations.waiting().filter(member=row).exists():
            raise DomainError(_("This person has an invitation already."), code="already_invited")
        invitation = Invitation(
            network=seat.network,
            member=row,
            inviter=seat.user,
            words=words,
            way=way,
            email=email if way == DeliveryWay.MAIL else "",
            language=language,
            status=InvitationStatus.PROPOSED,
        )
        governs = seat.may(Permission.GOVERN_MEMBERS)
        if governs:
            _send(seat, invitation)
        invitation.save()
        verb = "networks.invitation_sent" if governs else "networks.invitation_proposed"
        trace(seat, verb, row or seat.network)
        return invitation


def _send(seat: Seat, invitation: Invitation) -> None:
    invitation.status = InvitationStatus.SENT
    invitation.sent_at = seat.at
    invitation.expires_at = seat.at + timedelta(days=settings.INVITATION_DAYS)
    invitation.mail_due = invitation.way == DeliveryWay.MAIL
    invitation.secret_hash = ""


_SENT = ("status", "sent_at", "expires_at", "mail_due", "secret_hash")


def _waiting(seat: Seat, pk: UUID, *states: InvitationStatus) -> Invitation:
    rows = seat.network.invitations.select_for_update(of=("self",)).select_related("member")
    invitation: Invitation | None = rows.filter(pk=pk).first()
    if invitation is None:
        raise Http404
    if invitation.status not in (states or (InvitationStatus.PROPOSED, InvitationStatus.SENT)):
        raise NotWaiting
    invitation.network = seat.network
    return invitation


def approve_invitation(*, actor: Seat, invitation: UUID) -> Invitation:
    """Let a proposed invitation go out. Raises NotWaiting when it is no longer proposed."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        row = _waiting(seat, invitation, InvitationStatus.PROPOSED)
        _send(seat, row)
        row.store(*_SENT)
        trace(seat, "networks.invitation_approved", row.member or seat.network)
        return row


def refuse_invitation(*, actor: Seat, invitation: UUID) -> Invitation:
    """Do not let a proposed invitation go out."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        row = _waiting(seat, invitation, InvitationStatus.PROPOSED)
        _close(row, InvitationStatus.REFUSED, seat.at)
        trace(seat, "networks.invitation_refused", row.member or seat.network)
        return row


def _close(row: Invitation, status: InvitationStatus, at: Any) -> None:
    row.status, row.answered_at = status, at
    row.email = row.secret_hash = ""
    row.mail_due = False
    row.store("status", "answered_at", "email", "secret_hash", "mail_due")


def _own_or_governed(seat: Seat, row: Invitation) -> None:
    if row.inviter_id != seat.user.pk:
        demand(seat, Permission.GOVERN_MEMBERS)


def resend_invitation(*, actor: Seat, invitation: UUID) -> Invitation:
    """Send a mailed invitation again, with a new link; the old link stops working."""
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        row = _waiting(seat, invitation, InvitationStatus.SENT)
        _own_or_governed(seat, row)
        if row.way != DeliveryWay.MAIL:
            raise DomainError(_("This invitation goes by letter. Print it again."), code="by_letter")
        _send(seat, row)
        row.store(*_SENT)
        trace(seat, "networks.invitation_resent", row.member or seat.network)
        return row


def revoke_invitation(*, actor: Seat, invitation: UUID) -> Invitation:
    """Take an invitation back; its link or code stops working at once."""
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        row = _waiting(seat, invitation)
        _own_or_governed(seat, row)
        _close(row, InvitationStatus.REVOKED, seat.at)
        trace(seat, "networks.invitation_revoked", row.member or seat.network)
        return row


def write_letter(*, actor: Seat, invitation: UUID) -> tuple[Invitation, str]:
    """Make the code for a printed letter. It is shown once; an earlier code stops working."""
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        row = _waiting(seat, invitation, InvitationStatus.SENT)
        _own_or_governed(seat, row)
        if row.way != DeliveryWay.LETTER:
            raise DomainError(_("This invitation goes by e-mail."), code="by_mail")
        code = make_code()
        _send(seat, row)
        row.secret_hash = hash_secret(code)
        row.store(*_SENT)
        trace(seat, "networks.invitation_printed", row.member or seat.network)
        return row, code


def reply_to_question(*, actor: Seat, invitation: UUID, reply: str) -> Invitation:
    """Answer what the invited person asked; the answer stands on their invitation page."""
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        row = _waiting(seat, invitation, InvitationStatus.SENT)
        _own_or_governed(seat, row)
        row.reply = reply
        row.mail_due = row.way == DeliveryWay.MAIL
        row.store("reply", "mail_due")
        trace(seat, "networks.invitation_question_answered", row.member or seat.network)
        return row


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation that this token or code opens at this moment; None for anything else."""
    at = timezone.now()
    return (
        Invitation.objects.answerable(at)
        .exclude(network__status=NetworkStatus.ENDED)
        .filter(network__mourning_since__isnull=True)
        .filter(secret_hash=hash_secret(secret))
        .select_related("network__client", "member", "inviter")
        .first()
    )


def _locked(secret: str) -> Invitation:
    """The invitation this secret opens, locked after its network. Raises NotWaiting or NetworkEnded."""
    found = invitation_by_secret(secret)
    if found is None:
        raise NotWaiting
    network = (
        Network.objects.select_for_update(of=("self",)).select_related("client").get(pk=found.network_id)
    )
    if network.has_ended:
        raise NetworkEnded
    row = (
        Invitation.objects.answerable(timezone.now())
        .select_for_update(of=("self",))
        .select_related("member", "inviter")
        .filter(pk=found.pk, secret_hash=hash_secret(secret))
        .first()
    )
    if row is None:
        raise NotWaiting
    row.network = network
    return row


def _announce(row: Invitation, verb: str, user: Any | None) -> None:
    seat = seat_in(user, row.network_id, timezone.now()) if user is not None else None
    announce(
        Event(
            verb=verb,
            actor=user,
            network_id=row.network_id,
            subject=subject_of(row.member or row.network),
            standing=seat.standing if seat else "",
        )
    )


@transaction.atomic
def accept_invitation(*, actor: Any, secret: str) -> Network:
    """Join: the account gets the place (or becomes the client's). However often this arrives, once.

    Raises NotWaiting when the secret opens nothing (any more), AlreadyInside when the account has a place,
    OwnInvitation when the account wrote the invitation.
    """
    row = _locked(secret)
    at = timezone.now()
    if seat_in(actor, row.network_id, at) is not None:
        raise AlreadyInside
    if row.inviter_id == actor.pk:
        raise OwnInvitation
    if row.network.fictional and row.network.practice.user_id != actor.pk:
        raise NotWaiting  # nobody who exists comes in but who practises there
    if row.member is None:
        _become_client(row, actor)
    else:
        _keep_apart(row, row.member, actor, at)
        invite_newcomer(_take_place(row.member, actor, at), at)
    _close(row, InvitationStatus.ACCEPTED, at)
    _announce(row, "networks.invitation_accepted", actor)
    return row.network


def _keep_apart(row: Invitation, member: Member, actor: Any, at: Any) -> None:
    """Whoever was here as a professional comes back as family or friend only at the client's own word."""
    places = row.network.members.filter(user=actor, side=Side.FORMAL)
    if member.side == Side.FORMAL or not places.exists():
        return
    inviter = seat_in(row.inviter, row.network_id, at)
    if inviter is None or not inviter.for_client:
        raise DomainError(
            _("You were here as a professional. Ask the client to invite you themselves."),
            code="was_professional",
        )


def _take_place(member: Member, actor: Any, at: Any) -> Member:
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.user_id is not None or not member.holds_at(at):
        raise NotWaiting
    before = member.network.members.filter(user=actor, until__gt=member.since)
    member.since = max([member.since, *before.values_list("until", flat=True)])
    member.user = actor
    member.joined_at = member.joined_at or at
    member.store("since", "user", "joined_at")
    return member


def _become_client(row: Invitation, actor: Any) -> None:
    client = row.network.client
    if client.user_id is not None:
        raise NotWaiting
    if hasattr(actor, "client"):
        raise DomainError(_("You already have a network of your own."), code="client_has_network")
    client.user = actor
    client.store("user")


@transaction.atomic
def decline_invitation(*, secret: str) -> None:
    """Say no thanks: no reason asked. What was written down of somebody who never took part is wiped."""
    row = _locked(secret)
    at = timezone.now()
    _close(row, InvitationStatus.DECLINED, at)
    if row.member is not None and row.member.joined_at is None:
        forget(row.member, at, gettext("somebody who said no"))
    _announce(row, "networks.invitation_declined", None)


@transaction.atomic
def ask_question(*, secret: str, question: str) -> Invitation:
    """Ask the inviter something before answering."""
    row = _locked(secret)
    row.question, row.reply = question, ""
    row.store("question", "reply")
    _announce(row, "networks.invitation_question_asked", None)
    return row


@transaction.atomic
def expire_invitation(*, invitation: UUID) -> bool:
    """Close one invitation that nobody answered in time. Safe to run twice."""
    overdue = Invitation.objects.overdue(timezone.now()).select_for_update(skip_locked=True, of=("self",))
    row = overdue.select_related("member", "network").filter(pk=invitation).first()
    if row is None:
        return False
    _close(row, InvitationStatus.EXPIRED, timezone.now())
    _announce(row, "networks.invitation_expired", None)
    return True


@transaction.atomic
def take_mail(*, invitation: UUID) -> tuple[Invitation, str] | None:
    """Claim one mail that is due: a fresh link, and the mark that it left, in the caller's transaction.

    When sending raises inside that transaction, the mark is undone and the mail stays due. None when there
    is nothing to send (any more).
    """
    due = Invitation.objects.to_mail(timezone.now()).select_for_update(skip_locked=True, of=("self",))
    row = due.select_related("member", "inviter", "network__client").filter(pk=invitation).first()
    if row is None:
        return None
    token = make_token()
    row.secret_hash = hash_secret(token)
    row.mail_due = False
    row.store("secret_hash", "mail_due")
    return row, token
