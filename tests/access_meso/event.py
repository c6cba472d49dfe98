"""The access matrix of what happens in a life, and of its list."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.choices import Visibility
from networks.choices.event import EventKind, StepKind
from networks.models import EventStep, LifeEvent, Member, Network
from tests.access_rows import AUTHOR_OR_CLIENT, GOVERNS, MEMBERS, Line
from tests.access_rows import NO_SUCH_METHOD as EITHER

LINES = (
    Line("networks:events", MEMBERS, EITHER, "network"),
    Line("networks:event_add", MEMBERS, MEMBERS, "network"),
    Line("networks:event", MEMBERS, EITHER, "life_event"),
    Line("networks:event_edit", GOVERNS, GOVERNS, "life_event"),
    Line("networks:event_audience", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "life_event"),
    Line("networks:event_step_add", EITHER, MEMBERS, "life_event"),
    Line("networks:event_put_away", EITHER, GOVERNS, "life_event"),
    Line("networks:event_take_up", EITHER, GOVERNS, "life_event"),
    Line("networks:event_step", EITHER, MEMBERS, "event_step"),
    Line("api:events", MEMBERS, MEMBERS, "network"),
    Line("api:event", MEMBERS, EITHER, "life_event"),
    Line("api:event_audience", EITHER, AUTHOR_OR_CLIENT, "life_event", {"visibility": "everyone"}),
    Line("api:event_put_away", EITHER, GOVERNS, "life_event"),
    Line("api:event_take_up", EITHER, GOVERNS, "life_event"),
    Line("api:event_steps", EITHER, MEMBERS, "life_event", {"words": "Call the choir"}),
    Line("api:event_step", EITHER, MEMBERS, "event_step", {"state": "done"}),
)


def make_event(network: Network, author: User, **fields: Any) -> LifeEvent:
    """An admission that everybody in the network may read (or, with ``visibility``, others), and one step."""
    fields = {
        "kind": EventKind.ADMISSION,
        "happens_on": date(2026, 3, 2),
        "visibility": Visibility.EVERYONE,
        "since": timezone.now(),
    } | fields
    event = LifeEvent.objects.create(network=network, author=author, **fields)
    EventStep.objects.create(network=network, event=event, kind=StepKind.STAND_INS, order=1)
    return event


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One event and its step."""
    event = make_event(network, author, for_client=True)
    return {"life_event": event, "event_step": event.steps.get()}
