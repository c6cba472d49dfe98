"""`make bench NAME=reminders`: from rows that are due to mail that the server has taken, beside the floors.

Options (in NAME, between quotes): --largest N, the largest number of due rows (100000; 1000000 takes minutes
to fill), --seconds S, how long each measurement sends at most (12). Runs on fresh servers that bin/bench.py
has started; the mail server is a process of its own. bench/README.md tells what the figures mean.
"""

import argparse
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

PROJECT = Path(__file__).resolve().parent.parent
sys.path[0] = str(PROJECT)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.house"

import django

django.setup()

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.due import make_due, make_people
from bench.sink import elsewhere, taken
from networks.choices import Channel
from networks.claims import Rules, claim, mark_sent

READERS = 2_000
NOTICES = 60_000
FLOOR = 4.0
"""Seconds that each floor is measured."""
LEASE_ENDS = "2100-01-01"


@dataclass(frozen=True, slots=True)
class Sent:
    """What one measurement gave. Rates are per second, waits in seconds, memory in megabytes;
    ``cpu_ms`` is what one mail cost the processors in the worker.
    """

    due: int
    workers: int
    rate: float
    first: float
    peak: float
    cpu_ms: float


def main() -> None:
    """Measure the floors, then every size with one and two workers; print tables and one line of JSON."""
    options = _options()
    make_people(READERS)
    print("The floors, each for a few seconds on this machine:")
    floors = _floors()
    for name, value in floors.items():
        print(f"  {name:<60}{value:>10,.0f} a second", flush=True)
    sizes = sorted({1_000, 10_000, min(100_000, options.largest), options.largest})
    print(f"\n{'due':>10}{'workers':>10}{'mails/s':>10}{'first after':>14}{'memory':>10}", end="")
    print(f"{'claims/s':>11}{'CPU':>12}")
    found: list[Sent] = []
    claims: dict[int, float] = {}
    for size in sizes:
        for workers in (1, 2):
            found.append(_mail(size, workers, options.seconds, claims))
            one = found[-1]
            print(
                f"{size:>10,}{workers:>10}{one.rate:>10,.0f}{one.first:>12.2f} s{one.peak:>7.0f} MB"
                f"{claims[size]:>11,.0f}{one.cpu_ms:>9.2f} ms",
                flush=True,
            )
    notices, notice_ms = _notices(options.seconds)
    print(f"\nNotices: {notices:,.0f} a second, {notice_ms:.3f} ms of CPU each.")
    ratios = _ratios(floors, found, claims, notices)
    print(json.dumps(ratios | {"notice_cpu_ms": notice_ms, "load": round(os.getloadavg()[0], 1)}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=12.0)
    return parser.parse_args()


def _as_owner(statement: str) -> list[Any]:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        cursor = server.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _fresh(count: int, channel: str = "mail") -> None:
    """Exactly that many rows, all due, in a table that was just cleaned; what is left of the last is used."""
    usable = f"channel = '{channel}' AND state = 'due'"
    _as_owner(f"DELETE FROM networks_delivery WHERE NOT ({usable})")
    left = int(_as_owner("SELECT count(*) FROM networks_delivery")[0][0])
    if left > count:
        _as_owner("TRUNCATE networks_delivery CASCADE")
        left = 0
    make_due(count - left, READERS, channel=channel, run=uuid4().hex)
    _as_owner("VACUUM ANALYZE networks_delivery")
    _as_owner("CHECKPOINT" if _may_checkpoint() else "SELECT 1")


def _may_checkpoint() -> bool:
    return bool(_as_owner("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')")[0][0])


def _mail(size: int, workers: int, seconds: float, claims: dict[int, float]) -> Sent:
    """Send for a while with this many worker processes from this many due rows."""
    _fresh(size)
    if size not in claims:
        _prove_index(size)
        claims[size] = _claims(min(size // 2, 5_000))
        _fresh(size)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "taken"
        log.touch()
        with elsewhere(log) as port:
            told = _work(Channel.MAIL, workers, seconds, f"smtp://127.0.0.1:{port}?tls=off")
        mails = taken(log)
    sent = sum(one["sent"] for one in told)
    if len({mail.message_id for mail in mails}) != len(mails) or sent != len(mails):
        raise RuntimeError(f"{sent} rows were marked, {len(mails)} mails were taken")
    began = min(one["began"] for one in told)
    took = max(mail.at for mail in mails) - began
    first = min(mail.at for mail in mails) - began
    cpu_ms = 1000 * sum(one["cpu"] for one in told) / sent
    return Sent(size, workers, len(mails) / took, first, max(one["peak_mb"] for one in told), cpu_ms)


def _work(channel: Channel, workers: int, seconds: float, server: str) -> list[dict[str, float]]:
    """Let worker processes begin at the same moment; what each of them tells in the end."""
    environ = {**os.environ, "EMAIL_URL": server, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "bench.reminding", channel.value, str(seconds)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, cwd=PROJECT, env=environ, **pipes) for _worker in range(workers)]
    for process in processes:
        if process.stdout:
            process.stdout.readline()  # ready
    for process in processes:
        if process.stdin:
            process.stdin.write("go\n")
            process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in processes]


def _prove_index(size: int) -> None:
    plan = _as_owner(
        "EXPLAIN SELECT id FROM networks_delivery WHERE channel = 'mail' AND state IN ('due', 'leased') "
        "AND not_before <= now() ORDER BY not_before, user_id, member_id LIMIT 100 FOR UPDATE SKIP LOCKED"
    )
    text = " ".join(line for (line,) in plan)
    if "delivery_due" not in text or "Sort" in text:
        raise RuntimeError(f"at {size} rows the claim does not use its index: {text}")


def _claims(rows: int) -> float:
    """Rows claimed in a second, a hundred at a time, with everything that a worker needs of them."""
    rules, owner, began, count = Rules(), uuid4(), time.perf_counter(), 0
    while count < rows and (found := claim(Channel.MAIL, owner, timezone.now(), rules)):
        count += len(found)
    return count / (time.perf_counter() - began)


def _notices(seconds: float) -> tuple[float, float]:
    _fresh(NOTICES, "notice")
    told = _work(Channel.NOTICE, 1, seconds, "console:")
    sent = told[0]["sent"]
    return sent / told[0]["seconds"], round(1000 * told[0]["cpu"] / sent, 3)


def _floors() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "taken"
        log.touch()
        with elsewhere(log) as port:
            plain = _floor_smtp(port)
            both = _floor_claim_and_send(port)
    return {
        "raw SMTP: one ready mail after the other, one kept connection": plain,
        "raw SQL: claim 100 and mark them": _floor_sql(),
        "raw both: claim 100, send each ready mail, mark 100": both,
    }


_READY = (
    "From: carenet@example.org\r\nTo: reader@bench.example\r\nSubject: Tomorrow\r\n"
    "Message-ID: <1@bench>\r\n\r\n" + "A line of a mail that is ready to go.\r\n" * 60
)


def _floor_smtp(port: int) -> float:
    with smtplib.SMTP("127.0.0.1", port) as server:
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < FLOOR:
            server.sendmail("carenet@example.org", ["reader@bench.example"], _READY)
            count += 1
        return count / (time.perf_counter() - began)


def _floor_sql() -> float:
    _fresh(60_000)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < FLOOR and (ids := _raw_claim()):
        mark_sent(_OWNER, ids, timezone.now())
        count += len(ids)
    return count / (time.perf_counter() - began)


def _floor_claim_and_send(port: int) -> float:
    _fresh(20_000)
    with smtplib.SMTP("127.0.0.1", port) as server:
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < FLOOR and (ids := _raw_claim()):
            for _row in ids:
                server.sendmail("carenet@example.org", ["reader@bench.example"], _READY)
            mark_sent(_OWNER, ids, timezone.now())
            count += len(ids)
        return count / (time.perf_counter() - began)


_OWNER = uuid4()
_RAW = """
UPDATE networks_delivery SET state = 'leased', leased_by = %s, not_before = %s WHERE id IN (
    SELECT id FROM networks_delivery
    WHERE channel = 'mail' AND state IN ('due', 'leased') AND not_before <= now()
    ORDER BY not_before, user_id, member_id LIMIT 100 FOR UPDATE SKIP LOCKED
) RETURNING id
"""


def _raw_claim() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(_RAW, [_OWNER, LEASE_ENDS])
        return [pk for (pk,) in cursor.fetchall()]


def _ratios(
    floors: dict[str, float], found: list[Sent], claims: dict[int, float], notices: float
) -> dict[str, Any]:
    by = {(one.due, one.workers): one for one in found}
    smallest, largest = min(claims), max(claims)
    smtp, sql, both = floors.values()
    return {
        "mails_a_second_one_worker": round(by[largest, 1].rate),
        "mails_a_second_two_workers": round(by[largest, 2].rate),
        "first_mail_seconds": round(max(one.first for one in found), 2),
        "rate_largest_to_smallest": round(by[largest, 1].rate / by[smallest, 1].rate, 2),
        "rate_to_raw_smtp": round(by[largest, 1].rate / smtp, 2),
        "rate_to_raw_claim_send_mark": round(by[largest, 1].rate / both, 2),
        "claims_a_second": round(claims[largest]),
        "claims_largest_to_smallest": round(claims[largest] / claims[smallest], 2),
        "claims_to_raw_claim_and_mark": round(claims[largest] / sql, 2),
        "notices_a_second": round(notices),
        "mail_cpu_ms": round(by[largest, 1].cpu_ms, 2),
        "memory_mb": by[largest, 1].peak,
        "memory_largest_to_10000": round(by[largest, 1].peak / by[10_000, 1].peak, 2),
        "due": largest,
        "connections": settings.MAIL_CONNECTIONS,
        "index": "delivery_due",
    }


if __name__ == "__main__":
    main()
