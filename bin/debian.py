"""Debian's own PostgreSQL and Redis: the oldest servers that the house promises to run on."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from carenet import embedded
from carenet.pair import Programs

OLDEST = 15  # of PostgreSQL, by its major version
PACKAGES = ("postgresql", "postgresql-contrib", "redis-server")


class NotHere(Exception):
    """These programs are not on this machine and may not be installed; the message says which."""


def install(*packages: str) -> bool:
    """Install Debian packages where this user may, without starting any service; whether that worked."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return False
    # Services are not started in runlevel 1, and this says that we are in it.
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    command = [apt, "install", "-y", "--no-install-recommends", *packages]
    for attempt in (command, [apt, "update"], command):
        done = subprocess.run(attempt, env=environ, capture_output=True, check=False)
        if attempt is command and done.returncode == 0:
            return True
    return False


def programs() -> Programs:
    """Debian's servers, installed first where that is needed and allowed. Raises NotHere."""
    found = _found() or (_found() if install(*PACKAGES) else None)
    if found is None:
        raise NotHere(f"{', '.join(PACKAGES)} are not installed, and could not be")
    return found


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """The environment of Debian's servers, started on sockets of their own and stopped again."""
    folder = Path(tempfile.mkdtemp(prefix="carenet-debian-"))
    folder.chmod(0o711)
    try:
        with embedded.running(folder, durable=False, programs=programs()) as found:
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _found() -> Programs | None:
    """The oldest PostgreSQL of Debian that is new enough, with Redis."""
    folders = sorted(
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("[0-9]*/bin")
        if int(folder.parent.name) >= OLDEST and (folder / "postgres").exists()
    )
    redis = shutil.which("redis-server")
    if not folders or redis is None:
        return None
    version, postgres = folders[0]
    return Programs(postgres, ("--locale=C.UTF-8",), Path(redis), f"debian-{version}")
