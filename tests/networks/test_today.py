"""The first page: what waits for me, and how to begin."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from networks.choices import Circle, InvitationStatus, NetworkStatus, RoleKind, Visibility
from tests import factories as make
from tests.cast import Cast
from tests.watch import said


def page(client: Client, user: Any = None) -> str:
    if user is not None:
        client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    return said(response)


def test_who_is_not_signed_in_reads_what_this_is_and_where_to_sign_in(db: None, client: Client) -> None:
    text = page(client)
    assert "/accounts/login/" in text
    assert "/demo/" in text
    assert "/join/" in text


def test_somebody_without_a_network_gets_three_steps(db: None, client: Client) -> None:
    text = page(client, make.make_user())
    for address in ("/start/", "/join/", "/import/"):
        assert address in text
    assert "Waiting for you" not in text


def test_a_question_about_my_invitation_waits_for_me(cast: Cast, client: Client) -> None:
    assert "Noor Haddad has not answered your invitation yet." in page(client, cast.marja)
    cast.invitation.question = "Every week?"
    cast.invitation.save()
    text = page(client)
    assert "Noor Haddad asks you something." in text
    assert f"/invitations/{cast.invitation.pk}/" in text
    assert "Every week?" not in text


def test_a_proposal_waits_for_who_may_approve_and_is_kept_in_sight_for_who_proposed(
    cast: Cast, client: Client
) -> None:
    lia = make.make_member(cast.network, name="Lia de Wit", circle=Circle.COULD_BE_ASKED, joined=False)
    make.make_invitation(cast.network, lia, cast.joris, status=InvitationStatus.PROPOSED)
    assert "Joris Kok proposes to invite Lia de Wit." in page(client, cast.marja)
    assert "You proposed to invite Lia de Wit. Somebody who runs the network still has to agree." in page(
        client, cast.joris
    )
    assert "Lia de Wit" not in page(client, cast.henk)


def test_a_network_that_takes_shape_waits_for_who_may_start_it(cast: Cast, client: Client) -> None:
    cast.network.status = NetworkStatus.FORMING
    cast.network.save()
    assert "still taking shape" in page(client, cast.marja)
    assert "still taking shape" not in page(client, cast.henk)


def test_it_says_when_nobody_keeps_the_overview_or_stands_in(cast: Cast, client: Client) -> None:
    assert "overview" not in page(client, cast.marja)
    cast.network.roles.filter(stands_in=True).update(until=make.ago(1))
    assert "Nobody stands in when who keeps the overview is away." in page(client)
    cast.network.roles.filter(kind=RoleKind.ORGANIZER).update(until=make.ago(1))
    assert "Nobody keeps the overview." in page(client)


def test_needs_with_nobody_are_counted_as_far_as_i_may_read_them_and_never_quoted(
    cast: Cast, client: Client
) -> None:
    assert "For 2 needs there is nobody yet." in page(client, cast.marja)
    assert "For 1 need there is nobody yet." in page(client, cast.fatima)
    assert "Perhaps something for you" in page(client)
    make.make_role(cast.members["joris"], RoleKind.DIRECT, need=cast.need)
    text = page(client)
    assert "there is nobody yet" not in text
    assert cast.need.words not in text


def test_nothing_of_a_network_waits_for_a_former_member(cast: Cast, client: Client) -> None:
    text = page(client, cast.igor)
    assert "Bram" not in text
    assert "How do you want to begin?" in text


def test_an_ended_network_asks_nothing_and_stays_in_sight_for_its_client(cast: Cast, client: Client) -> None:
    cast.network.status, cast.network.end_reason, cast.network.ended_at = "ended", "stopped", make.ago(0)
    cast.network.save()
    text = page(client, cast.bram)
    assert "Bram&#x27;s network" in text
    assert "there is nobody yet" not in text
    assert "Bram" not in page(client, cast.henk)


@pytest.mark.parametrize("networks", [1, 12])
def test_it_costs_eighteen_queries_at_most_however_many_networks(
    cast: Cast, client: Client, networks: int
) -> None:
    for _number in range(networks):
        network = make.make_network(representative=cast.marja)
        make.make_role(make.make_member(network, cast.marja))
        make.make_need(network, cast.marja, visibility=Visibility.CLOSE)
    client.force_login(cast.marja)
    with CaptureQueriesContext(connection) as queries:
        page(client)
    assert len(queries) <= 18 + SESSION


SESSION = 1
"""Reading the session from its row, when the cache does not have it yet."""
