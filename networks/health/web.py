"""Who does what with whom, for one reader: the values that the measures of a page are made of.

Everything is limited to what the reader may know of: tasks, needs and talents that are not there for them
count for nothing. A fixed number of queries.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from networks.access import links_then, people_then, roles_then
from networks.choices import (
    CARRIES,
    Importance,
    PromiseStatus,
    RoleKind,
    Side,
    TalentKind,
    TaskStatus,
    TaskWhen,
)
from networks.choices.health import WAYS, Support
from networks.doors import visible_barriers, visible_talents, visible_tasks
from networks.health.facts import LATELY, SEASON, Facts
from networks.health.gathering import Known, gather
from networks.models import LifeDomain, Need, Promise, Role, Talent, Task, Thanks, TurnTaker
from networks.standing import Seat


@dataclass(frozen=True, slots=True)
class Did:
    """A promise of the last twelve weeks, done or still to be told of, or of the coming four."""

    member: UUID
    task: UUID
    kind: str
    code: str
    starts: datetime
    ends: datetime
    minutes: float
    kept: bool


@dataclass(frozen=True, slots=True)
class Web:
    """Everything the numbers of one page are made of. ``sides`` are of those who take part, by id; ``able``
    are those who can do each thing that repeats and matters; ``thanked`` whom the client's side thanked.
    """

    facts: Facts
    at: datetime
    sides: dict[UUID, str]
    before: set[UUID]
    did: list[Did]
    able: dict[UUID, set[UUID]]
    tasks: dict[UUID, str]
    roles: list[Role]
    links: list[tuple[list[UUID], list[UUID]]]
    domains: dict[UUID, LifeDomain]
    thanked: set[UUID]

    @property
    def past(self) -> list[Did]:
        """What is over."""
        return [one for one in self.did if one.ends <= self.at]

    def hours(self) -> list[float]:
        """Hours of the last four weeks, of each who did something."""
        found: Counter[UUID] = Counter()
        for one in self.past:
            if one.starts > self.at - LATELY:
                found[one.member] += one.minutes  # type: ignore[assignment]
        return [minutes / 60 for minutes in found.values()]

    def groups(self) -> list[set[UUID]]:
        """Of those who take part, who did the same thing to do."""
        found: dict[UUID, set[UUID]] = {}
        for one in self.past:
            if one.member in self.sides:
                found.setdefault(one.task, set()).add(one.member)
        return list(found.values())

    def kinds(self) -> dict[str, set[str]]:
        """The sides that do each kind of thing."""
        found: dict[str, set[str]] = {}
        for one in self.past:
            if one.member in self.sides:
                found.setdefault(one.kind, set()).add(self.sides[one.member])
        return found

    def ways(self) -> list[set[Support]]:
        """In which ways each who takes part supports the client."""
        found: dict[UUID, set[Support]] = {pk: set() for pk in self.sides}
        for one in self.past:
            if one.member in found:
                found[one.member].add(WAYS.get(one.code, Support.EVERYDAY))
        for role in self.roles:
            if role.member_id in found and role.kind == RoleKind.ORGANIZER:
                found[role.member_id].add(Support.ORGANISING)
            elif role.member_id in found and role.kind == RoleKind.INDIRECT:
                found[role.member_id].add(Support.ENABLING)
        return list(found.values())

    def visits(self) -> list[int]:
        """How often each professional came."""
        paid = {pk for pk, side in self.sides.items() if side == Side.FORMAL}
        return list(Counter(one.member for one in self.past if one.kept and one.member in paid).values())


def web(seat: Seat) -> Web:
    """The web around the client now, as this seat may know of it. The same queries, whatever there is."""
    needs = list(Need.objects.visible_to(seat).values_list("pk", flat=True))
    tasks = list(visible_tasks(seat))
    barriers = list(visible_barriers(seat).values_list("pk", flat=True))
    known = Known(needs, [task.pk for task in tasks], barriers)
    facts = gather([seat.network.pk], seat.at, known)[str(seat.network.pk)]
    members = [one for one in people_then(seat, seat.at) if one.joined_at and one.joined_at <= seat.at]
    then = seat.at - SEASON
    before = [one for one in people_then(seat, then) if one.joined_at and one.joined_at <= then]
    did = _did(seat)
    links, domains = _links(seat)
    return Web(
        facts=facts,
        at=seat.at,
        sides={one.pk: one.side for one in members},
        before={one.pk for one in before},
        did=did,
        able=_able(seat, tasks, did, {one.pk: one for one in members if not one.is_paused(seat.at)}),
        tasks={task.pk: task.title for task in tasks},
        roles=list(roles_then(seat, seat.at)),
        links=links,
        domains=domains,
        thanked=_thanked(seat),
    )


def _did(seat: Seat) -> list[Did]:
    rows = Promise.objects.filter(network=seat.network, stands_in=False, status__in=CARRIES)
    rows = rows.filter(
        occurrence__task__in=visible_tasks(seat).order_by().values("pk"),
        occurrence__starts_at__gt=seat.at - SEASON,
        occurrence__starts_at__lt=seat.at + LATELY,
    )
    found = rows.values_list(
        "member_id",
        "occurrence__task_id",
        "occurrence__task__activity_id",
        "occurrence__task__activity__code",
        "occurrence__starts_at",
        "occurrence__ends_at",
        "occurrence__task__when",
        "occurrence__task__minutes",
        "status",
    )
    return [
        Did(
            member,
            task,
            str(kind),
            code,
            starts,
            ends,
            minutes if when == TaskWhen.WEEK else (ends - starts).total_seconds() / 60,
            status == PromiseStatus.KEPT,
        )
        for member, task, kind, code, starts, ends, when, minutes, status in found
    ]


def _able(seat: Seat, tasks: list[Task], did: list[Did], here: dict[UUID, Any]) -> dict[UUID, set[UUID]]:
    """Who did it lately, takes turns, or says that it is their kind of thing; here, and of the right side."""
    matter = Q(importance=Importance.HIGH)
    high = set(Need.objects.visible_to(seat).filter(matter).values_list("pk", flat=True))
    wanted = {
        task.pk: task
        for task in tasks
        if task.when == TaskWhen.RHYTHM
        and task.status == TaskStatus.OPEN
        and (task.need_id is None or task.need_id in high)
    }
    able: dict[UUID, set[UUID]] = {pk: set() for pk in wanted}
    for one in did:
        if one.task in able:
            able[one.task].add(one.member)
    for turn in TurnTaker.objects.filter(task__network=seat.network):
        if turn.task_id in able:
            able[turn.task_id].add(turn.member_id)
    offered: list[Talent] = [one for one in visible_talents(seat) if one.member_id is not None]
    for pk, task in wanted.items():
        same = [one for one in offered if one.activity_id == task.activity_id]
        able[pk] |= {one.member_id for one in same if one.kind != TalentKind.NEVER and one.member_id}
        fits = {one for one in able[pk] if one in here and task.only_side in ("", here[one].side)}
        able[pk] = fits - {one.member_id for one in same if one.kind == TalentKind.NEVER and one.member_id}
    return able


def _links(seat: Seat) -> tuple[list[tuple[list[UUID], list[UUID]]], dict[UUID, LifeDomain]]:
    """What affects what, as parts of life; and the parts of life with an open need of this reader."""
    parts: dict[UUID, list[UUID]] = {}
    domains: dict[UUID, LifeDomain] = {}
    for need in Need.objects.visible_to(seat).open().prefetch_related("domains"):
        parts[need.pk] = [domain.pk for domain in need.domains.all()]
        domains.update({domain.pk: domain for domain in need.domains.all()})
    links = [
        (parts[one.source_id], parts[one.target_id])
        for one in links_then(seat, seat.at)
        if one.source_id in parts and one.target_id in parts
    ]
    return links, domains


def _thanked(seat: Seat) -> set[UUID]:
    rows = Thanks.objects.filter(network=seat.network, for_client=True, created_at__gt=seat.at - SEASON)
    return set(rows.filter(promise__isnull=False).values_list("promise__member_id", flat=True))
