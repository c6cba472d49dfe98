"""Settings and visibility: who may arrange what, who reads what, resting, ending, leaving."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.access import seat_in
from networks.choices import EndReason, Ground, NetworkStatus, RoleKind, Side, Visibility
from networks.governing import who_reads_what
from networks.models import Need, Network, Note, Representation, Role
from tests import factories as make
from tests.cast import Cast


def go(client: Client, user: Any, address: str, data: dict[str, Any] | None = None, status: int = 302) -> str:
    """One request below a network's address; ``data`` sends it as a form."""
    client.force_login(user)
    response = client.get(address) if data is None else client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def at(network: Network, rest: str) -> str:
    return f"/networks/{network.pk}/{rest}"


def answers(network: Network, **changed: Any) -> dict[str, Any]:
    """The settings form as it stands, with changes."""
    names = ("purpose", "decide", "need_visibility", "note_visibility", "time_zone", "version")
    return {name: getattr(network, name) for name in names} | {"region": ""} | changed


def test_the_client_changes_how_the_network_works(cast: Cast, client: Client) -> None:
    changed = answers(cast.network, purpose="Singing", decide="together", need_visibility="everyone")
    go(client, cast.bram, at(cast.network, "settings/"), changed)
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.purpose, network.decide, network.need_visibility) == ("Singing", "together", "everyone")


@pytest.mark.parametrize(
    "changed",
    [
        {"decide": "dice"},
        {"time_zone": "Mars/Olympus"},
        {"need_visibility": "named"},
        {"region": "01a20734-2b2c-7e30-80cc-8b080c025226"},
        {"purpose": "x" * 301},
    ],
)
def test_a_setting_that_does_not_exist_is_told_and_nothing_changes(
    cast: Cast, client: Client, changed: dict[str, Any]
) -> None:
    text = go(
        client,
        cast.bram,
        at(cast.network, "settings/"),
        answers(cast.network, **{"purpose": "Typed"} | changed),
        status=422,
    )
    assert "There is a problem" in text
    assert Network.objects.get(pk=cast.network.pk).version == cast.network.version


def test_settings_that_somebody_else_changed_meanwhile_are_not_overwritten(
    cast: Cast, client: Client
) -> None:
    sent = answers(cast.network, purpose="Mine")
    go(client, cast.marja, at(cast.network, "settings/"), answers(cast.network, purpose="Hers"))
    text = go(client, cast.bram, at(cast.network, "settings/"), sent, status=422)
    assert "Somebody else changed this just now." in text
    assert "Mine" in text
    assert Network.objects.get(pk=cast.network.pk).purpose == "Hers"


def test_a_steward_changes_settings_but_not_who_reads_what(cast: Cast, client: Client) -> None:
    make.make_steward(cast.network, cast.joris)
    text = go(client, cast.joris, at(cast.network, "settings/"), status=200)
    assert "need_visibility" not in text
    assert "End the network" not in text
    sent = answers(cast.network, purpose="Ours", need_visibility="everyone")
    go(client, cast.joris, at(cast.network, "settings/"), sent)
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.purpose, network.need_visibility) == ("Ours", "close")


def test_members_find_no_settings_and_outsiders_no_network(cast: Cast, client: Client) -> None:
    appoints = ("stewards/appoint/", "representatives/appoint/")
    addresses = ("settings/", "settings/client/", *appoints, "end/", "rest/")
    for address in addresses:
        go(client, cast.henk, at(cast.network, address), status=403)
        go(client, cast.igor, at(cast.network, address), status=404)
        go(client, cast.eve, at(cast.network, address), status=404)
    for address in ("activate/", "reopen/"):
        go(client, cast.henk, at(cast.network, address), {}, status=403)
        go(client, cast.bram, at(cast.network, address), status=405)


def test_the_client_is_called_otherwise_everywhere(cast: Cast, client: Client) -> None:
    sent = {"name": "Bram Visser", "called": "Brammetje", "version": cast.network.client.version}
    go(client, cast.marja, at(cast.network, "settings/client/"), sent)
    assert Network.objects.get(pk=cast.network.pk).title == "Brammetje"
    go(client, cast.marja, at(cast.network, "settings/client/"), {"name": ""}, status=422)


def test_a_steward_is_named_and_dismissed(cast: Cast, client: Client) -> None:
    member = cast.members["joris"]
    go(client, cast.bram, at(cast.network, "stewards/appoint/"), {"member": member.pk})
    row = cast.network.stewardships.get()
    assert row.user == cast.joris
    assert str(member.pk) not in go(client, cast.bram, at(cast.network, "stewards/appoint/"), status=200)
    address = at(cast.network, f"stewards/{row.pk}/dismiss/")
    assert "Joris Kok" in go(client, cast.bram, address, status=200)
    go(client, cast.joris, address, {}, status=403)
    go(client, cast.bram, address, {})
    row.refresh_from_db()
    assert row.until is not None
    go(client, cast.bram, address, {}, status=404)


def test_only_somebody_with_an_account_in_this_network_can_be_named(cast: Cast, client: Client) -> None:
    for member in (cast.members["noor"], cast.members["igor"], cast.other_member):
        sent = {"member": member.pk, "ground": Ground.FAMILY}
        go(client, cast.bram, at(cast.network, "stewards/appoint/"), sent, status=422)
        go(client, cast.bram, at(cast.network, "representatives/appoint/"), sent, status=422)
    assert not cast.network.stewardships.exists()


def test_a_representative_is_named_on_a_ground_and_ended(cast: Cast, client: Client) -> None:
    sent = {"member": cast.members["henk"].pk, "ground": Ground.PARENT}
    go(client, cast.bram, at(cast.network, "representatives/appoint/"), sent)
    row = Representation.objects.get(user=cast.henk)
    address = at(cast.network, f"representatives/{row.pk}/end/")
    assert "Should Henk Visser no longer act for Bram?" in go(client, cast.bram, address, status=200)
    go(client, cast.bram, address, {})
    row.refresh_from_db()
    assert row.until is not None


def test_a_professional_is_not_offered_as_representative(cast: Cast, client: Client) -> None:
    text = go(client, cast.bram, at(cast.network, "representatives/appoint/"), status=200)
    assert "Henk Visser" in text
    assert "Anouk Bakker" not in text
    sent = {"member": cast.members["anouk"].pk, "ground": Ground.WRITTEN}
    go(client, cast.bram, at(cast.network, "representatives/appoint/"), sent, status=422)


def test_the_last_who_acts_for_a_client_without_account_stays(cast: Cast, client: Client) -> None:
    row = Representation.objects.get(user=cast.eve)
    client.force_login(cast.eve)
    address = at(cast.other, f"representatives/{row.pk}/end/")
    text = client.post(address, follow=True).content.decode()
    assert "Nobody else acts for the client." in text
    row.refresh_from_db()
    assert row.until is None


def test_a_representation_of_another_network_is_not_there(cast: Cast, client: Client) -> None:
    row = Representation.objects.get(user=cast.eve)
    go(client, cast.bram, at(cast.network, f"representatives/{row.pk}/end/"), {}, status=404)


def test_a_steward_names_who_acts_only_while_nobody_speaks_for_the_client(cast: Cast, client: Client) -> None:
    make.make_steward(cast.network, cast.joris)
    go(client, cast.joris, at(cast.network, "representatives/appoint/"), status=403)
    network = make.make_network("Wilma Vos")
    make.make_steward(network, cast.fatima)
    member = make.make_member(network, cast.henk)
    assert "Nobody speaks for Wilma here." in go(client, cast.fatima, at(network, "settings/"), status=200)
    sent = {"member": member.pk, "ground": Ground.FAMILY}
    go(client, cast.fatima, at(network, "representatives/appoint/"), sent)
    assert Representation.objects.get(client=network.client).user == cast.henk


def test_a_network_rests_goes_on_ends_and_opens_again(cast: Cast, client: Client) -> None:
    def status() -> str:
        return Network.objects.get(pk=cast.network.pk).status

    go(client, cast.marja, at(cast.network, "rest/"), {})
    assert status() == NetworkStatus.RESTING
    go(client, cast.marja, at(cast.network, "activate/"), {})
    assert status() == NetworkStatus.ACTIVE
    assert "Why does it end?" in go(client, cast.marja, at(cast.network, "end/"), status=200)
    go(client, cast.marja, at(cast.network, "end/"), {}, status=422)
    go(client, cast.marja, at(cast.network, "end/"), {"reason": EndReason.GOALS_REACHED})
    assert status() == NetworkStatus.ENDED
    go(client, cast.henk, at(cast.network, ""), status=404)
    text = go(client, cast.bram, at(cast.network, "settings/"), status=200)
    assert "What we came together for is done" in text
    go(client, cast.bram, at(cast.network, "reopen/"), {})
    assert status() == NetworkStatus.ACTIVE
    go(client, cast.henk, at(cast.network, ""), status=200)


def test_in_an_ended_network_nothing_can_be_set(cast: Cast, client: Client) -> None:
    go(client, cast.bram, at(cast.network, "end/"), {"reason": EndReason.MOVED})
    network = Network.objects.get(pk=cast.network.pk)
    text = go(client, cast.bram, at(network, "settings/"), answers(network, purpose="Late"), status=422)
    assert Network.objects.get(pk=network.pk).purpose == ""
    assert "Open it again" in text


def test_a_state_that_changed_meanwhile_is_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.bram)
    text = client.post(at(cast.network, "activate/"), follow=True).content.decode()
    assert "The network changed meanwhile." in text


def test_a_member_leaves_without_a_reason_and_is_out(cast: Cast, client: Client) -> None:
    assert "You need no reason." in go(client, cast.henk, at(cast.network, "leave/"), status=200)
    go(client, cast.henk, at(cast.network, "leave/"), {})
    go(client, cast.henk, at(cast.network, ""), status=404)
    assert cast.network.members.get(user=cast.henk).until is not None


def test_the_last_who_keeps_the_overview_names_who_takes_over(cast: Cast, client: Client) -> None:
    text = go(client, cast.marja, at(cast.network, "leave/"), status=200)
    assert "Who keeps the overview from now on?" in text
    assert "Noor Haddad" not in text
    go(client, cast.marja, at(cast.network, "leave/"), {}, status=422)
    stranger = {"successor": cast.other_member.pk}
    go(client, cast.marja, at(cast.network, "leave/"), stranger, status=422)
    go(client, cast.marja, at(cast.network, "leave/"), {"successor": cast.members["joris"].pk})
    assert Role.objects.filter(
        member=cast.members["joris"], kind=RoleKind.ORGANIZER, stands_in=False, until=None
    ).exists()
    assert seat_in(cast.marja, cast.network.pk, timezone.now()) is None


def test_the_last_one_of_all_is_told_what_to_do_first(db: None, client: Client) -> None:
    user = make.make_user()
    network = make.make_network("Wilma Vos")
    make.make_role(make.make_member(network, user))
    text = go(client, user, at(network, "leave/"), status=200)
    assert "nobody can take over yet" in text
    go(client, user, at(network, "leave/"), {}, status=422)
    assert seat_in(user, network.pk, timezone.now()) is not None


def test_the_client_does_not_leave_their_own_network(cast: Cast, client: Client) -> None:
    go(client, cast.bram, at(cast.network, "leave/"), {}, status=403)


def test_who_reads_what_counts_what_each_would_see(cast: Cast) -> None:
    network, now = cast.network, timezone.now()
    writers = {cast.bram: True, cast.marja: True, cast.fatima: False, cast.joris: False}
    for author, for_client in writers.items():
        for level in Visibility:
            named = [cast.members["choir"]] if level == Visibility.NAMED else []
            need = make.make_need(network, author, visibility=level, named=named, for_client=for_client)
            make.make_note(network, author, visibility=level, named=named, for_client=for_client)
            make.make_note(network, author, need=need, visibility=Visibility.EVERYONE)
    mine = seat_in(cast.marja, network.pk, now)
    assert mine is not None
    found = {one.name: one for one in who_reads_what(mine)}
    assert set(found) == {"Bram Visser", *(cast.members[name].name for name in INSIDE)}
    my_needs = Need.objects.visible_to(mine)
    my_notes = Note.objects.visible_to(mine).filter(need__in=my_needs) | Note.objects.visible_to(mine).filter(
        need=None
    )
    for name in ("bram", *INSIDE):
        user = getattr(cast, name)
        theirs = seat_in(user, network.pk, now)
        assert theirs is not None
        needs = my_needs.filter(pk__in=Need.objects.visible_to(theirs).values("pk"))
        notes = my_notes.filter(pk__in=Note.objects.visible_to(theirs).values("pk"))
        readable = [note for note in notes if note.need_id is None or needs.filter(pk=note.need_id).exists()]
        assert (found[user.name].needs, found[user.name].notes) == (needs.count(), len(readable)), name


INSIDE = ("marja", "henk", "joris", "fatima", "anouk", "choir")


def test_what_i_may_not_read_is_in_no_number(cast: Cast, client: Client) -> None:
    before = go(client, cast.marja, at(cast.network, "settings/"), status=200)
    make.make_need(cast.network, cast.joris, visibility=Visibility.ONLY_ME)
    after = go(client, cast.marja, at(cast.network, "settings/"), status=200)
    table = "Who reads what</caption>"
    assert before.split(table)[1].split("</table>")[0] == after.split(table)[1].split("</table>")[0]


@pytest.mark.parametrize("people", [1, 20])
def test_the_settings_cost_the_same_for_few_and_for_many(cast: Cast, client: Client, people: int) -> None:
    for _number in range(people):
        make.make_member(cast.network, make.make_user(), side=Side.FORMAL)
        make.make_need(cast.network, cast.bram)
    client.force_login(cast.bram)
    with CaptureQueriesContext(connection) as queries:
        client.get(at(cast.network, "settings/"))
    assert len(queries) <= 15
