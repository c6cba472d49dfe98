"""Gives the application's role exactly the rights it needs, and takes away any other. Safe to run again."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

OURS = {"networks", "accountability"}
# What people throw away themselves, and what no ledger entry tells; messages that left or were dropped long
# ago; the order of turns, which is written anew as other links between rows are.
DELETABLE = {"networks.ImportDraft", "networks.Delivery", "networks.TurnTaker"}
READ, ADD, CHANGE, REMOVE = "SELECT", "INSERT", "UPDATE", "DELETE"


class Command(BaseCommand):
    help = "Give the application's role its rights on every table. Run it as the owner, after migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", default="carenet_app", help="the role that serves (carenet_app)")

    def handle(self, *args: Any, **options: Any) -> None:
        role = sql.Identifier(options["role"])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [options["role"]])
            found = cursor.fetchone()
            if found is None:
                raise CommandError("There is no such role. deploy/postgres/roles.sql makes it.")
            schema = sql.Identifier("public")
            for statement in ALL:
                cursor.execute(sql.SQL(statement).format(schema=schema, role=role))
            tables = set(connection.introspection.table_names(cursor))
            for table, rights in wanted().items():
                if table in tables:
                    cursor.execute(_grant(table, rights, role))


ALL = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)


def wanted() -> dict[str, list[str]]:
    """For each table, what the application may do with its rows."""
    rights = {model._meta.db_table: _rights(model) for model in apps.get_models(include_auto_created=True)}
    return {**rights, "django_migrations": [READ]}


def _rights(model: type[Model]) -> list[str]:
    """Rows of ours end and stay. A model says itself when they may not even change."""
    if getattr(model, "read_only", False):
        return [READ]
    if getattr(model, "append_only", False):
        return [READ, ADD]
    meta = model._meta
    if meta.app_label in OURS and not meta.auto_created and meta.label not in DELETABLE:
        return [READ, ADD, CHANGE]
    return [READ, ADD, CHANGE, REMOVE]


def _grant(table: str, rights: list[str], role: sql.Identifier) -> sql.Composed:
    words = sql.SQL(", ").join(sql.SQL(right) for right in rights)
    return sql.SQL("GRANT {} ON TABLE {} TO {}").format(words, sql.Identifier(table), role)
