"""A house started for a test with its own data folder and port, as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from carenet.embedded import PROJECT

INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "SECRET_KEY", "DEMO", "EMBEDDED", "VAR_DIR")
PATIENCE = 90.0


class House:
    """One run of the supervisor. Everything it starts carries its data folder in its environment."""

    def __init__(self, folder: Path, project: Path = PROJECT, **environ: str) -> None:
        self.folder = folder
        self.project = project
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if name not in INHERITED}
        self.environ = {**inherited, "VAR_DIR": str(folder), "PORT": str(self.port), **environ}

    def start(self) -> "House":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "carenet.supervisor"],
            cwd=self.project,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return self

    def open(self) -> "House":
        """Start, and wait until every part is ready."""
        self.start()
        try:
            eventually(lambda: self.answer("/readyz") == 200, "the house is ready")
        except AssertionError as late:
            self.close()
            raise AssertionError(f"{late}\n{self.said()}") from late
        return self

    def answer(self, path: str) -> int:
        """The status of one page, or 0 when nothing answers."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            try:
                connection.request("GET", path)
                return connection.getresponse().status
            except (OSError, HTTPException):
                return 0

    def ask(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; the answer is the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def said(self) -> str:
        """All it printed, when it has ended."""
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.printed = self.process.communicate()[0].decode()
        return self.printed

    def processes(self, part: str = "") -> list[int]:
        """What runs for this house, or only the processes whose command line has ``part`` in it."""
        mark = f"VAR_DIR={self.folder}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                ours = mark in (entry / "environ").read_bytes().split(b"\0") or self._in_folder(entry)
            except OSError:
                continue
            if ours and command and part.encode() in command:
                found.append(int(entry.name))
        return sorted(found)

    def _in_folder(self, entry: Path) -> bool:
        return os.readlink(entry / "cwd").startswith(f"{self.folder}/")

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.said()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def eventually(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until it holds. Raises AssertionError when it does not in time."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"not in time: {what}"
        time.sleep(0.1)
