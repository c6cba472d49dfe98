"""Needs as the three sides see them, for one seat: side by side, never put together."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from networks import reading
from networks.choices import NeedStatus
from networks.choices.meeting import PointSource
from networks.meetings import visible_meetings, visible_points
from networks.models import Meeting, Need
from networks.standing import Seat

JUST_BEGUN = timedelta(hours=12)
"""A meeting that began so long ago may still be going on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One need, and by side what it said last. A side that said nothing is not there."""

    need: Need
    said: reading.Views

    @property
    def differ(self) -> bool:
        return reading.differ(self.said)


def lines(seat: Seat, *, domain: UUID | None = None) -> list[Line]:
    """Open needs that this seat may read, most important first, with what each side said last. Three queries.

    What this seat may not read is not counted either.
    """
    needs = list(reading.needs(seat, status=NeedStatus.OPEN, domain=domain))
    said = reading.latest_views(needs)
    return [Line(need, said[need.pk]) for need in needs]


def next_meeting(seat: Seat) -> Meeting | None:
    """The first meeting to come, or just going on, that this seat may know of."""
    rows = visible_meetings(seat).running().filter(starts_at__gt=seat.at - JUST_BEGUN)
    return rows.order_by("starts_at", "id").first()


def on_agenda(seat: Seat, meeting: Meeting | None) -> set[UUID]:
    """The needs that stand on the agenda of a meeting because the sides see them differently."""
    if meeting is None:
        return set()
    rows = visible_points(seat).filter(meeting=meeting, source=PointSource.DIFFERENCE)
    return set(rows.order_by().values_list("need_id", flat=True))
