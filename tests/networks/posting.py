"""A voice of its own for tests of sending, and rows that are due."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from bench.sink import Accepted, Faults, here
from carenet.lib import smtp
from networks import outbox
from networks.choices import Channel, MessageKind
from networks.claims import Rules
from networks.mailing import Composer, Voice
from networks.models import Delivery, Member, Network, Reachability
from networks.moments.letter import Letter

QUICK = Rules(
    batch=20, lease=timedelta(seconds=30), seconds=20, connections=4, first_wait=timedelta(minutes=1)
)


def write(row: Delivery) -> Letter | None:
    """A letter that says which row it is."""
    return Letter(subject=f"About {row.kind}", lines=[str(row.pk)], hello="Dear you,", why="You asked.")


def voice(write: Callable[[Delivery], Letter | None] = write, **more: Any) -> Voice:
    """A voice that writes like this, and otherwise keeps silent."""

    def composer(rows: Sequence[Delivery], at: datetime) -> Composer:
        return write

    fields = {"happen": lambda row, at: None, "mail_fails": lambda person, at: None}
    return Voice(composer=composer, **fields | more)


def due(network: Network, *to: Member | User, kind: MessageKind = MessageKind.PROMISES, **more: Any) -> None:
    """Rows that are due now, for these people, over every channel they have."""
    outbox.post(
        network=network,
        to=to,
        kind=kind,
        subject=more.pop("subject", network),
        at=more.pop("at", timezone.now()),
        **more,
    )


def mails(**where: Any) -> list[Delivery]:
    """The rows of mail, the oldest first."""
    return list(Delivery.objects.filter(channel=Channel.MAIL, **where).order_by("pk"))


def quiet(person: User | Member, start: str = "03:00", until: str = "03:00", **more: Any) -> Reachability:
    """How somebody is reached; without times never quietly, so that a test may run at night."""
    who = {"user": person} if isinstance(person, User) else {"member": person}
    times = {"quiet_from": time.fromisoformat(start), "quiet_until": time.fromisoformat(until)}
    return Reachability.objects.create(**who, **times, **more)


@contextmanager
def server(faults: Faults | None = None) -> Iterator[list[Accepted]]:
    """A real mail server that the settings name, and the list of what it takes."""
    with here(faults) as (sink, taken), at_port(sink.port):
        yield taken
        smtp.hang_up()


def at_port(port: int) -> override_settings:
    """Settings that name a mail server at this port, which nobody may listen on."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=1,
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
    )
