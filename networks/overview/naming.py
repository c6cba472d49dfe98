"""A nickname that names nobody. Pure: words in, yes or no out."""

import re
import unicodedata
from collections.abc import Iterable

PARTICLES = frozenset(
    re.findall("[a-z]+", "de den der van het ten ter te in op el al la le les da di do dos du von und zu")
)
"""Small words in names by which nobody is known."""
LONG = 4
"""From this length on a name is found inside a longer word as well."""
DIGITS = re.compile(r"\d{4}|\d\D?\d\D?\d\D?\d\D?\d")
"""Four digits together, or five nearly so: a year, a date of birth, a house with its postcode, a number."""


def words_of(text: str) -> list[str]:
    """The words of a text without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(one for one in plain if not unicodedata.combining(one)).casefold()
    return re.findall(r"[^\W\d_]+", letters)


def names_somebody(nickname: str, names: Iterable[str]) -> bool:
    """Whether a nickname holds one of these names or a part of one, also written together."""
    said = words_of(nickname)
    together = "".join(said)
    parts = {part for name in names for part in words_of(name) if len(part) > 1 and part not in PARTICLES}
    return any(part in said or (len(part) >= LONG and part in together) for part in parts)


def tells_a_number(nickname: str) -> bool:
    """Whether a nickname holds something by which a person can be looked up: a long number or an address."""
    return "@" in nickname or DIGITS.search(nickname) is not None
