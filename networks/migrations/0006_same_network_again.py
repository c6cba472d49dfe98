"""The wheel, goals, instruments and coaching: what belongs to one network or organisation stays within it."""

from django.db import migrations

SAME_NETWORK = [
    ("networks_goal", "follows_id", "networks_goal"),
    ("networks_check", "member_id", "networks_member"),
    ("networks_coachingnote", "experiment_id", "networks_experiment"),
]
SAME_ORGANISATION = [("networks_coachingnote", "rule_id", "networks_rule")]
IN_WHICH_IT_TAKES_PART = ["networks_coachingconsent", "networks_coachingquestion", "networks_coachingnote"]
"""Of an organisation, about a network: only one that it has a number for."""


def _key(table, name, columns, target, those):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} "
        f"FOREIGN KEY ({columns}) REFERENCES {target} ({those}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("networks", "0005_wheel_instruments_coaching")]

    operations = [
        *(
            _key(table, f"{table}_{column}_same_network", f"network_id, {column}", target, "network_id, id")
            for table, column, target in SAME_NETWORK
        ),
        *(
            _key(
                table,
                f"{table}_{column}_same_organisation",
                f"organisation_id, {column}",
                target,
                "organisation_id, id",
            )
            for table, column, target in SAME_ORGANISATION
        ),
        *(
            _key(
                table,
                f"{table}_takes_part",
                "organisation_id, network_id",
                "networks_participation",
                "organisation_id, network_id",
            )
            for table in IN_WHICH_IT_TAKES_PART
        ),
    ]
