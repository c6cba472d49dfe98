"""Counts the queries of a request that asks for it, so that the others run as they always do."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

ASK, ANSWER = "X-Count-Queries", "X-Queries"


Respond = Callable[[HttpRequest], HttpResponseBase]


def count(get_response: Respond) -> Respond:
    """Middleware: with the header ``X-Count-Queries`` the answer says how many there were."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if ASK not in request.headers:
            return get_response(request)
        asked: list[str] = []

        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response[ANSWER] = str(len(asked))
        return response

    return respond
