"""What the pages of swaps and barriers read, each for one seat, in a fixed number of queries."""

from django.db.models import Case, IntegerField, When

from networks.access import people_then
from networks.choices import SwapStatus, TaskStatus
from networks.doors import visible_barriers, visible_swaps, visible_tasks
from networks.models import Barrier, Member, Swap, Task
from networks.models.barrier import BarrierQuerySet, SwapQuerySet
from networks.standing import Seat


def swaps(seat: Seat, *, status: str = "") -> SwapQuerySet:
    """Swaps this seat may know of: those that wait, then those that run, then the rest; the latest first."""
    rows = visible_swaps(seat)
    if status in SwapStatus.values:
        rows = rows.filter(status=status)
    order = [When(status=one, then=rank) for rank, one in enumerate(SwapStatus)]
    return rows.annotate(rank=Case(*order, output_field=IntegerField())).order_by("rank", "-proposed_at")


def tasks_open(seat: Seat) -> list[Task]:
    """The open tasks this seat may know of, by title."""
    return list(visible_tasks(seat).filter(status=TaskStatus.OPEN).order_by("title", "pk"))


def people_here(seat: Seat) -> list[Member]:
    """Everybody who takes part, oneself first, then closest first."""
    rows = people_then(seat, seat.at).filter(joined_at__lte=seat.at)
    return sorted(rows, key=lambda member: member.pk not in seat.member_ids)


def knows_tasks(seat: Seat, *tasks: Task) -> set[Task]:
    """Those of these tasks that this seat may know of: only they get a link."""
    return set(visible_tasks(seat).filter(pk__in=[task.pk for task in tasks]))


def coming_dates(swap: Swap) -> int:
    """How many dates the swap gave that still stand."""
    return swap.promises.standing().count()


def barriers(seat: Seat, *, ended: bool = False) -> BarrierQuerySet:
    """What is said to be impossible and stands (or, with ``ended``, what came of the rest), latest first."""
    rows = visible_barriers(seat).filter(until__isnull=not ended)
    return rows.order_by("-until", "-since") if ended else rows.order_by("-since")


def swaps_behind(seat: Seat, barrier: Barrier) -> list[Swap]:
    """The swaps that ran into this barrier and still live, as far as this seat may know of them."""
    return list(visible_swaps(seat).alive().filter(barrier=barrier).order_by("-proposed_at"))
