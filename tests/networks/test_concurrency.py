"""Many at once, over real connections: one place is taken once, and somebody always keeps the overview."""

import pytest
from django.test import Client
from django.urls import reverse

from accountability.ledger import verify_chain
from accountability.models import LedgerEntry
from networks.access import network_for
from networks.actions.invitation import accept_invitation
from networks.actions.member import set_role
from networks.actions.need import set_need_status
from networks.actions.network import leave_network
from networks.choices import NeedStatus, RoleKind
from networks.models import Member, NeedState, Role
from networks.standing import Permission
from tests import factories as make
from tests.cast import SECRET, Cast
from tests.networks.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 200


def _lines(cast: Cast, verb: str) -> int:
    return LedgerEntry.objects.filter(chain=cast.network.pk, verb=f"networks.{verb}").count()


@pytest.mark.slow
def test_two_hundred_people_with_one_invitation_become_one_member(cast: Cast) -> None:
    people = [make.make_user() for _turn in range(MANY)]
    before = Member.objects.filter(network=cast.network).count()
    came = at_once(lambda one: accept_invitation(actor=one, secret=SECRET), people)
    assert came == {"done": 1, "not_waiting": MANY - 1}
    assert Member.objects.filter(network=cast.network).count() == before
    assert Member.objects.filter(network=cast.network, user__in=people).count() == 1
    assert _lines(cast, "invitation_accepted") == 1
    assert list(verify_chain(cast.network.pk)) == []


@pytest.mark.slow
def test_two_hundred_presses_on_the_same_button_become_one_member(cast: Cast) -> None:
    signed_in = Client()
    signed_in.force_login(cast.noor)
    cookies = {name: morsel.value for name, morsel in signed_in.cookies.items()}

    def press(_turn: int) -> None:
        client = Client()
        client.cookies.load(cookies)
        answer = client.post(reverse("networks:join_answer"), {"secret": SECRET, "answer": "join"})
        assert answer.status_code < 500

    assert at_once(press, range(MANY)) == {"done": MANY}
    assert Member.objects.filter(network=cast.network, user=cast.noor).count() == 1
    assert _lines(cast, "invitation_accepted") == 1


def test_two_who_keep_the_overview_cannot_both_leave_at_once(cast: Cast) -> None:
    make.make_role(cast.members["henk"], RoleKind.ORGANIZER)
    seats = [make.seat(person, cast.network) for person in (cast.marja, cast.henk)]
    assert at_once(lambda seat: leave_network(actor=seat), seats) == {"done": 1, "last_organizer": 1}
    here = Role.objects.overview().filter(network=cast.network, stands_in=False, until=None)
    assert here.count() == 1


def test_a_need_closed_by_many_at_once_is_closed_once(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)

    def close(_turn: int) -> None:
        set_need_status(actor=seat, need=cast.need.pk, status=NeedStatus.CLOSED, reason="met")

    assert at_once(close, range(20)) == {"done": 1, "same_state": 19}
    assert NeedState.objects.filter(need=cast.need, until=None).count() == 1


def test_a_change_made_from_an_old_page_loses(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)

    def close(version: int) -> None:
        status = NeedStatus.RESTING
        set_need_status(actor=seat, need=cast.need.pk, status=status, version=version)

    assert at_once(close, [cast.need.version] * 8) == {"done": 1, "conflict": 7}


def test_roles_taken_and_looks_taken_at_once_leave_one_unbroken_chain(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    places = [make.make_member(cast.network) for _turn in range(20)]

    def act(place: Member) -> None:
        network_for(cast.fatima, cast.network.pk, Permission.VIEW, look="networks.network_seen")
        set_role(actor=seat, member=place.pk, kind=RoleKind.DIRECT)

    assert at_once(act, places) == {"done": 20}
    seqs = list(LedgerEntry.objects.of_network(cast.network.pk).values_list("seq", flat=True))
    assert seqs == list(range(40, 0, -1))
    assert list(verify_chain(cast.network.pk)) == []
