"""Somebody always keeps the overview, and somebody always speaks for a client without an account."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.access import seat_in
from networks.actions.member import end_membership, end_role
from networks.actions.network import (
    appoint_representative,
    dismiss_steward,
    end_representation,
    leave_network,
)
from networks.choices import Ground, RoleKind, RoleSource, Side
from networks.errors import LastOrganizer, LastRepresentative, NotFromHere
from networks.models import Member, Network, Representation, Role, Stewardship
from tests import factories as make
from tests.cast import Cast
from tests.watch import snapshot


def _organizers(network: Network) -> list[str]:
    roles = Role.objects.overview().filter(network=network, stands_in=False, until=None)
    return sorted(roles.values_list("member__name", flat=True))


def test_the_last_who_keeps_the_overview_cannot_leave_without_a_successor(cast: Cast) -> None:
    before = snapshot()
    with pytest.raises(LastOrganizer):
        leave_network(actor=make.seat(cast.marja, cast.network))
    assert snapshot() == before


def test_the_last_who_keeps_the_overview_leaves_when_somebody_takes_over(cast: Cast) -> None:
    leave_network(actor=make.seat(cast.marja, cast.network), successor=cast.members["joris"].pk)
    assert _organizers(cast.network) == ["Joris Kok"]
    assert seat_in(cast.marja, cast.network.pk, timezone.now()) is None


def test_a_stand_in_is_no_successor_by_themselves(cast: Cast) -> None:
    assert Role.objects.filter(member=cast.members["joris"], stands_in=True).exists()
    with pytest.raises(LastOrganizer):
        end_membership(actor=make.seat(cast.bram, cast.network), member=cast.members["marja"].pk)


@pytest.mark.parametrize("heir", ["igor", "noor", "marja"])
def test_who_left_who_has_not_joined_and_who_goes_cannot_take_over(cast: Cast, heir: str) -> None:
    with pytest.raises(NotFromHere):
        leave_network(actor=make.seat(cast.marja, cast.network), successor=cast.members[heir].pk)


def test_nobody_from_another_network_can_take_over(cast: Cast) -> None:
    with pytest.raises(NotFromHere):
        leave_network(actor=make.seat(cast.marja, cast.network), successor=cast.other_member.pk)


def test_with_a_second_organizer_the_first_just_leaves(cast: Cast) -> None:
    make.make_role(cast.members["henk"], RoleKind.ORGANIZER)
    leave_network(actor=make.seat(cast.marja, cast.network))
    assert _organizers(cast.network) == ["Henk Visser"]


def test_ending_the_last_overview_role_needs_a_successor_too(cast: Cast) -> None:
    role = Role.objects.overview().get(member=cast.members["marja"], stands_in=False)
    seat = make.seat(cast.bram, cast.network)
    with pytest.raises(LastOrganizer):
        end_role(actor=seat, role=role.pk)
    end_role(actor=seat, role=role.pk, successor=cast.members["henk"].pk)
    assert _organizers(cast.network) == ["Henk Visser"]
    assert Role.objects.get(member=cast.members["henk"], kind="organizer").source == RoleSource.AGREED


def test_an_organizer_for_one_domain_is_not_the_overview(cast: Cast) -> None:
    role = make.make_role(cast.members["henk"], RoleKind.ORGANIZER, domain=make.domain())
    end_role(actor=make.seat(cast.bram, cast.network), role=role.pk)
    assert _organizers(cast.network) == ["Marja Visser"]


def test_the_last_representative_of_a_client_without_an_account_stays(cast: Cast) -> None:
    representation = Representation.objects.get(client=cast.other.client)
    seat = make.seat(cast.eve, cast.other)
    before = snapshot()
    with pytest.raises(LastRepresentative):
        end_representation(actor=seat, representation=representation.pk)
    with pytest.raises(LastRepresentative):
        leave_network(actor=seat)
    assert snapshot() == before


def test_a_client_with_an_account_may_end_the_only_representation(cast: Cast) -> None:
    representation = Representation.objects.get(client=cast.network.client)
    end_representation(actor=make.seat(cast.bram, cast.network), representation=representation.pk)
    assert make.seat(cast.marja, cast.network).standing == "member"


@pytest.mark.parametrize("ground", [Ground.MENTOR, Ground.CURATOR])
def test_the_client_alone_cannot_end_what_a_court_decided(cast: Cast, ground: Ground) -> None:
    Representation.objects.filter(client=cast.network.client).update(ground=ground)
    representation = Representation.objects.get(client=cast.network.client)
    with pytest.raises(DomainError, match="court"):
        end_representation(actor=make.seat(cast.bram, cast.network), representation=representation.pk)


def test_a_steward_cannot_leave_a_client_without_the_last_representative(cast: Cast) -> None:
    make.make_steward(cast.other, cast.joris)
    representation = Representation.objects.get(client=cast.other.client)
    with pytest.raises(PermissionDenied):
        end_representation(actor=make.seat(cast.joris, cast.other), representation=representation.pk)


def test_a_steward_names_a_representative_only_while_nobody_speaks_for_the_client(cast: Cast) -> None:
    network = make.make_network("Ada Prins")
    make.make_steward(network, cast.joris)
    daughter = make.make_member(network, cast.henk)
    appoint_representative(actor=make.seat(cast.joris, network), member=daughter.pk, ground=Ground.FAMILY)
    assert make.seat(cast.henk, network).standing == "representative"
    son = make.make_member(network, cast.marja)
    with pytest.raises(PermissionDenied):
        appoint_representative(actor=make.seat(cast.joris, network), member=son.pk, ground=Ground.FAMILY)


def test_leaving_ends_every_place_and_every_power_and_deletes_nothing(cast: Cast) -> None:
    make.make_steward(cast.network, cast.joris)
    leave_network(actor=make.seat(cast.joris, cast.network))
    assert not Member.objects.filter(user=cast.joris, until=None).exists()
    assert not Stewardship.objects.filter(user=cast.joris, until=None).exists()
    assert Member.objects.filter(user=cast.joris).count() == 1
    assert seat_in(cast.joris, cast.network.pk, timezone.now()) is None


def test_ending_a_membership_ends_its_stewardship_at_once(cast: Cast) -> None:
    make.make_steward(cast.network, cast.joris)
    end_membership(actor=make.seat(cast.bram, cast.network), member=cast.members["joris"].pk)
    assert seat_in(cast.joris, cast.network.pk, timezone.now()) is None


def test_a_dismissed_steward_is_a_member_again(cast: Cast) -> None:
    stewardship = make.make_steward(cast.network, cast.joris)
    dismiss_steward(actor=make.seat(cast.bram, cast.network), stewardship=stewardship.pk)
    assert make.seat(cast.joris, cast.network).standing == "member"


def test_a_client_does_not_leave_their_own_network(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        leave_network(actor=make.seat(cast.bram, cast.network))


def test_a_professional_cannot_act_for_the_client(cast: Cast) -> None:
    network = make.make_network("Ada Prins")
    make.make_steward(network, cast.fatima)
    own = make.make_member(network, cast.fatima, side=Side.FORMAL)
    with pytest.raises(DomainError, match="professional"):
        appoint_representative(actor=make.seat(cast.fatima, network), member=own.pk, ground=Ground.WRITTEN)
