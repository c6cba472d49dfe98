"""One worker process of a bench: sends what is due until nothing is left or time is up, and tells.

``python -m bench.reminding CHANNEL SECONDS`` warms up, prints "ready", waits for a line, works, and prints
one line of JSON.
"""

import gc
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.house")
django.setup()

from django.db import connection
from django.utils import timezone

from carenet.lib import smtp
from networks import post
from networks.choices import Channel
from networks.models import Delivery
from networks.moments.frame import written
from networks.voice import HOUSE


def main(channel: str, seconds: float) -> None:
    """Work, and tell."""
    _warm_up()
    gc.freeze()  # as Celery's workers do (carenet/celery.py)
    print("ready", flush=True)
    sys.stdin.readline()
    rules = replace(post.RULES, seconds=1.0)
    began, sent, busy = time.time(), 0, time.process_time()
    while time.time() - began < seconds:
        counts = post.sweep(Channel(channel), HOUSE, rules)
        sent += counts["sent"]
        if not counts["claimed"]:
            break
    told = {"began": began, "seconds": time.time() - began, "cpu": time.process_time() - busy, "sent": sent}
    smtp.hang_up()
    print(json.dumps(told | {"peak_mb": _peak()}), flush=True)


def _warm_up() -> None:
    """What a worker has in memory after its first mail: templates, translations, the connection."""
    rows = list(Delivery.objects.filter(channel="mail")[:2])
    compose = HOUSE.composer(rows, timezone.now())
    for row in rows:
        letter = compose(row)
        if letter is not None:
            written(letter)
    connection.ensure_connection()


def _peak() -> float:
    """Megabytes this process held at most."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024, 1)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
