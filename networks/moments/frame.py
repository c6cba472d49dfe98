"""Letters filled into frames: what all letters of one shape have in common is drawn once, by the templates.

A shape says which parts a letter has and how many. For each shape and language the templates draw a letter
of marks; what stands between the marks is the frame, and every next letter of that shape is that frame with
its own values in it, escaped as the templates escape them. A test proves that both ways give the same to the
letter. What does not fit into a frame is drawn by the templates.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.utils.html import linebreaks

from networks.moments.letter import TEMPLATE, Letter, Thing

SINGLE = ("subject", "preheader", "hello", "why", "path", "act", "settings_path", "unsubscribe", "quote")
"""The parts of a letter that are there once or not at all. The templates draw a quote in paragraphs."""
QUOTE = SINGLE.index("quote")
OPTIONAL = ("path", "settings_path", "unsubscribe", "quote")
"""Those that change what stands around them when they are empty."""
MARK = re.compile("\ue000(\\d+)\ue001")
SHAPES = 512
"""Frames that are kept. Letters of which each has a shape of its own cost what they cost the templates."""

Shape = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two parts of a mail: its words with a place for each value, and which value goes where."""

    words: str
    pick: Callable[[Sequence[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What letters of one shape have in common."""

    text: Side
    html: Side


def written(letter: Letter) -> tuple[str, str]:
    """The letter as text and as HTML: what Letter.text() and Letter.html() give, sooner."""
    values = _values(letter)
    frame = None
    if letter.template == TEMPLATE and all(type(value) is str for value in values):
        frame = _frame(letter.language, settings.SITE_URL, _shape(letter))
    if frame is None:
        return letter.text(), letter.html()
    text = frame.text.words % frame.text.pick(values)
    safe = [escape(value) for value in values]
    if values[QUOTE]:
        safe[QUOTE] = linebreaks(values[QUOTE], autoescape=True)
    return text.strip() + "\n", frame.html.words % frame.html.pick(safe)


def _values(letter: Letter) -> list[str]:
    values = [getattr(letter, name) for name in SINGLE]
    values += letter.lines
    values += letter.more
    for one in letter.things:
        values += (one.what, one.when, one.where, one.path, one.act, *one.notes)
    return values


def _shape(letter: Letter) -> Shape:
    things = tuple([(bool(one.where), bool(one.path), len(one.notes)) for one in letter.things])
    there = tuple([bool(getattr(letter, name)) for name in OPTIONAL])
    return len(letter.lines), len(letter.more), things, there


@lru_cache(SHAPES)
def _frame(language: str, site_url: str, shape: Shape) -> Frame | None:
    """The frame of this shape; None when the templates do something with a value that no frame can do."""
    letter = _of_marks(language, shape)
    text, html = letter.text(), letter.html()
    if letter.quote:
        if f"<p>{letter.quote}</p>" not in html:
            return None
        html = html.replace(f"<p>{letter.quote}</p>", letter.quote)
    as_text, as_html = _side(text), _side(html)
    return Frame(as_text, as_html) if as_text and as_html else None


def _side(drawn: str) -> Side | None:
    words = MARK.sub("%s", drawn.replace("%", "%%"))
    places = [int(place) for place in MARK.findall(drawn)]
    if len(places) < 2 or "\ue000" in words:
        return None
    return Side(words, itemgetter(*places))


def _of_marks(language: str, shape: Shape) -> Letter:
    """A letter of this shape in which every value is a mark with its place among the values."""
    lines, more, things, there = shape
    place = iter(range(10_000))

    def mark(*, is_there: bool = True) -> str:
        number = next(place)
        return f"\ue000{number}\ue001" if is_there else ""

    absent = {name for name, present in zip(OPTIONAL, there, strict=True) if not present}
    single: dict[str, Any] = {name: mark(is_there=name not in absent) for name in SINGLE}
    return Letter(
        **single,
        lines=[mark() for _line in range(lines)],
        more=[mark() for _line in range(more)],
        things=[
            Thing(
                mark(),
                mark(),
                mark(is_there=where),
                path=mark(is_there=path),
                act=mark(),
                notes=tuple(mark() for _note in range(notes)),
            )
            for where, path, notes in things
        ],
        language=language,
    )
