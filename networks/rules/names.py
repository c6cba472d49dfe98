"""Names in a sentence: what a network puts to an organisation holds none of its own. Pure."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT = 3
"""Parts of a name with fewer letters are particles: "El", "De"."""
_PARTICLES = frozenset({"van", "von", "der", "den", "ter", "ten", "het", "bin", "ibn", "dos", "las", "los"})


def telling(parts: Iterable[str]) -> set[str]:
    """The words among these that can be a name by themselves: not too short and no "van" or "der"."""
    folded = {part.casefold() for part in parts}
    return {part for part in folded if len(part) >= _SHORT} - _PARTICLES


def named_in(words: str, names: Iterable[str], *, capitalised: bool = False) -> list[str]:
    """The parts of these names that the sentence holds, in the order of the names, each once.

    A first name counts however it is written; another part of a name only with the capitals it has, so that
    "the cook" is not Joris Kok. With ``capitalised`` every part counts where the sentence begins it with a
    capital, so that "a rose" is not Rose, and "ANNA" is Anna.
    """
    said = _composed(words)
    exact = set(_pieces(said))
    folded = {word.casefold() for word in exact if not capitalised or word[0].isupper()}
    found: dict[str, None] = {}
    for name in names:
        for number, part in enumerate(_WORD.findall(_composed(name))):
            if not telling([part]):
                continue
            anyhow = number == 0 or capitalised
            if (part.casefold() in folded) if anyhow else (part in exact):
                found[part] = None
    return list(found)


def says(words: str, name: str) -> bool:
    """Whether the sentence holds this whole name, such as that of an organisation, however it is written."""
    one = re.escape(" ".join(_composed(name).casefold().split()))
    text = " ".join(_composed(words).casefold().split())
    return bool(one) and re.search(rf"(?<!\w){one}(?!\w)", text) is not None


def _pieces(text: str) -> list[str]:
    """Every word, and the word before an apostrophe: "Bram's" holds "Bram"."""
    whole = _WORD.findall(text)
    return whole + [piece for word in whole for piece in re.split(r"['’-]", word)]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
