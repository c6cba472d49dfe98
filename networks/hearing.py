"""What a need seems to speak of: kinds of things and weekdays, by whole words, English and Dutch. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
"""A word that would be shorter than this without its ending keeps the ending."""
VAGUE = frozenset({"away", "care", "eat", "hands", "later", "make", "rest", "samen", "was", "weg", "zorgen"})
"""Keywords that also mean something else: alone they say nothing, beside another of the same kind they do."""
DAYS = (
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
)
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of thing and the words by which it is recognised."""

    id: UUID
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A kind of thing that words speak of, and the first word that says so, as it was written."""

    activity: UUID
    word: str


def guess(words: str, vocabulary: Iterable[Known]) -> list[Heard]:
    """The kinds of things these words speak of: with most keywords first, then in the order of the words."""
    spoken = [word.casefold() for word in WORD.findall(words)]
    stems = [_stems(word) for word in spoken]
    found = []
    for known in vocabulary:
        keys = _keys(known.keywords)
        hits = [(place, key) for place, mine in enumerate(stems) for key, theirs in keys if mine & theirs]
        clear = [place for place, key in hits if key not in VAGUE]
        if clear:
            number = len({place for place, _key in hits})
            found.append((-number, min(clear), str(known.id), Heard(known.id, spoken[min(clear)])))
    return [heard for *_order, heard in sorted(found, key=lambda one: one[:3])]


def days_in(words: str) -> frozenset[int]:
    """The weekdays these words name (0 is Monday); a weekend is both its days."""
    spoken = {stem for word in WORD.findall(words) for stem in _stems(word.casefold())}
    named = frozenset(day for day, names in enumerate(DAYS) if spoken & set(names))
    return named | WEEKEND if "weekend" in spoken else named


@lru_cache(maxsize=1000)
def _keys(keywords: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    return [(key.casefold(), _stems(key.casefold())) for key in keywords]


def _stems(word: str) -> frozenset[str]:
    """The word, and what it is without a plural ending."""
    return frozenset(
        {word}
        | {
            word.removesuffix(end)
            for end in ("s", "en")
            if word.endswith(end) and len(word) - len(end) >= SHORTEST
        }
    )
