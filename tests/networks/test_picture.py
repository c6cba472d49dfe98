"""The picture stays readable at any size. Boxes are measured here apart from the code."""

import math
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.utils import translation

from networks.choices import Circle, RoleKind, Side
from networks.drawing import rolled_svg, round_svg
from networks.picture import (
    CROWD,
    FONT,
    RING_FONT,
    ROLLED_FONT,
    SHAPE,
    Node,
    Person,
    Picture,
    draw,
)

SHORT = [
    "Bo",
    "Marja",
    "Henk",
    "Fatima",
    "Joris",
    "Anouk",
    "Sanne",
    "Lia",
    "Peter",
    "Imam Yusuf",
    "Choir De Meent",
]
LONG = [
    "Wilhelmina-Mathilde",
    "Mohammed Ammar",
    "Christophorus",
    "WWWWWWWWWWWWWWWW",
    "Onno",
    "Thuiszorg De Meent West",
]
CIRCLES = list(Circle)
ROLES = [RoleKind.DIRECT, RoleKind.ORGANIZER, RoleKind.INDIRECT, None]


def somebody(number: int, names: list[str], circle: Circle | None = None) -> Person:
    name = names[number % len(names)]
    place = circle or CIRCLES[(number * 7 + number // 5) % 4]
    return Person(
        id=str(number),
        name=f"{name} Number {number}",
        short=name,
        initials="WM",
        circle=place,
        side=list(Side)[number % 3],
        role=ROLES[number % 4],
        domain=["", "physical", "money"][number % 3],
        domain_letter=["", "B", "M"][number % 3],
        url=f"/people/01890a5d-ac96-774b-bcce-b3020000{number:04}/",
        describe=f"{name} Number {number}, neighbour, supports directly",
        pending=place == Circle.COULD_BE_ASKED,
        paused=number % 9 == 0,
    )


def crowd(size: int, names: list[str], circle: Circle | None = None) -> list[Person]:
    return [somebody(number, names, circle) for number in range(size)]


def letters_wide(text: str, font: float) -> float:
    """Advance widths measured in the typeface at weight 400 never exceed these."""
    return font * sum(
        0.89 if letter in "mMW@" else 0.73 if letter.isupper() or letter == "w" else 0.56 for letter in text
    )


def text_box(x: float, base: float, text: str, font: float) -> tuple[float, float, float, float]:
    half = letters_wide(text, font) / 2
    return x - half, base - font * 0.78, x + half, base + font * 0.24


def boxes_of(node: Node, font: float) -> list[tuple[float, float, float, float]]:
    """The shape with its badges, and every line of the label."""
    shape = (node.x - SHAPE - 5, node.y - SHAPE - 4, node.x + SHAPE + 5, node.y + SHAPE + 1)
    lines = [
        text_box(node.x, node.label_y + at * 1.12 * font, line, font) for at, line in enumerate(node.lines)
    ]
    return [shape, *lines]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def everything(picture: Picture) -> list[tuple[str, list[tuple[float, float, float, float]]]]:
    x, y = picture.width / 2, picture.height / 2
    groups = [("client", [(x - 40, y - 40, x + 40, y + 40)])]
    groups += [(ring.name, [text_box(ring.x, ring.y, ring.name, RING_FONT)]) for ring in picture.rings]
    return groups + [(node.person.id, boxes_of(node, FONT)) for node in picture.nodes]


def clashes(groups: list[tuple[str, list[tuple[float, float, float, float]]]]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, ours), (other, theirs) in combinations(groups, 2)
        if any(overlap(a, b) for a in ours for b in theirs)
    ]


SIZES = [1, 2, 3, 4, 7, 12, 18, 19, 25, 40, 60]
NETWORKS = [
    *(
        pytest.param(crowd(size, names), id=f"{size}-{kind}")
        for size in SIZES
        for kind, names in (("short", SHORT), ("long", LONG))
    ),
    *(
        pytest.param(crowd(size, SHORT + LONG, circle), id=f"{size}-all-{circle.value}")
        for size in (12, 40, 60)
        for circle in Circle
    ),
    pytest.param([], id="nobody"),
]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("people", NETWORKS)
def test_nothing_overlaps_in_the_round_picture(people: list[Person], language: str) -> None:
    with translation.override(language):
        picture = draw(people, client="Bram")
    assert clashes(everything(picture)) == []


@pytest.mark.parametrize("people", NETWORKS)
def test_nothing_overlaps_in_the_rolled_out_picture(people: list[Person]) -> None:
    rolled = draw(people, client="Bram").rolled
    groups = [("client", [(110.0, 6.0, 190.0, 86.0)])]
    groups += [(band.name, [text_box(band.x, band.y, band.name, RING_FONT)]) for band in rolled.bands]
    groups += [(node.person.id, boxes_of(node, ROLLED_FONT)) for node in rolled.nodes]
    assert clashes(groups) == []
    for _, boxes in groups:
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= rolled.width
            assert bottom <= rolled.height


@pytest.mark.parametrize("people", NETWORKS)
def test_everything_lies_inside_the_picture(people: list[Person]) -> None:
    picture = draw(people, client="Bram")
    for _, boxes in everything(picture):
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= picture.width
            assert bottom <= picture.height


@pytest.mark.parametrize("people", NETWORKS)
def test_everybody_stands_in_their_own_circle(people: list[Person]) -> None:
    picture = draw(people, client="Bram")
    radii = [0.0, *(ring.radius for ring in picture.rings)]
    assert radii == sorted(radii)
    for node in picture.nodes:
        away = math.hypot(node.x - picture.width / 2, node.y - picture.height / 2)
        inner, outer = radii[CIRCLES.index(node.person.circle) :][:2]
        assert inner < away < outer


def test_forty_people_fit_a_page_and_sixty_in_one_circle_as_well() -> None:
    assert draw(crowd(12, SHORT), client="Bram").width <= 780
    assert draw(crowd(40, SHORT), client="Bram").width <= 960
    assert draw(crowd(60, SHORT + LONG, Circle.TAKES_PART), client="Bram").width <= 1130


def test_the_same_people_always_give_the_same_picture() -> None:
    people = [replace(person, role=RoleKind.DIRECT, circle=Circle.AROUND) for person in crowd(9, SHORT)]
    assert draw(people, client="Bram") == draw(list(people), client="Bram")
    assert draw(people, client="Bram") != draw(people[:-1], client="Bram")


def test_people_come_in_reading_order() -> None:
    nodes = draw(crowd(40, SHORT), client="Bram").nodes
    order = [RoleKind.ORGANIZER, RoleKind.DIRECT, RoleKind.INDIRECT, None]
    ranks = [(order.index(node.person.role), CIRCLES.index(node.person.circle)) for node in nodes]
    assert ranks == sorted(ranks)


def test_ties_show_while_they_help_and_are_dashed_for_who_was_not_asked() -> None:
    picture = draw(crowd(CROWD, SHORT), client="Bram")
    assert len(picture.ties) == CROWD
    assert [tie.pending for tie in picture.ties] == [node.person.pending for node in picture.nodes]
    assert draw(crowd(CROWD + 1, SHORT), client="Bram").ties == ()


def test_no_tie_of_the_demo_network_runs_behind_another_person() -> None:
    circles = [Circle.CLOSE] * 2 + [Circle.AROUND] * 3 + [Circle.TAKES_PART] * 4 + [Circle.COULD_BE_ASKED]
    people = [replace(somebody(number, SHORT), circle=circle) for number, circle in enumerate(circles)]
    picture = draw(people, client="Bram")
    for tie, own in zip(picture.ties, picture.nodes, strict=True):
        length = math.hypot(tie.x2 - tie.x1, tie.y2 - tie.y1)
        for node in picture.nodes:
            along = ((node.x - tie.x1) * (tie.x2 - tie.x1) + (node.y - tie.y1) * (tie.y2 - tie.y1)) / length
            across = ((node.x - tie.x1) * (tie.y2 - tie.y1) - (node.y - tie.y1) * (tie.x2 - tie.x1)) / length
            assert node is own or not 0 < along < length or abs(across) > SHAPE * 0.6


def test_a_long_name_breaks_between_words_and_is_cut_when_one_word_is_too_long() -> None:
    people = [somebody(number, LONG) for number in range(6)]
    lines = {node.person.short: node.lines for node in draw(people, client="Bram").nodes}
    assert lines["Mohammed Ammar"] == ("Mohammed", "Ammar")
    assert lines["Onno"] == ("Onno",)
    assert lines["WWWWWWWWWWWWWWWW"][0].endswith("…")
    assert all(len(found) <= 2 for found in lines.values())


def test_the_legend_explains_only_what_is_there() -> None:
    one = replace(somebody(0, SHORT), side=Side.INFORMAL, role=None, pending=False, paused=False, domain="")
    picture = draw([one], client="Bram")
    assert picture.marks == {"informal"}
    assert picture.domains == {""}
    picture = draw(
        [replace(one, role=RoleKind.ORGANIZER, pending=True, paused=True, domain="money")], client="Bram"
    )
    assert picture.marks == {"informal", "organizer", "pending", "paused"}
    assert picture.domains == {"money"}


def test_the_list_says_the_same_as_the_picture() -> None:
    people = crowd(40, SHORT)
    listed = draw(people, client="Bram").circles
    assert [name for name, _ in listed] == [str(circle.label) for circle in Circle]
    assert {person.id for _, found in listed for person in found} == {person.id for person in people}


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314 - our own text; a fault in it must fail


def drawings(picture: Picture) -> list[ElementTree.Element]:
    return [parsed(draw_it(picture, "Bram’s network")) for draw_it in (round_svg, rolled_svg)]


@pytest.mark.parametrize("size", [3, 12, 40])
def test_every_person_is_a_link_with_a_sentence_in_both_drawings(size: int) -> None:
    people = crowd(size, SHORT)
    whole, rolled = drawings(draw(people, client="Bram"))
    assert sorted(link.get("href", "") for link in whole.iter("a")) == sorted(person.url for person in people)
    assert {link.get("aria-label") for link in whole.iter("a")} == {person.describe for person in people}
    names = {link.get("id"): link.get("href") for link in whole.iter("a")}
    assert all(names[link.get("aria-labelledby")] == link.get("href") for link in rolled.iter("a"))
    assert len(list(rolled.iter("a"))) == size
    shapes = {group.get("id") for group in whole.iter("g")}
    assert {use.get("href", "")[1:] for use in rolled.iter("use")} <= shapes


def test_names_cannot_break_out_of_the_drawing() -> None:
    nasty = '"><script>alert(1)</script>'
    person = replace(
        somebody(1, SHORT),
        short=nasty,
        initials="<b",
        describe=nasty,
        url=f"/{nasty}",
        domain=nasty,
        domain_letter="<",
    )
    picture = draw([person], client=nasty)
    for text in (round_svg(picture, nasty), rolled_svg(picture, nasty)):
        assert "<script" not in text
        parsed(text)


def test_the_drawing_is_light_and_holds_no_style() -> None:
    picture = draw(crowd(40, SHORT), client="Bram")
    text = round_svg(picture, "x") + rolled_svg(picture, "x")
    assert len(text.encode()) < 26_000
    assert "style=" not in text
