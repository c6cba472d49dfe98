"""One worker process of a bench: reads how networks go until nothing is due, and tells.

``python -m bench.counting`` prints "ready", waits for a line, works, and prints one line of JSON.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.house")
django.setup()

from django.db import connection

from networks.health.rounds import sweep


def main() -> None:
    """Work, and tell."""
    connection.ensure_connection()
    gc.freeze()  # as Celery's workers do (carenet/celery.py)
    print("ready", flush=True)
    sys.stdin.readline()
    began, read, busy = time.time(), 0, time.process_time()
    while told := sweep(seconds=5.0)["read"]:
        read += told
    ended = time.time()
    cpu = time.process_time() - busy
    print(
        json.dumps({"began": began, "ended": ended, "cpu": cpu, "read": read, "peak_mb": _peak()}), flush=True
    )


def _peak() -> float:
    """Megabytes this process held at most."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024, 1)


if __name__ == "__main__":
    main()
