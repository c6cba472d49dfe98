"""What could not be delivered: the operator sees keys and codes, and has it tried again."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accountability.models import LedgerEntry
from networks.choices import DeliveryState, MessageKind
from networks.models import Delivery, Network
from networks.parked import try_again
from tests.factories import give_second_factor, make_member, make_network, make_user
from tests.networks.posting import due, mails, quiet, server

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    found = make_network("Bram Jansen")
    for name in ("Ann", "Ben"):
        member = make_member(found, make_user(name))
        quiet(member.user)
        due(found, member, kind=MessageKind.HOUSE, subject=member, payload={"what": "mail_fails"})
    Delivery.objects.filter(channel="mail").update(
        state=DeliveryState.PARKED, attempts=9, last_error="550 5.1.1 at RCPT"
    )
    return found


@pytest.fixture
def operator(client: Client) -> Client:
    otto = make_user("Otto Beheer", is_staff=True)
    give_second_factor(otto)
    client.force_login(otto)
    return client


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_command_lists_keys_and_codes(network: Network) -> None:
    listed = said("deliveries")
    assert listed.endswith("2 parked.\n")
    for row in mails():
        assert f"{row.key}  9 tries  550 5.1.1 at RCPT" in listed
        assert row.user is not None
        assert row.user.email not in listed


def test_the_command_tries_one_or_all_again(network: Network) -> None:
    key = mails()[0].key
    assert said("deliveries", "--again", key) == "1 made due again.\n"
    assert [row.state for row in mails()] == ["due", "parked"]
    assert said("deliveries", "--again", "all") == "1 made due again.\n"
    with pytest.raises(CommandError):
        call_command("deliveries", "--again", key)
    with server() as taken:
        assert "mail: 2 done, 2 mails." in said("send_due")
    assert {mail.message_id for mail in taken} == {row.message_id for row in mails(state="sent")}


def test_trying_again_is_told_in_the_ledger_of_the_network(network: Network) -> None:
    assert try_again() == 2
    entries = LedgerEntry.objects.filter(verb="networks.delivery_tried_again", chain=network.pk)
    assert entries.count() == 2


def test_the_operator_sees_what_is_parked_and_has_it_tried_again(network: Network, operator: Client) -> None:
    page = operator.get("/admin/networks/delivery/").content.decode()
    row = mails()[0]
    assert row.key in page
    assert "550 5.1.1 at RCPT" in page
    assert "Bram" not in page
    assert "example.org" not in page
    answer = operator.post(
        "/admin/networks/delivery/", {"action": "send_again", "_selected_action": [str(row.pk)]}
    )
    assert answer.status_code == 302
    assert [one.state for one in mails()] == ["due", "parked"]


def test_nothing_can_be_added_changed_or_removed_there(network: Network, operator: Client) -> None:
    row = mails()[0]
    assert operator.get("/admin/networks/delivery/add/").status_code == 403
    assert operator.post(f"/admin/networks/delivery/{row.pk}/change/", {"key": "x"}).status_code == 403
    assert operator.get(f"/admin/networks/delivery/{row.pk}/delete/").status_code == 403
    assert operator.get("/admin/networks/delivery/?user__email__startswith=a").status_code in (302, 400)


def test_only_the_operator_gets_there(network: Network, client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/admin/networks/delivery/").status_code in (302, 403)
