"""Collects what is wrong in a JSON document, each fault with its place, while the document is read, pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
LARGEST = 1000
"""The most that a number in a document may be, above zero or below."""
MOST_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where it stands; an empty place is the whole document."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


class Faulty(ValueError):
    """A document that cannot be used, with everything that is wrong in it, in the order of reading."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


class Faults:
    """Reads values and writes down what is wrong; gives back something harmless, so that reading goes on.

    ``said`` False means that a value is missing and that this was said already.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def say(self, place: str, words: str) -> None:
        """Write down one fault."""
        self.found.append(Fault(place, words))

    @staticmethod
    def shown(name: str) -> str:
        """A name out of a document, as it may be shown."""
        return "".join(sign for sign in name if sign.isprintable())[:40] or "?"

    def fields(
        self, value: Any, place: str, needed: Collection[str], allowed: Collection[str]
    ) -> dict[str, Any]:
        """The known fields of an object; says which are missing and which are not known."""
        if not isinstance(value, dict):
            self.say(place, _("Write an object here: { … }."))
            return {}
        for name in needed:
            if name not in value:
                self.say(self._within(place, name), _("This is missing."))
        for name in value:
            if name not in allowed:
                self.say(self._within(place, self.shown(name)), _("This name is not known here."))
        return {name: one for name, one in value.items() if name in allowed}

    @staticmethod
    def _within(place: str, name: str) -> str:
        return f"{place}.{name}" if place else name

    def several(self, value: Any, place: str, least: int, most: int) -> list[Any]:
        """A list with so many things in it."""
        if not isinstance(value, list):
            self.say(place, _("Write a list here: [ … ]."))
            return []
        if not least <= len(value) <= most:
            limits = {"least": least, "most": most}
            self.say(place, _("Write %(least)s to %(most)s things in this list.") % limits)
            return value[:most]
        return value

    def text(self, value: Any, place: str, most: int, said: bool = True) -> str:
        """A text that is not empty, not too long and without signs that cannot be shown."""
        if not said:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.say(place, _("Write a text here, between quotation marks."))
            return ""
        if len(value) > most:
            words = ngettext("At most %s character.", "At most %s characters.", most)
            self.say(place, words % most)
        if any(unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in value):
            self.say(place, _("This text has a sign that cannot be shown."))
        return value.strip()

    def code(self, value: Any, place: str, said: bool = True) -> str:
        """A code: small letters, digits, "_" and "-", at most 40."""
        if not said:
            return ""
        if not isinstance(value, str) or not CODE.fullmatch(value):
            self.say(place, _("Write a code of small letters and digits, such as “sleep_2”."))
            return ""
        return value

    def flag(self, value: Any, place: str) -> bool:
        """True or false."""
        if not isinstance(value, bool):
            self.say(place, _("Write true or false, without quotation marks."))
            return False
        return value

    def number(self, value: Any, place: str) -> Decimal:
        """A number of at most 1000, with at most three decimals, taken exactly as it is written."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.say(place, _("Write a number, without quotation marks."))
            return Decimal(0)
        exact = self.exact(value) if abs(value) <= LARGEST else None
        if exact is None or exact != round(exact, MOST_DECIMALS):
            self.say(place, _("Write a number from -1000 to 1000, with at most three decimals."))
            return Decimal(0)
        return exact

    @staticmethod
    def exact(value: float) -> Decimal:
        """A number as it is written, not as a computer comes near it."""
        return Decimal(repr(value))

    def whole(self, value: Any, place: str, least: int, most: int, said: bool = True) -> int:
        """A whole number from ``least`` to ``most``."""
        if not said:
            return least
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            limits = {"least": least, "most": most}
            self.say(place, _("Write a whole number from %(least)s to %(most)s.") % limits)
            return least
        return int(value)

    def once(self, codes: Iterable[tuple[str, str]]) -> None:
        """Every code stands once; those that could not be read were said already."""
        known: set[str] = set()
        for place, code in codes:
            if code and code in known:
                self.say(place, _("This code stands twice. Every code is used once."))
            known.add(code)
