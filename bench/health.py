"""`make bench NAME=health`: how networks go, read every night and after each change, and looked over.

Options (in NAME, between quotes): --networks N (10000), --only PART (one of the parts). Runs on fresh servers
that bin/bench.py has started. bench/README.md tells what the figures mean.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path[0] = str(PROJECT)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.house"

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from bench.living import live
from bench.night import made, night

PARTS = {"night": night}
"""Each part measures on the networks that are there, says what it finds, and gives what has an aim."""


def main() -> None:
    """Make up networks with a daily life, measure part after part, and print one line of JSON."""
    options = _options()
    at = timezone.now()
    call_command("generate", networks=options.networks, stdout=sys.stderr)
    live(at)
    _say(f"To be read: {made(at)}.\n")
    told: dict[str, Any] = {}
    for name, part in PARTS.items():
        if options.only in ("", name):
            told |= part(_say)
    print(json.dumps(told | {"load": round(os.getloadavg()[0], 1)}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=10_000)
    parser.add_argument("--only", default="", choices=["", *PARTS])
    return parser.parse_args()


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
