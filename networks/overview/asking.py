"""A question to the networks of an organisation. Pure: which facets, in which order, what is looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from networks.choices.overview import Facet, OverviewSort

NAMES: dict[Facet, str] = {
    Facet.SIGNAL: "signal",
    Facet.TEAM: "team",
    Facet.DOMAIN: "domain",
    Facet.REGION: "region",
    Facet.STATUS: "status",
}
"""What each kind of facet is called in an address, in the order in which people choose."""
ORDERS: dict[str, tuple[str, ...]] = {
    OverviewSort.NUMBER: ("number",),
    OverviewSort.NEWEST: ("-number",),
    OverviewSort.LONGEST: ("stands_out_since", "number"),
    OverviewSort.FEWEST: ("people", "number"),
    OverviewSort.MOST: ("-people", "-number"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``facets`` holds at most one of each kind; ``words`` a number, or the beginning of a nickname."""

    facets: tuple[str, ...] = ()
    sort: str = OverviewSort.NUMBER.value
    words: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """The fields in which the rows are put in order; the last one is unique within an organisation."""
        return ORDERS[self.sort]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by the names in an address."""
        return {NAMES[Facet(one[0])]: one[1:] for one in self.facets}

    @property
    def narrowed(self) -> bool:
        """Whether anything was chosen or looked for."""
        return bool(self.facets or self.words)

    def address(self, **also: str) -> str:
        """The question as the part of an address behind the question mark; "" for one that asks nothing."""
        asked: dict[str, str] = dict(self.chosen)
        if self.sort != OverviewSort.NUMBER:
            asked["sort"] = self.sort
        if self.words:
            asked["words"] = self.words
        return urlencode(asked | also)


def question(asked: Mapping[str, Any]) -> Question:
    """The question in these values by their names in an address; what is empty asks nothing."""
    facets = tuple(sorted(f"{kind.value}{asked[name]}" for kind, name in NAMES.items() if asked.get(name)))
    sort = asked.get("sort") or OverviewSort.NUMBER.value
    return Question(facets=facets, sort=sort, words=str(asked.get("words") or "").strip())


def pair(facets: Iterable[str]) -> tuple[str, str] | None:
    """Where the total of at most two facets is kept; None for more of them."""
    found = sorted(facets)
    if len(found) > 2:
        return None
    first, second = ["", "", *found][-2:]
    return first, second
