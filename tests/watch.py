"""Watches what a test leaves behind: rows of the house, their trace, what was said, a ledger that refuses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from psycopg import sql

from accountability.models import LedgerEntry
from accountability.models.ledger import HOUSE

FINGERPRINT = sql.SQL("SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {} t")
OURS = ("networks", "accountability", "accounts")
CHANCE = re.compile(r'(name="csrfmiddlewaretoken" value|data-csrf|nonce)="[^"]*"')
"""Signs made by chance in a page: one in some thousand of them spells a short name."""


def tables() -> list[str]:
    """Every table of the house's own apps."""
    return sorted(
        model._meta.db_table
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    )


def snapshot() -> dict[str, str]:
    """A fingerprint of every row of every table of ours."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(FINGERPRINT.format(sql.Identifier(table)))
            found[table] = cursor.fetchone()[0] or ""
    return found


def lines(network_id: UUID | None = None) -> list[LedgerEntry]:
    """The trace of one network (None: of the house), oldest first."""
    return list(LedgerEntry.objects.filter(chain=network_id or HOUSE).order_by("seq"))


def verbs() -> list[str]:
    """Every verb in the ledger, oldest first."""
    return list(LedgerEntry.objects.order_by("id").values_list("verb", flat=True))


def said(response: HttpResponse) -> str:
    """All that an answer says, without the signs of chance in it; nothing for a stream."""
    return CHANCE.sub(r"\1", response.content.decode(errors="replace")) if not response.streaming else ""


@contextmanager
def broken_ledger() -> Iterator[None]:
    """The database refuses every new line of the ledger for as long as this lasts.

    A temporary table of the same name stands in front of the real one and takes nothing: the failure comes
    from the database, in the middle of the change.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE accountability_ledgerentry "
            "(LIKE public.accountability_ledgerentry INCLUDING DEFAULTS, CHECK (false))"
        )
        yield
        cursor.execute("DROP TABLE pg_temp.accountability_ledgerentry")
