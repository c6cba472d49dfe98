"""`make bench NAME=health`: how networks go, read every night and after each change, and looked over.

Options (in NAME, between quotes): --networks N (10000), --only night or overview, --rounds N for pages (100).
Runs on fresh servers that bin/bench.py has started. bench/README.md tells what the figures mean.
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
from bench.overviewing import SIZES, measure

PARTS = ("night", "overview")
"""Each part says what it finds and gives what has an aim; the overview makes networks of its own."""


def main() -> None:
    """Make up networks with a daily life, measure part after part, and print one line of JSON."""
    options = _options()
    told: dict[str, Any] = {}
    if options.only in ("", "night"):
        at = timezone.now()
        call_command("generate", networks=options.networks, stdout=sys.stderr)
        live(at)
        _say(f"To be read: {made(at)}.\n")
        told |= night(_say)
    if options.only in ("", "overview"):
        sizes = {size for size in SIZES if size <= options.networks} | {options.networks}
        told |= measure(tuple(sorted(sizes)), options.rounds)
    print(json.dumps(told | {"load": round(os.getloadavg()[0], 1)}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=10_000)
    parser.add_argument("--only", default="", choices=["", *PARTS])
    parser.add_argument("--rounds", type=int, default=100)
    return parser.parse_args()


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
