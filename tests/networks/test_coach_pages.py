"""The coach's workspace and the client's "Who coaches with us", as pages, as a table and over the API."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.choices.coaching import Opens
from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Participation
from tests import coaching as rows
from tests import experiments, rules
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of
from tests.networks.counting import counted, stand_out, takes_part
from tests.watch import lines, said

TODAY = timezone.localdate()


@pytest.fixture
def bram(cast: Cast) -> Participation:
    """How De Linde counts Bram's network."""
    return rows.make_counted(cast.linde, cast.network, nickname="The blue door", people=7, needs=3)


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    response = client.get(address(name, *args), asked)
    assert response.status_code == 200
    return words_of(response)


def api(client: Client, name: str, pk: object, method: str = "get", body: Any = None, **headers: str) -> Any:
    path, sent = reverse(f"api:{name}", args=[pk]), json.dumps(body or {})
    return client.generic(
        method.upper(), path, sent if method != "get" else "", "application/json", **headers
    )


def test_the_client_sees_exactly_what_a_coach_would_and_says_yes(cast: Cast, bram: Participation) -> None:
    stand_out(cast.network, figures={})
    Participation.objects.filter(pk=bram.pk).update(signals=["no_stand_in"])
    experiments.running(cast.network, cast.bram, words="A ride by bus")
    client, carla = browser(cast.bram), browser(cast.carla)
    assert "Its coaches see nothing of you" in page(client, "coaching", cast.network.pk)
    preview = page(client, "coaching_give", bram.pk)
    assert "One person keeps the overview, and nobody could take it over" in preview or "overview" in preview
    assert "A ride by bus" in preview
    where = address("coaching_give", bram.pk)
    assert client.post(where, {"opens": ["patterns"]}).status_code == 422
    sent = {"opens": ["patterns", "experiments", "words"], "sure": "on"}
    assert client.post(where, sent).headers["Location"] == address("coaching", cast.network.pk)
    seen = page(carla, "coach_network", bram.pk)
    for part in ("A ride by bus", "Nobody can take the overview over"):
        assert part in preview
        assert part in seen
    assert traces(cast.network.pk, "networks.coach_seen") == ["networks.coach_seen"]
    assert "All of this is open already" in page(client, "coaching_give", bram.pk)


def test_members_see_that_there_is_a_coach_and_only_the_client_ends_it(
    cast: Cast, bram: Participation
) -> None:
    consent = rows.make_consent(bram, cast.bram)
    rows.make_question(bram, cast.carla, words="Why we ask")
    for name in ("henk", "fatima"):
        client = browser(getattr(cast, name))
        text = page(client, "coaching", cast.network.pk)
        assert "De Linde" in text
        assert "How many people there are, and what stands out" in text
        assert "Why we ask" not in text
        assert client.post(address("coaching_end", consent.pk)).status_code == 403
        assert client.get(address("coaching_give", bram.pk)).status_code == 403
    assert "Why we ask" in page(browser(cast.marja), "coaching", cast.network.pk)
    browser(cast.marja).post(address("coaching_end", consent.pk))
    assert browser(cast.carla).get(address("coach_network", bram.pk)).status_code == 404
    assert "Network 1" not in page(browser(cast.carla), "coach", cast.linde.pk)
    assert traces(cast.network.pk, "networks.coaching_ended")
    closed_to_outsiders(cast, address("coaching", cast.network.pk), address("coaching_give", bram.pk))


def test_a_question_by_number_is_answered_the_same_whether_there_is_such_a_network_or_not(
    cast: Cast, bram: Participation
) -> None:
    carla, where = browser(cast.carla), address("coach_ask", cast.linde.pk)
    told = []
    for number in (bram.number, 4711):
        response = carla.post(where, {"number": number, "words": "To learn"}, follow=True)
        told.append(said(response).split("Asked in the last half year")[0])
    assert "Asked. If there is such a network, the question waits with the client." in told[0]
    assert told[0] == told[1]
    assert carla.post(where, {"number": "0", "words": "x"}).status_code == 422
    question = CoachingQuestion.objects.get(network=cast.network)
    before = said(carla.get(where))
    assert browser(cast.henk).post(address("coaching_decline", question.pk)).status_code == 403
    browser(cast.bram).post(address("coaching_decline", question.pk))
    assert said(carla.get(where)) == before
    assert "To learn" not in page(browser(cast.bram), "coaching", cast.network.pk)


def test_the_first_page_of_a_coach_has_patterns_networks_rules_and_the_log(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words="Volunteers may not drive", raised_at=make.ago(50))
    line = rows.make_line(cast.linde, cast.carla, words="Ask who said it first", rule=rule)
    for turn in range(6):
        network = takes_part(cast.linde)
        stand_out(network)
        found = counted(cast.linde, network)
        rows.opened(found, cast.bram, *([Opens.PATTERNS] if turn else [Opens.EXPERIMENTS]))
        experiments.running(network, cast.bram, words="Not for coaches")
    text = page(browser(cast.carla), "coach", cast.linde.pk)
    for part in (
        "waits 7 weeks",
        "Volunteers may not drive",
        line.words,
        "nearly all",
        "opened what is tried",
    ):
        assert part in text
    assert "Not for coaches" not in text
    tried = page(browser(cast.carla), "coach_experiments", cast.linde.pk)
    assert "week 2 of 6" in tried
    assert tried.count("week 2 of 6") == 1
    assert "Nothing to show" in page(
        browser(cast.carla), "coach_experiments", cast.linde.pk, how_far="stopped"
    )
    office = page(browser(cast.carla), "office", cast.linde.pk)
    assert address("coach", cast.linde.pk) in office
    assert address("coach", cast.linde.pk) not in page(browser(cast.els), "office", cast.linde.pk)


def test_the_log_is_written_searched_changed_and_taken_back(cast: Cast, bram: Participation) -> None:
    rows.opened(bram, cast.bram, Opens.PATTERNS)
    carla, add = browser(cast.carla), address("coach_note_add", cast.linde.pk)
    sent = {"kind": "team", "day": TODAY.isoformat(), "words": "They asked whose rule it is"}
    assert carla.post(add, sent | {"words": "Henk asked"}).status_code == 422
    assert carla.post(add, sent | {"day": (TODAY + timedelta(days=3)).isoformat()}).status_code == 422
    assert carla.post(add, sent | {"about": f"counted {bram.pk}"}).status_code == 302
    line = CoachingNote.objects.get()
    assert line.network == cast.network
    assert traces(cast.network.pk)[-1] == "networks.coaching_note_written"
    assert "They asked whose rule" in page(carla, "coach_log", cast.linde.pk, q="whos", kind="team")
    assert "Nothing like this" in page(carla, "coach_log", cast.linde.pk, q="bus")
    assert "They asked whose rule" in page(carla, "coach_network", bram.pk)
    assert "coaching_log_seen" in lines()[-1].verb or lines()[-1].verb.endswith("seen")
    edit = address("coach_note_edit", line.pk)
    assert carla.post(edit, sent | {"words": "They asked again", "version": "1"}).status_code == 302
    assert carla.post(edit, sent | {"words": "Late", "version": "1"}).status_code == 422
    other = browser(rows.coach_of(cast.linde))
    assert "They asked again" in page(other, "coach_log", cast.linde.pk)
    for name in ("coach_note_edit", "coach_note_take_back"):
        assert other.get(address(name, line.pk)).status_code == 403
    assert "They asked again" in page(carla, "coach_note_take_back", line.pk)
    carla.post(address("coach_note_take_back", line.pk))
    assert "Nothing is written down yet" in page(carla, "coach_log", cast.linde.pk)


def test_the_log_comes_page_by_page(cast: Cast) -> None:
    for turn in range(33):
        rows.make_line(
            cast.linde, cast.carla, words=f"Line number {turn:02}", day=TODAY - timedelta(days=turn)
        )
    carla = browser(cast.carla)
    first, second = (page(carla, "coach_log", cast.linde.pk, page=str(number)) for number in (1, 2))
    assert "Line number 00" in first
    assert "Line number 32" not in first
    assert "Line number 32" in second
    found = api(carla, "coach_log", cast.linde.pk).json()
    assert len(found["results"]) == 33


def test_the_table_holds_only_networks_that_opened_their_patterns(cast: Cast, bram: Participation) -> None:
    rows.make_consent(bram, cast.bram, Opens.EXPERIMENTS)
    response = browser(cast.carla).get(address("coach_sheet", cast.linde.pk))
    assert len(b"".join(response.streaming_content).decode().splitlines()) == 1
    assert traces(bram.network_id, "networks.coach_seen") == []
    rows.make_consent(bram, cast.bram)
    response = browser(cast.carla).get(address("coach_sheet", cast.linde.pk))
    _head, row = b"".join(response.streaming_content).decode().splitlines()
    assert row.startswith("1,The blue door,7,")
    assert traces(bram.network_id, "networks.coach_seen") == ["networks.coach_seen"]


def test_the_same_over_the_api(cast: Cast, bram: Participation) -> None:
    experiments.running(cast.network, cast.bram, words="A ride by bus")
    client, carla = browser(cast.bram), browser(cast.carla)
    question = api(carla, "coach_ask", cast.linde.pk, "post", {"number": bram.number, "words": "To learn"})
    assert question.status_code == 201
    assert "answer" not in question.json()
    assert len(api(client, "coaching_questions", cast.network.pk).json()["results"]) == 1
    assert api(browser(cast.henk), "coaching_questions", cast.network.pk).status_code == 403
    preview = api(client, "coaching_give", bram.pk).json()
    assert (preview["number"], preview["tried"][0]["words"]) == (1, "A ride by bus")
    body = {"opens": ["patterns", "experiments"], "sure": True}
    assert api(client, "coaching_give", bram.pk, "post", body | {"sure": False}).status_code == 400
    assert api(client, "coaching_give", bram.pk, "post", body).status_code == 204
    (line,) = api(carla, "coach", cast.linde.pk).json()["results"]
    assert (line["number"], line["people"], line["experiments"]) == (1, 7, True)
    (tried,) = api(carla, "coach_experiments", cast.linde.pk).json()["results"]
    assert "words" not in tried
    seen = api(carla, "coach_network", bram.pk).json()
    assert seen["tried"][0]["words"] == ""
    assert str(cast.network.pk) not in json.dumps([line, tried, seen])
    assert api(carla, "coach_patterns", cast.linde.pk).json()["results"] == []
    new = {"kind": "try", "day": TODAY.isoformat(), "words": "It began well", "experiment": tried["id"]}
    note = api(carla, "coach_log", cast.linde.pk, "post", new).json()
    assert (note["counted"], note["experiment"]) == (str(bram.pk), tried["id"])
    changed = api(carla, "coach_note", note["id"], "patch", {"words": "It went on"}, HTTP_IF_MATCH="*")
    assert changed.json()["words"] == "It went on"
    for consent in api(client, "coaching", cast.network.pk).json()["results"]:
        assert api(client, "coaching_end", consent["id"], "post").status_code == 200
    assert api(carla, "coach_note", note["id"]).status_code == 404
    assert api(carla, "coach", cast.linde.pk).json()["results"] == []


def _cost(client: Client, path: str) -> int:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_a_page_costs_the_same_for_one_network_and_for_many(cast: Cast) -> None:
    pages = [
        address(name, cast.linde.pk) for name in ("coach", "coach_experiments", "coach_log", "coach_ask")
    ]
    pages += [address("coach_note_add", cast.linde.pk)]
    carla = browser(cast.carla)

    def more(number: int) -> Participation:
        for turn in range(number):
            network = takes_part(cast.linde)
            stand_out(network)
            found = counted(cast.linde, network)
            rows.opened(found, cast.bram)
            experiments.running(network, cast.bram)
            rows.make_line(cast.linde, cast.carla, network=network)
            rows.make_question(found, cast.carla, number=1000 + found.number)
            rules.make_rule(cast.linde, words=f"Rule {found.number} {turn}")
        return found

    one = more(1)
    pages.append(address("coach_network", one.pk))
    few = [_cost(carla, path) for path in pages]
    more(8)
    assert [_cost(carla, path) for path in pages] == few
    assert max(few) <= 22
    assert CoachingConsent.objects.count() == 27


def test_the_clients_page_costs_the_same_for_one_organisation_and_for_many(cast: Cast) -> None:
    bram, path = browser(cast.bram), address("coaching", cast.network.pk)
    rows.opened(rows.make_counted(cast.linde, cast.network), cast.bram)
    few = _cost(bram, path)
    for _turn in range(5):
        elsewhere = rows.make_counted(rules.make_organisation(), cast.network)
        rows.opened(elsewhere, cast.bram)
        rows.make_question(elsewhere, rows.coach_of(elsewhere.organisation))
    assert _cost(bram, path) == few
