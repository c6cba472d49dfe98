"""A document is checked strictly: every fault is found, once, with the place where it stands."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from networks.measuring.document import LONGEST, definition, read
from networks.measuring.faults import Faulty
from tests.instruments import as_text, bands, document, item, score, words

Held = dict[str, Any]


def faults(text: str) -> list[str]:
    """What is wrong in a text, as somebody reads it."""
    with pytest.raises(Faulty) as refused:
        read(text)
    return [str(one) for one in refused.value.faults]


def places(held: Any) -> list[str]:
    """Where something is wrong."""
    with pytest.raises(Faulty) as refused:
        definition(held)
    return [one.place for one in refused.value.faults]


def test_a_right_document_is_read_whole() -> None:
    held = document(
        None,
        score(["one", "two"], 0, 2, least=1, bands=bands((0, 1, "light"), (2, 2, "heavy"))),
        note=words("A remark"),
        rhythm={"weeks": 4},
    )
    found = read(as_text(held))
    assert (found.code, found.edition, found.weeks) == ("strain", "1", 4)
    assert [item.code for item in found.items] == ["one", "two"]
    assert [(band.low, band.high) for band in found.scores[0].bands] == [(0, 1), (2, 2)]


def set_at(*path: Any, to: Any) -> Callable[[Held], None]:
    """Put something else at a place."""

    def change(held: Held) -> None:
        inner: Any = held
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to

    return change


def without(*path: Any) -> Callable[[Held], None]:
    """Take something away."""

    def change(held: Held) -> None:
        inner: Any = held
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]

    return change


ANSWER = ("items", 0, "answers", 0)
WRONG: list[tuple[str, Callable[[Held], None]]] = [
    ("code", set_at("code", to="No Spaces")),
    ("code", set_at("code", to=7)),
    ("code", without("code")),
    ("version", set_at("version", to="")),
    ("version", set_at("version", to="1" * 41)),
    ("languages", set_at("languages", to=["en", "fr"])),
    ("languages", set_at("languages", to=["en", "en"])),
    ("title.nl", without("title", "nl")),
    ("title.fr", set_at("title", "fr", to="Titre")),
    ("title", set_at("title", to="Title")),
    ("about.en", set_at("about", "en", to="  ")),
    ("about.en", set_at("about", "en", to="a\x00b")),
    ("about.en", set_at("about", "en", to="a\ud800b")),
    ("citation", without("citation")),
    ("licence", without("licence")),
    ("source", without("source")),
    ("seen_by", set_at("seen_by", to="organisation")),
    ("seen_by", without("seen_by")),
    ("colour", set_at("colour", to="red")),
    ("rhythm.weeks", set_at("rhythm", to={"weeks": 0})),
    ("rhythm.weeks", set_at("rhythm", to={"weeks": True})),
    ("items[0].text", without("items", 0, "text")),
    ("items[2].code", lambda held: held["items"].append(item("one", 0, 1))),
    ("items[0]", set_at("items", 0, "scale", to={})),
    ("items[0].reversed", set_at("items", 0, "reversed", to="yes")),
    ("items[0].help", set_at("items", 0, "help", to="money")),
    ("items[0]", set_at(*ANSWER, "lead", to=True)),
    ("items[0].answers", set_at("items", 0, "answers", to="yes")),
    ("items[0].answers[0].value", set_at(*ANSWER, "value", to="0")),
    ("items[0].answers[0].value", set_at(*ANSWER, "value", to=True)),
    ("items[0].answers[0].value", set_at(*ANSWER, "value", to=0.0001)),
    ("items[0].answers[0].value", set_at(*ANSWER, "value", to=float("nan"))),
    ("items[0].answers[0].value", set_at(*ANSWER, "value", to=10**400)),
    ("items[0].answers[0].value", without(*ANSWER, "value")),
    ("items[0].answers[0].text.en", set_at(*ANSWER, "text", "en", to=None)),
    ("items[0].answers[1].code", set_at("items", 0, "answers", 1, "code", to="a")),
    ("scores[0].method", set_at("scores", 0, "method", to="product")),
    ("scores[0].items[1]", set_at("scores", 0, "items", 1, to="three")),
    ("scores[0].items[1]", set_at("scores", 0, "items", 1, to="one")),
    ("scores[0].least", set_at("scores", 0, "least", to=0)),
    ("scores[0].least", set_at("scores", 0, "least", to=3)),
    ("scores[0].range", set_at("scores", 0, "range", "to", to=3)),
    ("scores[0].decimals", set_at("scores", 0, "decimals", to=3)),
    ("scores[0].counted", set_at("scores", 0, "counted", to=["a"])),
    ("scores[0].counted", set_at("scores", 0, "method", to="count")),
    ("scores[0].meaning", without("scores", 0, "meaning")),
    ("scores[0].bands[0].from", set_at("scores", 0, "bands", to=bands((1, 2, "heavy")))),
    ("scores[0].bands[0].to", set_at("scores", 0, "bands", to=bands((0, 1, "light")))),
    ("scores[0].bands[1].from", set_at("scores", 0, "bands", to=bands((0, 0, "light"), (2, 2, "heavy")))),
    ("scores[0].bands[1].from", set_at("scores", 0, "bands", to=bands((0, 1, "light"), (1, 2, "heavy")))),
]


@pytest.mark.parametrize(("place", "change"), WRONG)
def test_one_fault_is_said_once_and_where(place: str, change: Callable[[Held], None]) -> None:
    held = document()
    change(held)
    assert places(held) == [place]


def test_several_faults_are_all_said() -> None:
    held = document()
    del held["title"]["nl"]
    held["items"][1]["answers"][0]["value"] = "2"
    held["more"] = 1
    assert set(places(held)) == {"title.nl", "items[1].answers[0].value", "more"}


def test_a_range_says_what_the_answers_give() -> None:
    held = document([item("one", 1, 2, 4)], score(["one"], 0, 4))
    assert faults(as_text(held)) == ["scores[0].range: These answers give 1 to 4."]


def test_what_counts_is_an_answer_of_its_questions_and_nothing_else() -> None:
    held = document([item("one", 0, 1)], score(["one"], 0, 1))
    held["scores"][0] |= {"method": "count", "counted": ["a", {"deep": ["\x00"]}]}
    assert "scores[0].counted[1]" in places(held)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1 cannot be read as JSON."),
        ('{"code":\n "a",,}', "Line 2 cannot be read as JSON."),
        ('{"code": "a", "code": "b"}', "code: This name stands twice in one object."),
        ('{"code": NaN}', "NaN: This is not a number."),
        ("[" * 50_000, "Things lie too deep inside each other."),
        ('{"a": ' + "9" * 5_000 + "}", "A number in it is too long."),
        ('"x' + "x" * LONGEST + '"', f"The document is too long. It may have {LONGEST} characters."),
        ("[]", "Write an object here: { … }."),
    ],
    ids=["empty", "broken", "twice", "no number", "deep", "huge", "long", "list"],
)
def test_what_is_no_document_is_refused_in_one_sentence(text: str, said: str) -> None:
    assert faults(text)[0] == said


def test_a_scale_becomes_answers_with_words_at_its_ends() -> None:
    scale = {"from": 0, "to": 10, "least": words("not at all"), "most": words("very")}
    held = document([{"code": "one", "text": words("How?"), "scale": scale}], score(["one"], 0, 10))
    answers = definition(held).items[0].answers
    assert [str(one.words) for one in answers][::5] == ["0: not at all", "5", "10: very"]
    assert [one.value for one in answers] == list(range(11))
    for wrong in ({"to": 0}, {"to": 40}):
        changed = deepcopy(held)
        changed["items"][0]["scale"] |= wrong
        assert "items[0].scale" in places(changed)


def test_what_is_missing_is_only_filled_in_where_questions_weigh_the_same() -> None:
    items = [item("one", 0, 1), item("two", 0, 1, 2)]
    assert places(document(items, score(["one", "two"], 0, 3, least=1))) == ["scores[0].least"]
    assert definition(document(items, score(["one", "two"], 0, 3))).scores[0].least == 2


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    (),
    ("title",),
    ("items",),
    ("items", 0),
    ("items", 0, "answers"),
    ANSWER,
    ("scores",),
    ("scores", 0),
]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.sampled_from(PLACES), some.sampled_from([None, *document(), *score([], 0, 0), *item("a", 0)]), JSON
)
def test_whatever_stands_anywhere_is_read_or_refused(place: Any, name: str | None, junk: Any) -> None:
    held: Any = document()
    inner: Any = {"": held}
    key: Any = ""
    for step in place:
        inner, key = inner[key], step
    if name is not None and isinstance(inner[key], dict):
        inner, key = inner[key], name
    inner[key] = junk
    whole = held if place or name else junk
    assert _outcome(whole)


def _outcome(held: Any) -> str:
    """The code of what was read, or the first fault."""
    try:
        return definition(held).code
    except Faulty as refused:
        return str(refused.faults[0])
