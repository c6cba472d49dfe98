"""Who does what: the network, its parts of life and their needs, each with the three roles and the gaps.

Four queries, whatever the size. A need, and what anybody does for it, shows only to who may read it. Whether
a need has somebody is told as in the signals of the network (networks/health/count.sql).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext

from carenet.lib.models import holds
from networks.access import people_then
from networks.choices import CARRIES, NeedStatus, RoleKind, TaskStatus
from networks.health.facts import LATELY
from networks.models import LifeDomain, Member, Need, Pledge, Promise, Role
from networks.standing import Permission, Seat

NETWORK = "network"
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Has:
    """One role that somebody has or will have. ``later``: it begins at a moment to come."""

    role: Role
    own: bool
    may_change: bool
    later: bool

    @property
    def name(self) -> str:
        return self.role.member.name

    @property
    def last(self) -> datetime | None:
        """A moment on the last day, None without an end."""
        return self.role.until - A_MOMENT if self.role.until else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One role for one thing. ``gap`` says what is missing, "" for nothing; ``may_take``: the reader may
    take it for themselves and has not; ``promised``: somebody does something for it, and no role is noted.
    """

    kind: RoleKind
    has: tuple[Has, ...]
    stand_ins: tuple[Has, ...]
    gap: str
    may_take: bool
    promised: bool

    @property
    def called(self) -> str:
        return str(self.kind.label)

    @property
    def gets_stand_in(self) -> bool:
        """Whether somebody holds it and a stand-in is missing."""
        return bool(self.gap and self.has and not self.stand_ins)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid; ``scope`` is what the forms of roles call it, ``depth`` 0, 1 or 2."""

    scope: str
    words: str
    depth: int
    domain: LifeDomain | None
    need: Need | None
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        return sum(bool(cell.gap) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything the page shows. ``me`` is the reader's own place, if any."""

    lines: tuple[Line, ...]
    gaps: int
    me: UUID | None


@dataclass(slots=True)
class _Scene:
    """The rows of one network, by what the roles are for. ``promised`` are needs that somebody lately did or
    promised something for.
    """

    seat: Seat
    domains: list[LifeDomain]
    needs: list[Any]
    promised: frozenset[UUID]
    roles: dict[str, list[Role]] = field(default_factory=dict)

    def of(self, scope: str, kind: RoleKind) -> list[Role]:
        return [role for role in self.roles.get(scope, ()) if role.kind == kind]


def grid(seat: Seat) -> Grid:
    """Who does what now and to come, as far as this seat may know."""
    scene = _look(seat)
    lines = tuple(_lines(scene))
    return Grid(lines, sum(line.gaps for line in lines), seat.one_place)


def _look(seat: Seat) -> _Scene:
    domains = list(LifeDomain.objects.for_network(seat.network))
    needs = list(
        Need.objects.visible_to(seat).exclude(status=NeedStatus.CLOSED).with_domains().most_important_first()
    )
    known = {need.pk for need in needs}
    scene = _Scene(seat, domains, needs, frozenset(_promised(seat, known)))
    rows = Role.objects.not_over(seat.at).filter(holds(seat.at, "member__"), network=seat.network)
    for role in rows.select_related("member").order_by("since", "id"):
        if role.need_id is None or role.need_id in known:
            scene.roles.setdefault(scope_of(role), []).append(role)
    return scene


def _promised(seat: Seat, needs: set[UUID]) -> Iterable[UUID]:
    """Of these needs, for which somebody lately did or promised something, or says yes for a while."""
    task = "occurrence__task__"
    dates = Promise.objects.filter(
        network=seat.network,
        stands_in=False,
        status__in=CARRIES,
        occurrence__starts_at__gt=seat.at - LATELY,
        occurrence__starts_at__lt=seat.at + LATELY,
    )
    dates = dates.filter(**{f"{task}need__in": needs}).exclude(**{f"{task}status": TaskStatus.SHOWN})
    paused = Q(member__paused_until__gt=seat.at)
    runs = holds(seat.at, "member__") & ~paused & (Q(last=None) | Q(last__gte=seat.at.date()))
    whiles = Pledge.objects.filter(runs, ended_at=None, task__need__in=needs, task__status=TaskStatus.OPEN)
    found = dates.order_by().values_list(f"{task}need_id", flat=True)
    return found.union(whiles.order_by().values_list("task__need_id", flat=True))


def scope_of(role: Role) -> str:
    """What a role is for, as the forms of roles call it."""
    if role.need_id:
        return f"need:{role.need_id}"
    return f"domain:{role.domain_id}" if role.domain_id else NETWORK


def _lines(scene: _Scene) -> Iterator[Line]:
    yield _line(scene, NETWORK, gettext("The whole network"), 0)
    for domain in scene.domains:
        touching = [need for need in scene.needs if domain.pk in need.domain_ids]
        yield _line(scene, f"domain:{domain.pk}", str(domain.label), 1, domain=domain, under=touching)
        for need in touching:
            if _first(scene, need) != domain.pk:
                continue
            yield _line(scene, f"need:{need.pk}", need.words, 2, domain=domain, need=need)
    for need in scene.needs:
        if _first(scene, need) is None:
            yield _line(scene, f"need:{need.pk}", need.words, 2, need=need)


def _first(scene: _Scene, need: Any) -> UUID | None:
    """The part of life under which a need stands: the first one it touches, in their order."""
    return next((domain.pk for domain in scene.domains if domain.pk in need.domain_ids), None)


def _line(
    scene: _Scene,
    scope: str,
    words: str,
    depth: int,
    *,
    domain: LifeDomain | None = None,
    need: Any = None,
    under: Iterable[Any] = (),
) -> Line:
    held = {kind: scene.of(scope, kind) for kind in RoleKind}
    gaps = _gaps(scene, held, scope, need, under)
    promised = need is not None and need.pk in scene.promised and not any(held.values())
    cells = tuple(
        _cell(
            scene.seat,
            kind,
            held[kind],
            gaps.get(kind, ""),
            promised=promised and kind == RoleKind.DIRECT,
        )
        for kind in RoleKind
    )
    return Line(scope, words, depth, domain, need, cells)


def _cell(seat: Seat, kind: RoleKind, roles: Iterable[Role], gap: str, *, promised: bool) -> Cell:
    has = [_has(seat, role) for role in roles]
    mine = any(one.own and not one.role.stands_in for one in has)
    return Cell(
        kind=kind,
        has=tuple(one for one in has if not one.role.stands_in),
        stand_ins=tuple(one for one in has if one.role.stands_in),
        gap=gap,
        may_take=bool(seat.member_ids) and seat.may(Permission.TAKE_ROLE) and not mine,
        promised=promised,
    )


def _has(seat: Seat, role: Role) -> Has:
    own = role.member_id in seat.member_ids
    may = seat.may(Permission.TAKE_ROLE) and (own or seat.may(Permission.SET_ROLE))
    return Has(role, own, may, role.since > seat.at)


def _gaps(
    scene: _Scene, held: dict[RoleKind, list[Role]], scope: str, need: Any, under: Iterable[Any]
) -> dict[RoleKind, str]:
    """What is missing, or will be from a day on: somebody who keeps the overview, their stand-in, somebody
    for a need that is open, or for a part of life with open needs, none of which has anybody.
    """
    if scope == NETWORK:
        return _gaps_in_overview(scene, held[RoleKind.ORGANIZER])
    if need is None:
        asked = [one for one in under if one.status == NeedStatus.OPEN]
        if asked and not any(_has_somebody(scene, one) for one in asked) and not _has_role(scene, scope):
            return {RoleKind.DIRECT: gettext("Nobody in this part of life")}
        return {}
    if need.status != NeedStatus.OPEN or need.pk in scene.promised:
        return {}
    if not _has_role(scene, scope):
        return {RoleKind.DIRECT: gettext("Nobody yet")}
    return _to_come(scene, RoleKind.DIRECT, [role for roles in held.values() for role in roles])


def _gaps_in_overview(scene: _Scene, roles: list[Role]) -> dict[RoleKind, str]:
    keep = [one for one in roles if not one.stands_in]
    keepers = {one.member_id for one in keep if _does(one, scene.seat.at)}
    if not keepers:
        return {RoleKind.ORGANIZER: gettext("Nobody keeps the overview")}
    others = {one.member_id for one in roles if one.stands_in and _does(one, scene.seat.at)} - keepers
    if not others:
        return {RoleKind.ORGANIZER: gettext("No stand-in")}
    return _to_come(scene, RoleKind.ORGANIZER, keep)


def _to_come(scene: _Scene, kind: RoleKind, roles: Iterable[Role]) -> dict[RoleKind, str]:
    """From which day nobody is there any more, when periods end before others begin."""
    reach = scene.seat.at
    for role in sorted(roles, key=lambda one: one.since):
        if role.member.is_paused(scene.seat.at):
            continue
        if role.since > reach:
            break
        if role.until is None:
            return {}
        reach = max(reach, role.until)
    day = date_format(reach.astimezone(scene.seat.network.zone), "j F")
    return {kind: gettext("Nobody from %(day)s on") % {"day": day}}


def _does(role: Role, at: datetime) -> bool:
    """Whether a role has begun and is not paused with whoever holds it, as health counts it."""
    return role.since <= at and not role.member.is_paused(at)


def _has_role(scene: _Scene, scope: str) -> bool:
    """Whether somebody has a role for this now."""
    return any(_does(role, scene.seat.at) for role in scene.roles.get(scope, ()))


def _has_somebody(scene: _Scene, need: Any) -> bool:
    """Whether somebody has a role for this need, or did or promised something for it."""
    return need.pk in scene.promised or _has_role(scene, f"need:{need.pk}")


def known(seat: Seat, role: Role) -> bool:
    """Whether this seat may know of a role that runs or is to come."""
    rows = Role.objects.not_over(seat.at).filter(holds(seat.at, "member__"), network=seat.network)
    readable = Need.objects.visible_to(seat).values("pk")
    return rows.filter(Q(need=None) | Q(need__in=readable), pk=role.pk).exists()


def people(seat: Seat) -> list[Member]:
    """Whom this seat may give a role: everybody who takes part for who may set roles, else oneself."""
    rows = people_then(seat, seat.at).filter(joined_at__lte=seat.at)
    if not seat.may(Permission.SET_ROLE):
        rows = rows.filter(pk__in=seat.member_ids)
    return sorted(rows, key=lambda one: one.pk not in seat.member_ids)
