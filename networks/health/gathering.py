"""Counts the facts of networks in the database: one statement, whether for one network or for hundreds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import Cursor

from networks.health.facts import AHEAD, HALF, LATELY, SEASON, Facts

COUNT = (Path(__file__).parent / "count.sql").read_text(encoding="utf-8")
"""Gives the id of each network, and then its Facts in their order."""


@dataclass(frozen=True, slots=True)
class Known:
    """What one reader may know of, by id; nothing else is counted for them."""

    needs: Sequence[UUID]
    tasks: Sequence[UUID]
    barriers: Sequence[UUID]


def gather(networks: Iterable[UUID | str], at: datetime, known: Known | None = None) -> dict[str, Facts]:
    """The facts of each of these networks at this moment, by id; for one reader when ``known`` is given."""
    moments = {
        "at": at,
        "lately": at - LATELY,
        "half": at - HALF,
        "season": at - SEASON,
        "before": at - 2 * SEASON,
        "ahead": at + AHEAD,
        "later": at + LATELY,
    }
    seen = {
        "needs": list(known.needs) if known else None,
        "tasks": list(known.tasks) if known else None,
        "barriers": list(known.barriers) if known else None,
    }
    rows = ask(COUNT, {"ids": [str(pk) for pk in networks]} | moments | seen)
    return {row[0]: Facts(*row[1:]) for row in rows}


def ask(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that the server plans once for each connection and keeps: planning would take
    longer than counting one network. Inside the transaction that is open, if there is one.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), values, prepare=True)
        return cursor.fetchall() if cursor.description else []
