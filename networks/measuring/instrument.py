"""A list of questions with a score, pure: what it holds, and what somebody's answers come to.

The definition is data (networks.measuring.document reads it). A score is a sum, a mean, or how many answers
are of a certain kind. It is not defined, and never 0, when too little was answered. When enough was, a sum
or a number counts what is missing as the mean of what is there, so that its range stays the same; a list
may only allow that for questions with the same lowest and highest points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import get_language

Answers = Mapping[str, str]
"""Codes of answers by code of question; a question that was left open is not in it."""


class Method(StrEnum):
    """How a score is made of the points of its questions."""

    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"


class Helps(StrEnum):
    """Where help with what a question asks about could begin."""

    TASK = "task"
    TIME_OFF = "time_off"
    PAPERS = "papers"
    TALK = "talk"
    RELIEF = "relief"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one or more languages, by their codes."""

    by_language: Mapping[str, str]

    def __str__(self) -> str:
        return self.by_language.get(reader()) or next(iter(self.by_language.values()), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``value`` is its points, None for "does not apply". ``lead``: help could be welcome."""

    code: str
    words: Words
    value: Decimal | None
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``turned``: its points count the other way round (highest plus lowest, minus value)."""

    code: str
    words: Words
    answers: tuple[Answer, ...]
    hint: Words | None = None
    turned: bool = False
    helps: Helps | None = None

    @property
    def values(self) -> list[Decimal]:
        """The points that can be had, in the order of the answers and before they are turned."""
        return [one.value for one in self.answers if one.value is not None]

    def chosen(self, answers: Answers) -> Answer | None:
        """The answer that was given; None when it was left open or is not one of these."""
        code = answers.get(self.code)
        return next((one for one in self.answers if one.code == code), None)

    def points(self, answers: Answers) -> Decimal | None:
        """The points of the answer that was given, turned where that is so; None when nothing counts."""
        answer = self.chosen(answers)
        if answer is None or answer.value is None:
            return None
        return min(self.values) + max(self.values) - answer.value if self.turned else answer.value


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a score's range, both ends included, and what it means."""

    low: Decimal
    high: Decimal
    words: Words


@dataclass(frozen=True, slots=True)
class Score:
    """One number over some questions. ``least`` is how many must be answered, ``low`` and ``high`` its range.

    ``counted`` are the codes of answers that a number counts. ``decimals`` is how finely it is told.
    """

    code: str
    words: Words
    method: Method
    items: tuple[str, ...]
    least: int
    low: Decimal
    high: Decimal
    meaning: Words
    decimals: int = 0
    bands: tuple[Band, ...] = ()
    counted: frozenset[str] = frozenset()

    @property
    def step(self) -> Decimal:
        """The smallest difference that is told."""
        return Decimal(1).scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Result:
    """What answers come to in one score. ``value`` is None when fewer than ``score.least`` count."""

    score: Score
    value: Decimal | None
    answered: int
    band: Band | None = None

    @property
    def whole(self) -> bool:
        """Whether every question of the score was answered."""
        return self.answered == len(self.score.items)


@dataclass(frozen=True, slots=True)
class Lead:
    """An answer that may be a place where help begins."""

    item: Item
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole list of questions: what is asked, how it is scored, who made it and why it may be used.

    Every text is there in each of ``languages``. ``weeks`` is the advice how often; None when it gives none.
    """

    code: str
    edition: str
    languages: tuple[str, ...]
    title: Words
    about: Words
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    citation: str
    licence: Words
    source: str
    note: Words | None = None
    weeks: int | None = None

    @property
    def language(self) -> str:
        """The language in which the reader gets its texts."""
        return reader() if reader() in self.languages else self.languages[0]

    def unknown(self, answers: Answers) -> list[str]:
        """The codes of questions that are not here, or whose answer is not one of theirs."""
        items = {item.code: item for item in self.items}
        return [code for code in answers if code not in items or items[code].chosen(answers) is None]

    def results(self, answers: Answers) -> list[Result]:
        """What these answers come to, in the order of the scores."""
        return [result(score, self.items, answers) for score in self.scores]

    def leads(self, answers: Answers) -> list[Lead]:
        """The answers that may be a place where help begins, in the order of the questions."""
        given = [(item, item.chosen(answers)) for item in self.items]
        return [Lead(item, answer) for item, answer in given if answer is not None and answer.lead]


def result(score: Score, items: Iterable[Item], answers: Answers) -> Result:
    """What answers come to in one score; not defined when too little of it was answered."""
    points = [
        point
        for item in items
        if item.code in score.items and (point := _points(score, item, answers)) is not None
    ]
    if len(points) < max(score.least, 1):
        return Result(score, None, len(points))
    mean = sum(map(Fraction, points), Fraction()) / len(points)
    exact = mean if score.method == Method.MEAN else mean * len(score.items)
    value = told(exact, score.decimals)
    band = next((one for one in score.bands if one.low <= value <= one.high), None)
    return Result(score, value, len(points), band)


def span(method: Method, items: Iterable[Item], decimals: int) -> tuple[Decimal, Decimal]:
    """The lowest and the highest that a score over these questions can be."""
    rows = list(items)
    if method == Method.COUNT:
        return Decimal(0), Decimal(len(rows))
    low = sum((Fraction(min(item.values)) for item in rows), Fraction())
    high = sum((Fraction(max(item.values)) for item in rows), Fraction())
    parts = len(rows) if method == Method.MEAN else 1
    return told(low / parts, decimals), told(high / parts, decimals)


def told(exact: Fraction, decimals: int) -> Decimal:
    """A number rounded to so many decimals; a half goes away from zero."""
    scaled = abs(exact) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Decimal(-whole if exact < 0 else whole).scaleb(-decimals)


def reader() -> str:
    """The code of the reader's language, without its country."""
    return (get_language() or "en").split("-")[0]


def _points(score: Score, item: Item, answers: Answers) -> Decimal | None:
    if score.method != Method.COUNT:
        return item.points(answers)
    answer = item.chosen(answers)
    if answer is None or answer.value is None:
        return None
    return Decimal(answer.code in score.counted)
