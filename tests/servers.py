"""The servers of a test run: an embedded pair of its own, unless DATABASE_URL names others."""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from carenet import embedded, translations

# What the owner may do in tests only: make databases, and empty the ledger between two tests.
TEST_RIGHTS = (
    "ALTER ROLE carenet_owner CREATEDB",
    "GRANT SET ON PARAMETER session_replication_role TO carenet_owner",
)


def start() -> None:
    """Start the pair once for a run; parallel workers find it in the environment they inherit."""
    if os.environ.get("DATABASE_URL"):
        return
    translations.compile_changed()
    sweep()
    running = ExitStack()
    atexit.register(running.close)
    folder = Path(tempfile.mkdtemp(prefix="carenet-tests-"))
    folder.chmod(0o711)
    running.callback(shutil.rmtree, folder, ignore_errors=True)
    found = running.enter_context(embedded.running(folder, durable=False))
    allow_tests(found)
    os.environ.update(found)


def sweep() -> None:
    """Remove the folders of runs that were killed: those whose lock nobody holds any more."""
    for folder in Path(tempfile.gettempdir()).glob("carenet-tests-*"):
        with contextlib.suppress(OSError), (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def allow_tests(servers: Mapping[str, str]) -> None:
    """Give the owner on these servers the rights that only tests need. Raises psycopg.Error."""
    host = parse_qs(urlsplit(servers["DATABASE_OWNER_URL"]).query)["host"][0]
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as server:
        for statement in TEST_RIGHTS:
            server.execute(statement)
