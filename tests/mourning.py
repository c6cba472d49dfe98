"""Situations of a network that mourns, rests or is made up, for tests."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.actions.mourning import confirm_died, say_died
from networks.models import (
    Condolence,
    KeepsakeFor,
    Member,
    Mourning,
    Network,
    Practice,
    ThingToArrange,
)
from networks.mourning import mourner_for
from networks.standing import Seat
from tests import factories as make
from tests.cast import Cast


def near(user: User, network: Network) -> Seat:
    """The seat of somebody while a network mourns, also after it ended."""
    return mourner_for(user, network.pk)


def said(cast: Cast) -> Network:
    """Henk said that Bram has died; nobody confirmed it."""
    say_died(actor=make.seat(cast.henk, cast.network))
    cast.network.refresh_from_db()
    return cast.network


def confirmed(cast: Cast) -> Network:
    """Henk said it, and Marja confirmed it."""
    said(cast)
    confirm_died(actor=near(cast.marja, cast.network))
    cast.network.refresh_from_db()
    return cast.network


def remembered(cast: Cast) -> Network:
    """It was confirmed, and the page to remember is open."""
    network = confirmed(cast)
    Mourning.objects.filter(network=network).update(remembers=True)
    return network


def make_keepsake(member: Member, **fields: Any) -> KeepsakeFor:
    """What the client gives this member."""
    return KeepsakeFor.objects.create(
        network=member.network, member=member, **{"since": timezone.now()} | fields
    )


def make_thing(network: Network, **fields: Any) -> ThingToArrange:
    """Something to arrange."""
    return ThingToArrange.objects.create(network=network, **{"kind": "other", "words": "The key"} | fields)


def make_condolence(network: Network, author: User, **fields: Any) -> Condolence:
    """Words on the page to remember."""
    fields = {"text": "He sang so well.", "since": timezone.now()} | fields
    return Condolence.objects.create(network=network, author=author, **fields)


def make_practice(user: User, network: Network, **fields: Any) -> Practice:
    """A practice of this user in that made-up network, which belongs to its client."""
    host = network.client.user
    assert host is not None
    fields = {"practises_as": "family", "host": host, "since": timezone.now()} | fields
    return Practice.objects.create(user=user, network=network, **fields)
