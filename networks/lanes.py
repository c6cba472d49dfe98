"""Places boxes of given sizes in rings around a middle, so that nothing overlaps. Pure geometry.

A ring is one circle of the network. It takes one lane, or several when one would lie too far out. Every ring
has an opening at the top for its name.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

CLIENT = 40.0
"""Radius of the client's own circle."""
GAP = 6.0
"""Least distance between what belongs to one person and what belongs to the next."""

_EMPTY_RING = 30.0
_SHIFTS = tuple(step / 8 for step in (0, 2, -2, 1, -1, 3, -3, 4))
_FINE_SHIFTS = (*_SHIFTS, *(step / 16 for step in (1, -1, 3, -3, 5, -5, 7, -7)))
_CLEAR = 0.3
"""An angle between two ties, in radians, at which nobody stands in the way of another."""
_PATIENCE = 3
"""How many steps outwards a better angle is worth."""

_FULL = 8
"""From this many on, the boxes of a lane are spread by need rather than evenly."""

Point = tuple[float, float]
Size = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The middle of each box, relative to the client; of each ring its radius and where its name stands."""

    reach: float
    places: tuple[tuple[Point, ...], ...]
    rings: tuple[tuple[float, float], ...]


@lru_cache(maxsize=512)
def plan(sizes: tuple[tuple[Size, ...], ...], names: tuple[Size, ...], *, crowd: int) -> Plan:
    """Place every ring outside the one before it. Above ``crowd`` boxes there are no ties to avoid."""
    taken: list[Box] = [_around(0, 0, 2 * CLIENT + 2 * GAP, 2 * CLIENT + 2 * GAP)]
    places: list[tuple[Point, ...]] = []
    rings: list[tuple[float, float]] = []
    turns: list[float] = []
    quiet = sum(map(len, sizes)) <= crowd
    edge = CLIENT + GAP
    for ring, (name_width, name_height) in zip(sizes, names, strict=True):
        name = (name_width + 10, name_height + 6)
        points: list[Point] = []
        name_at = edge + _EMPTY_RING / 2
        lanes = _lanes(ring, edge)
        for lane in lanes:
            name_at, found = _place(lane, edge, taken, name if lane is lanes[-1] else None, turns)
            points += found
            edge = name_at + max(high for _, high in lane) / 2
            turns += (math.atan2(x, -y) for x, y in found if quiet)
        if not ring:
            taken.append(_around(0, -name_at, *name))
            edge += _EMPTY_RING
        places.append(tuple(points))
        rings.append((round(edge, 1), round(name_at, 1)))
    reach = max(edge, *(max(-box[0], -box[1], box[2], box[3]) for box in taken)) + 4
    return Plan(reach=round(reach, 1), places=tuple(places), rings=tuple(rings))


def _lanes(ring: Sequence[Size], edge: float) -> list[tuple[Size, ...]]:
    """Cut the boxes of one ring into lanes, each about as full as the next."""
    if not ring:
        return []
    step = max(max(size) for size in ring)
    room: list[float] = []
    while sum(room) * 1.25 < len(ring) + 1:
        room.append(2 * math.pi * (edge + step / 2 + step * len(room)) / step)
    ends = [round(len(ring) * sum(room[: at + 1]) / sum(room)) for at in range(len(room))]
    starts = [0, *ends[:-1]]
    return [tuple(ring[start:end]) for start, end in zip(starts, ends, strict=True) if end > start]


def _place(
    lane: Sequence[Size], edge: float, taken: list[Box], name: Size | None, turns: Sequence[float]
) -> tuple[float, list[Point]]:
    """Find a near radius at which all of a lane is free of each other, of the ring's name and of what stands.

    The name lies in the opening at the top. The lane is turned so that ties do not run behind those further
    in, who stand at ``turns``. What it takes is added to ``taken``. Returns radius and middles of the boxes.
    """
    wide, high = max(size[0] for size in lane), max(size[1] for size in lane)
    diagonal = math.hypot(wide, high)
    radius = max(
        edge + min(size[1] for size in lane) / 2, 0.0 if len(lane) < 6 else len(lane) * high / math.tau
    )
    step = max(6.0, (diagonal + high) / 10)
    best: tuple[float, float, list[Point], list[Box], Box | None] | None = None
    patience = _PATIENCE if turns else 0
    while best is None or (best[0] < _CLEAR and patience > 0):
        patience -= 0 if best is None else 1
        near = [box for box in taken if max(-box[0], -box[1], box[2], box[3]) * 1.42 > radius - diagonal]
        top = _around(0, -radius, *name) if name else None
        for clear, points, boxes in _turned(lane, radius, near, top, turns):
            if best is None or clear > best[0] + 0.02:
                best = clear, radius, points, boxes, top
            if clear >= _CLEAR:
                break
        radius += step
    taken += best[3]
    taken += [best[4]] if best[4] else []
    return best[1], best[2]


def _turned(
    lane: Sequence[Size], radius: float, near: Sequence[Box], top: Box | None, turns: Sequence[float]
) -> Iterable[tuple[float, list[Point], list[Box]]]:
    """Every turn of a lane that is free at this radius: how clear it is of ``turns``, points and boxes."""
    for shift in _SHIFTS if len(lane) > 4 else _FINE_SHIFTS:
        spread = _spread(lane, shift, top[2] - top[0] if top else 0.0)
        points = [(radius * math.sin(turn), -radius * math.cos(turn)) for turn in spread]
        boxes = [_around(x, y, *size) for (x, y), size in zip(points, lane, strict=True)]
        if _free(boxes, near, top):
            yield _clearance(spread, turns), points, boxes


def _spread(lane: Sequence[Size], shift: float, opening: float) -> list[float]:
    """Directions around the client, clockwise from the top, where ``opening`` is left free for a name.

    A full lane gives each box the room it needs: its width above and below, its height at the sides, and more
    in between. Others are spread evenly.
    """
    count = len(lane)
    spread = [math.tau * (number + 0.5 + shift) / count for number in range(count)]
    for _ in range(2 if count >= _FULL else 0):
        needs = [
            min(wide / (abs(math.cos(turn)) + 0.01), high / (abs(math.sin(turn)) + 0.01))
            for turn, (wide, high) in zip(spread, lane, strict=True)
        ]
        ends = list(accumulate(needs))
        share = math.tau / (ends[-1] + opening)
        start = share * opening / 2 + math.tau * shift / count
        spread = [start + share * (end - need / 2) for end, need in zip(ends, needs, strict=True)]
    return spread


def _clearance(spread: Iterable[float], turns: Sequence[float]) -> float:
    """The least angle between the directions of two groups, in radians."""
    return min(
        (abs(math.remainder(one - other, math.tau)) for one in spread for other in turns), default=math.pi
    )


def _around(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _free(boxes: Sequence[Box], taken: Sequence[Box], name: Box | None) -> bool:
    """Whether boxes along a lane keep clear of their neighbours, of the ring's name and of what stands."""
    if len(boxes) > 1 and any(_touch(box, boxes[at - 1]) for at, box in enumerate(boxes)):
        return False
    if name and any(_touch(name, box) for box in (*boxes, *taken)):
        return False
    return not any(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
        for other in taken
        for left, top, right, bottom in boxes
    )


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
