"""The tables of betalningsansvar, in one step: merged from the migrations below."""

import datetime as dt
import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.orders
import liability.models.agreement
import liability.rules.decisions
import liability.rules.statement_files
import liability.rules.statement_life
from core.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("liability", "0001_initial"),
        ("liability", "0002_entered_at"),
        ("liability", "0003_statements"),
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
                    name="FinanceLayout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("municipality", models.CharField(max_length=40, unique=True, verbose_name="kommun")),
                        ("layout", models.JSONField(default=dict, verbose_name="uppställning")),
                    ],
                    options={
                        "verbose_name": "uppställning för ekonomisystem",
                        "verbose_name_plural": "uppställningar för ekonomisystem",
                        "ordering": ["municipality"],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("region", models.CharField(default="*", max_length=40, verbose_name="region")),
                        ("municipality", models.CharField(default="*", max_length=40, verbose_name="kommun")),
                    ],
                    options={
                        "verbose_name": "överenskommelse",
                        "verbose_name_plural": "överenskommelser",
                        "ordering": ["region", "municipality", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "municipality"), name="agreement_once_for_its_parties"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DayRate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="år")),
                        ("entered_at", models.DateTimeField(verbose_name="inlagt")),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="kronor per vårddygn"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="källa"),
                        ),
                        ("confirmed", models.BooleanField(default=False, verbose_name="bekräftad")),
                    ],
                    options={
                        "verbose_name": "belopp per vårddygn",
                        "verbose_name_plural": "belopp per vårddygn",
                        "ordering": ["year"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2018), ("year__lte", 2200)),
                                name="day_rate_of_a_year_under_the_act",
                                violation_error_message="Lagen gäller från 2018: ange ett årtal från och med 2018.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="day_rate_is_not_zero",
                                violation_error_message="Ange ett belopp i kronor, eller lämna tomt när det saknas.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgreement",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("region", models.CharField(default="*", max_length=40, verbose_name="region")),
                        ("municipality", models.CharField(default="*", max_length=40, verbose_name="kommun")),
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
                        "verbose_name": "historical överenskommelse",
                        "verbose_name_plural": "historical överenskommelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDayRate",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(db_index=True, verbose_name="år")),
                        ("entered_at", models.DateTimeField(verbose_name="inlagt")),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="kronor per vårddygn"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="källa"),
                        ),
                        ("confirmed", models.BooleanField(default=False, verbose_name="bekräftad")),
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
                        "verbose_name": "historical belopp per vårddygn",
                        "verbose_name_plural": "historical belopp per vårddygn",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinanceLayout",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "municipality",
                            models.CharField(db_index=True, max_length=40, verbose_name="kommun"),
                        ),
                        ("layout", models.JSONField(default=dict, verbose_name="uppställning")),
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
                        "verbose_name": "historical uppställning för ekonomisystem",
                        "verbose_name_plural": "historical uppställningar för ekonomisystem",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStatementDeadlines",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("region", models.CharField(default="*", max_length=40, verbose_name="region")),
                        ("municipality", models.CharField(default="*", max_length=40, verbose_name="kommun")),
                        (
                            "propose_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att föreslå efter månadens slut"
                            ),
                        ),
                        (
                            "dispute_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att bestrida efter förslaget"
                            ),
                        ),
                        (
                            "answer_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att svara på ett bestridande"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="källa"),
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
                        "verbose_name": "historical tidsfrister för betalningsunderlag",
                        "verbose_name_plural": "historical tidsfrister för betalningsunderlag",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTerms",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(db_index=True, max_length=60, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                        ("care_forms", models.JSONField(default=list, verbose_name="vårdformer")),
                        ("selectable", models.BooleanField(default=True, verbose_name="väljs för ärenden")),
                        ("entered_at", models.DateTimeField(verbose_name="inlagda")),
                        ("source", models.TextField(blank=True, default="", verbose_name="källa")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="bekräftad")),
                        (
                            "basis",
                            models.CharField(
                                choices=[("individual", "individual"), ("average", "average")],
                                default="individual",
                                max_length=10,
                                verbose_name="grund",
                            ),
                        ),
                        (
                            "day_type",
                            models.CharField(
                                choices=[("calendar", "calendar"), ("weekday", "weekday")],
                                default="calendar",
                                max_length=8,
                                verbose_name="dagar",
                            ),
                        ),
                        (
                            "eves_are_weekdays",
                            models.BooleanField(default=True, verbose_name="aftnar är vardagar"),
                        ),
                        ("free_days", models.PositiveSmallIntegerField(default=3, verbose_name="fristdagar")),
                        ("cutoff", models.TimeField(default=dt.time(12, 0), verbose_name="brytpunkt")),
                        (
                            "cutoff_inclusive",
                            models.BooleanField(default=True, verbose_name="brytpunkten själv är i tid"),
                        ),
                        (
                            "late_extra_days",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="extra dagar efter brytpunkten"
                            ),
                        ),
                        (
                            "day_convention",
                            models.CharField(
                                choices=[("nights", "nights"), ("started", "started")],
                                default="nights",
                                max_length=7,
                                verbose_name="dygn",
                            ),
                        ),
                        (
                            "amount_source",
                            models.CharField(
                                choices=[
                                    ("national", "Socialstyrelsens belopp"),
                                    ("fixed", "Avtalat belopp"),
                                    ("unknown", "Belopp saknas"),
                                ],
                                default="national",
                                max_length=8,
                                verbose_name="belopp enligt",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="belopp per vårddygn, kronor"
                            ),
                        ),
                        (
                            "preconditions",
                            models.JSONField(
                                default=liability.models.agreement.statute_preconditions,
                                verbose_name="förutsättningar",
                            ),
                        ),
                        (
                            "late_precondition",
                            models.CharField(
                                choices=[
                                    ("review", "review"),
                                    ("block", "block"),
                                    ("shift", "shift"),
                                    ("allow", "allow"),
                                ],
                                default="review",
                                max_length=6,
                                verbose_name="för sen förutsättning",
                            ),
                        ),
                        (
                            "suspended_from",
                            models.DateField(blank=True, null=True, verbose_name="fakturering vilar från"),
                        ),
                        (
                            "suspended_to",
                            models.DateField(blank=True, null=True, verbose_name="fakturering vilar till"),
                        ),
                        (
                            "mean_level",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=9,
                                null=True,
                                verbose_name="nivå för medelvärdet",
                            ),
                        ),
                        (
                            "mean_population",
                            models.CharField(
                                blank=True,
                                choices=[("all", "all"), ("from_day_one", "from_day_one")],
                                default="",
                                max_length=12,
                                verbose_name="medelvärdet räknas över",
                            ),
                        ),
                        (
                            "individual_after_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="individuellt efter dagar"
                            ),
                        ),
                        (
                            "long_stay_in_mean",
                            models.CharField(
                                blank=True,
                                choices=[("capped", "capped"), ("excluded", "excluded")],
                                default="",
                                max_length=8,
                                verbose_name="lång vistelse i medelvärdet",
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
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="liability.agreement",
                                verbose_name="överenskommelse",
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
                        "verbose_name": "historical villkor",
                        "verbose_name_plural": "historical villkor",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("month", models.DateField(verbose_name="månad")),
                        ("terms_code", models.CharField(max_length=60, verbose_name="villkor")),
                        ("terms_name", models.CharField(max_length=200, verbose_name="villkorens namn")),
                        (
                            "basis",
                            models.CharField(
                                choices=[("individual", "individual"), ("average", "average")],
                                max_length=10,
                                verbose_name="grund",
                            ),
                        ),
                        ("terms", models.JSONField(default=dict, verbose_name="villkor som använts")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preliminary", "preliminary"),
                                    ("proposed", "proposed"),
                                    ("agreed", "agreed"),
                                    ("locked", "locked"),
                                ],
                                default="preliminary",
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        ("computed_at", models.DateTimeField(verbose_name="beräknat")),
                        ("days", models.IntegerField(default=0, verbose_name="dagar")),
                        ("billable_days", models.IntegerField(default=0, verbose_name="fakturerbara dagar")),
                        (
                            "held_days",
                            models.PositiveIntegerField(default=0, verbose_name="dagar som inte räknas"),
                        ),
                        (
                            "amount",
                            models.BigIntegerField(blank=True, null=True, verbose_name="belopp, kronor"),
                        ),
                        (
                            "billable_amount",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="fakturerbart belopp, kronor"
                            ),
                        ),
                        ("mean", models.JSONField(blank=True, default=dict, verbose_name="medelvärde")),
                        (
                            "proposed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="föreslaget"),
                        ),
                        (
                            "dispute_by",
                            models.DateField(blank=True, null=True, verbose_name="bestrids senast"),
                        ),
                        (
                            "agreed_region_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="godkänt av regionen"),
                        ),
                        (
                            "agreed_municipality_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="godkänt av kommunen"),
                        ),
                        ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="låst")),
                        (
                            "checksum",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="radernas kontrollsumma"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="betalningsansvarig",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "betalningsunderlag",
                        "verbose_name_plural": "betalningsunderlag",
                        "ordering": ["-month", "municipality", "terms_code"],
                        "indexes": [
                            models.Index(fields=["municipality", "-month"], name="statement_of_municipality"),
                            models.Index(fields=["region", "-month"], name="statement_of_region"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "municipality", "terms_code", "month"),
                                name="statement_once_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="statement_month_is_its_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dispute_by__isnull", True),
                                        ("proposed_at__isnull", True),
                                        ("state", liability.rules.statement_life.State["PRELIMINARY"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state", liability.rules.statement_life.State["PRELIMINARY"]),
                                            _negated=True,
                                        ),
                                        ("dispute_by__isnull", False),
                                        ("proposed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_proposed_once_it_is_not_preliminary",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreed_municipality_at__isnull", False),
                                        ("agreed_region_at__isnull", False),
                                        (
                                            "state__in",
                                            [
                                                liability.rules.statement_life.State["AGREED"],
                                                liability.rules.statement_life.State["LOCKED"],
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("state", liability.rules.statement_life.State["PROPOSED"]),
                                        models.Q(
                                            ("agreed_region_at__isnull", True),
                                            ("agreed_municipality_at__isnull", True),
                                            _connector="OR",
                                        ),
                                    ),
                                    models.Q(
                                        ("agreed_municipality_at__isnull", True),
                                        ("agreed_region_at__isnull", True),
                                        ("state", liability.rules.statement_life.State["PRELIMINARY"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_agreed_by_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("locked_at__isnull", False),
                                        ("state", liability.rules.statement_life.State["LOCKED"]),
                                        models.Q(("checksum", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state", liability.rules.statement_life.State["LOCKED"]),
                                            _negated=True,
                                        ),
                                        ("checksum", ""),
                                        ("locked_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_locked_with_a_checksum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("region", models.F("municipality")), _negated=True),
                                name="statement_between_two_parties",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementDeadlines",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("region", models.CharField(default="*", max_length=40, verbose_name="region")),
                        ("municipality", models.CharField(default="*", max_length=40, verbose_name="kommun")),
                        (
                            "propose_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att föreslå efter månadens slut"
                            ),
                        ),
                        (
                            "dispute_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att bestrida efter förslaget"
                            ),
                        ),
                        (
                            "answer_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="dagar att svara på ett bestridande"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="källa"),
                        ),
                    ],
                    options={
                        "verbose_name": "tidsfrister för betalningsunderlag",
                        "verbose_name_plural": "tidsfrister för betalningsunderlag",
                        "ordering": ["region", "municipality"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "municipality"), name="deadlines_once_for_their_parties"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("dispute_days__range", (1, 365)),
                                    ("propose_days__range", (1, 365)),
                                    ("answer_days__range", (1, 365)),
                                ),
                                name="deadlines_between_a_day_and_a_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementFile",
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
                        (
                            "statement_version",
                            models.PositiveIntegerField(verbose_name="underlagets version"),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    (
                                        liability.rules.statement_files.Format["CSV"],
                                        liability.rules.statement_files.Format["CSV"],
                                    ),
                                    (
                                        liability.rules.statement_files.Format["XLSX"],
                                        liability.rules.statement_files.Format["XLSX"],
                                    ),
                                    (
                                        liability.rules.statement_files.Format["PDF"],
                                        liability.rules.statement_files.Format["PDF"],
                                    ),
                                    (
                                        liability.rules.statement_files.Format["FINANCE"],
                                        liability.rules.statement_files.Format["FINANCE"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="format",
                            ),
                        ),
                        ("fetched_at", models.DateTimeField(blank=True, null=True, verbose_name="hämtad")),
                        (
                            "fetched_by_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="hämtad av"
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
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="liability.statement",
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
                        "verbose_name": "fil med betalningsunderlag",
                        "verbose_name_plural": "filer med betalningsunderlag",
                        "ordering": ["-ordered_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["state", "ordered_at"], name="statement_file_by_state")
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
                                name="statement_file_made_has_a_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ordered_by_name", ""), _negated=True),
                                name="statement_file_is_ordered_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="rad")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("stay", "Vårdtillfälle"), ("correction", "Rättelse")],
                                default="stay",
                                max_length=10,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "assessment_number",
                            models.PositiveIntegerField(verbose_name="beräkningens version"),
                        ),
                        ("notice_at", models.DateTimeField(verbose_name="utskrivningsklar")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="slutade")),
                        ("start_day", models.DateField(blank=True, null=True, verbose_name="inträder")),
                        ("ward", models.CharField(max_length=200, verbose_name="avdelning")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("billable", "billable"),
                                    ("suspended", "suspended"),
                                    ("review", "review"),
                                    ("blocked", "blocked"),
                                    ("free", "free"),
                                    ("mean", "mean"),
                                ],
                                max_length=9,
                                verbose_name="utfall",
                            ),
                        ),
                        ("first_day", models.DateField(blank=True, null=True, verbose_name="första dag")),
                        ("last_day", models.DateField(blank=True, null=True, verbose_name="sista dag")),
                        ("days", models.IntegerField(verbose_name="dagar")),
                        ("billable_days", models.IntegerField(verbose_name="fakturerbara dagar")),
                        (
                            "held_days",
                            models.PositiveIntegerField(default=0, verbose_name="dagar som inte räknas"),
                        ),
                        (
                            "ready_days",
                            models.PositiveIntegerField(verbose_name="dagar som utskrivningsklar"),
                        ),
                        (
                            "rate",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="kronor per dygn"
                            ),
                        ),
                        (
                            "amount",
                            models.BigIntegerField(blank=True, null=True, verbose_name="belopp, kronor"),
                        ),
                        (
                            "billable_amount",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="fakturerbart belopp, kronor"
                            ),
                        ),
                        (
                            "adjusted_days",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dagar efter överenskommelse"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("disputed", "disputed"),
                                    ("answered", "answered"),
                                    ("settled", "settled"),
                                ],
                                default="open",
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "answer_by",
                            models.DateField(blank=True, null=True, verbose_name="besvaras senast"),
                        ),
                        (
                            "corrects_month",
                            models.DateField(blank=True, null=True, verbose_name="rättar månad"),
                        ),
                        ("reasons", models.JSONField(default=list, verbose_name="skäl")),
                        ("facts", models.JSONField(default=dict, verbose_name="uppgifter")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statement_rows",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="liability.statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rad i betalningsunderlag",
                        "verbose_name_plural": "rader i betalningsunderlag",
                        "ordering": ["statement", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("statement", "number"), name="statement_row_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "stay")),
                                fields=("statement", "episode", "notice_at"),
                                name="statement_row_once_a_spell",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "correction")),
                                fields=("statement", "episode", "notice_at", "corrects_month"),
                                name="statement_correction_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects_month__isnull", False), ("kind", "correction")),
                                    models.Q(
                                        ("billable_days__gte", 0),
                                        ("corrects_month__isnull", True),
                                        ("days__gte", 0),
                                        ("kind", "stay"),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_row_is_negative_only_as_a_correction",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "correction"),
                                    models.Q(
                                        ("days", 0), ("first_day__isnull", True), ("last_day__isnull", True)
                                    ),
                                    models.Q(
                                        ("days__gt", 0),
                                        ("first_day__isnull", False),
                                        ("last_day__gte", models.F("first_day")),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_row_days_have_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "correction"),
                                    ("billable_days__lte", models.F("days")),
                                    _connector="OR",
                                ),
                                name="statement_row_bills_no_day_that_is_not_owed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer_by__isnull", False),
                                        ("state", liability.rules.statement_life.RowState["DISPUTED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state", liability.rules.statement_life.RowState["DISPUTED"]),
                                            _negated=True,
                                        ),
                                        ("answer_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_row_disputed_is_to_be_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="tidpunkt")),
                        ("kind", models.CharField(max_length=20, verbose_name="steg")),
                        (
                            "side",
                            models.CharField(blank=True, default="", max_length=12, verbose_name="sida"),
                        ),
                        ("by_name", models.CharField(max_length=150, verbose_name="av")),
                        ("by_unit_name", models.CharField(max_length=200, verbose_name="enhet")),
                        (
                            "reason",
                            models.CharField(blank=True, default="", max_length=20, verbose_name="skäl"),
                        ),
                        ("text", models.TextField(blank=True, default="", verbose_name="text")),
                        ("days", models.PositiveIntegerField(blank=True, null=True, verbose_name="dagar")),
                        (
                            "row",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="liability.statementrow",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="liability.statement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "steg i betalningsunderlag",
                        "verbose_name_plural": "steg i betalningsunderlag",
                        "ordering": ["statement", "at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("by_name", ""), _negated=True),
                                name="statement_step_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementAttachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("file", models.FileField(upload_to="disputes", verbose_name="fil")),
                        ("kind", models.CharField(max_length=4, verbose_name="slag")),
                        ("size", models.PositiveIntegerField(verbose_name="storlek i byte")),
                        ("sha256", models.CharField(max_length=64, verbose_name="kontrollsumma")),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="liability.statementstep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bilaga",
                        "verbose_name_plural": "bilagor",
                        "ordering": ["step", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Terms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True, verbose_name="kod")),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="gäller till")),
                        ("care_forms", models.JSONField(default=list, verbose_name="vårdformer")),
                        ("selectable", models.BooleanField(default=True, verbose_name="väljs för ärenden")),
                        ("entered_at", models.DateTimeField(verbose_name="inlagda")),
                        ("source", models.TextField(blank=True, default="", verbose_name="källa")),
                        ("confirmed", models.BooleanField(default=False, verbose_name="bekräftad")),
                        (
                            "basis",
                            models.CharField(
                                choices=[("individual", "individual"), ("average", "average")],
                                default="individual",
                                max_length=10,
                                verbose_name="grund",
                            ),
                        ),
                        (
                            "day_type",
                            models.CharField(
                                choices=[("calendar", "calendar"), ("weekday", "weekday")],
                                default="calendar",
                                max_length=8,
                                verbose_name="dagar",
                            ),
                        ),
                        (
                            "eves_are_weekdays",
                            models.BooleanField(default=True, verbose_name="aftnar är vardagar"),
                        ),
                        ("free_days", models.PositiveSmallIntegerField(default=3, verbose_name="fristdagar")),
                        ("cutoff", models.TimeField(default=dt.time(12, 0), verbose_name="brytpunkt")),
                        (
                            "cutoff_inclusive",
                            models.BooleanField(default=True, verbose_name="brytpunkten själv är i tid"),
                        ),
                        (
                            "late_extra_days",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="extra dagar efter brytpunkten"
                            ),
                        ),
                        (
                            "day_convention",
                            models.CharField(
                                choices=[("nights", "nights"), ("started", "started")],
                                default="nights",
                                max_length=7,
                                verbose_name="dygn",
                            ),
                        ),
                        (
                            "amount_source",
                            models.CharField(
                                choices=[
                                    ("national", "Socialstyrelsens belopp"),
                                    ("fixed", "Avtalat belopp"),
                                    ("unknown", "Belopp saknas"),
                                ],
                                default="national",
                                max_length=8,
                                verbose_name="belopp enligt",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="belopp per vårddygn, kronor"
                            ),
                        ),
                        (
                            "preconditions",
                            models.JSONField(
                                default=liability.models.agreement.statute_preconditions,
                                verbose_name="förutsättningar",
                            ),
                        ),
                        (
                            "late_precondition",
                            models.CharField(
                                choices=[
                                    ("review", "review"),
                                    ("block", "block"),
                                    ("shift", "shift"),
                                    ("allow", "allow"),
                                ],
                                default="review",
                                max_length=6,
                                verbose_name="för sen förutsättning",
                            ),
                        ),
                        (
                            "suspended_from",
                            models.DateField(blank=True, null=True, verbose_name="fakturering vilar från"),
                        ),
                        (
                            "suspended_to",
                            models.DateField(blank=True, null=True, verbose_name="fakturering vilar till"),
                        ),
                        (
                            "mean_level",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=9,
                                null=True,
                                verbose_name="nivå för medelvärdet",
                            ),
                        ),
                        (
                            "mean_population",
                            models.CharField(
                                blank=True,
                                choices=[("all", "all"), ("from_day_one", "from_day_one")],
                                default="",
                                max_length=12,
                                verbose_name="medelvärdet räknas över",
                            ),
                        ),
                        (
                            "individual_after_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="individuellt efter dagar"
                            ),
                        ),
                        (
                            "long_stay_in_mean",
                            models.CharField(
                                blank=True,
                                choices=[("capped", "capped"), ("excluded", "excluded")],
                                default="",
                                max_length=8,
                                verbose_name="lång vistelse i medelvärdet",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="liability.agreement",
                                verbose_name="överenskommelse",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "villkor",
                        "verbose_name_plural": "villkor",
                        "ordering": ["agreement", "valid_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="terms_validity_in_order",
                                violation_error_message="Villkoren kan inte sluta gälla innan de börjar.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__isnull", False), ("amount_source", "fixed")),
                                    models.Q(
                                        models.Q(("amount_source", "fixed"), _negated=True),
                                        ("amount__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="terms_amount_fits_its_source",
                                violation_error_message="Ange ett belopp när det är avtalat, annars inget.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("suspended_to__isnull", True),
                                    ("suspended_to__gte", models.F("suspended_from")),
                                    _connector="OR",
                                ),
                                name="terms_suspension_in_order",
                                violation_error_message="Vilandet kan inte sluta innan det börjar.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mean_level__isnull", True), ("mean_level__gte", 0), _connector="OR"
                                ),
                                name="terms_mean_level_not_negative",
                                violation_error_message="Nivån kan inte vara negativ.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TermsDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("terms", models.JSONField(default=dict, verbose_name="villkor")),
                        ("made_at", models.DateTimeField(verbose_name="skapat")),
                        ("made_by_name", models.CharField(max_length=150, verbose_name="skapat av")),
                        ("compared_at", models.DateTimeField(blank=True, null=True, verbose_name="jämfört")),
                        (
                            "compared_month",
                            models.DateField(blank=True, null=True, verbose_name="jämfört för månad"),
                        ),
                        ("comparison", models.JSONField(blank=True, default=dict, verbose_name="jämförelse")),
                        (
                            "made_valid_by_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="gjort giltigt av"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to="liability.agreement",
                                verbose_name="överenskommelse",
                            ),
                        ),
                        (
                            "made_valid",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="liability.terms",
                                verbose_name="giltiga villkor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "utkast till villkor",
                        "verbose_name_plural": "utkast till villkor",
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("made_valid__isnull", True),
                                    ("compared_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="draft_is_compared_before_it_is_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("compared_at__isnull", True), ("compared_month__isnull", True)),
                                    models.Q(
                                        ("compared_at__isnull", False), ("compared_month__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="draft_is_compared_for_a_month",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TermsScope",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("care_form", models.PositiveSmallIntegerField(verbose_name="vårdform, nummer")),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="liability.agreement",
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scopes",
                                to="liability.terms",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vårdform som villkor gäller",
                        "verbose_name_plural": "vårdformer som villkor gäller",
                        "ordering": ["terms", "care_form"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("agreement"),
                                            models.F("agreement"),
                                            models.Value("[]"),
                                            function="int8range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("care_form"),
                                            models.F("care_form"),
                                            models.Value("[]"),
                                            function="int4range",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            models.F("valid_from"),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="terms_do_not_overlap",
                                violation_error_message="Villkor för samma vårdform gäller redan under en del av tiden.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("computed_at", models.DateTimeField(verbose_name="beräknad")),
                        ("as_of", models.DateTimeField(verbose_name="gäller per")),
                        ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="ersatt")),
                        ("episode_version", models.PositiveIntegerField(verbose_name="ärendets version")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("liable", "liable"),
                                    ("running", "running"),
                                    ("not_yet", "not_yet"),
                                    ("not_liable", "not_liable"),
                                    ("needs_review", "needs_review"),
                                    ("average", "average"),
                                ],
                                max_length=12,
                                verbose_name="resultat",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="inträder")),
                        ("days", models.PositiveIntegerField(default=0, verbose_name="dagar")),
                        (
                            "amount",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="belopp, kronor"
                            ),
                        ),
                        ("billable", models.BooleanField(default=False, verbose_name="fakturerbart")),
                        (
                            "billable_amount",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="fakturerbart belopp, kronor"
                            ),
                        ),
                        (
                            "ready_days",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dagar som utskrivningsklar"
                            ),
                        ),
                        ("owed_by", models.JSONField(default=list, verbose_name="betalningsansvarig")),
                        ("terms_codes", models.JSONField(default=list, verbose_name="villkor")),
                        ("spells", models.JSONField(default=list, verbose_name="perioder")),
                        ("reasons", models.JSONField(default=list, verbose_name="skäl")),
                        ("facts", models.JSONField(default=dict, verbose_name="underlag")),
                        (
                            "basis_hash",
                            models.CharField(max_length=64, verbose_name="underlagets kontrollsumma"),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liability_assessments",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beräknat betalningsansvar",
                        "verbose_name_plural": "beräknade betalningsansvar",
                        "ordering": ["episode", "-number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=["status"],
                                name="assessment_current_status",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("episode",),
                                name="one_assessment_is_current",
                            ),
                            models.UniqueConstraint(
                                fields=("episode", "number"), name="assessment_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("billable", False), ("days__gt", 0), _connector="OR"),
                                name="assessment_bills_no_day_that_is_not_owed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("days", 0), _negated=True),
                                    models.Q(("amount", 0), ("amount__isnull", False)),
                                    ("status", "average"),
                                    _connector="OR",
                                ),
                                name="assessment_no_days_cost_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("notice_at", models.DateTimeField(verbose_name="utskrivningsklar")),
                        ("questions", models.JSONField(default=list, verbose_name="frågor")),
                        (
                            "choice",
                            models.CharField(
                                choices=[("owed", "owed"), ("not_owed", "not_owed")],
                                max_length=10,
                                verbose_name="förslag",
                            ),
                        ),
                        (
                            "from_day",
                            models.DateField(blank=True, null=True, verbose_name="betalningsansvar från"),
                        ),
                        ("text", models.TextField(verbose_name="motivering")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("accepted", "accepted"),
                                    ("disputed", "disputed"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="läge",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="föreslagen")),
                        (
                            "proposed_side",
                            models.CharField(
                                choices=[("region", "region"), ("municipality", "municipality")],
                                max_length=12,
                                verbose_name="föreslagen av sida",
                            ),
                        ),
                        ("proposed_by_name", models.CharField(max_length=150, verbose_name="föreslagen av")),
                        (
                            "proposed_unit_name",
                            models.CharField(max_length=200, verbose_name="föreslagen av enhet"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="besvarad")),
                        (
                            "answered_side",
                            models.CharField(
                                blank=True,
                                choices=[("region", "region"), ("municipality", "municipality")],
                                default="",
                                max_length=12,
                                verbose_name="besvarad av sida",
                            ),
                        ),
                        (
                            "answered_by_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="besvarad av"
                            ),
                        ),
                        (
                            "answered_unit_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="besvarad av enhet"
                            ),
                        ),
                        ("answer_text", models.TextField(blank=True, default="", verbose_name="svar")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liability_decisions",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gemensam bedömning",
                        "verbose_name_plural": "gemensamma bedömningar",
                        "ordering": ["episode", "proposed_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state", liability.rules.decisions.DecisionState["PROPOSED"])
                                ),
                                fields=("episode", "notice_at"),
                                name="decision_one_proposal_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state", liability.rules.decisions.DecisionState["ACCEPTED"])
                                ),
                                fields=("episode", "notice_at"),
                                name="decision_one_is_accepted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_side", ""),
                                        ("state", liability.rules.decisions.DecisionState["PROPOSED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state", liability.rules.decisions.DecisionState["PROPOSED"]),
                                            _negated=True,
                                        ),
                                        ("answered_at__isnull", False),
                                        models.Q(("answered_side", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_answered_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_side", models.F("proposed_side")), _negated=True
                                ),
                                name="decision_is_never_one_sides",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("choice", liability.rules.decisions.Choice["OWED"]),
                                        ("from_day__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("choice", liability.rules.decisions.Choice["OWED"]),
                                            _negated=True,
                                        ),
                                        ("from_day__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_that_something_is_owed_says_from_when",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
