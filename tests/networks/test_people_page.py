"""The list of people: who sees it, what it finds, and who may add somebody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import Circle, Side
from networks.models import Member
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

ADD = {"name": "Lia de Wit", "side": "informal", "relation": "colleague"}


def test_everybody_inside_sees_the_people_and_nobody_outside_does(cast: Cast) -> None:
    here = address("people", cast.network.pk)
    for name in INSIDE:
        assert browser(getattr(cast, name)).get(here).status_code == 200, name
    closed_to_outsiders(cast, here, address("person_add", cast.network.pk))


def test_the_closest_come_first_and_former_people_are_apart(cast: Cast) -> None:
    page = browser(cast.bram).get(address("people", cast.network.pk))
    names = [member.name for member, _roles in page.context["rows"]]
    assert names[:2] == ["Henk Visser", "Marja Visser"]
    assert names[-1] == "Noor Haddad"
    assert "Igor Petrov" not in names
    assert [member.name for member in page.context["former"]] == ["Igor Petrov"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=nurse", ["Anouk Bakker"]),
        ("words=JORIS", ["Joris Kok"]),
        ("side=formal", ["Fatima El Amrani", "Anouk Bakker"]),
        ("circle=close", ["Henk Visser", "Marja Visser"]),
        ("role=indirect", ["Henk Visser"]),
        ("role=organizer&side=informal", ["Marja Visser", "Joris Kok"]),
        ("words=nobody-is-called-this", []),
    ],
)
def test_the_list_can_be_searched_and_filtered(cast: Cast, query: str, found: list[str]) -> None:
    page = browser(cast.joris).get(f"{address('people', cast.network.pk)}?{query}")
    assert [member.name for member, _roles in page.context["rows"]] == found


def test_filters_and_pages_that_do_not_exist_are_passed_over(cast: Cast) -> None:
    page = browser(cast.joris).get(address("people", cast.network.pk) + "?side=x&circle=y&role=z&page=-1")
    assert page.status_code == 200
    assert len(page.context["rows"]) == 7


def test_a_long_list_has_pages_and_costs_the_same(cast: Cast) -> None:
    client, here = browser(cast.bram), address("people", cast.network.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for number in range(60):
        make.make_role(make.make_member(cast.network, name=f"Person {number:02}", circle=Circle.TAKES_PART))
    with CaptureQueriesContext(connection) as many:
        page = client.get(here)
    assert len(page.context["rows"]) == 50
    assert len(client.get(here + "?page=2").context["rows"]) == 17
    assert len(many) <= len(few) <= 12


def test_one_look_leaves_one_trace(cast: Cast) -> None:
    browser(cast.joris).get(address("people", cast.network.pk))
    assert traces(cast.network.pk) == ["networks.people_seen"]


def test_invitations_of_others_are_only_for_who_decides_on_members(cast: Cast) -> None:
    here = address("people", cast.network.pk)
    assert "Invitations that wait" in words_of(browser(cast.marja).get(here))
    assert "Invitations that wait" not in words_of(browser(cast.joris).get(here))


def test_who_decides_on_members_adds_somebody_who_takes_part_already(cast: Cast) -> None:
    data = {**ADD, "takes_part": "yes", "circle": "around"}
    answer = browser(cast.marja).post(address("person_add", cast.network.pk), data)
    member = Member.objects.get(name="Lia de Wit")
    assert answer.headers["Location"] == address("person", member.pk)
    assert member.takes_part
    assert member.placements.get().circle == Circle.AROUND


def test_a_member_can_only_name_somebody_who_could_be_asked(cast: Cast) -> None:
    data = {**ADD, "takes_part": "yes", "circle": "close"}
    browser(cast.joris).post(address("person_add", cast.network.pk), data)
    member = Member.objects.get(name="Lia de Wit")
    assert not member.takes_part
    assert member.placements.get().circle == Circle.COULD_BE_ASKED


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast) -> None:
    data = {**ADD, "email": "not-an-address", "phone": "06 12345678", "takes_part": "no", "circle": "around"}
    page = browser(cast.marja).post(address("person_add", cast.network.pk), data)
    assert page.status_code == 422
    assert "06 12345678" in words_of(page)
    assert not Member.objects.filter(name="Lia de Wit").exists()


def test_a_professional_has_no_relation(cast: Cast) -> None:
    data = {**ADD, "side": "formal", "takes_part": "no", "circle": "could_be_asked"}
    browser(cast.marja).post(address("person_add", cast.network.pk), data)
    member = Member.objects.get(name="Lia de Wit")
    assert (member.side, member.relation) == (Side.FORMAL, "")


def test_who_takes_part_already_stands_closer_than_could_be_asked(cast: Cast) -> None:
    data = {**ADD, "takes_part": "yes", "circle": "could_be_asked"}
    page = browser(cast.marja).post(address("person_add", cast.network.pk), data)
    assert page.status_code == 422
    assert "circle" in page.context["form"].errors
