"""The project's one announcement: an action ends with announce(Event) and the trace is written at once.

The receiver (accountability/receivers.py) runs inside the caller's transaction. When it raises, the change
that was announced is rolled back with it: no trace, no change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

happened = Signal()


class NoTransaction(RuntimeError):
    """announce() was called outside a transaction, so the trace could outlive or miss the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an event is about: ``kind`` is the model's lower-case name, ``label`` a name, never a content."""

    kind: str
    id: UUID
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact just announced.

    ``verb`` is namespaced ("networks.member_joined"). ``actor`` is the acting user, or None for the house
    itself. ``standing`` is what the actor was to the network at that moment. ``on_behalf_of`` names the
    person for whom it was done. ``detail`` holds codes and ids only, never contents.
    """

    verb: str
    actor: Any | None
    network_id: UUID | None = None
    subject: Subject | None = None
    standing: str = ""
    on_behalf_of: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


def announce(event: Event) -> None:
    """Leave a trace of a change, inside the change's own transaction.

    Raises NoTransaction outside ``transaction.atomic()``; whatever a receiver raises passes through.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction(event.verb)
    happened.send(sender=Event, event=event)


def announce_look(event: Event) -> None:
    """Leave a trace of a look before anything is shown. A look stands alone, so one statement will do.

    Receivers are told that it is a look: nothing has changed.
    """
    happened.send(sender=Event, event=event, look=True)
