"""The three circles with everybody's mark in them, as SVG text. Pure: looks are in rules.css.

From the inside out: what I can change myself, whom I can talk to, what only touches me. Marks in one circle
stand on an arc, apart from each other; the list beside the picture says the same in words.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from networks.choices.rule import Sphere

SIZE = 360.0
MIDDLE = SIZE / 2
RADIUS = {Sphere.CONTROL: 62.0, Sphere.INFLUENCE: 118.0, Sphere.CONCERN: 174.0}
"""Of each circle, in units of the drawing."""
MARK = 17.0
"""Half the size of a mark."""
AT_MOST = {Sphere.CONTROL: 4, Sphere.INFLUENCE: 12, Sphere.CONCERN: 20}
"""Marks that fit in a circle without touching; how many more there are is said by a number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody's initials in one of the circles."""

    sphere: Sphere
    initials: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the middle of a mark stands, and what is in it."""

    x: float
    y: float
    text: str


def spots(sphere: Sphere, initials: Sequence[str]) -> list[Spot]:
    """The places of these marks in one circle: on an arc below its name, from the left to the right."""
    room = AT_MOST[sphere]
    shown = list(initials)
    if len(shown) > room:
        shown = [*shown[: room - 1], f"+{len(shown) - room + 1}"]
    inner = {Sphere.CONTROL: 0.0, Sphere.INFLUENCE: RADIUS[Sphere.CONTROL]}.get(
        sphere, RADIUS[Sphere.INFLUENCE]
    )
    radius = 32.0 if sphere == Sphere.CONTROL else (inner + RADIUS[sphere]) / 2
    step = 2 * math.asin(min(1.0, (MARK + 2) / radius))
    first = math.pi / 2 + step * (len(shown) - 1) / 2
    return [
        Spot(
            MIDDLE + radius * math.cos(first - step * at), MIDDLE + radius * math.sin(first - step * at), text
        )
        for at, text in enumerate(shown)
    ]


def drawn(marks: Iterable[Mark], name: str) -> SafeString:
    """The picture. ``name`` is one sentence for those who listen: it says what the marks show."""
    placed: dict[Sphere, list[str]] = {sphere: [] for sphere in Sphere}
    for mark in marks:
        placed[mark.sphere].append(mark.initials)
    parts = [
        f'<svg class="spheres" viewBox="0 0 {SIZE:g} {SIZE:g}" role="img" aria-label="{escape(name)}">',
        *(
            f'<circle class="sphere {sphere}" cx="{MIDDLE:g}" cy="{MIDDLE:g}" r="{RADIUS[sphere]:g}"/>'
            for sphere in reversed(Sphere)
        ),
        *(
            f'<text class="sphere-name" x="{MIDDLE:g}" y="{MIDDLE - RADIUS[sphere] + 24:g}">{number}</text>'
            for number, sphere in enumerate(Sphere, 1)
        ),
    ]
    for sphere, initials in placed.items():
        parts.extend(
            f'<g class="mark" transform="translate({spot.x:.1f} {spot.y:.1f})"><circle r="{MARK:g}"/>'
            f'<text y="5">{escape(spot.text)}</text></g>'
            for spot in spots(sphere, initials)
        )
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308 - every text in it is escaped
