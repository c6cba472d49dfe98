"""Bringing a file in: what becomes of each line is shown first, corrected, and saved whole or not at all."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from django.utils import timezone

from accountability.models import LedgerEntry
from networks.choices import Circle, Relation, Side
from networks.models import CirclePlacement, ImportDraft, Member, Need, Network
from networks.models import Client as Person
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of
from tests.networks.intake_records import FILES, patient, practitioner, relative, team
from tests.quickly import quickly

KEPT = (Person, Network, Member, CirclePlacement, Need, LedgerEntry, ImportDraft)
CSV = (
    "Naam;Relatie;Functie;Instelling;E-mail;Kring\r\n"
    "Zoë Kühn;zus;;;zoe@example.org;dichtbij\r\n"
    "Peter Smit;;groepsleider;De Linde;peter@example.org;\r\n"
    "Lia de Wit;oud-collega;;;;\r\n"
).encode("cp1252")
VCARD = b"".join(
    b"BEGIN:VCARD\r\nVERSION:4.0\r\n" + rows.replace(b"|", b"\r\n") + b"\r\nEND:VCARD\r\n"
    for rows in (
        b"FN:Marja Visser|UID:urn:uuid:1|CATEGORIES:Familie,Moeder",
        b"FN:Anouk Bakker|UID:urn:uuid:2|TITLE:Wijkverpleegkundige",
    )
)
GOAL = {
    "resourceType": "Goal",
    "lifecycleStatus": "active",
    "description": {"text": "I want to sing again"},
    "subject": {"reference": "Patient/p"},
    "expressedBy": {"reference": "Patient/p"},
}
RECORDS = (patient(), relative(), practitioner(), team("RelatedPerson/r", "Practitioner/d"), GOAL)
ENTRIES = [{"resource": record} for record in RECORDS]
FHIR = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": ENTRIES}).encode()
WORK = {"client_name": "Wilma Vos", "as_what": "work"}
LINE = {"take": "on", "side": "informal", "relation": "neighbour", "circle": "around", "takes_part": "on"}


def count() -> dict[str, int]:
    """How many rows there are of everything an import could touch."""
    return {model.__name__: model.objects.count() for model in KEPT}


def bring(client: Client, content: bytes, name: str = "people.csv", *, into: UUID | None = None) -> Any:
    """Choose a file on the page."""
    here = address("import_into", into) if into else address("import")
    return client.post(here, {"file": SimpleUploadedFile(name, content)})


def preview_of(client: Client, content: bytes, name: str = "people.csv", *, into: UUID | None = None) -> str:
    """Choose a file, and give the address of its preview."""
    response = bring(client, content, name, into=into)
    assert response.status_code == 302, words_of(response)
    return response.headers["Location"]


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """What a browser sends when nothing is touched: everything as the preview shows it."""
    sent: dict[str, Any] = {}
    for _person, line, _about in page.context["people"]:
        sent |= {line.add_prefix(name): value for name, value in line.initial.items() if value is not False}
    if page.context["needs"]:
        sent["needs"] = page.context["needs"].fields["needs"].initial
    if page.context["whose"]:
        sent |= {"client_name": page.context["draft"].client_name, "as_what": "work"}
    return {name: value for name, value in (sent | changes).items() if value is not None}


def save(client: Client, here: str, **changes: Any) -> Any:
    """Press the button below the preview."""
    return client.post(here, filled(client.get(here), **changes))


def network_after(response: Any) -> Network:
    assert response.status_code == 302, words_of(response)
    return Network.objects.get(pk=response.headers["Location"].strip("/").split("/")[-1])


def line_of(page: Any, name: str) -> str:
    """The prefix of the line about this person."""
    return next(line.prefix for person, line, _about in page.context["people"] if person.name == name)


@pytest.fixture
def fatima(cast: Cast) -> Client:
    return browser(cast.fatima)


def test_a_list_from_a_spreadsheet_becomes_a_network(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    page = words_of(fatima.get(here))
    assert "Zoë Kühn" in page
    assert "Circle chosen by us" in page
    network = network_after(save(fatima, here, **WORK))
    assert network.client.name == "Wilma Vos"
    found = {member.name: member for member in network.members.all()}
    assert set(found) == {"Fatima El Amrani", "Zoë Kühn", "Peter Smit", "Lia de Wit"}
    assert (found["Zoë Kühn"].relation, found["Zoë Kühn"].email) == (Relation.SIBLING, "zoe@example.org")
    assert (found["Peter Smit"].side, found["Peter Smit"].organisation_name) == (Side.FORMAL, "De Linde")
    assert found["Zoë Kühn"].placements.get().circle == Circle.CLOSE
    assert traces(network.pk, "networks.people_imported") == ["networks.people_imported"]
    assert not ImportDraft.objects.exists()


def test_an_address_book_becomes_a_network(cast: Cast, fatima: Client) -> None:
    network = network_after(save(fatima, preview_of(fatima, VCARD, "contacts.vcf"), **WORK))
    assert network.members.get(name="Marja Visser").relation == Relation.PARENT
    assert network.members.get(name="Anouk Bakker").function == "Wijkverpleegkundige"


def test_a_care_team_becomes_a_network_with_the_needs_that_are_chosen(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, FHIR, "team.json")
    network = network_after(save(fatima, here, needs=None))
    assert network.client.name == "Bram Visser"
    assert not network.needs.exists()
    network = network_after(save(fatima, preview_of(fatima, FHIR, "team.json")))
    assert [need.words for need in network.needs.all()] == ["I want to sing again"]


def test_the_dutch_national_example_comes_out_right(cast: Cast, fatima: Client) -> None:
    content = (FILES / "nictiz-careteam.json").read_bytes()
    network = network_after(save(fatima, preview_of(fatima, content, "nl-core-careteam.json")))
    assert network.client.name == "Ingrid de Jong-de Wit"
    others = network.members.exclude(user=cast.fatima)
    husband = others.get(side=Side.INFORMAL)
    assert (husband.name, husband.relation, husband.takes_part) == ("Jan de Wit", Relation.PARTNER, True)
    assert {one.name: (one.function, one.takes_part) for one in others.filter(side=Side.FORMAL)} == {
        "W. Klaasen": ("Huisartsen, niet nader gespecificeerd", True),
        "S. Curie": ("Medisch specialisten, geriatrie", True),
        "R.M. van Heck": ("Medisch specialisten, cardiologie", True),
        "A. Schele": ("Medisch specialisten, inwendige geneeskunde", True),
        "G.F. de Haan": ("Apothekers", True),
        "K. van der Linden": ("", False),
    }
    assert others.get(name="K. van der Linden").placements.get().circle == Circle.COULD_BE_ASKED
    assert not network.needs.exists()
    assert "dementie" not in words_of(fatima.get(address("network", network.pk))).lower()


def test_what_was_corrected_is_what_is_saved(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    page = fatima.get(here)
    zoe, peter, lia = (line_of(page, name) for name in ("Zoë Kühn", "Peter Smit", "Lia de Wit"))
    corrections = {
        f"{zoe}-relation": "friend",
        f"{zoe}-circle": "around",
        f"{peter}-side": "community",
        f"{lia}-side": "formal",
        f"{lia}-takes_part": None,
    }
    network = network_after(fatima.post(here, filled(page, **WORK, **corrections)))
    found = {member.name: member for member in network.members.all()}
    assert (found["Zoë Kühn"].relation, found["Zoë Kühn"].placements.get().circle) == ("friend", "around")
    assert found["Peter Smit"].side == Side.COMMUNITY
    assert (found["Lia de Wit"].side, found["Lia de Wit"].relation) == (Side.FORMAL, "")
    assert not found["Lia de Wit"].takes_part


def test_lines_that_are_not_ticked_stay_out(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    page = fatima.get(here)
    response = fatima.post(here, filled(page, **WORK, **{f"{line_of(page, 'Lia de Wit')}-take": None}))
    assert not network_after(response).members.filter(name="Lia de Wit").exists()


def test_a_wrong_answer_is_shown_beside_its_field_and_everything_else_is_kept(
    cast: Cast, fatima: Client
) -> None:
    here = preview_of(fatima, CSV)
    page, before = fatima.get(here), count()
    zoe = line_of(page, "Zoë Kühn")
    answers = {f"{zoe}-side": "enemy", f"{zoe}-relation": "friend", "client_name": ""}
    response = fatima.post(here, filled(page, **WORK | answers))
    assert response.status_code == 422
    assert response.context["people"][0][1].errors["side"]
    assert response.context["whose"].errors["client_name"]
    assert '<option value="friend" selected>' in response.content.decode()
    assert count() == before


@pytest.mark.parametrize(
    "sent", [{}, {"line-0-side": "x"}, {"line-TOTAL_FORMS": "1"}, {"line-99-take": "on"}]
)
def test_a_form_that_was_tampered_with_saves_nothing(
    cast: Cast, fatima: Client, sent: Mapping[str, str]
) -> None:
    here = preview_of(fatima, CSV)
    before = count()
    assert fatima.post(here, sent).status_code == 422
    assert count() == before


def test_doing_it_twice_doubles_nobody(cast: Cast, fatima: Client) -> None:
    first = network_after(save(fatima, preview_of(fatima, FHIR, "team.json")))
    here = preview_of(fatima, FHIR, "again.json")
    assert "These people come into the network of Bram." in words_of(fatima.get(here))
    before = count()
    assert network_after(save(fatima, here)) == first
    after = count()
    assert after["LedgerEntry"] - before["LedgerEntry"] == 1
    assert {**after, "LedgerEntry": 0, "ImportDraft": 1} == {**before, "LedgerEntry": 0}


def test_the_same_list_brought_twice_into_a_network_doubles_nobody(cast: Cast) -> None:
    bram = browser(cast.bram)
    for expected in ("3 people were added.", "Who was there already stayed as they were."):
        response = save(bram, preview_of(bram, CSV, into=cast.network.pk))
        page = words_of(bram.get(response.headers["Location"]))
        assert expected in page
    assert cast.network.members.filter(name="Zoë Kühn").count() == 1


def test_two_presses_at_once_save_it_once(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    answers = filled(fatima.get(here), **WORK)
    assert fatima.post(here, answers).status_code == 302
    before = count()
    assert fatima.post(here, answers).status_code == 404
    assert count() == before


def test_somebody_who_left_is_not_brought_back_by_a_file(cast: Cast) -> None:
    bram = browser(cast.bram)
    rows = b"name;relation\nIgor Petrov;friend\nSanne Visser;sister\n"
    for _again in range(2):
        save(bram, preview_of(bram, rows, into=cast.network.pk))
        Member.objects.filter(network=cast.network, name="Sanne Visser").update(until=timezone.now())
    assert list(cast.network.members.filter(name="Igor Petrov")) == [cast.members["igor"]]
    assert cast.network.members.filter(name="Sanne Visser").count() == 1


def test_a_reading_is_for_its_owner_only_and_for_a_day(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    assert fatima.get(here).status_code == 200
    for name in ("anouk", "bram", "igor", "eve", "otto"):
        other = browser(getattr(cast, name))
        assert other.get(here).status_code == 404, name
        assert other.post(here, WORK).status_code == 404, name
        assert other.post(here + "drop/").status_code == 404, name
    assert "/accounts/login/" in browser().get(here).headers["Location"]
    ImportDraft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert fatima.get(here).status_code == 404
    assert fatima.post(here, WORK).status_code == 404


def test_a_reading_for_a_network_ends_with_the_right_to_govern_it(cast: Cast) -> None:
    steward = make.make_user("Gert Steward")
    stewardship = make.make_steward(cast.network, steward)
    gert = browser(steward)
    here = preview_of(gert, CSV, into=cast.network.pk)
    assert gert.get(here).status_code == 200
    type(stewardship).objects.filter(pk=stewardship.pk).update(until=timezone.now())
    before = count()
    assert gert.get(here).status_code == 404
    assert gert.post(here, WORK).status_code == 404
    assert count() == before


def test_what_was_read_can_be_forgotten(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    assert fatima.get(here + "drop/").status_code == 405
    page = fatima.post(here + "drop/", follow=True)
    assert "Nothing was saved, and what was read is gone." in words_of(page)
    assert not ImportDraft.objects.exists()


def test_one_line_the_database_refuses_and_nothing_is_there(cast: Cast, fatima: Client) -> None:
    here = preview_of(fatima, CSV)
    draft = ImportDraft.objects.get()
    draft.content["people"][-1]["name"] = "x" * 151
    draft.save(update_fields=["content"])
    before = count()
    with pytest.raises(DataError):
        save(fatima, here, **WORK)
    assert count() == before


def test_only_who_governs_brings_people_into_a_network(cast: Cast) -> None:
    here = address("import_into", cast.network.pk)
    for name in ("henk", "joris", "fatima", "anouk", "choir"):
        inside = browser(getattr(cast, name))
        assert (inside.get(here).status_code, bring(inside, CSV, into=cast.network.pk).status_code) == (
            403,
            403,
        )
    for name in ("igor", "noor", "eve", "els", "otto"):
        outside = browser(getattr(cast, name))
        assert (outside.get(here).status_code, bring(outside, CSV, into=cast.network.pk).status_code) == (
            404,
            404,
        )
    assert not ImportDraft.objects.exists()


def packed(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


BAD = {
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "a pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "JSON that stops halfway": lambda: FHIR[:-40],
    "six megabytes": lambda: b"name;relation\n" + b"Ann;sister\n" * 550_000,
    "fifty megabytes": lambda: b"name;relation\n" + bytes(50_000_000),
    "deep nesting": lambda: b"[" * 200_000,
    "nothing": lambda: b"",
    "only spaces": lambda: b" \r\n" * 50,
    "NUL bytes": lambda: b"\x00" * 5000,
    "only formulas": lambda: b'name;relation\n"=HYPERLINK(""http://example.org"")";=1+1\n',
    "a zip bomb": lambda: packed("people.csv", b"0" * 30_000_000),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("into", [False, True], ids=["new", "into"])
def test_a_bad_file_gets_one_sentence_quickly_and_changes_nothing(cast: Cast, kind: str, into: bool) -> None:
    content, before = BAD[kind](), count()
    bram = browser(cast.bram)
    with quickly():
        response = bring(bram, content, "people.csv", into=cast.network.pk if into else None)
    assert response.status_code == 422
    sentences = response.context["form"].errors["file"]
    assert len(sentences) == 1
    assert len(sentences[0]) < 150
    page = response.content.decode()
    assert page.index('class="error-summary"') < page.index("<form class=")
    assert 'id="id_file_error"' in page
    assert count() == before


def test_no_file_at_all_is_said_beside_the_field(cast: Cast, fatima: Client) -> None:
    response = fatima.post(address("import"))
    assert response.status_code == 422
    assert len(response.context["form"].errors["file"]) == 1


@pytest.mark.parametrize(
    "name", ["a\x00b.csv", "../../etc/passwd", "x" * 300 + ".csv", "\u202egnp.csv", "<b>.csv"]
)
def test_the_name_of_a_file_cannot_break_anything(cast: Cast, fatima: Client, name: str) -> None:
    edge = "------edge"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        + CSV
        + f"\r\n--{edge}--\r\n".encode()
    )
    response = fatima.post(address("import"), data=body, content_type=f"multipart/form-data; boundary={edge}")
    assert response.status_code in (302, 400, 422)
    if response.status_code == 302:
        page = fatima.get(response.headers["Location"]).content.decode()
        assert "<b>.csv" not in page
        assert "\u202e" not in page


def test_three_hundred_people_are_shown_and_saved_in_time(cast: Cast, fatima: Client) -> None:
    rows = b"".join(b"Person Number%d;neighbour;p%d@example.org\n" % (one, one) for one in range(300))
    here = preview_of(fatima, b"name;relation;email\n" + rows)
    with quickly():
        # Not by get(), which keeps a copy of everything that every little template was given.
        page = fatima.handler(fatima._base_environ(PATH_INFO=here))
    assert page.content.decode().count('<fieldset class="line"') == 300
    answers = WORK | {f"line-{one}-{name}": value for one in range(300) for name, value in LINE.items()}
    with quickly():
        network = network_after(fatima.post(here, answers))
    assert network.members.count() == 301
