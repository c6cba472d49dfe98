"""`make bench NAME=pages`: how long pages take, beside what the same rows cost without a house around them.

Options (in NAME, between quotes): --networks N, the largest number of networks (10000), --rounds N (150).
Runs on fresh servers that bin/bench.py has started; bench/README.md tells what the figures mean.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path[0] = str(PROJECT)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.house"

import django

django.setup()

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import User
from bench.serving import Server, Times, race, serving
from networks.models import Member, Need, Network

OWNER = "bench.owner@example.org"
LISTED = 10_000
"""Networks of the one whose list is measured."""
BIG, SMALL = {"people": 40, "needs": 60}, {"people": 4, "needs": 6}


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom and what is measured."""

    owner: User
    big: Network
    small: Network


def main() -> None:
    """Measure at 10 networks, 1,000, and as many as were asked for; print a table and one line of JSON."""
    options = _options()
    scene = _scene()
    with (
        serving("deploy/gunicorn.py", "bench.house") as house,
        serving("bench/floor_gunicorn.py", "bench.floor") as floor,
    ):
        for server, backend in ((house, "accounts.backends.Backend"), (floor, _DJANGO)):
            server.cookie = _sign_in(scene.owner, backend)
        figures: dict[int, dict[str, Times]] = {}
        for size in sorted({10, 1_000, min(LISTED, options.networks), options.networks}):
            _grow_to(size)
            figures[size] = race(_runners(scene, house, floor, size), options.rounds)
            _table(size, figures[size])
        print(_facts(scene, house, figures))


_DJANGO = "django.contrib.auth.backends.ModelBackend"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=LISTED)
    parser.add_argument("--rounds", type=int, default=150)
    return parser.parse_args()


def _manage(*command: object) -> None:
    subprocess.run([sys.executable, "manage.py", *map(str, command)], cwd=PROJECT, check=True)


def _scene() -> Scene:
    """The owner of many networks, a network of 40 people and 60 needs, and one of 4 and 6."""
    owner = User.objects.create_user(OWNER, name="Bench Owner")
    return Scene(owner, _of_size(1, BIG), _of_size(2, SMALL))


def _of_size(seed: int, size: dict[str, int]) -> Network:
    known = set(Network.objects.values_list("pk", flat=True))
    sizes = [f"--{name}={number}" for name, number in size.items()]
    _manage("generate", "--networks=1", f"--seed={seed}", f"--owner={OWNER}", *sizes)
    network = Network.objects.exclude(pk__in=known).get()
    Network.objects.filter(pk=network.pk).update(status="active", ended_at=None, end_reason="")
    Member.objects.filter(network=network).update(until=None)
    Need.objects.filter(network=network).update(visibility="everyone")
    for period in ("circleplacement", "role"):
        _as_owner(
            f"UPDATE networks_{period} p SET until = NULL WHERE member_id IN (SELECT id FROM networks_member "
            "WHERE network_id = %s) AND NOT EXISTS (SELECT 1 FROM networks_" + period + " q "
            "WHERE q.member_id = p.member_id AND q.since > p.since)",
            network.pk,
        )
    return network


def _as_owner(statement: str, *values: object) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        server.execute(statement, values or None)


def _grow_to(size: int) -> None:
    """Make up networks until there are this many; the owner is in the first ten thousand."""
    there = Network.objects.count()
    mine = Member.objects.filter(user__email=OWNER).count()
    owned = max(min(LISTED - mine, size - there), 0)
    if owned:
        _manage("generate", f"--networks={owned}", f"--seed={1000 + size}", f"--owner={OWNER}")
    if size - there > owned:
        _manage("generate", f"--networks={size - there - owned}", f"--seed={2000 + size}")
    _as_owner("VACUUM ANALYZE")


def _sign_in(user: User, backend: str) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _runners(scene: Scene, house: Server, floor: Server, size: int) -> dict[str, tuple[Server, str]]:
    big = scene.big.pk
    last = max(min(size, LISTED) * 95 // 100 // 50, 1)
    return {
        "raw: SQL and strings": (floor, f"/raw/{big}/"),
        "raw with its ledger row": (floor, f"/raw-traced/{big}/"),
        "bare Django": (floor, f"/bare/networks/{big}/"),
        "network page": (house, f"/networks/{big}/"),
        "network page, untraced": (house, f"/bench/untraced/{big}/"),
        "network page of 4": (house, f"/networks/{scene.small.pk}/"),
        "Today": (house, "/"),
        "bare Django list": (floor, "/bare/networks/"),
        "list, first page": (house, "/networks/"),
        "list, last page": (house, f"/networks/?page={last}"),
        "bare DRF list": (floor, "/bare/api/networks/"),
        "API list": (house, "/api/v1/networks/?limit=100"),
    }


AGAINST = {
    "network page": "bare Django",
    "network page, untraced": "bare Django",
    "network page of 4": "bare Django",
    "Today": "bare Django",
    "list, first page": "bare Django list",
    "list, last page": "bare Django list",
    "API list": "bare DRF list",
}
"""What each page is compared with."""


def _table(size: int, times: dict[str, Times]) -> None:
    print(f"\n{size:,} networks{'p50 ms':>28}{'p95 ms':>10}{'× floor':>10}")
    for name, one in times.items():
        floor = AGAINST.get(name)
        ratio = f"{one.p50 / times[floor].p50:10.2f}  of {floor}" if floor else ""
        print(f"{name:<28}{one.p50:>12.2f}{one.p95:>10.2f}{ratio}", flush=True)


def _facts(scene: Scene, house: Server, figures: dict[int, dict[str, Times]]) -> str:
    """Sizes, queries and memory in words, then everything that has an aim as one JSON object."""
    pages = {
        "network_page": f"/networks/{scene.big.pk}/",
        "network_page_of_4": f"/networks/{scene.small.pk}/",
        "today": "/",
        "list": "/networks/",
        "api_list": "/api/v1/networks/?limit=100",
    }
    queries = {name: house.queries(path) for name, path in pages.items()}
    page = house.get(pages["network_page"])[0]
    workers, master = house.weight()
    print(f"\nThe network page is {len(page) / 1000:.1f} kB of HTML. Queries: {queries}.")
    print(f"The two web workers hold {workers:.0f} MB, their master {master:.0f} MB.\n")
    return json.dumps(_ratios(figures) | {
        "network_page_kb": round(len(page) / 1000, 1),
        "queries": queries,
        "workers_mb": round(workers),
        "master_mb": round(master),
        "networks": max(figures),
        "debug": settings.DEBUG,
    })  # fmt: skip


def _ratios(figures: dict[int, dict[str, Times]]) -> dict[str, Any]:
    smallest, largest = figures[min(figures)], figures[max(figures)]

    def between(name: str, floor: str) -> float:
        return round(largest[name].p50 / largest[floor].p50, 2)

    traced, untraced = largest["network page"].p50, largest["network page, untraced"].p50
    return {
        "network_page_ms": round(traced, 2),
        "network_page_to_bare": between("network page", "bare Django"),
        "network_page_to_raw_with_ledger": between("network page", "raw with its ledger row"),
        "network_page_growth": round(traced / smallest["network page"].p50, 2),
        "ledger_share": round((traced - untraced) / untraced, 3),
        "today_to_bare": between("Today", "bare Django"),
        "list_to_bare": between("list, first page", "bare Django list"),
        "list_last_to_first": between("list, last page", "list, first page"),
        "api_list_to_bare": between("API list", "bare DRF list"),
    }


if __name__ == "__main__":
    main()
