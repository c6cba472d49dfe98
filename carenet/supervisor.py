"""`make run`: the whole house in one foreground command.

Starts the embedded pair (unless DATABASE_URL names a server), makes the database ready, and keeps web server,
worker and timetable running. What dies is started again; what is asked to stop is stopped cleanly; and when
this process itself is killed, its children end with it.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from carenet.child import end, end_group, launch
from carenet.embedded import PROJECT, data_folder, demo_settings, names_servers, wheels
from carenet.pair import CannotStart, Pair

PAUSE = 3.0  # seconds between two starts of a part that keeps dying
PATIENCE = 60.0  # seconds for the web server to answer
# Checking a password takes 16 MB for a moment; with this glibc gives it back. The Dockerfile says the same.
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1000000"}


class Stop(BaseException):
    """Somebody asked this process to stop: Ctrl-C, SIGTERM, or the terminal went away."""


class CannotServe(Exception):
    """The house cannot open; the message says why in one sentence."""


@dataclass(slots=True)
class Part:
    """One process that must keep running."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0

    def begin(self) -> None:
        """Start it. Raises OSError or CannotStart."""
        self.began = time.monotonic()
        self.process = self.start()

    def keep(self) -> None:
        """When it has ended, end what it left behind, say so, and start it again."""
        ended = self.process is None or self.process.poll() is not None
        if not ended or time.monotonic() - self.began < PAUSE:
            return
        if self.process is not None:
            end_group(self.process)
        say(f"The {self.name} ended by itself; starting it again.")
        with contextlib.suppress(OSError, CannotStart):
            self.begin()


def main() -> int:
    """Run until asked to stop; the answer is the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        address = free_address()
        with only_one(data_folder()) as folder:
            open_house(folder, address)
    except (CannotStart, CannotServe) as problem:
        print(problem, file=sys.stderr)
        return 1
    except Stop:
        pass
    return 0


def free_address() -> tuple[str, int]:
    """Where the web server will listen: BIND (127.0.0.1) and PORT (8000). Raises CannotServe."""
    host, port = os.environ.get("BIND") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise CannotServe("PORT must be a whole number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, int(port)))
        except PermissionError:
            raise CannotServe(f"Port {port} is not for ordinary users. Choose another: PORT=8001.") from None
        except OSError:
            raise CannotServe(
                f"Port {port} is taken. Choose another: PORT={int(port) % 65535 + 1}."
            ) from None
    return host, int(port)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[Path]:
    """Hold the data folder for this process alone. Raises CannotServe when another one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(f"Carenet is running already with the data in {folder}.") from None
        yield folder


def open_house(folder: Path, address: tuple[str, int]) -> None:
    """Start every part, tell where to go, and keep all of it running until Stop."""
    (folder / "log").mkdir(exist_ok=True)
    note = folder / "environment.json"
    pair = None if names_servers() else Pair(folder, wheels())
    servers: dict[str, str] = {}
    parts: list[Part] = []
    try:
        if pair:
            say("Starting the database and the broker ...")
            pair.start()
            servers = pair.environment()
            note.write_text(json.dumps(servers), encoding="utf-8")
            parts += [
                Part("database", pair.restart_postgres, pair.postgres),
                Part("broker", pair.restart_broker, pair.broker),
            ]
        environ = {**MEMORY, **demo_settings(folder, servers), **os.environ, "PORT": str(address[1])}
        sign_ins = prepare(environ)
        web, *background = house_parts(folder, environ)
        parts += [web, *background]
        web.begin()
        await_web(web, address)
        for part in background:
            part.begin()
        welcome(address, sign_ins, environ, folder)
        while True:
            time.sleep(0.2)
            for part in parts:
                part.keep()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        note.unlink(missing_ok=True)
        close_house([part for part in parts if part.name not in {"database", "broker"}])
        if pair:
            pair.stop()


def house_parts(folder: Path, environ: dict[str, str]) -> list[Part]:
    """Web server, worker and timetable, by the very commands that the containers use."""
    programs = Path(sys.executable).parent
    celery: list[str | Path] = [programs / "celery", "--app", "carenet"]
    (folder / "beat").mkdir(exist_ok=True)
    commands: dict[str, list[str | Path]] = {
        "web server": [programs / "gunicorn", "--config", "deploy/gunicorn.py"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
        "timetable": [*celery, "beat", "--schedule", folder / "beat" / "schedule", "--pidfile="],
    }

    def starter(name: str, command: list[str | Path]) -> Callable[[], subprocess.Popen[bytes]]:
        log = folder / "log" / f"{name.split()[0]}.log"
        return lambda: launch(command, log=log, folder=PROJECT, environ=environ)

    return [Part(name, starter(name, command)) for name, command in commands.items()]


def prepare(environ: dict[str, str]) -> str:
    """Make the database and the files ready; the answer tells who can sign in. Raises CannotServe."""
    command = [sys.executable, "manage.py", "prepare"]
    done = subprocess.run(command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotServe("The house could not be made ready; the lines above say why.")
    return done.stdout


def await_web(web: Part, address: tuple[str, int]) -> None:
    """Wait until the web server answers. Raises CannotServe when it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and web.process is not None and web.process.poll() is None:
        connection = HTTPConnection(address[0], address[1], timeout=5)
        with contextlib.suppress(OSError, HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise CannotServe("The web server does not answer; web.log in the data folder says why.")


def close_house(services: list[Part]) -> None:
    """Ask every part to stop at once, then wait for each."""
    running = [part.process for part in services if part.process is not None]
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in running:
        end(process, None, 25)


def welcome(address: tuple[str, int], sign_ins: str, environ: dict[str, str], folder: Path) -> None:
    """Tell where the house is, who can sign in, and where its mail goes."""
    say(f"\nCarenet is open at {place(address)}\n")
    if sign_ins:
        say(sign_ins)
    if not environ.get("EMAIL_URL"):
        say(f"No mail leaves this machine: each message is a file in {folder / 'mail'}.")
    say(f"Logs are in {folder / 'log'}. Stop with Ctrl-C.")


def place(address: tuple[str, int]) -> str:
    """The address to type into a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address[0], address[0])  # noqa: S104 - compared only
    return f"http://{host}:{address[1]}/"


def say(line: str) -> None:
    print(line, flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
