"""What happens in a life, and its list: write down, change, say of a step how it stands, put away."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.member import current
from networks.actions.need import check_audience, may_restrict, may_revise, set_audience
from networks.choices import Visibility
from networks.choices.event import OF_SOMEBODY, STEPS, EventKind, StepKind, StepState
from networks.doors import readable_events
from networks.models import EventStep, LifeEvent
from networks.standing import Permission, Seat

MOST_STEPS = 30


def write_event(
    *,
    actor: Seat,
    kind: EventKind,
    happens_on: date,
    ends_on: date | None = None,
    about: UUID | None = None,
    words: str = "",
    visibility: Visibility,
    named: Iterable[UUID] = (),
) -> LifeEvent:
    """Write down what happens, for those who may read it, with its list. ``about`` is the member to whom it
    happens, for what happens to somebody who helps.

    Raises DomainError without a member where one is needed; NotFromHere, NotYours.
    """
    with acting(actor, Permission.WRITE_NOTE) as seat:
        audience = check_audience(seat, visibility, named)
        if (kind in OF_SOMEBODY) != (about is not None):
            raise DomainError(_("Say about whom it is."), code="required", field="about")
        row = LifeEvent(
            network=seat.network,
            kind=kind,
            about=current(seat, about) if about else None,
            happens_on=happens_on,
            ends_on=ends_on,
            words=words,
            author=seat.user,
            for_client=seat.for_client,
            visibility=visibility,
            since=seat.at,
        )
        row.validate_constraints()
        row.save()
        row.named.set(audience)
        EventStep.objects.bulk_create(
            EventStep(network=seat.network, event=row, kind=step, order=order)
            for order, step in enumerate(STEPS[EventKind(kind)], start=1)
        )
        trace(seat, "networks.event_written", row, visibility=visibility)
        return row


def _locked(seat: Seat, pk: UUID) -> LifeEvent:
    row: LifeEvent | None = readable_events(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _mine(seat: Seat, pk: UUID) -> LifeEvent:
    row = _locked(seat, pk)
    if not may_revise(seat, row):
        raise PermissionDenied
    return row


def revise_event(*, actor: Seat, event: UUID, version: int | None = None, **changes: Any) -> LifeEvent:
    """Change the days or the words (``happens_on``, ``ends_on``, ``words``). Raises Conflict."""
    unknown = set(changes) - {"happens_on", "ends_on", "words"}
    if unknown:
        raise TypeError(f"not of an event: {sorted(unknown)}")
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _mine(seat, event)
        row.expect(version)
        for field, value in changes.items():
            setattr(row, field, value)
        row.validate_constraints()
        row.store(*changes)
        trace(seat, "networks.event_revised", row)
        return row


def restrict_event(
    *,
    actor: Seat,
    event: UUID,
    visibility: Visibility,
    named: Iterable[UUID] = (),
    version: int | None = None,
) -> LifeEvent:
    """Change who may read it, and with it its list."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _locked(seat, event)
        if not may_restrict(seat, row):
            raise PermissionDenied
        row.expect(version)
        before = row.visibility
        set_audience(seat, row, visibility, named)
        row.store("visibility")
        trace(seat, "networks.event_restricted", row, visibility=visibility, before=before)
        return row


def put_away_event(*, actor: Seat, event: UUID) -> LifeEvent:
    """Put the list away: it stays readable among the earlier ones."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _mine(seat, event)
        if row.until is not None:
            raise DomainError(_("This is put away already."), code="same_state")
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.event_put_away", row)
        return row


def take_up_event(*, actor: Seat, event: UUID) -> LifeEvent:
    """Take a list up again that was put away."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _mine(seat, event)
        if row.until is None:
            raise DomainError(_("This is not put away."), code="same_state")
        row.until = None
        row.store("until")
        trace(seat, "networks.event_taken_up", row)
        return row


def add_step(*, actor: Seat, event: UUID, words: str) -> EventStep:
    """Add a line of one's own to the list."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _locked(seat, event)
        if row.steps.count() >= MOST_STEPS:
            raise DomainError(_("The list is full. Keep it short."), code="too_many", field="words")
        last = row.steps.aggregate(last=Max("order"))["last"] or 0
        step = EventStep(network=seat.network, event=row, kind=StepKind.OWN, words=words, order=last + 1)
        step.validate_constraints()
        step.save()
        trace(seat, "networks.event_step_added", row)
        return step


def say_step(*, actor: Seat, step: UUID, state: StepState) -> EventStep:
    """Say of a line that it is done, not needed, or still to do. Anybody who reads the list may."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        events = readable_events(seat).order_by().values("pk")
        rows = EventStep.objects.select_for_update(of=("self",)).filter(event__in=events)
        row: EventStep | None = rows.filter(pk=step).select_related("event").first()
        if row is None:
            raise Http404
        row.state = state
        opened = state == StepState.OPEN
        row.said_by, row.said_at = (None, None) if opened else (seat.user, seat.at)
        row.store("state", "said_by", "said_at")
        trace(seat, "networks.event_step_said", row.event, state=state)
        return row
