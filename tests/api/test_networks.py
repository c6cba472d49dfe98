"""Networks through the API: the list, starting one, settings, states, the picture, and leaving."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.models import LedgerEntry
from networks.choices import Circle, NetworkStatus
from networks.models import Network
from tests import factories as make
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


def test_everybody_lists_only_their_own_networks(cast: Any, call: Call) -> None:
    for name, somebody in cast.everyone().items():
        answer = call(somebody).get("networks/")
        found = [row["id"] for row in answer.json()["results"]] if answer.status_code == 200 else []
        inside = name not in cast.outside()
        assert found == ([str(cast.network.pk)] if inside else [str(cast.other.pk)] if name == "eve" else [])


def test_the_list_is_searched_filtered_and_ordered(cast: Any, call: Call) -> None:
    for title, status in (("Ada", "active"), ("Bo", "resting"), ("Cas", "active")):
        make.make_member(make.make_network(title, status=NetworkStatus(status)), cast.joris)
    joris = call(cast.joris)

    def titles(question: str) -> list[str]:
        return [row["title"] for row in joris.get(f"networks/?{question}").json()["results"]]

    assert titles("") == ["Ada", "Bo", "Bram", "Cas"]
    assert titles("order=-title") == ["Cas", "Bram", "Bo", "Ada"]
    assert titles("search=b") == ["Bo", "Bram"]
    assert titles("status=resting") == ["Bo"]


def test_one_network_says_what_i_am_and_may_do_there(cast: Any, call: Call) -> None:
    bram = call(cast.bram).get(f"networks/{cast.network.pk}/").json()
    henk = call(cast.henk).get(f"networks/{cast.network.pk}/").json()
    assert (bram["standing"], henk["standing"]) == ("client", "member")
    assert "read_ledger" in bram["may"]
    assert "read_ledger" not in henk["may"]


def test_every_read_leaves_one_look(cast: Any, call: Call) -> None:
    looks = {
        f"networks/{cast.network.pk}/": "networks.network_seen",
        f"networks/{cast.network.pk}/client/": "networks.network_seen",
        f"networks/{cast.network.pk}/picture/": "networks.network_seen",
        f"networks/{cast.network.pk}/members/": "networks.people_seen",
        f"networks/{cast.network.pk}/roles/": "networks.people_seen",
        f"networks/{cast.network.pk}/stewards/": "networks.people_seen",
        f"networks/{cast.network.pk}/representatives/": "networks.people_seen",
        f"networks/{cast.network.pk}/invitations/": "networks.people_seen",
        f"networks/{cast.network.pk}/needs/": "networks.needs_seen",
        f"networks/{cast.network.pk}/links/": "networks.needs_seen",
        f"networks/{cast.network.pk}/notes/": "networks.notes_seen",
        f"networks/{cast.network.pk}/ledger/": "accountability.ledger_seen",
        f"members/{cast.members['joris'].pk}/": "networks.person_seen",
        f"needs/{cast.need.pk}/": "networks.need_seen",
        f"needs/{cast.need.pk}/views/": "networks.need_seen",
        f"notes/{cast.note.pk}/": "networks.notes_seen",
        f"invitations/{cast.invitation.pk}/": "networks.people_seen",
        f"roles/{cast.network.roles.first().pk}/": "networks.people_seen",
    }
    bram = call(cast.bram)
    for where, verb in looks.items():
        before = LedgerEntry.objects.count()
        assert bram.get(where).status_code == 200, where
        entry = LedgerEntry.objects.of_network(cast.network.pk).first()
        assert (entry.verb, entry.actor_id) == (verb, cast.bram.pk), where
        assert LedgerEntry.objects.count() == before + 1, where


def test_somebody_starts_a_network_of_their_own(cast: Any, call: Call) -> None:
    answer = call(cast.eve).post("networks/", {"name": "Eve Jansen", "called": "Eef"})
    assert answer.status_code == 201
    network = Network.objects.get(pk=answer.json()["id"])
    assert answer.headers["Location"] == f"/api/v1/networks/{network.pk}/"
    assert (network.title, network.client.user) == ("Eef", cast.eve)
    assert answer.json()["standing"] == "client"


def test_somebody_starts_a_network_for_somebody_else(cast: Any, call: Call) -> None:
    body = {
        "name": "Wim Kok",
        "ground": "family",
        "place": {"side": "informal", "relation": "child", "organisation": str(cast.linde.pk)},
    }
    answer = call(cast.joris).post("networks/", body)
    assert answer.status_code == 201
    assert answer.json()["standing"] == "representative"
    assert Network.objects.get(pk=answer.json()["id"]).members.get().organisation == cast.linde


def test_a_professional_has_no_relation_to_the_client(cast: Any, call: Call) -> None:
    body = {"name": "Wim Kok", "place": {"side": "formal", "relation": "child"}}
    answer = call(cast.fatima).post("networks/", body)
    assert answer.status_code == 201
    assert Network.objects.get(pk=answer.json()["id"]).members.get().relation == ""


def test_one_client_has_one_network(cast: Any, call: Call) -> None:
    answer = call(cast.bram).post("networks/", {"name": "Bram"})
    assert (answer.status_code, answer.json()["code"]) == (409, "client_has_network")


def test_settings_are_changed_by_who_may(cast: Any, call: Call) -> None:
    where = f"networks/{cast.network.pk}/"
    region = call(cast.bram).get("regions/?code=NL22").json()["results"][0]["id"]
    answer = call(cast.bram).patch(where, {"purpose": "Singing", "region": region})
    assert answer.json()["purpose"] == "Singing"
    assert answer.json()["region"]["code"] == "NL22"
    assert call(cast.henk).patch(where, {"purpose": "x"}).status_code == 403
    assert call(cast.eve).patch(where, {"purpose": "x"}).status_code == 404


def test_a_region_that_does_not_exist_is_told_by_its_field(cast: Any, call: Call) -> None:
    answer = call(cast.bram).patch(f"networks/{cast.network.pk}/", {"region": str(cast.need.pk)})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["region"]


def test_a_network_rests_acts_ends_and_opens_again(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}"
    assert bram.post(f"{where}/rest/").json()["status"] == "resting"
    assert bram.post(f"{where}/rest/").status_code == 409
    assert bram.post(f"{where}/activate/").json()["status"] == "active"
    assert bram.post(f"{where}/end/").status_code == 400
    assert bram.post(f"{where}/end/", {"reason": "moved"}).json()["end_reason"] == "moved"
    assert call(cast.henk).get(f"{where}/").status_code == 404
    answer = bram.patch(f"{where}/", {"purpose": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "network_ended")
    assert bram.post(f"{where}/reopen/").json()["status"] == "active"
    assert call(cast.henk).get(f"{where}/").status_code == 200


def test_the_client_is_called_as_they_like(cast: Any, call: Call) -> None:
    where = f"networks/{cast.network.pk}/"
    assert call(cast.bram).patch(f"{where}client/", {"called": "Brammetje"}).json()["called"] == "Brammetje"
    assert call(cast.bram).get(where).json()["title"] == "Brammetje"


def test_the_last_organizer_names_a_successor_before_leaving(cast: Any, call: Call) -> None:
    marja, where = call(cast.marja), f"networks/{cast.network.pk}/leave/"
    answer = marja.post(where)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["successor"])
    assert marja.post(where, {"successor": str(cast.members["henk"].pk)}).status_code == 204
    assert marja.get(f"networks/{cast.network.pk}/").status_code == 404


def test_the_picture_shows_a_past_day(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/picture/"
    today = {one["name"] for one in bram.get(where).json()["people"]}
    day = (timezone.now() - timedelta(days=3)).date()
    before = bram.get(f"{where}?on={day}").json()
    assert {one["name"] for one in before["people"]} - today == {"Igor Petrov"}
    assert all(one["circle"] in Circle.values for one in before["people"])
    day = (timezone.now() - timedelta(days=300)).date()
    assert bram.get(f"{where}?on={day}").json()["people"] == []


def test_nobody_looks_into_the_future(cast: Any, call: Call) -> None:
    tomorrow = (timezone.now() + timedelta(days=2)).date()
    answer = call(cast.bram).get(f"networks/{cast.network.pk}/picture/?on={tomorrow}")
    assert list(answer.json()["errors"]) == ["on"]


def test_the_picture_of_a_professional_has_nothing_of_the_family_space(cast: Any, call: Call) -> None:
    where = f"networks/{cast.network.pk}/picture/"
    professional = [need["id"] for need in call(cast.anouk).get(where).json()["needs"]]
    family = [need["id"] for need in call(cast.henk).get(where).json()["needs"]]
    assert str(cast.family_need.pk) not in professional
    assert str(cast.family_need.pk) in family


def test_a_steward_and_a_representative_are_named_and_end(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}"
    joris = {"member": str(cast.members["joris"].pk)}
    steward = bram.post(f"{where}/stewards/", joris)
    assert (steward.status_code, steward.json()["name"]) == (201, "Joris Kok")
    assert bram.post(f"{where}/stewards/", joris).json()["errors"]["member"]
    ended = bram.post(f"{where}/stewards/{steward.json()['id']}/end/")
    assert ended.json()["until"] is not None
    acting = bram.post(f"{where}/representatives/", {**joris, "ground": "written"})
    assert acting.json()["ground"] == "written"
    assert len(bram.get(f"{where}/representatives/").json()["results"]) == 2
    assert bram.post(f"{where}/representatives/{acting.json()['id']}/end/").status_code == 200
    assert call(cast.henk).post(f"{where}/stewards/", joris).status_code == 403
