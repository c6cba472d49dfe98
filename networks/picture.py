"""Where everybody stands in the picture of a network. Pure: takes people, gives places, touches nothing.

One call lays the network out twice. The round picture has the client in the middle and four circles around
them. The rolled-out one, for narrow screens, has the client on top and the same four circles cut open below.
Both grow when more people come in; nothing overlaps in either. Lengths are in units of the drawing, which the
style sheet shows at about one pixel each. networks/lanes.py finds the places, networks/drawing.py makes SVG.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from networks.choices import Circle, RoleKind, Side
from networks.lanes import CLIENT, GAP, plan

SHAPE = 20.0
"""Half the size of a person's shape."""
FONT = 15.0
"""Size of the names under the shapes in the round picture."""
ROLLED_FONT = 14.0
RING_FONT = 14.0
LINE = 1.12
"""Height of a line of a label, in sizes of its font."""
CROWD = 18
"""With more people than this, ties from the middle would hide more than they show."""

_SOFT_LIMIT = 74.0
_HARD_LIMIT = 100.0
_WIDE = dict.fromkeys("mMWÆæ@%", 0.9) | dict.fromkeys("wQOÖÓÒÔÕØGNHUDÜCÇKA&…", 0.75)
_RANK = {RoleKind.ORGANIZER: 0, RoleKind.DIRECT: 1, RoleKind.INDIRECT: 2, None: 3}
_CIRCLES = tuple(Circle)
_DEPTH = {circle: depth for depth, circle in enumerate(_CIRCLES)}


@dataclass(frozen=True, slots=True)
class Person:
    """One member as the picture shows them. ``describe`` is a whole sentence for those who listen."""

    id: str
    name: str
    short: str
    initials: str
    circle: Circle
    side: Side
    role: RoleKind | None = None
    domain: str = ""
    domain_letter: str = ""
    url: str = ""
    describe: str = ""
    about: str = ""
    """The same without the name, for the list beside the picture."""
    pending: bool = False
    """Not asked yet, or asked and not answered."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A person's place: the middle of the shape, and the base line of the first line of the label."""

    person: Person
    x: float
    y: float
    label_y: float
    lines: tuple[str, ...]

    @property
    def above(self) -> bool:
        """Whether the label stands above the shape: away from the client, so that ties do not cross it."""
        return self.label_y < self.y


@dataclass(frozen=True, slots=True)
class Ring:
    """One of the four circles; its name stands on (x, y), centred."""

    circle: Circle
    name: str
    radius: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from the client to a person, both ends outside their shapes."""

    x1: float
    y1: float
    x2: float
    y2: float
    pending: bool


@dataclass(frozen=True, slots=True)
class Band:
    """One of the four circles, rolled out: it begins at ``top``, its name stands on (x, y), centred."""

    circle: Circle
    name: str
    top: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RolledOut:
    """The picture for narrow screens."""

    width: float
    height: float
    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A network, laid out. Nodes in reading order: organizers, direct, indirect, others; inside out."""

    client: tuple[str, ...]
    width: float
    height: float
    rings: tuple[Ring, ...]
    ties: tuple[Tie, ...]
    nodes: tuple[Node, ...]
    rolled: RolledOut

    @property
    def marks(self) -> set[str]:
        """What the legend must explain: codes of roles and sides, "pending" and "paused", if they occur."""
        found: set[str] = set()
        for person in (node.person for node in self.nodes):
            found |= {str(person.side)} | ({str(person.role)} if person.role else set())
            found |= ({"pending"} if person.pending else set()) | ({"paused"} if person.paused else set())
        return found

    @property
    def domains(self) -> set[str]:
        """Codes of the life domains that somebody in the picture has."""
        return {node.person.domain for node in self.nodes}

    @property
    def circles(self) -> list[tuple[str, list[Person]]]:
        """The people of every circle that has any, under its name, in reading order."""
        people: dict[Circle, list[Person]] = {ring.circle: [] for ring in self.rings}
        for node in self.nodes:
            people[node.person.circle].append(node.person)
        return [(ring.name, people[ring.circle]) for ring in self.rings if people[ring.circle]]

    @property
    def wide(self) -> bool:
        """Whether the picture wants the whole width of a page rather than a column."""
        return self.width > 800


def draw(people: Sequence[Person], *, client: str, width: float = 600) -> Picture:
    """Lay out a network of any size around ``client``, a name. The same people give the same picture.

    ``width`` is the least width of the round picture; it grows when people need more.
    """
    ordered = sorted(people, key=lambda person: (_RANK[person.role], _DEPTH[person.circle]))
    rings: list[list[Person]] = [[] for _ in _CIRCLES]
    for person in ordered:
        rings[_DEPTH[person.circle]].append(person)
    names = tuple(str(circle.label) for circle in _CIRCLES)
    labels = {id(person): _lines(person.short, FONT, _SOFT_LIMIT, _HARD_LIMIT) for person in ordered}
    sizes = tuple(tuple(_size(labels[id(person)], FONT) for person in ring) for ring in rings)
    found = plan(sizes, tuple((text_width(name, RING_FONT), RING_FONT) for name in names), crowd=CROWD)
    x, y = max(width / 2, found.reach), found.reach
    at = {
        id(person): point
        for ring, points in zip(rings, found.places, strict=True)
        for person, point in zip(ring, points, strict=True)
    }
    nodes = tuple(_node(person, x, y, at[id(person)], labels[id(person)]) for person in ordered)
    return Picture(
        client=_lines(client, FONT + 1, CLIENT * 1.6, CLIENT * 1.8),
        width=round(2 * x, 1),
        height=round(2 * y, 1),
        rings=tuple(
            Ring(circle, name, radius, round(x, 1), round(y - name_at + RING_FONT * 0.35, 1))
            for circle, name, (radius, name_at) in zip(_CIRCLES, names, found.rings, strict=True)
        ),
        ties=tuple(_ties(nodes, x, y)) if len(nodes) <= CROWD else (),
        nodes=nodes,
        rolled=_roll_out(rings, names),
    )


def text_width(text: str, font: float) -> float:
    """A width that this text never exceeds in our typeface: measured for wide letters, 0.58 em for others."""
    return font * sum(_WIDE.get(letter, 0.58 if letter < "\u2e80" else 1.05) for letter in text)


def _lines(text: str, font: float, soft: float, hard: float) -> tuple[str, ...]:
    """At most two lines. Text breaks between words when it is wider than ``soft``, and is cut at ``hard``."""
    text = " ".join(text.split())
    if text_width(text, font) <= soft or " " not in text:
        return (_cut(text, font, hard),)
    words = text.split(" ")
    best = min(range(1, len(words)), key=lambda at: _widest(words, at, font))
    return _cut(" ".join(words[:best]), font, hard), _cut(" ".join(words[best:]), font, hard)


def _widest(words: Sequence[str], at: int, font: float) -> float:
    return max(text_width(" ".join(words[:at]), font), text_width(" ".join(words[at:]), font))


def _cut(text: str, font: float, limit: float) -> str:
    if text_width(text, font) <= limit:
        return text
    while text and text_width(text + "…", font) > limit:
        text = text[:-1]
    return text.rstrip() + "…"


def _size(lines: Iterable[str], font: float) -> tuple[float, float]:
    """Width and height of a shape with its label and the distance kept around them, in whole steps of four.

    Whole steps make pictures of the same make share one remembered plan.
    """
    lines = tuple(lines)
    wide = max(2 * SHAPE + 12, *(text_width(line, font) for line in lines)) + GAP
    high = 2 * SHAPE + 8 + LINE * font * len(lines) + GAP
    return math.ceil(wide / 4) * 4.0, math.ceil(high / 4) * 4.0


def _node(person: Person, x: float, y: float, place: tuple[float, float], lines: tuple[str, ...]) -> Node:
    """Put the shape towards the client inside its box, and the label on the outer side."""
    high = LINE * FONT * len(lines) + 4
    centre = y + place[1]
    if place[1] < -1:
        shape = centre + high / 2
        label = shape - SHAPE - 8 - LINE * FONT * (len(lines) - 1)
    else:
        shape = centre - high / 2
        label = shape + SHAPE + 4 + FONT
    return Node(person, round(x + place[0], 1), round(shape, 1), round(label, 1), lines)


def _ties(nodes: Iterable[Node], x: float, y: float) -> Iterable[Tie]:
    for node in nodes:
        across, down = node.x - x, node.y - y
        far = math.hypot(across, down) or 1.0
        begin, end = CLIENT / far, 1 - (SHAPE + 4) / far
        yield Tie(
            round(x + across * begin, 1),
            round(y + down * begin, 1),
            round(x + across * end, 1),
            round(y + down * end, 1),
            node.person.pending,
        )


# Rolled out ---------------------------------------------------------------------------------------------
ROLLED_WIDTH = 300.0
SAG = 12.0
"""How much deeper the middle of a band lies than its ends."""
_ROLLED_TOP = 80.0


def _roll_out(rings: Sequence[Sequence[Person]], names: Sequence[str]) -> RolledOut:
    """Stack the circles below the client, three or four people to a row."""
    bands: list[Band] = []
    nodes: list[Node] = []
    top = _ROLLED_TOP
    middle = ROLLED_WIDTH / 2
    for circle, name, ring in zip(_CIRCLES, names, rings, strict=True):
        bands.append(Band(circle, name, top, middle, top + SAG + 19))
        top += 28
        for row in _rows(ring):
            placed, high = _row(row, top, ROLLED_WIDTH / max(3, len(row)))
            nodes += placed
            top += high
        top += 4 if ring else 0
    return RolledOut(ROLLED_WIDTH, round(top + SAG + 4, 1), tuple(bands), tuple(nodes))


def _rows(ring: Sequence[Person]) -> list[Sequence[Person]]:
    """Rows about as long as each other: of four at most, or of three when a name would be cut."""
    room = ROLLED_WIDTH / 4 - 5
    cut = any(line[-1:] == "…" for one in ring for line in _lines(one.short, ROLLED_FONT, room, room))
    count = -(-len(ring) // (3 if cut else 4))
    ends = [-(-len(ring) * number // count) for number in range(1, count + 1)]
    return [ring[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _row(people: Sequence[Person], top: float, cell: float) -> tuple[list[Node], float]:
    """One row, centred and bent like its band; and its height."""
    labels = [_lines(person.short, ROLLED_FONT, cell - 5, cell - 5) for person in people]
    nodes = []
    for number, (person, lines) in enumerate(zip(people, labels, strict=True)):
        across = (number - (len(people) - 1) / 2) * cell
        bend = SAG * (1 - (2 * across / ROLLED_WIDTH) ** 2)
        y = round(top + bend + SHAPE + 11, 1)
        nodes.append(Node(person, round(ROLLED_WIDTH / 2 + across, 1), y, y + SHAPE + 4 + ROLLED_FONT, lines))
    return nodes, 2 * SHAPE + 17 + LINE * ROLLED_FONT * max(map(len, labels))
