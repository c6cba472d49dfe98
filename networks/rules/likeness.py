"""How much two sentences are alike, by the words they share. Pure, symmetric, from 0 to 1.

It only proposes: whether two rules are the same rule is decided by somebody who reads them.
"""

import re
import unicodedata

ALIKE = 0.5
"""From this likeness on two rules are proposed as perhaps the same."""
_STEM = 6
"""Letters of a word that count: "volunteer" and "volunteers" are the same word then."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN = frozenset(
    {
        *("the", "and", "for", "are", "not", "may", "you", "can", "only", "that", "this", "with", "who"),
        *("from", "our", "their", "must", "has", "have", "was", "but", "its", "all", "any", "does", "done"),
        *("allowed", "possible", "impossible", "never", "here", "there", "something", "somebody"),
        *("het", "een", "van", "voor", "niet", "mag", "mogen", "kan", "kunnen", "dat", "die", "dit", "met"),
        *("wie", "uit", "ons", "onze", "hun", "moet", "moeten", "zijn", "heeft", "maar", "alle", "alleen"),
        *("wordt", "worden", "bij", "aan", "dan", "ook", "geen", "nooit", "mogelijk", "onmogelijk"),
    }
)
"""Words that nearly every rule holds, in English and Dutch."""


def stems(words: str) -> frozenset[str]:
    """What counts of a sentence: the beginnings of the words that say something, in small letters."""
    text = unicodedata.normalize("NFC", words).casefold()
    return frozenset(word[:_STEM] for word in _WORD.findall(text) if word not in _PLAIN)


def likeness(one: str, other: str) -> float:
    """Twice the words they share, over the words they have: 1 the same words, 0 none in common.

    A sentence in which no word says anything is like nothing.
    """
    mine, theirs = stems(one), stems(other)
    both = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / both if both else 0.0
