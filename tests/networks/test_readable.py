"""Reading for many at once says the same as reading for one."""

from itertools import product

from django.utils import timezone

from networks.access import networks_of, seats_of
from networks.choices import Circle, Visibility
from networks.models import Need, Note
from tests import factories as make
from tests.cast import INSIDE, Cast


def _write_everything(cast: Cast) -> None:
    authors = [cast.bram, cast.marja, cast.fatima]
    for author, visibility in product(authors, Visibility):
        named = [cast.members["joris"]] if visibility == Visibility.NAMED else []
        for_client = author in (cast.bram, cast.marja)
        make.make_need(cast.network, author, visibility=visibility, named=named, for_client=for_client)


def test_what_somebody_reads_in_several_networks_is_what_they_read_in_each(cast: Cast) -> None:
    at = timezone.now()
    _write_everything(cast)
    make.make_need(cast.other, cast.eve, visibility=Visibility.CLOSE)
    make.make_need(cast.other, cast.eve, visibility=Visibility.NAMED, named=[cast.other_member])
    make.make_member(cast.other, cast.marja, circle=Circle.AROUND)
    make.make_member(cast.other, cast.joris, circle=Circle.CLOSE)
    for name in (*INSIDE, "eve"):
        user = getattr(cast, name)
        seats = seats_of(user, at, list(networks_of(user, at).values_list("id", flat=True)))
        each = {pk for seat in seats for pk in Need.objects.visible_to(seat).values_list("id", flat=True)}
        together = list(Need.objects.visible_in_all(seats).values_list("id", flat=True))
        assert sorted(together) == sorted(each), name


def test_without_a_seat_nothing_can_be_read(cast: Cast) -> None:
    assert not Need.objects.visible_in_all([]).exists()
    assert not Note.objects.visible_in_all([]).exists()
