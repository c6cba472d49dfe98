"""The project's one receiver: an event becomes a ledger entry, in the transaction that announced it."""

from typing import Any

from accountability.models import LedgerEntry
from accountability.models.ledger import HOUSE
from carenet.lib.events import Event


def write_entry(sender: type[Event], event: Event, **_: Any) -> None:
    """Write the trace. Whatever goes wrong here takes the change with it."""
    subject = event.subject
    LedgerEntry.objects.create(
        chain=event.network_id or HOUSE,
        verb=event.verb,
        actor_id=event.actor.pk if event.actor else None,
        actor_label=str(event.actor) if event.actor else "",
        standing=event.standing,
        on_behalf_of=event.on_behalf_of,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        subject_label=subject.label if subject else "",
        detail=dict(event.detail),
    )
