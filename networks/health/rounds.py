"""Reads networks whose counts are out of date: after a change at once, and every network each night.

One batch is one transaction: claim rows that nobody else holds, count, write, done. A worker that dies in the
middle leaves everything as it was, and another one takes the same rows; nothing can be written twice. Rows
that somebody holds are skipped, never waited for, so a reading and a change cannot lock each other out. A
change that comes while its network is being read waits for that batch and marks the network again.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from carenet.lib.prepared import ask, prepared
from networks.choices import NetworkStatus
from networks.coaching.lapsing import lapse
from networks.health import writing
from networks.health.gathering import gather
from networks.health.signals import signals
from networks.health.writing import Read
from networks.overview.copying import copy

BATCH = 500
"""Networks in one transaction: with more, each costs less, but who changes one of them waits longer."""
SECONDS = 20.0
"""How long one sweep takes at most."""
NIGHT = 1
"""From this hour (UTC) on every network is read again."""
ALL_AT_ONCE = 2_000
"""Rows that are made or marked in one transaction."""

_NETWORK = """
SELECT n.id::text, n.since, n.status, n.mourning_since IS NOT NULL OR n.fictional,
    date_trunc('week', %(at)s::timestamptz AT TIME ZONE n.time_zone)::date
FROM networks_network n
"""
_CLAIM = prepared(f"""{_NETWORK} JOIN networks_health h ON n.id = h.network_id
WHERE h.stale_at <= %(at)s ORDER BY h.stale_at, h.network_id LIMIT %(limit)s
FOR UPDATE OF h SKIP LOCKED FOR KEY SHARE OF n SKIP LOCKED
""")
_SOME = prepared(f"{_NETWORK} WHERE n.id = ANY(%(ids)s::uuid[])")
_NEW = """
INSERT INTO networks_health (network_id, stale_at, silent, signals, domains, {counts})
SELECT n.id, n.since, false, '{{}}', '{{}}', {zeros}
FROM networks_network n LEFT JOIN networks_health h ON h.network_id = n.id
WHERE h.network_id IS NULL {which}
ON CONFLICT DO NOTHING
"""
_MARK = "UPDATE networks_health SET stale_at = least(stale_at, %s) WHERE network_id = %s"
_MARK_SOME = """
UPDATE networks_health SET stale_at = %s WHERE network_id IN (
    SELECT network_id FROM networks_health WHERE stale_at > %s LIMIT %s FOR UPDATE SKIP LOCKED)
"""
_LIGHTLY = """
SELECT set_config('synchronous_commit', 'off', true), set_config('jit', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)
"""
"""What a crash of the server takes is counted again; compiling these statements takes longer than they do;
and few networks are counted by a plan that is kept (see MANY).
"""
_FOR_MANY = "SET LOCAL plan_cache_mode = force_custom_plan"
MANY = 20
"""From so many networks on it pays to plan for their number; for fewer a plan that is kept is quicker."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    network: str
    since: datetime
    status: str
    apart: bool
    week: date

    @property
    def silent(self) -> bool:
        """Ended, at rest, in mourning, or made up to practise with."""
        return self.apart or self.status in (NetworkStatus.ENDED, NetworkStatus.RESTING)


def mark_stale(network: UUID, at: datetime) -> None:
    """Have this network read again soon. Call it in the transaction of the change.

    It waits while the network is being read: whoever looked only at rows that are not marked yet would miss
    that the reading began before the change.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [at, network])
        if not cursor.rowcount:
            cursor.execute(_new("AND n.id = %s"), [network])


def _new(which: str) -> str:
    numbers = [name for name in writing.COUNTS if name not in writing.OFTEN_NONE]
    zeros = ", ".join("0" for _name in numbers)
    return _NEW.format(which=which, counts=", ".join(numbers), zeros=zeros)


def begin_new() -> int:
    """Give every network that has none its row, due at once; how many there were."""
    made = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_new("LIMIT %s"), [ALL_AT_ONCE])
            if not cursor.rowcount:
                return made
            made += cursor.rowcount


def mark_all(at: datetime) -> int:
    """Have every network read again; how many were marked. A few at a time, so that nobody waits long."""
    marked = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_MARK_SOME, [at, at, ALL_AT_ONCE])
            if not cursor.rowcount:
                return marked
            marked += cursor.rowcount


def sweep(*, seconds: float = SECONDS, batch: int = BATCH) -> dict[str, int]:
    """Read whatever is due, batch by batch, until nothing is or time has run out.

    The answer counts the networks that were ``read``, and says whether some may be ``left``.
    """
    read, until = 0, time.monotonic() + seconds
    while True:
        count = read_batch(limit=batch)
        read += count
        if count < batch or time.monotonic() >= until:
            return {"read": read, "left": int(count == batch)}


def read_batch(*, limit: int = BATCH, at: datetime | None = None) -> int:
    """Read the networks that wait longest, all in one transaction; how many there were."""
    with transaction.atomic():
        moment = at or timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(_LIGHTLY)
        claimed = [_Claimed(*row) for row in ask(_CLAIM, {"at": moment, "limit": limit})]
        if len(claimed) >= MANY:
            with connection.cursor() as cursor:
                cursor.execute(_FOR_MANY)
        if claimed:
            moment = at or timezone.now()
            writing.write(_read(claimed, moment), moment)
            lapse([one.network for one in claimed], moment)
            copy([UUID(one.network) for one in claimed], moment)
    return len(claimed)


def read_now(networks: Iterable[UUID], at: datetime) -> list[Read]:
    """What a fresh count of these networks gives at this moment, without writing anything."""
    rows = ask(_SOME, {"at": at, "ids": [str(pk) for pk in networks]})
    return _read([_Claimed(*row) for row in rows], at)


def _read(claimed: Sequence[_Claimed], at: datetime) -> list[Read]:
    facts = gather([one.network for one in claimed if not one.silent], at)
    again = night_after(at)
    read = []
    for one in claimed:
        known = facts.get(one.network)
        found = signals(known, one.since, at) if known else []
        read.append(Read(one.network, one.week, again, known, found))
    return read


def night_after(at: datetime) -> datetime:
    """When a network is read next if nothing changes: the beginning of the next night."""
    day = at.astimezone(UTC).replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return day if day > at else day + timedelta(days=1)
