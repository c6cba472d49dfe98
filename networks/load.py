"""How much people carry: one's own hours against one's own limit, and for who organises how it is spread.

Nobody is ranked and nobody is named but the reader: the spread is a count of people, never a list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from networks.choices import CARRIES, TaskWhen
from networks.doors import visible_tasks
from networks.models import Availability, Member, Promise
from networks.standing import Seat

STEPS: tuple[tuple[float, LazyText], ...] = (
    (0, _("nothing this month")),
    (2, _("up to 2 hours")),
    (5, _("2 to 5 hours")),
    (10, _("5 to 10 hours")),
    (20, _("10 to 20 hours")),
    (float("inf"), _("more than 20 hours")),
)
"""Hours a month, each step up to and with its number, in words."""
MOST = 0.7
"""When one person carries more than this part of everything, that is said, without a name."""
ENOUGH_PEOPLE, ENOUGH_HOURS = 3, 5.0


@dataclass(frozen=True, slots=True)
class Own:
    """The reader's own month, in hours. ``limit`` None: no limit set."""

    hours: float
    dates: int
    limit: int | None

    @property
    def left(self) -> float | None:
        return None if self.limit is None else round(self.limit - self.hours, 1)

    @property
    def over(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def full(self) -> int:
        """How full the month is, in hundredths of the limit, at most 100."""
        return min(100, round(100 * self.hours / self.limit)) if self.limit else 0


@dataclass(frozen=True, slots=True)
class Step:
    """How many people carry about so much."""

    words: LazyText
    people: int
    part: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How the hours of a month lie over people. ``over``: how many are over their own limit."""

    steps: tuple[Step, ...]
    people: int
    hours: float
    over: int
    uneven: bool


@dataclass(frozen=True, slots=True)
class Load:
    """Both at once; None for what is not the reader's to see."""

    own: Own | None
    spread: Spread | None


def month_of(seat: Seat) -> tuple[datetime, datetime]:
    """The first moment of this month on the network's clock, and the first of the next one."""
    first = timezone.localtime(seat.at, seat.network.zone).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    later = (first + timedelta(days=32)).replace(day=1)
    return first, later


def own(seat: Seat) -> Own:
    """The reader's own hours and dates this month, and their own limit. Two queries."""
    carried = _carried(seat, seat.member_ids)
    limits = Availability.objects.filter(member__in=seat.member_ids).values_list("hours_a_month", flat=True)
    known = [limit for limit in limits if limit is not None]
    minutes = [minutes for _member, minutes in carried]
    return Own(round(sum(minutes) / 60, 1), len(minutes), max(known) if known else None)


def spread(seat: Seat) -> Spread | None:
    """How what this seat may know of is spread this month over everybody who takes part; None while there
    are fewer than three others: that would tell what one of them carries. Three queries.
    """
    here = Member.objects.taking_part(seat.at).filter(network=seat.network)
    members = list(here.values_list("pk", flat=True))
    if len(set(members) - seat.member_ids) < ENOUGH_PEOPLE:
        return None
    total = dict.fromkeys(members, 0.0)
    for member, minutes in _carried(seat, members, only_known=True):
        total[member] += minutes / 60
    limits = Availability.objects.filter(member__in=members, hours_a_month__isnull=False)
    over = sum(
        total[pk] > limit
        for pk, limit in limits.values_list("member_id", "hours_a_month")
        if limit is not None
    )
    hours = sum(total.values())
    uneven = hours >= ENOUGH_HOURS and max(total.values()) > MOST * hours
    return Spread(_steps(total.values()), len(members), round(hours, 1), over, uneven)


def _steps(hours: Iterable[float]) -> tuple[Step, ...]:
    counts = [0] * len(STEPS)
    for one in hours:
        counts[next(rank for rank, (most, _words) in enumerate(STEPS) if one <= most)] += 1
    fullest = max(counts) or 1
    return tuple(
        Step(words, count, round(100 * count / fullest))
        for (_most, words), count in zip(STEPS, counts, strict=True)
    )


def _carried(seat: Seat, member_ids: Iterable[UUID], *, only_known: bool = False) -> list[tuple[UUID, float]]:
    """Each promise of this month that holds: whose, and how many minutes. One query."""
    first, later = month_of(seat)
    rows = Promise.objects.filter(member__in=list(member_ids), stands_in=False, status__in=CARRIES)
    rows = rows.filter(occurrence__starts_at__gte=first, occurrence__starts_at__lt=later)
    if only_known:
        rows = rows.filter(occurrence__task__in=visible_tasks(seat).order_by().values("pk"))
    found = rows.values_list(
        "member_id",
        "occurrence__task__minutes",
        "occurrence__task__when",
        "occurrence__starts_at",
        "occurrence__ends_at",
    )
    return [
        (member, minutes if when == TaskWhen.WEEK else (end - start).total_seconds() / 60)
        for member, minutes, when, start, end in found
    ]
