"""`make bench NAME=pages`: starts fresh servers, makes the database ready, and runs bench/NAME.py on them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from carenet import embedded


def main(arguments: Sequence[str]) -> int:
    """Run one bench with whatever else was given; the answer is its exit status."""
    name, *rest = arguments or [""]
    script = PROJECT / "bench" / f"{name}.py"
    if not name or not script.is_file():
        known = sorted(found.stem for found in (PROJECT / "bench").glob("*.py") if found.stem != "__init__")
        print(f"Which one? make bench NAME=... knows: {', '.join(known) or 'none yet'}.")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="carenet-bench-"))
    folder.chmod(0o711)
    try:
        with embedded.running(folder) as found:
            os.environ.update(found, VAR_DIR=str(folder))
            os.environ.update(embedded.demo_settings(folder, found), BENCH="1")
            owner = {**os.environ, "DATABASE_URL": found["DATABASE_OWNER_URL"]}
            for command in (
                ["migrate", "--verbosity", "0"],
                ["grant_app_role"],
                ["collectstatic", "--noinput", "-v", "0"],
            ):
                subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=owner, check=True)
            return subprocess.run([sys.executable, script, *rest], cwd=PROJECT, check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
