"""What belongs to one network cannot point into another: composite foreign keys, and the four life domains.

A plain foreign key only proves that the row exists somewhere; these prove that it exists in this network.
"""

from django.db import migrations

from carenet.lib.models import uuid7

PAIRS = [
    ("networks_role", "member_id", "networks_member"),
    ("networks_role", "need_id", "networks_need"),
    ("networks_needlink", "source_id", "networks_need"),
    ("networks_needlink", "target_id", "networks_need"),
    ("networks_invitation", "member_id", "networks_member"),
    ("networks_note", "need_id", "networks_need"),
    ("networks_note", "about_id", "networks_member"),
]
DOMAINS = [
    ("participation", "Taking part"),
    ("physical", "Body"),
    ("meaning", "Meaning"),
    ("psychosocial", "Feeling well"),
]


def _name(table, column):
    return f"{table}_{column}_same_network"


def put_in_domains(apps, schema_editor):
    domain = apps.get_model("networks", "LifeDomain")
    for order, (code, name) in enumerate(DOMAINS, start=1):
        domain.objects.create(id=uuid7(), code=code, name=name, order=order)


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        migrations.RunPython(put_in_domains, migrations.RunPython.noop, elidable=False),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {_name(table, column)} "
                f"FOREIGN KEY (network_id, {column}) REFERENCES {target} (network_id, id) "
                "DEFERRABLE INITIALLY DEFERRED",
                f"ALTER TABLE {table} DROP CONSTRAINT {_name(table, column)}",
            )
            for table, column, target in PAIRS
        ),
    ]
