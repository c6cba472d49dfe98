"""What belongs to one organisation cannot point into another: composite foreign keys for its rules."""

from django.db import migrations

PAIRS = [
    ("networks_rule", "joined_into_id", "networks_rule"),
    ("networks_raisedbarrier", "rule_id", "networks_rule"),
]


def _name(table, column):
    return f"{table}_{column}_same_organisation"


class Migration(migrations.Migration):
    dependencies = [("networks", "0003_family_only")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {_name(table, column)} "
            f"FOREIGN KEY (organisation_id, {column}) REFERENCES {target} (organisation_id, id) "
            "DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {_name(table, column)}",
        )
        for table, column, target in PAIRS
    ]
