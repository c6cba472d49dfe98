"""Who is a member, from which side and with which function, and who is left out with which reason."""

from networks.choices import Circle, Relation, Side
from tests.networks.intake_records import (
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


def test_the_name_of_an_organisation_is_no_field_of_the_wrong_type():
    role = {"resourceType": "PractitionerRole", "id": "x", "practitioner": {"display": "Ann"}}
    role["organization"] = {"reference": "Organization/o"}
    draft = fhir(
        patient(),
        {"resourceType": "Organization", "id": "o", "name": "De Linde"},
        role,
        team("PractitionerRole/x"),
    )
    assert person(draft, "Ann").organisation == "De Linde"
    assert draft.left_out == ()


def test_somebody_without_a_record_is_known_by_the_role_in_the_team():
    places = [
        {"role": [{"text": "Pflegedienst"}], "member": {"display": "Agnes Vogel"}},
        {"role": [{"text": "Tochter"}], "member": {"display": "Lena Vogel"}},
    ]
    draft = fhir(patient(), team(*places))
    assert (person(draft, "Agnes Vogel").side, person(draft, "Agnes Vogel").function) == (
        Side.FORMAL,
        "Pflegedienst",
    )
    assert person(draft, "Lena Vogel").relation is Relation.CHILD


def test_a_volunteer_with_a_professionals_record_is_informal_and_a_family_doctor_is_not():
    role = {"resourceType": "PractitionerRole", "id": "x", "practitioner": {"reference": "Practitioner/a"}}
    role["code"] = [{"text": "Vrijwilliger"}]
    draft = fhir(
        patient(),
        practitioner("a", "Ann"),
        practitioner("b", "Bob"),
        practitioner("c", "Cas"),
        role,
        team(
            "PractitionerRole/x",
            {"role": [{"text": "Family planning"}], "member": {"reference": "Practitioner/b"}},
            {"role": [{"text": "Volunteer visitor"}], "member": {"reference": "Practitioner/c"}},
        ),
    )
    assert [(line.name, line.side) for line in draft.people] == [
        ("Ann", Side.INFORMAL),
        ("Bob", Side.FORMAL),
        ("Cas", Side.INFORMAL),
    ]


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
