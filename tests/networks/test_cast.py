"""The cast itself stands where the stories say it stands."""

import pytest
from django.utils import timezone

from networks.access import seat_in
from networks.standing import Standing
from tests.cast import INSIDE, Cast

STANDINGS = {"bram": Standing.CLIENT, "marja": Standing.REPRESENTATIVE}


def test_everyone_around_bram_has_the_standing_the_stories_give_them(cast: Cast) -> None:
    for name in INSIDE:
        seat = seat_in(cast.everyone()[name], cast.network.pk, timezone.now())
        assert seat is not None, name
        assert seat.standing == STANDINGS.get(name, Standing.MEMBER), name


def test_everyone_else_has_no_seat_in_his_network(cast: Cast) -> None:
    for name, person in cast.outside().items():
        assert seat_in(person, cast.network.pk, timezone.now()) is None, name


def test_a_member_of_the_cast_takes_part_from_the_side_the_stories_say(cast: Cast) -> None:
    formal = {name for name, member in cast.members.items() if member.side == "formal"}
    assert formal == {"fatima", "anouk"}
    assert cast.members["noor"].joined_at is None
    assert cast.members["igor"].until is not None


def test_the_cast_is_quick(cast: Cast, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        assert seat_in(cast.bram, cast.network.pk, timezone.now())


@pytest.mark.parametrize("name", INSIDE)
def test_nobody_inside_has_a_place_in_the_other_network(cast: Cast, name: str) -> None:
    assert seat_in(cast.everyone()[name], cast.other.pk, timezone.now()) is None
