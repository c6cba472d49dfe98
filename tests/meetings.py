"""Rows of meetings made straight, for tests that need a situation."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.choices import Channel, MessageKind, Side, ViewSide, Visibility
from networks.choices.meeting import Becomes, Coming, MeetingPhase, PointSource
from networks.models import (
    Attendance,
    Contribution,
    Decision,
    Delivery,
    FamilyWord,
    Meeting,
    MeetingPoint,
    Member,
    Network,
)
from networks.standing import Seat
from tests import factories as make
from tests.cast import Cast
from tests.daily import hence


def make_meeting(network: Network, author: User, *invited: Member, **fields: Any) -> Meeting:
    """A meeting in three days; ``invited`` nobody means everybody who takes part."""
    closed = fields.get("phase") == MeetingPhase.CLOSED
    fields = {
        "title": "After the summer",
        "where": "At the kitchen table",
        "starts_at": hence(3),
        "everybody": not invited,
        "closed_at": timezone.now() if closed else None,
        "check_on": (timezone.now() + timedelta(days=28)).date() if closed else None,
        "for_client": network.client.user_id == author.pk,
    } | fields
    meeting = Meeting.objects.create(network=network, author=author, **fields)
    people = invited or network.members.taking_part(timezone.now())
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, network=network, member=member) for member in people
    )
    return meeting


def answered(meeting: Meeting, member: Member, answer: Coming = Coming.YES) -> Attendance:
    """What somebody answered to the invitation."""
    row = meeting.attendances.get(member=member)
    row.answer, row.answered_at = answer, timezone.now()
    row.store("answer", "answered_at")
    return row


def make_point(meeting: Meeting, author: User, **fields: Any) -> MeetingPoint:
    """A point of the agenda; without anything else a point of one's own."""
    fields = {"source": PointSource.OWN} | fields
    if fields["source"] == PointSource.OWN:
        fields = {"words": "The garden"} | fields
    return MeetingPoint.objects.create(network=meeting.network, meeting=meeting, author=author, **fields)


def make_told(
    meeting: Meeting, member: Member, author: User, text: str = "Tuesdays are full"
) -> Contribution:
    """What a professional told at the information round."""
    return Contribution.objects.create(
        network=meeting.network, meeting=meeting, member=member, author=author, text=text
    )


def make_family_word(meeting: Meeting, author: User, text: str = "We are tired", **fields: Any) -> FamilyWord:
    """Something said among family and friends."""
    fields = {"side": ViewSide.INFORMAL} | fields
    return FamilyWord.objects.create(
        network=meeting.network, meeting=meeting, author=author, text=text, **fields
    )


def make_decision(meeting: Meeting, author: User, owner: Member | None = None, **fields: Any) -> Decision:
    """A decision of a meeting, to be an agreement unless something else is said."""
    fields = {
        "words": "Henk drives to choir",
        "otherwise": "Then Joris asks the choir",
        "due_on": (timezone.now() + timedelta(days=20)).date(),
        "becomes": Becomes.AGREEMENT,
        "visibility": Visibility.EVERYONE,
    } | fields
    return Decision.objects.create(
        network=meeting.network, meeting=meeting, author=author, owner=owner, **fields
    )


def a_professional(network: Network) -> Member:
    """Somebody of the formal side of this network; one is made when there is none."""
    found: Member | None = network.members.filter(
        side=Side.FORMAL, until=None, joined_at__isnull=False
    ).first()
    return found or Member.objects.create(
        network=network,
        name="Wietske Zorg",
        side=Side.FORMAL,
        function="nurse",
        since=timezone.now(),
        joined_at=timezone.now(),
    )


def seat(cast: Cast, who: str) -> Seat:
    """Somebody's place in Bram's network, by first name."""
    return make.seat(getattr(cast, who), cast.network)


def a_meeting(cast: Cast, phase: MeetingPhase = MeetingPhase.PLANNED, **fields: Any) -> Meeting:
    """A meeting that Bram called, for everybody."""
    return make_meeting(cast.network, cast.bram, phase=phase, **fields)


def in_days(days: int) -> date:
    """A day to come."""
    return (timezone.now() + timedelta(days=days)).date()


def decided(**more: Any) -> dict[str, Any]:
    """What a decision says, as decide() takes it."""
    return {"words": "Henk drives", "otherwise": "Joris asks the choir", "due_on": in_days(20)} | more


def told_of(what: str, channel: Channel = Channel.MAIL) -> set[str]:
    """The first names of who gets a message of that kind about a meeting."""
    rows = Delivery.objects.filter(kind=MessageKind.MEETING, channel=channel, payload__what=what)
    return {str(row.user or row.member).split(" ")[0] for row in rows.select_related("user", "member")}
