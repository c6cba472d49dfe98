"""What happens to asks by itself: one person was asked first and now others are; a date is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from carenet.lib.events import Event, announce
from networks import asking, moments
from networks.access import seat_in, subject_of
from networks.choices import AskStatus, NetworkStatus
from networks.models import Ask, Asked, Network
from networks.readers import seats_in
from networks.standing import Permission, Seat


def widen_ask(*, ask: UUID) -> int:
    """Put an ask that waited for one person to everyone who fits; how many more are asked. Safe to run twice.

    It goes on with the eyes of who asked; when they have gone, with those of who organises the network.
    """
    with transaction.atomic():
        row = _waiting(ask)
        if row is None:
            return 0
        at = timezone.now()
        seat = _eyes(row, at)
        known = row.asked.values_list("member_id", flat=True)
        more = asking.who_comes_next(seat, row.task, row.occurrence, known) if seat else []
        asked = Asked.objects.bulk_create(
            Asked(network=row.network, ask=row, member=one.member, asked_at=at) for one in more
        )
        row.widened_at = at
        row.store("widened_at")
        moments.on_ask(row, asked, at)
        _announce(row, "ask_widened", number=str(len(more)))
        return len(more)


def _waiting(pk: UUID) -> Ask | None:
    """The ask, its network locked first, if it is still to go wider."""
    network = Ask.objects.filter(pk=pk).values_list("network_id", flat=True).first()
    if network is None:
        return None
    Network.objects.select_for_update().filter(pk=network).values_list("pk").first()
    rows = Ask.objects.to_widen(timezone.now()).exclude(network__status=NetworkStatus.ENDED)
    found: Ask | None = (
        rows.select_related("task__need", "task__activity", "occurrence", "author", "network__client")
        .select_for_update(of=("self",))
        .filter(pk=pk)
        .first()
    )
    return found


def _eyes(row: Ask, at: datetime) -> Seat | None:
    seat = seat_in(row.author, row.network_id, at)
    if seat is not None:
        return seat
    return next((one for one in seats_in(row.network, at) if one.may(Permission.ORGANIZE)), None)


def close_ask(*, ask: UUID) -> bool:
    """Close an ask about dates that are all over. Safe to run twice."""
    with transaction.atomic():
        at = timezone.now()
        row = Ask.objects.over(at).select_for_update(of=("self",)).filter(pk=ask).first()
        if row is None:
            return False
        row.status, row.closed_at = AskStatus.CLOSED, at
        row.store("status", "closed_at")
        _announce(row, "ask_over")
        return True


def due_to_widen(at: datetime) -> list[UUID]:
    """Asks whose one person had their time, the longest waiting first."""
    return list(Ask.objects.to_widen(at).order_by("wider_at").values_list("pk", flat=True)[:500])


def due_to_close(at: datetime) -> list[UUID]:
    """Asks about dates that are over."""
    return list(Ask.objects.over(at).values_list("pk", flat=True)[:500])


def _announce(row: Ask, verb: str, **detail: str) -> None:
    """The house itself did it."""
    event = Event(
        verb=f"networks.{verb}",
        actor=None,
        network_id=row.network_id,
        subject=subject_of(row),
        detail=detail,
    )
    announce(event)
