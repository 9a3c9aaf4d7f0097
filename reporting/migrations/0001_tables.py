"""The tables of follow-up, in one step: merged from the migrations below."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.orders
import reporting.rules.formats
from core.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("reporting", "0001_initial"),
        ("reporting", "0002_progress_of_a_run"),
        ("reporting", "0003_effect_goals"),
        ("reporting", "0004_board_reports"),
        ("reporting", "0005_experience"),
    ]

    initial = True

    dependencies = [
        ("actors", "0008_portrait"),
        ("transitions", "0001_tables"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="BoardReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("organisation", models.CharField(max_length=200, verbose_name="gäller")),
                        ("organisation_name", models.CharField(max_length=200, verbose_name="namn")),
                        ("period", models.CharField(max_length=20, verbose_name="period")),
                        (
                            "reference",
                            models.CharField(
                                blank=True, default="", max_length=60, verbose_name="diarienummer"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("final", "final")],
                                default="draft",
                                max_length=5,
                                verbose_name="läge",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="påbörjad")),
                        ("made_by_name", models.CharField(max_length=150, verbose_name="påbörjad av")),
                        ("final_at", models.DateTimeField(blank=True, null=True, verbose_name="slutlig")),
                        (
                            "final_by_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="gjord slutlig av"
                            ),
                        ),
                        (
                            "definitions_version",
                            models.CharField(max_length=10, verbose_name="definitionernas version"),
                        ),
                        ("content", models.JSONField(blank=True, default=dict, verbose_name="innehåll")),
                        ("figures", models.JSONField(blank=True, default=dict, verbose_name="siffror")),
                        ("rows", models.JSONField(blank=True, default=list, verbose_name="visade rader")),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="kontrollsumma"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                    ],
                    options={
                        "verbose_name": "nämndrapport",
                        "verbose_name_plural": "nämndrapporter",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [models.Index(fields=["organisation", "period"], name="board_of_period")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("organisation", "period"),
                                name="board_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("final_at__isnull", True), ("sha256", ""), ("state", "draft")),
                                    models.Q(
                                        ("final_at__isnull", False),
                                        ("state", "final"),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="board_final_is_locked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardSchedule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("organisation", models.CharField(max_length=40, verbose_name="gäller")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("month", "month"), ("quarter", "quarter"), ("year", "year")],
                                max_length=7,
                                verbose_name="hur ofta",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="från")),
                        ("begun_by_name", models.CharField(max_length=150, verbose_name="bestämt av")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="till")),
                    ],
                    options={
                        "verbose_name": "återkommande nämndrapport",
                        "verbose_name_plural": "återkommande nämndrapporter",
                        "ordering": ["organisation", "kind", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("organisation", "kind"),
                                name="board_schedule_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EffectGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("organisation", models.CharField(max_length=40, verbose_name="organisation")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("measure", models.CharField(max_length=60, verbose_name="mått")),
                        ("share", models.BooleanField(default=False, verbose_name="som andel")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("at_most", "at_most"), ("at_least", "at_least")],
                                max_length=8,
                                verbose_name="riktning",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="målnivå"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="utgångsläge",
                            ),
                        ),
                        (
                            "baseline_text",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="vad utgångsläget är"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="beslutat av")),
                        ("decided_on", models.DateField(verbose_name="beslutat den")),
                    ],
                    options={
                        "verbose_name": "effektmål",
                        "verbose_name_plural": "effektmål",
                        "ordering": ["organisation", "name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="goal_ends_after_it_begins",
                                violation_error_message="Målet kan inte sluta gälla innan det börjar.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", ""), _negated=True),
                                name="goal_is_decided_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("organisation", models.CharField(max_length=40, verbose_name="organisation")),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("leadership", "leadership"),
                                    ("information", "information"),
                                    ("planning", "planning"),
                                    ("home", "home"),
                                    ("follow_up", "follow_up"),
                                ],
                                max_length=12,
                                verbose_name="område",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="delmål"),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="aktivitet")),
                        (
                            "principal",
                            models.CharField(
                                choices=[
                                    ("region", "region"),
                                    ("municipality", "municipality"),
                                    ("both", "both"),
                                ],
                                max_length=12,
                                verbose_name="huvudman",
                            ),
                        ),
                        ("responsible", models.CharField(max_length=200, verbose_name="ansvarig")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="klart senast")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("ongoing", "ongoing"),
                                    ("done", "done"),
                                    ("stopped", "stopped"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="reporting.effectgoal",
                                verbose_name="effektmål",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "aktivitet",
                        "verbose_name_plural": "aktiviteter",
                        "ordering": ["area", "due_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ExperienceComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("month", models.CharField(max_length=7, verbose_name="månad")),
                        ("text", models.TextField(max_length=2000, verbose_name="text")),
                        ("complaint", models.BooleanField(default=False, verbose_name="vill ha det utrett")),
                        (
                            "state",
                            models.CharField(
                                choices=[("new", "new"), ("shown", "shown"), ("withheld", "withheld")],
                                default="new",
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "screened_by_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="läst av"),
                        ),
                        ("screened_at", models.DateTimeField(blank=True, null=True, verbose_name="läst")),
                        (
                            "deviation",
                            models.CharField(blank=True, default="", max_length=80, verbose_name="avvikelse"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="avdelning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text om upplevelse",
                        "verbose_name_plural": "texter om upplevelse",
                        "ordering": ["-month", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GoalComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", models.CharField(max_length=20, verbose_name="period")),
                        ("text", models.TextField(max_length=2000, verbose_name="kommentar")),
                        ("written_at", models.DateTimeField(verbose_name="skriven")),
                        ("written_by_name", models.CharField(max_length=150, verbose_name="skriven av")),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="reporting.effectgoal",
                                verbose_name="effektmål",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kommentar till effektmål",
                        "verbose_name_plural": "kommentarer till effektmål",
                        "ordering": ["-written_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalActivity",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("organisation", models.CharField(max_length=40, verbose_name="organisation")),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("leadership", "leadership"),
                                    ("information", "information"),
                                    ("planning", "planning"),
                                    ("home", "home"),
                                    ("follow_up", "follow_up"),
                                ],
                                max_length=12,
                                verbose_name="område",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="delmål"),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="aktivitet")),
                        (
                            "principal",
                            models.CharField(
                                choices=[
                                    ("region", "region"),
                                    ("municipality", "municipality"),
                                    ("both", "both"),
                                ],
                                max_length=12,
                                verbose_name="huvudman",
                            ),
                        ),
                        ("responsible", models.CharField(max_length=200, verbose_name="ansvarig")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="klart senast")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("ongoing", "ongoing"),
                                    ("done", "done"),
                                    ("stopped", "stopped"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reporting.effectgoal",
                                verbose_name="effektmål",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical aktivitet",
                        "verbose_name_plural": "historical aktiviteter",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBoardSchedule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("organisation", models.CharField(max_length=40, verbose_name="gäller")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("month", "month"), ("quarter", "quarter"), ("year", "year")],
                                max_length=7,
                                verbose_name="hur ofta",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="från")),
                        ("begun_by_name", models.CharField(max_length=150, verbose_name="bestämt av")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="till")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical återkommande nämndrapport",
                        "verbose_name_plural": "historical återkommande nämndrapporter",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEffectGoal",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("organisation", models.CharField(max_length=40, verbose_name="organisation")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("measure", models.CharField(max_length=60, verbose_name="mått")),
                        ("share", models.BooleanField(default=False, verbose_name="som andel")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("at_most", "at_most"), ("at_least", "at_least")],
                                max_length=8,
                                verbose_name="riktning",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="målnivå"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="utgångsläge",
                            ),
                        ),
                        (
                            "baseline_text",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="vad utgångsläget är"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="beslutat av")),
                        ("decided_on", models.DateField(verbose_name="beslutat den")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical effektmål",
                        "verbose_name_plural": "historical effektmål",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="BoardText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(max_length=20, verbose_name="del")),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("text", models.TextField(blank=True, default="", verbose_name="text")),
                        ("written_at", models.DateTimeField(verbose_name="skriven")),
                        ("written_by_name", models.CharField(max_length=150, verbose_name="skriven av")),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="texts",
                                to="reporting.boardreport",
                                verbose_name="nämndrapport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text i nämndrapport",
                        "verbose_name_plural": "texter i nämndrapporter",
                        "ordering": ["part", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "part", "number"), name="board_text_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExperienceAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="svarad")),
                        (
                            "safe",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="trygg"),
                        ),
                        (
                            "took_part",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="delaktig"),
                        ),
                        (
                            "informed",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="informerad"
                            ),
                        ),
                        (
                            "help_in_place",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="hjälp på plats"
                            ),
                        ),
                        (
                            "respondent",
                            models.CharField(
                                choices=[("patient", "patient"), ("relative", "relative")],
                                max_length=8,
                                verbose_name="vem svarade",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("link", "link"), ("phone", "phone")],
                                max_length=5,
                                verbose_name="hur",
                            ),
                        ),
                        ("language", models.CharField(max_length=8, verbose_name="språk")),
                        ("form_version", models.CharField(max_length=10, verbose_name="frågornas version")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.careepisode",
                                verbose_name="vårdtillfälle",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "svar om upplevelse",
                        "verbose_name_plural": "svar om upplevelse",
                        "ordering": ["at", "pk"],
                        "indexes": [models.Index(fields=["at"], name="experience_at")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("safe__isnull", True), ("safe__range", (1, 5)), _connector="OR"
                                ),
                                name="experience_safe_1_5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("took_part__isnull", True), ("took_part__range", (1, 5)), _connector="OR"
                                ),
                                name="experience_part_1_5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("informed__isnull", True), ("informed__range", (1, 5)), _connector="OR"
                                ),
                                name="experience_informed_1_5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("help_in_place__isnull", True),
                                    ("help_in_place__range", (1, 5)),
                                    _connector="OR",
                                ),
                                name="experience_help_1_5",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExperienceInvite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("offered_at", models.DateTimeField(verbose_name="erbjuden")),
                        ("lapses_at", models.DateTimeField(verbose_name="går ut")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "offered"),
                                    ("answered", "answered"),
                                    ("declined", "declined"),
                                    ("lapsed", "lapsed"),
                                ],
                                default="offered",
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "code_hash",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="kodens kontrollsumma"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="skickad eller utskriven"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "episode",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.careepisode",
                                verbose_name="vårdtillfälle",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fråga om upplevelse",
                        "verbose_name_plural": "frågor om upplevelse",
                        "ordering": ["offered_at", "pk"],
                        "indexes": [models.Index(fields=["state", "lapses_at"], name="invite_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("code_hash", ""), _negated=True),
                                fields=("code_hash",),
                                name="invite_code_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("state", "offered")),
                                    models.Q(
                                        models.Q(("state", "offered"), _negated=True),
                                        ("closed_at__isnull", False),
                                        ("code_hash", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="invite_closed_has_no_code",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (core.orders.OrderState["ORDERED"], core.orders.OrderState["ORDERED"]),
                                    (core.orders.OrderState["MADE"], core.orders.OrderState["MADE"]),
                                    (core.orders.OrderState["FAILED"], core.orders.OrderState["FAILED"]),
                                ],
                                default=core.orders.OrderState["ORDERED"],
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        ("ordered_at", models.DateTimeField(verbose_name="beställd")),
                        (
                            "ordered_by_name",
                            models.CharField(max_length=150, verbose_name="beställarens namn"),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="försök")),
                        (
                            "progress",
                            models.PositiveSmallIntegerField(default=0, verbose_name="hur långt, procent"),
                        ),
                        ("begun_at", models.DateTimeField(blank=True, null=True, verbose_name="påbörjad")),
                        ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="klar")),
                        (
                            "file",
                            models.FileField(blank=True, default="", upload_to="reports", verbose_name="fil"),
                        ),
                        (
                            "size",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="storlek i byte"),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="filens kontrollsumma"
                            ),
                        ),
                        ("organisation", models.CharField(max_length=200, verbose_name="gäller")),
                        ("organisation_name", models.CharField(max_length=200, verbose_name="namn")),
                        ("period", models.CharField(max_length=20, verbose_name="period")),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    (
                                        reporting.rules.formats.Format["JSON"],
                                        reporting.rules.formats.Format["JSON"],
                                    ),
                                    (
                                        reporting.rules.formats.Format["PDF"],
                                        reporting.rules.formats.Format["PDF"],
                                    ),
                                    (
                                        reporting.rules.formats.Format["CSV"],
                                        reporting.rules.formats.Format["CSV"],
                                    ),
                                    (
                                        reporting.rules.formats.Format["XLSX"],
                                        reporting.rules.formats.Format["XLSX"],
                                    ),
                                ],
                                max_length=4,
                                verbose_name="format",
                            ),
                        ),
                        (
                            "definitions_version",
                            models.CharField(max_length=10, verbose_name="definitionernas version"),
                        ),
                        ("plain", models.BooleanField(default=False, verbose_name="enkel version")),
                        ("fetched_at", models.DateTimeField(blank=True, null=True, verbose_name="hämtad")),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reporting.boardreport",
                                verbose_name="nämndrapport",
                            ),
                        ),
                        (
                            "ordered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="beställd av",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rapport",
                        "verbose_name_plural": "rapporter",
                        "ordering": ["-ordered_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["unit", "-ordered_at"], name="report_of_unit"),
                            models.Index(fields=["state", "ordered_at"], name="report_by_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("made_at__isnull", False),
                                        ("size__isnull", False),
                                        ("state", core.orders.OrderState["MADE"]),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", core.orders.OrderState["MADE"]), _negated=True),
                                        ("made_at__isnull", True),
                                        ("sha256", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_made_has_a_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ordered_by_name", ""), _negated=True),
                                name="report_is_ordered_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ordered")),
                                fields=(
                                    "organisation",
                                    "period",
                                    "format",
                                    "plain",
                                    "ordered_by",
                                    "unit",
                                    "board",
                                ),
                                name="report_ordered_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
