"""Statements that the server knows by name: for SQL that takes longer to plan than to run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import RawCursor


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL as the server wants it, with numbers for its parameters, and their names in that order."""

    text: bytes
    names: tuple[str, ...]


def prepared(sql: str) -> Statement:
    """The statement of an SQL text with named parameters (``%(name)s``): taken apart once, not each time."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return Statement(re.sub(r"%\((\w+)\)s", number, sql).encode(), tuple(names))


def ask(statement: Statement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement, inside the transaction that is open, if there is one. ``values`` may hold more
    than the statement names.

    The server knows it by name and may keep its plan. Whoever counts queries counts this one too; wrappers
    of Django's and its log of slow ones do not see it.
    """
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    server = connection.connection
    before, server.prepare_threshold = server.prepare_threshold, 0  # the rest of the house prepares nothing
    try:
        with connection.wrap_database_errors, RawCursor(server) as cursor:
            if connection.queries_logged:
                connection.queries_log.append({"sql": statement.text.decode(), "time": "0"})
            cursor.execute(statement.text, [values[name] for name in statement.names], prepare=True)
            return cursor.fetchall() if cursor.description else []
    finally:
        server.prepare_threshold = before
