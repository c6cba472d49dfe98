"""Makes an installation ready to serve: what is done already is left alone, so it may run at every start."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts import demo
from carenet import translations

APPLICATION = "carenet_app"


class Command(BaseCommand):
    help = "Migrate, grant, fill the demo, compile translations and collect static files, where needed."

    def handle(self, *args: Any, **options: Any) -> None:
        if translations.compile_changed():
            self.say("Compiled the translations.")
        self.migrate()
        if settings.DEMO:
            self.fill_demo()
        self.collect_static()
        if settings.DEMO:
            self.tell_sign_ins()

    def migrate(self) -> None:
        """Bring the database up to date, and give the application its rights on what is new."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"Bringing the database up to date ({len(plan)} migrations) ...")
            call_command("migrate", verbosity=0, interactive=False)
        if self.has_application_role():
            call_command("grant_app_role", role=APPLICATION)

    def has_application_role(self) -> bool:
        """Whether this server has the role that serves, and we may give it its rights."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [APPLICATION])
            return bool(cursor.fetchone() == (1,))

    def fill_demo(self) -> None:
        """On the first start only: people and networks of the demo, with the application's rights."""
        if get_user_model()._default_manager.exists() or "seed_demo" not in get_commands():
            return
        self.say("Loading the demo ...")
        with connection.cursor() as cursor:
            if self.has_application_role():
                cursor.execute("SET ROLE carenet_app")
            call_command("seed_demo")
            cursor.execute("RESET ROLE")

    def collect_static(self) -> None:
        """Gather and compress the static files when one of them changed since the last time."""
        if settings.DEBUG:
            return
        root = Path(settings.STATIC_ROOT)
        mark = root / "collected"
        now = _fingerprint()
        if mark.exists() and mark.read_text(encoding="ascii") == now:
            return
        self.say("Collecting the static files ...")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        root.mkdir(parents=True, exist_ok=True)
        mark.write_text(now, encoding="ascii")

    def tell_sign_ins(self) -> None:
        """Who can sign in to the demo, for the terminal of the person who started it."""
        self.stdout.write(f"Who can sign in (password: {demo.PASSWORD}), or choose somebody at /demo/:")
        for member in demo.CAST:
            self.stdout.write(f"  {member.email:<22} {member.name}: {member.line}")

    def say(self, line: str) -> None:
        self.stderr.write(line, style_func=str)


def _fingerprint() -> str:
    """Names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
