"""From a task to its rhythm: which public holidays count, how far ahead dates go, whose turn it is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from holidays import country_holidays, list_supported_countries

from networks.choices import HOLDS, Rotation, TaskWhen
from networks.models import Member, Occurrence, Promise, Task
from networks.rhythm import Rhythm, to_wall, whose_turn

HORIZON = timedelta(weeks=12)
"""So far ahead every rhythm has its dates."""
LONGEST_CODE = 10


@cache
def countries() -> frozenset[str]:
    """The codes of which public holidays are known: countries, and their parts such as DE-BY."""
    known = list_supported_countries(include_aliases=False)
    named = (f"{code}-{part}" for code, parts in known.items() for part in parts)
    return frozenset(known) | {one for one in named if len(one) <= LONGEST_CODE}


@cache
def _holidays(code: str, year: int) -> frozenset[date]:
    country, _dash, part = code.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))


def holidays_of(code: str, first: datetime, last: datetime) -> frozenset[date]:
    """Public holidays by the code of a country, for every year between two moments; none without a code."""
    if code not in countries():
        return frozenset()
    # A zone may be a day away from UTC, so the years on both sides count.
    years = range((first - timedelta(days=1)).year, (last + timedelta(days=1)).year + 1)
    return frozenset(day for year in years for day in _holidays(code, year))


def rhythm_of(task: Task, first: datetime | None = None, last: datetime | None = None) -> Rhythm:
    """The rhythm of a task; with two moments, also the holidays between them on which it is not done."""
    free = task.skip_holidays and first is not None and last is not None
    return Rhythm(
        starts=to_wall(task.starts, task.zone),
        zone=task.zone,
        minutes=task.minutes,
        rule=task.rule,
        skipped=frozenset(task.skipped),
        holidays=holidays_of(task.network.holidays, first, last) if free and first and last else frozenset(),
        week=task.when == TaskWhen.WEEK,
    )


def turn_on(task: Task, dates: Iterable[Occurrence], at: datetime) -> dict[UUID, Member]:
    """Who is proposed for each of these dates that has nobody, by its id. Two queries.

    ``dates`` in their order. Who is proposed for one counts as having done it for the next.
    """
    if task.rotation == Rotation.NONE:
        return {}
    takers = [row.member for row in task.turn_takers.select_related("member")]
    here = {one.pk: one for one in takers if one.holds_at(at)}
    held = Promise.objects.filter(occurrence__task=task, stands_in=False, status__in=HOLDS)
    last: dict[UUID, datetime] = {}
    taken: set[UUID] = set()
    for member, occurrence, starts_at in held.order_by("occurrence__starts_at").values_list(
        "member", "occurrence", "occurrence__starts_at"
    ):
        last[member] = starts_at
        taken.add(occurrence)
    found = {}
    for one in dates:
        if one.pk in taken:
            continue
        away = {pk for pk, member in here.items() if member.is_paused(one.starts_at)}
        chosen = whose_turn(task.rotation, list(here), last, away)
        if chosen is not None:
            found[one.pk] = here[chosen]
            last[chosen] = max(one.starts_at, last.get(chosen, one.starts_at))
    return found
