"""Then and now of each part of life: no sum, no mean, nothing where nothing was said. And the drawing."""

import ast
import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from networks.choices.wheel import HowWell
from networks.measuring import wheel
from networks.measuring.wheel import STEPS, Spoke, drawn, spokes
from networks.measuring.wheel_drawing import HUB, RIM, RING, SIZE, wheel_svg

AT = datetime(2026, 3, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    pk: int
    code: str = "meaning"


@dataclass(frozen=True)
class Word:
    domain_id: int
    words: str
    how_well: str
    day: int

    @property
    def said_at(self) -> datetime:
        return AT + timedelta(days=self.day)


def on(day: int) -> datetime:
    return AT + timedelta(days=day)


def test_the_last_words_by_then_and_by_now_stand_beside_each_other() -> None:
    told = [Word(1, "late", "well", 9), Word(1, "first", "not_well", 1), Word(1, "second", "so_so", 5)]
    (one,) = spokes([Part(1)], told, then=on(5), now=on(9))
    assert (one.then.words, one.now.words) == ("second", "late")
    assert (one.then_step, one.now_step) == (3, 4)
    assert not one.same


def test_what_was_not_said_stays_empty() -> None:
    found = spokes(
        [Part(1), Part(2), Part(3)],
        [Word(1, "only words", "", 2), Word(2, "later", "very_well", 8)],
        then=on(4),
        now=on(6),
    )
    assert [(one.number, one.then_step, one.now_step) for one in found] == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
    ]
    assert found[0].now.words == "only words"
    assert found[0].same
    assert found[1].now is None
    assert not found[2].said


def test_without_then_there_is_only_now() -> None:
    (one,) = spokes([Part(1)], [Word(1, "now", "well", 1)], then=None, now=on(1))
    assert one.then is None
    assert one.now_step == 4


def test_words_go_from_the_rim_to_the_first_ring() -> None:
    assert [STEPS[level.value] for level in HowWell] == [5, 4, 3, 2, 1]


def test_nothing_is_added_up_and_no_word_says_better_or_worse() -> None:
    assert {one.name for one in fields(Spoke)} == {"number", "part", "then", "now"}
    public = {name for name in vars(Spoke) if not name.startswith("_")}
    assert public == {"number", "part", "then", "now", "same", "said", "then_step", "now_step"}
    for name in vars(wheel):
        assert not re.search("sum|mean|total|score|trend|better|worse|average", name), name


WORDS = some.lists(
    some.builds(
        Word,
        some.integers(1, 4),
        some.text(min_size=1, max_size=4),
        some.sampled_from([*HowWell.values, ""]),
        some.integers(0, 30),
    ),
    max_size=20,
)


@given(WORDS, some.integers(0, 30), some.integers(0, 30))
def test_a_moment_shows_only_what_was_said_by_then(told: list[Word], then: int, now: int) -> None:
    for spoke in spokes([Part(pk) for pk in range(1, 5)], told, then=on(then), now=on(now)):
        for word, day in ((spoke.then, then), (spoke.now, now)):
            mine = [one for one in told if one.domain_id == spoke.part.pk and one.day <= day]
            assert (word is None) is (not mine)
            if word is not None:
                assert word.day == max(one.day for one in mine)


def made(number: int, said: int | None = None) -> list[Spoke]:
    told = [Word(pk, "x", "well", 1) for pk in range(1, (number if said is None else said) + 1)]
    return spokes([Part(pk) for pk in range(1, number + 1)], told, then=None, now=on(2))


@pytest.mark.parametrize(
    ("number", "said", "shown"), [(2, 2, 0), (3, 1, 3), (4, 0, 0), (12, 1, 12), (13, 5, 5), (13, 13, 0)]
)
def test_a_wheel_has_three_to_twelve_spokes(number: int, said: int, shown: int) -> None:
    assert len(drawn(made(number, said))) == shown


@pytest.mark.parametrize("number", range(3, 13))
def test_every_number_stands_free_inside_the_picture(number: int) -> None:
    svg = ElementTree.fromstring(wheel_svg(made(number), "Wheel", ["One."]))  # noqa: S314 - our own
    places = [
        tuple(map(float, re.findall(r"-?[\d.]+", one.attrib["transform"])))
        for one in svg.iter("g")
        if one.get("class") == "number"
    ]
    assert len(places) == number
    for x, y in places:
        assert max(abs(x), abs(y)) + 17 <= SIZE / 2
    for at, (x, y) in enumerate(places):
        for left, top in places[:at]:
            assert (x - left) ** 2 + (y - top) ** 2 >= 36**2


def test_the_picture_names_itself_and_escapes_what_it_is_told() -> None:
    told = spokes(
        [Part(1, 'x"><script>'), Part(2), Part(3)],
        [Word(1, "a", "very_well", 1), Word(2, "b", "not_at_all", 1), Word(2, "c", "very_well", 3)],
        then=on(1),
        now=on(4),
    )
    text = wheel_svg(told, "<b>Bram</b>", ["1. Body: then well & fine."])
    svg = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"].split() == ["wheel-title", "wheel-told"]
    assert svg.findtext("title") == "<b>Bram</b>"
    assert svg.findtext("desc") == "1. Body: then well & fine."
    assert "<script" not in text
    shapes = [one.get("class") for one in svg.iter("path")]
    assert (shapes.count("now"), shapes.count("then")) == (2, 2)
    assert f"A{RIM:g} {RIM:g}" in text
    assert f"A{HUB + RING:g} {HUB + RING:g}" in text


ALLOWED = {
    "networks/models/__init__.py",
    "networks/actions/wheel.py",
    "networks/api/wheel.py",
    "networks/measuring/wheel_words.py",
    "carenet/demo/wheel.py",
}
"""The only modules that read what was said: no count, signal, overview or account makes anything of it."""


def test_no_other_part_of_the_house_makes_anything_of_it() -> None:
    found = set()
    for app in ("networks", "accounts", "accountability", "carenet"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = [
                one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names
            ]
            if "WheelWord" in names:
                found.add(str(path.relative_to(settings.BASE_DIR)))
    assert found == ALLOWED
