"""The European Union and the Netherlands down to its provinces (accounts/fixtures/README.md names the sources)."""

import csv
from pathlib import Path

from django.db import migrations

LIST = Path(__file__).resolve().parent.parent / "fixtures" / "regions.csv"


def load(apps, schema_editor):
    region = apps.get_model("accounts", "Region")
    made = {}
    with LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            parent = made.get(row.pop("parent"))
            key = {name: row.pop(name) for name in ("scheme", "code", "valid_from")}
            made[key["code"]], _ = region.objects.update_or_create(**key, defaults={**row, "parent": parent})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
