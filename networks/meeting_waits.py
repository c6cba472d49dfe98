"""What waits for somebody about meetings, on the first page: names, days and numbers, never contents."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from networks.choices import Visibility
from networks.choices.meeting import RUNS, MeetingPhase
from networks.models import Attendance, Decision
from networks.standing import Seat
from networks.thing import Source, Thing, title_of


def meeting_waits(seats: Iterable[Seat], at: datetime) -> tuple[Source, Source, Source]:
    """Invitations to meetings that wait for an answer, decisions that wait for a yes, and decisions of which
    it is time to say how far they are.
    """
    seat_of = {member: seat for seat in seats for member in seat.member_ids}
    rows = Attendance.objects.filter(member__in=seat_of, answer="", meeting__phase=MeetingPhase.PLANNED)
    coming = rows.filter(meeting__starts_at__gt=at).select_related("meeting").order_by("meeting__starts_at")
    asked = Decision.objects.at(at).filter(owner__in=seat_of, accepted_at=None)
    asked = asked.filter(meeting__phase__in=[*RUNS, MeetingPhase.CLOSED])

    def invited(row: Attendance) -> Thing:
        day = date_format(timezone.localtime(row.meeting.starts_at), "l j F")
        words = gettext("You are invited to a meeting on %(day)s.") % {"day": day}
        return _on(row.meeting_id, seat_of[row.member_id], words, gettext("Answer"))

    def decided(row: Decision) -> Thing | None:
        seat = seat_of[row.owner_id] if row.owner_id else None
        if seat is None or (row.visibility == Visibility.FAMILY and not seat.sees_family):
            return None
        words = gettext("You are asked to see to something that was decided.")
        return _on(row.meeting_id, seat, words, gettext("Look"))

    seen_to = Decision.objects.at(at).filter(owner__in=seat_of, how_far="", accepted_at__isnull=False)
    seen_to = seen_to.filter(meeting__phase=MeetingPhase.CLOSED, meeting__check_on__lte=at.date())

    def checked(row: Decision) -> Thing | None:
        words = gettext("How far is it, what you see to since a meeting?")
        return replace(thing, words=words) if (thing := decided(row)) else None

    return (
        Source(coming, invited),
        Source(asked.order_by("since"), decided),
        Source(seen_to.order_by("since"), checked),
    )


def _on(meeting: object, seat: Seat, words: str, act: str) -> Thing:
    return Thing(words, title_of(seat.network.title), reverse("networks:meeting", args=[meeting]), act)
