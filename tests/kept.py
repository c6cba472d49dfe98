"""Rows that every test begins with: made once by a run, put back for each test in one statement."""

import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Something of the tests with its rows. The first ``get`` makes it, the following ones only copy it.

    ``make`` writes rows and gives whatever knows them; both come back exactly as they were.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self.make = make
        self.made = b""
        self.statement = ""

    def get(self) -> Made:
        """It and its rows, as at the end of ``make``."""
        if not self.made:
            return self._first()
        with connection.cursor() as cursor:
            cursor.execute(self.statement)
        found: Made = pickle.loads(self.made)  # noqa: S301 - our own bytes, of this very run
        return found

    def _first(self) -> Made:
        before = _rows()
        made = self.make()
        added = {table: rows - before[table] for table, rows in _rows().items()}
        self.statement = _one_statement({table: sorted(rows) for table, rows in added.items() if rows})
        self.made = pickle.dumps(made)
        return made


def _rows() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(sql.SQL("SELECT to_jsonb(row)::text FROM {} AS row").format(sql.Identifier(table)))
            found[table] = {text for (text,) in cursor.fetchall()}
    return found


def _one_statement(added: dict[str, list[str]]) -> Any:
    """Inserts into all tables at once: keys between them are checked at its end, whatever the order."""
    inserts = [
        sql.SQL("{0} AS (INSERT INTO {1} SELECT * FROM jsonb_populate_recordset(NULL::{1}, {2}))").format(
            sql.Identifier(f"kept_{number}"),
            sql.Identifier(table),
            sql.Literal(f"[{','.join(rows)}]"),
        )
        for number, (table, rows) in enumerate(added.items())
    ]
    return sql.SQL("WITH {} SELECT 1").format(sql.SQL(", ").join(inserts)).as_string(None)
