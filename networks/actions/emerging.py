"""Questions about what somebody seems to do: the house asks, that person answers, and nobody else knows.

A question and any answer but one that makes or ends a role leave no line in the ledger: its readers would
learn that it was asked.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.member import begin_role, changeable_role, roles_without_holder
from networks.choices import RoleKind, RoleSource
from networks.choices.emerging import RoleAnswer, RoleQuestion
from networks.models import Member, Network, Role, RoleProposal
from networks.roles import seen
from networks.roles.detecting import QUIET_AFTER_NO, QUIET_AFTER_NOT_ANY_MORE, WINDOW, questions
from networks.standing import Permission, Seat

QUIET: dict[str, timedelta] = {
    RoleAnswer.NO: QUIET_AFTER_NO,
    RoleAnswer.NOT_ANY_MORE: QUIET_AFTER_NOT_ANY_MORE,
}


def propose_roles(*, network: UUID, at: datetime) -> int:
    """Put the questions to people of one network that the rule finds now; how many new ones there are.

    What waits and is no longer so falls away first. Safe to run twice: who has a question that waits gets
    no other one.
    """
    with transaction.atomic():
        row = seen.alive(at).select_for_update(of=("self",)).filter(pk=network).first()
        if row is None:
            return 0
        _let_lapse(row, at)
        people = seen.can_be_asked(row, at).values()
        parts = seen.known_domains(row) | {None}
        told = questions(seen.deeds(row, at), seen.held(row, at), people, seen.answers(row), row.today(at))
        made = [
            RoleProposal(
                network=row,
                member_id=one.member,
                question=one.question,
                kind=one.kind,
                domain_id=one.domain,
                seen_since=one.since,
                figures=dict(one.figures),
                role_id=one.role,
                proposed_at=at,
            )
            for one in told
            if one.domain in parts
        ]
        RoleProposal.objects.bulk_create(made)
        return len(made)


def _let_lapse(network: Network, at: datetime) -> None:
    """Questions to who is not here any more, that nobody answered for long, or that a role answered."""
    here = Member.objects.taking_part(at).filter(network=network)
    running = Role.objects.at(at).filter(network=network, stands_in=False)
    kinds = set(running.values_list("member_id", "kind", "domain_id", "need_id"))
    for one in RoleProposal.objects.waiting().filter(network=network):
        has = (one.member_id, one.kind, one.domain_id, None) in kinds
        if has == (one.question == RoleQuestion.NEW) or one.proposed_at < at - WINDOW:
            one.lapsed_at = at
            one.store("lapsed_at")
    gone = RoleProposal.objects.waiting().filter(network=network).exclude(member__in=here)
    for one in gone:
        one.lapsed_at = at
        one.store("lapsed_at")


def answer_proposal(
    *, actor: Seat, proposal: UUID, answer: RoleAnswer, successor: UUID | None = None
) -> RoleProposal:
    """Answer a question about what one seems to do. A yes to a new one makes the role; "not any more" to one
    about a role that is held ends it, with a successor when the overview would be left to nobody.

    Raises Http404 for a question put to somebody else, DomainError when it was answered or fell away.
    """
    with acting(actor, Permission.TAKE_ROLE) as seat:
        rows = RoleProposal.objects.select_for_update(of=("self",)).select_related("member", "domain")
        row = rows.filter(Q(member__in=seat.member_ids), pk=proposal).first()
        if row is None:
            raise Http404
        if row.answer or row.lapsed_at:
            raise DomainError(_("This was answered already, or is no longer so."), code="answered")
        if row.question == RoleQuestion.STILL:
            _still(seat, row, answer, successor)
        elif answer == RoleAnswer.YES:
            row.role = _take(seat, row)
        row.answer, row.answered_at = answer, seat.at
        quiet = _quiet(row, answer)
        row.quiet_until = seat.at + quiet if quiet else None
        row.store("answer", "answered_at", "quiet_until", "role")
        return row


def _quiet(row: RoleProposal, answer: RoleAnswer) -> timedelta | None:
    """How long the same is not asked again; about a role that is still held as long as after a no."""
    return QUIET.get(answer, QUIET_AFTER_NO if row.question == RoleQuestion.STILL else None)


def _take(seat: Seat, row: RoleProposal) -> Role:
    held = Role.objects.at(seat.at).filter(
        member=row.member, kind=row.kind, domain=row.domain, need=None, stands_in=False
    )
    role: Role | None = held.first()
    if role is None:
        role = Role(
            network=row.network,
            member=row.member,
            kind=row.kind,
            domain=row.domain,
            source=RoleSource.SUGGESTED,
        )
        begin_role(seat, role)
        trace(seat, "networks.role_taken", row.member, kind=row.kind, stands_in="")
    return role


def _still(seat: Seat, row: RoleProposal, answer: RoleAnswer, successor: UUID | None) -> None:
    if answer == RoleAnswer.YES or row.role_id is None:
        return
    role = changeable_role(seat, row.role_id)
    if role.kind == RoleKind.ORGANIZER and role.keeps_overview:
        roles_without_holder(seat, [role.member_id], successor)
    role.until = max(seat.at, role.since)
    role.store("until")
    trace(seat, "networks.role_ended", role.member, kind=role.kind)
