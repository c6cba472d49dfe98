"""Starting a network in three pages: nothing before the end, everything at the end, and once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser

from carenet.lib.models import uuid7
from networks.actions.start import begin_network
from networks.choices import Circle, Ground, Relation, Side, Visibility
from networks.forms.start import WhoForm, beginning
from networks.models import Client, Invitation, Member, Need, Network, Representation, Stewardship
from tests import factories as make
from tests.cast import Cast
from tests.quickly import quickly

SOMEBODY = {"for_whom": "somebody", "name": "Wilma Vos", "relation": "child", "ground": "family"}


def rows(prefix: str, *filled: dict[str, Any], **default: Any) -> dict[str, Any]:
    """What a browser sends for three rows."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": 3, f"{prefix}-INITIAL_FORMS": 0}
    for number in range(3):
        row = default | (filled[number] if number < len(filled) else {})
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def people(*filled: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"words": "Will you join us?", "language": "nl"} | rows("people", *filled) | more


def needs(*filled: dict[str, Any]) -> dict[str, Any]:
    return rows("needs", *filled, visibility="close")


KEES = {"name": "Kees Vos", "what": "sibling", "circle": "close"}
NURSE = {"name": "Anouk Bakker", "what": "formal", "circle": "around", "email": "anouk@example.org"}
CLUB = {"name": "The chess club", "what": "community", "circle": "could_be_asked"}


@pytest.fixture
def ann(db: None, client: Browser) -> Any:
    user = make.make_user("Ann Vos")
    client.force_login(user)
    return user


def walk(client: Browser, first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]) -> Network:
    """All three pages, and the network that is there afterwards."""
    for address, data in (("", first), ("people/", second), ("needs/", third)):
        response = client.post(f"/start/{address}", data)
        assert response.status_code == 302, response.content.decode()
    return Network.objects.get(pk=response.headers["Location"].strip("/").split("/")[-1])


def test_three_pages_make_a_network_with_people_an_invitation_and_a_need(ann: Any, client: Browser) -> None:
    domain = make.domain("physical")
    need = {"words": "I want to swim again", "domains": [str(domain.pk)], "visibility": "everyone"}
    network = walk(client, SOMEBODY | {"purpose": "Thuis"}, people(KEES, NURSE, CLUB), needs(need))
    assert (network.title, network.purpose, network.status) == ("Wilma", "Thuis", "forming")
    assert Representation.objects.get(client=network.client).ground == Ground.FAMILY
    found = {member.name: member for member in network.members.all()}
    assert found["Ann Vos"].user == ann
    assert (found["Kees Vos"].relation, found["Kees Vos"].takes_part) == (Relation.SIBLING, True)
    assert (found["Anouk Bakker"].side, found["Anouk Bakker"].takes_part) == (Side.FORMAL, False)
    assert (found["The chess club"].side, found["The chess club"].takes_part) == (Side.COMMUNITY, False)
    invitation = Invitation.objects.get(network=network)
    assert (invitation.email, invitation.words) == ("anouk@example.org", "Will you join us?")
    assert (invitation.language, invitation.mail_due) == ("nl", True)
    written = Need.objects.get(network=network)
    assert (written.words, written.visibility, written.for_client) == (need["words"], "everyone", True)
    assert list(written.domains.all()) == [domain]


def test_the_picture_follows_and_shows_who_was_named(ann: Any, client: Browser) -> None:
    network = walk(client, SOMEBODY, people(KEES), needs())
    text = client.get(f"/networks/{network.pk}/").content.decode()
    assert "Kees Vos" in text
    assert "The network is there." in text


def test_nothing_is_saved_before_the_last_page(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY)
    client.post("/start/people/", people(KEES, NURSE))
    assert not Network.objects.exists()
    assert not Member.objects.exists()
    assert not mail.outbox


def test_pages_two_and_three_can_be_skipped(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY)
    assert client.get("/start/needs/").status_code == 200
    client.post("/start/needs/", {"skip": "yes"})
    network = Network.objects.get()
    assert [member.name for member in network.members.all()] == ["Ann Vos"]
    assert not network.needs.exists()


def test_for_myself_i_am_the_client_and_my_name_need_not_be_typed(ann: Any, client: Browser) -> None:
    network = walk(client, {"for_whom": "me"}, people(), needs())
    assert (network.client.user, network.client.name, network.title) == (ann, "Ann Vos", "Ann")
    assert not network.members.exists()


def test_a_professional_runs_it_for_a_client_who_still_names_who_acts(ann: Any, client: Browser) -> None:
    first = {
        "for_whom": "work",
        "name": "Wilma Vos",
        "called": "Mevrouw Vos",
        "function": "nurse",
        "organisation_name": "De Meent",
    }
    network = walk(client, first, people(), needs())
    assert network.title == "Mevrouw Vos"
    assert Stewardship.objects.get(network=network).user == ann
    assert not Representation.objects.exists()
    member = network.members.get()
    assert (member.side, member.function, member.organisation_name) == (Side.FORMAL, "nurse", "De Meent")


def test_a_professional_takes_part_for_the_organisation_they_work_for(cast: Cast, client: Browser) -> None:
    client.force_login(cast.fatima)
    assert 'value="De Linde"' in client.get("/start/").content.decode()
    first = {"for_whom": "work", "name": "Wilma Vos", "function": "group leader"}
    one = walk(client, first | {"organisation_name": "de linde"}, people(), needs()).members.get()
    assert (one.organisation, one.organisation_name, one.works_for) == (cast.linde, "", "De Linde")
    other = walk(client, first | {"organisation_name": "Elsewhere"}, people(), needs()).members.get()
    assert (other.organisation, other.works_for) == (None, "Elsewhere")


def test_a_professional_is_not_offered_the_family_only_space(ann: Any, client: Browser) -> None:
    client.post("/start/", {"for_whom": "work", "name": "Wilma Vos", "function": "nurse"})
    assert "never professionals" not in client.get("/start/needs/").content.decode()
    row = {"words": "Swimming", "domains": [str(make.domain().pk)], "visibility": Visibility.FAMILY}
    assert client.post("/start/needs/", needs(row)).status_code == 422
    assert not Network.objects.exists()


def test_somebody_who_helps_without_acting_becomes_steward(ann: Any, client: Browser) -> None:
    network = walk(client, SOMEBODY | {"ground": "none"}, people(), needs())
    assert Stewardship.objects.filter(network=network, user=ann).exists()
    assert not Representation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "This field is required."),
        ({"for_whom": "somebody", "relation": "child", "ground": "family"}, "Fill in the name of the person"),
        ({"for_whom": "somebody", "name": "W", "ground": "family"}, "Choose what you are to this person."),
        ({"for_whom": "somebody", "name": "W", "relation": "child"}, "Choose on what ground"),
        ({"for_whom": "work", "name": "W"}, "Fill in your function."),
        ({"for_whom": "martians", "name": "Typed Name"}, "Typed Name"),
        ({"for_whom": "me", "name": "x" * 151}, "at most 150 characters"),
    ],
)
def test_page_one_says_what_is_wrong_beside_the_field(
    ann: Any, client: Browser, sent: dict[str, str], sentence: str
) -> None:
    response = client.post("/start/", sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "start" not in client.session


def test_who_has_a_network_of_their_own_is_told_on_page_one(cast: Cast, client: Browser) -> None:
    client.force_login(cast.bram)
    response = client.post("/start/", {"for_whom": "me"})
    assert response.status_code == 422
    assert "You already have a network of your own." in response.content.decode()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"what": "friend", "circle": "close"}, "Fill in a name"),
        ({"name": "Kees", "circle": "close"}, "Choose what this person is"),
        ({"name": "Kees", "what": "friend"}, "Choose how close"),
        ({"name": "Kees", "what": "friend", "circle": "close", "email": "kees"}, "valid email"),
        ({"name": "Kees", "what": "king", "circle": "close"}, "Select a valid choice"),
    ],
)
def test_a_half_filled_row_is_told_and_kept(
    ann: Any, client: Browser, row: dict[str, str], sentence: str
) -> None:
    client.post("/start/", SOMEBODY)
    response = client.post("/start/people/", people(KEES, row))
    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert "There is a problem" in text
    assert "Kees Vos" in text


def test_a_need_without_a_part_of_life_is_told_and_kept(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY)
    response = client.post("/start/needs/", needs({"words": "Swimming"}))
    assert response.status_code == 422
    assert "Choose at least one part of life." in response.content.decode()
    assert "Swimming" in response.content.decode()
    assert not Network.objects.exists()


def test_going_back_keeps_everything(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY | {"purpose": "Staying at home"})
    client.post("/start/people/", people(KEES, words="Do come"))
    assert "Staying at home" in client.get("/start/").content.decode()
    text = client.get("/start/people/").content.decode()
    assert "Kees Vos" in text
    assert "Do come" in text
    client.post("/start/", SOMEBODY | {"name": "Willem Vos"})
    assert "Kees Vos" in client.get("/start/people/").content.decode()
    assert "You were starting a network." in client.get("/").content.decode()


def test_a_row_can_be_emptied_or_sent_unchanged_after_going_back(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY)
    client.post("/start/people/", people(KEES, NURSE))
    text = client.get("/start/people/").content.decode()
    assert 'name="people-INITIAL_FORMS" value="0"' in text
    again = people(KEES) | {"people-INITIAL_FORMS": 3}
    assert client.post("/start/people/", again).status_code == 302
    client.post("/start/needs/", {"skip": "yes"})
    assert {member.name for member in Network.objects.get().members.all()} == {"Ann Vos", "Kees Vos"}


def test_sending_the_last_page_twice_makes_one_network(ann: Any, client: Browser) -> None:
    network = walk(client, SOMEBODY, people(KEES), needs())
    response = client.post("/start/needs/", needs())
    assert response.headers["Location"] == f"/networks/{network.pk}/"
    assert Network.objects.count() == Client.objects.count() == 1
    assert network.members.count() == 2


def test_the_same_start_that_arrives_again_changes_nothing(ann: Any, client: Browser) -> None:
    network = walk(client, SOMEBODY, people(KEES), needs())
    again = begin_network(
        actor=ann,
        key=network.pk,
        beginning={"name": "Somebody else"},
        people=[{"name": "Twice", "side": Side.INFORMAL, "circle": Circle.CLOSE}],
    )
    assert again.pk == network.pk
    assert network.members.count() == 2


def test_another_start_follows_on_its_own(ann: Any, client: Browser) -> None:
    one = walk(client, SOMEBODY, people(), needs())
    other = walk(client, SOMEBODY | {"name": "Piet Vos"}, people(), needs())
    assert one.pk != other.pk


def test_a_refusal_at_the_end_keeps_everything_and_saves_nothing(ann: Any, client: Browser) -> None:
    client.post("/start/", {"for_whom": "me"})
    client.post("/start/people/", people(KEES))
    make.make_network(ann)
    response = client.post("/start/needs/", needs())
    assert response.status_code == 422
    assert "You already have a network of your own." in response.content.decode()
    assert Network.objects.count() == 1
    assert "Kees Vos" in client.get("/start/people/").content.decode()


def test_later_pages_without_a_beginning_lead_to_the_first(ann: Any, client: Browser) -> None:
    for address in ("people/", "needs/"):
        assert client.get(f"/start/{address}").headers["Location"] == "/start/"
        assert client.post(f"/start/{address}", people(KEES)).headers["Location"] == "/start/"


def test_a_row_count_made_up_by_a_program_makes_no_more_than_three(ann: Any, client: Browser) -> None:
    client.post("/start/", SOMEBODY)
    for count in ("1000000", "-1", "x"):
        with quickly():
            response = client.post("/start/people/", people(KEES) | {"people-TOTAL_FORMS": count})
        assert response.status_code in (302, 422)


def test_the_answers_of_page_one_are_what_the_action_takes(ann: Any) -> None:
    form = WhoForm(SOMEBODY, has_own=False)
    assert form.is_valid()
    found = beginning(form.cleaned_data, ann, [])
    assert found["ground"] == Ground.FAMILY
    assert found["place"] == {"side": Side.INFORMAL, "relation": Relation.CHILD}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ground", [None, Ground.FAMILY])
def test_the_same_start_from_many_sides_at_once_makes_one_network(ground: Ground | None) -> None:
    user, key = make.make_user("Ann Vos"), uuid7()
    place = {"side": Side.INFORMAL, "relation": Relation.CHILD} if ground else None
    person = {"name": "Kees", "side": Side.INFORMAL, "circle": Circle.CLOSE}

    def begin(_turn: int) -> None:
        try:
            beginning = {"name": "Wilma Vos", "ground": ground, "place": place}
            begin_network(actor=user, key=key, beginning=beginning, people=[person])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(begin, range(16)))
    assert Network.objects.get().pk == key
    assert Client.objects.count() == 1
    assert Member.objects.filter(name="Kees").count() == 1
