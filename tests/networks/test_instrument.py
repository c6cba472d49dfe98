"""What answers come to: the values of the literature, and what always holds, in any list of questions."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from networks.measuring import house
from networks.measuring.document import definition
from networks.measuring.instrument import Definition, Method, Result, told
from tests import instruments
from tests.instruments import GOOD, document, item, score

PATIENTLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
WORST = {
    **dict.fromkeys(("fulfilment", "support"), "no"),
    **dict.fromkeys(("relational", "mental", "daily", "financial", "physical"), "a_lot"),
}
SOME = dict.fromkeys(GOOD, "some")


def total(definition: Definition, answers: dict[str, str]) -> Result:
    """The first score."""
    return definition.results(answers)[0]


def value(definition: Definition, answers: dict[str, str]) -> Decimal | None:
    """The first score's number."""
    return total(definition, answers).value


def words_of_band(definition: Definition, answers: dict[str, str]) -> str:
    """What the first score's number means."""
    band = total(definition, answers).band
    return str(band.words) if band else ""


@pytest.mark.parametrize(("answers", "expected"), [(GOOD, 14), (SOME, 7), (WORST, 0)])
def test_carerqol_has_the_values_of_the_literature(answers: dict[str, str], expected: int) -> None:
    carerqol = instruments.carerqol()
    assert len(carerqol.scores[0].items) == 7
    assert value(carerqol, answers) == expected
    assert total(carerqol, answers).band is None


@pytest.mark.parametrize(
    ("code", "answer", "points"),
    [
        ("mental", "a_lot", 0),
        ("mental", "some", 1),
        ("mental", "no", 2),
        ("support", "no", 0),
        ("support", "some", 1),
        ("support", "a_lot", 2),
    ],
)
def test_carerqol_counts_problems_the_other_way_round(code: str, answer: str, points: int) -> None:
    carerqol = instruments.carerqol()
    assert value(carerqol, SOME | {code: answer}) == 6 + points


@pytest.mark.parametrize("code", GOOD)
def test_carerqol_has_no_sum_when_one_question_is_left_open(code: str) -> None:
    answers = {one: answer for one, answer in GOOD.items() if one != code}
    assert value(instruments.carerqol(), answers) is None


def test_happiness_stands_apart_from_the_sum() -> None:
    carerqol = instruments.carerqol()
    for happy in ("0", "10"):
        results = carerqol.results(SOME | {"happiness": happy})
        assert [one.value for one in results] == [7, int(happy)]
    assert [one.value for one in carerqol.results({"happiness": "0"})] == [None, 0]
    assert [one.value for one in carerqol.results({})] == [None, None]


def test_every_problem_and_no_support_is_a_lead_and_nothing_else_is() -> None:
    carerqol = instruments.carerqol()
    assert carerqol.leads(GOOD) == []
    assert {one.item.code for one in carerqol.leads(WORST)} == set(GOOD) - {"fulfilment"}
    assert {one.item.code for one in carerqol.leads(SOME)} == set(GOOD) - {"fulfilment", "support"}
    assert all(one.item.helps for one in carerqol.leads(WORST))


@pytest.mark.parametrize(
    ("heavy", "band"), [(0, "none"), (3, "light"), (4, "moderate"), (8, "moderate"), (9, "heavy")]
)
def test_a_five_point_answer_counts_or_not_and_the_number_falls_in_a_band(heavy: int, band: str) -> None:
    list_ = instruments.edizplus()
    answers = {f"q{turn}": "c" if turn < heavy else "b" for turn in range(15)}
    assert (value(list_, answers), words_of_band(list_, answers)) == (heavy, band)
    assert value(list_, answers | {"q0": "e"}) == max(heavy, 1)


def test_two_for_everything_is_just_enough_and_one_less_is_a_risk() -> None:
    list_ = instruments.lsns()
    answers = {f"q{turn}": "c" for turn in range(6)}
    assert (value(list_, answers), words_of_band(list_, answers)) == (12, "not at risk")
    answers["q0"] = "b"
    assert (value(list_, answers), words_of_band(list_, answers)) == (11, "at risk")
    assert [one.value for one in list_.results(answers)] == [11, 5, 6]


def test_needs_are_counted_by_kind_and_unknown_is_no_answer() -> None:
    results = instruments.cansas().results({"q0": "b", "q1": "c", "q2": "a", "q3": "a"})
    assert [one.value for one in results] == [1, 1, 2]
    unknown = instruments.cansas().results(dict.fromkeys(("q0", "q1", "q2", "q3"), "d"))
    assert [(one.value, one.answered) for one in unknown] == [(None, 0)] * 3


def test_what_is_missing_counts_as_the_mean_when_the_list_allows_it() -> None:
    items = [item(f"q{turn}", 0, 1, 2, 3) for turn in range(4)]
    codes = [one["code"] for one in items]
    list_ = definition(document(items, score(codes, 0, 12, least=3)))
    assert value(list_, {"q0": "d", "q1": "d", "q2": "b"}) == 9  # 7 of 9, as if of 12: 9 1/3
    assert not total(list_, {"q0": "d", "q1": "d", "q2": "b"}).whole
    assert value(list_, {"q0": "d", "q1": "d"}) is None
    mean = definition(document(items, score(codes, 0, 3, least=2, method="mean", decimals=2)))
    assert value(mean, {"q0": "d", "q1": "b"}) == Decimal("2.00")
    assert value(mean, {"q0": "d", "q1": "b", "q2": "b"}) == Decimal("1.67")


@pytest.mark.parametrize(
    ("exact", "decimals", "expected"),
    [("5/2", 0, "3"), ("-5/2", 0, "-3"), ("1/3", 2, "0.33"), ("0", 1, "0.0"), ("29/10", 0, "3")],
)
def test_a_half_goes_away_from_zero(exact: str, decimals: int, expected: str) -> None:
    assert told(Fraction(exact), decimals) == Decimal(expected)


def test_a_list_speaks_the_language_of_the_reader_or_its_own() -> None:
    both = definition(document())
    with override("nl"):
        assert (str(both.title), both.language) == ("Short list (nl)", "nl")
    with override("en"):
        assert (str(both.title), both.language) == ("Short list", "en")
        assert str(instruments.carerqol().items[0].answers[0].words) == "no"
    held = json.loads(json.dumps(document(languages=["nl"])), object_hook=_only_dutch)
    with override("en"):
        assert (str(definition(held).title), definition(held).language) == ("Short list (nl)", "nl")


def _only_dutch(inner: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in inner.items() if name != "en"}


def test_the_lists_of_the_house_have_a_licence_and_nobody_else_sees_them() -> None:
    assert {one.code for one in house.of_the_house().values()} == {"carerqol"}
    for one in house.editions().values():
        assert all((one.citation, one.source, str(one.licence)))
        assert one.languages == ("en", "nl")
    assert house.codes() == {"carerqol"}
    assert list(house.of_the_house()) == [house.id_of(instruments.carerqol())]


@some.composite
def lists(draw: Any, *, turned: bool | None = None) -> tuple[Definition, dict[str, str]]:
    """Any list with one score, and any answers to it."""
    values = some.lists(some.integers(-5, 9), min_size=2, max_size=6).filter(lambda one: len(set(one)) > 1)
    if draw(some.booleans()):
        values = some.permutations([0, 1, 2, 3])
    number = draw(some.integers(1, 8))
    items = [
        item(f"q{turn}", *draw(values), reversed=draw(some.booleans()) if turned is None else turned)
        for turn in range(number)
    ]
    method = draw(some.sampled_from(["sum", "mean"]))
    ends = [[one["value"] for one in row["answers"]] for row in items]
    alike = len({(min(one), max(one)) for one in ends}) == 1
    least = draw(some.integers(1, number)) if alike else number
    parts = number if method == "mean" else 1
    low = told(Fraction(sum(map(min, ends)), parts), 2 if method == "mean" else 0)
    high = told(Fraction(sum(map(max, ends)), parts), 2 if method == "mean" else 0)
    asked = score([one["code"] for one in items], float(low), float(high), least=least, method=method)
    asked |= {"decimals": 2 if method == "mean" else 0}
    answers = {
        row["code"]: draw(some.sampled_from([one["code"] for one in row["answers"]]))
        for row in items
        if draw(some.booleans())
    }
    return definition(document(items, asked)), answers


@PATIENTLY
@given(lists())
def test_a_score_lies_in_its_range_or_is_not_defined(drawn: tuple[Definition, dict[str, str]]) -> None:
    list_, answers = drawn
    found = total(list_, answers)
    if len(answers) < list_.scores[0].least:
        assert found.value is None
        assert found.band is None
    else:
        assert found.value is not None
        assert list_.scores[0].low <= found.value <= list_.scores[0].high


@PATIENTLY
@given(lists(turned=False))
def test_turning_every_question_mirrors_the_score(drawn: tuple[Definition, dict[str, str]]) -> None:
    list_, answers = drawn
    assume(list_.scores[0].method == Method.SUM and len(answers) == len(list_.items))
    turned = definition(_with(list_, reversed=True))
    there, here = value(turned, answers), value(list_, answers)
    assert there is not None
    assert here is not None
    assert there + here == list_.scores[0].low + list_.scores[0].high


@PATIENTLY
@given(lists(), some.randoms(use_true_random=False))
def test_the_order_of_questions_and_answers_changes_nothing(
    drawn: tuple[Definition, dict[str, str]], shuffle: Any
) -> None:
    list_, answers = drawn
    held = _with(list_)
    shuffle.shuffle(held["items"])
    for one in held["items"]:
        shuffle.shuffle(one["answers"])
    shuffle.shuffle(held["scores"][0]["items"])
    given_ = list(answers.items())
    shuffle.shuffle(given_)
    assert value(definition(held), dict(given_)) == value(list_, answers)


@PATIENTLY
@given(lists(), some.data())
def test_more_points_never_make_it_less(drawn: tuple[Definition, dict[str, str]], data: Any) -> None:
    list_, answers = drawn
    assume(answers)
    code = data.draw(some.sampled_from(sorted(answers)))
    asked = next(one for one in list_.items if one.code == code)
    other = data.draw(some.sampled_from([one.code for one in asked.answers]))
    here, there = value(list_, answers), value(list_, answers | {code: other})
    points = asked.points(answers), asked.points({code: other})
    assert points[0] is not None
    assert points[1] is not None
    if here is not None and there is not None and points[0] <= points[1]:
        assert here <= there


def _with(list_: Definition, **fields: Any) -> dict[str, Any]:
    """The document of a drawn list again, with something changed in every question."""
    items = [
        item(one.code, *(int(value) for value in one.values), reversed=one.turned) | fields
        for one in list_.items
    ]
    first = list_.scores[0]
    asked = score(list(first.items), float(first.low), float(first.high), least=first.least)
    return document(items, asked | {"method": first.method.value, "decimals": first.decimals})
