"""Messages that are due, many of them, for people in networks who promised something for tomorrow."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from accounts.models import User
from networks.choices import Relation, Side, TaskStatus, TaskWhen
from networks.models import (
    Activity,
    Client,
    Member,
    Network,
    Occurrence,
    Promise,
    Reachability,
    Task,
)

OF_ONE_NETWORK, OF_ONE_DATE = 40, 4
"""People in each network, and those who come together on one date."""
AT_ONCE = 20_000
"""Rows made in one statement, so that none takes longer than a statement may."""

_ROWS = """
INSERT INTO networks_delivery (
    id, key, network_id, user_id, member_id, kind, channel, subject_kind, subject_id, payload, urgent,
    not_before, state, attempts, message_id, last_error, created_at)
SELECT id, key, network_id, user_id, member_id, kind, channel, about, subject_id, payload, false,
    not_before, 'due', 0, CASE channel WHEN 'mail' THEN id || '@bench.example' ELSE '' END, '', now()
FROM (
    SELECT gen_random_uuid() AS id, %(run)s || '.' || turn AS key,
        network_id, user_id, people.id AS member_id,
        %(kind)s AS kind, %(channel)s AS channel, %(about)s AS about,
        CASE %(about)s WHEN 'member' THEN people.id ELSE network_id END AS subject_id,
        %(payload)s::jsonb AS payload,
        now() - interval '1 hour' + turn * interval '1 microsecond' AS not_before
    FROM generate_series(%(first)s, %(last)s) AS turn
    JOIN (
        SELECT member.id, network_id, user_id, row_number() OVER (ORDER BY member.id) - 1 AS place
        FROM networks_member member WHERE user_id IS NOT NULL
    ) AS people ON people.place = turn %% %(people)s
) AS rows
"""
_OF_KIND = {
    "day_before": {"about": "network", "payload": '{"day": "%(today)s"}'},
    "house": {"about": "member", "payload": '{"what": "mail_fails"}'},
}


def make_people(count: int) -> int:
    """That many people who can be reached at any hour, half of them in Dutch; how many there are then."""
    now = timezone.now()
    users = User.objects.bulk_create(
        User(
            email=f"reader{number}@bench.example",
            name=f"Reader {number}",
            language="nl" if number % 2 else "en",
        )
        for number in range(count)
    )
    never = {"quiet_from": time(3), "quiet_until": time(3)}
    Reachability.objects.bulk_create(Reachability(user=user, **never) for user in users)
    for start in range(0, count, OF_ONE_NETWORK):
        _network(users[start : start + OF_ONE_NETWORK], now)
    return count


def _network(users: list[User], now: datetime) -> None:
    client = Client.objects.create(name=f"Client of {users[0].name}")
    network = Network.objects.create(client=client, title=client.short_name, status="active", since=now)
    members = Member.objects.bulk_create(
        Member(
            network=network,
            user=user,
            name=user.name,
            side=Side.INFORMAL,
            relation=Relation.FRIEND,
            since=now - timedelta(days=1),
            joined_at=now - timedelta(days=1),
        )
        for user in users
    )
    for start in range(0, len(members), OF_ONE_DATE):
        _date(network, members[start : start + OF_ONE_DATE], users[0], now)


def _date(network: Network, members: list[Member], author: User, now: datetime) -> None:
    """A date of tomorrow, promised by all of these."""
    starts = (now.astimezone(network.zone) + timedelta(days=1)).replace(hour=14, minute=0, microsecond=0)
    task = Task.objects.create(
        network=network,
        author=author,
        activity=Activity.objects.get(code="company", network=None),
        title="Walk to the market",
        bring="A bag",
        where="At the front door",
        starts=starts,
        when=TaskWhen.ONCE,
        status=TaskStatus.OPEN,
        minutes=60,
        time_zone=network.time_zone,
        places=[""] * len(members),
    )
    date = Occurrence.objects.create(
        network=network, task=task, slot=starts, starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    Promise.objects.bulk_create(
        Promise(network=network, occurrence=date, member=member, place=place, promised_at=now, moved_at=now)
        for place, member in enumerate(members)
    )


def make_due(count: int, people: int, *, kind: str = "day_before", channel: str = "mail", run: str) -> None:
    """That many rows that have been due for an hour, spread over everybody."""
    today = timezone.localdate(timezone=ZoneInfo("Europe/Amsterdam"))
    values: dict[str, str | int] = {
        "people": people,
        "kind": kind,
        "channel": channel,
        "run": run,
    }
    values |= {name: text.replace("%(today)s", f"{today}") for name, text in _OF_KIND[kind].items()}
    with connection.cursor() as cursor:
        for first in range(0, count, AT_ONCE):
            last = min(first + AT_ONCE, count) - 1
            cursor.execute(_ROWS, values | {"first": first, "last": last})
