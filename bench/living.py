"""Gives made-up networks a daily life: something to do every week, dates, promises, asks and talents.

Rows are drawn by hashes of ids, in SQL, so that the same networks get the same life. It takes about a third
of the needs, a date a week from twelve weeks ago until in four, and people who keep most of their promises.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from networks.models import Ask, Barrier, Occurrence, Promise, Talent, Task

_CHANCE = "(abs(hashtext({0}::text)) %% 100)"
"""A number below a hundred that follows from an id."""


def live(at: datetime) -> dict[str, int]:
    """Write the daily life of every network without one; how many rows of each kind."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    return {
        "tasks": _write(Task, _TASK, _TASKS, at),
        "dates": _write(Occurrence, _DATE, _DATES, at),
        "promises": _write(Promise, _PROMISE, _PROMISES, at),
        "talents": _write(Talent, _TALENT, _TALENTS, at),
        "asks": _write(Ask, _ASK, _ASKS, at),
        "barriers": _write(Barrier, _BARRIER, _BARRIERS, at),
    }


def _write(model: type[Model], columns: dict[str, str], source: str, at: datetime) -> int:
    """Insert rows of these columns; what else a row must have is as the model says."""
    rest = [one for one in model._meta.concrete_fields if not one.null and one.column not in columns]
    names = [*columns, *(one.column for one in rest)]
    listed = ", ".join(f'"{name}"' for name in names)
    values = ", ".join([*columns.values(), *("%s" for _one in rest)])
    statement = f'INSERT INTO "{model._meta.db_table}" ({listed}) SELECT {values} {source}'
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{at}", f"'{at.isoformat()}'::timestamptz"), _same(rest, at))
        return int(cursor.rowcount)


def _same(fields: list[Field[Any, Any]], at: datetime) -> list[Any]:
    return [at if one.name in ("created_at", "updated_at") else one.get_default() for one in fields]


_TASK = {
    "id": "gen_random_uuid()",
    "created_at": "greatest(n.since, {at} - interval '80 days')",
    "network_id": "n.network_id",
    "need_id": "n.id",
    "activity_id": "a.id",
    "author_id": "n.author_id",
    "title": "'Something to do'",
    "places": "CASE WHEN " + _CHANCE.format("n.id") + " < 10 THEN ARRAY['', ''] ELSE ARRAY[''] END",
    "when": "'rhythm'",
    "rule": "'FREQ=WEEKLY'",
    "starts": "date_trunc('hour', {at}) - interval '84 days'",
    "time_zone": "'Europe/Amsterdam'",
    "minutes": "a.minutes",
    "status": "'open'",
}
_TASKS = f"""
FROM (SELECT *, row_number() OVER (ORDER BY id) AS turn FROM networks_need) n
JOIN networks_network w ON w.id = n.network_id AND w.status = 'active'
JOIN (
    SELECT id, minutes, row_number() OVER (ORDER BY "order", id) - 1 AS place
    FROM networks_activity WHERE network_id IS NULL
) a ON a.place = n.turn %% 20
WHERE n.status = 'open' AND {_CHANCE.format("n.id")} < 35
    AND NOT EXISTS (SELECT FROM networks_task t WHERE t.network_id = n.network_id)
"""
_DATE = {
    "id": "gen_random_uuid()",
    "network_id": "t.network_id",
    "task_id": "t.id",
    "slot": "d.start",
    "starts_at": "d.start",
    "ends_at": "d.start + t.minutes * interval '1 minute'",
    "status": "CASE WHEN d.start < {at} THEN 'done' ELSE 'planned' END",
}
_DATES = f"""
FROM networks_task t CROSS JOIN generate_series(0, 15) AS week
CROSS JOIN LATERAL (
    SELECT t.starts + (week * 7 + {_CHANCE.format("t.id")} %% 7) * interval '1 day' AS start) d
WHERE NOT EXISTS (SELECT FROM networks_occurrence o WHERE o.task_id = t.id)
"""
_PROMISE = {
    "id": "gen_random_uuid()",
    "network_id": "o.network_id",
    "occurrence_id": "o.id",
    "member_id": "m.id",
    "status": "CASE WHEN o.ends_at > {at} THEN 'promised' WHEN "
    + _CHANCE.format("o.id")
    + " < 5 THEN 'did_not_happen' ELSE 'kept' END",
    "promised_at": "o.starts_at - interval '9 days'",
    "moved_at": "least(o.ends_at, {at})",
}
_PROMISES = f"""
FROM networks_occurrence o
CROSS JOIN LATERAL (
    SELECT m.id FROM networks_member m
    WHERE m.network_id = o.network_id AND m.joined_at IS NOT NULL AND m.until IS NULL
    ORDER BY hashtext(m.id::text || o.task_id::text) + ({_CHANCE.format("o.id")} %% 3) LIMIT 1
) m
WHERE {_CHANCE.format("o.id")} < CASE WHEN o.ends_at > {{at}} THEN 60 ELSE 85 END
    AND NOT EXISTS (SELECT FROM networks_promise p WHERE p.network_id = o.network_id)
"""
_TALENT = {
    "id": "gen_random_uuid()",
    "network_id": "m.network_id",
    "member_id": "m.id",
    "activity_id": "a.id",
    "kind": "CASE WHEN a.place %% 5 = 0 THEN 'never' ELSE 'likes' END",
    "since": "greatest(m.since, {at} - interval '200 days')",
}
_TALENTS = f"""
FROM networks_member m
JOIN (
    SELECT id, row_number() OVER (ORDER BY "order", id) - 1 AS place
    FROM networks_activity WHERE network_id IS NULL
) a ON a.place = {_CHANCE.format("m.id")} %% 20
WHERE m.joined_at IS NOT NULL AND m.until IS NULL AND m.side <> 'formal' AND {_CHANCE.format("m.id")} < 45
    AND NOT EXISTS (SELECT FROM networks_talent t WHERE t.member_id = m.id)
"""
_ASK = {
    "id": "gen_random_uuid()",
    "created_at": "t.created_at",
    "network_id": "t.network_id",
    "task_id": "t.id",
    "author_id": "t.author_id",
    "for_client": _CHANCE.format("t.id") + " < 60",
    "reach": "'fitting'",
    "status": "'closed'",
    "asked_at": "t.created_at",
    "closed_at": "{at}",
}
_ASKS = "FROM networks_task t WHERE NOT EXISTS (SELECT FROM networks_ask a WHERE a.task_id = t.id)"
_BARRIER = {
    "id": "gen_random_uuid()",
    "network_id": "t.network_id",
    "task_id": "t.id",
    "author_id": "t.author_id",
    "words": "'That is not possible here.'",
    "source": "'habit'",
    "since": "{at} - interval '40 days'",
}
_BARRIERS = f"""
FROM networks_task t
WHERE {_CHANCE.format("t.id")} < 5
    AND NOT EXISTS (SELECT FROM networks_barrier b WHERE b.network_id = t.network_id)
"""
