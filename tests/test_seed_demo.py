"""The demo tells a story that holds: in the ledger, in the past, and for everybody in the cast."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accountability.models import LedgerEntry
from accounts.demo import CAST
from accounts.models import User
from networks.access import networks_of, people_then, seat_in
from networks.models import Invitation, Need, Network, Note

OUTSIDE = ("igor", "noor", "lia", "eve", "els", "karel", "sofie", "ton", "carla", "daan", "otto")


def _seed() -> str:
    said = StringIO()
    call_command("seed_demo", stdout=said)
    return said.getvalue()


def _user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


@pytest.mark.slow
def test_the_demo_tells_of_bram_then_and_now_and_only_once(db: None) -> None:
    assert "ready" in _seed()
    assert User.objects.count() == len(CAST)
    network = Network.objects.get(client__user__email="bram@example.org")
    _nobody_outside_has_a_seat(network)
    _looking_back_shows_who_was_there(network)
    _changes_stand_in_the_ledger(network)
    assert networks_of(_user("fatima"), timezone.now()).count() == 12
    assert Invitation.objects.get(email="noor@example.org").status == "sent"
    assert "Nothing was added" in _seed()
    assert User.objects.count() == len(CAST)


def _nobody_outside_has_a_seat(network: Network) -> None:
    for name in OUTSIDE:
        assert seat_in(_user(name), network.pk, timezone.now()) is None, name


def _looking_back_shows_who_was_there(network: Network) -> None:
    now = timezone.now()
    seat = seat_in(_user("bram"), network.pk, now)
    first, later, today = (
        {person.name for person in people_then(seat, now - timedelta(days=days))} for days in (290, 100, 0)
    )
    assert "Igor Petrov" in later
    assert "Igor Petrov" not in first | today
    assert len(first) < len(later) < len(today)


def _changes_stand_in_the_ledger(network: Network) -> None:
    verbs = set(LedgerEntry.objects.of_network(network.pk).values_list("verb", flat=True))
    assert {"networks.network_started", "networks.membership_ended", "networks.invitation_sent"} <= verbs
    assert Need.objects.filter(network=network).count() == 9
    assert Note.objects.filter(network=network).count() == 7


def test_outside_the_demo_it_refuses(db: None, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo")
