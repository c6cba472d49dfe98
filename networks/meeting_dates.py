"""Meetings in a calendar: on the page of a network, and in somebody's own calendar program.

A calendar program learns that there is a meeting and when; what it is about and where only in the dates of
one network, when its reader chose to have titles there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext

from networks.calendars import Entry
from networks.choices.meeting import Coming, MeetingPhase
from networks.dates import Date
from networks.glance import addresses
from networks.meetings import visible_meetings
from networks.models import Attendance, Meeting
from networks.standing import Seat
from networks.weeks import Span

BACK, AHEAD = timedelta(days=75), timedelta(days=2 * 366)
GONE_FOR = timedelta(days=30)
"""How long one that was called off is still told, so that a program that looks seldom takes it out too."""
LONGEST = timedelta(days=1)
"""No meeting takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDate(Date):
    """A meeting among the dates of a network: nobody is looked for, and who comes stands on its own page."""

    @property
    def state(self) -> str:
        """That it was called off, in words; of what else happens at a meeting nothing shows here."""
        return str(MeetingPhase.CALLED_OFF.label) if self.off else ""


def meeting_dates(seat: Seat, shown: Span, *, mine: bool = False) -> list[MeetingDate]:
    """The meetings this seat may know of in the days that are shown, by time; ``mine``: those it comes to.
    One query.
    """
    href = addresses("networks:meeting")
    rows = [row for row in _between(seat, shown.start, shown.stop) if not mine or row.answer == Coming.YES]
    return [_date(seat, row, href(row.pk)) for row in rows]


def own_meetings(seats: Iterable[Seat], start: datetime, end: datetime) -> list[MeetingDate]:
    """The meetings to which whoever has these seats said they come, by time. One query."""
    href = addresses("networks:meeting")
    by_network = {seat.network.pk: seat for seat in seats}
    mine = {pk for seat in by_network.values() for pk in seat.member_ids}
    comes = Attendance.objects.filter(meeting=OuterRef("pk"), member__in=mine, answer=Coming.YES)
    near = Meeting.objects.filter(network__in=by_network, starts_at__lt=end, starts_at__gt=start - LONGEST)
    rows = near.filter(Exists(comes)).annotate(answer=Value(Coming.YES.value)).order_by("starts_at", "pk")
    return [_date(by_network[row.network_id], row, href(row.pk)) for row in rows if row.ends_at > start]


def meetings_in_feed(seat: Seat, start: datetime, end: datetime, *, masked: bool) -> list[Entry]:
    """The meetings this seat may know of between two moments, without those it cannot come to. One query."""
    rows = [row for row in _between(seat, start, end) if row.answer != Coming.NO]
    entries = [
        _entry(row, seat.at, answer=row.answer or "", answered_at=row.answered_at, masked=masked)
        for row in rows
    ]
    return [entry for entry in entries if entry is not None]


def meeting_entries(member_ids: Collection[UUID], at: datetime) -> list[Entry]:
    """The meetings to which these members are invited, without those they cannot come to. One query."""
    rows = Attendance.objects.filter(member__in=member_ids).exclude(answer=Coming.NO)
    near = rows.filter(meeting__starts_at__gt=at - BACK, meeting__starts_at__lt=at + AHEAD)
    found = near.select_related("meeting__network").order_by("meeting__starts_at", "pk")
    entries = [_entry(row.meeting, at, answer=row.answer, answered_at=row.updated_at) for row in found]
    return [entry for entry in entries if entry is not None]


def _between(seat: Seat, start: datetime, end: datetime) -> list[Any]:
    """Meetings that touch a period, each with ``answer`` of this seat and ``answered_at``, None without."""
    own = Attendance.objects.filter(meeting=OuterRef("pk"), member__in=seat.member_ids).order_by("pk")
    rows = visible_meetings(seat).filter(starts_at__lt=end, starts_at__gt=start - LONGEST)
    told = rows.annotate(
        answer=Subquery(own.values("answer")[:1]), answered_at=Subquery(own.values("updated_at")[:1])
    )
    return [row for row in told.order_by("starts_at", "pk") if row.ends_at > start]


def _date(seat: Seat, row: Any, href: str) -> MeetingDate:
    zone = seat.network.zone
    return MeetingDate(
        id=row.pk,
        href=href,
        network=seat.network,
        title=row.title,
        activity=gettext("Meeting"),
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        whole_week=False,
        status="",
        wanted=0,
        taken=0,
        free=0,
        seeking=False,
        off=row.phase == MeetingPhase.CALLED_OFF,
        done=False,
        who=(),
        mine=gettext("you") if row.answer == Coming.YES else "",
    )


def _entry(
    meeting: Meeting, at: datetime, *, answer: str, answered_at: datetime | None, masked: bool = True
) -> Entry | None:
    gone = meeting.phase == MeetingPhase.CALLED_OFF
    if gone and meeting.updated_at < at - GONE_FOR:
        return None
    sure = answer == Coming.YES
    return Entry(
        uid=f"{meeting.pk}@carenet",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.network.zone,
        summary=gettext("Meeting") if masked else meeting.title,
        location="" if masked else meeting.where,
        categories=("Carenet",) if masked else ("Carenet", gettext("Meeting")),
        url=settings.SITE_URL + reverse("networks:meeting", args=[meeting.pk]),
        state="CANCELLED" if gone else "CONFIRMED" if sure else "TENTATIVE",
        busy=sure and not gone,
        sequence=meeting.version,
        changed_at=max(meeting.updated_at, answered_at or meeting.updated_at),
    )
