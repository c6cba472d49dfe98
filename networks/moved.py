"""The ledger of work that moved: which way, why, what was checked, and the time it gave back.

It is read from swaps that run or ran, as far as a seat may know of them. It counts minutes and swaps, never
money, and adds nothing up for one person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.choices import CARRIES, Side, SwapStatus
from networks.choices.moved import Checked, Direction
from networks.doors import visible_swaps
from networks.models import Promise, Swap, SwapNote
from networks.standing import Seat

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """One swap as a line of the ledger.

    ``work`` and ``freed`` are minutes a week: of what the taker does now, and of what the freed person does
    because of that. None: nothing is known, because the swap gave no date for it.
    """

    swap: Swap
    note: SwapNote | None
    direction: Direction
    work: int | None
    freed: int | None

    @property
    def runs(self) -> bool:
        """Whether it runs now; else it ran."""
        return self.swap.status == SwapStatus.AGREED

    @property
    def gives_nothing_back(self) -> bool:
        """Whether work went to family, neighbours or communities and nobody has time because of it."""
        return self.direction == Direction.TO_UNPAID and not self.freed

    @property
    def work_words(self) -> str:
        """The minutes of the work, in words."""
        return in_hours(self.work)

    @property
    def freed_words(self) -> str:
        """The minutes it gives back, in words."""
        return in_hours(self.freed)

    @property
    def unsure(self) -> bool:
        """Whether somebody found that it cannot or may not be done like this."""
        return self.note is not None and Checked.NO in (self.note.competence, self.note.insurance)


@dataclass(frozen=True, slots=True)
class Total:
    """All swaps of one direction: how many run and ran, and the minutes a week of those that run."""

    direction: Direction
    run: int
    ran: int
    work: int | None
    freed: int | None

    @property
    def work_words(self) -> str:
        """The minutes of the work, in words."""
        return in_hours(self.work)

    @property
    def freed_words(self) -> str:
        """The minutes it gives back, in words."""
        return in_hours(self.freed)


def direction(freed: str, taker: str) -> Direction:
    """Which way work goes that ``freed`` did and ``taker`` does now: both are sides (codes of Side)."""
    if freed == Side.FORMAL:
        return Direction.AMONG_PAID if taker == Side.FORMAL else Direction.TO_UNPAID
    return Direction.TO_PAID if taker == Side.FORMAL else Direction.AMONG_UNPAID


def minutes_a_week(minutes: int, since: datetime, last: datetime) -> int | None:
    """Minutes spread over the weeks from ``since`` until ``last``, of which a begun week counts as one.
    None without any minute.
    """
    if minutes <= 0:
        return None
    weeks = max(1, ceil((last - since) / A_WEEK))
    return round(minutes / weeks)


def totals(rows: Iterable[Moved]) -> list[Total]:
    """The network in both directions. Every direction has its line, also when nothing went that way."""
    given = list(rows)
    return [_total(one, [row for row in given if row.direction == one]) for one in Direction]


def _total(one: Direction, rows: list[Moved]) -> Total:
    run = [row for row in rows if row.runs]
    return Total(
        direction=one,
        run=len(run),
        ran=len(rows) - len(run),
        work=known_sum(row.work for row in run),
        freed=known_sum(row.freed for row in run),
    )


def known_sum(values: Iterable[int | None]) -> int | None:
    """What is known of these together; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def in_hours(minutes: int | None) -> str:
    """Minutes in words; a dash when nothing is known."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    words = [ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}] if hours else []
    if rest or not hours:
        words.append(ngettext("%(number)d minute", "%(number)d minutes", rest) % {"number": rest})
    return _(" and ").join(words)


def of(seat: Seat) -> list[Moved]:
    """Swaps that run or ran and that this seat may know of: those that run first, then the latest.
    Two queries, whatever the number.
    """
    rows = visible_swaps(seat).filter(runs_since__isnull=False).select_related("note__author")
    return _lines(list(rows.order_by("-runs_since", "-pk")))


def one(swap: Swap) -> Moved:
    """One swap as a line; of one that does not run yet nothing is known but its direction."""
    return _lines([swap])[0]


def note_of(swap: Swap) -> SwapNote | None:
    """What is written beside a swap, or None."""
    return getattr(swap, "note", None)


def _lines(swaps: list[Swap]) -> list[Moved]:
    sums = _sums([swap.pk for swap in swaps])
    lines = [
        Moved(
            swap=swap,
            note=note_of(swap),
            direction=direction(swap.freed.side, swap.taker.side),
            work=_weekly(swap, sums.get((swap.pk, swap.takes_id))),
            freed=_weekly(swap, sums.get((swap.pk, swap.frees_for_id))),
        )
        for swap in swaps
    ]
    return sorted(lines, key=lambda line: not line.runs)


def _weekly(swap: Swap, given: tuple[timedelta, datetime] | None) -> int | None:
    if given is None or swap.runs_since is None:
        return None
    return minutes_a_week(int(given[0].total_seconds() // 60), swap.runs_since, given[1])


def _sums(swap_ids: list[UUID]) -> dict[tuple[UUID, UUID], tuple[timedelta, datetime]]:
    """By swap and task: how long all dates together are that the swap gave, and when the last one ends."""
    length: Any = ExpressionWrapper(
        F("occurrence__ends_at") - F("occurrence__starts_at"), output_field=DurationField()
    )
    rows = (
        Promise.objects.filter(swaps__in=swap_ids, status__in=CARRIES)
        .order_by()
        .values_list("swaps", "occurrence__task")
        .annotate(all_of_it=Sum(length), last=Max("occurrence__ends_at"))
    )
    return {(swap, task): (all_of_it, last) for swap, task, all_of_it, last in rows}
