"""Leaving somebody in peace for a while, a network that wakes from a rest, and a friendly question."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import moments
from networks.access import acting, demand, subject_of, trace
from networks.actions.member import current
from networks.actions.promise import shift
from networks.choices import MessageKind, NetworkStatus, PromiseStatus, Verb
from networks.choices.lifecycle import PauseLets, StillThere
from networks.errors import NotFromHere
from networks.models import FriendlyQuestion, Member, Network, Promise, Rest
from networks.outbox import drop
from networks.standing import Permission, Seat
from networks.unseen import quiet_member


def pause_member(
    *,
    actor: Seat,
    member: UUID,
    until: datetime,
    lets: PauseLets | str = PauseLets.NOTHING,
    hand_over: bool = True,
) -> Member:
    """Leave a member in peace until a moment: one's own place, or anyone's for who governs.

    ``lets`` is what still comes through. ``hand_over``: somebody else is looked for, for what they promised
    in that time. Nobody is told why. Raises a DomainError for a moment that has passed.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = _own_or_governed(seat, member)
        if until <= seat.at:
            raise DomainError(_("Choose a day after today."), code="in_the_past", field="until")
        row.paused_until, row.pause_lets = until, PauseLets(lets)
        row.store("paused_until", "pause_lets")
        looked_for = _hand_over(seat, row) if hand_over else 0
        trace(
            seat,
            "networks.member_paused",
            row,
            until=until.date().isoformat(),
            lets=row.pause_lets,
            looked_for=str(looked_for),
        )
        return row


def promised_in_pause(member: Member, at: datetime, until: datetime) -> Any:
    """What this member promised between now and the end of a pause."""
    rows = Promise.objects.filter(member=member, status=PromiseStatus.PROMISED)
    return rows.filter(occurrence__starts_at__gt=at, occurrence__starts_at__lt=until)


def _hand_over(seat: Seat, row: Member) -> int:
    """Look for somebody else for what was promised; how many dates that are."""
    until = row.paused_until or seat.at
    found = list(promised_in_pause(row, seat.at, until).order_by("occurrence__starts_at", "id"))
    for promise in found:
        shift(seat, promise, Verb.RELEASE if promise.stands_in else Verb.CANNOT)
    return len(found)


def resume_member(*, actor: Seat, member: UUID) -> Member:
    """End a pause early."""
    with acting(actor, Permission.VIEW) as seat:
        row = _own_or_governed(seat, member)
        row.paused_until, row.pause_lets = None, PauseLets.NOTHING
        row.store("paused_until", "pause_lets")
        trace(seat, "networks.member_resumed", row)
        return row


def _own_or_governed(seat: Seat, pk: UUID) -> Member:
    if pk not in seat.member_ids:
        demand(seat, Permission.GOVERN_MEMBERS)
    return current(seat, pk)


def wake_network(*, rest: UUID) -> bool:
    """Let a network go on whose rest was until today. The house itself does it. Safe to run twice."""
    with transaction.atomic():
        found = Rest.objects.filter(pk=rest).values_list("network_id", flat=True).first()
        if found is None:
            return False
        network = Network.objects.select_for_update(of=("self",)).select_related("client").get(pk=found)
        at = timezone.now()
        row = Rest.objects.select_for_update().filter(pk=rest, until=None).first()
        due = row is not None and row.back_on is not None and row.back_on <= network.today(at)
        if row is None or not due or network.mourning_since is not None:
            return False
        row.until = at
        row.store("until")
        if network.status != NetworkStatus.RESTING:
            return False
        network.status = NetworkStatus.ACTIVE
        network.store("status")
        row.network = network
        moments.on_awake(row, at)
        _house(network, network, "network_woke")
        return True


def ask_still_there(*, member: UUID) -> FriendlyQuestion | None:
    """Ask somebody who gave no sign for a month whether they are still there. Safe to run twice."""
    with transaction.atomic():
        network_id = Member.objects.filter(pk=member).values_list("network_id", flat=True).first()
        if network_id is None:
            return None
        Network.objects.select_for_update().filter(pk=network_id).values_list("pk").first()
        at = timezone.now()
        row = quiet_member(member, at)
        if row is None:
            return None
        question = FriendlyQuestion.objects.create(network=row.network, member=row, asked_at=at)
        moments.on_still_there(question, at)
        _house(row.network, row, "still_there_asked")
        return question


def answer_still_there(*, actor: Seat, question: UUID, answer: StillThere | str) -> FriendlyQuestion:
    """Say that one is still there, or would rather pause or leave. Raises NotFromHere."""
    with acting(actor, Permission.VIEW) as seat:
        rows = FriendlyQuestion.objects.filter(network=seat.network, member__in=seat.member_ids)
        row = rows.select_for_update().filter(pk=question, answered_at=None).first()
        if row is None:
            raise NotFromHere("question")
        row.answer, row.answered_at = StillThere(answer), seat.at
        row.store("answer", "answered_at")
        drop([row.pk], [MessageKind.STILL_THERE])
        trace(seat, "networks.still_there_answered", row.member)
        return row


def _house(network: Network, row: Any, verb: str) -> None:
    announce(
        Event(verb=f"networks.{verb}", actor=None, network_id=network.pk, subject=subject_of(row), detail={})
    )
