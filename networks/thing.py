"""One thing that waits for somebody, as the first page says it: names and days, never contents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.utils.translation import gettext

MOST = 20
"""Of each kind, the first ones."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that waits: a sentence, of which network, and where the link with these words leads."""

    words: str
    of: str
    href: str
    act: str


class Source(NamedTuple):
    """Rows of one kind, the most pressing first; and each in words, None where nothing waits after all."""

    rows: QuerySet[Any]
    tell: Callable[[Any], Thing | None]


def things_of(sources: Sequence[Source]) -> Iterator[Thing]:
    """What waits, kind by kind. One query asks which kinds have anything, and each that has costs one more:
    on most days most have nothing.
    """
    first, *others = (
        source.rows.order_by().annotate(which_source=Value(number)).values_list("which_source", flat=True)[:1]
        for number, source in enumerate(sources)
    )
    for number in sorted(first.union(*others, all=True)):
        source = sources[number]
        yield from filter(None, map(source.tell, source.rows[:MOST]))


def title_of(name: str) -> str:
    """How a network is called after its client."""
    return gettext("%(name)s's network") % {"name": name}
