"""The Dutch example comes out right, and so do the shapes that Dutch profiles give."""

from networks.choices import Circle, Relation, Side
from networks.intake import Draft, RemarkKind
from tests.networks.intake_records import (
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
CONTACT = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472"


def test_the_dutch_example_names_the_client_from_the_team_itself():
    draft = file("nictiz-careteam.json")
    assert draft.client_name == "Ingrid de Jong-de Wit"
    assert codes(draft.client_remarks) == ["client_found"]


def test_the_husband_of_the_dutch_example_is_an_informal_partner_whose_record_points_elsewhere():
    husband = person(file("nictiz-careteam.json"), "Jan de Wit")
    assert (husband.side, husband.relation, husband.circle) == (Side.INFORMAL, Relation.PARTNER, Circle.CLOSE)
    assert husband.takes_part
    elsewhere = next(remark for remark in husband.remarks if remark.code == "other_record")
    assert "van Putten" in elsewhere.sentence


def test_the_six_professionals_of_the_dutch_example_keep_their_function():
    draft = file("nictiz-careteam.json")
    functions = {line.name: line.function for line in draft.people if line.side is Side.FORMAL}
    assert functions == {
        "W. Klaasen": "Huisartsen, niet nader gespecificeerd",
        "S. Curie": "Medisch specialisten, geriatrie",
        "R.M. van Heck": "Medisch specialisten, cardiologie",
        "A. Schele": "Medisch specialisten, inwendige geneeskunde",
        "G.F. de Haan": "Apothekers",
        "K. van der Linden": "",
    }
    assert len(draft.people) == 7


def test_only_the_professional_outside_the_team_of_the_dutch_example_does_not_take_part():
    draft = file("nictiz-careteam.json")
    outside = [line for line in draft.people if not line.takes_part]
    assert [line.name for line in outside] == ["K. van der Linden"]
    assert outside[0].circle is Circle.COULD_BE_ASKED
    assert "not_in_team" in codes(outside[0].remarks)


def test_the_diagnoses_of_the_dutch_example_are_left_out_without_their_words():
    draft = file("nictiz-careteam.json")
    assert codes(draft.left_out) == ["diagnosis"] * 3
    assert "dementie" not in str(draft.to_json())


def test_a_draft_survives_being_stored():
    draft = file("nictiz-careteam.json")
    assert Draft.from_json(draft.to_json()) == draft


def test_reading_twice_gives_the_same_keys_and_no_readable_names_in_them():
    first, second = file("nictiz-careteam.json"), file("nictiz-careteam.json")
    assert [line.key for line in first.people] == [line.key for line in second.people]
    assert len({line.key for line in first.people}) == 7
    assert not any("Klaasen" in line.key for line in first.people)


def test_the_team_alone_with_only_displays_still_gives_names_and_functions():
    draft = bare(
        {
            "resourceType": "CareTeam",
            "participant": [
                {"member": {"type": "Patient", "display": "Patient, Ingrid de Jong-de Wit"}},
                {"member": {"type": "RelatedPerson", "display": "Contactpersoon, Jan de Wit"}},
                {
                    "member": {
                        "type": "PractitionerRole",
                        "display": "Zorgverlener (rol), W. Klaasen, Huisartsen",
                    }
                },
            ],
        }
    )
    assert draft.client_name == "Ingrid de Jong-de Wit"
    assert names(draft) == ["Jan de Wit", "W. Klaasen"]
    assert person(draft, "W. Klaasen").function == "Huisartsen"
    assert "only_named" in codes(person(draft, "Jan de Wit").remarks)


def test_dutch_contact_codes_give_neighbour_friend_professional_and_legal_roles():
    expected = {
        "19": (Side.INFORMAL, Relation.NEIGHBOUR),
        "20": (Side.INFORMAL, Relation.FRIEND),
        "21": (Side.FORMAL, None),
        "07": (Side.FORMAL, None),
        "24": (Side.INFORMAL, Relation.OTHER),
        "01": (Side.INFORMAL, Relation.OTHER),
    }
    for value, (side, relation) in expected.items():
        draft = fhir(patient(), relative(relationship=code(CONTACT, value)), team("RelatedPerson/r"))
        line = person(draft, "Marja Visser")
        assert (line.side, line.relation) == (side, relation), value


def test_a_mentor_in_the_file_is_a_remark_and_no_authority():
    draft = fhir(patient(), relative(relationship=code(CONTACT, "15", "Mentor")), team("RelatedPerson/r"))
    remark = next(one for one in person(draft, "Marja Visser").remarks if one.code == "legal_role")
    assert "no legal authority" in remark.sentence


def test_a_contact_role_and_a_family_code_together_give_the_family_relation():
    for order in (1, -1):
        both = [code(CONTACT, "01", "Eerste contactpersoon"), code(ROLE_CODE, "SONC", "Son")][::order]
        draft = fhir(patient(), relative() | {"relationship": both}, team("RelatedPerson/r"))
        assert person(draft, "Marja Visser").relation is Relation.CHILD


def test_role_codes_written_with_their_oid_are_understood():
    draft = fhir(
        patient(),
        relative(relationship=code("urn:oid:2.16.840.1.113883.5.111", "MTH")),
        team("RelatedPerson/r"),
    )
    assert person(draft, "Marja Visser").relation is Relation.PARENT


def test_koppeltaal_roles_give_informal_carer_buddy_and_legal_representative():
    snomed = "http://snomed.info/sct"
    for value, relation in (
        ("407542009", Relation.OTHER),
        ("125677006", Relation.FAMILY),
        ("62071000", Relation.VOLUNTEER),
        ("310391000146105", Relation.OTHER),
    ):
        place = {"role": [code(snomed, value)], "member": {"reference": "RelatedPerson/r"}}
        line = person(fhir(patient(), relative(), team(place)), "Marja Visser")
        assert (line.side, line.relation) == (Side.INFORMAL, relation), value


def test_a_neighbour_with_the_role_of_case_manager_stays_informal():
    role = code("http://snomed.info/sct", "768832004") | {"text": "casemanager"}
    place = {"role": [role], "member": {"reference": "RelatedPerson/r"}}
    assert person(fhir(patient(), relative(), team(place)), "Marja Visser").side is Side.INFORMAL


def test_a_dutch_name_in_parts_is_put_together_in_the_order_that_was_asked_for():
    base = "http://hl7.org/fhir/StructureDefinition/"
    parts = [
        {"url": base + "humanname-own-prefix", "valueString": "de"},
        {"url": base + "humanname-own-name", "valueString": "Jong"},
        {"url": base + "humanname-partner-name", "valueString": "Wit"},
    ]
    for order, family in (
        ("NL1", "de Jong"),
        ("NL2", "Wit"),
        ("NL3", "Wit-de Jong"),
        ("NL4", "de Jong-Wit"),
        ("", "de Jong-Wit"),
    ):
        name = {"given": ["Ingrid"], "_family": {"extension": parts}}
        if order:
            name["extension"] = [{"url": base + "humanname-assembly-order", "valueCode": order}]
        assert bare(patient() | {"name": [name]}).client_name == f"Ingrid {family}"


def test_the_call_name_wins_over_given_names_and_initials():
    mark = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"
    name = {
        "family": "van Putten",
        "given": ["Johanna", "Petronella", "J.P.", "Jo"],
        "_given": [{"extension": [{"url": mark, "valueCode": value}]} for value in ("BR", "BR", "IN", "CL")],
    }
    assert bare(patient() | {"name": [name]}).client_name == "Jo van Putten"


def test_a_citizen_service_number_never_becomes_part_of_a_key():
    numbers = [
        {"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999911120"},
        {"system": "urn:oid:2.16.840.1.113883.2.4.6.3", "value": "999911120"},
        {"system": "urn:x", "value": "1", "type": {"coding": [{"code": "NNBEL"}]}},
    ]
    with_number = fhir(patient(identifier=numbers), relative(identifier=numbers), team("RelatedPerson/r"))
    without = fhir(patient(), relative(), team("RelatedPerson/r"))
    assert with_number.people[0].key == without.people[0].key
    assert with_number.client_key == without.client_key


def test_the_organisation_a_member_acts_for_is_taken():
    place = {
        "member": {"reference": "Practitioner/d", "display": "Anouk Bakker"},
        "onBehalfOf": {"reference": "Organization/2", "display": "Ziekenhuis De Meent"},
    }
    assert (
        person(fhir(patient(), practitioner(), team(place)), "Anouk Bakker").organisation
        == "Ziekenhuis De Meent"
    )


def test_every_guess_and_every_fact_is_told_apart():
    kinds = {remark.kind for line in file("nictiz-careteam.json").people for remark in line.remarks}
    assert kinds == {RemarkKind.TAKEN, RemarkKind.GUESSED}
