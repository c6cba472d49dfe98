"""Lets the demo's rows begin in the past, so that looking back shows something.

Actions always happen now, and the ledger keeps the moment at which they really happened: in the demo its
entries are all from the day the demo was made. Nothing else in the house may write these moments.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from networks.models import (
    CirclePlacement,
    Experiment,
    Invitation,
    Meeting,
    Member,
    Need,
    NeedLink,
    NeedState,
    NeedView,
    Network,
    Note,
    RaisedBarrier,
    Representation,
    Role,
    Story,
)


def ago(days: float) -> datetime:
    """The moment so many days back."""
    return timezone.now() - timedelta(days=days)


def _set(row: Any, **moments: datetime | None) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**moments)


def began(network: Network, at: datetime) -> None:
    """The network, who acts for its client, and whoever started it, were there from then on."""
    _set(network, since=at, created_at=at)
    Representation.objects.filter(client=network.client_id).update(since=at)
    Member.objects.filter(network=network).update(since=at, joined_at=at)
    CirclePlacement.objects.filter(member__network=network).update(since=at)
    Role.objects.filter(network=network).update(since=at)


def came(member: Member, at: datetime) -> None:
    """The member was in the picture from then on and, when they take part, took part at once."""
    Member.objects.filter(pk=member.pk).update(since=at)
    Member.objects.filter(pk=member.pk, joined_at__isnull=False).update(joined_at=at)
    CirclePlacement.objects.filter(member=member).update(since=at)


def left(member: Member, at: datetime) -> None:
    """The member's place, with all that belongs to it, ended then."""
    for rows in (
        Member.objects.filter(pk=member.pk),
        CirclePlacement.objects.filter(member=member),
        Role.objects.filter(member=member),
    ):
        rows.filter(until__isnull=False).update(until=at)


def moved(member: Member, at: datetime) -> None:
    """The last change of circle happened then."""
    before, after = CirclePlacement.objects.filter(member=member).order_by("since", "created_at")
    _set(before, until=at)
    _set(after, since=at)


def held(role: Role, at: datetime) -> None:
    """The role was held from then on."""
    _set(role, since=at)


def raised(need: Need, at: datetime) -> None:
    """The need was written down then."""
    _set(need, since=at, created_at=at)
    NeedState.objects.filter(need=need).update(since=at)


def turned(need: Need, at: datetime) -> None:
    """The need's last change of state happened then."""
    before, after = NeedState.objects.filter(need=need).order_by("created_at")
    _set(before, until=at)
    _set(after, since=at)


def said(view: NeedView, at: datetime) -> None:
    """The view was given then."""
    _set(view, said_at=at)


def linked(link: NeedLink, at: datetime) -> None:
    """The link was made then."""
    _set(link, since=at)


def wrote(note: Note, at: datetime) -> None:
    """The note was written then."""
    _set(note, since=at, created_at=at)


def told(story: Story, at: datetime) -> None:
    """The story was told then."""
    _set(story, since=at, created_at=at)


def sent(invitation: Invitation, at: datetime) -> None:
    """The invitation was made then."""
    _set(invitation, created_at=at, sent_at=at)


def put(raised: RaisedBarrier, at: datetime) -> None:
    """It was written down a week earlier, and put to the organisation then."""
    _set(raised.barrier, since=at - timedelta(days=7))
    _set(raised, since=at)
    _set(raised.rule, raised_at=at)
    raised.rule.states.update(since=at)


def met(meeting: Meeting, at: datetime) -> None:
    """The meeting took place then, and the house asks four weeks later how far it is."""
    due = meeting.network.today(at) + timedelta(weeks=3)
    _set(meeting, starts_at=at, created_at=at, closed_at=at + timedelta(minutes=meeting.minutes))
    Meeting.objects.filter(pk=meeting.pk).update(check_on=meeting.network.today(at) + timedelta(weeks=4))
    meeting.decisions.update(since=at, due_on=due)


def tried(experiment: Experiment, at: datetime) -> None:
    """It was proposed and began then."""
    first = experiment.network.today(at)
    last = first + timedelta(weeks=experiment.weeks) - timedelta(days=1)
    _set(experiment, proposed_at=at, created_at=at)
    Experiment.objects.filter(pk=experiment.pk).update(first_on=first, last_on=last)
    experiment.voices.update(agreed_at=at)
