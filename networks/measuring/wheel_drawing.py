"""Turns spokes into SVG text: a wheel with five rings. Now is a filled wedge, then a broken line. Pure.

The further out, the better it goes. A part of life without a level has an empty wedge. Looks are in
wheel.css; the words stand in the list beside it, by the same numbers.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from networks.measuring.wheel import STEPS, Spoke

SIZE = 400
"""Width and height of the picture in its own units."""
HUB, RING = 22.0, 26.0
"""The radius of the middle, and how much each ring adds."""
RIM = HUB + RING * len(STEPS)
NUMBER = RIM + 24
"""How far out the numbers stand."""
GAP = 0.03
"""The angle left free on both sides of a wedge, in radians."""
_HATCH = (
    '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hatch" d="M0 0V9"/></pattern></defs>'
)


def wheel_svg(spokes: Sequence[Spoke], title: str, told: Iterable[str]) -> SafeString:
    """The wheel of these spokes. ``title`` is its name, ``told`` what it shows, a sentence for each spoke."""
    half = SIZE / 2
    parts = [
        f'<svg class="wheel" viewBox="0 0 {SIZE} {SIZE}" role="img" aria-labelledby="wheel-title wheel-told">'
        f'<title id="wheel-title">{escape(title)}</title>'
        f'<desc id="wheel-told">{escape(" ".join(told))}</desc>{_HATCH}'
        f'<g transform="translate({half:g} {half:g})">',
        *(f'<circle class="step" r="{HUB + RING * step:g}"/>' for step in range(len(STEPS), 0, -1)),
        *_wedges(spokes),
        f'<circle class="hub" r="{HUB:g}"/></g></svg>',
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped


def _wedges(spokes: Sequence[Spoke]) -> Iterator[str]:
    """For each spoke its border, its wedge of now, its line of then and its number, from the top on."""
    turn = math.tau / len(spokes)
    for place, spoke in enumerate(spokes):
        first = place * turn - turn / 2
        last = first + turn
        yield f'<path class="border" d="M{_at(first, HUB)}L{_at(first, RIM)}"/>'
        yield f'<g data-domain="{escape(spoke.part.code)}">'
        if spoke.now_step is not None:
            shape = _wedge(first + GAP, last - GAP, HUB + RING * spoke.now_step)
            yield f'<path class="now" d="{shape}"/><path fill="url(#hatch)" d="{shape}"/>'
        if spoke.then_step is not None:
            yield f'<path class="then" d="{_arc(first + GAP, last - GAP, HUB + RING * spoke.then_step)}"/>'
        x, y = _point(first + turn / 2, NUMBER)
        yield f'<g class="number" transform="translate({x:.1f} {y:.1f})"><circle r="17"/>'
        yield f'<text y="6">{spoke.number}</text></g></g>'


def _point(angle: float, radius: float) -> tuple[float, float]:
    """A point of the wheel; the angle is counted clockwise from the top, in radians."""
    return radius * math.sin(angle), -radius * math.cos(angle)


def _at(angle: float, radius: float) -> str:
    x, y = _point(angle, radius)
    return f"{x:.1f} {y:.1f}"


def _arc(first: float, last: float, radius: float) -> str:
    return f"M{_at(first, radius)}A{radius:g} {radius:g} 0 0 1 {_at(last, radius)}"


def _wedge(first: float, last: float, radius: float) -> str:
    inner = f"L{_at(last, HUB)}A{HUB:g} {HUB:g} 0 0 0 {_at(first, HUB)}Z"
    return _arc(first, last, radius) + inner
