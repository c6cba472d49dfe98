"""What a client opened to coaches ends when a network is read and the organisation takes no part any more."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation
from networks.actions import coach
from networks.choices import EndReason, NetworkStatus
from networks.coaching import doors
from networks.health.rounds import mark_stale, read_batch
from networks.models import CoachingConsent, Health, Host, Member, Network
from tests import factories as make
from tests.coaching import make_consent
from tests.networks.browsing import traces
from tests.networks.counting import counted, manager, takes_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def linde() -> Organisation:
    return make.make_organisation("De Linde")


def _read(network: Network) -> None:
    mark_stale(network.pk, timezone.now())
    while read_batch():
        pass


def _open(consent: CoachingConsent) -> bool:
    consent.refresh_from_db()
    return consent.until is None


def test_it_ends_with_the_last_of_an_organisation_and_does_not_come_back(linde: Organisation) -> None:
    other = make.make_organisation()
    network = takes_part(linde)
    make.make_member(network, side="formal", organisation=other)
    goes, stays = (make_consent(counted(one, network), make.make_user()) for one in (linde, other))
    _read(network)
    assert _open(goes)
    Member.objects.filter(network=network, organisation=linde).update(until=timezone.now())
    _read(network)
    assert not _open(goes)
    assert goes.ended_by is None
    assert _open(stays)
    assert traces(network.pk, "networks.coaching_lapsed") == ["networks.coaching_lapsed"]
    make.make_member(network, side="formal", organisation=linde)
    _read(network)
    assert not _open(goes)
    assert not Health.objects.stale(timezone.now()).exists()


def test_an_organisation_that_hosts_takes_part(linde: Organisation) -> None:
    network = takes_part(linde)
    consent = make_consent(counted(linde, network), make.make_user())
    Host.objects.create(network=network, organisation=linde, since=make.ago(9))
    Member.objects.filter(network=network, organisation=linde).update(until=timezone.now())
    _read(network)
    assert _open(consent)


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        (
            {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": EndReason.MOVED},
            True,
        ),
        ({"status": NetworkStatus.RESTING}, False),
        ({"mourning_since": timezone.now()}, False),
        (
            {
                "status": NetworkStatus.ENDED,
                "ended_at": timezone.now(),
                "end_reason": EndReason.DIED,
                "mourning_since": timezone.now(),
            },
            False,
        ),
    ],
)
def test_it_ends_with_the_network_and_outlives_a_rest(
    linde: Organisation, state: dict[str, Any], ends: bool
) -> None:
    network = takes_part(linde)
    consent = make_consent(counted(linde, network), make.make_user())
    Network.objects.filter(pk=network.pk).update(**state)
    _read(network)
    assert _open(consent) is not ends


def test_who_comes_back_can_be_asked_anew(linde: Organisation) -> None:
    network = takes_part(linde)
    row = counted(linde, network)
    make_consent(row, make.make_user())
    Member.objects.filter(network=network, organisation=linde).update(until=timezone.now())
    _read(network)
    make.make_member(network, side="formal", organisation=linde)
    _read(network)
    carla = manager(linde, "coach")
    question = coach.ask_consent(actor=carla, organisation=linde.pk, number=row.number, words="To learn")
    assert question.network_id == network.pk
    assert not doors.opened(doors.coached(carla, linde.pk)).exists()
