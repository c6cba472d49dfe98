"""Whether this process lives (/healthz) and whether the whole house is ready (/readyz)."""

import logging
import time
from collections.abc import Callable
from functools import cache

from django.core.cache import cache as shared
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

BEAT_KEY = "beat"
BEAT_PATIENCE = 180  # seconds; the timetable beats every 60

log = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Each part as true or false, and nothing else; 503 unless all are true."""
    parts = {name: _passes(name, check) for name, check in CHECKS.items()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def beat(now: float) -> None:
    """Remember that timetable, broker and worker all did their part at this moment (Unix seconds)."""
    shared.set(BEAT_KEY, now, timeout=None)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _broker() -> bool:
    shared.get(BEAT_KEY)
    return True


def _migrations() -> bool:
    _all_applied()
    return True


@cache
def _all_applied() -> None:
    """Raise LookupError while a migration waits. Asked until it holds: new ones come with a new process."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("migrations wait")


def _beat() -> bool:
    last = shared.get(BEAT_KEY)
    return last is not None and time.time() - float(last) < BEAT_PATIENCE


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # whatever goes wrong, the answer is "not ready", without telling why
        log.warning("Not ready: %s (%s)", name, type(error).__name__)
        return False


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "broker": _broker,
    "migrations": _migrations,
    "beat": _beat,
}
