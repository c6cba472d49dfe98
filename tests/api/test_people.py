"""People through the API: who sees whom, who describes, places, pauses, ends; and the roles they hold."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


def test_people_come_closest_first_with_their_roles(cast: Any, call: Call) -> None:
    rows = call(cast.bram).get(f"networks/{cast.network.pk}/members/").json()["results"]
    assert [row["name"] for row in rows][:2] == ["Henk Visser", "Marja Visser"]
    assert [role["kind"] for role in rows[1]["roles"]] == ["organizer"]
    assert "Igor Petrov" not in {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("side=community", ["Choir De Meent"]),
        ("circle=close", ["Henk Visser", "Marja Visser"]),
        ("role=direct", ["Joris Kok"]),
        ("search=nurse", ["Anouk Bakker"]),
    ],
)
def test_people_are_found_by_what_they_are(question: str, names: list[str], cast: Any, call: Call) -> None:
    rows = call(cast.bram).get(f"networks/{cast.network.pk}/members/?{question}").json()["results"]
    assert [row["name"] for row in rows] == names


def test_how_to_reach_somebody_is_for_themselves_and_who_governs(cast: Any, call: Call) -> None:
    where = f"members/{cast.members['noor'].pk}/"
    assert call(cast.bram).get(where).json()["email"] == "noor@example.org"
    assert call(cast.henk).get(where).json()["email"] is None
    assert call(cast.henk).get(f"members/{cast.members['henk'].pk}/").json()["email"] is not None


def test_who_governs_adds_somebody_who_takes_part(cast: Any, call: Call) -> None:
    body = {"name": "Sanne", "side": "informal", "relation": "sibling", "circle": "close", "takes_part": True}
    answer = call(cast.bram).post(f"networks/{cast.network.pk}/members/", body)
    assert answer.status_code == 201
    assert answer.json()["circle"] == "close"
    assert answer.json()["joined_at"] is not None
    assert call(cast.bram).get(answer.headers["Location"].removeprefix("/api/v1/")).status_code == 200


def test_a_member_only_proposes_somebody_who_could_be_asked(cast: Any, call: Call) -> None:
    body = {"name": "Lia", "side": "informal", "circle": "close", "takes_part": True}
    answer = call(cast.henk).post(f"networks/{cast.network.pk}/members/", body).json()
    assert (answer["circle"], answer["joined_at"]) == ("could_be_asked", None)


def test_somebody_describes_themselves_and_nobody_else(cast: Any, call: Call) -> None:
    henk = call(cast.henk)
    own = henk.patch(
        f"members/{cast.members['henk'].pk}/", {"phone": "06", "organisation": str(cast.linde.pk)}
    )
    assert (own.json()["phone"], own.json()["organisation"]["name"]) == ("06", "De Linde")
    assert henk.patch(f"members/{cast.members['joris'].pk}/", {"phone": "06"}).status_code == 403
    assert henk.patch(f"members/{cast.members['henk'].pk}/", {"side": "formal"}).status_code == 403


def test_the_client_places_people(cast: Any, call: Call) -> None:
    where = f"members/{cast.members['joris'].pk}/place/"
    assert call(cast.bram).post(where, {"circle": "close"}).json()["circle"] == "close"
    assert call(cast.henk).post(where, {"circle": "close"}).status_code == 403
    assert call(cast.bram).post(where, {"circle": "far"}).json()["errors"]["circle"]


def test_somebody_pauses_and_comes_back(cast: Any, call: Call) -> None:
    henk, where = call(cast.henk), f"members/{cast.members['henk'].pk}"
    later = (timezone.now() + timedelta(days=5)).isoformat()
    assert henk.post(f"{where}/pause/", {"until": later}).json()["paused_until"] is not None
    assert henk.post(f"{where}/resume/").json()["paused_until"] is None
    assert henk.post(f"{where}/pause/", {"until": "2020-01-01T00:00:00Z"}).json()["errors"]["until"]
    assert henk.post(f"members/{cast.members['joris'].pk}/pause/", {"until": later}).status_code == 403


def test_a_place_ends_and_begins_again(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"members/{cast.members['joris'].pk}"
    assert bram.post(f"{where}/end/").json()["until"] is not None
    assert call(cast.joris).get(f"networks/{cast.network.pk}/").status_code == 404
    back = bram.post(f"{where}/welcome-back/", {"circle": "around"})
    assert (back.json()["joined_at"], back.json()["person"]) == (None, str(cast.members["joris"].person))
    assert bram.post(f"{where}/welcome-back/", {"circle": "around"}).status_code == 409
    assert bram.post(f"members/{back.json()['id']}/joined/").json()["joined_at"] is not None


def test_who_ends_their_own_place_is_told_so(cast: Any, call: Call) -> None:
    steward = {"member": str(cast.members["joris"].pk)}
    assert call(cast.bram).post(f"networks/{cast.network.pk}/stewards/", steward).status_code == 201
    answer = call(cast.joris).post(f"members/{cast.members['joris'].pk}/end/")
    assert answer.status_code == 200
    assert call(cast.joris).get(f"networks/{cast.network.pk}/").status_code == 404


def test_a_role_is_taken_and_ends(cast: Any, call: Call) -> None:
    henk, where = call(cast.henk), f"networks/{cast.network.pk}/roles/"
    body = {"member": str(cast.members["henk"].pk), "kind": "direct", "need": str(cast.need.pk)}
    role = henk.post(where, body)
    assert (role.status_code, role.json()["source"]) == (201, "self")
    assert henk.post(where, body).status_code == 409
    assert [
        one["id"] for one in henk.get(f"{where}?kind=direct&member={body['member']}").json()["results"]
    ] == [role.json()["id"]]
    assert henk.post(f"roles/{role.json()['id']}/end/").json()["until"] is not None
    assert henk.get(f"roles/{role.json()['id']}/").status_code == 404
    other = {"member": str(cast.members["joris"].pk), "kind": "direct"}
    assert henk.post(where, other).status_code == 403


def test_a_role_for_a_need_of_the_family_is_hidden_from_professionals(cast: Any, call: Call) -> None:
    body = {"member": str(cast.members["henk"].pk), "kind": "direct", "need": str(cast.family_need.pk)}
    role = call(cast.henk).post(f"networks/{cast.network.pk}/roles/", body).json()["id"]
    anouk = call(cast.anouk)
    assert anouk.get(f"roles/{role}/").status_code == 404
    assert anouk.post(f"roles/{role}/end/").status_code == 404
    rows = anouk.get(f"networks/{cast.network.pk}/members/?search=Henk").json()["results"]
    assert role not in [one["id"] for one in rows[0]["roles"]]


def test_a_row_of_another_network_is_no_choice(cast: Any, call: Call) -> None:
    body = {"member": str(cast.other_member.pk), "kind": "direct"}
    answer = call(cast.bram).post(f"networks/{cast.network.pk}/roles/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["member"])
