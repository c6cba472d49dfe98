"""Readings follow every change, equal a fresh count, survive a death half-way, and are never made twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event as Moment
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from networks.access import network_for, trace
from networks.actions import note
from networks.choices import (
    NetworkStatus,
    Side,
    Visibility,
)
from networks.choices.health import SignalKind
from networks.health.rounds import begin_new, mark_all, mark_stale, night_after, read_batch, read_now, sweep
from networks.health.writing import COUNTS
from networks.models import Health, Network, Reading, Signal
from networks.standing import Permission
from tests import factories
from tests.cast import Cast
from tests.networks.test_health_counts import a_life
from tests.watch import broken_ledger

DAY = timedelta(days=1)


def stored(network: Network) -> tuple[Any, ...]:
    """What stands in the tables about a network: counts, lists, and what is open."""
    row = Health.objects.get(network=network)
    reading = Reading.objects.filter(network=network).order_by("-week").first()
    open_now = sorted(
        (one.kind, str(one.subject or ""), sorted(one.figures.items()), one.closed)
        for one in Signal.objects.filter(network=network).open()
    )
    weekly = [getattr(reading, name) for name in COUNTS] if reading else []
    return [getattr(row, name) for name in COUNTS], weekly, sorted(row.signals), open_now


def fresh(network: Network, at: datetime) -> tuple[Any, ...]:
    """The same from a fresh count."""
    (read,) = read_now([network.pk], at)
    counts = list(read.counts)
    open_now = sorted(
        (one.kind.value, one.subject or "", sorted(one.figures.items()), one.closed) for one in read.found
    )
    codes = sorted({one.kind.value for one in read.found})
    return counts, counts, codes, open_now


def due(network: Network, at: datetime | None = None) -> bool:
    """Whether the network is to be read now."""
    return Health.objects.stale(at or timezone.now()).filter(network=network).exists()


@pytest.fixture
def read_all(cast: Cast) -> None:
    """Every network of the cast is read, and nothing is due."""
    begin_new()
    sweep()
    assert not Health.objects.stale(timezone.now()).exists()


@pytest.mark.django_db
def test_a_new_network_is_read_and_then_waits_for_the_night(cast: Cast) -> None:
    assert begin_new() > 1
    assert begin_new() == 0
    networks = Network.objects.count()
    assert sweep()["read"] == networks == Health.objects.count()
    assert sweep() == {"read": 0, "left": 0}
    row = Health.objects.get(network=cast.network)
    assert row.stale_at == night_after(timezone.now())
    assert row.people == 7 - 1  # everybody around Bram


@pytest.mark.parametrize(("hour", "day"), [(0, 24), (1, 25), (13, 25), (23, 25)])
def test_the_night_begins_at_one(hour: int, day: int) -> None:
    assert night_after(datetime(2026, 11, 24, hour, 30, tzinfo=UTC)) == datetime(2026, 11, day, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_a_change_marks_its_own_network_and_no_other(cast: Cast, read_all: None) -> None:
    note.write_note(actor=factories.seat(cast.bram, cast.network), text="x", visibility=Visibility.EVERYONE)
    assert list(Health.objects.stale(timezone.now()).values_list("network", flat=True)) == [cast.network.pk]


@pytest.mark.django_db
def test_a_look_marks_nothing(cast: Cast, read_all: None) -> None:
    network_for(cast.bram, cast.network.pk, Permission.VIEW, look="networks.notes_seen")
    assert not due(cast.network)


@pytest.mark.django_db
def test_a_change_that_is_taken_back_marks_nothing(cast: Cast, read_all: None) -> None:
    seat = factories.seat(cast.bram, cast.network)
    with pytest.raises(Exception, match="violates"), transaction.atomic(), broken_ledger():
        note.write_note(actor=seat, text="x", visibility=Visibility.EVERYONE)
    assert not due(cast.network)


@pytest.mark.django_db
def test_a_network_without_a_row_gets_one_with_its_first_change(cast: Cast) -> None:
    network = factories.make_network()
    with transaction.atomic():
        mark_stale(network.pk, timezone.now())
        mark_stale(network.pk, timezone.now())
    assert Health.objects.filter(network=network).count() == 1
    assert due(network)


@pytest.mark.django_db
def test_readings_of_many_lives_are_what_a_fresh_count_gives_week_after_week(db: None) -> None:
    start = timezone.now()
    lives = [a_life(seed, start) for seed in range(200, 206)]
    begin_new()
    for weeks in range(4):
        at = start + weeks * 7 * DAY
        mark_all(at)
        assert read_batch(at=at) == len(lives)
        for network in lives:
            counts, weekly, codes, open_now = stored(network)
            assert (counts, weekly, codes, open_now) == fresh(network, at)
            assert network.readings.count() == weeks + 1
    mark_all(at)
    versions = list(Signal.objects.order_by("id").values_list("id", "version", "until"))
    assert read_batch(at=at) == len(lives)
    assert list(Signal.objects.order_by("id").values_list("id", "version", "until")) == versions
    assert Reading.objects.count() == 4 * len(lives)


@pytest.mark.django_db
def test_a_signal_stays_one_row_until_it_is_so_no_more_and_comes_back_as_another(cast: Cast) -> None:
    at = timezone.now()
    network = factories.make_network(since=at - 100 * DAY)
    for _turn in range(2):
        factories.make_member(network, side=Side.FORMAL)
    begin_new()
    mark_stale(network.pk, at)
    read_batch(at=at)
    first = Signal.objects.get(network=network, kind=SignalKind.ONLY_PAID)
    assert first.figures == {"formal": 2}
    factories.make_member(network, side=Side.FORMAL)
    mark_stale(network.pk, at)
    read_batch(at=at + DAY)
    assert Signal.objects.get(network=network, kind=SignalKind.ONLY_PAID).figures == {"formal": 3}
    friend = factories.make_member(network)
    mark_stale(network.pk, at)
    read_batch(at=at + 2 * DAY)
    first.refresh_from_db()
    assert first.until == at + 2 * DAY
    friend.until = at + 2 * DAY
    friend.store("until")
    mark_stale(network.pk, at)
    read_batch(at=at + 3 * DAY)
    again = Signal.objects.open().get(network=network, kind=SignalKind.ONLY_PAID)
    assert again.since == friend.until


@pytest.mark.django_db
@pytest.mark.parametrize(
    "how",
    [
        {"status": NetworkStatus.RESTING},
        {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": "stopped"},
        {"mourning_since": timezone.now()},
        {"fictional": True},
    ],
    ids=["at rest", "ended", "in mourning", "made up"],
)
def test_where_silence_fits_nothing_is_said_or_counted(how: dict[str, Any]) -> None:
    at = timezone.now()
    network = factories.make_network(since=at - 100 * DAY)
    factories.make_member(network, side=Side.FORMAL)
    factories.make_member(network, side=Side.FORMAL)
    begin_new()
    read_batch(at=at)
    assert Signal.objects.filter(network=network).open().exists()
    Network.objects.filter(pk=network.pk).update(**how)
    mark_stale(network.pk, at)
    read_batch(at=at + DAY)
    row = Health.objects.get(network=network)
    assert (row.silent, row.signals, row.people) == (True, [], 0)
    assert not Signal.objects.filter(network=network).open().exists()
    assert not Health.objects.filter(silent=False, network=network).exists()
    assert network.readings.count() == 1  # of the day before


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_half_way_leaves_everything_to_the_next_one() -> None:
    for _turn in range(7):
        factories.make_member(factories.make_network())
    begin_new()
    assert read_batch(limit=3) == 3

    def killed() -> None:
        with transaction.atomic():
            assert read_batch(limit=3) == 3
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        killed()
    assert Health.objects.filter(read_at__isnull=False).count() == Reading.objects.count() == 3
    assert sweep(batch=3)["read"] == 4
    assert Health.objects.filter(read_at__isnull=False).count() == Reading.objects.count() == 7


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work_and_read_nothing_twice() -> None:
    networks = [factories.make_network(since=timezone.now() - 99 * DAY) for _turn in range(24)]
    for one in networks:
        factories.make_member(one, side=Side.FORMAL)
        factories.make_member(one, side=Side.FORMAL)
    begin_new()

    def work(_turn: int) -> int:
        try:
            return sweep(batch=2)["read"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(work, range(2)))
    read = sum(told) + sweep()["read"]
    assert read == len(networks) == Reading.objects.count()
    for kind in (SignalKind.ONLY_PAID, SignalKind.NO_ORGANIZER):
        assert Signal.objects.filter(kind=kind).count() == len(networks)


@pytest.mark.django_db(transaction=True)
def test_a_network_that_somebody_changes_is_skipped_and_read_afterwards() -> None:
    client = factories.make_user()
    network, other = factories.make_network(client), factories.make_network()
    begin_new()
    locked, swept = Moment(), Moment()

    def change(_turn: int) -> None:
        try:
            with transaction.atomic():
                Network.objects.select_for_update().get(pk=network.pk)
                locked.set()
                assert swept.wait(20)
                factories.make_member(network)
                trace(factories.seat(client, network), "networks.person_added", network)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        changing = pool.submit(change, 0)
        assert locked.wait(20)
        assert sweep()["read"] == 1
        assert Health.objects.get(network=other).read_at is not None
        swept.set()
        changing.result()
    assert sweep()["read"] == 1
    assert Health.objects.get(network=network).people == 1
