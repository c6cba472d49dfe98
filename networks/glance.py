"""A network at a glance, now or at a past moment: who is around, who keeps the overview, what is needed.

Five queries, whatever the size of the network. Rows are read as plain values and put into words once, because
this page is opened more than any other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from carenet.lib.models import holds
from networks.choices import Circle, Importance, NeedStatus, Relation, RoleKind, Side
from networks.models import LifeDomain, Member, Need, NeedLink, Role
from networks.picture import Person, Picture, draw
from networks.standing import Seat

NOWHERE = UUID(int=0)
"""Stands in an address for the id that takes its place."""
TITLES = frozenset(
    {
        *("dr", "dr.", "ds.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "prof.", "father", "sister"),
        *("aunt", "uncle", "imam", "pastor", "rabbi", "dominee", "opa", "oma", "oom", "tante", "zuster"),
    }
)
"""Words that are no name by themselves: "Imam Yusuf", not "Imam"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: a life domain's code, a side, a role; "" for everything."""

    domain: str = ""
    side: str = ""
    role: str = ""

    def __bool__(self) -> bool:
        return bool(self.domain or self.side or self.role)


@dataclass(frozen=True, slots=True)
class Mark:
    """A life domain as the screen shows it: colour by code, letter and name."""

    id: UUID
    code: str
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Somebody:
    """A name that leads to a page."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two needs, as one of them tells it: how, in words, and the other need."""

    words: str
    other: str
    href: str
    outward: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One need; ``who`` says who does what for it, "" when there is nobody."""

    words: str
    href: str
    also: tuple[Mark, ...]
    high: bool
    resting: bool
    who: str
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything the page of a network shows; ``shown`` of the ``people`` are left after filtering."""

    picture: Picture
    picture_name: str
    facts: list[str]
    overview: list[Somebody]
    stand_ins: list[Somebody]
    domains: list[Mark]
    needs: list[tuple[Mark | None, list[Line]]]
    people: int
    shown: int

    @property
    def overview_links(self) -> SafeString:
        return _links(self.overview)

    @property
    def stand_in_links(self) -> SafeString:
        return _links(self.stand_ins)

    @property
    def shown_domains(self) -> list[Mark]:
        """The life domains whose colour somebody in the picture has."""
        codes = {node.person.domain for node in self.picture.nodes}
        return [mark for mark in self.domains if mark.code in codes]


def _links(people: list[Somebody]) -> SafeString:
    return format_html_join(", ", '<a href="{}">{}</a>', ((one.href, one.name) for one in people))


def glance(seat: Seat, moment: datetime, asked: Asked) -> Glance:
    """What this seat sees of its network as it was at that moment."""
    scene = _Scene(seat, moment)
    people = _people(seat, moment)
    shorts = _shorts(people)
    persons = {row.id: _person(row, shorts[row.id], scene) for row in people}
    wanted = [person for pk, person in persons.items() if _is_wanted(pk, person, asked, scene)]
    groups = _by_domain(scene, persons, asked)
    called = seat.network.client.short_name
    return Glance(
        picture=draw(wanted, client=called),
        picture_name=gettext("The people around %(name)s") % {"name": called},
        facts=_facts(persons.values()),
        overview=_somebodies(scene.organizers, persons),
        stand_ins=_somebodies(scene.stand_ins, persons),
        domains=list(scene.marks.values()),
        needs=groups,
        people=len(persons),
        shown=len(wanted),
    )


class _Scene:
    """Who holds which role and what is needed at a moment, by member and by need. Three queries."""

    def __init__(self, seat: Seat, moment: datetime) -> None:
        self.seat, self.moment = seat, moment
        found = LifeDomain.objects.for_network(seat.network)
        self.marks = {one.pk: Mark(one.pk, one.code, one.letter, str(one.label)) for one in found}
        self.needs = list(_needs(seat, moment).values_list(*_NEED, named=True))
        self.domains = {
            row.id: [mark for pk, mark in self.marks.items() if pk in row.domain_ids] for row in self.needs
        }
        self.of_member: dict[UUID, list[Any]] = {}
        self.of_need: dict[UUID, list[Any]] = {}
        self.organizers: list[UUID] = []
        self.stand_ins: list[UUID] = []
        for role in _roles(seat, moment):
            if role.need_id and role.need_id not in self.domains:
                continue  # of a need that this seat may not read, or that is closed
            self.of_member.setdefault(role.member_id, []).append(role)
            if role.need_id:
                self.of_need.setdefault(role.need_id, []).append(role)
            elif role.kind == RoleKind.ORGANIZER and role.domain_id is None:
                (self.stand_ins if role.stands_in else self.organizers).append(role.member_id)
        self.person_at = addresses("networks:person")
        self.need_at = addresses("networks:need")
        self.roles = {kind: str(kind.label) for kind in RoleKind}

    def shape(self, member_id: UUID) -> RoleKind | None:
        """The role that the picture shows: keeping the overview before supporting, standing in last."""
        held = self.of_member.get(member_id, ())
        kinds = {role.kind for role in held if not role.stands_in}
        known = next((kind for kind in RoleKind if kind in kinds), None)
        return known or (RoleKind.ORGANIZER if held else None)

    def parts_of_life(self, member_id: UUID) -> Iterator[Mark]:
        """The life domains in which somebody has a role, directly or through a need."""
        for role in self.of_member.get(member_id, ()):
            if role.domain_id in self.marks:
                yield self.marks[role.domain_id]
            elif role.need_id:
                yield from self.domains.get(role.need_id, ())


# People -------------------------------------------------------------------------------------------------
_PERSON = ("id", "name", "side", "relation", "function", "joined_at", "paused_until", "circle")
_ROLE = ("member_id", "kind", "domain_id", "need_id", "stands_in")


def _people(seat: Seat, moment: datetime) -> list[Any]:
    """Everyone around the client at that moment, closest first."""
    rows = Member.objects.at(moment).filter(network=seat.network).with_circle(moment)
    depth = {circle.value: rank for rank, circle in enumerate(Circle)}
    found = rows.values_list(*_PERSON, named=True)
    return sorted(found, key=lambda row: (depth.get(row.circle, len(depth)), row.name.casefold(), row.id))


def _roles(seat: Seat, moment: datetime) -> QuerySet[Any]:
    """Every role held at that moment; whether its need may be read is for the caller to see to."""
    held = Role.objects.at(moment).filter(holds(moment, "member__"), network=seat.network)
    return held.order_by("since", "id").values_list(*_ROLE, named=True)


def _person(row: Any, short: str, scene: _Scene) -> Person:
    role = scene.shape(row.id)
    mark = next(scene.parts_of_life(row.id), None)
    pending = row.joined_at is None or row.joined_at > scene.moment
    paused = row.paused_until is not None and row.paused_until > scene.moment
    about = [_as_what(row)]
    about += [scene.roles[role]] if role else []
    about += [gettext("does not take part yet")] if pending else []
    about += [gettext("takes a pause")] if paused else []
    circle = Circle(row.circle or Circle.COULD_BE_ASKED)
    return Person(
        id=str(row.id),
        name=row.name,
        short=short,
        initials=initials(row.name),
        circle=circle,
        side=Side(row.side),
        role=role,
        domain=mark.code if mark else "",
        domain_letter=mark.letter if mark else "",
        url=scene.person_at(row.id),
        describe=", ".join([row.name, *about, str(circle.label)]),
        about=", ".join(about),
        pending=pending,
        paused=paused,
    )


def _is_wanted(member_id: UUID, person: Person, asked: Asked, scene: _Scene) -> bool:
    if asked.side and person.side != asked.side:
        return False
    if asked.role and all(role.kind != asked.role for role in scene.of_member.get(member_id, ())):
        return False
    return not asked.domain or any(mark.code == asked.domain for mark in scene.parts_of_life(member_id))


def _as_what(row: Any) -> str:
    if row.side == Side.INFORMAL and row.relation and row.relation != Relation.OTHER:
        return str(Relation(row.relation).label)
    return row.function or str(Side(row.side).label)


def _facts(people: Iterable[Person]) -> list[str]:
    """The head count in words: how many take part, from which side, and how many do not take part yet."""
    sides = Counter("waiting" if person.pending else str(person.side) for person in people)
    waiting = sides.pop("waiting", 0)
    taking, formal, clubs = sides.total(), sides[Side.FORMAL], sides[Side.COMMUNITY]
    facts = [
        ngettext("%(number)d person takes part", "%(number)d people take part", taking) % {"number": taking}
    ]
    if sides[Side.INFORMAL]:
        facts.append(gettext("%(number)d from family and friends") % {"number": sides[Side.INFORMAL]})
    if formal:
        facts.append(
            ngettext("%(number)d professional", "%(number)d professionals", formal) % {"number": formal}
        )
    if clubs:
        facts.append(ngettext("%(number)d community", "%(number)d communities", clubs) % {"number": clubs})
    if waiting:
        facts.append(gettext("%(number)d not yet taking part") % {"number": waiting})
    return facts


# Needs --------------------------------------------------------------------------------------------------
_NEED = ("id", "words", "importance", "status_then", "domain_ids")


def _needs(seat: Seat, moment: datetime) -> QuerySet[Need]:
    """Needs this seat may read that were open or at rest then, most important first."""
    rows = Need.objects.visible_to(seat)
    if moment == seat.at:
        rows = rows.exclude(status=NeedStatus.CLOSED).annotate(status_then=F("status"))
    else:
        rows = rows.on(moment).exclude(status_then=NeedStatus.CLOSED)
    return rows.with_domains().most_important_first()


def _by_domain(
    scene: _Scene, persons: dict[UUID, Person], asked: Asked
) -> list[tuple[Mark | None, list[Line]]]:
    """Needs by life domain, each under its first one, with helpers and links."""
    lines: dict[UUID, Line] = {}
    groups: dict[Mark | None, list[Line]] = {mark: [] for mark in [*scene.marks.values(), None]}
    for row in scene.needs:
        marks = scene.domains[row.id]
        first = next((mark for mark in marks if asked.domain in ("", mark.code)), None)
        if asked.domain and first is None:
            continue
        line = lines[row.id] = Line(
            words=row.words,
            href=scene.need_at(row.id),
            also=tuple(mark for mark in marks if mark is not first),
            high=row.importance == Importance.HIGH,
            resting=row.status_then == NeedStatus.RESTING,
            who=_who(scene.of_need.get(row.id, ()), persons, scene),
        )
        groups[first].append(line)
    _tie(scene, lines)
    return [(mark, found) for mark, found in groups.items() if found]


def _tie(scene: _Scene, lines: dict[UUID, Line]) -> None:
    """Let linked needs name each other when both may be read. One query."""
    rows = NeedLink.objects.at(scene.moment).filter(network=scene.seat.network)
    links = rows.values_list("source_id", "target_id", "words")
    for source, target, words in links:
        if source in lines and target in lines:
            one, other = lines[source], lines[target]
            one.ties.append(Tie(words, other.words, other.href, outward=True))
            other.ties.append(Tie(words, one.words, one.href, outward=False))


def _who(held: Iterable[Any], persons: dict[UUID, Person], scene: _Scene) -> str:
    """ "Fatima supports directly · Henk supports behind the scenes"."""
    known = [(role.kind, persons[role.member_id].short) for role in held if role.member_id in persons]
    ordered = [(kind, name) for rank in RoleKind for kind, name in known if kind == rank]
    return " · ".join(f"{name} {scene.roles[RoleKind(kind)]}" for kind, name in ordered)


def _somebodies(member_ids: Iterable[UUID], persons: dict[UUID, Person]) -> list[Somebody]:
    found = (persons[pk] for pk in dict.fromkeys(member_ids) if pk in persons)
    return [Somebody(person.short, person.url) for person in found]


# Words --------------------------------------------------------------------------------------------------
def addresses(name: str) -> Callable[[UUID], str]:
    """Gives the address of each row on pages of one kind, looked up once."""
    before, after = reverse(name, args=[NOWHERE]).split(str(NOWHERE))
    return lambda pk: f"{before}{pk}{after}"


def _shorts(people: Iterable[Any]) -> dict[UUID, str]:
    """What fits under each shape; who would share it gets the letter of the last name as well."""
    shorts = {row.id: short_name(row.name, row.side) for row in people}
    often = Counter(shorts.values())
    for row in people:
        words = row.name.split()
        if often[shorts[row.id]] > 1 and len(words) > 1 and shorts[row.id] != row.name:
            shorts[row.id] += f" {words[-1][0]}."
    return shorts


def short_name(name: str, side: str) -> str:
    """What fits under a shape: the first name with a title before it; of a community the whole name.

    Care records often give only letters (W. Klaasen), which say nothing without the rest.
    """
    words = name.split()
    only_letters = bool(words) and words[0][1:2] in (".", "") and len(words) > 1
    if side == Side.COMMUNITY or not words or only_letters:
        return name
    return " ".join(words[: 2 if words[0].lower() in TITLES else 1])


def initials(name: str) -> str:
    """At most two letters that stand for a name: of the first and the last word that begin with a letter."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:])
