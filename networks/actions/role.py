"""Roles that move: hand one over, and say until when it lasts."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.member import begin_role, changeable_role, check_period, current
from networks.choices import RoleKind, RoleSource
from networks.errors import NotFromHere
from networks.models import Member, Role
from networks.standing import Permission, Seat


def hand_over_role(
    *, actor: Seat, role: UUID, to: UUID, since: datetime | None = None, stays: bool = False
) -> Role:
    """Let somebody else do this from now or a later moment on: one's own role, or anyone's for who may set
    roles. With ``stays`` who kept the overview stands in from then on. The new role.

    Raises DomainError when the other has it already, NotFromHere for somebody who does not take part.
    """
    with acting(actor, Permission.TAKE_ROLE) as seat:
        row = changeable_role(seat, role)
        heir = current(seat, to)
        if heir.pk == row.member_id or not heir.takes_part:
            raise NotFromHere("to")
        moment = max(since or seat.at, seat.at, row.since)
        if row.until is not None and row.until <= moment:
            raise DomainError(_("By then it is over already."), code="over", field="since")
        new = _same_for(row, heir)
        begin_role(seat, new, moment, row.until)
        if row.keeps_overview:
            _swap_stand_in(seat, row, heir, moment, stays=stays)
        row.until = moment
        row.store("until")
        trace(seat, "networks.role_handed_over", row.member, kind=row.kind, to=str(heir.pk))
        if heir.pk not in seat.member_ids:
            moments.on_role_handed_over(new, row, seat.at)
        return new


def _same_for(row: Role, member: Member) -> Role:
    return Role(
        network=row.network,
        member=member,
        kind=row.kind,
        domain=row.domain,
        need=row.need,
        stands_in=row.stands_in,
        source=RoleSource.AGREED,
    )


def _swap_stand_in(seat: Seat, row: Role, heir: Member, moment: datetime, *, stays: bool) -> None:
    """Who stood in keeps the overview now, and so stands in no longer; who kept it may stand in."""
    stood_in = seat.network.roles.overview().not_over(moment).filter(member=heir, stands_in=True)
    for one in stood_in.filter(kind=RoleKind.ORGANIZER):
        one.until = max(moment, one.since)
        one.store("until")
    if stays:
        stand_in = _same_for(row, row.member)
        stand_in.stands_in = True
        begin_role(seat, stand_in, moment, row.until)


def limit_role(*, actor: Seat, role: UUID, until: datetime | None) -> Role:
    """Say until when somebody does this (None: until further notice): one's own role, or anyone's for who
    may set roles. The last one who keeps the overview may say it too: the page shows the gap to come.
    """
    with acting(actor, Permission.TAKE_ROLE) as seat:
        row = changeable_role(seat, role)
        row.until = until
        check_period(row)
        if until is not None and until <= seat.at:
            raise DomainError(_("Choose a day after today."), code="in_the_past", field="until")
        if Role.objects.same_as(row).exists():
            raise DomainError(_("This person already has this role."), code="role_once", field="until")
        row.store("until")
        trace(seat, "networks.role_limited", row.member, kind=row.kind)
        return row
