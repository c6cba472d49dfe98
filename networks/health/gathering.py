"""Counts the facts of networks in the database: one statement, whether for one network or for hundreds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import RawCursor

from networks.health.facts import AHEAD, HALF, LATELY, SEASON, Facts


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL as the server wants it, with numbers for its parameters, and their names in that order."""

    text: bytes
    names: tuple[str, ...]


def prepared(sql: str) -> Statement:
    """The statement of an SQL text with named parameters, taken apart once and not at each use."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return Statement(re.sub(r"%\((\w+)\)s", number, sql).encode(), tuple(names))


COUNT = prepared((Path(__file__).parent / "count.sql").read_text(encoding="utf-8"))
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


def ask(statement: Statement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement, inside the transaction that is open, if there is one.

    The server knows it by name and may keep its plan: planning takes longer than counting one network.
    """
    connection.ensure_connection()
    server = connection.connection
    before, server.prepare_threshold = server.prepare_threshold, 0  # the rest of the house prepares nothing
    try:
        with connection.wrap_database_errors, RawCursor(server) as cursor:
            cursor.execute(statement.text, [values[name] for name in statement.names], prepare=True)
            return cursor.fetchall() if cursor.description else []
    finally:
        server.prepare_threshold = before
