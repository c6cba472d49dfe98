"""The nightly part of `make bench NAME=health`: reading every network, and one of them after a change."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from networks.health.gathering import gather
from networks.health.rounds import BATCH, begin_new, mark_all, mark_stale, read_batch, read_now
from networks.health.writing import COUNTS
from networks.models import Health, Network, Reading, Signal

PROJECT = Path(__file__).resolve().parent.parent
CHANGES, CHECKED = 200, 300
"""Networks that change one by one, and networks that are counted again to compare."""

Told = dict[str, Any]
Say = Callable[[str], None]


def night(say: Say) -> Told:
    """Measure every part on the networks that are there; what has an aim, by name."""
    networks = Network.objects.count()
    _as_owner("VACUUM ANALYZE")
    say(f"{'':<44}{'networks/s':>12}{'CPU':>14}{'memory':>10}")
    floor = _floor()
    say(f"{'counting alone, one worker':<44}{floor:>12,.0f}")
    raw = _raw_writes()
    say(f"{'writing as many rows alone, raw SQL':<44}{raw:>12,.0f}")
    begin_new()
    first = _rebuild(2)
    _line(say, "first time, 2 workers", first)
    _check_complete(networks)
    small = _rebuild(1, part=10)
    _line(say, "a tenth again, 1 worker", small)
    one = _rebuild(1)
    _line(say, "all again, 1 worker", one)
    two = _rebuild(2)
    _line(say, "all again, 2 workers", two)
    killed = _killed_half_way(networks)
    say(f"A worker killed half-way had read {killed:,}; the next one read the rest, and nothing twice.")
    wall, cpu = _one_change()
    say(f"After one change: {wall:.2f} ms, of which {cpu:.2f} ms of this process; no other network was read.")
    same = _same_as_fresh()
    say(f"{same} networks counted again gave what stands in the tables.")
    return {
        "networks": networks,
        "networks_a_second_two_workers": round(two["rate"]),
        "networks_a_second_one_worker": round(one["rate"]),
        "networks_a_second_first_time": round(first["rate"]),
        "two_workers_to_one": round(two["rate"] / one["rate"], 2),
        "one_worker_to_counting_alone": round(one["rate"] / floor, 2),
        "one_worker_to_raw_writes": round(one["rate"] / raw, 2),
        "worker_cpu_ms": round(one["cpu_ms"], 3),
        "memory_mb": one["peak_mb"],
        "memory_all_to_a_tenth": round(one["peak_mb"] / small["peak_mb"], 2),
        "one_change_ms": round(wall, 2),
        "one_change_cpu_ms": round(cpu, 2),
        "seconds_for_all_two_workers": round(two["seconds"], 1),
    }


def _line(say: Say, what: str, told: Told) -> None:
    say(f"{what:<44}{told['rate']:>12,.0f}{told['cpu_ms']:>11.3f} ms{told['peak_mb']:>7.0f} MB")


def _as_owner(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        server.execute(statement.encode())


def _floor() -> float:
    """Networks counted in a second by the statement alone, a batch at a time, with nothing done with it."""
    ids = list(Network.objects.order_by("id").values_list("pk", flat=True)[:5_000])
    gather(ids[:BATCH], timezone.now())
    began = time.perf_counter()
    for start in range(0, len(ids), BATCH):
        gather(ids[start : start + BATCH], timezone.now())
    return len(ids) / (time.perf_counter() - began)


_RAW = """
INSERT INTO bench_raw SELECT gen_random_uuid(), now(), 1, 2, 3, 4, 5, '{}', '{}'
FROM generate_series(1, %s)
"""


def _raw_writes() -> float:
    """Networks whose four rows could be written in a second, a batch at a time, by plain INSERT alone."""
    _as_owner(
        "CREATE TABLE IF NOT EXISTS bench_raw (id uuid PRIMARY KEY, at timestamptz, a int, b int, c int, "
        "d int, e int, f text, g jsonb); GRANT ALL ON bench_raw TO PUBLIC"
    )
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 3:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_RAW, [4 * BATCH])
        count += BATCH
    _as_owner("DROP TABLE bench_raw")
    return count / (time.perf_counter() - began)


def _rebuild(workers: int, part: int = 1) -> Told:
    """Have every network (or one of ``part``) read again by worker processes that begin together."""
    if part > 1:
        _mark_part(part)
    else:
        mark_all(timezone.now())
    _as_owner("VACUUM ANALYZE networks_health")
    processes = [_worker() for _turn in range(workers)]
    for process in processes:
        _go(process)
    told = [json.loads(process.communicate()[0]) for process in processes]
    read = sum(one["read"] for one in told)
    seconds = max(one["ended"] for one in told) - min(one["began"] for one in told)
    return {
        "rate": read / seconds,
        "seconds": seconds,
        "read": read,
        "cpu_ms": 1000 * sum(one["cpu"] for one in told) / read,
        "peak_mb": max(one["peak_mb"] for one in told),
    }


def _mark_part(part: int) -> None:
    some = Health.objects.order_by("network_id").values_list("pk", flat=True)[
        : Health.objects.count() // part
    ]
    Health.objects.filter(pk__in=list(some)).update(stale_at=timezone.now())


def _worker() -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "bench.counting"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=PROJECT, env=environ, **pipes)
    if process.stdout:
        process.stdout.readline()  # ready
    return process


def _go(process: subprocess.Popen[str]) -> None:
    if process.stdin:
        process.stdin.write("go\n")
        process.stdin.flush()


def _killed_half_way(networks: int) -> int:
    """Kill a worker in the middle of it all and let another go on; how many the first one had read."""
    began = timezone.now()
    mark_all(began)
    process = _worker()
    _go(process)
    while (read := Health.objects.filter(read_at__gt=began).count()) < networks // 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    read = Health.objects.filter(read_at__gt=began).count()
    _rebuild_rest()
    _check_complete(networks)
    return read


def _rebuild_rest() -> None:
    process = _worker()
    _go(process)
    process.communicate()


def _check_complete(networks: int) -> None:
    """Every network has been read, has one reading this week, and nothing twice."""
    read = Health.objects.filter(read_at__isnull=False)
    weekly = Reading.objects.count()
    if read.count() != networks or weekly != read.filter(silent=False).count():
        raise RuntimeError(f"{read.count()} of {networks} networks were read, with {weekly} readings")
    once = Signal.objects.open().values("network", "kind", "subject").distinct().count()
    if once != Signal.objects.open().count():
        raise RuntimeError("a signal stands twice")
    if Health.objects.stale(timezone.now()).exists():
        raise RuntimeError("something is still to be read")


def _one_change() -> tuple[float, float]:
    """Milliseconds from the mark of one change until its network is read again: on the clock, and of CPU."""
    walls, cpus = [], []
    ids = Network.objects.filter(status="active").order_by("id").values_list("pk", flat=True)[:CHANGES]
    for pk in ids:
        wall, cpu = time.perf_counter(), time.process_time()
        with transaction.atomic():
            mark_stale(pk, timezone.now())
        if read_batch() != 1:
            raise RuntimeError("another network was read than the one that changed")
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return median(walls), median(cpus)


def _same_as_fresh() -> int:
    """How many networks, spread over all, stand in the tables as a fresh count at the same moment gives."""
    at = timezone.now()
    step = max(Network.objects.count() // CHECKED, 1)
    ids = list(Network.objects.order_by("id").values_list("pk", flat=True))[::step]
    Health.objects.filter(pk__in=ids).update(stale_at=at - timedelta(days=1))
    while read_batch(at=at):
        pass
    rows = {str(row.pk): row for row in Health.objects.filter(pk__in=ids)}
    for read in read_now(ids, at):
        row = rows[read.network]
        counts = tuple(getattr(row, name) for name in COUNTS)
        kinds = {found.kind.value for found in read.found}
        if counts != read.counts or set(row.signals) != kinds:
            raise RuntimeError(f"{read.network} stands otherwise than it is counted")
    return len(ids)


def made(at: datetime) -> str:
    """What there is to read, in words."""
    tables = ("member", "need", "role", "task", "occurrence", "promise", "talent")
    with connection.cursor() as cursor:
        counts = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM networks_{table}")
            counts.append(f"{cursor.fetchone()[0]:,} {table}s")
    return ", ".join(counts)
