"""deliveries: what could not be delivered, and one more try for one of them or for all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from networks.parked import parked, try_again


class Command(BaseCommand):
    help = "List the messages that could not be delivered (keys and codes only), or try them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", metavar="KEY", help="try this one again; 'all' for every one of them")

    def handle(self, *args: Any, again: str | None = None, **options: Any) -> None:
        if again is None:
            self._list()
            return
        ids = None if again == "all" else list(parked().filter(key=again).values_list("pk", flat=True))
        if ids == []:
            raise CommandError("No parked message has that key.")
        self.stdout.write(f"{try_again(ids)} made due again.")

    def _list(self) -> None:
        rows = parked()
        for row in rows.iterator():
            self.stdout.write(f"{row.key}  {row.attempts} tries  {row.last_error}")
        self.stdout.write(f"{rows.count()} parked.")
