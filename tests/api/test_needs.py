"""Needs and notes through the API: the client's words, their readers, links, and three sides."""

from collections.abc import Callable
from typing import Any

import pytest

from networks.choices import Importance
from tests import factories as make
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


@pytest.fixture
def body(cast: Any) -> dict[str, Any]:
    """A need as a program sends it."""
    return {
        "words": "I want to bake bread",
        "domains": [str(make.domain().pk), str(make.domain("physical").pk)],
        "importance": "high",
        "visibility": "everyone",
    }


def test_a_need_is_written_down_in_the_words_of_the_client(cast: Any, call: Call, body: Any) -> None:
    answer = call(cast.bram).post(f"networks/{cast.network.pk}/needs/", body)
    assert answer.status_code == 201
    need = answer.json()
    assert (need["words"], need["importance"], need["status"]) == (body["words"], "high", "open")
    assert (need["for_client"], need["author"], need["named"]) == (True, "Bram Visser", [])
    assert sorted(need["domains"]) == sorted(body["domains"])


def test_the_most_important_need_comes_first(cast: Any, call: Call, body: Any) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/needs/"
    for importance in (Importance.LOW, Importance.HIGH):
        bram.post(where, body | {"importance": importance})
    rows = bram.get(where).json()["results"]
    assert [row["importance"] for row in rows] == ["high", "medium", "medium", "low"]
    found = bram.get(f"{where}?domain={make.domain('physical').pk}&status=open").json()["results"]
    assert len(found) == 2


def test_what_may_not_be_read_is_not_there(cast: Any, call: Call) -> None:
    where = f"needs/{cast.family_need.pk}/"
    assert call(cast.henk).get(where).status_code == 200
    for who in (cast.anouk, cast.igor, cast.noor, cast.eve, cast.otto):
        assert call(who).get(where).status_code == 404
        assert call(who).post(f"{where}views/", {"met": "met"}).status_code == 404
    listed = call(cast.anouk).get(f"networks/{cast.network.pk}/needs/").json()["results"]
    assert [row["id"] for row in listed] == [str(cast.need.pk)]


def test_a_need_is_changed_in_part(cast: Any, call: Call, body: Any) -> None:
    bram = call(cast.bram)
    need = bram.post(f"networks/{cast.network.pk}/needs/", body).json()
    changed = bram.patch(f"needs/{need['id']}/", {"words": "I want to bake cake"}).json()
    assert (changed["words"], changed["version"]) == ("I want to bake cake", need["version"] + 1)
    for name in ("importance", "visibility", "named"):
        assert changed[name] == need[name]
    assert sorted(changed["domains"]) == sorted(need["domains"])


def test_named_people_read_and_only_who_restricts_sees_their_names(cast: Any, call: Call, body: Any) -> None:
    henk = str(cast.members["henk"].pk)
    named = body | {"visibility": "named", "named": [henk]}
    need = call(cast.bram).post(f"networks/{cast.network.pk}/needs/", named).json()
    assert need["named"] == [henk]
    assert call(cast.henk).get(f"needs/{need['id']}/").json()["named"] is None
    assert call(cast.joris).get(f"needs/{need['id']}/").status_code == 404
    kept = call(cast.bram).patch(f"needs/{need['id']}/", {"words": "Still for Henk"}).json()
    assert kept["named"] == [henk]


def test_an_audience_is_changed_alone(cast: Any, call: Call) -> None:
    where = f"needs/{cast.need.pk}/audience/"
    assert call(cast.bram).post(where, {"visibility": "only_me"}).json()["visibility"] == "only_me"
    assert call(cast.henk).get(f"needs/{cast.need.pk}/").status_code == 404
    assert call(cast.bram).post(where, {"visibility": "named"}).json()["errors"]["named"]
    stranger = {"visibility": "named", "named": [str(cast.other_member.pk)]}
    assert call(cast.bram).post(where, stranger).json()["errors"]["named"]


def test_a_need_rests_closes_with_a_reason_and_opens(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"needs/{cast.need.pk}/status/"
    assert bram.post(where, {"status": "resting"}).json()["status"] == "resting"
    assert bram.post(where, {"status": "resting"}).json()["errors"]["status"]
    assert bram.post(where, {"status": "closed"}).json()["errors"]["reason"]
    assert bram.post(where, {"status": "closed", "reason": "met"}).json()["status"] == "closed"
    assert bram.post(where, {"status": "open"}).json()["status"] == "open"
    assert call(cast.henk).post(where, {"status": "resting"}).status_code == 403


def test_three_sides_speak_and_are_never_averaged(cast: Any, call: Call) -> None:
    where = f"needs/{cast.need.pk}/views/"
    assert call(cast.bram).post(where, {"met": "not_met"}).json()["side"] == "client"
    assert call(cast.henk).post(where, {"met": "met"}).json()["side"] == "informal"
    assert call(cast.choir).post(where, {"met": "met"}).status_code == 403
    sides = call(cast.anouk).get(f"needs/{cast.need.pk}/").json()["sides"]
    assert (sides["client"]["met"], sides["informal"]["met"], sides["formal"]) == ("not_met", "met", None)
    said = call(cast.bram).get(where).json()["results"]
    assert [one["said_by"] for one in said] == ["Henk Visser", "Bram Visser"]


def test_needs_are_linked_in_words(cast: Any, call: Call, body: Any) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/links/"
    other = bram.post(f"networks/{cast.network.pk}/needs/", body).json()["id"]
    link = {"source": str(cast.need.pk), "target": other, "words": "then I skip choir"}
    made = bram.post(where, link)
    assert made.status_code == 201
    assert bram.post(where, link).status_code == 409
    assert bram.post(where, link | {"target": link["source"]}).status_code == 409
    assert [one["words"] for one in bram.get(where).json()["results"]] == ["then I skip choir"]
    assert bram.post(f"links/{made.json()['id']}/end/").json()["until"] is not None
    assert bram.get(where).json()["results"] == []


def test_a_link_to_a_need_one_may_not_read_does_not_show(cast: Any, call: Call) -> None:
    link = {"source": str(cast.need.pk), "target": str(cast.family_need.pk), "words": "both"}
    where = f"networks/{cast.network.pk}/links/"
    assert call(cast.anouk).post(where, link).json()["errors"]["target"]
    made = call(cast.henk).post(where, link).json()["id"]
    assert call(cast.anouk).get(where).json()["results"] == []
    assert call(cast.anouk).post(f"links/{made}/end/").status_code == 404


def test_notes_are_written_read_restricted_and_taken_back(cast: Any, call: Call) -> None:
    henk, where = call(cast.henk), f"networks/{cast.network.pk}/notes/"
    body = {"text": "He laughed", "visibility": "family", "need": str(cast.need.pk)}
    note = henk.post(where, body)
    assert (note.status_code, note.json()["author"]) == (201, "Henk Visser")
    pk = note.json()["id"]
    assert call(cast.anouk).get(f"notes/{pk}/").status_code == 404
    assert [row["id"] for row in henk.get(f"{where}?need={cast.need.pk}").json()["results"]] == [pk]
    assert henk.post(f"notes/{pk}/audience/", {"visibility": "everyone"}).json()["visibility"] == "everyone"
    assert call(cast.anouk).get(f"notes/{pk}/").json()["text"] == "He laughed"
    assert call(cast.anouk).post(f"notes/{pk}/take-back/").status_code == 403
    assert henk.post(f"notes/{pk}/take-back/").status_code == 204
    assert henk.get(f"notes/{pk}/").status_code == 404


def test_domains_speak_the_language_of_the_reader(cast: Any, call: Call) -> None:
    rows = call(cast.henk).get(f"networks/{cast.network.pk}/domains/").json()["results"]
    assert [row["code"] for row in rows] == ["participation", "physical", "meaning", "psychosocial"]
