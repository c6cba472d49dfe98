"""Talents: what somebody likes, is good at, would love to be asked for or never wants to be asked for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.member import current
from networks.choices import DayPart, TalentKind
from networks.doors import visible_talents
from networks.errors import NotFromHere
from networks.models import Activity, Availability, Member, Talent
from networks.standing import Permission, Seat

SAYS = ("kind", "activity", "words", "weekdays", "with_someone", "limits")
"""What a talent says; change_talent() may change these."""


class AskedNotTo(DomainError):
    """The same person does not want to be asked for this."""

    code = "asked_not_to"

    def __init__(self) -> None:
        super().__init__(
            _("Here stands “please don't ask” for this. End that first, or choose something else."),
            field="activity",
        )


def may_speak_for(seat: Seat, member: Member | None) -> bool:
    """Whether this seat may say what this member (None: the client) likes and when they can be asked: for
    oneself; for somebody without an account, who governs the membership.
    """
    if member is None:
        return seat.for_client
    if member.pk in seat.member_ids:
        return True
    return member.user_id is None and seat.may(Permission.GOVERN_MEMBERS)


def whose(seat: Seat, pk: UUID | None) -> Member | None:
    """The member of whom this seat may say something, locked; None for the client.

    Raises NotFromHere for somebody who is not here, PermissionDenied for who speaks for themselves.
    """
    member = current(seat, pk) if pk else None
    if not may_speak_for(seat, member):
        raise PermissionDenied
    return member


def say_talent(
    *,
    actor: Seat,
    member: UUID | None,
    kind: TalentKind | str,
    activity: UUID | None = None,
    words: str = "",
    weekdays: Iterable[int] = (),
    with_someone: bool = False,
    limits: str = "",
) -> Talent:
    """Say what a member (None: the client) is good at, likes, would love to be asked for, or never wants to
    be asked for. Whoever says "please don't ask" no longer offers the same thing.

    Raises AskedNotTo for an offer of what the same person does not want to be asked for.
    """
    with acting(actor, Permission.OFFER_TALENT) as seat:
        talent = Talent(network=seat.network, member=whose(seat, member), since=seat.at)
        _say(
            seat,
            talent,
            kind=kind,
            activity=activity,
            words=words,
            weekdays=weekdays,
            with_someone=with_someone,
            limits=limits,
        )
        talent.save()
        trace(seat, "networks.talent_said", talent)
        return talent


def change_talent(*, actor: Seat, talent: UUID, version: int | None = None, **says: Any) -> Talent:
    """Change what a talent says (see SAYS). Raises Conflict on a stale version."""
    unknown = set(says) - set(SAYS)
    if unknown:
        raise TypeError(f"is not said by a talent: {sorted(unknown)}")
    with acting(actor, Permission.OFFER_TALENT) as seat:
        row = _own(seat, talent)
        row.expect(version)
        _say(seat, row, **says)
        row.store(*SAYS)
        trace(seat, "networks.talent_changed", row)
        return row


def end_talent(*, actor: Seat, talent: UUID) -> Talent:
    """Take back what was said. "Please don't ask" ends as easily as anything else."""
    with acting(actor, Permission.OFFER_TALENT) as seat:
        row = _own(seat, talent)
        _end(seat, row)
        trace(seat, "networks.talent_ended", row)
        return row


def say_availability(
    *,
    actor: Seat,
    member: UUID,
    weekdays: Iterable[int] = (),
    parts: Iterable[DayPart | str] = (),
    hours_a_month: int | None = None,
    asks_a_month: int | None = None,
    version: int | None = None,
) -> Availability:
    """Say when a member can usually be asked and how much is enough. Raises Conflict on a stale version."""
    with acting(actor, Permission.OFFER_TALENT) as seat:
        row = Availability.objects.filter(member=whose(seat, member)).first() or Availability(
            member_id=member, version=0
        )
        if row.version:
            row.expect(version)
        row.weekdays, row.parts = sorted(set(weekdays)), in_day_order(parts)
        row.hours_a_month, row.asks_a_month = hours_a_month, asks_a_month
        row.version += 1
        row.validate_constraints()
        row.save()
        trace(seat, "networks.availability_said", row)
        return row


def in_day_order(parts: Iterable[DayPart | str]) -> list[str]:
    """These parts of the day, each once, from morning to evening."""
    chosen = set(parts)
    return [part for part in DayPart.values if part in chosen]


def _say(seat: Seat, talent: Talent, **says: Any) -> None:
    """Set what the talent says, and see that it fits with what the same person said before."""
    if "activity" in says:
        talent.activity = _activity(seat, talent, says.pop("activity"))
    if "weekdays" in says:
        talent.weekdays = sorted(set(says.pop("weekdays")))
    for field, value in says.items():
        setattr(talent, field, value)
    talent.validate_constraints()
    if talent.activity is None:
        return
    same = Talent.objects.at(seat.at).filter(
        network=seat.network, member=talent.member, activity=talent.activity
    )
    others = same.exclude(pk=talent.pk).select_for_update(of=("self",))
    if talent.kind == TalentKind.NEVER:
        for offer in others.offered():
            _end(seat, offer)
    elif others.filter(kind=TalentKind.NEVER).exists():
        raise AskedNotTo


def _activity(seat: Seat, talent: Talent, pk: UUID | None) -> Activity | None:
    if pk is None:
        return None
    if talent.activity_id == pk:
        return talent.activity
    found: Activity | None = Activity.objects.for_network(seat.network).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("activity")
    return found


def _end(seat: Seat, talent: Talent) -> None:
    talent.until = seat.at
    talent.store("until")


def _own(seat: Seat, pk: UUID) -> Talent:
    """A talent this seat says, locked. Raises Http404, PermissionDenied for what somebody else says."""
    row: Talent | None = visible_talents(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if not may_speak_for(seat, row.member):
        raise PermissionDenied
    return row
