"""Starts a web server for a bench, asks it for pages one at a time, and weighs its processes."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.watching import ANSWER, ASK

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Server:
    """A web server on this machine; ``cookie`` signs in whoever asks."""

    port: int
    process: subprocess.Popen[bytes]
    cookie: str = ""
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str, **headers: str) -> tuple[bytes, http.client.HTTPMessage]:
        """One answer, uncompressed. Raises RuntimeError unless it is 200."""
        try:
            answer = self._ask(path, headers)
        except ConnectionError:  # the server hangs up a line that was idle for a few seconds
            self.line.close()
            answer = self._ask(path, headers)
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:200]!r}")
        return body, answer.headers

    def _ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.line.request("GET", path, headers={"Cookie": f"carenet={self.cookie}", **headers})
        return self.line.getresponse()

    def queries(self, path: str) -> int:
        """How many queries a page costs, once everything that is kept in memory is there."""
        self.line.close()
        return int(self.get(path, **{ASK: "1"})[1][ANSWER])

    def weight(self) -> tuple[float, float]:
        """Megabytes that the workers hold, and their master beside them; what they share is divided."""
        master = self.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return sum(_pss(pid) for pid in workers), _pss(str(master))


def _pss(pid: str) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def serving(config: str, settings: str) -> Iterator[Server]:
    """A gunicorn with this configuration and these settings, until the end of the block."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "PORT": str(port),
        "PYTHONPATH": str(PROJECT),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", config]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _turn in range(1200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise RuntimeError("The web server did not start.")
        time.sleep(0.1)
    raise RuntimeError("The web server did not answer.")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds from question to last byte, on a line that stays open."""

    p50: float
    p95: float


def race(runners: dict[str, tuple[Server, str]], rounds: int) -> dict[str, Times]:
    """Ask for every page once a round, so that a busy moment of the machine hits all alike."""
    took: dict[str, list[float]] = {name: [] for name in runners}
    for server, _path in runners.values():
        server.line.close()  # idle lines are hung up by the server
    for turn in range(rounds + 5):
        for name, (server, path) in runners.items():
            start = time.perf_counter()
            server.get(path)
            if turn >= 5:
                took[name].append((time.perf_counter() - start) * 1000)
    return {name: Times(statistics.median(all_), _at(all_, 0.95)) for name, all_ in took.items()}


def _at(values: list[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]
