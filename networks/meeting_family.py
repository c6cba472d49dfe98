"""Family time: the only door to what family and friends say among themselves at a meeting.

To anybody with a professional's place it does not exist (404), whatever else they are, and neither does it to
a community or a steward without a place among family and friends. No page, feed, mail or export outside this
module and the pages behind it reads a FamilyWord.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from networks.access import trace_look
from networks.choices import Visibility
from networks.choices.meeting import MeetingPhase
from networks.doors import found
from networks.meetings import meeting_for, visible_decisions
from networks.models import Decision, FamilyWord, Meeting
from networks.standing import Permission, Seat


def family_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Meeting]:
    """The door to the family's space of a meeting. Raises Http404 for whom it does not exist."""
    seat, meeting = meeting_for(user, pk, permission)
    if not seat.sees_family:
        raise Http404
    if look:
        trace_look(seat, look, meeting)
    return seat, meeting


def word_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, FamilyWord]:
    """The door to something said in the family's space."""
    meeting = FamilyWord.objects.filter(pk=pk).values_list("meeting_id", flat=True).first()
    if meeting is None:
        raise Http404
    seat, row = family_for(user, meeting, permission)
    return seat, found(words(seat, row), pk)


def words(seat: Seat, meeting: Meeting) -> QuerySet[FamilyWord]:
    """What was said there and not taken back, in order; nothing for whom the space does not exist."""
    rows = FamilyWord.objects.at(seat.at).filter(meeting=meeting, network=seat.network)
    if not seat.sees_family:
        rows = rows.none()
    return rows.select_related("author").order_by("since", "id")


def drafts(seat: Seat, meeting: Meeting) -> list[Decision]:
    """Decisions that are for family and friends only, so far."""
    rows = visible_decisions(seat).filter(meeting=meeting, visibility=Visibility.FAMILY)
    return list(rows) if seat.sees_family else []


def is_open(meeting: Meeting) -> bool:
    """Whether the family is among themselves now: only then something is written there."""
    return meeting.phase == MeetingPhase.FAMILY
