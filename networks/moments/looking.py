"""Moments at which the house itself looks: dates that have nobody, letters of the week, looking back."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from networks.choices import MessageKind, NetworkStatus, OccurrenceStatus, PromiseStatus
from networks.models import Delivery, Member, Network, Occurrence, Promise, Reachability
from networks.moments import people
from networks.moments.clock import days_before, next_at, on_day, sunday_after
from networks.moments.dates import ask_circle
from networks.moments.experiment import look_at_experiment
from networks.moments.meeting import look_at_meeting
from networks.moments.table import EVENING, MORNING, NINE, OPEN_FOR, REVIEW_BEFORE
from networks.moments.telling import stamp, tell, zone_of

STILL = (NetworkStatus.RESTING, NetworkStatus.ENDED)
"""A network in one of these states is not written to by the clock."""
AHEAD = timedelta(days=2)
"""How long before its moment a letter of the week or of a review is written down."""


def happen(delivery: Delivery, at: datetime) -> None:
    """What a PLAN row is for: look, and write what has to be said. Writes nothing when all is well."""
    if delivery.kind == MessageKind.OPEN_SOON and delivery.subject_id:
        _still_open(delivery, delivery.subject_id, at)
    elif delivery.kind == MessageKind.COVER and delivery.subject_id:
        _still_seeking(delivery, delivery.subject_id, at)
    elif delivery.kind == MessageKind.MEETING:
        look_at_meeting(delivery, at)
    elif delivery.kind == MessageKind.REVIEW_DUE:
        look_at_experiment(delivery, at)


def _still_open(delivery: Delivery, pk: UUID, at: datetime) -> None:
    """Nobody yet: three days before people who fit are asked, then who keeps the overview hears it."""
    rows = Occurrence.objects.open(at).exclude(network__status=NetworkStatus.ENDED)
    rows = rows.select_related("network__client", "task__activity", "task__need")
    date: Occurrence | None = rows.filter(pk=pk, starts_at__gt=at).first()
    if date is None or date.starts_at.isoformat() != delivery.payload.get("starts"):
        return
    hours = int(delivery.payload.get("hours", "0"))
    if hours == OPEN_FOR[0]:
        tell(
            network=date.network,
            to=people.fitting(date, at),
            kind=MessageKind.OPEN_SOON,
            subject=date.network,
            at=at,
            when=lambda zone: next_at(at, EVENING, zone),
            slot="fits:",
            dated=True,
            expires_at=date.starts_at,
            payload={"what": "fits"},
        )
        return
    told = people.overview(date.network, at, date.task)
    if hours == OPEN_FOR[-1]:
        told += people.stand_ins_of_overview(date.network, at, date.task)
    tell(
        network=date.network,
        to=told,
        kind=MessageKind.OPEN_SOON,
        subject=date,
        at=at,
        when=lambda zone: max(at, days_before(date.starts_at, hours // 24, NINE, zone)),
        slot=f"{hours}:{stamp(date.starts_at)}",
        expires_at=date.starts_at,
        payload={"what": "overview", "starts": date.starts_at.isoformat()},
    )


def _still_seeking(delivery: Delivery, pk: UUID, at: datetime) -> None:
    """The stand-ins have had their hour: now people who fit are asked."""
    rows = Promise.objects.filter(pk=pk, status=PromiseStatus.SEEKING, occurrence__starts_at__gt=at)
    rows = rows.filter(occurrence__status=OccurrenceStatus.PLANNED)
    rows = rows.exclude(network__status=NetworkStatus.ENDED)
    promise = rows.select_related(
        "network__client", "member", "occurrence__network__client", "occurrence__task__need"
    ).first()
    if promise is not None and promise.moved_at.isoformat() == delivery.payload.get("moved"):
        ask_circle(promise, at)


def look_ahead(at: datetime) -> int:
    """Write down the letters of the coming Sunday and of reviews that are near; the number of new rows.

    Called by the timetable several times a day: what is there already is not written again.
    """
    return _week_letters(at) + _reviews(at)


def _week_letters(at: datetime) -> int:
    wants = Reachability.objects.filter(week_letter=True).select_related("user", "member__network")
    written = 0
    for one in wants.iterator(chunk_size=500):
        if one.user is not None:
            rows = Member.objects.taking_part(at).filter(user=one.user)
            places = list(rows.exclude(network__status__in=STILL).select_related("network", "user"))
        else:
            places = [one.member] if one.member and not one.member.user_id else []
        for place in places:
            if place.network.mourning_since or place.network.status in STILL:
                continue
            written += _week_letter(place, at)
    return written


def _week_letter(place: Member, at: datetime) -> int:
    def sunday(zone: ZoneInfo) -> datetime:
        return sunday_after(at, MORNING, zone)

    if sunday(zone_of(place, place.network)) - at > AHEAD:
        return 0
    return tell(
        network=place.network,
        to=[place],
        kind=MessageKind.WEEK_LETTER,
        subject=place.network,
        at=at,
        when=sunday,
        dated=True,
    )


def _reviews(at: datetime) -> int:
    days = [(at + timedelta(days=before)).date() for before in REVIEW_BEFORE]
    near = [day + timedelta(days=more) for day in days for more in (0, 1, 2)]
    written = 0
    networks = Network.objects.filter(review_on__in=near, mourning_since=None).exclude(status__in=STILL)
    for network in networks.select_related("client").iterator(chunk_size=200):
        rows = Member.objects.taking_part(at).filter(network=network).select_related("user")
        to: list[Member | User] = [*rows, *people.speakers(network, at)]
        for before in REVIEW_BEFORE:
            written += _review(network, to, before, at)
    return written


def _review(network: Network, to: list[Member | User], before: int, at: datetime) -> int:
    on = network.review_on
    if on is None or on_day(on - timedelta(days=before), NINE, network.zone) - at > AHEAD:
        return 0
    return tell(
        network=network,
        to=to,
        kind=MessageKind.REVIEW_DUE,
        subject=network,
        at=at,
        when=lambda zone: on_day(on - timedelta(days=before), NINE, zone),
        slot=f"{on}:{before}",
        payload={"on": on.isoformat()},
    )
