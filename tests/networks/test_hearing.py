"""What a need speaks of: kinds of things and weekdays, by whole words in two languages."""

from uuid import UUID

import pytest

from networks.hearing import Heard, Known, days_in, guess

SHOPPING, ADMIN, RIDE, MUSIC = (UUID(int=number) for number in range(4))
VOCABULARY = (
    Known(SHOPPING, ("shop", "shopping", "groceries", "boodschappen", "winkel")),
    Known(ADMIN, ("tax", "money", "letters", "brief")),
    Known(RIDE, ("ride", "car", "rit", "auto")),
    Known(MUSIC, ("sing", "singing", "make", "koor")),
)


@pytest.mark.parametrize(
    ("words", "activity", "word"),
    [
        ("I want to do my own shopping on Saturday", SHOPPING, "shopping"),
        ("SHOPPING!", SHOPPING, "shopping"),
        ("Samen naar de winkels", SHOPPING, "winkels"),
        ("Wie leest mijn brieven?", None, ""),
        ("Two cars would be nice", RIDE, "cars"),
        ("Er zijn geen ritten", None, ""),
        ("Workshops are not for me", None, ""),
        ("That makes my day", None, ""),
        ("Somebody opens my letter", ADMIN, "letter"),
        ("", None, ""),
    ],
)
def test_a_need_is_recognised_by_whole_words(words: str, activity: UUID | None, word: str) -> None:
    assert guess(words, VOCABULARY) == ([Heard(activity, word)] if activity else [])


def test_what_is_named_most_comes_first() -> None:
    found = guess("A ride to the shop for groceries", VOCABULARY)
    assert [heard.activity for heard in found] == [SHOPPING, RIDE]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on Saturday", {5}),
        ("elke dinsdag en Thursdays", {1, 3}),
        ("in the weekend", {5, 6}),
        ("in de weekenden", {5, 6}),
        ("one day", set()),
    ],
)
def test_a_need_may_name_its_days(words: str, days: set[int]) -> None:
    assert days_in(words) == days


def test_a_word_that_means_many_things_says_something_only_beside_another() -> None:
    household = (Known(ADMIN, ("was", "poetsen")),)
    assert guess("It was a long day", household) == []
    assert guess("De was en het poetsen", household) == [Heard(ADMIN, "poetsen")]
