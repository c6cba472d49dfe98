"""Made-up networks: the same for the same seed, true to the house's rules, and quick to make."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from networks.access import networks_of, people_then, seat_in
from networks.models import Member, Need, NeedState, Network, Role
from networks.synthetic.plan import plan, professionals
from networks.synthetic.words import LANGUAGES
from tests.factories import make_user

AT = datetime(2026, 11, 1, tzinfo=UTC)


def _generate(networks: int, **options: object) -> str:
    out = StringIO()
    call_command("generate", networks=networks, stdout=out, **{"at": AT} | options)
    return out.getvalue()


def test_the_same_seed_gives_the_same_network() -> None:
    pool = professionals(seed=7, block=0, at=AT)
    assert pool == professionals(seed=7, block=0, at=AT)
    first, again = (plan(seed=7, number=3, at=AT, pool=pool) for _turn in range(2))
    assert first == again
    assert first != plan(seed=8, number=3, at=AT, pool=pool)


def test_networks_are_of_every_size_and_most_are_small() -> None:
    pool = professionals(seed=1, block=0, at=AT)
    sizes = sorted(len(plan(seed=1, number=number, at=AT, pool=pool).people) for number in range(300))
    assert sizes[0] == 3
    assert 6 <= sizes[150] <= 10
    assert 30 < sizes[-1] <= 40


def test_what_is_made_up_follows_the_rules_of_the_tables(db: None) -> None:
    said = _generate(25, seed=5)
    assert "25 of 25 networks" in said
    assert Network.objects.count() == 25
    assert Need.objects.filter(domains=None).count() == 0
    for need in Need.objects.prefetch_related("states"):
        assert need.states.get(until=None).status == need.status
    assert NeedState.objects.exclude(since__lt=AT).count() == 0
    assert Role.objects.overview().filter(stands_in=False, until=None).count() == 25
    assert set(LANGUAGES) == set(Need.objects.values_list("author__language", flat=True))


def test_the_owner_takes_part_in_every_network_as_a_professional(db: None) -> None:
    owner = make_user("Fatima El Amrani", "owner@example.org")
    _generate(12, seed=2, owner="owner@example.org", people=6, needs=4)
    places = Member.objects.filter(user=owner)
    assert places.count() == 12
    assert set(places.values_list("side", flat=True)) == {"formal"}
    mine = networks_of(owner, timezone.now())
    assert mine.count() == 12 - Network.objects.filter(status="ended").count()
    seat = seat_in(owner, mine.first().pk, timezone.now())
    assert people_then(seat, timezone.now()).count() <= 6


def test_a_network_can_be_made_of_a_size_to_order(db: None) -> None:
    _generate(1, seed=3, people=40, needs=60)
    assert Member.objects.count() == 40
    assert Need.objects.count() == 60


def test_the_same_seed_a_second_time_is_refused_in_one_sentence(db: None) -> None:
    _generate(1, seed=4)
    with pytest.raises(CommandError, match="Choose another --seed"):
        _generate(1, seed=4)


def test_an_owner_nobody_knows_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="--owner"):
        _generate(1, owner="nowhere@example.org")
