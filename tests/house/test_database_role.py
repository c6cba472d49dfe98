"""The application's database role can do its work, and nothing more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from carenet import checks
from carenet.management.commands.grant_app_role import wanted

Owner = Callable[..., list[Any]]
RIGHTS = """
    SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type)
    FROM information_schema.role_table_grants
    WHERE grantee = 'carenet_app' AND table_schema = 'public' GROUP BY table_name
"""


def test_tests_run_as_the_application(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("carenet_app",)


def test_each_table_has_the_rights_it_needs_and_no_other(as_owner: Owner) -> None:
    found = dict(as_owner(RIGHTS))

    assert {table: set(rights) for table, rights in found.items()} == {
        table: set(rights) for table, rights in wanted().items()
    }


def test_nobody_may_truncate(db: None) -> None:
    for model in apps.get_models(include_auto_created=True):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}"])
def test_the_ledger_only_grows(db: None, statement: str) -> None:
    table = apps.get_model("accountability", "LedgerEntry")._meta.db_table
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


def test_the_application_cannot_change_the_shape_of_the_database(db: None) -> None:
    for statement in (
        "CREATE TABLE mine (id int)",
        "ALTER TABLE accounts_user ADD COLUMN mine int",
        "ALTER TABLE accountability_ledgerentry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)


def test_granting_twice_changes_nothing(as_owner: Owner, as_the_owner: None) -> None:
    before = as_owner(RIGHTS)
    call_command("grant_app_role")
    assert sorted(as_owner(RIGHTS)) == sorted(before)


def test_the_deploy_check_finds_nothing_wrong_with_the_application_but_its_embedded_server(db: None) -> None:
    assert {fault.id for fault in checks.role(databases=["default"])} <= {"carenet.E014"}


def test_the_deploy_check_refuses_an_owner(as_the_owner: None) -> None:
    assert "carenet.E013" in {fault.id for fault in checks.role(databases=["default"])}


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_is_gone_in_the_next_test_first() -> None:
    assert not User.objects.exists()
    User.objects.create_user("somebody@example.org", name="Somebody")


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_is_gone_in_the_next_test_second(as_owner: Owner) -> None:
    assert not User.objects.exists()
    User.objects.create_user("somebody@example.org", name="Somebody")
    assert as_owner("SELECT count(*) FROM django_migrations")[0][0] > 10
