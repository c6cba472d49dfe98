"""What `check --deploy` looks at before the house opens for real people."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections

from carenet.embedded import CLUSTER_NAME

ROLE = """
    SELECT r.rolsuper, r.rolbypassrls,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.relowner = r.oid AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                     AND n.nspname NOT LIKE 'pg_toast%%' AND n.nspname NOT LIKE 'pg_temp%%'),
           current_setting('cluster_name') = %s
    FROM pg_roles r WHERE r.rolname = current_user
"""


def register() -> None:
    """Tell Django about these checks; they run only with --deploy."""
    checks.register(checks.Tags.security, deploy=True)(how_it_runs)
    checks.register(checks.Tags.database, deploy=True)(role)


def how_it_runs(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The demo, debugging and the tests' code are not for real people."""
    found: list[checks.CheckMessage] = []
    if settings.DEMO:
        found.append(checks.Error("DEMO is on: anybody can sign in as anybody.", id="carenet.E001"))
    if settings.DEBUG:
        found.append(checks.Error("DEBUG is on: faults show the inside to everyone.", id="carenet.E002"))
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        found.append(checks.Error("A code is set that opens every second factor.", id="carenet.E003"))
    return found


def role(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """The application's database role owns no tables, and nothing exempts it from row security."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(ROLE, [CLUSTER_NAME])
        superuser, bypasses, owns, embedded = cursor.fetchone()
    faults = [
        (superuser, "The application's database role is a superuser.", "carenet.E011"),
        (bypasses, "The application's database role bypasses row security.", "carenet.E012"),
        (owns, "The application's database role owns tables; only the owner's role may.", "carenet.E013"),
        (embedded, "The database is the embedded one, which is for the demo and tests.", "carenet.E014"),
    ]
    hint = "deploy/postgres/roles.sql makes the two roles; `manage.py grant_app_role` gives the rights."
    return [checks.Error(message, hint=hint, id=name) for wrong, message, name in faults if wrong]
