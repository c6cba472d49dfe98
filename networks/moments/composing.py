"""From a delivery to its letter, and to its line among the notices."""

from collections.abc import Callable, Mapping
from datetime import datetime

from networks.choices import MessageKind
from networks.models import Delivery
from networks.moments import meeting, relief, reminding, roles, saying, seeking, wholes
from networks.moments.desk import Desk
from networks.moments.letter import Case, Draft, Letter, finish
from networks.moments.tongue import speaking

WRITERS: Mapping[MessageKind, Callable[[Case], Draft]] = {
    **seeking.WRITERS,
    **reminding.WRITERS,
    **saying.WRITERS,
    **meeting.WRITERS,
    **relief.WRITERS,
    **roles.WRITERS,
    **wholes.WRITERS,
}
"""Who writes which kind of message. A test proves that none is missing."""


def compose(delivery: Delivery, at: datetime, desk: Desk | None = None) -> Letter | None:
    """What a message says at this moment, in the reader's language and zone.

    None when there is nothing to say any more: it was answered, called off or is over, the reader may no
    longer know of it, or the network has ended. ``desk`` has read what a batch needs (Desk(batch, at));
    without one the rows of this message are read alone. Call it only when the message is about to leave:
    somebody without an account gets a fresh personal link.
    """
    desk = desk or Desk([delivery], at)
    reader = desk.reader(delivery)
    writer = WRITERS.get(MessageKind(delivery.kind))
    if reader is None or writer is None:
        return None
    with speaking(reader.language):
        case = Case(delivery, reader, desk)
        draft = writer(case)
        return None if draft is None else finish(case, draft)
