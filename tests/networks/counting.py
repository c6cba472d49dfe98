"""What tests of overviews are made of: networks whose health was read, and what stands out in them."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Affiliation, Organisation, User
from networks.choices import Side
from networks.choices.health import ABOUT, SignalKind
from networks.models import Health, Network, Participation, Signal
from networks.overview.copying import copy
from tests import factories as make


def read(network: Network, **counts: Any) -> Health:
    """The health of a network as if it was just read."""
    fields = {"people": 4, "informal": 2, "formal": 2, "read_at": timezone.now()} | counts
    row, _new = Health.objects.update_or_create(network=network, defaults=fields)
    return row


def stand_out(network: Network, kind: SignalKind = SignalKind.NO_STAND_IN, **fields: Any) -> Signal:
    """Something that stands out since ten days."""
    fields = {"since": make.ago(10), "figures": {}} | fields
    return Signal.objects.create(network=network, kind=kind, **fields)


def everything_stands_out(network: Network) -> None:
    """Read, and with every signal about the network as a whole."""
    read(network, people=7, informal=5)
    known = set(Signal.objects.filter(network=network, until=None).values_list("kind", flat=True))
    for kind in SignalKind:
        if kind.value not in known and kind not in ABOUT:
            stand_out(network, kind)
    Health.objects.filter(network=network).update(silent=False)


def takes_part(organisation: Organisation, *, people: int = 1, **fields: Any) -> Network:
    """A network in which this many people of an organisation take part, read, not yet copied."""
    network = make.make_network(**fields)
    for _turn in range(people):
        make.make_member(network, side=Side.FORMAL, organisation=organisation)
    read(network)
    return network


def counted(organisation: Organisation, network: Network, at: datetime | None = None) -> Participation:
    """How the organisation sees the network after it was copied. Raises Participation.DoesNotExist."""
    copy([network.pk], at or timezone.now())
    return Participation.objects.get(organisation=organisation, network=network)


def manager(organisation: Organisation, hat: str = "manager") -> User:
    """Somebody who wears a hat for an organisation, with a second factor."""
    user = make.make_user()
    Affiliation.objects.create(user=user, organisation=organisation, hat=hat, since=make.ago(99))
    make.give_second_factor(user)
    return user
