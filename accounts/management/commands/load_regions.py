"""load_regions FILE: municipalities from a list, as a whole or not at all."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.region_actions import LoadedRegions, UnfitList, load_municipalities
from accounts.regions import BadList, read_municipalities

LARGEST = 5_000_000


class Command(BaseCommand):
    help = (
        "Load municipalities from a CSV file with the columns code, name, parent, valid_from[, valid_until]."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--end-missing",
            type=date.fromisoformat,
            metavar="DAY",
            help="end, on this day, the municipalities that the file no longer names",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"].stat().st_size > LARGEST:
                raise CommandError(f"The file is larger than {LARGEST // 1_000_000} MB. Nothing was loaded.")
            rows = read_municipalities(options["file"].read_bytes())
            done = load_municipalities(actor=None, rows=rows, end_missing=options["end_missing"])
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from error
        except (BadList, UnfitList) as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        self.stdout.write(self._sum(done))

    def _sum(self, done: LoadedRegions) -> str:
        return f"{done.added} added, {done.changed} changed, {done.ended} ended, {done.same} the same."
