"""What an attacker of access and data tried, and what stands in the way."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions.member import place, revise_member
from networks.actions.network import appoint_representative, start_network
from networks.choices import Circle, Ground, Side, Visibility
from networks.models import Need, Network
from tests import factories as make
from tests.cast import Cast

# A professional, and the family-only space ----------------------------------------------------------------


@pytest.mark.parametrize("side", [Side.COMMUNITY, Side.INFORMAL])
def test_a_professional_who_is_a_steward_does_not_put_off_the_professional(cast: Cast, side: Side) -> None:
    make.make_steward(cast.network, cast.fatima)
    seat = make.seat(cast.fatima, cast.network)
    for name in ("fatima", "anouk"):
        with pytest.raises(PermissionDenied):
            revise_member(actor=seat, member=cast.members[name].pk, side=side)


def test_a_professional_who_runs_a_network_in_which_nobody_speaks_does_not_come_to_speak(db: None) -> None:
    worker = make.make_user("Fatima")
    network = start_network(actor=worker, name="Ans", place={"side": Side.FORMAL})
    make.make_need(network, make.make_user(), visibility=Visibility.FAMILY)
    first = network.members.get(user=worker)
    with pytest.raises(DomainError, match="professional"):
        appoint_representative(actor=make.seat(worker, network), member=first.pk, ground=Ground.WRITTEN)
    network.members.filter(pk=first.pk).update(until=make.ago(0))
    again = make.make_member(network, worker, side=Side.COMMUNITY, since=timezone.now())
    with pytest.raises(DomainError, match="professional"):
        appoint_representative(actor=make.seat(worker, network), member=again.pk, ground=Ground.WRITTEN)
    assert not Need.objects.visible_to(make.seat(worker, network)).exists()


def test_nobody_starts_as_representative_and_professional_at_once(db: None) -> None:
    worker = make.make_user()
    with pytest.raises(DomainError, match="professional"):
        start_network(actor=worker, name="Ans", ground=Ground.MENTOR, place={"side": Side.FORMAL})
    assert not Network.objects.exists()


def test_who_acts_for_the_client_is_not_made_a_professional(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    with pytest.raises(DomainError, match="acts for the client"):
        revise_member(actor=seat, member=cast.members["marja"].pk, side=Side.FORMAL)


# A steward, and what stewards do not read -----------------------------------------------------------------


def test_a_steward_does_not_make_themselves_a_professional_to_read_what_professionals_write(
    cast: Cast,
) -> None:
    make.make_steward(cast.network, cast.joris)
    with pytest.raises(PermissionDenied):
        revise_member(
            actor=make.seat(cast.joris, cast.network), member=cast.members["joris"].pk, side=Side.FORMAL
        )


@pytest.mark.parametrize("name", ["joris", "fatima"])
def test_a_steward_does_not_place_themselves_in_the_close_circle(cast: Cast, name: str) -> None:
    user = getattr(cast, name)
    make.make_steward(cast.network, user)
    close = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE, for_client=True)
    seat = make.seat(user, cast.network)
    with pytest.raises(PermissionDenied):
        place(actor=seat, member=cast.members[name].pk, circle=Circle.CLOSE)
    assert not Need.objects.visible_to(make.seat(user, cast.network)).filter(pk=close.pk).exists()
    place(actor=seat, member=cast.members["henk"].pk, circle=Circle.AROUND)
    place(actor=seat, member=cast.members[name].pk, circle=Circle.TAKES_PART)
    place(actor=make.seat(cast.bram, cast.network), member=cast.members[name].pk, circle=Circle.CLOSE)
    assert make.seat(user, cast.network).close
