"""Notes: read by who may, written for whom one chooses, taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import Visibility
from networks.models import Note
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

CHANGED = ("note_audience", "note_take_back")


def test_outsiders_find_no_notes(cast: Cast) -> None:
    closed_to_outsiders(
        cast,
        address("notes", cast.network.pk),
        address("note_add", cast.network.pk),
        *(address(name, cast.note.pk) for name in CHANGED),
    )


def test_everybody_inside_reads_what_is_meant_for_them(cast: Cast) -> None:
    make.make_note(cast.network, cast.henk, text="Among family", visibility=Visibility.FAMILY)
    make.make_note(cast.network, cast.anouk, text="Among nurses", visibility=Visibility.PROFESSIONALS)
    make.make_note(cast.network, cast.joris, text="For myself", visibility=Visibility.ONLY_ME)
    reads = {
        name: words_of(browser(getattr(cast, name)).get(address("notes", cast.network.pk))) for name in INSIDE
    }
    assert {name for name in INSIDE if "Bram slept badly" in reads[name]} == set(INSIDE)
    assert {name for name in INSIDE if "Among family" in reads[name]} == {"bram", "marja", "henk", "joris"}
    assert {name for name in INSIDE if "Among nurses" in reads[name]} == {"bram", "marja", "fatima", "anouk"}
    assert {name for name in INSIDE if "For myself" in reads[name]} == {"joris"}
    assert traces(cast.network.pk) == ["networks.notes_seen"] * len(INSIDE)


def test_notes_can_be_filtered_by_whom_they_are_meant_for(cast: Cast) -> None:
    make.make_note(cast.network, cast.henk, text="Among family", visibility=Visibility.FAMILY)
    here = address("notes", cast.network.pk)
    assert "Bram slept badly" not in words_of(browser(cast.henk).get(here + "?visibility=family"))
    assert "Bram slept badly" in words_of(browser(cast.henk).get(here + "?visibility=nonsense"))


def test_the_list_of_notes_costs_the_same_however_long(cast: Cast) -> None:
    client, here = browser(cast.bram), address("notes", cast.network.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(40):
        make.make_note(cast.network, cast.bram, need=cast.need)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(here).context["page"]) == 30
    assert len(many) <= len(few) <= 8


@pytest.mark.parametrize(("subject", "lands"), [("network", "notes"), ("need", "need"), ("about", "person")])
def test_a_note_is_about_the_network_a_need_or_a_person(cast: Cast, subject: str, lands: str) -> None:
    rows = {"network": cast.network, "need": cast.need, "about": cast.members["joris"]}
    about = subject if subject == "network" else f"{subject}:{rows[subject].pk}"
    here = address("note_add", cast.network.pk)
    data = {"text": "He laughed today", "subject": about, "visibility": "everyone"}
    answer = browser(cast.fatima).post(here, data)
    assert answer.headers["Location"] == address(lands, rows[subject].pk)
    assert "He laughed today" in words_of(browser(cast.henk).get(answer.headers["Location"]))


def test_a_note_beside_a_need_is_not_read_by_who_may_not_read_the_need(cast: Cast) -> None:
    make.make_note(cast.network, cast.marja, text="Because of the exam", need=cast.family_need)
    assert "Because of the exam" not in words_of(browser(cast.fatima).get(address("notes", cast.network.pk)))
    assert "Because of the exam" in words_of(browser(cast.henk).get(address("notes", cast.network.pk)))


def test_a_need_one_may_not_read_cannot_be_written_about(cast: Cast) -> None:
    data = {"text": "x", "subject": f"need:{cast.family_need.pk}", "visibility": "everyone"}
    assert browser(cast.fatima).post(address("note_add", cast.network.pk), data).status_code == 422
    data["subject"] = f"about:{cast.other_member.pk}"
    assert browser(cast.fatima).post(address("note_add", cast.network.pk), data).status_code == 422


def test_everything_typed_stays_when_something_is_wrong(cast: Cast) -> None:
    data = {"text": "A long story", "subject": "network", "visibility": "named"}
    page = browser(cast.joris).post(address("note_add", cast.network.pk), data)
    assert page.status_code == 422
    assert "A long story" in words_of(page)
    assert not Note.objects.filter(text="A long story").exists()


def test_only_the_writer_and_who_speaks_for_the_client_change_who_reads_a_note(cast: Cast) -> None:
    note = make.make_note(cast.network, cast.joris, text="Mine")
    for name, status in (("joris", 200), ("bram", 200), ("marja", 200), ("henk", 403), ("fatima", 403)):
        for page in CHANGED:
            assert browser(getattr(cast, name)).get(address(page, note.pk)).status_code == status, (
                name,
                page,
            )
    browser(cast.joris).post(address("note_audience", note.pk), {"visibility": "only_me"})
    assert browser(cast.bram).get(address("note_audience", note.pk)).status_code == 404


def test_a_note_that_was_taken_back_is_read_by_nobody(cast: Cast) -> None:
    client = browser(cast.bram)
    assert client.get(address("note_take_back", cast.note.pk)).status_code == 200
    assert Note.objects.get(pk=cast.note.pk).until is None
    client.post(address("note_take_back", cast.note.pk))
    assert "Bram slept badly" not in words_of(client.get(address("notes", cast.network.pk)))
    assert client.post(address("note_take_back", cast.note.pk)).status_code == 404


def test_script_in_a_note_is_only_words(cast: Cast) -> None:
    make.make_note(cast.network, cast.bram, text="<script>alert(1)</script>\nline two")
    page = browser(cast.joris).get(address("notes", cast.network.pk)).content.decode()
    assert "<script>alert" not in page
    assert "<br>line two" in page
