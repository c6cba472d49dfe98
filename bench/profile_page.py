"""Profiles one address in this process: `python bench/profile_page.py EMAIL PATH` on the database in use."""

import cProfile
import os
import pstats
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.house")

import django

django.setup()

from django.test import Client

from accounts.models import User

TURNS = 50


def main(email: str, path: str) -> None:
    """Ask for the page a few times to warm up, then fifty times under the profiler."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    for _turn in range(5):
        client.get(path)
    profile = cProfile.Profile()
    profile.enable()
    for _turn in range(TURNS):
        client.get(path)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main(*sys.argv[1:3])
