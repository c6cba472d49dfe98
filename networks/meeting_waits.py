"""What waits for somebody about meetings, on the first page: names, days and numbers, never contents."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from networks.choices import Visibility
from networks.choices.meeting import RUNS, MeetingPhase
from networks.models import Attendance, Decision
from networks.standing import Seat
from networks.thing import Thing, title_of

MOST = 20
"""How many of each are shown at most."""


def meeting_things(seats: Iterable[Seat], at: datetime) -> Iterator[Thing]:
    """Invitations to meetings that wait for an answer, and decisions that wait for a yes. Two queries."""
    seat_of = {member: seat for seat in seats for member in seat.member_ids}
    rows = Attendance.objects.filter(member__in=seat_of, answer="", meeting__phase=MeetingPhase.PLANNED)
    coming = rows.filter(meeting__starts_at__gt=at).select_related("meeting").order_by("meeting__starts_at")
    for row in coming[:MOST]:
        day = date_format(timezone.localtime(row.meeting.starts_at), "l j F")
        words = gettext("You are invited to a meeting on %(day)s.") % {"day": day}
        yield _on(row.meeting_id, seat_of[row.member_id], words, gettext("Answer"))
    asked = Decision.objects.at(at).filter(owner__in=seat_of, accepted_at=None)
    asked = asked.filter(meeting__phase__in=[*RUNS, MeetingPhase.CLOSED]).order_by("since")
    for decision in asked[:MOST]:
        seat = seat_of[decision.owner_id]
        if decision.visibility != Visibility.FAMILY or seat.sees_family:
            words = gettext("You are asked to see to something that was decided.")
            yield _on(decision.meeting_id, seat, words, gettext("Look"))


def _on(meeting: object, seat: Seat, words: str, act: str) -> Thing:
    return Thing(words, title_of(seat.network.title), reverse("networks:meeting", args=[meeting]), act)
