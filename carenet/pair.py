"""A pair of servers for one data folder: PostgreSQL and a Redis-compatible broker.

Both listen on UNIX sockets only, without root and without installing anything. Which programs they are is
the caller's choice: those in the locked wheels, or those of the system.
"""

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from carenet.child import Identity, end, identity_for, launch

ROLES = Path(__file__).resolve().parent.parent / "deploy" / "postgres" / "roles.sql"
SOCKET_ROOM = 80  # bytes; a socket's path may be about 100 long, with its own name
PATIENCE = 60.0  # seconds for a server to answer; after a crash PostgreSQL first repairs its files
RETRIES = 10.0  # seconds to try anew when PostgreSQL ends at once: a killed one may still be leaving
OTHER_WAYS = (
    "The embedded servers could not start: {reason}\n"
    "There are two other ways. Name servers of your own: set DATABASE_URL (PostgreSQL 15 or newer) and\n"
    "BROKER_URL (Redis or Valkey). Or let containers do it: docker compose up. README.md tells how."
)
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off")


class CannotStart(Exception):
    """The embedded servers cannot run here; the message says why and names the other ways."""

    def __init__(self, reason: str) -> None:
        super().__init__(OTHER_WAYS.format(reason=reason))


@dataclass(frozen=True, slots=True)
class Programs:
    """Which servers to start: PostgreSQL's folder of programs with its locale, and the broker's program.

    ``name`` is what the server answers to ``SHOW cluster_name``.
    """

    postgres: Path
    locale: tuple[str, ...]
    broker: Path
    name: str


@dataclass(slots=True)
class Pair:
    """The two servers of one data folder. ``durable`` off is for tests: quicker, lost in a power cut."""

    folder: Path
    programs: Programs
    durable: bool = True
    identity: Identity | None = None
    sockets: Path = field(init=False)
    postgres: subprocess.Popen[bytes] = field(init=False)
    broker: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start both, and on the first start make roles and database. Raises CannotStart."""
        try:
            self._lay_out()
            if not (self.folder / "postgres").exists():
                self._make_cluster()
            self.start_postgres()
            self.start_broker()
            if not (self.folder / "roles-made").exists():
                self._run("psql", "-X", "-q", "-h", str(self.sockets), "-U", "postgres", "-f", str(ROLES))
                (self.folder / "roles-made").touch()
        except (OSError, subprocess.SubprocessError) as error:
            self.stop()
            raise CannotStart(str(error)) from error
        except CannotStart:
            self.stop()
            raise

    def start_postgres(self) -> None:
        """Start PostgreSQL and wait until it answers. Tries again while a killed one is still leaving."""
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            f"cluster_name={self.programs.name}",
            "max_connections=60",
            "shared_buffers=64MB",
            *(() if self.durable else QUICK),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        began = time.monotonic()
        while True:
            self._forget_dead_postmaster()
            self.postgres = self._launch(
                "postgres", signal.SIGINT, self.programs.postgres / "postgres", "-D", ".", *options
            )
            if self._answers(self.postgres, self._postgres_ready):
                return
            end(self.postgres, signal.SIGQUIT, 2)
            if time.monotonic() > began + RETRIES:
                raise CannotStart(f"PostgreSQL does not answer; {self._log('postgres')} says why.")
            time.sleep(0.3)

    def start_broker(self) -> None:
        """Start the broker and wait until its socket is there. Raises CannotStart."""
        self._broker_socket.unlink(missing_ok=True)
        options: list[str | Path] = [
            "--port",
            "0",
            "--unixsocket",
            self._broker_socket,
            "--unixsocketperm",
            "700",
        ]
        kept = ["--save", "", "--appendonly", "yes" if self.durable else "no"]
        self.broker = self._launch(
            "broker", signal.SIGTERM, self.programs.broker, *options, *kept, "--dir", "."
        )
        if not self._answers(self.broker, self._broker_socket.exists):
            raise CannotStart(f"The broker does not answer; {self._log('broker')} says why.")

    def restart_postgres(self) -> subprocess.Popen[bytes]:
        """Start PostgreSQL again; the answer is its process. Raises CannotStart."""
        self.start_postgres()
        return self.postgres

    def restart_broker(self) -> subprocess.Popen[bytes]:
        """Start the broker again; the answer is its process. Raises CannotStart."""
        self.start_broker()
        return self.broker

    def stop(self) -> None:
        """Stop both cleanly; what did not start is passed over."""
        if hasattr(self, "broker"):
            end(self.broker, signal.SIGTERM, 5)
        if hasattr(self, "postgres"):
            end(self.postgres, signal.SIGINT, 20)
        if hasattr(self, "sockets") and self.sockets.parent != self.folder:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """The variables by which the house finds this pair."""
        host = quote(str(self.sockets))
        return {
            "DATABASE_URL": f"postgresql://carenet_app@/carenet?host={host}",
            "DATABASE_OWNER_URL": f"postgresql://carenet_owner@/carenet?host={host}",
            "BROKER_URL": f"redis+socket://{self._broker_socket}?virtual_host=0",
            "EMBEDDED": "1",
        }

    @property
    def _broker_socket(self) -> Path:
        return self.sockets / "broker.sock"

    def _log(self, name: str) -> Path:
        return self.folder / "log" / f"{name}.log"

    def _lay_out(self) -> None:
        """Make the folders, each with the owner that needs it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "log").mkdir(exist_ok=True)
        self.identity = identity_for([self.folder, self.programs.postgres / "postgres", self.programs.broker])
        self.sockets = self.folder / "sockets"
        if len(os.fsencode(self.sockets)) > SOCKET_ROOM or not re.fullmatch(r"[\w./-]+", str(self.sockets)):
            mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
            self.sockets = Path(tempfile.gettempdir()) / f"carenet-{os.geteuid()}-{mark}"
        self._own_folder(self.folder / "broker")
        self._own_folder(self.sockets)

    def _own_folder(self, folder: Path) -> None:
        """Make a folder that only the servers may enter. Raises CannotStart when it is somebody else's."""
        owner = self.identity.uid if self.identity else os.geteuid()
        group = self.identity.gid if self.identity else os.getegid()
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            os.chown(folder, owner, group)
        if folder.is_symlink() or folder.stat().st_uid != owner:
            raise CannotStart(f"{folder} belongs to somebody else. Remove it, or run as its owner.")

    def _make_cluster(self) -> None:
        """Make an empty PostgreSQL cluster."""
        unfinished = self.folder / "postgres-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._own_folder(unfinished)
        access = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        self._run("initdb", "-D", ".", *access, *self.programs.locale, folder=unfinished)
        unfinished.rename(self.folder / "postgres")

    def _run(self, program: str, *arguments: str, folder: Path | None = None) -> None:
        """Run one of PostgreSQL's programs to its end. Raises CannotStart when it fails."""
        process = self._launch(
            "postgres", signal.SIGTERM, self.programs.postgres / program, *arguments, folder=folder
        )
        if process.wait(60):
            raise CannotStart(f"{program} failed; {self._log('postgres')} says why.")

    def _launch(
        self,
        name: str,
        stop: signal.Signals,
        program: Path,
        *arguments: str | Path,
        folder: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        environ = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "PGTZ": "UTC"}
        return launch(
            [program, *arguments],
            log=self._log(name),
            stop=stop,
            identity=self.identity,
            folder=folder or self.folder / name,
            environ=environ,
        )

    def _answers(self, process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> bool:
        """Whether the server is ready before it ends or patience does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            if ready():
                return True
            time.sleep(0.02)
        return False

    def _postgres_ready(self) -> bool:
        """Whether the server says so in its pid file, as its own tools read it."""
        lines = self._pid_file()
        return len(lines) > 7 and lines[0] == str(self.postgres.pid) and lines[7].strip() == "ready"

    def _forget_dead_postmaster(self) -> None:
        """Remove a pid file left by a crash when that number now belongs to another program."""
        lines = self._pid_file()
        name = Path(f"/proc/{lines[0]}/comm") if lines else None
        if name and name.exists() and name.read_text().strip() != "postgres":
            (self.folder / "postgres" / "postmaster.pid").unlink(missing_ok=True)

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postgres" / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []
