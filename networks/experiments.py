"""What pages read of experiments: their door, who is concerned, the weeks as they were told, and the figures.

What nobody told is None and shows as a dash. What the client, family and staff say is never averaged.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from networks.access import network_for, network_of, trace_look
from networks.choices.experiment import ALIVE, ExperimentState, HowWasIt, SpeaksFor
from networks.doors import found, visible_barriers, visible_swaps
from networks.models import Barrier, Experiment, ExperimentVoice, ExperimentWeek, Swap
from networks.models.experiment import ExperimentQuerySet
from networks.moved import known_sum
from networks.standing import Permission, Seat

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One week of an experiment: of each of those concerned what they told (None: nothing); ``minutes`` is
    the time of staff that was told for it, None when nobody said.
    """

    week: int
    first_on: date
    said: tuple[tuple[ExperimentVoice, ExperimentWeek | None], ...]
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How the weeks were for one side: how many were told as better, the same and worse, of how many told."""

    side: SpeaksFor
    better: int
    same: int
    worse: int

    @property
    def told(self) -> int:
        """How many times somebody of this side told."""
        return self.better + self.same + self.worse


def visible_experiments(seat: Seat) -> ExperimentQuerySet:
    """Experiments of this network that this seat may know of: one of a swap needs the swap to be known."""
    swaps = visible_swaps(seat).order_by().values("pk")
    rows = Experiment.objects.filter(Q(swap__isnull=True) | Q(swap__in=swaps), network=seat.network)
    return rows.select_related("author", "ended_by", "network")


def experiment_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Experiment]:
    """The door to an experiment; one that this user may not know of is not there (404)."""
    seat = network_for(user, network_of(Experiment.objects, pk), permission)
    row: Experiment = found(visible_experiments(seat), pk)
    if look:
        trace_look(seat, look, row)
    return seat, row


def experiments(seat: Seat) -> ExperimentQuerySet:
    """All of them: the latest first."""
    return visible_experiments(seat).order_by("-proposed_at", "-pk")


def voices(experiment: Experiment) -> list[ExperimentVoice]:
    """Who is concerned: the client first, then family, neighbours and communities, then staff."""
    rank = list(SpeaksFor)
    rows = experiment.voices.select_related("member").order_by("pk")
    return sorted(rows, key=lambda voice: rank.index(SpeaksFor(voice.speaks_for)))


def barrier_of(seat: Seat, experiment: Experiment) -> Barrier | None:
    """The rule it tries, for who may know of it."""
    pk = experiment.barrier_id
    return visible_barriers(seat).filter(pk=pk).first() if pk else None


def swap_of(seat: Seat, experiment: Experiment) -> Swap | None:
    """The swap it tries, for who may know of it."""
    pk = experiment.swap_id
    return visible_swaps(seat).filter(pk=pk).first() if pk else None


def swap_left(seat: Seat, experiment: Experiment) -> Swap | None:
    """The swap that it tries while it runs, as long as that swap lives: what becomes of it is still open."""
    if experiment.state != ExperimentState.RUNS or experiment.swap_id is None:
        return None
    return visible_swaps(seat).alive().filter(pk=experiment.swap_id).first()


def tries_of(seat: Seat, barrier: Barrier) -> ExperimentQuerySet:
    """The experiments that try this rule: the latest first."""
    return experiments(seat).filter(barrier=barrier)


def swaps_to_try(seat: Seat) -> QuerySet[Swap]:
    """Swaps that live, that this seat may know of and that no experiment tries yet."""
    tried = Experiment.objects.filter(state__in=ALIVE)
    rows = visible_swaps(seat).alive().exclude(pk__in=tried.filter(swap__isnull=False).values("swap"))
    return rows.order_by("-proposed_at")


def barriers_to_try(seat: Seat) -> QuerySet[Barrier]:
    """What still stands in the way and this seat may know of."""
    return visible_barriers(seat).standing().order_by("-since")


def week_of(experiment: Experiment, today: date) -> int:
    """In which week it is on that day, from 1; 0 before it began, never more than its number of weeks."""
    if experiment.first_on is None or today < experiment.first_on:
        return 0
    return min(experiment.weeks, (today - experiment.first_on) // A_WEEK + 1)


def last_week(experiment: Experiment, today: date) -> int:
    """The last week of which something can be told: of one that ended, the week in which it did."""
    if experiment.ended_at is not None:
        ended = experiment.ended_at.astimezone(experiment.network.zone).date()
        return week_of(experiment, min(ended, today))
    return week_of(experiment, today)


def weeks(experiment: Experiment, concerned: list[ExperimentVoice], today: date) -> list[Told]:
    """The weeks so far, the first one first. One query."""
    if experiment.first_on is None:
        return []
    rows = ExperimentWeek.objects.filter(voice__experiment=experiment)
    told = {(row.voice_id, row.week): row for row in rows}
    return [
        _week(experiment.first_on, week, [(voice, told.get((voice.pk, week))) for voice in concerned])
        for week in range(1, last_week(experiment, today) + 1)
    ]


def _week(first_on: date, week: int, said: list[tuple[ExperimentVoice, ExperimentWeek | None]]) -> Told:
    spent = known_sum(one.minutes for _voice, one in said if one is not None)
    return Told(week, first_on + (week - 1) * A_WEEK, tuple(said), spent)


def minutes(told: Iterable[Told]) -> int | None:
    """The time of staff in all weeks together; None when nobody told any."""
    return known_sum(week.minutes for week in told)


def figures(concerned: list[ExperimentVoice], told: list[Told]) -> list[Figures]:
    """How it was for each side that is concerned, apart."""
    sides = [side for side in SpeaksFor if any(voice.speaks_for == side for voice in concerned)]
    return [_figures(side, told) for side in sides]


def _figures(side: SpeaksFor, told: list[Told]) -> Figures:
    said = Counter(
        one.how for week in told for voice, one in week.said if one is not None and voice.speaks_for == side
    )
    return Figures(side, said[HowWasIt.BETTER], said[HowWasIt.SAME], said[HowWasIt.WORSE])
