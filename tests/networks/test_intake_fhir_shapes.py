"""Care teams as other systems write them: other references, other versions, other habits."""

import json

import pytest

from networks.choices import Circle, Relation, Side
from networks.intake import read
from tests.networks.intake_records import (
    TODAY,
    bare,
    code,
    codes,
    fhir,
    names,
    patient,
    person,
    practitioner,
    relative,
    team,
)

ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
SNOMED = "http://snomed.info/sct"
NPI = "http://hl7.org/fhir/sid/us-npi"


@pytest.mark.parametrize(
    "reference",
    [
        "Practitioner/d",
        "Practitioner/d/_history/3",
        "https://care.example.org/fhir/Practitioner/d",
        "https://care.example.org/fhir/Practitioner/d/_history/1",
        "https://another-name-of-the-server.example.org/r4/Practitioner/d",
        "urn:uuid:d",
        f"Practitioner?identifier={NPI}|99",
        "Practitioner?identifier=http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Fus-npi%7C99",
    ],
)
def test_every_way_to_point_at_a_record_finds_it(reference):
    nurse = {
        "fullUrl": "https://care.example.org/fhir/Practitioner/d",
        "resource": practitioner(identifier=[{"system": NPI, "value": "99"}]),
    }
    assert names(fhir(patient(), nurse, team(reference))) == ["Anouk Bakker"]


def test_a_logical_identifier_finds_the_record():
    member = {"type": "Practitioner", "identifier": {"system": NPI, "value": "99"}}
    nurse = practitioner(identifier=[{"system": NPI, "value": "99"}])
    draft = fhir(patient(), nurse, team({"member": member}))
    assert names(draft) == ["Anouk Bakker"]
    assert draft.people[0].takes_part


def test_identities_in_a_transaction_are_followed_whatever_their_case():
    entries = [
        {"fullUrl": "urn:uuid:4A", "resource": {"resourceType": "Patient", "name": [{"text": "Bram"}]}},
        {
            "fullUrl": "urn:uuid:4b",
            "resource": {"resourceType": "RelatedPerson", "name": [{"text": "Marja"}]},
        },
        {"fullUrl": "urn:uuid:4c", "resource": team("urn:uuid:4B", subject="urn:uuid:4a")},
    ]
    draft = fhir(*entries, type="transaction")
    assert draft.client_name == "Bram"
    assert names(draft) == ["Marja"]


def test_contained_records_are_people_of_the_team():
    record = team(
        "#r1",
        "#d1",
        subject="#p1",
        contained=[
            patient(id="p1"),
            relative(id="r1", relationship=code(ROLE_CODE, "SIS"), about="#p1"),
            {
                "resourceType": "PractitionerRole",
                "id": "d1",
                "practitioner": {"display": "Dr. Ann Lee"},
                "code": [{"text": "Family doctor"}],
                "organization": {"reference": "#o1"},
            },
            {"resourceType": "Organization", "id": "o1", "name": "The Mill"},
        ],
    )
    draft = bare(record)
    assert draft.client_name == "Bram Visser"
    assert person(draft, "Marja Visser").relation is Relation.SIBLING
    doctor = person(draft, "Dr. Ann Lee")
    assert (doctor.function, doctor.organisation) == ("Family doctor", "The Mill")


def test_a_synthetic_american_record_with_conditional_references_gives_its_team():
    entries = [
        {
            "fullUrl": "urn:uuid:1",
            "resource": patient("1", "Frami345", ("Abe604",)),
            "request": {"method": "POST"},
        },
        {
            "fullUrl": "urn:uuid:2",
            "resource": {
                "resourceType": "CareTeam",
                "id": "2",
                "status": "inactive",
                "period": {"end": "2011-01-01T00:00:00Z"},
                "subject": {"reference": "urn:uuid:1"},
                "participant": [
                    {"member": {"reference": f"Practitioner?identifier={NPI}|1", "display": "Dr. Old One"}}
                ],
            },
        },
        {
            "fullUrl": "urn:uuid:3",
            "resource": {
                "resourceType": "CareTeam",
                "id": "3",
                "status": "active",
                "subject": {"reference": "urn:uuid:1"},
                "participant": [
                    {"role": [code(SNOMED, "116154003", "Patient")], "member": {"reference": "urn:uuid:1"}},
                    {
                        "role": [code(SNOMED, "223366009", "Healthcare professional (occupation)")],
                        "member": {
                            "reference": f"Practitioner?identifier={NPI}|2",
                            "display": "Dr. Carroll471 Beier427",
                        },
                    },
                    {
                        "role": [code(SNOMED, "224891009", "Healthcare services")],
                        "member": {
                            "reference": "Organization?identifier=https://x.example|7",
                            "display": "PCP12345",
                        },
                    },
                ],
            },
        },
        {"fullUrl": "urn:uuid:4", "resource": {"resourceType": "Observation", "status": "final"}},
        {"fullUrl": "urn:uuid:5", "resource": {"resourceType": "Observation", "status": "final"}},
    ]
    draft = fhir(*entries, type="transaction")
    assert draft.client_name == "Abe604 Frami345"
    assert names(draft) == ["Dr. Carroll471 Beier427", "PCP12345"]
    assert all(line.side is Side.FORMAL for line in draft.people)
    assert {"team_left_out", "record_kind"} <= set(codes(draft.left_out))
    counted = next(one for one in draft.left_out if one.code == "record_kind")
    assert counted.params == {"count": "2", "type": "Observation"}


def test_a_team_of_a_newer_version_with_single_role_and_coverage_is_read():
    place = {
        "role": {"text": "Community nurse"},
        "member": {"reference": "Practitioner/d"},
        "coveragePeriod": {"start": "2020-01-01"},
    }
    gone = {"member": {"reference": "Practitioner/e"}, "coveragePeriod": {"end": "2021-01-01"}}
    draft = fhir(patient(), practitioner(), practitioner("e", "Bob Old"), team(place, gone))
    assert person(draft, "Anouk Bakker").function == "Community nurse"
    assert names(draft) == ["Anouk Bakker"]
    assert [(one.code, one.params["date"]) for one in draft.left_out] == [("ended", "2021-01-01")]


def test_an_older_version_with_family_names_in_lists_is_read():
    old = {"resourceType": "Practitioner", "id": "d", "name": {"family": ["Dietician"], "given": ["Dorothy"]}}
    draft = bare(
        team({"role": {"text": "adviser"}, "member": {"reference": "#d"}}, subject=None, contained=[old])
        | {
            "subject": {"reference": "Patient/x", "display": "Peter James Chalmers"},
            "period": {"end": "2013-01-01"},
        }
    )
    assert draft.client_name == "Peter James Chalmers"
    assert "client_only_named" in codes(draft.client_remarks)
    assert person(draft, "Dorothy Dietician").function == "adviser"
    assert "team_ended" in codes(draft.remarks)


def test_somebody_whose_place_record_or_life_has_ended_is_left_out_with_the_reason():
    draft = fhir(
        patient(),
        practitioner("gone", "Place Over"),
        practitioner("off", "Not Active", active=False),
        relative("late", "Has Died", deceasedBoolean=True),
        relative("past", "Record Over", period={"end": "2020"}),
        practitioner("now", "Still Here", active=True),
        team(
            {"member": {"reference": "Practitioner/gone"}, "period": {"end": "2026-11-22"}},
            "Practitioner/off",
            "RelatedPerson/late",
            "RelatedPerson/past",
            "Practitioner/now",
        ),
    )
    assert names(draft) == ["Still Here"]
    assert codes(draft.left_out) == ["ended", "inactive", "deceased", "ended"]


def test_somebody_who_leaves_today_or_later_or_starts_later_takes_part():
    draft = fhir(
        patient(),
        practitioner("a", "Until Today"),
        practitioner("b", "From Tomorrow"),
        team(
            {"member": {"reference": "Practitioner/a"}, "period": {"end": "2026-11-23"}},
            {"member": {"reference": "Practitioner/b"}, "period": {"start": "2026-11-24"}},
        ),
    )
    assert names(draft) == ["Until Today", "From Tomorrow"]
    assert "starts_later" in codes(person(draft, "From Tomorrow").remarks)


def test_a_choir_is_a_community_and_a_hospital_a_professional_organisation():
    def organisation(id, name, **more):
        return {"resourceType": "Organization", "id": id, "name": name} | more

    kind = "http://terminology.hl7.org/CodeSystem/organization-type"
    draft = fhir(
        patient(),
        organisation("1", "Choir De Meent"),
        organisation("2", "St. Anna", type=[code(kind, "prov")]),
        organisation("3", "The Friends", type=[code(kind, "cg")]),
        organisation("4", "Al-Noor", type=[code(kind, "reli")]),
        team("Organization/1", "Organization/2", "Organization/3", "Organization/4"),
    )
    sides = {line.name: line.side for line in draft.people}
    assert sides == {
        "Choir De Meent": Side.COMMUNITY,
        "St. Anna": Side.FORMAL,
        "The Friends": Side.COMMUNITY,
        "Al-Noor": Side.COMMUNITY,
    }


def test_a_team_inside_a_team_is_one_line_and_its_people_are_not_in_the_team():
    inner = {
        "resourceType": "CareTeam",
        "id": "in",
        "name": "Night team",
        "status": "inactive",
        "participant": [{"member": {"reference": "Practitioner/d"}}],
    }
    draft = fhir(patient(), practitioner(), inner, team("CareTeam/in"))
    assert person(draft, "Night team").side is Side.FORMAL
    assert not person(draft, "Anouk Bakker").takes_part


def test_people_in_the_file_but_not_in_the_team_could_be_asked():
    contact = {
        "name": {"text": "Joris Kok"},
        "relationship": [{"text": "neighbour"}],
        "telecom": [{"system": "phone", "value": "0612345678"}],
    }
    draft = fhir(
        patient(contact=[contact, {"name": {"text": "Marja Visser"}}]),
        relative(),
        practitioner(),
        team("RelatedPerson/r"),
    )
    assert [(line.name, line.takes_part) for line in draft.people] == [
        ("Marja Visser", True),
        ("Anouk Bakker", False),
        ("Joris Kok", False),
    ]
    joris = person(draft, "Joris Kok")
    assert (joris.relation, joris.circle, joris.phone) == (
        Relation.NEIGHBOUR,
        Circle.COULD_BE_ASKED,
        "0612345678",
    )


def test_a_doctor_whom_the_client_record_only_names_could_be_asked():
    record = patient(generalPractitioner=[{"display": "Dr. Sam Peeters"}, {"reference": "Practitioner/d"}])
    draft = fhir(record, practitioner(), relative(), team("RelatedPerson/r"))
    assert [(line.name, line.takes_part) for line in draft.people] == [
        ("Marja Visser", True),
        ("Anouk Bakker", False),
        ("Dr. Sam Peeters", False),
    ]
    assert person(draft, "Dr. Sam Peeters").side is Side.FORMAL


def test_the_client_listed_as_their_own_relative_is_no_member():
    draft = fhir(patient(), relative(name="Bram", relationship=code(ROLE_CODE, "ONESELF")), practitioner())
    assert names(draft) == ["Anouk Bakker"]
    assert codes(draft.left_out) == ["client_again"]


def test_the_telling_code_counts_among_several_wherever_it_stands():
    kin = {"system": ROLE_CODE, "code": "DAU"}
    contact = {"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "C"}
    for coding in ([kin, contact], [contact, kin]):
        draft = fhir(patient(), relative(relationship={"coding": coding}), team("RelatedPerson/r"))
        assert person(draft, "Marja Visser").relation is Relation.CHILD


def test_without_a_team_everybody_in_the_file_is_listed_with_a_remark():
    draft = fhir(patient(), relative(relationship=code(ROLE_CODE, "MTH")), practitioner())
    assert codes(draft.remarks) == ["no_team"]
    assert [(line.name, line.takes_part) for line in draft.people] == [
        ("Marja Visser", True),
        ("Anouk Bakker", True),
    ]


def test_one_practitioner_with_a_loose_role_is_one_line():
    role = {
        "resourceType": "PractitionerRole",
        "id": "x",
        "practitioner": {"reference": "Practitioner/d"},
        "code": [{"text": "District nurse"}],
        "organization": {"display": "De Meent"},
    }
    for members in (("Practitioner/d",), ("PractitionerRole/x",), ("Practitioner/d", "PractitionerRole/x")):
        draft = fhir(patient(), practitioner(), role, team(*members))
        line = person(draft, "Anouk Bakker")
        assert (line.function, line.organisation, line.takes_part) == ("District nurse", "De Meent", True)


def test_a_role_code_without_words_is_a_remark_and_no_function():
    role = {
        "resourceType": "PractitionerRole",
        "id": "x",
        "practitioner": {"display": "Ann"},
        "code": [code("http://nucc.org/provider-taxonomy", "207Q00000X")],
    }
    line = person(fhir(patient(), role, team("PractitionerRole/x")), "Ann")
    assert line.function == ""
    assert "code_without_words" in codes(line.remarks)


def test_a_place_without_a_person_and_a_member_that_is_nowhere_are_left_out():
    draft = fhir(
        patient(), practitioner(), team({"role": [{"text": "GP"}]}, "Practitioner/nowhere", "Practitioner/d")
    )
    assert names(draft) == ["Anouk Bakker"]
    assert codes(draft.left_out) == ["no_member", "not_in_file"]


def test_the_best_of_several_names_and_addresses_is_taken():
    record = practitioner() | {
        "name": [
            {"use": "old", "text": "Anouk Jansen"},
            {"use": "nickname", "text": "Noukie"},
            {"use": "official", "family": "Bakker", "given": ["Anouk", "Maria"]},
        ],
        "telecom": [
            {"system": "email", "value": "old@example.org", "use": "old"},
            {"system": "fax", "value": "0318000000"},
            {"system": "phone", "value": "0318111111", "use": "work"},
            {"system": "phone", "value": "0612345678", "use": "mobile"},
            {"system": "email", "value": "mailto:Anouk@Example.org"},
        ],
    }
    line = person(fhir(patient(), record, team("Practitioner/d")), "Anouk Maria Bakker")
    assert (line.email, line.phone) == ("anouk@example.org", "0612345678")
    assert "also_called" in codes(line.remarks)


def test_one_record_on_each_line_is_read_as_a_bulk_export():
    lines = "\n".join(json.dumps(one) for one in (patient(), practitioner(), team("Practitioner/d")))
    draft = read(lines.encode(), filename="export.ndjson", today=TODAY)
    assert draft.client_name == "Bram Visser"
    assert names(draft) == ["Anouk Bakker"]


@pytest.mark.parametrize("wrong", [5, True, "text", [], {}, [5], [[]], [None], None, {"a": 1}])
@pytest.mark.parametrize(
    "field",
    ["name", "participant", "subject", "period", "status", "contained", "identifier", "id", "category"],
)
def test_a_field_of_the_wrong_type_never_stops_the_import(field, wrong):
    draft = fhir(patient(), practitioner(), team("Practitioner/d") | {field: wrong})
    assert draft.client_name == "Bram Visser"
    assert "Anouk Bakker" in names(draft)
    changed = fhir(
        patient(),
        practitioner("x") | {field: wrong},
        relative() | {field: wrong},
        practitioner(),
        team("RelatedPerson/r"),
    )
    assert "Anouk Bakker" in names(changed)


def test_a_wrong_type_is_said_once_with_its_field():
    draft = fhir(patient(), practitioner(telecom="call me"), team("Practitioner/d"))
    wrong = [one for one in draft.left_out if one.code == "wrong_type"]
    assert [(one.source, one.params["field"]) for one in wrong] == [("Practitioner/d", "telecom")]
