"""Goals and plans become needs only where that is sensible, and say whose words they are."""

from tests.networks.intake_records import bare, code, codes, fhir, patient

BY_CLIENT = {"expressedBy": {"reference": "Patient/p"}}


def goal(id="g", words="Sing in the choir again", **more):
    record = {
        "resourceType": "Goal",
        "id": id,
        "lifecycleStatus": "active",
        "subject": {"reference": "Patient/p"},
    }
    return record | {"description": {"text": words}} | more


def plan(**more):
    return {
        "resourceType": "CarePlan",
        "id": "c",
        "status": "active",
        "subject": {"reference": "Patient/p"},
    } | more


def test_a_goal_that_the_client_put_forward_is_a_need_in_their_words():
    need = fhir(patient(), goal(**BY_CLIENT)).needs[0]
    assert (need.words, need.source, need.domain) == ("Sing in the choir again", "Goal/g", None)
    assert codes(need.remarks) == ["need_by_client"]


def test_a_goal_of_a_professional_or_of_nobody_is_marked_as_such():
    other = {"expressedBy": {"reference": "Practitioner/d"}}
    for record in (goal(), goal(**other)):
        assert codes(fhir(patient(), record).needs[0].remarks) == ["need_not_by_client"]


def test_the_life_domain_is_taken_only_when_the_file_names_one():
    known = goal(category=[{"text": "Zingeving"}])
    unknown = goal(category=[code("http://terminology.hl7.org/CodeSystem/goal-category", "nursing")])
    physical = goal(category=[code("http://terminology.hl7.org/CodeSystem/goal-category", "physiotherapy")])
    assert [fhir(patient(), one).needs[0].domain for one in (known, unknown, physical)] == [
        "meaning",
        None,
        "physical",
    ]


def test_goals_that_are_over_or_empty_or_about_another_are_left_out():
    draft = fhir(
        patient(),
        patient("q", "Jansen"),
        goal("a", "One", lifecycleStatus="completed"),
        goal("b", "Two", lifecycleStatus="entered-in-error"),
        goal("c", ""),
        goal("d", "Three", subject={"reference": "Patient/q"}),
        goal("e", "Four"),
        goal("f", "four "),
        {"resourceType": "CareTeam", "subject": {"reference": "Patient/p"}},
    )
    assert [need.words for need in draft.needs] == ["Four"]
    assert codes(draft.left_out) == [
        "need_closed",
        "need_closed",
        "need_without_words",
        "belongs_to_other",
        "need_double",
    ]


def test_a_plan_with_goals_gives_the_goals_and_leaves_out_its_activities():
    inside = goal("g1", "Sleep through the night") | {"subject": {"reference": "Patient/p"}}
    draft = fhir(
        patient(),
        plan(
            title="Plan",
            contained=[inside],
            goal=[{"reference": "#g1"}],
            activity=[{"detail": {"description": "Pills at 8"}}],
        ),
    )
    assert [need.words for need in draft.needs] == ["Sleep through the night"]
    assert codes(draft.left_out) == ["activity"]


def test_a_plan_without_goals_gives_its_activities_in_words_else_its_own():
    activity = [
        {"detail": {"description": "Someone to eat with"}},
        {"detail": {"code": {"text": "Diabetic diet"}}},
    ]
    draft = fhir(patient(), plan(title="Plan", activity=activity))
    assert [need.words for need in draft.needs] == ["Someone to eat with"]
    assert codes(draft.needs[0].remarks) == ["need_from_plan"]
    assert codes(draft.left_out) == ["activity"]
    assert [need.words for need in fhir(patient(), plan(description="Live at home")).needs] == [
        "Live at home"
    ]
    assert fhir(patient(), plan(description="Live at home", status="completed")).needs == ()


def test_a_bare_goal_is_read_with_the_name_of_its_subject():
    draft = bare(goal(subject={"reference": "Patient/p", "display": "Bram Visser"}, **BY_CLIENT))
    assert draft.client_name == "Bram Visser"
    assert codes(draft.needs[0].remarks) == ["need_by_client"]


def test_a_goal_with_an_identifier_keeps_its_key_when_its_words_change():
    number = [{"system": "https://care.example.org/goals", "value": "7"}]
    first, second = (
        fhir(patient(), goal("g", words, identifier=number)).needs[0].key for words in ("Sing", "Sing!")
    )
    assert first == second


def test_a_goal_without_one_has_the_same_key_only_with_the_same_words():
    first, again, other = (
        fhir(patient(), goal("g", words)).needs[0].key for words in ("Sing", "sing", "Walk")
    )
    assert first == again != other


def test_a_very_long_goal_is_cut_and_said_so():
    need = fhir(patient(), goal("g", "walk " * 200)).needs[0]
    assert len(need.words) <= 300
    assert "shortened" in codes(need.remarks)
