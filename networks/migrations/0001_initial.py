import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.models
import carenet.lib.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_regions_of_the_netherlands"),
    ]

    operations = [
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("called", models.CharField(blank=True, max_length=60, verbose_name="called")),
                ("source_key", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="client",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LifeDomain",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("order", models.PositiveSmallIntegerField(default=100)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_domains",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"), name="life_domain_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(editable=False, max_length=60)),
                (
                    "purpose",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="purpose, in the client's words"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("forming", "taking shape"),
                            ("active", "active"),
                            ("resting", "at rest"),
                            ("ended", "ended"),
                        ],
                        default="forming",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_reached", "What we came together for is done"),
                            ("moved", "The person moved"),
                            ("taken_over", "Others took over the care"),
                            ("stopped", "The person wanted to stop"),
                            ("died", "The person died"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Amsterdam",
                        max_length=60,
                        validators=[accounts.models.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "decide",
                    models.CharField(
                        choices=[
                            ("client", "The client decides"),
                            ("together", "We talk until nobody has a serious objection"),
                            ("majority", "Most votes count"),
                            ("representative", "The representative decides, after hearing the client"),
                        ],
                        default="client",
                        max_length=15,
                        verbose_name="how we decide",
                    ),
                ),
                (
                    "need_visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        default="close",
                        max_length=15,
                    ),
                ),
                (
                    "note_visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        default="close",
                        max_length=15,
                    ),
                ),
                (
                    "show_first",
                    models.BooleanField(
                        default=False, verbose_name="the client sees an ask before it goes out"
                    ),
                ),
                (
                    "holidays",
                    models.CharField(
                        blank=True, default="NL", max_length=10, verbose_name="public holidays of"
                    ),
                ),
                (
                    "urgent",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="whom to call when it is urgent"
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="next time we look back together"),
                ),
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network",
                        to="networks.client",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.region",
                    ),
                ),
                ("fictional", models.BooleanField(default=False, editable=False)),
                ("mourning_since", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("title"), models.F("id"), name="network_title"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "end_reason__in",
                                    ["goals_reached", "moved", "taken_over", "stopped", "died", "other"],
                                ),
                                ("ended_at__isnull", False),
                                ("status", "ended"),
                            ),
                            models.Q(
                                models.Q(("status", "ended"), _negated=True),
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="network_ended_with_reason",
                        violation_error_message="A network that has ended has a date and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decide__in", ["client", "together", "majority", "representative"]),
                            ("status__in", ["forming", "active", "resting", "ended"]),
                        ),
                        name="network_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "need_visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            ),
                            (
                                "note_visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            ),
                        ),
                        name="network_visibility_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="how long it usually takes, in minutes"
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("network", "code"),
                        name="activity_once",
                        nulls_distinct=False,
                        violation_error_message="This kind of thing is in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="activity_takes_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Condolence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("text", models.TextField(max_length=2000, verbose_name="your words")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condolences",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="condolence_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="condolence_has_text"
                    ),
                ],
                "indexes": [models.Index(fields=["network", "since"], name="condolence_network")],
            },
        ),
        migrations.CreateModel(
            name="Farewell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("goals_reached", "What we came together for is done"),
                            ("moved", "The person moved"),
                            ("taken_over", "Others took over the care"),
                            ("stopped", "The person wanted to stop"),
                            ("died", "The person died"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="message")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="farewells",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="farewell_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            (
                                "about__in",
                                ["goals_reached", "moved", "taken_over", "stopped", "died", "other"],
                            ),
                        ),
                        name="farewell_has_text",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("network",), name="farewell_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("masked", models.BooleanField(default=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "network"),
                        name="feed_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Health",
            fields=[
                ("people", models.PositiveSmallIntegerField(default=0)),
                ("informal", models.PositiveSmallIntegerField(default=0)),
                ("formal", models.PositiveSmallIntegerField(default=0)),
                ("communities", models.PositiveSmallIntegerField(default=0)),
                ("joined", models.PositiveSmallIntegerField(default=0)),
                ("gone", models.PositiveSmallIntegerField(default=0)),
                ("organizers", models.PositiveSmallIntegerField(default=0)),
                ("stand_ins", models.PositiveSmallIntegerField(default=0)),
                ("needs", models.PositiveSmallIntegerField(default=0)),
                ("needs_alone", models.PositiveSmallIntegerField(default=0)),
                ("places", models.PositiveSmallIntegerField(default=0)),
                ("places_free", models.PositiveSmallIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
                ("doers", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("most_minutes", models.PositiveIntegerField(default=0)),
                ("active", models.PositiveSmallIntegerField(default=0)),
                ("fewest", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("barriers", models.PositiveSmallIntegerField(default=0)),
                (
                    "signals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("need_alone", "A need has nobody yet"),
                                ("promise_gap", "Dates that nobody has promised"),
                                ("no_organizer", "Nobody keeps the overview"),
                                ("no_stand_in", "Nobody can take the overview over"),
                                ("leans_on_one", "Much rests on one person"),
                                ("family_drifts", "Family and friends do less than before"),
                                ("talents_unasked", "Talents nobody has asked for"),
                                ("only_paid", "Only professionals take part"),
                                ("rule_in_the_way", "A rule stands in the way"),
                                ("quiet", "It has been quiet"),
                                ("own_say", "The client's own say is growing smaller"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "network",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="health",
                        serialize=False,
                        to="networks.network",
                    ),
                ),
                ("stale_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("silent", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["stale_at"], name="health_stale")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "signals__contained_by",
                                [
                                    "need_alone",
                                    "promise_gap",
                                    "no_organizer",
                                    "no_stand_in",
                                    "leans_on_one",
                                    "family_drifts",
                                    "talents_unasked",
                                    "only_paid",
                                    "rule_in_the_way",
                                    "quiet",
                                    "own_say",
                                ],
                            )
                        ),
                        name="health_signals_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("silent", False), ("signals", []), _connector="OR"),
                        name="health_silent_has_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosts",
                        to="networks.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="host_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("network", "="),
                            ("organisation", "="),
                        ],
                        name="host_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="host_in_network"),
                ],
                "indexes": [models.Index(fields=["network", "since"], name="host_network")],
            },
        ),
        migrations.CreateModel(
            name="ImportDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("filename", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("expires_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="import_draft_expires")],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("title", models.CharField(max_length=120, verbose_name="what we meet about")),
                (
                    "words",
                    models.TextField(blank=True, max_length=1000, verbose_name="a word with the invitation"),
                ),
                ("where", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("starts_at", models.DateTimeField(verbose_name="when")),
                ("minutes", models.PositiveIntegerField(default=90, verbose_name="how long, in minutes")),
                ("everybody", models.BooleanField(default=True)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("information", "information round"),
                            ("family", "family time"),
                            ("decisions", "plan and decisions"),
                            ("closed", "closed"),
                            ("called_off", "called off"),
                        ],
                        default="planned",
                        max_length=15,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why it was called off"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "check_on",
                    models.DateField(blank=True, null=True, verbose_name="when we ask how far we are"),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "phase__in",
                                ["planned", "information", "family", "decisions", "closed", "called_off"],
                            )
                        ),
                        name="meeting_phase_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="meeting_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                        name="meeting_takes_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phase", "closed"), ("closed_at__isnull", True), _connector="XOR"
                        ),
                        name="meeting_closed_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_at__isnull", True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="meeting_checked_after",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="meeting_in_network"),
                ],
                "indexes": [models.Index(fields=["network", "-starts_at"], name="meeting_network")],
            },
        ),
        migrations.CreateModel(
            name="FamilyWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "the client"),
                            ("informal", "family, friends and neighbours"),
                            ("formal", "the professionals"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="among ourselves")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="family_word_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="family_word_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["client", "informal"])),
                        name="family_word_not_formal",
                    ),
                ],
                "indexes": [models.Index(fields=["meeting", "since"], name="family_word_meeting")],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("person", models.UUIDField(default=carenet.lib.models.uuid7, editable=False)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("informal", "family, friend or neighbour"),
                            ("formal", "professional"),
                            ("community", "community or club"),
                        ],
                        max_length=10,
                        verbose_name="takes part as",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("partner", "partner"),
                            ("parent", "parent"),
                            ("child", "son or daughter"),
                            ("sibling", "brother or sister"),
                            ("family", "other family"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("volunteer", "volunteer"),
                            ("colleague", "colleague or old colleague"),
                            ("other", "someone else"),
                        ],
                        max_length=15,
                        verbose_name="relation",
                    ),
                ),
                ("function", models.CharField(blank=True, max_length=120, verbose_name="function")),
                (
                    "organisation_name",
                    models.CharField(blank=True, max_length=150, verbose_name="organisation"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
                ("guest", models.BooleanField(default=False, editable=False)),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("source_key", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="networks.network",
                    ),
                ),
                (
                    "pause_lets",
                    models.CharField(
                        choices=[
                            ("nothing", "nothing at all"),
                            ("messages", "only messages, no questions for help"),
                            ("urgent", "only when it is urgent"),
                        ],
                        default="nothing",
                        max_length=10,
                        verbose_name="what still comes through",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="member_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["informal", "formal", "community"])),
                        name="member_side_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation", ""),
                            (
                                "relation__in",
                                [
                                    "partner",
                                    "parent",
                                    "child",
                                    "sibling",
                                    "family",
                                    "friend",
                                    "neighbour",
                                    "volunteer",
                                    "colleague",
                                    "other",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="member_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation", ""), ("side", "informal"), _connector="OR"),
                        name="member_relation_informal",
                        violation_error_message="Only family, friends and neighbours have a relation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", True), ("joined_at__isnull", False), _connector="OR"
                        ),
                        name="member_with_account_joined",
                        violation_error_message="Somebody gets an account in a network only by joining it.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("user__isnull", False)),
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("network", "="),
                            ("user", "="),
                        ],
                        name="member_user_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("network", "="),
                            ("person", "="),
                        ],
                        name="member_person_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("network", "="),
                            ("source_key", "="),
                        ],
                        name="member_source_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="member_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(("pause_lets__in", ["nothing", "messages", "urgent"])),
                        name="member_pause_lets_known",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["network", "since"], name="member_network"),
                    models.Index(
                        condition=models.Q(("user__isnull", False)),
                        fields=["user", "network"],
                        name="member_user",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "I come"), ("maybe", "maybe"), ("no", "I cannot come")],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("came", models.BooleanField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="networks.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answer__in", ["yes", "maybe", "no"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="attendance_answered_with_date",
                    ),
                    models.UniqueConstraint(fields=("meeting", "member"), name="attendance_once"),
                ],
                "indexes": [models.Index(fields=["member"], name="attendance_member")],
            },
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("morning", "in the morning"),
                                ("afternoon", "in the afternoon"),
                                ("evening", "in the evening"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "hours_a_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="my limit, in hours a month"
                    ),
                ),
                (
                    "asks_a_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="asks a month at most"
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="availability",
                        to="networks.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parts__contained_by", ["morning", "afternoon", "evening"]),
                            ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]),
                        ),
                        name="availability_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CirclePlacement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("close", "close"),
                            ("around", "around"),
                            ("takes_part", "takes part"),
                            ("could_be_asked", "could be asked"),
                        ],
                        max_length=15,
                        verbose_name="circle",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="networks.member",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "since"], name="placement_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="placement_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("member", "="),
                        ],
                        name="placement_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("circle__in", ["close", "around", "takes_part", "could_be_asked"])
                        ),
                        name="placement_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "the client"),
                            ("informal", "family, friends and neighbours"),
                            ("formal", "the professionals"),
                        ],
                        default="formal",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="what the others should know")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="networks.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="contribution_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="contribution_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side", "formal")), name="contribution_from_formal"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "somebody asks you by name"),
                            ("open_asks", "open asks that may fit you"),
                            ("promises", "somebody promised, or took a promise back"),
                            ("day_before", "the day before you do something"),
                            ("same_day", "the morning of the day itself"),
                            ("open_soon", "something has nobody yet"),
                            ("not_reported", "how did it go?"),
                            ("changed", "something you promised has changed"),
                            ("cover", "somebody needs a stand-in"),
                            ("challenge", "a question that starts from what you like"),
                            ("swap", "somebody proposes a swap"),
                            ("story", "stories, questions and thanks"),
                            ("week_letter", "the letter of the week"),
                            ("review_due", "it is time to look back, together or on what you try"),
                            ("whole", "the network rests or goes on"),
                            ("still_there", "whether you are still there"),
                            ("farewell", "what people write when a network ends"),
                            ("meeting", "a meeting, and what was decided"),
                            ("relief", "somebody tells you that they would like relief"),
                            ("house", "the network itself needs something"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "e-mail"),
                            ("notice", "on this site"),
                            ("push", "on my phone or computer"),
                            ("plan", "by the house itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, max_length=30)),
                ("subject_id", models.UUIDField(blank=True, null=True)),
                ("payload", models.JSONField(default=dict)),
                ("urgent", models.BooleanField(default=False)),
                ("not_before", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "due"),
                            ("leased", "on its way"),
                            ("held", "held back"),
                            ("sent", "sent"),
                            ("dropped", "not needed any more"),
                            ("parked", "could not be delivered"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("leased_by", models.UUIDField(blank=True, null=True)),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages that could not be delivered",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["due", "leased"])),
                        fields=["channel", "not_before", "user", "member"],
                        name="delivery_due",
                    ),
                    models.Index(
                        condition=models.Q(("channel", "notice"), ("state", "sent")),
                        fields=["user", "-sent_at"],
                        name="delivery_notices",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("channel", "notice"), ("read_at__isnull", True), ("state", "sent")
                        ),
                        fields=["user"],
                        name="delivery_unread",
                    ),
                    models.Index(
                        condition=models.Q(("state", "parked")), fields=["not_before"], name="delivery_parked"
                    ),
                    models.Index(
                        condition=models.Q(("state", "due")), fields=["subject_id"], name="delivery_subject"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "plan"),
                            ("user__isnull", False),
                            ("member__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_has_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel__in", ["notice", "push"]), _negated=True),
                            ("user__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_notice_needs_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "sent"), ("sent_at__isnull", True), _connector="XOR"),
                        name="delivery_sent_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["mail", "notice", "push", "plan"]),
                            (
                                "kind__in",
                                [
                                    "asked",
                                    "open_asks",
                                    "promises",
                                    "day_before",
                                    "same_day",
                                    "open_soon",
                                    "not_reported",
                                    "changed",
                                    "cover",
                                    "challenge",
                                    "swap",
                                    "story",
                                    "week_letter",
                                    "review_due",
                                    "whole",
                                    "still_there",
                                    "farewell",
                                    "meeting",
                                    "relief",
                                    "house",
                                ],
                            ),
                            ("state__in", ["due", "leased", "held", "sent", "dropped", "parked"]),
                        ),
                        name="delivery_codes_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FriendlyQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("here", "I am still there"),
                            ("pause", "I would rather pause"),
                            ("leave", "I would rather leave"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="friendly_questions",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                ("answer__in", ["here", "pause", "leave"]), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="friendly_question_answered_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("member",),
                        name="friendly_question_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("words", models.TextField(max_length=1000, verbose_name="in your own words")),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "by e-mail"), ("letter", "by a letter with a code")],
                        max_length=10,
                        verbose_name="how it reaches them",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("nl", "Dutch")], max_length=5, verbose_name="language"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "waiting for approval"),
                            ("sent", "sent"),
                            ("accepted", "accepted"),
                            ("declined", "said no thanks"),
                            ("refused", "not approved"),
                            ("revoked", "taken back"),
                            ("expired", "expired"),
                        ],
                        max_length=10,
                    ),
                ),
                ("secret_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("mail_due", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("question", models.TextField(blank=True, max_length=1000, verbose_name="question")),
                ("reply", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                (
                    "inviter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["network", "-created_at"], name="invitation_network"),
                    models.Index(
                        condition=models.Q(("status", "sent")),
                        fields=["expires_at"],
                        name="invitation_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["proposed", "sent", "accepted", "declined", "refused", "revoked", "expired"],
                            ),
                            ("way__in", ["mail", "letter"]),
                        ),
                        name="invitation_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "sent"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="invitation_sent_expires",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("secret_hash", ""), _negated=True),
                        fields=("secret_hash",),
                        name="invitation_secret_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "sent"])),
                        fields=("network", "member"),
                        name="invitation_one_waiting",
                        nulls_distinct=False,
                        violation_error_message="This person has an invitation already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeepsakeFor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "stories",
                    models.BooleanField(default=True, verbose_name="stories that everybody could read"),
                ),
                ("photos", models.BooleanField(default=True, verbose_name="the photos with those stories")),
                (
                    "needs",
                    models.BooleanField(
                        default=False, verbose_name="what I wrote about my life, in my own words"
                    ),
                ),
                ("people", models.BooleanField(default=False, verbose_name="who was around me")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keepsakes",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keepsakes",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="keepsake_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stories", True),
                            ("photos", True),
                            ("needs", True),
                            ("people", True),
                            _connector="OR",
                        ),
                        name="keepsake_holds_something",
                        violation_error_message="Choose at least one thing to give.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("network", "member"),
                        name="keepsake_once",
                        violation_error_message="You named this person already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("admission", "admitted to hospital or a care home"),
                            ("discharge", "coming home from hospital or a care home"),
                            ("new_diagnosis", "a new illness or diagnosis"),
                            ("bereavement", "somebody dear has died"),
                            ("carer_ill", "somebody who helps is ill"),
                            ("carer_away", "somebody who helps is away"),
                            ("indication_ends", "a decision about paid care ends"),
                            ("other", "something else that changes things"),
                        ],
                        max_length=20,
                        verbose_name="what happens",
                    ),
                ),
                ("happens_on", models.DateField(verbose_name="from which day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until which day")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="in your own words")),
                ("for_client", models.BooleanField(default=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_events",
                        to="networks.member",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("named", models.ManyToManyField(blank=True, related_name="+", to="networks.member")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_events",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="life_event_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("happens_on")),
                            _connector="OR",
                        ),
                        name="life_event_days_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "admission",
                                    "discharge",
                                    "new_diagnosis",
                                    "bereavement",
                                    "carer_ill",
                                    "carer_away",
                                    "indication_ends",
                                    "other",
                                ],
                            ),
                            (
                                "visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            ),
                        ),
                        name="life_event_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about__isnull", True),
                            ("kind__in", ["carer_away", "carer_ill"]),
                            _connector="XOR",
                        ),
                        name="life_event_about_somebody",
                        violation_error_message="Say about whom it is.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="life_event_in_network"),
                ],
                "indexes": [models.Index(fields=["network", "-happens_on"], name="life_event_network")],
            },
        ),
        migrations.CreateModel(
            name="EventStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tell", "Tell those who have to know"),
                            ("map_again", "Look at the picture again: who is around, and how close?"),
                            ("needs_again", "Look at the needs again: what changed, what came?"),
                            ("stand_ins", "Who stands in for whom?"),
                            ("cover_dates", "See which dates have nobody now"),
                            ("call_off", "Call off what is not needed for a while"),
                            ("hand_over", "Hand over: what does the next one have to know?"),
                            ("agreements", "Make agreements again: who does what, until when?"),
                            ("sharing", "Agree on who may read what"),
                            ("deciding", "Look at how you decide together"),
                            ("apply", "Ask for a new decision in time"),
                            ("rest", "Leave those in peace who need it"),
                            ("ask_how", "Ask how they are, and what would help"),
                            ("look_back", "Choose a day to look back together"),
                            ("own", "in our own words"),
                        ],
                        max_length=15,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="what else?")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "to do"), ("done", "done"), ("not_needed", "not needed")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_steps",
                        to="networks.network",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="networks.lifeevent",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "tell",
                                    "map_again",
                                    "needs_again",
                                    "stand_ins",
                                    "cover_dates",
                                    "call_off",
                                    "hand_over",
                                    "agreements",
                                    "sharing",
                                    "deciding",
                                    "apply",
                                    "rest",
                                    "ask_how",
                                    "look_back",
                                    "own",
                                ],
                            ),
                            ("state__in", ["open", "done", "not_needed"]),
                        ),
                        name="event_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "own"), ("words", ""), _connector="XOR"),
                        name="event_step_own_words",
                        violation_error_message="Write down what has to be done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_at__isnull", True), ("said_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("said_at__isnull", False),
                                ("said_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="event_step_said_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "own"), _negated=True),
                        fields=("event", "kind"),
                        name="event_step_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mourning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("died_on", models.DateField(blank=True, null=True, verbose_name="died on")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forming", "taking shape"),
                            ("active", "active"),
                            ("resting", "at rest"),
                            ("ended", "ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("doubted_at", models.DateTimeField(blank=True, null=True)),
                ("remembers", models.BooleanField(default=False)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "doubted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mournings",
                        to="networks.network",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="mourning_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("network",), name="mourning_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True), ("was", "")
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("was__in", ["forming", "active", "resting", "ended"]),
                            ),
                            _connector="OR",
                        ),
                        name="mourning_confirmed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("said_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="mourning_by_two",
                        violation_error_message="Somebody else has to confirm this.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("doubted_at__isnull", True), ("doubted_by__isnull", True)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("doubted_at__isnull", False),
                                ("doubted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="mourning_doubted_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until__isnull", True), ("undone_by__isnull", True)),
                            models.Q(
                                ("confirmed_at__isnull", True),
                                ("undone_by__isnull", False),
                                ("until__isnull", False),
                            ),
                            models.Q(
                                ("doubted_by__isnull", False),
                                ("undone_by__isnull", False),
                                ("until__isnull", False),
                                models.Q(("undone_by", models.F("doubted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mourning_undone_by_two",
                        violation_error_message="Somebody else has to take this back as well.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.CharField(max_length=300, verbose_name="in the client's words")),
                (
                    "importance",
                    models.CharField(
                        choices=[("high", "matters a lot"), ("medium", "matters"), ("low", "would be nice")],
                        default="medium",
                        max_length=10,
                        verbose_name="how much it matters",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("resting", "at rest"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                ("source_key", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "domains",
                    models.ManyToManyField(
                        related_name="needs", to="networks.lifedomain", verbose_name="parts of life"
                    ),
                ),
                ("named", models.ManyToManyField(blank=True, related_name="+", to="networks.member")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__in", ["high", "medium", "low"]),
                            ("status__in", ["open", "resting", "closed"]),
                            (
                                "visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            ),
                        ),
                        name="need_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="need_has_words"
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="need_in_network"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("network", "source_key"),
                        name="need_source_once",
                    ),
                ],
                "indexes": [models.Index(fields=["network", "since"], name="need_network")],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.CharField(max_length=300, verbose_name="goal")),
                ("much_less", models.CharField(max_length=200, verbose_name="much less than we hoped")),
                ("less", models.CharField(max_length=200, verbose_name="less than we hoped")),
                ("expected", models.CharField(max_length=200, verbose_name="what we hope for")),
                ("more", models.CharField(max_length=200, verbose_name="more than we hoped")),
                ("much_more", models.CharField(max_length=200, verbose_name="much more than we hoped")),
                (
                    "importance",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "not at all"), (1, "a little"), (2, "a lot"), (3, "very much")],
                        default=1,
                    ),
                ),
                (
                    "difficulty",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "not at all"), (1, "a little"), (2, "a lot"), (3, "very much")],
                        default=1,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="networks.need"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "since"], name="goal_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="goal_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("difficulty__in", [0, 1, 2, 3]), ("importance__in", [0, 1, 2, 3])
                        ),
                        name="goal_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words", ""),
                            ("much_less", ""),
                            ("less", ""),
                            ("expected", ""),
                            ("more", ""),
                            ("much_more", ""),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="goal_in_words",
                        violation_error_message="Say each level in words.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="goal_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalSaid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "the client"),
                            ("informal", "family, friends and neighbours"),
                            ("formal", "the professionals"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (-2, "much less than we hoped"),
                            (-1, "less than we hoped"),
                            (0, "what we hoped for"),
                            (1, "more than we hoped"),
                            (2, "much more than we hoped"),
                        ]
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said", to="networks.goal"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["goal", "-said_at"], name="goal_said_goal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", [-2, -1, 0, 1, 2]), ("side__in", ["client", "informal", "formal"])
                        ),
                        name="goal_said_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("words", models.CharField(max_length=200, verbose_name="in words")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affects",
                        to="networks.need",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected_by",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_links",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "since"], name="need_link_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="need_link_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="need_link_between_two",
                        violation_error_message="A need cannot affect itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("source", "target"),
                        name="need_link_once",
                        violation_error_message="These two are linked already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedState",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("resting", "at rest"), ("closed", "closed")],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "It is taken care of"),
                            ("changed", "Something else matters now"),
                            ("not_possible", "It turned out not to be possible"),
                            ("entered_wrongly", "It was written down by mistake"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="states", to="networks.need"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["need", "since"], name="need_state_need")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="need_state_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("need", "="),
                        ],
                        name="need_state_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason__in", ["met", "changed", "not_possible", "entered_wrongly"]),
                                ("status", "closed"),
                            ),
                            models.Q(("reason", ""), ("status__in", ["open", "resting"])),
                            _connector="OR",
                        ),
                        name="need_closed_with_reason",
                        violation_error_message="Say why this need is closed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("client", "the client"),
                            ("informal", "family, friends and neighbours"),
                            ("formal", "the professionals"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "met",
                    models.CharField(
                        choices=[("met", "met"), ("not_met", "not met"), ("unknown", "not known")],
                        max_length=10,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="networks.need"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-said_at", "-id"],
                "indexes": [models.Index(fields=["need", "-said_at"], name="need_view_need")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("met__in", ["met", "not_met", "unknown"]),
                            ("side__in", ["client", "informal", "formal"]),
                        ),
                        name="need_view_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="networks.member",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("named", models.ManyToManyField(blank=True, related_name="+", to="networks.member")),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-since"], name="note_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="note_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            )
                        ),
                        name="note_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="note_has_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "practises_as",
                    models.CharField(
                        choices=[
                            ("client", "the person who needs help, or who speaks for them"),
                            ("family", "family"),
                            ("neighbour", "a neighbour or friend"),
                            ("professional", "a professional"),
                            ("manager", "a manager"),
                            ("coach", "a coach"),
                        ],
                        max_length=15,
                        verbose_name="practise as",
                    ),
                ),
                ("done", models.JSONField(default=list)),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice",
                        to="networks.network",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="practice_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "practises_as__in",
                                ["client", "family", "neighbour", "professional", "manager", "coach"],
                            )
                        ),
                        name="practice_as_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("user", "practises_as"),
                        name="practice_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("host", models.F("user")), _negated=True),
                        name="practice_host_made_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("days", "less than a week"),
                            ("weeks", "more than a week, less than a month"),
                            ("months", "more than a month, less than half a year"),
                            ("half_year", "more than half a year, less than a year"),
                            ("year", "more than a year, less than two years"),
                            ("years", "more than two years"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-answered_at"], name="pulse_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__in", ["days", "weeks", "months", "half_year", "year", "years"]),
                                ("erased_at__isnull", True),
                            ),
                            models.Q(("answer", ""), ("erased_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="pulse_known_or_erased",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PulseRhythm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Do not ask me"),
                            (1, "Every week"),
                            (2, "Every two weeks"),
                            (4, "Every four weeks"),
                            (8, "Every eight weeks"),
                        ],
                        default=0,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["due_on"],
                        name="pulse_rhythm_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weeks__in", [0, 1, 2, 4, 8])), name="pulse_rhythm_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", True), ("weeks", 0)),
                            models.Q(models.Q(("weeks", 0), _negated=True), ("due_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="pulse_rhythm_never_or_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("endpoint", models.URLField(max_length=500, unique=True)),
                ("p256dh", models.CharField(max_length=100)),
                ("auth", models.CharField(max_length=50)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="push_subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reachability",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0), verbose_name="quiet from")),
                ("quiet_until", models.TimeField(default=datetime.time(8, 0), verbose_name="quiet until")),
                ("quiet_weekends", models.BooleanField(default=False, verbose_name="quiet all weekend")),
                ("week_letter", models.BooleanField(default=False, verbose_name="a letter every week")),
                (
                    "muted_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="no messages until"),
                ),
                ("mail_fails_since", models.DateTimeField(blank=True, null=True)),
                ("mail_fails_at", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "member",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reachability",
                        to="networks.member",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reachability",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), ("member__isnull", False), _connector="XOR"
                        ),
                        name="reachability_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(default=0)),
                ("informal", models.PositiveSmallIntegerField(default=0)),
                ("formal", models.PositiveSmallIntegerField(default=0)),
                ("communities", models.PositiveSmallIntegerField(default=0)),
                ("joined", models.PositiveSmallIntegerField(default=0)),
                ("gone", models.PositiveSmallIntegerField(default=0)),
                ("organizers", models.PositiveSmallIntegerField(default=0)),
                ("stand_ins", models.PositiveSmallIntegerField(default=0)),
                ("needs", models.PositiveSmallIntegerField(default=0)),
                ("needs_alone", models.PositiveSmallIntegerField(default=0)),
                ("places", models.PositiveSmallIntegerField(default=0)),
                ("places_free", models.PositiveSmallIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
                ("doers", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("most_minutes", models.PositiveIntegerField(default=0)),
                ("active", models.PositiveSmallIntegerField(default=0)),
                ("fewest", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("barriers", models.PositiveSmallIntegerField(default=0)),
                (
                    "signals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("need_alone", "A need has nobody yet"),
                                ("promise_gap", "Dates that nobody has promised"),
                                ("no_organizer", "Nobody keeps the overview"),
                                ("no_stand_in", "Nobody can take the overview over"),
                                ("leans_on_one", "Much rests on one person"),
                                ("family_drifts", "Family and friends do less than before"),
                                ("talents_unasked", "Talents nobody has asked for"),
                                ("only_paid", "Only professionals take part"),
                                ("rule_in_the_way", "A rule stands in the way"),
                                ("quiet", "It has been quiet"),
                                ("own_say", "The client's own say is growing smaller"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("week", models.DateField()),
                ("read_at", models.DateTimeField()),
                ("levels", models.JSONField(blank=True, default=dict)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("week__iso_week_day", 1)), name="reading_week_is_a_monday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "signals__contained_by",
                                [
                                    "need_alone",
                                    "promise_gap",
                                    "no_organizer",
                                    "no_stand_in",
                                    "leans_on_one",
                                    "family_drifts",
                                    "talents_unasked",
                                    "only_paid",
                                    "rule_in_the_way",
                                    "quiet",
                                    "own_say",
                                ],
                            )
                        ),
                        name="reading_signals_known",
                    ),
                    models.UniqueConstraint(fields=("network", "week"), name="reading_once_a_week"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="relief_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("member",),
                        name="relief_once",
                        violation_error_message="You told it already.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="relief_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliefTold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
                (
                    "relief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="networks.relief"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("relief", "member"), name="relief_told_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("parent", "parent of a minor"),
                            ("partner", "partner"),
                            ("family", "child, brother or sister"),
                            ("written", "authorised by the client in writing"),
                            ("mentor", "mentor appointed by a court"),
                            ("curator", "guardian appointed by a court"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to="networks.client",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "client"], name="representation_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="representation_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("client", "="),
                            ("user", "="),
                        ],
                        name="representation_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["parent", "partner", "family", "written", "mentor", "curator"])
                        ),
                        name="representation_ground_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="active again on")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what everybody may read about it"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rests",
                        to="networks.network",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)), fields=["back_on"], name="rest_back_on"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="rest_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("network",), name="rest_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organizer", "keeps the overview"),
                            ("direct", "supports directly"),
                            ("indirect", "supports behind the scenes"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "stands_in",
                    models.BooleanField(db_default=False, default=False, verbose_name="as stand-in"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "said so themselves"),
                            ("suggested", "suggested and confirmed"),
                            ("agreed", "agreed together"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="networks.lifedomain",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="networks.member",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "since"], name="role_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="role_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("member", "kind", "domain", "need", "stands_in"),
                        name="role_once",
                        nulls_distinct=False,
                        violation_error_message="This person already has this role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("domain__isnull", True), ("need__isnull", True), _connector="OR"),
                        name="role_one_scope",
                        violation_error_message="A role is for the network, one domain or one need.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stands_in", False), ("kind", "organizer"), _connector="OR"),
                        name="role_stand_in_organizes",
                        violation_error_message="Only who keeps the overview has a stand-in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["organizer", "direct", "indirect"]),
                            ("source__in", ["self", "suggested", "agreed"]),
                        ),
                        name="role_codes_known",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="role_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "question",
                    models.CharField(
                        choices=[("new", "Is that what you do?"), ("still", "Is that still what you do?")],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organizer", "keeps the overview"),
                            ("direct", "supports directly"),
                            ("indirect", "supports behind the scenes"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("seen_since", models.DateField()),
                ("figures", models.JSONField(default=dict)),
                ("proposed_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, that is what I do"),
                            ("no", "No, that is not what I do"),
                            ("not_any_more", "I did, but not any more"),
                        ],
                        max_length=15,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("quiet_until", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.lifedomain",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_proposals",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_proposals",
                        to="networks.network",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.role",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["organizer", "direct", "indirect"]),
                            ("question__in", ["new", "still"]),
                        ),
                        name="role_proposal_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("quiet_until__isnull", True)
                            ),
                            models.Q(
                                ("answer__in", ["yes", "no", "not_any_more"]), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="role_proposal_answered_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("lapsed_at__isnull", True), _connector="OR"),
                        name="role_proposal_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__isnull", True), ("answer", "yes"), ("question", "still"), _connector="OR"
                        ),
                        name="role_proposal_role_by_yes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", ""), ("lapsed_at__isnull", True)),
                        fields=("member", "kind", "domain"),
                        name="role_proposal_once",
                        nulls_distinct=False,
                        violation_error_message="This was asked already.",
                    ),
                ],
                "indexes": [models.Index(fields=["network", "-proposed_at"], name="role_proposal_network")],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("words", models.CharField(max_length=300, verbose_name="the rule")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("law", "a law"),
                            ("contract", "a contract"),
                            ("protocol", "a protocol or house rule"),
                            ("habit", "a habit"),
                            ("assumption", "something we assume"),
                            ("unknown", "nobody knows yet"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="where it comes from",
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=150, verbose_name="whose rule it is")),
                (
                    "evidence",
                    models.TextField(blank=True, max_length=1000, verbose_name="what was found out"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "raised"),
                            ("asked", "asked, waits for an answer"),
                            ("tried", "being tried"),
                            ("changed", "changed"),
                            ("stays", "stays, with a reason"),
                            ("not_a_rule", "turned out not to exist"),
                        ],
                        default="raised",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="reason")),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "joined_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="networks.rule",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="rule_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["law", "contract", "protocol", "habit", "assumption", "unknown"])
                        ),
                        name="rule_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["raised", "asked", "tried", "changed", "stays", "not_a_rule"])
                        ),
                        name="rule_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status__in", ["changed", "stays", "not_a_rule"]), _negated=True),
                                ("decided_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(("status__in", ["changed", "stays", "not_a_rule"])),
                                models.Q(("reason", ""), _negated=True),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rule_decided_with_reason",
                        violation_error_message="A decision has a date and a reason.",
                    ),
                    models.UniqueConstraint(fields=("organisation", "id"), name="rule_in_organisation"),
                    models.CheckConstraint(
                        condition=models.Q(("joined_into", models.F("id")), _negated=True),
                        name="rule_not_in_itself",
                        violation_error_message="A rule cannot be joined to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joined_at__isnull", True), ("joined_into__isnull", True)),
                            models.Q(("joined_at__isnull", False), ("joined_into__isnull", False)),
                            _connector="OR",
                        ),
                        name="rule_joined_at",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["organisation", "status", "raised_at"], name="rule_register")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("words", models.CharField(max_length=300, verbose_name="what was said not to be allowed")),
                ("outcome", models.TextField(max_length=1000, verbose_name="what came of it")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("law", "a law"),
                            ("contract", "a contract"),
                            ("protocol", "a protocol or house rule"),
                            ("habit", "a habit"),
                            ("assumption", "something we assume"),
                            ("unknown", "nobody knows yet"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "raised"),
                            ("asked", "asked, waits for an answer"),
                            ("tried", "being tried"),
                            ("changed", "changed"),
                            ("stays", "stays, with a reason"),
                            ("not_a_rule", "turned out not to exist"),
                        ],
                        max_length=12,
                    ),
                ),
                ("jurisdiction", models.CharField(default="NL", max_length=2)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="networks.rule",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)),
                        fields=["-since", "-id"],
                        name="lesson_latest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("words", "outcome", config="simple"),
                        name="lesson_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="lesson_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("outcome", ""), _negated=True)
                        ),
                        name="lesson_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["law", "contract", "protocol", "habit", "assumption", "unknown"])
                        ),
                        name="lesson_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["changed", "stays", "not_a_rule"])),
                        name="lesson_of_a_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("rule",),
                        name="lesson_once",
                        violation_error_message="This has been shared already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleState",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "raised"),
                            ("asked", "asked, waits for an answer"),
                            ("tried", "being tried"),
                            ("changed", "changed"),
                            ("stays", "stays, with a reason"),
                            ("not_a_rule", "turned out not to exist"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="states", to="networks.rule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="rulestate_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["raised", "asked", "tried", "changed", "stays", "not_a_rule"])
                        ),
                        name="rulestate_status_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("rule", "="),
                        ],
                        name="rulestate_one_at_a_time",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=60, verbose_name="name of the view")),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=42), default=list, size=None
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("number", "by number"),
                            ("-number", "newest first"),
                            ("stands_out_since", "what stands out longest first"),
                            ("people", "fewest people first"),
                            ("-people", "most people first"),
                        ],
                        default="number",
                        max_length=20,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="saved_view_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort__in", ["number", "-number", "stands_out_since", "people", "-people"])
                        ),
                        name="saved_view_sort_known",
                    ),
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("organisation"),
                        django.db.models.functions.text.Upper("name"),
                        condition=models.Q(("until__isnull", True)),
                        name="saved_view_once",
                        violation_error_message="You have a view with this name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("need_alone", "A need has nobody yet"),
                            ("promise_gap", "Dates that nobody has promised"),
                            ("no_organizer", "Nobody keeps the overview"),
                            ("no_stand_in", "Nobody can take the overview over"),
                            ("leans_on_one", "Much rests on one person"),
                            ("family_drifts", "Family and friends do less than before"),
                            ("talents_unasked", "Talents nobody has asked for"),
                            ("only_paid", "Only professionals take part"),
                            ("rule_in_the_way", "A rule stands in the way"),
                            ("quiet", "It has been quiet"),
                            ("own_say", "The client's own say is growing smaller"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject", models.UUIDField(blank=True, null=True)),
                ("figures", models.JSONField(default=dict)),
                ("closed", models.BooleanField(default=False)),
                ("quiet_until", models.DateTimeField(blank=True, null=True, verbose_name="not now until")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signals",
                        to="networks.network",
                    ),
                ),
                (
                    "quieted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="signal_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "need_alone",
                                    "promise_gap",
                                    "no_organizer",
                                    "no_stand_in",
                                    "leans_on_one",
                                    "family_drifts",
                                    "talents_unasked",
                                    "only_paid",
                                    "rule_in_the_way",
                                    "quiet",
                                    "own_say",
                                ],
                            )
                        ),
                        name="signal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["need_alone", "promise_gap", "rule_in_the_way"]),
                            ("subject__isnull", True),
                            _connector="XOR",
                        ),
                        name="signal_about_its_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quiet_until__isnull", True), ("quieted_by__isnull", False), _connector="OR"
                        ),
                        name="signal_put_off_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("network", "kind", "subject"),
                        name="signal_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="signal_in_network"),
                ],
                "indexes": [models.Index(fields=["network", "-since"], name="signal_network")],
            },
        ),
        migrations.CreateModel(
            name="SkippedReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("due_on", models.DateField()),
                ("next_on", models.DateField(verbose_name="next time")),
                ("reason", models.CharField(max_length=200, verbose_name="why not now")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skipped_reviews",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="skipped_review_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("due_on"))), name="skipped_review_later"
                    ),
                ],
                "indexes": [models.Index(fields=["network", "-due_on"], name="skipped_review_network")],
            },
        ),
        migrations.CreateModel(
            name="Stewardship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stewardships",
                        to="networks.network",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stewardships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "network"], name="stewardship_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="stewardship_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                carenet.lib.models.SinceUntil(
                                    "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("network", "="),
                            ("user", "="),
                        ],
                        name="stewardship_once",
                        violation_error_message="There is already a period like this at that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                ("asks", models.BooleanField(default=False, verbose_name="this is a question")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("named", models.ManyToManyField(blank=True, related_name="+", to="networks.member")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-since"], name="story_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="story_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="story_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "visibility__in",
                                ["only_me", "named", "close", "professionals", "family", "everyone"],
                            )
                        ),
                        name="story_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="story_has_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="what is in the photo")),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                ("small", models.BinaryField()),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photo", to="networks.story"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="networks.network",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="networks.story",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="reply_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="reply_has_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "somebody asks you by name"),
                            ("open_asks", "open asks that may fit you"),
                            ("promises", "somebody promised, or took a promise back"),
                            ("day_before", "the day before you do something"),
                            ("same_day", "the morning of the day itself"),
                            ("open_soon", "something has nobody yet"),
                            ("not_reported", "how did it go?"),
                            ("changed", "something you promised has changed"),
                            ("cover", "somebody needs a stand-in"),
                            ("challenge", "a question that starts from what you like"),
                            ("swap", "somebody proposes a swap"),
                            ("story", "stories, questions and thanks"),
                            ("week_letter", "the letter of the week"),
                            ("review_due", "it is time to look back, together or on what you try"),
                            ("whole", "the network rests or goes on"),
                            ("still_there", "whether you are still there"),
                            ("farewell", "what people write when a network ends"),
                            ("meeting", "a meeting, and what was decided"),
                            ("relief", "somebody tells you that they would like relief"),
                            ("house", "the network itself needs something"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "e-mail"),
                            ("notice", "on this site"),
                            ("push", "on my phone or computer"),
                            ("plan", "by the house itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("off", models.BooleanField(default=True)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switches",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.network",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), ("member__isnull", False), _connector="XOR"
                        ),
                        name="switch_of_one",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "member", "network", "kind", "channel"),
                        name="switch_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", ""),
                                (
                                    "kind__in",
                                    [
                                        "asked",
                                        "open_asks",
                                        "promises",
                                        "day_before",
                                        "same_day",
                                        "open_soon",
                                        "not_reported",
                                        "changed",
                                        "cover",
                                        "challenge",
                                        "swap",
                                        "story",
                                        "week_letter",
                                        "review_due",
                                        "whole",
                                        "still_there",
                                        "farewell",
                                        "meeting",
                                        "relief",
                                        "house",
                                    ],
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("channel", ""),
                                ("channel__in", ["mail", "notice", "push", "plan"]),
                                _connector="OR",
                            ),
                        ),
                        name="switch_codes_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Talent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("good_at", "is good at"),
                            ("likes", "likes doing"),
                            ("would_love", "would love to be asked for"),
                            ("never", "please don't ask for"),
                        ],
                        max_length=10,
                        verbose_name="what you say about it",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in your own words")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "with_someone",
                    models.BooleanField(default=False, verbose_name="only together with somebody"),
                ),
                ("limits", models.CharField(blank=True, max_length=200, verbose_name="what else matters")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.activity",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talents",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talents",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "member"], name="talent_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="talent_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="talent_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["good_at", "likes", "would_love", "never"])),
                        name="talent_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity__isnull", False),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="talent_says_something",
                        violation_error_message="Choose something from the list or write it in your own words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "never"), _negated=True),
                            ("activity__isnull", False),
                            _connector="OR",
                        ),
                        name="talent_never_names_it",
                        violation_error_message="Choose from the list what you do not want to be asked for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6])),
                        name="talent_days_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("network", "member", "kind", "activity", "words"),
                        name="talent_once",
                        nulls_distinct=False,
                        violation_error_message="You said this already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.TextField(max_length=1000, verbose_name="your question")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes"),
                            ("not_this", "not this"),
                            ("not_now", "not now"),
                            ("rather", "I'd rather do something else"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "answer_words",
                    models.TextField(blank=True, max_length=1000, verbose_name="in your own words"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="networks.member",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="networks.network",
                    ),
                ),
                (
                    "talent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="networks.talent",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-asked_at"], name="challenge_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                ("answer__in", ["yes", "not_this", "not_now", "rather"]),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="challenge_answered_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "rather"), _negated=True),
                            models.Q(("answer_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="challenge_rather_says_what",
                        violation_error_message="Say what you would rather do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", ""), ("taken_back_at__isnull", True)),
                        fields=("member", "author", "talent"),
                        name="challenge_one_at_a_time",
                        nulls_distinct=False,
                        violation_error_message="You asked this already. Wait for the answer first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.CharField(blank=True, max_length=42)),
                ("second", models.CharField(blank=True, max_length=42)),
                ("number", models.IntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="tally_not_below_zero"
                    ),
                    models.UniqueConstraint(fields=("organisation", "first", "second"), name="tally_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=60, verbose_name="name of the team")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="team_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="team_named"
                    ),
                    models.UniqueConstraint(
                        models.F("organisation"),
                        django.db.models.functions.text.Upper("name"),
                        condition=models.Q(("until__isnull", True)),
                        name="team_once",
                        violation_error_message="There is a team with this name already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("number", models.PositiveIntegerField()),
                (
                    "nickname",
                    models.CharField(blank=True, max_length=40, verbose_name="nickname for colleagues"),
                ),
                ("hosted", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("forming", "taking shape"),
                            ("active", "active"),
                            ("resting", "at rest"),
                            ("ended", "ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("own", models.PositiveSmallIntegerField(default=0)),
                ("people", models.PositiveIntegerField(default=0)),
                ("informal", models.PositiveIntegerField(default=0)),
                ("formal", models.PositiveIntegerField(default=0)),
                ("communities", models.PositiveIntegerField(default=0)),
                ("needs", models.PositiveIntegerField(default=0)),
                (
                    "signals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "stands_out_since",
                    models.DateTimeField(default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                ),
                (
                    "trend",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=42), default=list, size=None
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="networks.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("until__isnull", True)),
                        fields=["facets"],
                        name="participation_facets",
                    ),
                    models.Index(
                        models.F("organisation"),
                        models.F("number"),
                        condition=models.Q(("until__isnull", True)),
                        name="participation_number",
                    ),
                    models.Index(
                        models.F("organisation"),
                        models.F("people"),
                        models.F("number"),
                        condition=models.Q(("until__isnull", True)),
                        name="participation_people",
                    ),
                    models.Index(
                        models.F("organisation"),
                        models.F("stands_out_since"),
                        models.F("number"),
                        condition=models.Q(("until__isnull", True)),
                        name="participation_standing_out",
                    ),
                    models.Index(
                        models.F("organisation"),
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("nickname"), "varchar_pattern_ops"
                        ),
                        condition=models.Q(
                            ("until__isnull", True), models.Q(("nickname", ""), _negated=True)
                        ),
                        name="participation_nickname",
                    ),
                    models.Index(fields=["network"], name="participation_network"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="participation_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="participation_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["forming", "active", "resting", "ended"])),
                        name="participation_status_known",
                    ),
                    models.UniqueConstraint(fields=("organisation", "network"), name="participation_once"),
                    models.UniqueConstraint(
                        fields=("organisation", "number"), name="participation_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThingToArrange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("doctor", "tell the doctor and whoever helped at home"),
                            ("funeral", "the funeral or cremation"),
                            ("people", "tell people who do not know yet"),
                            ("official", "the papers at the town hall"),
                            ("notary", "the will, and who settles things"),
                            ("money", "the bank, insurance and pension"),
                            ("aids", "give back what was borrowed"),
                            ("home", "the house, the post and the keys"),
                            ("animals", "who looks after the animals and plants"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="what")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things_to_arrange",
                        to="networks.network",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "doctor",
                                    "funeral",
                                    "people",
                                    "official",
                                    "notary",
                                    "money",
                                    "aids",
                                    "home",
                                    "animals",
                                    "other",
                                ],
                            )
                        ),
                        name="arrange_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="arrange_other_in_words",
                        violation_error_message="Say in a few words what has to be arranged.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "other"), _negated=True),
                        fields=("network", "kind"),
                        name="arrange_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeekTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField()),
                ("facet", models.CharField(blank=True, max_length=80)),
                ("number", models.PositiveIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("week__iso_week_day", 1)), name="week_total_on_monday"
                    ),
                    models.UniqueConstraint(fields=("organisation", "week", "facet"), name="week_total_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("title", models.CharField(max_length=120, verbose_name="what is to be done")),
                ("bring", models.TextField(blank=True, max_length=500, verbose_name="what to bring")),
                ("avoid", models.TextField(blank=True, max_length=500, verbose_name="what not to do")),
                ("where", models.CharField(blank=True, max_length=120, verbose_name="where, in a few words")),
                (
                    "address",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="address, code of the door, telephone"
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(blank=True, max_length=40), default=list, size=None
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("once", "once, on a date"),
                            ("week", "any time in one week"),
                            ("rhythm", "in a rhythm"),
                        ],
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("starts", models.DateTimeField(verbose_name="first time")),
                (
                    "time_zone",
                    models.CharField(max_length=60, validators=[accounts.models.validate_time_zone]),
                ),
                ("rule", models.CharField(blank=True, max_length=200)),
                (
                    "skipped",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), blank=True, default=list, size=None
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="how long, in minutes")),
                ("skip_holidays", models.BooleanField(default=False, verbose_name="not on public holidays")),
                (
                    "rotation",
                    models.CharField(
                        choices=[
                            ("none", "whoever says yes"),
                            ("fixed", "always the same people"),
                            ("in_turn", "in turn"),
                            ("least_recently", "who did it longest ago"),
                        ],
                        default="none",
                        max_length=15,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "only_side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("informal", "family, friend or neighbour"),
                            ("formal", "professional"),
                            ("community", "community or club"),
                        ],
                        max_length=10,
                        verbose_name="only for",
                    ),
                ),
                (
                    "rule_words",
                    models.CharField(blank=True, max_length=300, verbose_name="the rule, as it is said"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("shown", "waits for the client to see it"),
                            ("open", "open"),
                            ("ended", "ended"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("planned_until", models.DateTimeField(blank=True, null=True)),
                ("rule_before", models.CharField(blank=True, editable=False, max_length=200)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.activity"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "continues",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="networks.task",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["network", "-starts"], name="task_network"),
                    models.Index(fields=["need"], name="task_need"),
                    models.Index(
                        condition=models.Q(("status", "open"), ("when", "rhythm")),
                        fields=["planned_until"],
                        name="task_to_plan",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rotation__in", ["none", "fixed", "in_turn", "least_recently"]),
                            ("status__in", ["shown", "open", "ended"]),
                            ("when__in", ["once", "week", "rhythm"]),
                        ),
                        name="task_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="task_has_title"
                    ),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="task_takes_time"),
                    models.CheckConstraint(
                        condition=models.Q(("places__len__gte", 1), ("places__len__lte", 20)),
                        name="task_has_places",
                        violation_error_message="At least one and at most twenty people.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("when", "rhythm"), ("rule", ""), _connector="XOR"),
                        name="task_rhythm_has_rule",
                        violation_error_message="Choose how often.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("only_side", ""),
                            ("only_side__in", ["informal", "formal", "community"]),
                            _connector="OR",
                        ),
                        name="task_side_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("only_side", ""), models.Q(("rule_words", ""), _negated=True), _connector="OR"
                        ),
                        name="task_rule_in_words",
                        violation_error_message="Say the rule in words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "ended"), ("ended_at__isnull", True), _connector="XOR"),
                        name="task_ended_with_date",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="task_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Barrier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("words", models.CharField(max_length=300, verbose_name="what is said")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("law", "a law"),
                            ("contract", "a contract"),
                            ("protocol", "a protocol or house rule"),
                            ("habit", "a habit"),
                            ("assumption", "something we assume"),
                            ("unknown", "nobody knows yet"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="where it comes from",
                    ),
                ),
                ("said_by", models.CharField(blank=True, max_length=150, verbose_name="who says so")),
                (
                    "written_where",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is written"),
                ),
                (
                    "can_change",
                    models.CharField(blank=True, max_length=150, verbose_name="who can change it"),
                ),
                (
                    "smallest_try",
                    models.CharField(blank=True, max_length=300, verbose_name="the smallest thing to try"),
                ),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barriers",
                        to="networks.network",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barriers",
                        to="networks.task",
                    ),
                ),
                ("must_agree", models.CharField(blank=True, max_length=200, verbose_name="who must agree")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "raised"),
                            ("asked", "asked, waits for an answer"),
                            ("tried", "being tried"),
                            ("changed", "changed"),
                            ("stays", "stays, with a reason"),
                            ("not_a_rule", "turned out not to exist"),
                        ],
                        default="raised",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-since"], name="barrier_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="barrier_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="barrier_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["law", "contract", "protocol", "habit", "assumption", "unknown"])
                        ),
                        name="barrier_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="barrier_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), ("until__isnull", False), _connector="OR"),
                        name="barrier_outcome_at_the_end",
                        violation_error_message="What came of it is known when it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["raised", "asked", "tried", "changed", "stays", "not_a_rule"])
                        ),
                        name="barrier_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["changed", "not_a_rule"]), _negated=True),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="barrier_gone_has_ended",
                        violation_error_message="What no longer stands in the way has ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "a point of our own"),
                            ("need", "a need"),
                            ("difference", "sides that see it differently"),
                            ("barrier", "something that stands in the way"),
                            ("signal", "something that shows in how it goes"),
                        ],
                        max_length=15,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="what to speak about")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        default="everyone",
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_points",
                        to="networks.barrier",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="networks.meeting",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_points",
                        to="networks.need",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_points",
                        to="networks.network",
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_points",
                        to="networks.signal",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="meeting_point_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "own"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_point_has_words",
                        violation_error_message="Say what it is about.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ("everyone", "close", "professionals", "family"))
                        ),
                        name="meeting_point_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("barrier", None), ("need", None), ("signal", None), ("source", "own")),
                            models.Q(
                                ("barrier", None),
                                ("need__isnull", False),
                                ("signal", None),
                                ("source__in", ["need", "difference"]),
                            ),
                            models.Q(
                                ("barrier__isnull", False),
                                ("need", None),
                                ("signal", None),
                                ("source", "barrier"),
                            ),
                            models.Q(
                                ("barrier", None),
                                ("need", None),
                                ("signal__isnull", False),
                                ("source", "signal"),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_point_about_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("until__isnull", True), models.Q(("source", "own"), _negated=True)
                        ),
                        fields=("meeting", "source", "need", "barrier", "signal"),
                        name="meeting_point_once",
                        nulls_distinct=False,
                        violation_error_message="This is on the agenda already.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="meeting_point_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.CharField(max_length=300, verbose_name="what we decided")),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("due_on", models.DateField(verbose_name="by when")),
                ("otherwise", models.CharField(max_length=300, verbose_name="if it goes otherwise")),
                (
                    "becomes",
                    models.CharField(
                        choices=[
                            ("task", "something to do, with a date"),
                            ("agreement", "an agreement that we keep to"),
                        ],
                        max_length=10,
                        verbose_name="what it becomes",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("only_me", "only me"),
                            ("named", "the people I name"),
                            ("close", "the close circle"),
                            ("professionals", "the professionals"),
                            ("family", "family and friends, never professionals"),
                            ("everyone", "everyone in the network"),
                        ],
                        default="everyone",
                        max_length=15,
                        verbose_name="who may read this",
                    ),
                ),
                (
                    "how_far",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "done"),
                            ("changed", "it became something else"),
                            ("not_yet", "not yet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "how_far_words",
                    models.CharField(blank=True, max_length=300, verbose_name="in a few words"),
                ),
                ("how_far_at", models.DateTimeField(blank=True, null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.activity",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="networks.network",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="networks.member",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="networks.task",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="networks.meeting",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="networks.meetingpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="decision_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("otherwise", ""), _negated=True)
                        ),
                        name="decision_has_words",
                        violation_error_message="Say what was decided, and what if it goes otherwise.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how_far", ""), ("how_far_at__isnull", True)),
                            models.Q(
                                ("how_far__in", ["done", "changed", "not_yet"]), ("how_far_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="decision_how_far_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("becomes__in", ["task", "agreement"]),
                            ("visibility__in", ("everyone", "close", "professionals", "family")),
                        ),
                        name="decision_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("owner__isnull", False), _connector="OR"
                        ),
                        name="decision_yes_of_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("becomes", "task"), ("activity__isnull", True), _connector="XOR"),
                        name="decision_task_of_a_kind",
                        violation_error_message="Choose what kind of thing it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("task__isnull", True),
                            models.Q(("becomes", "task"), models.Q(("visibility", "family"), _negated=True)),
                            _connector="OR",
                        ),
                        name="decision_task_not_family",
                    ),
                ],
                "indexes": [models.Index(fields=["owner"], name="decision_owner")],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slot", models.DateTimeField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("done", "done"),
                            ("not_needed", "not needed this time"),
                            ("did_not_happen", "did not happen"),
                        ],
                        default="planned",
                        max_length=15,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why")),
                ("title", models.CharField(blank=True, max_length=120)),
                ("where", models.CharField(blank=True, max_length=120)),
                ("bring", models.TextField(blank=True, max_length=500)),
                ("avoid", models.TextField(blank=True, max_length=500)),
                ("moved", models.BooleanField(default=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="networks.network",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="networks.task",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["network", "starts_at"], name="occurrence_network"),
                    models.Index(
                        condition=models.Q(("status", "planned")),
                        fields=["starts_at"],
                        name="occurrence_planned",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "done", "not_needed", "did_not_happen"])
                        ),
                        name="occurrence_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="occurrence_ends_after_start",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="occurrence_in_network"),
                    models.UniqueConstraint(fields=("task", "slot"), name="occurrence_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="in your own words")),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("fitting", "everyone who fits"),
                            ("some", "the people I choose"),
                            ("one_first", "one person first, then wider"),
                        ],
                        max_length=10,
                        verbose_name="whom do you ask?",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("shown", "waits for the client to see it"),
                            ("open", "open"),
                            ("promised", "promised"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("wider_at", models.DateTimeField(blank=True, null=True)),
                ("widened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="networks.network",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="networks.occurrence",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asks", to="networks.task"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("status", "open"), ("widened_at__isnull", True), ("wider_at__isnull", False)
                        ),
                        fields=["wider_at"],
                        name="ask_to_widen",
                    ),
                    models.Index(fields=["network", "-created_at"], name="ask_network"),
                    models.Index(fields=["task"], name="ask_task"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reach__in", ["fitting", "some", "one_first"]),
                            ("status__in", ["shown", "open", "promised", "closed"]),
                        ),
                        name="ask_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "closed"),
                            models.Q(("status", "shown"), ("asked_at__isnull", False), _connector="XOR"),
                            _connector="OR",
                        ),
                        name="ask_put_with_date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["shown", "open"])),
                        fields=("task", "occurrence"),
                        name="ask_one_open",
                        nulls_distinct=False,
                        violation_error_message="This was asked already and waits for an answer.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="ask_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("by_name", models.BooleanField(default=False)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes"),
                            ("maybe", "maybe"),
                            ("no", "not this time"),
                            ("not_this_kind", "not this kind of thing"),
                            ("not_until", "not until a date"),
                        ],
                        max_length=15,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("not_until", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="a word with it")),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="networks.ask"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.network"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-asked_at"], name="asked_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("ask", "member"), name="asked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                ("answer__in", ["yes", "maybe", "no", "not_this_kind", "not_until"]),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="asked_answered_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "not_until"), _negated=True),
                            ("not_until__isnull", False),
                            _connector="OR",
                        ),
                        name="asked_not_until_a_date",
                        violation_error_message="Say until when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelperLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ask",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="networks.ask",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helper_links",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helper_links",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-created_at"], name="helper_link_member")],
            },
        ),
        migrations.CreateModel(
            name="Placing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("told_by", models.CharField(blank=True, max_length=150, verbose_name="who told you")),
                (
                    "written_where",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is written"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("law", "a law"),
                            ("contract", "a contract"),
                            ("protocol", "a protocol or house rule"),
                            ("habit", "a habit"),
                            ("assumption", "something we assume"),
                            ("unknown", "nobody knows yet"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "sphere",
                    models.CharField(
                        choices=[
                            ("control", "I can change this myself"),
                            ("influence", "I can talk to who can change it"),
                            ("concern", "it touches me, and I cannot change it"),
                        ],
                        max_length=10,
                        verbose_name="in which circle",
                    ),
                ),
                (
                    "thinks",
                    models.TextField(blank=True, max_length=1000, verbose_name="what you think of it"),
                ),
                (
                    "shows_thinks",
                    models.BooleanField(default=False, verbose_name="others may read what I think"),
                ),
                (
                    "smallest_try",
                    models.CharField(blank=True, max_length=300, verbose_name="the smallest thing to try"),
                ),
                ("must_agree", models.CharField(blank=True, max_length=200, verbose_name="who must agree")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placings",
                        to="networks.barrier",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placings",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="placing_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["law", "contract", "protocol", "habit", "assumption", "unknown"])
                        ),
                        name="placing_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sphere__in", ["control", "influence", "concern"])),
                        name="placing_sphere_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("barrier", "author"),
                        name="placing_once",
                        violation_error_message="You have placed this already.",
                    ),
                ],
                "indexes": [models.Index(fields=["barrier", "since"], name="placing_barrier")],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("first", models.DateField()),
                ("last", models.DateField(blank=True, null=True)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="networks.network",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="networks.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="pledge_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__isnull", True), ("last__gte", models.F("first")), _connector="OR"
                        ),
                        name="pledge_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6])),
                        name="pledge_days_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("task", "member"),
                        name="pledge_once",
                        violation_error_message="You promised these dates already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("stands_in", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("promised", "promised"),
                            ("seeking", "looking for someone"),
                            ("kept", "done"),
                            ("did_not_happen", "did not happen"),
                            ("withdrawn", "taken back"),
                            ("called_off", "not needed any more"),
                        ],
                        default="promised",
                        max_length=15,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="a word with it")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="what happened")),
                ("promised_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="networks.network",
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="networks.occurrence",
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="networks.pledge",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-promised_at"], name="promise_member"),
                    models.Index(fields=["network", "status"], name="promise_network"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="promise_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["promised", "seeking", "kept", "did_not_happen", "withdrawn", "called_off"],
                            )
                        ),
                        name="promise_status_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("stands_in", False), ("status__in", ["promised", "kept", "did_not_happen"])
                        ),
                        fields=("occurrence", "place"),
                        name="promise_place_once",
                        violation_error_message="Somebody promised this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["promised", "kept", "did_not_happen", "seeking"])),
                        fields=("occurrence", "member"),
                        name="promise_member_once",
                        violation_error_message="You promised this already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateSwap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="a word with it")),
                ("asked_at", models.DateTimeField()),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_swaps",
                        to="networks.network",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_swaps",
                        to="networks.promise",
                    ),
                ),
                (
                    "solved_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.promise",
                    ),
                ),
                ("wanted", models.ManyToManyField(related_name="+", to="networks.promise")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("solved_at__isnull", True), ("taken_back_at__isnull", True)),
                        fields=("promise",),
                        name="date_swap_one_open",
                        violation_error_message="You asked to swap this date already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("solved_at__isnull", True), ("solved_with__isnull", False), _connector="XOR"
                        ),
                        name="date_swap_solved_with_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaisedBarrier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("words", models.CharField(max_length=300, verbose_name="what the organisation reads")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("over", "it is out of our way"), ("still", "it still stands in our way")],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised",
                        to="networks.barrier",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raised",
                        to="networks.network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="raised", to="networks.rule"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="raised_in_order",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="raised_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answer__in", ["over", "still"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="raised_answer_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("barrier", "organisation"),
                        name="raised_once",
                        violation_error_message="This organisation has been asked about it already.",
                    ),
                ],
                "indexes": [models.Index(fields=["network", "-since"], name="raised_network")],
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="in your own words")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("agreed", "agreed"),
                            ("declined", "not now"),
                            ("ended", "ended"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("taker_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("freed_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("proposed_at", models.DateTimeField()),
                ("runs_since", models.DateTimeField(blank=True, null=True)),
                ("tried_until", models.DateField(blank=True, null=True, verbose_name="try it until")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="networks.barrier",
                    ),
                ),
                (
                    "freed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_freed",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="networks.network",
                    ),
                ),
                ("pledges", models.ManyToManyField(blank=True, related_name="swaps", to="networks.pledge")),
                ("promises", models.ManyToManyField(blank=True, related_name="swaps", to="networks.promise")),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_taken",
                        to="networks.member",
                    ),
                ),
                (
                    "frees_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_freed",
                        to="networks.task",
                    ),
                ),
                (
                    "takes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_taken",
                        to="networks.task",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-proposed_at"], name="swap_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed", "declined", "ended"])),
                        name="swap_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taker", models.F("freed")), _negated=True),
                        name="swap_between_two",
                        violation_error_message="A swap is between two people.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("takes", models.F("frees_for")), _negated=True),
                        name="swap_of_two_things",
                        violation_error_message="A swap is about two different things.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "agreed"), _negated=True),
                            models.Q(("freed_agreed_at__isnull", False), ("taker_agreed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="swap_agreed_by_both",
                        violation_error_message="Both people have to say yes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("runs_since__isnull", True),
                            models.Q(("freed_agreed_at__isnull", False), ("taker_agreed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="swap_runs_by_both",
                        violation_error_message="Both people have to say yes.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("taker", "takes", "freed", "frees_for"),
                        name="swap_once",
                        violation_error_message="This swap is proposed already.",
                    ),
                    models.UniqueConstraint(fields=("network", "id"), name="swap_in_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Experiment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("words", models.CharField(max_length=300, verbose_name="what we try")),
                ("hope", models.CharField(blank=True, max_length=300, verbose_name="what we hope for")),
                ("weeks", models.PositiveSmallIntegerField(default=6, verbose_name="for how many weeks")),
                ("stop_rule", models.CharField(max_length=300, verbose_name="when we stop at once")),
                (
                    "budget",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="time of staff, in minutes"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("runs", "runs"),
                            ("stopped", "stopped early"),
                            ("decided", "looked back on"),
                            ("not_begun", "did not begin"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("first_on", models.DateField(blank=True, null=True)),
                ("last_on", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("changed_client", models.TextField(blank=True, max_length=1000)),
                ("changed_unpaid", models.TextField(blank=True, max_length=1000)),
                ("changed_paid", models.TextField(blank=True, max_length=1000)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "we keep it"),
                            ("change", "we go on, but otherwise"),
                            ("stop", "we stop it"),
                        ],
                        max_length=6,
                    ),
                ),
                ("verdict_words", models.TextField(blank=True, max_length=1000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiments",
                        to="networks.barrier",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiments",
                        to="networks.network",
                    ),
                ),
                (
                    "swap",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiments",
                        to="networks.swap",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network", "-proposed_at"], name="experiment_network")],
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="experiment_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="experiment_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stop_rule", ""), _negated=True),
                        name="experiment_has_stop_rule",
                        violation_error_message="Say when you stop at once.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weeks__gte", 2), ("weeks__lte", 12)),
                        name="experiment_some_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "runs", "stopped", "decided", "not_begun"])
                        ),
                        name="experiment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_on__isnull", True), ("last_on__isnull", True)),
                            models.Q(
                                ("first_on__isnull", False),
                                ("last_on__gt", models.F("first_on")),
                                ("last_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="experiment_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["runs", "stopped", "decided"]), _negated=True),
                            ("first_on__isnull", False),
                            _connector="OR",
                        ),
                        name="experiment_began_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ["stopped", "decided", "not_begun"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["stopped", "decided", "not_begun"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="experiment_ended_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "decided"), ("verdict__in", ["keep", "change", "stop"])),
                            models.Q(models.Q(("state", "decided"), _negated=True), ("verdict", "")),
                            _connector="OR",
                        ),
                        name="experiment_decided_with_verdict",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["proposed", "runs"])),
                        fields=("swap",),
                        name="experiment_once_a_swap",
                        violation_error_message="This swap is being tried already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperimentVoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("client", "the person it is about"),
                            ("unpaid", "family, neighbours and communities"),
                            ("paid", "staff"),
                        ],
                        max_length=6,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "experiment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="networks.experiment",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networks.member",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiment_voices",
                        to="networks.network",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network", "id"), name="voice_in_network"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", True), ("speaks_for", "client")),
                            models.Q(("member__isnull", False), ("speaks_for__in", ["unpaid", "paid"])),
                            _connector="OR",
                        ),
                        name="voice_of_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=("experiment", "member"),
                        name="voice_once",
                        violation_error_message="Choose everybody once.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", True)),
                        fields=("experiment",),
                        name="voice_of_client_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperimentWeek",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("week", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("better", "better than before"),
                            ("same", "the same as before"),
                            ("worse", "not as good as before"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("said_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiment_weeks",
                        to="networks.network",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="networks.experimentvoice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "week"), name="experimentweek_once"),
                    models.CheckConstraint(
                        condition=models.Q(("week__gte", 1), ("week__lte", 12)), name="experimentweek_within"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["better", "same", "worse"])),
                        name="experimentweek_how_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwapNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="why")),
                (
                    "competence",
                    models.CharField(
                        choices=[
                            ("not_asked", "nobody asked yet"),
                            ("yes", "yes"),
                            ("no", "no"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_asked",
                        max_length=10,
                    ),
                ),
                ("competence_by", models.CharField(blank=True, max_length=150)),
                ("competence_on", models.DateField(blank=True, null=True)),
                (
                    "insurance",
                    models.CharField(
                        choices=[
                            ("not_asked", "nobody asked yet"),
                            ("yes", "yes"),
                            ("no", "no"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_asked",
                        max_length=10,
                    ),
                ),
                ("insurance_by", models.CharField(blank=True, max_length=150)),
                ("insurance_on", models.DateField(blank=True, null=True)),
                ("check_with", models.CharField(blank=True, max_length=200, verbose_name="check with")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swap_notes",
                        to="networks.network",
                    ),
                ),
                (
                    "swap",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="note", to="networks.swap"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("competence__in", ["not_asked", "yes", "no", "not_needed"])),
                        name="swapnote_competence_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("insurance__in", ["not_asked", "yes", "no", "not_needed"])),
                        name="swapnote_insurance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("competence__in", ["yes", "no", "not_needed"]),
                                ("competence_on__isnull", False),
                                models.Q(("competence_by", ""), _negated=True),
                            ),
                            models.Q(
                                ("competence", "not_asked"),
                                ("competence_by", ""),
                                ("competence_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="swapnote_competence_by_somebody",
                        violation_error_message="Say who looked into it, and on which day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("insurance__in", ["yes", "no", "not_needed"]),
                                ("insurance_on__isnull", False),
                                models.Q(("insurance_by", ""), _negated=True),
                            ),
                            models.Q(
                                ("insurance", "not_asked"),
                                ("insurance_by", ""),
                                ("insurance_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="swapnote_insurance_by_somebody",
                        violation_error_message="Say who looked into it, and on which day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carenet.lib.models.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("for_client", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in your own words")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="networks.network",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="networks.promise",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="networks.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("story__isnull", True), ("promise__isnull", True), _connector="XOR"
                        ),
                        name="thanks_for_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("story", "promise", "author"),
                        name="thanks_once",
                        nulls_distinct=False,
                        violation_error_message="You said thank you already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TurnTaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networks.member"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turn_takers",
                        to="networks.task",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("task", "member"), name="turn_taker_once")],
            },
        ),
        migrations.AddField(
            model_name="Task",
            name="turns",
            field=models.ManyToManyField(
                blank=True, related_name="+", through="networks.TurnTaker", to="networks.member"
            ),
        ),
    ]
