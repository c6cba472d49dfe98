"""Whose network a file is about, which team counts, and by what a person is known again."""

import pytest

from networks.choices import Relation, Side
from networks.intake import UnreadableFile
from tests.networks.intake_records import (
    bare,
    codes,
    fhir,
    names,
    patient,
    person,
    practitioner,
    relative,
    team,
)


def test_two_teams_that_each_contain_their_own_copy_of_the_client_are_one_network():
    teams = [
        team(f"Practitioner/{id}", id=id, subject="#p", contained=[patient(id="p")]) for id in ("a", "b")
    ]
    draft = fhir(*teams, practitioner("a", "Ann"), practitioner("b", "Bob"))
    assert draft.client_name == "Bram Visser"
    assert names(draft) == ["Ann", "Bob"]


def test_several_clients_ask_for_a_file_each_and_name_them():
    with pytest.raises(UnreadableFile) as refusal:
        fhir(patient("a", "Visser"), patient("b", "Jansen", ("Wim",)))
    assert refusal.value.code == "several_clients"
    assert "Bram Visser, Wim Jansen" in str(refusal.value)
    with pytest.raises(UnreadableFile):
        fhir(
            patient("a"),
            patient("b", "Jansen"),
            team(id="1", subject="Patient/a"),
            team(id="2", subject="Patient/b"),
        )


def test_the_team_chooses_among_several_clients():
    draft = fhir(
        patient("a"),
        patient("b", "Jansen", ("Wim",)),
        relative("r", "Own Sister", about="Patient/b"),
        relative("s", "Sister Of Another", about="Patient/a"),
        team("RelatedPerson/r", subject="Patient/b"),
    )
    assert draft.client_name == "Wim Jansen"
    assert names(draft) == ["Own Sister"]
    assert "belongs_to_other" in codes(draft.left_out)


def test_relatives_and_goals_choose_the_client_when_there_is_no_team():
    draft = fhir(patient("a"), patient("b", "Jansen", ("Wim",)), relative(about="Patient/b"))
    assert draft.client_name == "Wim Jansen"


def test_a_replaced_record_of_the_client_is_followed_to_the_new_one():
    old = patient("old", "Visser-Oud", link=[{"other": {"reference": "Patient/new"}, "type": "replaced-by"}])
    draft = fhir(
        old,
        patient("new", "Visser"),
        relative(about="Patient/old"),
        team("RelatedPerson/r", subject="Patient/old"),
    )
    assert draft.client_name == "Bram Visser"
    assert "other_record" not in codes(person(draft, "Marja Visser").remarks)


def test_a_team_entered_by_mistake_is_left_out():
    draft = fhir(patient(), practitioner(), team("Practitioner/d", status="entered-in-error"))
    assert "entered_in_error" in codes(draft.left_out)
    assert codes(draft.remarks) == ["no_team"]


def test_a_person_who_supports_the_client_is_another_client_of_the_file():
    draft = fhir(patient(), patient("b", "Jansen", ("Wim",)), team("Patient/b"))
    line = person(draft, "Wim Jansen")
    assert (line.side, line.relation) == (Side.INFORMAL, Relation.OTHER)


def test_the_client_who_died_is_said_so():
    draft = bare(patient(deceasedDateTime="2026-01-01"))
    assert "client_deceased" in codes(draft.client_remarks)


def test_two_systems_that_both_have_a_first_record_do_not_share_keys():
    one, other = (
        fhir(patient("1"), practitioner("1")),
        fhir(patient("1", "Jansen"), practitioner("1", "Bob Kok")),
    )
    assert one.client_key != other.client_key
    assert one.people[0].key != other.people[0].key


def test_a_web_address_names_a_person_also_when_the_name_is_written_otherwise():
    def keys(name):
        entry = {
            "fullUrl": "https://care.example.org/fhir/Practitioner/1",
            "resource": practitioner("1", name),
        }
        return [line.key for line in fhir(patient(), entry).people]

    assert keys("A. Bakker") == keys("Anouk Bakker")


def test_a_key_does_not_depend_on_the_order_of_the_file():
    records = [patient(), practitioner(), relative(), team("Practitioner/d", "RelatedPerson/r")]
    keys = {line.name: line.key for line in fhir(*records).people}
    assert {line.name: line.key for line in fhir(*records[::-1]).people} == keys
