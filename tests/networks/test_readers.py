"""What a page says about who reads something is what the database lets them read."""

from itertools import product

from django.utils import timezone

from networks.access import seat_in
from networks.choices import Visibility
from networks.models import Need
from networks.readers import audience_of, audiences, seats_in
from tests import factories as make
from tests.cast import INSIDE, Cast


def test_everybody_with_a_standing_has_the_seat_that_the_door_gives(cast: Cast) -> None:
    steward = make.make_user("Steward")
    make.make_steward(cast.network, steward)
    make.make_member(cast.network, cast.bram)
    at = timezone.now()
    expected = {seat_in(user, cast.network.pk, at) for user in (steward, *(getattr(cast, n) for n in INSIDE))}
    assert set(seats_in(cast.network, at)) == expected


def test_the_named_audience_of_every_need_is_who_can_read_it(cast: Cast) -> None:
    at = timezone.now()
    for author, level, for_client in product(
        (cast.bram, cast.marja, cast.joris, cast.fatima), Visibility, (True, False)
    ):
        named = [cast.members["henk"], cast.members["anouk"]] if level == Visibility.NAMED else []
        need = make.make_need(cast.network, author, visibility=level, named=named, for_client=for_client)
        seat = seat_in(cast.bram, cast.network.pk, at)
        assert seat is not None
        said = {one.user for one in audience_of(seat, need)}
        found = {
            one.user
            for one in seats_in(cast.network, at)
            if Need.objects.visible_to(one).filter(pk=need.pk).exists()
        }
        assert said == found, (author, level, for_client)


def test_what_a_form_promises_is_what_comes_true(cast: Cast) -> None:
    at = timezone.now()
    for name in INSIDE:
        seat = seat_in(getattr(cast, name), cast.network.pk, at)
        assert seat is not None
        for audience in audiences(seat):
            if audience.seats is None:
                continue
            need = make.make_need(
                cast.network, seat.user, visibility=audience.visibility, for_client=seat.for_client
            )
            assert {one.user for one in audience.seats} == {one.user for one in audience_of(seat, need)}
