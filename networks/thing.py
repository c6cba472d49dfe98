"""One thing that waits for somebody, as the first page says it: names and days, never contents."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that waits: a sentence, of which network, and where the link with these words leads."""

    words: str
    of: str
    href: str
    act: str


def title_of(name: str) -> str:
    """How a network is called after its client."""
    return gettext("%(name)s's network") % {"name": name}
