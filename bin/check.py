"""`make check`: everything a change must pass, each part with one line in the closing summary.

bin/check.py                every part
bin/check.py --after-test   all but the quick suite, which `make test` has just run
bin/check.py lint types     only these parts
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bin import debian
from carenet.pair import CannotStart
from tests import servers

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
NO_TESTS = 5  # pytest's exit status when it found none
# Production as the deploy checks see it; the database is added where there is a real one.
PRODUCTION = {
    "DEMO": "0",
    "DEBUG": "0",
    "EMBEDDED": "0",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "carenet.example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "TRUSTED_PROXIES": "1",
}


class Result(NamedTuple):
    """How a part ended: passed (True), failed (False) or could not run here (None), and why."""

    passed: bool | None
    why: str = ""


def run(*command: str | Path, **environ: str) -> Result:
    """Run one program in the project, its output on the screen."""
    done = subprocess.run(
        [str(word) for word in command], cwd=PROJECT, env={**os.environ, **environ}, check=False
    )
    return Result(done.returncode == 0)


def program(name: str, *arguments: str) -> Result:
    return run(PROGRAMS / name, *arguments)


def tests(*arguments: str, **environ: str) -> Result:
    """Run pytest; a part of the suite without any test is told, and does not fail."""
    command = [sys.executable, "-m", "pytest", *arguments]
    done = subprocess.run(command, cwd=PROJECT, env={**os.environ, **environ}, check=False)
    return (
        Result(None, "there are no such tests")
        if done.returncode == NO_TESTS
        else Result(not done.returncode)
    )


def manage(*arguments: str, **environ: str) -> Result:
    return run(sys.executable, "manage.py", *arguments, **environ)


def templates() -> Result:
    """Every template in the house style."""
    listed = subprocess.run(
        ["git", "ls-files", "templates/*.html"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    files = [name for name in listed.stdout.split() if (PROJECT / name).exists()]
    return program("djade", "--target-version", "5.2", "--check", *files)


def deploy() -> Result:
    """The settings of production, and on Debian's PostgreSQL the rights of the application's role too."""
    try:
        with debian.servers() as found:
            environ = {**found, **PRODUCTION}
            made = manage("migrate", "--verbosity", "0", **environ).passed
            granted = made and manage("grant_app_role", **environ).passed
            strict = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")
            return Result(granted and manage(*strict, **environ).passed)
    except (debian.NotHere, CannotStart) as problem:
        return Result(None, str(problem))


def journeys() -> Result:
    """The stories in a real browser."""
    if not shutil.which("chromium") and not debian.install("chromium"):
        return Result(None, "chromium is not installed, and could not be")
    return tests("-n", "2", "-m", "journey")


def long() -> Result:
    """What is too long for the quick suite, in one run: both workers have something to do to the end."""
    return tests("-n", "2", "--dist", "loadgroup", "-m", "house or slow or schema")


def oldest() -> Result:
    """The quick suite on the oldest servers we promise to run on."""
    try:
        with debian.servers() as found:
            servers.allow_tests(found)
            return tests("-n", "2", "--dist", "worksteal", **found)
    except (debian.NotHere, CannotStart) as problem:
        return Result(None, str(problem))


PARTS: dict[str, tuple[str, Callable[[], Result]]] = {
    "lint": ("lint (ruff)", lambda: program("ruff", "check", "--quiet", ".")),
    "format": ("format (ruff)", lambda: program("ruff", "format", "--check", "--quiet", ".")),
    "types": ("types (mypy, strict)", lambda: program("mypy", ".")),
    "templates": ("templates (djade)", templates),
    "migrations": ("migrations complete", lambda: manage("makemigrations", "--check", "--dry-run")),
    "deploy": ("deploy checks, production settings", deploy),
    "test": ("quick suite, embedded servers", lambda: tests("-n", "2", "--dist", "worksteal")),
    "oldest": ("quick suite, Debian's PostgreSQL and Redis", oldest),
    "long": ("launch, recovery, everybody, and the API against its schema", long),
    "journeys": ("journeys in a browser", journeys),
}


def main(arguments: Sequence[str]) -> int:
    """Run the parts and print the summary; the answer is the exit status."""
    unknown = set(arguments) - set(PARTS) - {"--after-test"}
    if unknown:
        print(f"There is no part {', '.join(sorted(unknown))}. Choose from: {', '.join(PARTS)}.")
        return 2
    chosen = [name for name in arguments if name in PARTS] or list(PARTS)
    if "--after-test" in arguments:
        chosen.remove("test")
    lines = []
    failed = False
    for name in chosen:
        title, part = PARTS[name]
        print(f"\n== {title}", flush=True)
        began = time.monotonic()
        result = part()
        failed = failed or result.passed is False
        word = {True: "passed", False: "FAILED", None: "not run"}[result.passed]
        reason = f" ({result.why})" if result.why else ""
        lines.append(f"{word:<8}{title}{reason}, {time.monotonic() - began:.0f} s")
    print("\n== summary", *lines, sep="\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
