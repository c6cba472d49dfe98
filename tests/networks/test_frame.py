"""Letters from frames are what the templates give, to the letter, whatever is in them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from networks.moments import frame
from networks.moments.letter import Letter, Thing

WORDS = some.text(
    alphabet=some.one_of(
        some.sampled_from("<>&\"'%{}\n\r\t \\s0;é’–🎶\ue000\ue001\u2028"), some.characters(codec="utf-8")
    ),
    max_size=30,
)
MAYBE = some.one_of(some.just(""), WORDS)
FEW = some.lists(WORDS, max_size=3)
THINGS = some.lists(
    some.builds(
        Thing,
        what=WORDS,
        when=WORDS,
        where=MAYBE,
        notes=FEW.map(tuple),
        path=MAYBE,
        act=WORDS,
    ),
    max_size=3,
)
LETTERS = some.builds(
    Letter,
    subject=WORDS,
    lines=FEW,
    quote=MAYBE,
    things=THINGS,
    more=FEW,
    path=MAYBE,
    act=WORDS,
    preheader=MAYBE,
    hello=WORDS,
    why=WORDS,
    unsubscribe=MAYBE,
    settings_path=MAYBE,
    language=some.sampled_from(["en", "nl"]),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LETTERS)
def test_a_letter_from_a_frame_is_what_the_templates_give(letter: Letter) -> None:
    assert frame.written(letter) == (letter.text(), letter.html())


FULL = Letter(
    subject="Tomorrow",
    hello="Dear Ann,",
    why="You asked.",
    lines=["One <b>", "Two %s"],
    quote="A\n\nB & C",
    things=[Thing("What", "When", "Where", ("100 %",), "/a/", "Look"), Thing("What", "When")],
    path="/b/",
    act="Go",
    unsubscribe="/c/",
    settings_path="/d/",
)


def test_a_shape_is_drawn_once_by_the_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    frame._frame.cache_clear()
    drawn: list[Any] = []
    html = Letter.html
    monkeypatch.setattr(Letter, "html", lambda letter: drawn.append(letter) or html(letter))
    for number in range(20):
        frame.written(replace(FULL, hello=f"Dear {number},"))
    assert len(drawn) == 1
    frame.written(replace(FULL, lines=["One"]))
    frame.written(replace(FULL, language="nl"))
    assert len(drawn) == 3


def test_another_template_and_what_is_no_plain_text_are_left_to_the_templates() -> None:
    class Marked(str):
        def __html__(self) -> str:
            return f"<i>{self}</i>"

    odd = replace(FULL, lines=[Marked("as it is")])
    assert "<i>as it is</i>" in frame.written(odd)[1]
    assert frame.written(replace(FULL, template="networks/email/letter")) == (FULL.text(), FULL.html())
