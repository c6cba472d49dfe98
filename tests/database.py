"""The test database: made and migrated by its owner, used with the rights of the application's role.

So every test proves the grants as well. Tests that need real commits are cleaned up by the owner, because
the application may not truncate, and the ledger lets nobody take anything back.
"""

import hashlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from psycopg import sql

from carenet.lib import env
from carenet.management.commands import grant_app_role

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make the database as its owner, then step back into the application's role."""
    application = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    owner = env.database("DATABASE_OWNER_URL")
    with django_db_blocker.unblock():
        _become({name: owner[name] for name in ("USER", "PASSWORD")})
        connection.settings_dict["TEST"]["TEMPLATE"] = _migrated()
        made = setup_databases(verbosity=0, interactive=False)
        keep = Reference(connection.settings_dict)
        _become(application)
    TransactionTestCase._fixture_teardown = lambda test: keep.restore()  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        keep.close()
        _become({name: owner[name] for name in ("USER", "PASSWORD")})
        teardown_databases(made, verbosity=0)


def _migrated() -> str:
    """The name of a database with every migration done and every right given, made once on these servers.

    Parallel workers, and later runs on servers that stay, copy it. The name follows from what the migrations
    and the grants say, so that a changed one makes another.
    """
    texts = sorted(path for app in ("accounts", "networks", "accountability") for path in _steps(app))
    texts.append(Path(grant_app_role.__file__))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in texts)).hexdigest()[:16]
    name = f"migrated_{digest}"
    with _connect(connection.settings_dict | {"NAME": "postgres"}) as server:
        server.execute("SELECT pg_advisory_lock(hashtext('migrated'))")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            setup_databases(verbosity=0, interactive=False)
            call_command("grant_app_role")
            made = sql.Identifier(connection.settings_dict["NAME"])
            connection.close()
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(made, sql.Identifier(name)))
    connection.settings_dict["NAME"] = env.database("DATABASE_OWNER_URL")["NAME"]
    return name


def _steps(app: str) -> Iterator[Path]:
    return Path(import_module(f"{app}.migrations").__path__[0]).glob("*.py")


def _become(role: dict[str, str]) -> None:
    connection.close()
    connection.settings_dict.update(role)


def _connect(settings: dict[str, Any]) -> psycopg.Connection[Any]:
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {ours: settings[django] for django, ours in names.items() if settings[django]}
    return psycopg.connect(autocommit=True, **found)


class Reference:
    """The rows that migrations put in, kept aside by the owner to put everything back as it was."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.server = _connect(settings)
        self.tables = [name for (name,) in self.server.execute(TABLES)]
        self.server.execute("CREATE SCHEMA kept")
        self.kept = [name for name in self.tables if self._keep(name)]
        self.server.execute("SET session_replication_role = replica")  # the ledger's guards step aside

    def restore(self) -> None:
        """Every table as it was after the migrations."""
        with self.server.transaction():
            for name in self.tables:
                self._run("DELETE FROM public.{}", name)
            for name in self.kept:
                self._run("INSERT INTO public.{0} OVERRIDING SYSTEM VALUE SELECT * FROM kept.{0}", name)

    def close(self) -> None:
        self.server.close()

    def _keep(self, name: str) -> bool:
        if not self._run("SELECT 1 FROM public.{} LIMIT 1", name).fetchone():
            return False
        self._run("CREATE TABLE kept.{0} AS TABLE public.{0}", name)
        return True

    def _run(self, statement: str, name: str) -> psycopg.Cursor[Any]:
        return self.server.execute(sql.SQL(statement).format(sql.Identifier(name)))


@pytest.fixture
def as_owner(db: None) -> Iterator[Callable[..., list[Any]]]:
    """Runs one statement on the test database as its owner, outside the test's transaction."""
    owner = env.database("DATABASE_OWNER_URL")
    settings = connection.settings_dict
    with psycopg.connect(
        dbname=settings["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        host=settings["HOST"],
        port=settings["PORT"] or None,
        autocommit=True,
    ) as server:

        def run(statement: str, *values: Any) -> list[Any]:
            cursor = server.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        yield run


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Each test begins with an empty cache; parallel workers have one each."""
    cache.clear()


@pytest.fixture
def as_the_owner(transactional_db: None) -> Iterator[None]:
    """The house's own connection, with the rights of the owner for the length of one test."""
    application = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    owner = env.database("DATABASE_OWNER_URL")
    _become({name: owner[name] for name in ("USER", "PASSWORD")})
    yield
    _become(application)
