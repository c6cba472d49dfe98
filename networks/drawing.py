"""Turns the laid-out picture into SVG text, quickly: a page with forty people draws it on every visit.

Every shape is written once, in the round picture; the rolled-out one uses it again. Looks are in picture.css.
"""

from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from networks.choices import RoleKind, Side
from networks.lanes import CLIENT
from networks.picture import FONT, LINE, ROLLED_FONT, SAG, Person, Picture, RolledOut

_SHAPES = {
    RoleKind.ORGANIZER: '<path d="M23 0 11.5 20h-23L-23 0l11.5-20h23z"{}/>',
    RoleKind.DIRECT: '<circle r="20"{}/>',
    RoleKind.INDIRECT: '<rect x="-19" y="-19" width="38" height="38" rx="7"{}/>',
    None: '<circle r="20"{}/>',
}
_BADGE = '<g transform="translate(16 -15)"><circle r="9"/><text y="4">{}</text></g>'
_PAUSE = '<g class="rest" transform="translate(-16 -15)"><circle r="8"/><path d="M-2.5-3.5v7m5-7v7"/></g>'


def round_svg(picture: Picture, name: str) -> SafeString:
    """The round picture. ``name`` is what the whole is called for those who listen."""
    size = "small" if picture.width <= 780 else "wide" if picture.width <= 960 else "huge"
    parts = [_opening(f"round {size}", picture.width, picture.height, name), *_ground(picture)]
    for number, node in enumerate(picture.nodes):
        parts.append(
            f'<a id="p{number}" href="{escape(node.person.url)}" aria-label="{escape(node.person.describe)}"'
            f' transform="translate({node.x:g} {node.y:g})">{_who(node.person, number)}'
            f"{_text(node.lines, node.label_y - node.y, FONT * LINE)}</a>"
        )
    return _closed(parts)


def rolled_svg(picture: Picture, name: str) -> SafeString:
    """The same people for a narrow screen, in bands below the client. Needs round_svg on the same page."""
    rolled = picture.rolled
    number = {id(node.person): at for at, node in enumerate(picture.nodes)}
    x, y = rolled.width / 2 - picture.width / 2, CLIENT + 6 - picture.height / 2
    parts = [
        _opening("rolled", rolled.width, rolled.height, name),
        *_bands(rolled),
        f'<use href="#pc" transform="translate({x:g} {y:g})"/>',
    ]
    for node in rolled.nodes:
        at = number[id(node.person)]
        parts.append(
            f'<a href="{escape(node.person.url)}" aria-labelledby="p{at}"'
            f' transform="translate({node.x:g} {node.y:g})"><use href="#s{at}"/>'
            f"{_text(node.lines, node.label_y - node.y, ROLLED_FONT * LINE)}</a>"
        )
    return _closed(parts)


def _opening(looks: str, width: float, height: float, name: str) -> str:
    box = f"0 0 {width:g} {height:g}"
    return f'<svg class="map {looks}" viewBox="{box}" role="group" aria-label="{escape(name)}">'


def _closed(parts: list[str]) -> SafeString:
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308 - every text in it is escaped


def _ground(picture: Picture) -> Iterator[str]:
    """All that lies below the people: rings from the outside in, ties, names of rings, and the client."""
    x, y = picture.width / 2, picture.height / 2
    for number, ring in reversed(tuple(enumerate(picture.rings, 1))):
        yield f'<circle class="ring r{number}" cx="{x:g}" cy="{y:g}" r="{ring.radius:g}"/>'
    for tie in picture.ties:
        looks = "tie maybe" if tie.pending else "tie"
        yield f'<path class="{looks}" d="M{tie.x1:g} {tie.y1:g} {tie.x2:g} {tie.y2:g}"/>'
    for ring in picture.rings:
        yield f'<text class="ring-name" x="{ring.x:g}" y="{ring.y:g}">{escape(ring.name)}</text>'
    yield f'<g transform="translate({x:g} {y:g})" class="client" id="pc"><circle r="{CLIENT:g}"/>'
    yield _text(picture.client, 5.5 - (len(picture.client) - 1) * 9, 18)
    yield "</g>"


def _bands(rolled: RolledOut) -> Iterator[str]:
    ends = [*(band.top + 2 * SAG for band in rolled.bands[1:]), rolled.height]
    for at, (band, end) in enumerate(zip(rolled.bands, ends, strict=True), 1):
        arc = f"M0 {band.top:g}q{rolled.width / 2:g} {2 * SAG:g} {rolled.width:g} 0V{end:g}H0z"
        yield f'<path class="band r{at}" d="{arc}"/>'
    for band in rolled.bands:
        yield f'<text class="ring-name" x="{band.x:g}" y="{band.y:g}">{escape(band.name)}</text>'


def _who(person: Person, number: int) -> str:
    """The shape with its letters: form for the role, filling for the side, colour and badge for a domain."""
    shape = _SHAPES[person.role]
    looks = f"who {person.side}{' maybe' if person.pending else ''}"
    domain = f' data-domain="{escape(person.domain)}"' if person.domain else ""
    inner = shape.format(' transform="scale(.78)"') if person.side == Side.COMMUNITY else ""
    badge = _BADGE.format(escape(person.domain_letter)) if person.domain_letter else ""
    return (
        f'<g id="s{number}" class="{looks}"{domain}>{shape.format("")}{inner}'
        f'<text y="5">{escape(person.initials)}</text>{badge}{_PAUSE if person.paused else ""}</g>'
    )


def _text(lines: Iterable[str], y: float, step: float) -> str:
    return "".join(f'<text y="{y + at * step:.4g}">{escape(line)}</text>' for at, line in enumerate(lines))
