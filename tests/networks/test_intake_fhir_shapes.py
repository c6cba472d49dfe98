"""Care teams as other systems write them: other references, other versions, other habits."""

import json

import pytest

from networks.choices import Relation, Side
from networks.intake import read
from tests.networks.intake_records import (
    TODAY,
    bare,
    code,
    codes,
    fhir,
    file,
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


def test_a_german_search_answer_with_many_kinds_of_members_comes_out_right():
    draft = file("german-searchset.json")
    assert draft.client_name == "Erika Maria Müller-Lüdenscheidt"
    assert [
        (line.name, line.side, line.function or line.relation, line.takes_part) for line in draft.people
    ] == [
        ("Anna Weiß", Side.FORMAL, "Cardiology", True),
        ("Lena Müller", Side.INFORMAL, Relation.CHILD, True),
        ("Otto Helfer", Side.INFORMAL, Relation.VOLUNTEER, True),
        ("Ev. Kirchengemeinde St. Petri", Side.COMMUNITY, None, True),
        ("Schwester Agnes", Side.FORMAL, "Pflegedienst", True),
        ("Tagespflege Sonne", Side.FORMAL, None, True),
        ("Max Müller", Side.INFORMAL, Relation.FAMILY, False),
    ]
    assert [(need.words, need.domain) for need in draft.needs] == [
        ("Wieder im Chor singen", "participation"),
        ("Besser schlafen", None),
        ("Jemand zum Essen", None),
    ]
    assert codes(draft.left_out) == ["activity", "diagnosis", "record_kind"]
