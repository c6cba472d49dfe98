"""What pages read of what happens in a life: each event, how far its list is, and where a step is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from networks.choices import Visibility
from networks.choices.event import ABOUT_HEALTH, StepKind, StepState
from networks.doors import readable_events
from networks.models import EventStep, LifeEvent
from networks.standing import Permission, Seat

WHERE: dict[StepKind, str] = {
    StepKind.MAP_AGAIN: "network",
    StepKind.NEEDS_AGAIN: "needs",
    StepKind.STAND_INS: "roles",
    StepKind.CALL_OFF: "tasks",
    StepKind.HAND_OVER: "roles",
    StepKind.AGREEMENTS: "roles",
    StepKind.TELL: "story_add",
}
"""On which page of the network a step is done."""
SETTLED = frozenset({StepKind.DECIDING, StepKind.LOOK_BACK, StepKind.SHARING})
"""Done in the settings, by who may."""
NARROW = frozenset({Visibility.ONLY_ME, Visibility.NAMED})
REST_OF_A_WEEK = timedelta(days=6)
"""A week long, with its first and its last day, when nobody said how long it takes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list; ``href`` leads to where it is done, "" when it is nowhere on this site."""

    row: EventStep
    href: str

    @property
    def open(self) -> bool:
        return self.row.state == StepState.OPEN


def events(seat: Seat, *, put_away: bool = False) -> QuerySet[LifeEvent]:
    """Events this seat may read with ``steps_open`` and ``steps_all``; the latest first."""
    rows: Any = readable_events(seat).filter(until__isnull=not put_away)
    rows = rows.annotate(
        steps_all=Count("steps", distinct=True),
        steps_open=Count("steps", filter=Q(steps__state=StepState.OPEN), distinct=True),
    )
    return rows.newest_first()  # type: ignore[no-any-return]


def steps(seat: Seat, event: LifeEvent) -> list[Step]:
    """The list of an event, with where each step is done. One query."""
    rows: Iterable[EventStep] = event.steps.select_related("said_by")
    return [Step(row, _href(seat, event, StepKind(row.kind))) for row in rows]


def _href(seat: Seat, event: LifeEvent, step: StepKind) -> str:
    network = seat.network.pk
    if step in WHERE:
        return reverse(f"networks:{WHERE[step]}", args=[network])
    if step == StepKind.COVER_DATES:
        return reverse("networks:what_if", args=[network]) + _away(event)
    if step in SETTLED and seat.may(Permission.SETTINGS):
        return reverse("networks:settings", args=[network])
    if step == StepKind.REST and _may_pause(seat, event.about_id):
        return reverse("networks:person_pause", args=[event.about_id])
    return ""


def _away(event: LifeEvent) -> str:
    """The question of the rehearsal: who is away, and from when to when."""
    if event.about_id is None:
        return ""
    last = event.ends_on or event.happens_on + REST_OF_A_WEEK
    return f"?member={event.about_id}&first={event.happens_on}&last={last}"


def _may_pause(seat: Seat, member: UUID | None) -> bool:
    return member is not None and (member in seat.member_ids or seat.may(Permission.GOVERN_MEMBERS))


def usual_visibility(seat: Seat, kind: str) -> str:
    """Who reads it unless one chooses otherwise: what says something of somebody's health or grief the close
    circle, the rest whoever reads notes here.
    """
    usual = seat.network.note_visibility
    if kind in ABOUT_HEALTH and usual not in NARROW:
        return Visibility.CLOSE
    return str(usual)
