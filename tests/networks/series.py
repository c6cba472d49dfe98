"""A series of dates on Bram's network, for tests that change one."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from networks.actions.series import plan_dates
from networks.choices import TaskStatus, TaskWhen
from networks.models import Network, Occurrence, Task
from networks.rhythm import explicit, to_utc, to_wall
from tests import daily
from tests.cast import Cast

DATES = 6


def wall_in(network: Network, days: int, hour: int = 10) -> datetime:
    """That many days from today, at an hour on the network's wall (naive)."""
    today = to_wall(timezone.now(), network.zone).replace(hour=hour, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)


def make_series(
    cast: Cast, rule: str = "FREQ=WEEKLY", *, dates: int = DATES, promised_by: str = "", **fields: Any
) -> Task:
    """Something Bram wants done every week from the day after tomorrow on, with its next dates."""
    network, at = cast.network, timezone.now()
    starts = wall_in(network, fields.pop("days", 2))
    fields = {"title": "Walk", "places": [""], "minutes": 60} | fields
    task = Task.objects.create(
        network=network,
        author=cast.bram,
        for_client=True,
        activity=daily.activity("walk"),
        when=TaskWhen.RHYTHM,
        status=fields.pop("status", TaskStatus.OPEN),
        starts=to_utc(starts, network.zone),
        time_zone=network.time_zone,
        rule=explicit(rule, starts),
        **fields,
    )
    plan_dates(task, at + timedelta(days=2 + 7 * dates - 1), at)
    for one in task.occurrences.all():
        if promised_by:
            daily.make_promise(one, cast.members[promised_by])
    return task


def walls(task: Task, **which: Any) -> list[str]:
    """The dates of a task on the wall, in order: "Tue 10:00"."""
    rows = Occurrence.objects.filter(task=task, **which).order_by("starts_at")
    return [f"{to_wall(one.starts_at, task.zone):%d %b %H:%M}" for one in rows]
