"""Who holds which delivery: claimed in batches, and let go as sent, as due again, as dropped or as parked.

A worker takes due rows that nobody else holds (FOR UPDATE SKIP LOCKED) and leaves its mark and the end of its
lease on them. A worker that dies never lets go: when the lease has ended, the rows are due again. Whatever is
written about a row asks first whether it still carries the mark, so that a row that somebody else took over
is left alone.
"""

import json
import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from networks.choices import Channel, DeliveryState
from networks.models import Delivery

HELD = "quiet hours"
"""The last word on a row that waits until somebody's quiet hours end."""
LONGEST_AWAY = timedelta(minutes=15)
"""While the mail server cannot be reached, each message tries at least this often."""
MOST_AWAY = 8
"""Attempts that count while it cannot be reached: an outage ends by the clock and not by their number."""
AWAY_SINCE = "away_since"
"""Stands in the payload of what waits for a server that is away: since when it has been tried in vain."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a worker takes and gives up. ``batch`` is rows in one claim; ``lease`` is how long it may hold
    them; ``seconds`` is how long one pass takes at most; ``connections`` is how many it keeps to the server.
    The waits between two attempts double from ``first_wait`` to ``longest_wait``.
    """

    batch: int = 100
    lease: timedelta = timedelta(minutes=3)
    seconds: float = 20.0
    connections: int = 8
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=6)

    def wait(self, attempts: int) -> timedelta:
        """How long after this many attempts the next one comes, without chance in it."""
        doubled: timedelta = self.first_wait * 2 ** min(max(attempts - 1, 0), 30)
        return min(doubled, self.longest_wait)

    def given_up(self, attempts: int) -> bool:
        """Whether a day of attempts has been in vain."""
        return sum((self.wait(turn) for turn in range(1, attempts)), timedelta()) >= DAY

    def again_at(self, attempts: int, at: datetime, *, away: bool = False) -> datetime:
        """When to try again: with a fifth more or less, so that not everything comes back at once."""
        wait = self.wait(attempts)
        return at + min(wait, LONGEST_AWAY if away else wait) * random.uniform(0.8, 1.2)  # noqa: S311


@dataclass(frozen=True, slots=True)
class Let:
    """What becomes of a row that was not sent. ``uncounted``: this was no attempt. ``away_since``: since when
    the server is away; "" when it answered, None when nobody asked it.
    """

    row: Delivery
    state: DeliveryState
    not_before: datetime
    error: str = ""
    uncounted: bool = False
    away_since: str | None = None


# The words of the partial index "delivery_due" stand in the query as they are, so that the planner sees it.
_CLAIM = """
WITH due AS (
    SELECT id, not_before FROM networks_delivery
    WHERE channel = %s AND state IN ('due', 'leased') AND not_before <= %s {only}
    ORDER BY not_before, user_id, member_id
    LIMIT %s
    FOR UPDATE SKIP LOCKED
), held AS (
    UPDATE networks_delivery row
    SET state = 'leased', leased_by = %s, not_before = %s, attempts = row.attempts + 1
    FROM due WHERE row.id = due.id
    RETURNING {columns}, due.not_before AS was_due
)
SELECT * FROM held ORDER BY was_due, user_id, member_id, id
"""
_UNREAD = ("state", "leased_by", "not_before", "expires_at", "created_at", "sent_at", "read_at")
"""What nobody asks of a claimed row: moments cost the most to read."""
_READ = [field for field in Delivery._meta.concrete_fields if field.name not in _UNREAD]
_FIELDS = [field.attname for field in _READ]
_COLUMNS = ", ".join(f"row.{field.column}" for field in _READ)
_PAYLOAD = _FIELDS.index("payload")
_SENT = """
UPDATE networks_delivery SET state = 'sent', sent_at = %s, leased_by = NULL, last_error = ''
WHERE id = ANY(%s) AND leased_by = %s AND state = 'leased'
"""
_APPEAR = """
WITH due (id, becomes) AS ({due}), done AS (
    UPDATE networks_delivery row
    SET state = due.becomes,
        sent_at = CASE WHEN due.becomes = 'sent' THEN %s::timestamptz END,
        leased_by = NULL
    FROM due WHERE row.id = due.id
    RETURNING row.state
)
SELECT count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'dropped'),
    count(*) FILTER (WHERE state = 'held')
FROM done
"""
_LET_GO = """
UPDATE networks_delivery row
SET state = let.state, not_before = let.not_before, last_error = let.error, leased_by = NULL,
    attempts = greatest(row.attempts - let.uncounted, 0),
    payload = CASE
        WHEN let.away_since IS NULL THEN row.payload
        WHEN let.away_since = '' THEN row.payload - 'away_since'
        ELSE row.payload || jsonb_build_object('away_since', let.away_since) END
FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::text[], %s::int[], %s::text[])
    AS let (id, state, not_before, error, uncounted, away_since)
WHERE row.id = let.id AND row.leased_by = %s AND row.state = 'leased'
"""


def claim(channel: Channel, owner: UUID, at: datetime, rules: Rules) -> list[Delivery]:
    """Take the next rows that are due over this channel, longest due first, one person's side by side.

    Each comes with ``was_due``, the moment since when it was due.
    """
    return _claim("", channel, owner, at, rules, [])


def claim_rest(row: Delivery, owner: UUID, at: datetime, rules: Rules) -> list[Delivery]:
    """Take what else waited for the same moment for the person of this row (their quiet hours end at one
    moment), so that a batch does not end in the middle of it.
    """
    same = {"not_before": row.was_due, "user_id": row.user_id, "member_id": row.member_id}
    given = {name: value for name, value in same.items() if value is not None}
    only = [f"AND {name} = %s" if name in given else f"AND {name} IS NULL" for name in same]
    return _claim(" ".join(only), Channel(row.channel), owner, at, rules, [*given.values()])


def _claim(
    which: str, channel: Channel, owner: UUID, at: datetime, rules: Rules, only: list[Any]
) -> list[Delivery]:
    values = [channel.value, at, *only, rules.batch, owner, at + rules.lease]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(only=which, columns=_COLUMNS), values)
        return [_row(list(found)) for found in cursor.fetchall()]


def _row(values: list[Any]) -> Delivery:
    """The row as the model has it; a quicker way than through a query set, because there are so many."""
    was_due = values.pop()
    values[_PAYLOAD] = json.loads(values[_PAYLOAD])
    row = Delivery.from_db(connection.alias, _FIELDS, values)
    row.was_due = was_due
    return row


def appear(due: QuerySet[Any, Any], at: datetime) -> tuple[int, int, int]:
    """Show notices, drop those that are not wanted and hold those of who mourns, in one statement; how many
    of each. ``due`` locks them, and gives of each its id and the state that it gets.
    """
    found, values = due.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_APPEAR.format(due=found), [*values, at])
        shown, dropped, held = cursor.fetchone()
    return int(shown), int(dropped), int(held)


def mark_sent(owner: UUID, sent: Collection[UUID], at: datetime) -> int:
    """Write down in one statement that these have left; how many of them were still ours."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [at, list(sent), owner])
        return int(cursor.rowcount)


def let_go(owner: UUID, lets: Iterable[Let]) -> int:
    """Write down in one statement what becomes of rows that were not sent; how many were still ours."""
    lets = list(lets)
    if not lets:
        return 0
    columns: list[list[object]] = [
        [let.row.pk for let in lets],
        [let.state.value for let in lets],
        [let.not_before for let in lets],
        [let.error[:200] for let in lets],
        [int(let.uncounted) for let in lets],
        [let.away_since for let in lets],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO, [*columns, owner])
        return int(cursor.rowcount)
