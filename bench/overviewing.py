"""What an organisation's overview costs: keeping the copies, and its pages beside a bare page of its rows.

`make bench NAME=overviewing` measures at 100, 10,000 and 100,000 networks (--largest N, --rounds N);
bench/health.py measures it along with the rest. bench/README.md tells what the figures mean.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

PROJECT = Path(__file__).resolve().parent.parent
sys.path[0] = str(PROJECT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.house")

import django

if __name__ == "__main__":
    django.setup()

import psycopg
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.access import offices_of
from accounts.models import Affiliation, Organisation, User
from bench.serving import Server, Times, race, serving
from networks.choices.overview import OverviewSort
from networks.models import Client, Health, LifeDomain, Member, Need, Network, Participation, Team
from networks.overview.asking import Question
from networks.overview.copying import copy, recount
from networks.overview.reading import found_by

SIZES = (100, 10_000, 100_000)
BATCH = 200
TEAMS = 40
SEED = 7
KINDS = ("no_stand_in", "quiet", "leans_on_one", "own_say", "talents_unasked")
"""What stands out: each in fewer networks than the one before."""
_CLONES = {
    "networks_client": "jsonb_build_object('id', f.client)",
    "networks_network": """jsonb_build_object('id', f.network, 'client_id', f.client, 'region_id',
        (SELECT ids[1 + f.g %% array_length(ids, 1)] FROM regions))""",
    "networks_health": "jsonb_build_object('network_id', f.network, 'people', 2 + f.g %% 17)",
    "networks_member": "jsonb_build_object('id', gen_random_uuid(), 'person', gen_random_uuid(), "
    "'network_id', f.network)",
    "networks_need": "jsonb_build_object('id', f.need, 'network_id', f.network)",
}
"""How a row of each table differs from the one it is made after."""


def made_after(organisation: Organisation) -> dict[str, UUID]:
    """One network with all that is counted, after which the others are made; the id in each table."""
    now = timezone.now()
    client = Client.objects.create(name="Bench Client")
    network = Network.objects.create(client=client, title="Bench", status="active", since=now)
    Health.objects.create(network=network, read_at=now, people=4, informal=2, formal=2)
    member = Member.objects.create(
        network=network, name="Bench", side="formal", organisation=organisation, joined_at=now, since=now
    )
    author = User.objects.create_user("bench.author@example.org", name="Bench Author")
    need = Need.objects.create(
        network=network, author=author, words="Bench", visibility="everyone", since=now
    )
    return {
        "networks_client": client.pk,
        "networks_network": network.pk,
        "networks_health": network.pk,
        "networks_member": member.pk,
        "networks_need": need.pk,
    }


def grow(like: dict[str, UUID], first: int, last: int) -> list[UUID]:
    """Make the networks with these numbers; their ids."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as server:
        server.execute(
            "CREATE TEMP TABLE fresh AS SELECT g, gen_random_uuid() AS network, gen_random_uuid() AS client, "
            "gen_random_uuid() AS need FROM generate_series(%s::int, %s::int) g",
            [first, last],
        )
        server.execute(
            "CREATE TEMP TABLE regions AS SELECT array_agg(id ORDER BY code) AS ids FROM accounts_region "
            "WHERE level IN ('local', 'regional')"
        )
        for table, changes in _CLONES.items():
            key = "network_id" if table == "networks_health" else "id"
            server.execute(
                f"INSERT INTO {table} SELECT (jsonb_populate_record(t, {changes})).* "
                f"FROM fresh f, {table} t WHERE t.{key} = %s",
                [like[table]],
            )
        domains = [
            str(pk) for pk in LifeDomain.objects.filter(organisation=None).values_list("pk", flat=True)
        ]
        server.execute(
            "INSERT INTO networks_need_domains (need_id, lifedomain_id) "
            "SELECT need, (%s::uuid[])[1 + g %% 4] FROM fresh",
            [domains],
        )
        for rank, kind in enumerate(KINDS, 1):
            server.execute(
                "INSERT INTO networks_signal (id, created_at, updated_at, version, since, network_id, kind, "
                "figures, closed) SELECT gen_random_uuid(), now(), now(), 1, "
                "now() - (g %% 90) * interval '1 day', network, %s, '{}', FALSE FROM fresh "
                "WHERE hashint4(g * 31 + %s) %% %s = 0",
                [kind, rank, 2 + rank * rank],
            )
        return [pk for (pk,) in server.execute("SELECT network FROM fresh ORDER BY g")]


def copied(ids: list[UUID]) -> float:
    """Copy these networks in batches, as readings do; networks a second."""
    begin = time.perf_counter()
    for at in range(0, len(ids), BATCH):
        copy(ids[at : at + BATCH], timezone.now())
    return len(ids) / (time.perf_counter() - begin)


def in_teams(organisation: Organisation) -> None:
    """Spread the networks that have no team yet over the teams, and copy them."""
    teams = list(Team.objects.filter(organisation=organisation).order_by("name"))
    teams = teams or [
        Team.objects.create(organisation=organisation, name=f"Team {turn:02}") for turn in range(TEAMS)
    ]
    rows = Participation.objects.filter(organisation=organisation, team=None)
    ids = list(rows.values_list("network_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE networks_participation SET team_id = (%s::uuid[])[1 + number %% %s] "
            "WHERE organisation_id = %s AND team_id IS NULL",
            [[str(team.pk) for team in teams], len(teams), organisation.pk],
        )
    copied(ids)


def one_change(network: UUID, rounds: int = 100) -> float:
    """Milliseconds to copy one network in which something changed, the median."""
    took = []
    for turn in range(rounds):
        Health.objects.filter(network=network).update(people=5 + turn % 2)
        begin = time.perf_counter()
        copy([network], timezone.now())
        took.append((time.perf_counter() - begin) * 1000)
    return sorted(took)[rounds // 2]


def manager_of(organisation: Organisation) -> User:
    """Somebody who manages there."""
    user = User.objects.create_user("bench.manager@example.org", name="Bench Manager")
    Affiliation.objects.create(user=user, organisation=organisation, hat="manager", since=timezone.now())
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


def sign_in(user: User, backend: str) -> str:
    """A session of this user; the value of its cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def runners(house: Server, floor: Server, organisation: Organisation) -> dict[str, tuple[Server, str]]:
    """Every page that is measured."""
    page = f"/organisations/{organisation.pk}/networks/"
    team = Team.objects.filter(organisation=organisation).order_by("name")[3].pk
    return {
        "bare Django": (floor, f"/bare/overview/{organisation.pk}/"),
        "bare Django, counting": (floor, f"/bare/overview/{organisation.pk}/?count=1"),
        "overview": (house, page),
        "overview, one filter": (house, f"{page}?signal=quiet"),
        "overview, two filters": (house, f"{page}?signal=quiet&team={team}"),
        "overview, three filters": (house, f"{page}?signal=quiet&team={team}&status=active"),
        "overview, longest first": (house, f"{page}?sort=stands_out_since"),
        "overview, API": (house, f"/api/v1{page}?limit=50"),
        "the year": (house, f"/organisations/{organisation.pk}/year/"),
    }


def unindexed(user: User) -> list[str]:
    """Questions that read the whole table, by the plans of the database on the rows that are there."""
    office = offices_of(user, timezone.now())[0]
    team = Team.objects.filter(organisation=office.organisation).order_by("name")[3].pk
    asked = [
        *(Question(sort=sort.value) for sort in OverviewSort),
        Question(facets=("squiet",)),
        Question(facets=("squiet", f"t{team}")),
        Question(facets=("nactive", "squiet", f"t{team}"), sort="people"),
        Question(words="4711"),
        Question(words="blue"),
    ]
    plans = {str(one): found_by(office, one).order_by(*one.order)[:51].explain() for one in asked}
    return [one for one, plan in plans.items() if "Seq Scan on networks_participation" in plan]


def measure(sizes: tuple[int, ...], rounds: int) -> dict[str, Any]:
    """Everything that has an aim, after printing a table for each size."""
    organisation = Organisation.objects.create(name="Bench Care", kind="care_provider")
    like, made, figures, speeds = made_after(organisation), 1, {}, {}
    user = manager_of(organisation)
    with (
        serving("deploy/gunicorn.py", "bench.house") as house,
        serving("bench/floor_gunicorn.py", "bench.floor") as floor,
    ):
        house.cookie = sign_in(user, "accounts.backends.Backend")
        floor.cookie = sign_in(user, "django.contrib.auth.backends.ModelBackend")
        for size in sizes:
            fresh = grow(like, made, size - 1)
            made = size
            speeds[size] = copied([*fresh, like["networks_network"]])
            in_teams(organisation)
            begin = time.perf_counter()
            recount(timezone.now())
            recounted = time.perf_counter() - begin
            with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
                server.execute("VACUUM ANALYZE")
            figures[size] = race(runners(house, floor, organisation), rounds)
            _table(size, figures[size])
            print(f"copied {speeds[size]:,.0f} networks a second; all totals afresh in {recounted:.2f} s")
        read_whole = unindexed(user)
        queries = house.queries(f"/organisations/{organisation.pk}/networks/")
    return _facts(figures, speeds) | {
        "overview_queries": queries,
        "overview_questions_without_index": read_whole,
        "one_change_copied_ms": round(one_change(like["networks_network"]), 2),
        "overview_recount_seconds": round(recounted, 2),
    }


def _table(size: int, times: dict[str, Times]) -> None:
    print(f"\n{size:,} networks{'p50 ms':>28}{'p95 ms':>10}{'× bare':>10}")
    bare = times["bare Django"].p50
    for name, one in times.items():
        print(f"{name:<28}{one.p50:>12.2f}{one.p95:>10.2f}{one.p50 / bare:>10.2f}", flush=True)


def _facts(figures: dict[int, dict[str, Times]], speeds: dict[int, float]) -> dict[str, Any]:
    smallest, largest = figures[min(figures)], figures[max(figures)]
    names = [name for name in largest if name.startswith(("overview", "the year"))]
    return {
        "overview_networks": max(figures),
        "overview_copied_a_second": round(speeds[max(speeds)]),
        "overview_to_bare": {
            name: round(largest[name].p50 / largest["bare Django"].p50, 2) for name in names
        },
        "overview_growth": {name: round(largest[name].p50 / smallest[name].p50, 2) for name in names},
        "overview_p95_ms": {name: round(largest[name].p95, 1) for name in names},
    }


def main() -> None:
    """Measure by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=max(SIZES))
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    sizes = tuple(sorted({size for size in SIZES if size <= options.largest} | {options.largest}))
    print(json.dumps(measure(sizes, options.rounds)))


if __name__ == "__main__":
    main()
