"""Who could do what somebody does while they are away: those who do something like it already, or lately did.

It names not the reader, nobody who takes a pause or may not be told what the role is for. It says no numbers,
since how the work is spread is for who organises, and asks a fixed number of queries.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext

from networks.choices import CARRIES, RoleKind
from networks.doors import visible_tasks
from networks.health.facts import SEASON
from networks.models import Member, Promise, Role, Task
from networks.standing import Seat
from networks.telling import Told

MOST_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Could:
    """Somebody who could do it, and why they are named."""

    member: Member
    why: str


class Proposing:
    """Who could do this instead, for roles of one member, as far as this seat may know."""

    def __init__(self, seat: Seat, member: Member, roles: Iterable[Role]) -> None:
        rows = Member.objects.taking_part(seat.at).filter(network=seat.network).exclude(pk=member.pk)
        others = rows.exclude(pk__in=seat.member_ids).with_circle(seat.at).order_by("name", "pk")
        able = [one for one in others if not one.is_paused(seat.at)]
        self.people: dict[UUID, Any] = {one.pk: one for one in able}
        self.told = Told(seat, self.people)
        self.roles = [one for one in roles if one.member_id in self.people]
        tasks = visible_tasks(seat).order_by().values("pk")
        self.done = _done(seat, tasks)
        self.planned = _planned(seat, tasks)

    def could(self, role: Role) -> tuple[Could, ...]:
        """Who could, best first: who did most for it lately, then who has a role like it, then by name."""
        hear = self.told.who(role.need)
        times = {pk: self._times(role, one) for pk, one in self.people.items() if pk in hear}
        alike = {one.member_id for one in self.roles if (one.kind == RoleKind.ORGANIZER) == _keeps(role)}
        found = [pk for pk, number in times.items() if number or pk in alike]
        found.sort(key=lambda pk: (-times[pk], pk not in alike))
        return tuple(Could(self.people[pk], _why(role, times[pk])) for pk in found[:MOST_PEOPLE])

    def _times(self, role: Role, member: Member) -> int:
        if _keeps(role) and role.scope_id is None:
            return self.planned[member.user_id] if member.user_id else 0
        return self.done[member.pk, role.scope_id]


def _keeps(role: Role) -> bool:
    return role.kind == RoleKind.ORGANIZER


def _done(seat: Seat, tasks: Any) -> Counter[tuple[UUID, UUID | None]]:
    """How often somebody lately did or promised something: for each need, each part of life, and in all."""
    need = "occurrence__task__need"
    rows = Promise.objects.filter(
        network=seat.network, stands_in=False, status__in=CARRIES, occurrence__starts_at__gt=seat.at - SEASON
    )
    rows = rows.filter(occurrence__task__in=tasks).order_by()
    found: Counter[tuple[UUID, UUID | None]] = Counter()
    needs: dict[tuple[UUID, UUID], int] = {}
    counted = rows.values_list("member_id", f"{need}_id", f"{need}__domains").annotate(n=Count("pk"))
    for member, need_id, domain, number in counted:
        if domain is not None:
            found[member, domain] += number
        if need_id is not None:
            needs[member, need_id] = number
        else:
            found[member, None] += number
    for (member, need_id), number in needs.items():
        found[member, need_id] = number
        found[member, None] += number
    return found


def _planned(seat: Seat, tasks: Any) -> Counter[UUID]:
    """How many things to do somebody lately wrote down."""
    rows = Task.objects.filter(pk__in=tasks, created_at__gt=seat.at - SEASON).order_by()
    return Counter(dict(rows.values_list("author_id").annotate(n=Count("pk"))))


def _why(role: Role, times: int) -> str:
    if not times:
        return gettext("has a role like it here")
    if _keeps(role) and role.scope_id is None:
        return gettext("lately wrote down things to do")
    return gettext("lately did or promised something for it")
