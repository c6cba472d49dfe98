"""20,000 messages, workers that are killed, a broker that restarts, two timetables, a mail server with moods.

Everything is real: PostgreSQL, the broker, Celery's workers and timetables, and a mail server in a process of
its own that refuses, stalls, hangs up after it said yes, and takes mails without a word.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench.sink import Accepted, Faults, elsewhere, taken
from carenet import embedded
from carenet.child import end_group
from carenet.embedded import PROJECT, wheels
from carenet.pair import Pair

pytestmark = pytest.mark.house
ROWS, WORKERS, KILLS, CONNECTIONS = int(os.environ.get("FIRE_ROWS", "20000")), 3, 6, 4
PATIENCE = 600.0
"""Seconds after which it has failed; on a quiet machine with two cores it takes less than two minutes."""
FAULTS = Faults(refuse=211, stall=1499, seconds=4, hang_up=97, swallow=1201)


class Camp:
    """The servers, and the workers and timetables that are started, killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.pair = Pair(folder, wheels(), durable=True)
        self.pair.start()
        found = self.pair.environment()
        self.environ = {
            **os.environ,
            **found,
            **embedded.demo_settings(folder, found),
            "DJANGO_SETTINGS_MODULE": "carenet.settings",
            "VAR_DIR": str(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}?tls=off&timeout=2",
            "MAIL_CONNECTIONS": str(CONNECTIONS),
            "MAIL_LEASE_SECONDS": "8",
            "MAIL_RETRY_SECONDS": "2",
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def manage(self, *command: str) -> None:
        owner = {**self.environ, "DATABASE_URL": self.environ["DATABASE_OWNER_URL"]}
        subprocess.run([sys.executable, *command], cwd=PROJECT, env=owner, check=True)

    def celery(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "carenet", *arguments, "--loglevel", "ERROR"]
        with (self.folder / "celery.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        return self.celery("worker", "--concurrency=1", f"--hostname=w{number}@here")

    def timetable(self, number: int) -> subprocess.Popen[bytes]:
        return self.celery("beat", f"--schedule={self.folder / f'beat{number}'}", "--pidfile=")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        owner = self.environ["DATABASE_OWNER_URL"]
        with psycopg.connect(owner, autocommit=True) as server:
            return server.execute(statement).fetchall()

    def left(self) -> int:
        return int(self.ask("SELECT count(*) FROM networks_delivery WHERE state <> 'sent'")[0][0])

    def close(self) -> None:
        for process in self.processes:
            kill(process)
        self.pair.stop()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children at once, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


@pytest.fixture
def camp(tmp_path: Path) -> Iterator[tuple[Camp, Path]]:
    # Not below pytest's own folder, which every other run closes to the servers' user.
    folder, log = Path(tempfile.mkdtemp(prefix="carenet-fire-")), tmp_path / "taken"
    folder.chmod(0o711)
    log.touch()
    with elsewhere(log, FAULTS) as port:
        camp = Camp(folder, port)
        try:
            camp.manage("manage.py", "migrate", "--verbosity", "0")
            camp.manage("manage.py", "grant_app_role")
            camp.manage("-m", "bench.fill", str(ROWS))
            yield camp, log
        finally:
            camp.close()
            shutil.rmtree(folder, ignore_errors=True)


def test_every_message_arrives_once_whatever_happens(
    camp: tuple[Camp, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    house, log = camp
    chance = random.Random(7)
    workers = [house.worker(number) for number in range(WORKERS)]
    for number in (1, 2):
        house.timetable(number)
    began = time.monotonic()
    kills, restarted = 0, False
    while house.left() and time.monotonic() - began < PATIENCE:
        time.sleep(chance.uniform(2.0, 4.0))
        sent = ROWS - house.left()
        if sent and kills < KILLS:
            number = kills % WORKERS
            kill(workers[number])
            kills += 1
            workers[number] = house.worker(number)
        if not restarted and sent > ROWS // 3:
            end_group(house.pair.broker)
            house.pair.restart_broker()
            restarted = True
    with capfd.disabled():  # the counts are shown when it passes as well
        _judge(house, taken(log), kills, restarted, time.monotonic() - began)


def _judge(house: Camp, mails: list[Accepted], kills: int, restarted: bool, seconds: float) -> None:
    states = Counter(dict(house.ask("SELECT state, count(*) FROM networks_delivery GROUP BY state")))
    keys = house.ask("SELECT count(DISTINCT key), count(*) FROM networks_delivery")
    known = {name for (name,) in house.ask("SELECT message_id FROM networks_delivery")}
    times = Counter(mail.message_id for mail in mails)
    doubles = sum(count - 1 for count in times.values())
    swallowed = sum(not mail.said for mail in mails)
    sys.stdout.write(
        f"\n{ROWS} rows, {states['sent']} sent in {seconds:.0f} s with {WORKERS} workers; {kills} kills, "
        f"broker restarted: {restarted}; the server took {len(mails)} mails, {len(times)} different, "
        f"{doubles} twice ({swallowed} taken without a word).\n"
    )
    assert states == {"sent": ROWS}
    assert keys == [(ROWS, ROWS)]
    assert set(times) == known  # nothing lost, nothing made up, the same Message-ID every time
    assert kills == KILLS
    assert restarted
    assert doubles <= kills * CONNECTIONS + swallowed
