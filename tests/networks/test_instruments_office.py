"""An organisation adds a list it has the right to use: seen first, said in words, ended; never answers."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import DomainError
from networks.actions import instrument as actions
from networks.measuring.offered import office_of
from networks.models import Instrument
from tests import rules
from tests.cast import Cast
from tests.instruments import as_text, bands, document, make_check, make_instrument, score
from tests.networks.browsing import address, browser, words_of

PARTS = bands((0, 1, "You seem to manage"), (2, 2, "That is a lot"))
HELD = document(None, score(["one", "two"], 0, 2, bands=PARTS))


def add(cast: Cast, name: str = "els", **fields: Any) -> Instrument:
    given = {"document": as_text(HELD), "ground": "Licence 12", "sure": True} | fields
    return actions.add_instrument(actor=office_of(getattr(cast, name), cast.linde.pk), **given)


def test_a_list_is_seen_first_and_offered_only_with_the_right_to_it(cast: Cast) -> None:
    client, here = browser(cast.els), address("instrument_add", cast.linde.pk)
    assert address("instruments", cast.linde.pk) in words_of(client.get(address("office", cast.linde.pk)))
    assert "An example to begin from" in words_of(client.get(here))
    look = words_of(client.post(here, {"step": "look", "document": as_text(HELD)}))
    for shown in ("Question one", "answer 1", "That is a lot", "Somebody (2026)", "Licence 12 of our"):
        assert shown in look
    assert "It is not offered yet." in look
    assert not Instrument.objects.exists()
    refused = client.post(here, {"step": "add", "document": as_text(HELD), "ground": "Licence 12"})
    assert refused.status_code == 422
    assert "Say that you have the right to use this." in words_of(refused)
    assert "Question one" in words_of(refused)
    given = {"step": "add", "document": as_text(HELD), "ground": "Licence 12", "sure": "on"}
    answer = client.post(here, given)
    row = Instrument.objects.get()
    assert answer.headers["Location"] == address("instrument", row.pk)
    assert (row.code, row.edition, row.document, row.added_by) == ("strain", "1", HELD, cast.els)
    page = words_of(client.get(address("instrument", row.pk)))
    assert "Licence 12" in page
    assert "Els" in page
    last = LedgerEntry.objects.order_by("-at").first()
    assert last is not None
    assert last.verb == "networks.instrument_added"
    assert "Licence" not in json.dumps(last.detail)


def test_a_file_will_do_and_what_is_no_file_of_text_is_refused(cast: Cast) -> None:
    client, here = browser(cast.els), address("instrument_add", cast.linde.pk)
    file = SimpleUploadedFile("list.json", b"\xef\xbb\xbf" + as_text(HELD).encode(), "application/json")
    assert "This is what people see" in words_of(client.post(here, {"step": "look", "file": file}))
    broken = SimpleUploadedFile("list.json", b"\xff\xfe\x00", "application/json")
    answer = client.post(here, {"step": "look", "file": broken})
    assert (answer.status_code, "not text in UTF-8" in words_of(answer)) == (422, True)
    answer = client.post(here, {"step": "look"})
    assert (answer.status_code, "Choose a file, or paste the text." in words_of(answer)) == (422, True)


def test_faults_are_said_one_by_one_with_their_place(cast: Cast) -> None:
    held = document(colour="red", seen_by="manager")
    client, here = browser(cast.els), address("instrument_add", cast.linde.pk)
    for step in ("look", "add"):
        answer = client.post(here, {"step": step, "document": as_text(held)})
        page = words_of(answer)
        assert answer.status_code == 422
        assert "colour: This name is not known here." in page
        assert "seen_by: Write “self”: nobody else ever sees what somebody fills in." in page
    back = words_of(client.post(here, {"step": "change", "document": as_text(HELD)}))
    assert "Question one" in back
    with pytest.raises(DomainError, match="colour: This name is not known here"):
        add(cast, document=as_text(held))


def test_the_yes_the_ground_and_the_code_are_checked_again(cast: Cast) -> None:
    with pytest.raises(DomainError, match="right to use"):
        add(cast, sure=False)
    with pytest.raises(DomainError, match="brings this list along"):
        add(cast, document=as_text(document(code="carerqol")))
    with pytest.raises(Exception, match="Write down why"):
        add(cast, ground="")
    add(cast)
    with pytest.raises(DomainError, match="offer this version already"):
        add(cast)
    assert Instrument.objects.count() == 1


def test_another_edition_ends_the_one_before_and_results_stay_with_theirs(cast: Cast) -> None:
    first = add(cast)
    check = make_check(cast.members["henk"], first)
    second = add(cast, document=as_text(HELD | {"version": "2"}))
    first.refresh_from_db()
    assert (first.until is None, second.until) == (False, None)
    assert check.instrument == first
    page = words_of(browser(cast.els).get(address("instruments", cast.linde.pk)))
    assert page.count("Short list") >= 2
    assert "ended on" in page


def test_it_ends_after_a_question_and_only_once(cast: Cast) -> None:
    row, client = add(cast), browser(cast.els)
    there = address("instrument_end", row.pk)
    assert "Nobody can fill it in from then on." in words_of(client.get(there))
    assert client.post(there).status_code == 302
    row.refresh_from_db()
    assert row.until is not None
    assert "ended already" in words_of(client.post(there, follow=True))
    with pytest.raises(DomainError, match="ended already"):
        actions.end_instrument(actor=office_of(cast.els, cast.linde.pk), instrument=row.pk)


def test_only_who_manages_or_runs_it_and_only_there(cast: Cast) -> None:
    for name in ("fatima", "carla"):
        with pytest.raises(PermissionDenied):
            add(cast, name)
    with pytest.raises(Http404):
        add(cast, "henk")
    elsewhere = make_instrument(rules.make_organisation(), cast.els)
    with pytest.raises(Http404):
        actions.end_instrument(actor=office_of(cast.els, cast.linde.pk), instrument=elsewhere.pk)
    assert browser(cast.els).get(address("instrument", elsewhere.pk)).status_code == 404


def test_an_organisation_reads_no_answer_anywhere(cast: Cast) -> None:
    row = add(cast)
    client = browser(cast.els)
    there = [address(name, cast.linde.pk) for name in ("office", "instruments", "overview", "yearly")]
    there += [address("instrument", row.pk), f"/api/v1/instruments/{row.pk}/"]
    before = [words_of(client.get(one)) for one in there]
    make_check(cast.members["henk"], row, answered_at=timezone.now())
    for one, page in zip(there, before, strict=True):
        after = words_of(client.get(one))
        assert len(after) == len(page), one
        assert "Henk" not in after


def test_programs_do_the_same(cast: Cast) -> None:
    client = browser(cast.karel)
    there = f"/api/v1/organisations/{cast.linde.pk}/instruments/"
    seen = client.post(f"{there}preview/", {"document": HELD}, "application/json")
    assert seen.status_code == 200
    assert seen.json()["scores"][0]["bands"][1]["words"] == "That is a lot"
    wrong = client.post(f"{there}preview/", {"document": HELD | {"colour": "red"}}, "application/json")
    assert wrong.status_code == 400
    assert "colour: This name is not known here." in wrong.content.decode()
    body = {"document": HELD, "ground": "Licence 12", "sure": True}
    made = client.post(there, body, "application/json")
    assert (made.status_code, made.json()["document"]) == (201, HELD)
    assert client.post(f"{made.headers['Location']}end/", {}, "application/json").json()["until"]
    assert len(client.get(there).json()["results"]) == 1


def test_the_list_costs_the_same_with_many(cast: Cast) -> None:
    client, costs = browser(cast.els), []
    for number in (1, 12):
        for turn in range(number):
            make_instrument(cast.linde, cast.els, code=f"list-{number}-{turn}")
        client.get(address("instruments", cast.linde.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("instruments", cast.linde.pk))
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 10, costs
