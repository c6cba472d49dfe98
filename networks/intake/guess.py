"""What words say about somebody: from which side, what they are to the client, or a function."""

import re
from dataclasses import dataclass
from functools import lru_cache

from networks.choices import Circle, Relation, Side
from networks.intake import words
from networks.intake.clean import plain

PARTS = re.compile(r"[,;/|()\[\]\n*]|:::|\s-\s|\s–\s")
CLOSE_KIN = frozenset({Relation.PARTNER, Relation.PARENT, Relation.CHILD})
AROUND = frozenset(
    {Relation.SIBLING, Relation.FAMILY, Relation.FRIEND, Relation.NEIGHBOUR, Relation.COLLEAGUE}
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was understood of some words. ``legal`` marks words for somebody with a legal role."""

    side: Side | None = None
    relation: Relation | None = None
    is_function: bool = False
    is_self: bool = False
    legal: bool = False


NOTHING = Meaning()


@lru_cache(maxsize=2048)
def meaning_of(text: str) -> Meaning:
    """The meaning of words such as “buurvrouw”, “GP” or “moeder (contactpersoon)”, or NOTHING."""
    text = text[:300]
    whole = _exact(plain(text))
    if whole is not NOTHING:
        return whole
    for part in PARTS.split(text):
        found = _exact(plain(part))
        if found is not NOTHING:
            return found
    tokens = plain(text).split()
    found = _function(tokens)
    if found is not NOTHING:
        return found
    for token in tokens:
        if token in words.RELATIONS and len(token) > 2:
            return _informal(token)
    return _community(tokens)


def _exact(phrase: str) -> Meaning:
    phrase = phrase.removeprefix("mijn ").removeprefix("my ").removeprefix("de ").removeprefix("the ")
    if phrase in words.SELF:
        return Meaning(is_self=True)
    if phrase in words.FUNCTION_WORDS:
        return Meaning(Side.FORMAL, is_function=True, legal=phrase in words.LEGAL)
    if phrase in words.RELATIONS:
        return _informal(phrase)
    if phrase in words.COMMUNITY_WORDS:
        return Meaning(Side.COMMUNITY)
    return NOTHING


def _informal(word: str) -> Meaning:
    return Meaning(Side.INFORMAL, words.RELATIONS[word], legal=word in words.LEGAL)


def _function(tokens: list[str]) -> Meaning:
    pairs = [" ".join(tokens[at : at + 2]) for at in range(len(tokens) - 1)]
    for token in (*pairs, *tokens):
        if token in words.FUNCTION_WORDS or (len(token) > 5 and token.endswith(words.FUNCTION_ENDINGS)):
            return Meaning(Side.FORMAL, is_function=True, legal=token in words.LEGAL)
    return NOTHING


def _community(tokens: list[str]) -> Meaning:
    for token in tokens:
        if _is_care(token):
            continue
        if token in words.COMMUNITY_WORDS or (len(token) > 5 and token.endswith(words.COMMUNITY_ENDINGS)):
            return Meaning(Side.COMMUNITY)
    return NOTHING


def side_of_group(name: str) -> Side | None:
    """Whether a name is that of a community or of a care organisation; None when it does not tell."""
    tokens = plain(name[:300]).split()
    return Side.FORMAL if any(map(_is_care, tokens)) else _community(tokens).side


def _is_care(word: str) -> bool:
    return word in words.CARE_GROUPS or word.endswith(words.CARE_GROUP_ENDINGS)


def title_in(name: str) -> str:
    """The first word of a name when it says what somebody is, such as “Mama” or “Buurvrouw”."""
    first = name[:60].split(" ")[0].rstrip(".,:")
    word = plain(first)
    known = word in words.RELATIONS or word in words.FUNCTION_WORDS
    return first if known and word not in words.ALSO_FIRST_NAMES else ""


def circle_for(side: Side, relation: Relation | None, *, takes_part: bool) -> Circle:
    """Where to put somebody until the client has said so."""
    if not takes_part:
        return Circle.COULD_BE_ASKED
    if side is Side.INFORMAL and relation in CLOSE_KIN:
        return Circle.CLOSE
    if side is Side.INFORMAL and relation in AROUND:
        return Circle.AROUND
    return Circle.TAKES_PART


def language_of(text: str) -> str:
    """The two letters of a language that the house speaks, or nothing."""
    return words.LANGUAGES.get(plain(text[:100]), "") or words.LANGUAGES.get(
        plain(text[:100]).split(" ")[0], ""
    )
