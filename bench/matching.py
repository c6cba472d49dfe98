"""`make bench NAME=matching`: how long it takes to say who could do something and what could be swapped.

Beside the time on the clock stands the time of this process's own processor (cpu), which counts the
thinking and not the waiting, also on a machine that is busy with something else.

A made-up network of 40 people, 200 talents and 60 needs, with a task for two needs out of three, dates,
promises and asks. Options (in NAME, between quotes): --rounds N (3), --people N, --talents N, --needs N.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
sys.path[0] = str(PROJECT)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.house"

import django

django.setup()

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from networks import freeing, matching, suggesting
from networks.access import seat_in
from networks.choices import (
    AskStatus,
    PromiseStatus,
    Reach,
    Side,
    TalentKind,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.gathering import around
from networks.models import (
    Activity,
    Ask,
    Asked,
    Availability,
    Member,
    Need,
    Network,
    Occurrence,
    Promise,
    Stewardship,
    Talent,
    Task,
)
from networks.standing import Seat
from networks.wanting import wanted

OWNER = "bench.owner@example.org"
AIM_MS = 50.0
AIM_CPU_MS = 25.0
Call = Callable[[], Any]


class Times(NamedTuple):
    """Milliseconds of every call, the shortest first: on the clock, and of this process's processor."""

    wall: list[float]
    cpu: list[float]


def main() -> None:
    """Make the network up, measure each need and each task, print a table and one line of JSON."""
    options = _options()
    seat = _scene(options)
    needs = list(Need.objects.filter(network=seat.network).order_by("pk"))
    tasks = list(Task.objects.filter(network=seat.network).select_related("activity", "need").order_by("pk"))
    calls: dict[str, list[Call]] = {
        "a need": [lambda need=need: suggesting.ideas_for_need(seat, need) for need in needs],  # type: ignore[misc]
        "a task": [lambda task=task: suggesting.ideas_for(seat, task) for task in tasks],  # type: ignore[misc]
        "whom to ask again": [lambda: wanted(seat)],
        "only thinking, a task": _thinking(seat, tasks),
    }
    statements = {name: _recorded(calls[name][0]) for name in ("a need", "a task", "whom to ask again")}
    floors = {f"rows of {name}": [_replay(rows)] for name, rows in statements.items()}
    took = {name: _timed(all_, options.rounds) for name, all_ in (calls | floors).items()}
    _table(took, statements)
    print(json.dumps(_facts(took, statements, _told(calls, options))))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--talents", type=int, default=200)
    parser.add_argument("--needs", type=int, default=60)
    return parser.parse_args()


def _scene(options: argparse.Namespace) -> Seat:
    """The network, and the seat of a steward in it."""
    sizes = [f"--people={options.people}", f"--needs={options.needs}"]
    command = ["generate", "--networks=1", "--seed=3", f"--owner={OWNER}", *sizes]
    User.objects.create_user(OWNER, name="Bench Owner")
    subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, check=True)
    network = Network.objects.get()
    now = timezone.now()
    Network.objects.update(status="active", ended_at=None, end_reason="")
    Member.objects.update(until=None, paused_until=None)
    Member.objects.filter(joined_at=None).update(joined_at=now - timedelta(days=90))
    Need.objects.update(visibility=Visibility.EVERYONE, status="open")
    owner = User.objects.get(email=OWNER)
    Stewardship.objects.create(network=network, user=owner, since=now - timedelta(days=1))
    with transaction.atomic():
        _daily_life(network, owner, options.talents, now, random.Random(7))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seat = seat_in(owner, network.pk, timezone.now())
    assert seat is not None
    return seat


def _daily_life(network: Network, owner: Any, talents: int, now: datetime, chance: random.Random) -> None:
    members = list(Member.objects.filter(network=network).order_by("pk"))
    kinds = list(Activity.objects.filter(network=None).order_by("pk"))
    offered = [(member, kind) for member in members for kind in kinds]
    Talent.objects.bulk_create(
        Talent(
            network=network, member=member, activity=kind, kind=chance.choice(list(TalentKind)),
            weekdays=chance.choice([[], [], [], [5, 6]]), since=now - timedelta(days=40),
        )
        for member, kind in chance.sample(offered, talents)
    )  # fmt: skip
    Availability.objects.bulk_create(
        Availability(
            member=member, weekdays=chance.sample(range(7), 4), hours_a_month=chance.choice([None, 12])
        )
        for member in chance.sample(members, len(members) // 2)
    )
    tasks = [
        _task(network, owner, need, chance.choice(kinds), now, chance)
        for number, need in enumerate(Need.objects.filter(network=network).order_by("pk"))
        if number % 3
    ]
    Task.objects.bulk_create(tasks)
    dates = [date for task in tasks for date in _dates(task)]
    Occurrence.objects.bulk_create(dates)
    _promised(network, members, dates, now, chance)
    _put(network, owner, members, tasks, now, chance)


def _task(
    network: Network, owner: Any, need: Need, kind: Activity, now: datetime, chance: random.Random
) -> Task:
    formal = chance.random() < 0.2
    starts = (now + timedelta(days=chance.randrange(-20, 8))).replace(
        hour=chance.choice([9, 13, 19]), minute=0
    )
    return Task(
        network=network, need=need, activity=kind, author=owner, title=f"{kind.name} {need.pk.hex[-4:]}",
        places=["one", "two"] if chance.random() < 0.3 else [""], when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY",
        starts=starts, time_zone=network.time_zone, minutes=kind.minutes, status=TaskStatus.OPEN,
        only_side=Side.FORMAL if formal else "", rule_words="for employees" if formal else "",
    )  # fmt: skip


def _dates(task: Task) -> Iterable[Occurrence]:
    for week in range(12):
        starts = task.starts + timedelta(weeks=week)
        ends = starts + timedelta(minutes=task.minutes)
        yield Occurrence(network=task.network, task=task, slot=starts, starts_at=starts, ends_at=ends)


def _promised(
    network: Network,
    members: Sequence[Member],
    dates: Sequence[Occurrence],
    now: datetime,
    chance: random.Random,
) -> None:
    """Two dates in three have somebody; what is over was done."""
    Promise.objects.bulk_create(
        Promise(
            network=network, occurrence=date, member=chance.choice(members), promised_at=now, moved_at=now,
            status=PromiseStatus.KEPT if date.ends_at < now else PromiseStatus.PROMISED,
        )
        for date in dates
        if chance.random() < 0.66
    )  # fmt: skip


def _put(
    network: Network,
    owner: Any,
    members: Sequence[Member],
    tasks: Sequence[Task],
    now: datetime,
    chance: random.Random,
) -> None:
    asks = [
        Ask(
            network=network, task=task, author=owner, reach=Reach.SOME, status=AskStatus.CLOSED,
            asked_at=now - timedelta(days=chance.randrange(90)),
        )
        for task in tasks
        for _turn in range(3)
    ]  # fmt: skip
    Ask.objects.bulk_create(asks)
    Asked.objects.bulk_create(
        Asked(network=network, ask=ask, member=member, asked_at=ask.asked_at)
        for ask in asks
        for member in chance.sample(members, 3)
    )


def _thinking(seat: Seat, tasks: Sequence[Task]) -> list[Call]:
    """The pure part alone: rows are values already."""
    found = around(seat, tasks)

    def think(task: Task) -> None:
        job = found.job(task)
        matching.fits(job, found.people, found.at)
        matching.but_for_rule(job, found.people, found.at)
        freeing.swaps(job, found.people, found.held, found.at)

    return [lambda task=task: think(task) for task in tasks]  # type: ignore[misc]


def _recorded(call: Call) -> list[tuple[str, Any]]:
    """Every statement a call sends, with its values."""
    found: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        found.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        call()
    return found


def _replay(statements: Sequence[tuple[str, Any]]) -> Call:
    """The floor: the same rows, by the same statements, without anything made of them."""

    def read() -> None:
        with connection.cursor() as cursor:
            for sql, values in statements:
                cursor.execute(sql, values)
                cursor.fetchall()

    return read


def _timed(calls: Sequence[Call], rounds: int) -> Times:
    """Every call in every round, after one that warms up; a single call runs often enough."""
    wall: list[float] = []
    cpu: list[float] = []
    several = list(calls) if len(calls) > 1 else list(calls) * 20
    for turn in range(rounds + 1):
        for call in several:
            start, begun = time.perf_counter(), time.process_time()
            call()
            if turn:
                cpu.append((time.process_time() - begun) * 1000)
                wall.append((time.perf_counter() - start) * 1000)
    return Times(sorted(wall), sorted(cpu))


def _at(times: Sequence[float], part: float) -> float:
    return times[min(int(len(times) * part), len(times) - 1)]


def _told(calls: dict[str, list[Call]], options: argparse.Namespace) -> dict[str, Any]:
    """How much was suggested, that everything had a reason, and that asking again gives the same order."""
    every = [call() for name in ("a need", "a task") for call in calls[name]]
    again = [call() for name in ("a need", "a task") for call in calls[name]]
    people = [one for ideas in every for group in ideas.groups for one in group.suggestions]
    swaps = [idea for ideas in every for idea in ideas.swaps]
    assert all(one.why for one in people)
    assert all(idea.idea.taker_reasons and idea.idea.freed_reasons for idea in swaps)
    assert _order(every) == _order(again)
    return {
        "people": options.people, "talents": options.talents, "needs": options.needs,
        "suggestions": len(people), "swap_ideas": len(swaps),
    }  # fmt: skip


def _order(every: Iterable[Any]) -> list[Any]:
    return [
        (
            [(one.member.pk, one.score) for group in ideas.groups for one in group.suggestions],
            [idea.idea.key for idea in ideas.swaps],
        )
        for ideas in every
    ]


def _table(took: dict[str, Times], statements: dict[str, list[tuple[str, Any]]]) -> None:
    columns = ("p50 ms", "p95 ms", "cpu p50", "cpu p95", "queries", "× floor")
    print(f"\n{'':<28}{''.join(f'{one:>10}' for one in columns)}")
    for name, (wall, cpu) in took.items():
        rows = statements.get(name)
        floor = statistics.median(took[f"rows of {name}"].wall) if rows else 0
        facts = f"{len(rows):>10}{statistics.median(wall) / floor:>10.2f}" if rows else ""
        figures = (statistics.median(wall), _at(wall, 0.95), statistics.median(cpu), _at(cpu, 0.95))
        print(f"{name:<28}{''.join(f'{one:>10.2f}' for one in figures)}{facts}")
    print()


def _facts(
    took: dict[str, Times], statements: dict[str, list[tuple[str, Any]]], told: dict[str, Any]
) -> dict[str, Any]:
    facts: dict[str, Any] = {"aim_ms": AIM_MS, "aim_cpu_ms": AIM_CPU_MS}
    for name, key in (("a need", "need"), ("a task", "task"), ("whom to ask again", "again")):
        (wall, cpu), floor = took[name], took[f"rows of {name}"]
        facts |= {
            f"{key}_p50_ms": round(statistics.median(wall), 2),
            f"{key}_p95_ms": round(_at(wall, 0.95), 2),
            f"{key}_cpu_p50_ms": round(statistics.median(cpu), 2),
            f"{key}_floor_ms": round(statistics.median(floor.wall), 2),
            f"{key}_floor_cpu_ms": round(statistics.median(floor.cpu), 2),
            f"{key}_to_floor": round(statistics.median(wall) / statistics.median(floor.wall), 2),
            f"{key}_queries": len(statements[name]),
        }
    facts |= {"thinking_cpu_p95_ms": round(_at(took["only thinking, a task"].cpu, 0.95), 2)}
    within = max(facts["need_p50_ms"], facts["task_p50_ms"]) < AIM_MS
    light = max(facts["need_cpu_p50_ms"], facts["task_cpu_p50_ms"]) <= AIM_CPU_MS
    # On a machine that is busy with something else only the processor's time and the ratios mean anything.
    busy = round(os.getloadavg()[0], 1)
    facts |= {"within_aim": within, "within_cpu_aim": light, "same_order_again": True, "load": busy}
    return facts | told


if __name__ == "__main__":
    main()
