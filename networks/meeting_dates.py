"""Meetings in somebody's own calendar program: that there is one and when, and nothing more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from networks.calendars import Entry
from networks.choices.meeting import Coming, MeetingPhase
from networks.models import Attendance

BACK, AHEAD = timedelta(days=75), timedelta(days=2 * 366)
GONE_FOR = timedelta(days=30)
"""How long one that was called off is still told, so that a program that looks seldom takes it out too."""


def meeting_entries(member_ids: Collection[UUID], at: datetime) -> list[Entry]:
    """The meetings to which these members are invited, without those they cannot come to. One query."""
    rows = Attendance.objects.filter(member__in=member_ids).exclude(answer=Coming.NO)
    near = rows.filter(meeting__starts_at__gt=at - BACK, meeting__starts_at__lt=at + AHEAD)
    found = near.select_related("meeting__network").order_by("meeting__starts_at", "pk")
    entries = [_entry(row, at) for row in found]
    return [entry for entry in entries if entry is not None]


def _entry(row: Attendance, at: datetime) -> Entry | None:
    meeting = row.meeting
    gone = meeting.phase == MeetingPhase.CALLED_OFF
    if gone and meeting.updated_at < at - GONE_FOR:
        return None
    sure = row.answer == Coming.YES
    return Entry(
        uid=f"{meeting.pk}@carenet",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.network.zone,
        summary=gettext("Meeting"),
        categories=("Carenet",),
        url=settings.SITE_URL + reverse("networks:meeting", args=[meeting.pk]),
        state="CANCELLED" if gone else "CONFIRMED" if sure else "TENTATIVE",
        busy=sure and not gone,
        sequence=meeting.version,
        changed_at=max(meeting.updated_at, row.updated_at),
    )
