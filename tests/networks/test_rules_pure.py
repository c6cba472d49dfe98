"""Names, likeness, circles and legal notes: what is worked out without touching anything."""

from html import unescape

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from networks.choices import BarrierSource
from networks.choices.rule import Sphere
from networks.rules.circles import AT_MOST, MARK, MIDDLE, RADIUS, Mark, drawn, spots
from networks.rules.legal import all_notes, notes_for
from networks.rules.likeness import ALIKE, likeness, stems
from networks.rules.names import named_in, says

NAMES = ["Bram Visser", "Joris Kok", "Fatima El Amrani", "Jan-Willem van den Berg", "José Núñez"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Volunteers may not do administration", []),
        ("bram may not go out", ["Bram"]),
        ("Bram's books are for employees", ["Bram"]),
        ("Bram’s books are for employees", ["Bram"]),
        ("The cook, de kok, decides", []),
        ("Mr Kok decides", ["Kok"]),
        ("FATIMA said so, and El too", ["Fatima"]),
        ("van den weg af", []),
        ("Jan-Willem may not", ["Jan-Willem"]),
        ("Jose\u0301 may not", ["José"]),
        ("", []),
    ],
)
def test_a_sentence_for_outside_is_searched_for_names(words: str, found: list[str]) -> None:
    assert named_in(words, NAMES) == found


def test_the_name_of_an_organisation_is_found_as_a_whole() -> None:
    assert says("At de  linde it is not allowed", "De Linde")
    assert not says("Under de lindeboom", "De Linde")
    assert not says("De straat", "De Linde")
    assert not says("anything", "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_between_nothing_and_one_and_the_same_both_ways(one: str, other: str) -> None:
    value = likeness(one, other)
    assert 0 <= value <= 1
    assert value == likeness(other, one)
    assert likeness(one, one) == (1.0 if stems(one) else 0.0)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Volunteers may not do administration", "Administration is not for a volunteer", True),
        ("Vrijwilligers mogen geen administratie doen", "Administratie is niet voor vrijwilligers", True),
        ("Volunteers may not do administration", "No visits after eight in the evening", False),
        ("You may not", "It is not allowed", False),
    ],
)
def test_rules_in_other_words_are_proposed_and_other_rules_are_not(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) >= ALIKE) is alike


@pytest.mark.parametrize("sphere", Sphere)
@pytest.mark.parametrize("crowd", [1, 2, 3, 4, 7, 12, 40])
def test_marks_stay_in_their_circle_and_apart(sphere: Sphere, crowd: int) -> None:
    placed = spots(sphere, ["MV"] * crowd)
    assert len(placed) == min(crowd, AT_MOST[sphere])
    inner = {Sphere.CONTROL: 0.0, Sphere.INFLUENCE: RADIUS[Sphere.CONTROL]}.get(
        sphere, RADIUS[Sphere.INFLUENCE]
    )
    for at, one in enumerate(placed):
        away = ((one.x - MIDDLE) ** 2 + (one.y - MIDDLE) ** 2) ** 0.5
        assert away + MARK <= RADIUS[sphere]
        assert away - MARK >= inner or sphere == Sphere.CONTROL
        for other in placed[at + 1 :]:
            assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 >= 2 * MARK
    assert (placed[-1].text == f"+{crowd - AT_MOST[sphere] + 1}") is (crowd > AT_MOST[sphere])


def test_the_picture_says_what_it_shows_and_escapes_what_people_are_called() -> None:
    text = drawn([Mark(Sphere.CONTROL, "<B"), Mark(Sphere.CONCERN, "HV")], 'Bram: "I"')
    assert 'role="img"' in text
    assert "<B<" not in text
    assert "&lt;B" in text
    assert 'aria-label="Bram: "I""' in unescape(text)
    assert text.count('class="sphere ') == 3


def test_every_legal_note_is_whole_and_says_with_whom_to_check_it() -> None:
    notes = all_notes()
    assert len({one.code for one in notes}) == len(notes) >= 5
    for one in notes:
        assert one.title
        assert one.text
        assert one.check_with
        assert one.reference or one.found_in


def test_notes_are_shown_beside_rules_with_their_source_and_in_the_readers_language() -> None:
    assert [one.code for one in notes_for(BarrierSource.HABIT)] == ["nl-custom-more-than-law"]
    assert notes_for(BarrierSource.LAW, "BE") == []
    assert {"nl-big-persons", "nl-liable-provider"} <= {one.code for one in notes_for(BarrierSource.LAW)}
    with translation.override("nl"):
        assert "Wet BIG" in notes_for(BarrierSource.LAW)[0].text
        assert "zorgverleners" in notes_for(BarrierSource.LAW)[0].text
    with translation.override("fr"):
        assert "professionals" in notes_for(BarrierSource.LAW)[0].text


def test_every_source_has_something_to_check_or_is_a_promise_between_people() -> None:
    assert {one for one in BarrierSource if not notes_for(one)} == set()
