"""A carer's own answers, how often they are asked, and who they told that they would like relief.

Nothing of it is part of how a network goes, of what an organisation sees, of what is exported or of the
ledger: whoever reads those would learn that there is an answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from carenet.lib.models import holds
from networks.access import network_for, network_of
from networks.choices import Side
from networks.choices.pulse import HELP_NOW, PLAN_AHEAD
from networks.doors import found
from networks.models import Member, Pulse, PulseRhythm, Relief, Role
from networks.standing import Permission, Seat
from networks.thing import Source, Thing, title_of

A_FORTNIGHT = timedelta(days=13)
"""How long an absence "what if" begins with, after the first day."""


@dataclass(frozen=True, slots=True)
class Own:
    """What one carer sees of themselves: the last answer and the first, the rhythm, and who was told."""

    last: Pulse | None
    first: Pulse | None
    rhythm: PulseRhythm | None
    relief: Relief | None
    due: bool

    @property
    def help_now(self) -> bool:
        return self.last is not None and self.last.answer in HELP_NOW

    @property
    def plan_ahead(self) -> bool:
        return self.last is not None and self.last.answer in PLAN_AHEAD


def carer_of(seat: Seat) -> Member:
    """This seat's own place among family, friends and neighbours. Raises PermissionDenied without one."""
    rows = Member.objects.filter(pk__in=seat.member_ids, side=Side.INFORMAL)
    member: Member | None = rows.first()
    if member is None:
        raise PermissionDenied
    return member


def carer_for(user: Any, pk: UUID) -> tuple[Seat, Member]:
    """The door to a carer's own page: for family, friends and neighbours of this network. Leaves no trace."""
    seat = network_for(user, pk, Permission.VIEW)
    return seat, carer_of(seat)


def own_answers(seat: Seat) -> QuerySet[Pulse]:
    """What this user answered in this network, in every time they were here; not what was erased."""
    return Pulse.objects.kept().filter(network=seat.network, member__user=seat.user)


def own_answer_for(user: Any, pk: UUID) -> tuple[Seat, Pulse]:
    """The door to one's own answer; that of somebody else is not there (404)."""
    seat = network_for(user, network_of(Pulse.objects, pk), Permission.VIEW)
    return seat, found(own_answers(seat), pk)


def rhythm_of(member: Member) -> PulseRhythm | None:
    """How often this member wants to be asked; None as long as they did not say."""
    return PulseRhythm.objects.filter(member=member).first()


def own(seat: Seat, member: Member) -> Own:
    """Everything on a carer's own page but the list, in at most six queries."""
    answers = own_answers(seat)
    rhythm = rhythm_of(member)
    running = Relief.objects.at(seat.at).filter(member=member).prefetch_related("told__member")
    return Own(
        last=answers.order_by("-answered_at", "-id").first(),
        first=answers.order_by("answered_at", "id").first(),
        rhythm=rhythm,
        relief=running.first(),
        due=rhythm is not None and rhythm.due_on is not None and rhythm.due_on <= seat.network.today(seat.at),
    )


def could_be_told(seat: Seat, member: Member) -> QuerySet[Member]:
    """Who takes part with an account, but for this member: the people who could be told something."""
    rows: QuerySet[Member] = Member.objects.taking_part(seat.at).filter(
        network=seat.network, user__isnull=False
    )
    return rows.exclude(pk=member.pk).exclude(user=seat.user.pk).order_by("name", "id")


def keepers(seat: Seat, member: Member) -> QuerySet[Member]:
    """Those of them who keep the overview of the whole network now."""
    keeps = Role.objects.at(seat.at).overview().filter(network=seat.network, stands_in=False)
    return could_be_told(seat, member).filter(pk__in=keeps.values("member_id"))


def known_relief(seat: Seat) -> QuerySet[Relief]:
    """That somebody would like relief: what this seat said itself, and what it was told and still holds."""
    mine = Q(member__user=seat.user.pk)
    told = Q(pk__in=Relief.objects.open_to(seat.member_ids).values("pk")) & holds(seat.at)
    told &= holds(seat.at, "member__")
    return Relief.objects.filter(mine | told, network=seat.network).select_related("member")


def relief_for(user: Any, pk: UUID) -> tuple[Seat, Relief]:
    """The door to somebody's wish for relief: open to them and to whom they told it; else not there (404)."""
    seat = network_for(user, network_of(Relief.objects, pk), Permission.VIEW)
    return seat, found(known_relief(seat), pk)


def own_relief_for(user: Any, pk: UUID) -> tuple[Seat, Relief]:
    """The door to what one said oneself; to those who were told it is not there (404)."""
    seat = network_for(user, network_of(Relief.objects, pk), Permission.VIEW)
    return seat, found(known_relief(seat).filter(member__user=seat.user.pk), pk)


def waits(seats: Iterable[Seat], mine: Collection[UUID], at: datetime) -> tuple[Source, Source]:
    """Questions for oneself that are due, and who would like relief and told this user.

    Not even the subject of the question shows: somebody may look over the reader's shoulder.
    """
    networks = {seat.network.pk: seat.network for seat in seats}
    told = Relief.objects.at(at).filter(holds(at, "member__")).open_to(frozenset(mine))
    # A day ahead of UTC is the furthest that any network's calendar can be.
    soon = PulseRhythm.objects.filter(member__in=mine, due_on__lte=(at + timedelta(days=1)).date())

    def wants_relief(row: Relief) -> Thing:
        words = gettext("%(name)s would like some relief, and told you.") % {"name": row.member.name}
        of = title_of(networks[row.network_id].title)
        return Thing(words, of, reverse("networks:relief", args=[row.pk]), gettext("Look"))

    def is_due(row: PulseRhythm) -> Thing | None:
        network = networks[row.network_id]
        if row.due_on is None or row.due_on > network.today(at):
            return None
        href = reverse("networks:pulse", args=[network.pk])
        words = gettext("There is a question for you alone.")
        return Thing(words, title_of(network.title), href, gettext("Look"))

    return (
        Source(told.select_related("member").order_by("since"), wants_relief),
        Source(soon.order_by("due_on", "pk"), is_due),
    )
