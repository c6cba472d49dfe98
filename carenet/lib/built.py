"""Queries that are built once and asked many times: what Django makes of one is kept, values are filled in.

For what is asked so often that building its SQL anew costs more than the answer. Access rules are no such
thing: their shape depends on who asks.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

P = ParamSpec("P")
Row = tuple[Any, ...]
FAR = datetime(1901, 2, 3, 4, 5, 6, 7, tzinfo=UTC)


class _Built(NamedTuple):
    """The SQL and its values; ``places`` says where among them an argument goes, ``finish`` which functions a
    column still passes through.
    """

    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    finish: tuple[tuple[int, list[Any], Any], ...]


def built_once(build: Callable[P, QuerySet[Any, Any]]) -> Callable[P, list[Row]]:
    """The rows of a query (values_list) whose arguments, all UUID or datetime, go into it as they are.

    Raises TypeError when the query holds a moment or an id that is no argument: one that was reckoned from
    another would stay what it was the first time. Say such a moment as an argument of its own.
    """
    arguments = inspect.signature(build)

    @cache
    def built() -> _Built:
        return _build(build, {name: one.annotation for name, one in arguments.parameters.items()})

    @wraps(build)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        query, given = built(), arguments.bind(*args, **kwargs).arguments
        values = list(query.values)
        for place, name in query.places:
            values[place] = given[name]
        with connection.cursor() as cursor:
            cursor.execute(query.sql, values)
            found: list[Row] = cursor.fetchall()
        return [_finished(row, query) for row in found] if query.finish else found

    return rows


def _build(build: Callable[..., QuerySet[Any, Any]], kinds: dict[str, Any]) -> _Built:
    """Build it with values that stand for the arguments, and look where they went."""
    stands: dict[str, Any] = {
        name: uuid4() if kind is UUID else FAR + timedelta(days=number)
        for number, (name, kind) in enumerate(kinds.items())
    }
    names: dict[Any, str] = {value: name for name, value in stands.items()}
    compiler = build(**stands).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, values = compiler.as_sql()
    places = []
    for place, value in enumerate(values):
        if isinstance(value, (UUID, date)):
            if value not in names:
                raise TypeError(f"{build.__name__} holds {value}, which is no argument.")
            places.append((place, names[value]))
    if {name for _place, name in places} != set(stands):
        raise TypeError(f"{build.__name__} does not use every argument as it is.")
    steps = compiler.get_converters([one[0] for one in compiler.select])
    finish = tuple((column, functions, said) for column, (functions, said) in steps.items())
    return _Built(sql, tuple(values), tuple(places), finish)


def _finished(row: Row, query: _Built) -> Row:
    values = list(row)
    for column, functions, said in query.finish:
        for function in functions:
            values[column] = function(values[column], said, connection)
    return tuple(values)
