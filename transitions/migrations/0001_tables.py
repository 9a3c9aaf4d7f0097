"""The tables of the transition process, in one step: merged from the migrations below."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.orders
import transitions.models.choices
import transitions.rules.chain
import transitions.rules.harm
import transitions.rules.kinds
import transitions.rules.ladder
import transitions.rules.notice
import transitions.rules.representation
import transitions.rules.shields
import transitions.rules.step_values
from core.together import Together

# The database keeps practice and real cases apart, whatever the code does.
APART = """
CREATE OR REPLACE FUNCTION hemvag_practice_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE of_unit boolean; of_case boolean;
BEGIN
    SELECT o.practice INTO of_unit FROM actors_unit u JOIN actors_organisation o ON o.id = u.organisation_id
        WHERE u.id = NEW.unit_id;
    SELECT o.practice INTO of_case FROM transitions_careepisode e
        JOIN actors_organisation o ON o.id = e.registered_in_id WHERE e.id = NEW.episode_id;
    IF of_unit IS DISTINCT FROM of_case THEN
        RAISE EXCEPTION 'practice and real cases are kept apart' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER practice_apart BEFORE INSERT OR UPDATE OF unit_id, episode_id ON transitions_party
    FOR EACH ROW EXECUTE FUNCTION hemvag_practice_apart();
CREATE OR REPLACE FUNCTION hemvag_practice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.practice IS DISTINCT FROM OLD.practice THEN
        RAISE EXCEPTION 'an organisation is practice from its beginning or never' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER practice_stays BEFORE UPDATE OF practice ON actors_organisation
    FOR EACH ROW EXECUTE FUNCTION hemvag_practice_stays();
"""
TOGETHER = """
DROP TRIGGER IF EXISTS practice_stays ON actors_organisation;
DROP TRIGGER IF EXISTS practice_apart ON transitions_party;
DROP FUNCTION IF EXISTS hemvag_practice_stays();
DROP FUNCTION IF EXISTS hemvag_practice_apart();
"""


WRITTEN_ONCE = ("transitions_emergencyreview", "transitions_protectionchange")


def _change(schema_editor, statement):
    connection = schema_editor.connection
    role = settings.DATABASE_APP_ROLE
    # With one role for everything (an external database without the bootstrap) there is nobody to take it from.
    if role and role != connection.settings_dict["USER"]:
        for table in WRITTEN_ONCE:
            schema_editor.execute(statement.format(table=table, role=connection.ops.quote_name(role)))


def take_away(apps, schema_editor):
    _change(schema_editor, "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")


def give_back(apps, schema_editor):
    _change(schema_editor, "GRANT UPDATE, DELETE ON {table} TO {role}")


class Migration(migrations.Migration):
    replaces = [
        ("transitions", "0001_initial"),
        ("transitions", "0002_party_taken_over"),
        ("transitions", "0003_shields"),
        ("transitions", "0004_consent_register"),
        ("transitions", "0005_lists_that_grow"),
        ("transitions", "0006_working_day"),
        ("transitions", "0007_ladder"),
        ("transitions", "0008_stay"),
        ("transitions", "0009_not_reached"),
        ("transitions", "0010_calendar_address"),
        ("transitions", "0011_practice_apart"),
        ("transitions", "0012_local_routines"),
        ("transitions", "0013_whole_notice"),
        ("transitions", "0014_evening_pack"),
        ("transitions", "0015_paper_entry"),
        ("transitions", "0016_checklist_and_templates"),
        ("transitions", "0017_safety_receipt"),
        ("transitions", "0018_information_draft"),
        ("transitions", "0019_readmissions"),
        ("transitions", "0020_owing_question"),
        ("transitions", "0021_order_without_joining"),
        ("transitions", "0022_without_a_stay"),
    ]

    initial = True

    dependencies = [
        ("actors", "0008_portrait"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=transitions.models.choices.item_kinds,
                                max_length=40,
                                verbose_name="slag",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="tidpunkt")),
                        ("recorded_at", models.DateTimeField(verbose_name="registrerad")),
                        ("author_name", models.CharField(max_length=150, verbose_name="namn")),
                        ("note", models.TextField(blank=True, default="", verbose_name="anteckning")),
                        ("data", models.JSONField(default=dict, verbose_name="uppgifter")),
                        ("key", models.CharField(max_length=64, unique=True, verbose_name="nyckel")),
                        (
                            "content_hash",
                            models.CharField(max_length=64, verbose_name="innehållets kontrollsumma"),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="makulerad"),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "händelse",
                        "verbose_name_plural": "händelser",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CareEpisode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "external_id",
                            models.CharField(max_length=80, unique=True, verbose_name="id i händelsefil"),
                        ),
                        (
                            "care_form",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["DETOX"],
                                        transitions.rules.kinds.CareForm["DETOX"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="vårdform",
                            ),
                        ),
                        ("planned", models.BooleanField(default=False, verbose_name="planerad inläggning")),
                        ("child", models.BooleanField(default=False, verbose_name="barn vid inskrivningen")),
                        ("at_home", models.BooleanField(default=False, verbose_name="utan inskrivning")),
                        ("admitted_at", models.DateTimeField(verbose_name="inskriven")),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.chain.Phase["ADMITTED"],
                                        transitions.rules.chain.Phase["ADMITTED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["NOTICED"],
                                        transitions.rules.chain.Phase["NOTICED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["READY"],
                                        transitions.rules.chain.Phase["READY"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["DISCHARGED"],
                                        transitions.rules.chain.Phase["DISCHARGED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["DECEASED"],
                                        transitions.rules.chain.Phase["DECEASED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["AT_HOME"],
                                        transitions.rules.chain.Phase["AT_HOME"],
                                    ),
                                ],
                                default=transitions.rules.chain.Phase["ADMITTED"],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "notice_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="inskrivningsmeddelande skickat"
                            ),
                        ),
                        (
                            "expected_discharge",
                            models.DateField(blank=True, null=True, verbose_name="beräknad utskrivning"),
                        ),
                        (
                            "certainty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.Certainty["SURE"],
                                        transitions.rules.kinds.Certainty["SURE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["GUESS"],
                                        transitions.rules.kinds.Certainty["GUESS"],
                                    ),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="säkerhet",
                            ),
                        ),
                        (
                            "ready_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="utskrivningsklar sedan"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "discharged_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.DischargedTo["HOME"],
                                        transitions.rules.kinds.DischargedTo["HOME"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["SPECIAL_HOUSING"],
                                        transitions.rules.kinds.DischargedTo["SPECIAL_HOUSING"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["SHORT_TERM_HOUSING"],
                                        transitions.rules.kinds.DischargedTo["SHORT_TERM_HOUSING"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["OTHER"],
                                        transitions.rules.kinds.DischargedTo["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="utskriven till",
                            ),
                        ),
                        (
                            "liable_from",
                            models.DateTimeField(blank=True, null=True, verbose_name="betalningsansvar från"),
                        ),
                        (
                            "owing_question",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=30,
                                verbose_name="fråga om betalningsansvar",
                            ),
                        ),
                        (
                            "owing_turn",
                            models.CharField(
                                blank=True,
                                choices=transitions.models.choices.owing_turns,
                                default="",
                                max_length=12,
                                verbose_name="vem som svarar",
                            ),
                        ),
                        (
                            "owing_since",
                            models.DateTimeField(blank=True, null=True, verbose_name="frågan ställd"),
                        ),
                        (
                            "last_item_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="senast ändrad"),
                        ),
                        ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                        (
                            "admitted_to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="första avdelning",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="placerad av",
                            ),
                        ),
                        (
                            "registered_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="folkbokförd i vid inskrivning",
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
                        "verbose_name": "vårdtillfälle",
                        "verbose_name_plural": "vårdtillfällen",
                        "ordering": ["-admitted_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SafetyReceipt",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="safety_receipt",
                                serialize=False,
                                to="transitions.item",
                            ),
                        ),
                        ("content", models.JSONField(default=dict, verbose_name="innehåll")),
                    ],
                    options={
                        "verbose_name": "trygghetskvitto",
                        "verbose_name_plural": "trygghetskvitton",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("point", models.CharField(max_length=120, verbose_name="punkt")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.PointState["OPEN"],
                                        transitions.rules.kinds.PointState["OPEN"],
                                    ),
                                    (
                                        transitions.rules.kinds.PointState["DONE"],
                                        transitions.rules.kinds.PointState["DONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.PointState["NOT_NEEDED"],
                                        transitions.rules.kinds.PointState["NOT_NEEDED"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        ("critical", models.BooleanField(default=False, verbose_name="avgörande")),
                        ("due", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="klar")),
                        (
                            "settled_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="klar enligt"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, default="", verbose_name="varför den inte behövs"),
                        ),
                        (
                            "why_open",
                            models.TextField(
                                blank=True, default="", verbose_name="varför den var öppen vid utskrivningen"
                            ),
                        ),
                        (
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="senast ändrad av enhet",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="ansvarig enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "punkt på hemgångslistan",
                        "verbose_name_plural": "punkter på hemgångslistan",
                        "ordering": ["episode_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "point"), name="checklist_point_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True),
                                        ("settled_by", ""),
                                        ("state", transitions.rules.kinds.PointState["OPEN"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state", transitions.rules.kinds.PointState["OPEN"]),
                                            _negated=True,
                                        ),
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="checklist_point_settled_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("user_name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "explained",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="skäl"),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="öppnad")),
                        ("ends_at", models.DateTimeField(verbose_name="gäller till")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.shields.EmergencyReason["LIFE"],
                                        transitions.rules.shields.EmergencyReason["LIFE"],
                                    ),
                                    (
                                        transitions.rules.shields.EmergencyReason["HEALTH"],
                                        transitions.rules.shields.EmergencyReason["HEALTH"],
                                    ),
                                ],
                                max_length=24,
                                verbose_name="slag av fara",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nödöppning",
                        "verbose_name_plural": "nödöppningar",
                        "ordering": ["-opened_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.shields.ReviewOutcome["JUSTIFIED"],
                                        transitions.rules.shields.ReviewOutcome["JUSTIFIED"],
                                    ),
                                    (
                                        transitions.rules.shields.ReviewOutcome["UNCLEAR"],
                                        transitions.rules.shields.ReviewOutcome["UNCLEAR"],
                                    ),
                                    (
                                        transitions.rules.shields.ReviewOutcome["UNJUSTIFIED"],
                                        transitions.rules.shields.ReviewOutcome["UNJUSTIFIED"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="bedömning",
                            ),
                        ),
                        (
                            "explained",
                            models.TextField(
                                blank=True, default="", max_length=1000, verbose_name="motivering"
                            ),
                        ),
                        ("reviewer_name", models.CharField(max_length=150, verbose_name="granskad av")),
                        ("at", models.DateTimeField(verbose_name="granskad")),
                        (
                            "access",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="transitions.emergencyaccess",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "granskning av nödöppning",
                        "verbose_name_plural": "granskningar av nödöppningar",
                        "ordering": ["access_id", "at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.ladder.Step["REMIND"],
                                        transitions.rules.ladder.Step["REMIND"],
                                    ),
                                    (
                                        transitions.rules.ladder.Step["ON_DUTY"],
                                        transitions.rules.ladder.Step["ON_DUTY"],
                                    ),
                                    (
                                        transitions.rules.ladder.Step["MANAGER"],
                                        transitions.rules.ladder.Step["MANAGER"],
                                    ),
                                    (
                                        transitions.rules.ladder.Step["PHONE"],
                                        transitions.rules.ladder.Step["PHONE"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="steg",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="tas")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="taget")),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.ladder.Why["ACKNOWLEDGED"],
                                        transitions.rules.ladder.Why["ACKNOWLEDGED"],
                                    ),
                                    (
                                        transitions.rules.ladder.Why["CANCELLED"],
                                        transitions.rules.ladder.Why["CANCELLED"],
                                    ),
                                    (
                                        transitions.rules.ladder.Why["TAKEN_BY_PHONE"],
                                        transitions.rules.ladder.Why["TAKEN_BY_PHONE"],
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="inte taget för att",
                            ),
                        ),
                        (
                            "told",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="vände sig till"
                            ),
                        ),
                        (
                            "outside",
                            models.BooleanField(default=False, verbose_name="skickat utanför Hemväg"),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "eskaleringssteg",
                        "verbose_name_plural": "eskaleringssteg",
                        "ordering": ["due_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=["due_at"],
                                name="escalation_due",
                            ),
                            models.Index(
                                condition=models.Q(("outside", True)),
                                fields=["done_at"],
                                name="escalation_outside",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "unit", "step"), name="escalation_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", False),
                                    models.Q(("outside", False), ("told", ""), ("why", "")),
                                    _connector="OR",
                                ),
                                name="escalation_told_when_done",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EveningPack",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="paketnummer")),
                        ("cases", models.PositiveIntegerField(default=0, verbose_name="ärenden")),
                        ("pages", models.PositiveIntegerField(default=0, verbose_name="sidor")),
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
                        "verbose_name": "reservpaket",
                        "verbose_name_plural": "reservpaket",
                        "ordering": ["-ordered_at", "-pk"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["unit", "-ordered_at"], name="pack_of_unit")],
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
                                name="pack_made_has_a_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ordered_by_name", ""), _negated=True),
                                name="pack_is_ordered_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lämnat över")),
                        ("note", models.TextField(blank=True, default="", verbose_name="att veta")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="läst")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="ångrat")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "read_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "överlämning",
                        "verbose_name_plural": "överlämningar",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("read_at__isnull", True), ("undone_at__isnull", True)),
                                fields=["unit", "-at"],
                                name="handover_unread",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("read_at__isnull", True), ("read_by__isnull", True)),
                                    models.Q(("read_at__isnull", False), ("read_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="handover_read_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("read_at__isnull", True), ("undone_at__isnull", True), _connector="OR"
                                ),
                                name="read_is_not_undone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="att veta om ärendet"
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "handover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cases",
                                to="transitions.handover",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "överlämnat ärende",
                        "verbose_name_plural": "överlämnade ärenden",
                        "ordering": ["handover_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("handover", "episode"), name="handed_over_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalChecklistPoint",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("point", models.CharField(max_length=120, verbose_name="punkt")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.PointState["OPEN"],
                                        transitions.rules.kinds.PointState["OPEN"],
                                    ),
                                    (
                                        transitions.rules.kinds.PointState["DONE"],
                                        transitions.rules.kinds.PointState["DONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.PointState["NOT_NEEDED"],
                                        transitions.rules.kinds.PointState["NOT_NEEDED"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        ("critical", models.BooleanField(default=False, verbose_name="avgörande")),
                        ("due", models.DateField(blank=True, null=True, verbose_name="klar senast")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="klar")),
                        (
                            "settled_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="klar enligt"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, default="", verbose_name="varför den inte behövs"),
                        ),
                        (
                            "why_open",
                            models.TextField(
                                blank=True, default="", verbose_name="varför den var öppen vid utskrivningen"
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
                            "by_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="senast ändrad av enhet",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.careepisode",
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
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="ansvarig enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical punkt på hemgångslistan",
                        "verbose_name_plural": "historical punkter på hemgångslistan",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLadderSetting",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=transitions.models.choices.item_kinds,
                                default="",
                                max_length=30,
                                verbose_name="meddelande",
                            ),
                        ),
                        (
                            "remind",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="påminn enheten efter, minuter"
                            ),
                        ),
                        (
                            "on_duty",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="fråga den som har jour efter, minuter"
                            ),
                        ),
                        (
                            "manager",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="fråga chefen efter, minuter"
                            ),
                        ),
                        (
                            "phone",
                            models.PositiveIntegerField(verbose_name="avsändaren ringer efter, minuter"),
                        ),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    (transitions.rules.ladder.Counting["CLOCK"], "dygnet runt"),
                                    (transitions.rules.ladder.Counting["STAFFED"], "när enheten är bemannad"),
                                ],
                                max_length=10,
                                verbose_name="tiden räknas",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical eskaleringstrappa",
                        "verbose_name_plural": "historical eskaleringstrappor",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLocalRoutine",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.step_values.StepCode["NOTICE"],
                                        transitions.rules.step_values.StepCode["NOTICE"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["CARE_CONTACT"],
                                        transitions.rules.step_values.StepCode["CARE_CONTACT"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["PLAN"],
                                        transitions.rules.step_values.StepCode["PLAN"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["CALL_SIP"],
                                        transitions.rules.step_values.StepCode["CALL_SIP"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["READY"],
                                        transitions.rules.step_values.StepCode["READY"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["INFORM"],
                                        transitions.rules.step_values.StepCode["INFORM"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["MAKE_SIP"],
                                        transitions.rules.step_values.StepCode["MAKE_SIP"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["FOLLOW_UP"],
                                        transitions.rules.step_values.StepCode["FOLLOW_UP"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="steg",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                        ("text", models.TextField(verbose_name="innehåll")),
                        (
                            "published_text",
                            models.TextField(blank=True, default="", verbose_name="publicerat innehåll"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="publicerad"),
                        ),
                        ("published_version", models.PositiveIntegerField(default=0, verbose_name="version")),
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
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lathund",
                        "verbose_name_plural": "historical lathundar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPatient",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "external_id",
                            models.CharField(db_index=True, max_length=80, verbose_name="id i händelsefil"),
                        ),
                        (
                            "personal_number",
                            models.CharField(db_index=True, max_length=12, verbose_name="personnummer"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "sex",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Sex["FEMALE"],
                                        transitions.rules.kinds.Sex["FEMALE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Sex["MALE"],
                                        transitions.rules.kinds.Sex["MALE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Sex["UNKNOWN"],
                                        transitions.rules.kinds.Sex["UNKNOWN"],
                                    ),
                                ],
                                default=transitions.rules.kinds.Sex["UNKNOWN"],
                                max_length=7,
                                verbose_name="kön",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="folkbokföringsadress"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        (
                            "protection",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Protection["NONE"],
                                        transitions.rules.kinds.Protection["NONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                    ),
                                ],
                                default=transitions.rules.kinds.Protection["NONE"],
                                max_length=24,
                                verbose_name="skydd",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "listed_at",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="listad på",
                            ),
                        ),
                        (
                            "registered_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="folkbokförd i",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical patient",
                        "verbose_name_plural": "historical patienter",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HomeTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("checklist", "Hemgångslista"),
                                    ("home_reception", "Tryggt mottagande"),
                                ],
                                max_length=20,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "care_form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["DETOX"],
                                        transitions.rules.kinds.CareForm["DETOX"],
                                    ),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="vårdform",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("content", models.JSONField(default=dict, verbose_name="innehåll")),
                        ("made_at", models.DateTimeField(verbose_name="sparad")),
                        ("made_by", models.CharField(max_length=150, verbose_name="sparad av")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hemgångsmall",
                        "verbose_name_plural": "hemgångsmallar",
                        "ordering": ["kind", "organisation", "care_form", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "organisation", "care_form", "number"),
                                name="home_template_version_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("made_by", ""), _negated=True),
                                name="home_template_has_an_author",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InformationDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sections", models.JSONField(default=dict, verbose_name="avsnitt")),
                        ("saved_at", models.DateTimeField(verbose_name="sparad")),
                        ("saved_by", models.CharField(max_length=150, verbose_name="sparad av")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="information_drafts",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="avdelning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "påbörjad utskrivningsinformation",
                        "verbose_name_plural": "påbörjad utskrivningsinformation",
                        "ordering": ["episode_id", "unit"],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "unit"), name="one_information_draft")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderSetting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=transitions.models.choices.item_kinds,
                                default="",
                                max_length=30,
                                verbose_name="meddelande",
                            ),
                        ),
                        (
                            "remind",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="påminn enheten efter, minuter"
                            ),
                        ),
                        (
                            "on_duty",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="fråga den som har jour efter, minuter"
                            ),
                        ),
                        (
                            "manager",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="fråga chefen efter, minuter"
                            ),
                        ),
                        (
                            "phone",
                            models.PositiveIntegerField(verbose_name="avsändaren ringer efter, minuter"),
                        ),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    (transitions.rules.ladder.Counting["CLOCK"], "dygnet runt"),
                                    (transitions.rules.ladder.Counting["STAFFED"], "när enheten är bemannad"),
                                ],
                                max_length=10,
                                verbose_name="tiden räknas",
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
                        "verbose_name": "eskaleringstrappa",
                        "verbose_name_plural": "eskaleringstrappor",
                        "ordering": ["unit", "kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind"), name="ladder_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocalRoutine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.step_values.StepCode["NOTICE"],
                                        transitions.rules.step_values.StepCode["NOTICE"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["CARE_CONTACT"],
                                        transitions.rules.step_values.StepCode["CARE_CONTACT"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["PLAN"],
                                        transitions.rules.step_values.StepCode["PLAN"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["CALL_SIP"],
                                        transitions.rules.step_values.StepCode["CALL_SIP"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["READY"],
                                        transitions.rules.step_values.StepCode["READY"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["INFORM"],
                                        transitions.rules.step_values.StepCode["INFORM"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["MAKE_SIP"],
                                        transitions.rules.step_values.StepCode["MAKE_SIP"],
                                    ),
                                    (
                                        transitions.rules.step_values.StepCode["FOLLOW_UP"],
                                        transitions.rules.step_values.StepCode["FOLLOW_UP"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="steg",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                        ("text", models.TextField(verbose_name="innehåll")),
                        (
                            "published_text",
                            models.TextField(blank=True, default="", verbose_name="publicerat innehåll"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="publicerad"),
                        ),
                        ("published_version", models.PositiveIntegerField(default=0, verbose_name="version")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lathund",
                        "verbose_name_plural": "lathundar",
                        "ordering": ["organisation", "step", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_at__isnull", True),
                                        ("published_text", ""),
                                        ("published_version", 0),
                                    ),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("published_version__gt", 0),
                                        models.Q(("published_text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="routine_is_published_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperDelivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[("paper", "på papper"), ("phone", "per telefon, återläst")],
                                default="paper",
                                max_length=10,
                                verbose_name="hur",
                            ),
                        ),
                        ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="sidor")),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="kontrollsumma"
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="utskriven")),
                        ("made_by", models.CharField(max_length=150, verbose_name="utskriven av")),
                        (
                            "received_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="mottaget av"
                            ),
                        ),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="mottaget")),
                        (
                            "entered_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="kvittensen införd av"
                            ),
                        ),
                        (
                            "entered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="kvittensen införd"),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_deliveries",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_deliveries",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "made_by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "överlämning",
                        "verbose_name_plural": "överlämningar",
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("entered_at", None),
                                        ("entered_by", ""),
                                        ("received_at", None),
                                        ("received_by", ""),
                                    ),
                                    models.Q(
                                        ("entered_at__isnull", False),
                                        ("received_at__isnull", False),
                                        ("received_at__lte", models.F("entered_at")),
                                        models.Q(("received_by", ""), _negated=True),
                                        models.Q(("entered_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_receipt_whole",
                                violation_error_message="En kvittens har ett namn och en tid.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.CharField(max_length=40, verbose_name="rad")),
                        (
                            "kind",
                            models.CharField(
                                choices=transitions.models.choices.item_kinds,
                                max_length=30,
                                verbose_name="slag",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="infört")),
                        ("entered_by", models.CharField(max_length=150, verbose_name="infört av")),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_entry",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "infört från papper",
                        "verbose_name_plural": "infört från papper",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "row"), name="paper_row_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="sedan")),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.careepisode",
                                verbose_name="återinskriven efter",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "taken_over_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="övertaget av",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part",
                        "verbose_name_plural": "parter",
                        "ordering": ["episode_id", "since", "pk"],
                        "indexes": [models.Index(fields=["unit", "episode"], name="party_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "unit"), name="party_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Patient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sort_key",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                editable=False,
                                max_length=255,
                                verbose_name="sorteringsnyckel",
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "external_id",
                            models.CharField(max_length=80, unique=True, verbose_name="id i händelsefil"),
                        ),
                        (
                            "personal_number",
                            models.CharField(max_length=12, unique=True, verbose_name="personnummer"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="namn")),
                        (
                            "sex",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Sex["FEMALE"],
                                        transitions.rules.kinds.Sex["FEMALE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Sex["MALE"],
                                        transitions.rules.kinds.Sex["MALE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Sex["UNKNOWN"],
                                        transitions.rules.kinds.Sex["UNKNOWN"],
                                    ),
                                ],
                                default=transitions.rules.kinds.Sex["UNKNOWN"],
                                max_length=7,
                                verbose_name="kön",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="folkbokföringsadress"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        (
                            "protection",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Protection["NONE"],
                                        transitions.rules.kinds.Protection["NONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                    ),
                                ],
                                default=transitions.rules.kinds.Protection["NONE"],
                                max_length=24,
                                verbose_name="skydd",
                            ),
                        ),
                        (
                            "listed_at",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="listad på",
                            ),
                        ),
                        (
                            "registered_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="folkbokförd i",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "patient",
                        "verbose_name_plural": "patienter",
                        "ordering": ("sort_key", "pk"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("personal_number__regex", "^[0-9]{8}[0-9A-Z][0-9A-Z]{2}[0-9A-Z]$")
                                ),
                                name="personal_number_shape",
                                violation_error_message="Ange personnumret med tolv tecken.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HomeCareService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "slot",
                            models.CharField(
                                choices=[
                                    ("day", "dag"),
                                    ("evening", "kväll"),
                                    ("night", "natt"),
                                    ("alarm", "trygghetslarm"),
                                    ("delegated", "delegerade insatser"),
                                    ("reception", "tryggt mottagande"),
                                ],
                                max_length=10,
                                verbose_name="del av dygnet",
                            ),
                        ),
                        (
                            "extent",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="omfattning"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="till")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="utförare",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="home_care",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "utförare",
                        "verbose_name_plural": "utförare",
                        "ordering": ["patient_id", "slot", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("patient", "unit", "slot"),
                                name="home_care_service_once",
                                violation_error_message="Utföraren finns redan för den delen av dygnet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="home_care_service_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRepresentative",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.representation.RepresentativeKind["GUARDIAN"],
                                        transitions.rules.representation.RepresentativeKind["GUARDIAN"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["GOD_MAN"],
                                        transitions.rules.representation.RepresentativeKind["GOD_MAN"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["FORVALTARE"],
                                        transitions.rules.representation.RepresentativeKind["FORVALTARE"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["FUTURE_PROXY"],
                                        transitions.rules.representation.RepresentativeKind["FUTURE_PROXY"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="slag",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        ("mandates", models.JSONField(blank=True, default=list, verbose_name="omfattning")),
                        (
                            "seen",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="handling som har visats"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="gäller till och med"),
                        ),
                        ("recorded_by", models.CharField(max_length=150, verbose_name="registrerad av")),
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
                            "by_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
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
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical ställföreträdare",
                        "verbose_name_plural": "historical ställföreträdare",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHomeCareService",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "slot",
                            models.CharField(
                                choices=[
                                    ("day", "dag"),
                                    ("evening", "kväll"),
                                    ("night", "natt"),
                                    ("alarm", "trygghetslarm"),
                                    ("delegated", "delegerade insatser"),
                                    ("reception", "tryggt mottagande"),
                                ],
                                max_length=10,
                                verbose_name="del av dygnet",
                            ),
                        ),
                        (
                            "extent",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="omfattning"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="till")),
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
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="utförare",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical utförare",
                        "verbose_name_plural": "historical utförare",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCareEpisode",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "external_id",
                            models.CharField(db_index=True, max_length=80, verbose_name="id i händelsefil"),
                        ),
                        (
                            "care_form",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                        transitions.rules.kinds.CareForm["SOMATIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                        transitions.rules.kinds.CareForm["GERIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                        transitions.rules.kinds.CareForm["PSYCHIATRIC"],
                                    ),
                                    (
                                        transitions.rules.kinds.CareForm["DETOX"],
                                        transitions.rules.kinds.CareForm["DETOX"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="vårdform",
                            ),
                        ),
                        ("planned", models.BooleanField(default=False, verbose_name="planerad inläggning")),
                        ("child", models.BooleanField(default=False, verbose_name="barn vid inskrivningen")),
                        ("at_home", models.BooleanField(default=False, verbose_name="utan inskrivning")),
                        ("admitted_at", models.DateTimeField(verbose_name="inskriven")),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.chain.Phase["ADMITTED"],
                                        transitions.rules.chain.Phase["ADMITTED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["NOTICED"],
                                        transitions.rules.chain.Phase["NOTICED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["READY"],
                                        transitions.rules.chain.Phase["READY"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["DISCHARGED"],
                                        transitions.rules.chain.Phase["DISCHARGED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["DECEASED"],
                                        transitions.rules.chain.Phase["DECEASED"],
                                    ),
                                    (
                                        transitions.rules.chain.Phase["AT_HOME"],
                                        transitions.rules.chain.Phase["AT_HOME"],
                                    ),
                                ],
                                default=transitions.rules.chain.Phase["ADMITTED"],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "notice_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="inskrivningsmeddelande skickat"
                            ),
                        ),
                        (
                            "expected_discharge",
                            models.DateField(blank=True, null=True, verbose_name="beräknad utskrivning"),
                        ),
                        (
                            "certainty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.Certainty["SURE"],
                                        transitions.rules.kinds.Certainty["SURE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["GUESS"],
                                        transitions.rules.kinds.Certainty["GUESS"],
                                    ),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="säkerhet",
                            ),
                        ),
                        (
                            "ready_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="utskrivningsklar sedan"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "discharged_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.DischargedTo["HOME"],
                                        transitions.rules.kinds.DischargedTo["HOME"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["SPECIAL_HOUSING"],
                                        transitions.rules.kinds.DischargedTo["SPECIAL_HOUSING"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["SHORT_TERM_HOUSING"],
                                        transitions.rules.kinds.DischargedTo["SHORT_TERM_HOUSING"],
                                    ),
                                    (
                                        transitions.rules.kinds.DischargedTo["OTHER"],
                                        transitions.rules.kinds.DischargedTo["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="utskriven till",
                            ),
                        ),
                        (
                            "liable_from",
                            models.DateTimeField(blank=True, null=True, verbose_name="betalningsansvar från"),
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
                            "admitted_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="första avdelning",
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
                        (
                            "placed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="placerad av",
                            ),
                        ),
                        (
                            "registered_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="folkbokförd i vid inskrivning",
                            ),
                        ),
                        (
                            "ward",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="avdelning",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical vårdtillfälle",
                        "verbose_name_plural": "historical vårdtillfällen",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBlock",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "stated_by",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.shields.StatedBy["PATIENT"],
                                        transitions.rules.shields.StatedBy["PATIENT"],
                                    ),
                                    (
                                        transitions.rules.shields.StatedBy["PROXY"],
                                        transitions.rules.shields.StatedBy["PROXY"],
                                    ),
                                    (
                                        transitions.rules.shields.StatedBy["GUARDIAN"],
                                        transitions.rules.shields.StatedBy["GUARDIAN"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="begärd av",
                            ),
                        ),
                        (
                            "explained",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="förklaring"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("recorded_by_name", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="hävd")),
                        (
                            "lifted_by_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="hävd av"),
                        ),
                        (
                            "lift_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.shields.LiftGround["PATIENT"],
                                        transitions.rules.shields.LiftGround["PATIENT"],
                                    ),
                                    (
                                        transitions.rules.shields.LiftGround["CONSENT"],
                                        transitions.rules.shields.LiftGround["CONSENT"],
                                    ),
                                    (
                                        transitions.rules.shields.LiftGround["UNAVOIDABLE"],
                                        transitions.rules.shields.LiftGround["UNAVOIDABLE"],
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="grund för hävningen",
                            ),
                        ),
                        (
                            "lift_explained",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=500,
                                verbose_name="förklaring till hävningen",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="gäller uppgifter hos",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="registrerad på",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="bara enheten",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical spärr",
                        "verbose_name_plural": "historical spärrar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAvailability",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("recorded_by_name", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="till")),
                        (
                            "objected",
                            models.BooleanField(default=False, verbose_name="personen har motsatt sig"),
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
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical tillgängliggörande",
                        "verbose_name_plural": "historical tillgängliggöranden",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="DirectAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("user_name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "explained",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="skäl"),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="öppnad")),
                        ("ends_at", models.DateTimeField(verbose_name="gäller till")),
                        (
                            "consent_reference",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="samtycke"),
                        ),
                        ("conditions", models.JSONField(default=dict, verbose_name="villkor")),
                        ("paragraph", models.CharField(max_length=120, verbose_name="paragraf")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="direct_accesses",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "öppnad vårdkedja",
                        "verbose_name_plural": "öppnade vårdkedjor",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["episode", "user", "ends_at"], name="direct_access_standing")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                                name="direct_access_ends",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Block",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "stated_by",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.shields.StatedBy["PATIENT"],
                                        transitions.rules.shields.StatedBy["PATIENT"],
                                    ),
                                    (
                                        transitions.rules.shields.StatedBy["PROXY"],
                                        transitions.rules.shields.StatedBy["PROXY"],
                                    ),
                                    (
                                        transitions.rules.shields.StatedBy["GUARDIAN"],
                                        transitions.rules.shields.StatedBy["GUARDIAN"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="begärd av",
                            ),
                        ),
                        (
                            "explained",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="förklaring"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("recorded_by_name", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="hävd")),
                        (
                            "lifted_by_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="hävd av"),
                        ),
                        (
                            "lift_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.shields.LiftGround["PATIENT"],
                                        transitions.rules.shields.LiftGround["PATIENT"],
                                    ),
                                    (
                                        transitions.rules.shields.LiftGround["CONSENT"],
                                        transitions.rules.shields.LiftGround["CONSENT"],
                                    ),
                                    (
                                        transitions.rules.shields.LiftGround["UNAVOIDABLE"],
                                        transitions.rules.shields.LiftGround["UNAVOIDABLE"],
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="grund för hävningen",
                            ),
                        ),
                        (
                            "lift_explained",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=500,
                                verbose_name="förklaring till hävningen",
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="gäller uppgifter hos",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="registrerad på",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                verbose_name="bara enheten",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="blocks",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "spärr",
                        "verbose_name_plural": "spärrar",
                        "ordering": ["patient_id", "since", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["patient"],
                                name="block_in_force",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("patient", "organisation", "unit"),
                                name="block_stands_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recorded_by_name", ""), _negated=True),
                                name="block_is_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stated_by", "guardian"), _negated=True),
                                name="guardian_may_not_block",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lift_ground", ""), ("lifted_at__isnull", True)),
                                    models.Q(
                                        ("lifted_at__gte", models.F("since")),
                                        models.Q(("lift_ground", ""), _negated=True),
                                        models.Q(("lifted_by_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="block_is_lifted_on_a_ground",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Availability",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="från")),
                        ("recorded_by_name", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="till")),
                        (
                            "objected",
                            models.BooleanField(default=False, verbose_name="personen har motsatt sig"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="availabilities",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tillgängliggörande",
                        "verbose_name_plural": "tillgängliggöranden",
                        "ordering": ["patient_id", "since", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("patient", "unit"),
                                name="available_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="available_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PatientRegistration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="gäller från")),
                        (
                            "protection",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Protection["NONE"],
                                        transitions.rules.kinds.Protection["NONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                    ),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "folkbokföring",
                        "verbose_name_plural": "folkbokföringar",
                        "ordering": ["patient_id", models.OrderBy(models.F("valid_from"), nulls_first=True)],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("patient", "valid_from"),
                                name="registration_once_a_day",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("author_name", models.CharField(max_length=150, verbose_name="ringt av")),
                        ("at", models.DateTimeField(verbose_name="ringt")),
                        ("recorded_at", models.DateTimeField(verbose_name="registrerat")),
                        ("reached", models.BooleanField(verbose_name="någon svarade")),
                        (
                            "taken_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="mottaget av"
                            ),
                        ),
                        ("read_back", models.TextField(blank=True, default="", verbose_name="motläst")),
                        ("note", models.TextField(blank=True, default="", verbose_name="anteckning")),
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
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet som ringde",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="uppringd enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "telefonsamtal",
                        "verbose_name_plural": "telefonsamtal",
                        "ordering": ["at", "pk"],
                        "indexes": [models.Index(fields=["item", "unit"], name="call_of_item")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reached", False), ("read_back", ""), ("taken_by", "")),
                                    models.Q(
                                        ("reached", True),
                                        models.Q(("taken_by", ""), _negated=True),
                                        models.Q(("read_back", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="call_taken_has_a_name",
                                violation_error_message="Ange vem som tog emot samtalet och vad som lästes tillbaka.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "before",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Protection["NONE"],
                                        transitions.rules.kinds.Protection["NONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                    ),
                                ],
                                max_length=24,
                                verbose_name="före",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Protection["NONE"],
                                        transitions.rules.kinds.Protection["NONE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                        transitions.rules.kinds.Protection["CONFIDENTIAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                        transitions.rules.kinds.Protection["PROTECTED_REGISTRATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                        transitions.rules.kinds.Protection["FICTITIOUS"],
                                    ),
                                ],
                                max_length=24,
                                verbose_name="efter",
                            ),
                        ),
                        ("explained", models.CharField(max_length=500, verbose_name="skäl")),
                        ("by_name", models.CharField(max_length=150, verbose_name="ändrad av")),
                        ("at", models.DateTimeField(verbose_name="ändrad")),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protection_changes",
                                to="transitions.patient",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ändring av skydd",
                        "verbose_name_plural": "ändringar av skydd",
                        "ordering": ["patient_id", "at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionOpening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("user_name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "explained",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="skäl"),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="öppnad")),
                        ("ends_at", models.DateTimeField(verbose_name="gäller till")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.shields.OpeningReason["SEND_REGISTERED_ADDRESS"],
                                        transitions.rules.shields.OpeningReason["SEND_REGISTERED_ADDRESS"],
                                    ),
                                    (
                                        transitions.rules.shields.OpeningReason["REACH_PERSON"],
                                        transitions.rules.shields.OpeningReason["REACH_PERSON"],
                                    ),
                                    (
                                        transitions.rules.shields.OpeningReason["CARE_NEEDS_IT"],
                                        transitions.rules.shields.OpeningReason["CARE_NEEDS_IT"],
                                    ),
                                    (
                                        transitions.rules.shields.OpeningReason["CORRECT"],
                                        transitions.rules.shields.OpeningReason["CORRECT"],
                                    ),
                                ],
                                max_length=24,
                                verbose_name="skäl",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.patient",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "öppning av skyddade uppgifter",
                        "verbose_name_plural": "öppningar av skyddade uppgifter",
                        "ordering": ["-opened_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["patient", "user", "ends_at"], name="protection_opening_standing"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                                name="protection_opening_ends",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Representative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.representation.RepresentativeKind["GUARDIAN"],
                                        transitions.rules.representation.RepresentativeKind["GUARDIAN"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["GOD_MAN"],
                                        transitions.rules.representation.RepresentativeKind["GOD_MAN"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["FORVALTARE"],
                                        transitions.rules.representation.RepresentativeKind["FORVALTARE"],
                                    ),
                                    (
                                        transitions.rules.representation.RepresentativeKind["FUTURE_PROXY"],
                                        transitions.rules.representation.RepresentativeKind["FUTURE_PROXY"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="slag",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        ("mandates", models.JSONField(blank=True, default=list, verbose_name="omfattning")),
                        (
                            "seen",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="handling som har visats"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="gäller till och med"),
                        ),
                        ("recorded_by", models.CharField(max_length=150, verbose_name="registrerad av")),
                        (
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="representatives",
                                to="transitions.patient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ställföreträdare",
                        "verbose_name_plural": "ställföreträdare",
                        "ordering": ["patient_id", "-valid_from", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="representative_in_order",
                                violation_error_message="Slutdagen kan inte ligga före startdagen.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalHarmAssessment",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["SIP"],
                                        transitions.rules.kinds.Scope["SIP"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["READING"],
                                        transitions.rules.kinds.Scope["READING"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="omfattar",
                            ),
                        ),
                        ("discloses", models.BooleanField(verbose_name="får lämnas ut")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.harm.OslGround["NO_HARM_CARE"],
                                        transitions.rules.harm.OslGround["NO_HARM_CARE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["NO_HARM_SOCIAL"],
                                        transitions.rules.harm.OslGround["NO_HARM_SOCIAL"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["OWN_ACTIVITY"],
                                        transitions.rules.harm.OslGround["OWN_ACTIVITY"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["DUTY"],
                                        transitions.rules.harm.OslGround["DUTY"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["CONSENT"],
                                        transitions.rules.harm.OslGround["CONSENT"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["VULNERABLE_CARE"],
                                        transitions.rules.harm.OslGround["VULNERABLE_CARE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["UNABLE"],
                                        transitions.rules.harm.OslGround["UNABLE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["VULNERABLE_SOCIAL"],
                                        transitions.rules.harm.OslGround["VULNERABLE_SOCIAL"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["PRIVATE_PROVIDER"],
                                        transitions.rules.harm.OslGround["PRIVATE_PROVIDER"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="grund",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.harm.WhyNoConsent["UNABLE"],
                                        transitions.rules.harm.WhyNoConsent["UNABLE"],
                                    ),
                                    (
                                        transitions.rules.harm.WhyNoConsent["REFUSES"],
                                        transitions.rules.harm.WhyNoConsent["REFUSES"],
                                    ),
                                    (
                                        transitions.rules.harm.WhyNoConsent["NOT_REACHED"],
                                        transitions.rules.harm.WhyNoConsent["NOT_REACHED"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="varför samtycke saknas",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="vad")),
                        ("reason", models.TextField(verbose_name="bedömning")),
                        ("units", models.JSONField(blank=True, default=list, verbose_name="till enheter")),
                        ("assessed_by", models.CharField(max_length=150, verbose_name="bedömd av")),
                        ("assessed_at", models.DateTimeField(verbose_name="bedömd")),
                        ("recorded_by", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="gäller till")),
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
                            "by_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.careepisode",
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
                        (
                            "representative",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.representative",
                                verbose_name="tillfrågad ställföreträdare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical menprövning",
                        "verbose_name_plural": "historical menprövningar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConsent",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["SIP"],
                                        transitions.rules.kinds.Scope["SIP"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["READING"],
                                        transitions.rules.kinds.Scope["READING"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="omfattar",
                            ),
                        ),
                        ("agrees", models.BooleanField(default=True, verbose_name="samtycker")),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.ConsentForm["ORAL"],
                                        transitions.rules.kinds.ConsentForm["ORAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.ConsentForm["WRITTEN"],
                                        transitions.rules.kinds.ConsentForm["WRITTEN"],
                                    ),
                                ],
                                default="",
                                max_length=7,
                                verbose_name="hur",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="vad"),
                        ),
                        ("units", models.JSONField(blank=True, default=list, verbose_name="till enheter")),
                        ("given_at", models.DateTimeField(verbose_name="lämnat")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="gäller till")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="återkallat"),
                        ),
                        (
                            "withdrawn_by",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=150,
                                verbose_name="återkallelsen registrerad av",
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
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.careepisode",
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
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "representative",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="transitions.representative",
                                verbose_name="lämnat av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical samtycke",
                        "verbose_name_plural": "historical samtycken",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HarmAssessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["SIP"],
                                        transitions.rules.kinds.Scope["SIP"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["READING"],
                                        transitions.rules.kinds.Scope["READING"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="omfattar",
                            ),
                        ),
                        ("discloses", models.BooleanField(verbose_name="får lämnas ut")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.harm.OslGround["NO_HARM_CARE"],
                                        transitions.rules.harm.OslGround["NO_HARM_CARE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["NO_HARM_SOCIAL"],
                                        transitions.rules.harm.OslGround["NO_HARM_SOCIAL"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["OWN_ACTIVITY"],
                                        transitions.rules.harm.OslGround["OWN_ACTIVITY"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["DUTY"],
                                        transitions.rules.harm.OslGround["DUTY"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["CONSENT"],
                                        transitions.rules.harm.OslGround["CONSENT"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["VULNERABLE_CARE"],
                                        transitions.rules.harm.OslGround["VULNERABLE_CARE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["UNABLE"],
                                        transitions.rules.harm.OslGround["UNABLE"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["VULNERABLE_SOCIAL"],
                                        transitions.rules.harm.OslGround["VULNERABLE_SOCIAL"],
                                    ),
                                    (
                                        transitions.rules.harm.OslGround["PRIVATE_PROVIDER"],
                                        transitions.rules.harm.OslGround["PRIVATE_PROVIDER"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="grund",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.harm.WhyNoConsent["UNABLE"],
                                        transitions.rules.harm.WhyNoConsent["UNABLE"],
                                    ),
                                    (
                                        transitions.rules.harm.WhyNoConsent["REFUSES"],
                                        transitions.rules.harm.WhyNoConsent["REFUSES"],
                                    ),
                                    (
                                        transitions.rules.harm.WhyNoConsent["NOT_REACHED"],
                                        transitions.rules.harm.WhyNoConsent["NOT_REACHED"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="varför samtycke saknas",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="vad")),
                        ("reason", models.TextField(verbose_name="bedömning")),
                        ("units", models.JSONField(blank=True, default=list, verbose_name="till enheter")),
                        ("assessed_by", models.CharField(max_length=150, verbose_name="bedömd av")),
                        ("assessed_at", models.DateTimeField(verbose_name="bedömd")),
                        ("recorded_by", models.CharField(max_length=150, verbose_name="registrerad av")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="gäller till")),
                        (
                            "by_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="harm_assessments",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "representative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="harm_assessments",
                                to="transitions.representative",
                                verbose_name="tillfrågad ställföreträdare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "menprövning",
                        "verbose_name_plural": "menprövningar",
                        "ordering": ["episode_id", "assessed_at", "pk"],
                        "indexes": [
                            models.Index(fields=["episode", "scope"], name="harm_assessment_of_episode")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("assessed_by", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="harm_assessment_is_reasoned",
                                violation_error_message="Ange vem som har gjort menprövningen, och hur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground", "12:2"), _negated=True),
                                name="consent_is_no_harm_assessment",
                                violation_error_message="Registrera samtycket i stället.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gt", models.F("assessed_at")),
                                    _connector="OR",
                                ),
                                name="harm_assessment_in_order",
                                violation_error_message="Menprövningen kan inte sluta gälla innan den gjordes.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    (
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                        transitions.rules.kinds.Scope["INFORMATION"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["SIP"],
                                        transitions.rules.kinds.Scope["SIP"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                        transitions.rules.kinds.Scope["PLAN_SHARING"],
                                    ),
                                    (
                                        transitions.rules.kinds.Scope["READING"],
                                        transitions.rules.kinds.Scope["READING"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="omfattar",
                            ),
                        ),
                        ("agrees", models.BooleanField(default=True, verbose_name="samtycker")),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.ConsentForm["ORAL"],
                                        transitions.rules.kinds.ConsentForm["ORAL"],
                                    ),
                                    (
                                        transitions.rules.kinds.ConsentForm["WRITTEN"],
                                        transitions.rules.kinds.ConsentForm["WRITTEN"],
                                    ),
                                ],
                                default="",
                                max_length=7,
                                verbose_name="hur",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="vad"),
                        ),
                        ("units", models.JSONField(blank=True, default=list, verbose_name="till enheter")),
                        ("given_at", models.DateTimeField(verbose_name="lämnat")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="gäller till")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="återkallat"),
                        ),
                        (
                            "withdrawn_by",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=150,
                                verbose_name="återkallelsen registrerad av",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "representative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="transitions.representative",
                                verbose_name="lämnat av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "samtycke",
                        "verbose_name_plural": "samtycken",
                        "ordering": ["episode_id", "given_at", "pk"],
                        "indexes": [models.Index(fields=["episode", "scope"], name="consent_of_episode")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    ("withdrawn_at__gte", models.F("given_at")),
                                    _connector="OR",
                                ),
                                name="consent_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gt", models.F("given_at")),
                                    _connector="OR",
                                ),
                                name="consent_ends_after_it_began",
                                violation_error_message="Samtycket kan inte sluta gälla innan det lämnades.",
                            ),
                            models.UniqueConstraint(fields=("item", "scope"), name="consent_scope_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Responsible",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="sedan")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsible",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
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
                        "verbose_name": "ansvarig",
                        "verbose_name_plural": "ansvariga",
                        "ordering": ["episode_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("episode", "unit"), name="one_responsible_in_a_unit"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="namn")),
                        ("query", models.JSONField(default=dict, verbose_name="urval")),
                        ("made_at", models.DateTimeField(verbose_name="skapat")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
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
                    ],
                    options={
                        "verbose_name": "sparat filter",
                        "verbose_name_plural": "sparade filter",
                        "ordering": [
                            "unit",
                            models.OrderBy(models.F("user"), nulls_first=True),
                            "name",
                            "pk",
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "user", "name"), name="filter_name_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="senast öppnad")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seen_by",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "läst",
                        "verbose_name_plural": "lästa",
                        "ordering": ["episode_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "user"), name="seen_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snooze",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lagt åt sidan")),
                        ("until", models.DateTimeField(verbose_name="till")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snoozes",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vilande ärende",
                        "verbose_name_plural": "vilande ärenden",
                        "ordering": ["episode_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "user"), name="rests_once"),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("at"))), name="rests_forward"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=transitions.models.choices.task_kinds,
                                max_length=30,
                                verbose_name="slag",
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="sedan")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="senast")),
                        (
                            "shows_from",
                            models.DateTimeField(blank=True, null=True, verbose_name="visas från"),
                        ),
                        (
                            "waits_for",
                            models.CharField(blank=True, default="", max_length=30, verbose_name="väntar på"),
                        ),
                        ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="påmind")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uppgift",
                        "verbose_name_plural": "uppgifter",
                        "ordering": [models.OrderBy(models.F("due_at"), nulls_last=True), "pk"],
                        "indexes": [
                            models.Index(fields=["unit", "due_at"], name="task_of_unit"),
                            models.Index(
                                condition=models.Q(("told_at__isnull", True)),
                                fields=["due_at"],
                                name="task_untold",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("episode", "unit", "kind", "item"),
                                name="task_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unreached",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="orsak")),
                        ("since", models.DateTimeField(verbose_name="sedan")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="ordnat")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unreached",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unreached",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meddelande som inte är framme",
                        "verbose_name_plural": "meddelanden som inte är framme",
                        "ordering": ["since", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "unit"), name="unreached_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdmissionNotice",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="admission_notice",
                                serialize=False,
                                to="transitions.item",
                            ),
                        ),
                        ("doctor_name", models.CharField(max_length=150, verbose_name="behandlande läkare")),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Skickas inte"),
                                    ("oral", "Muntligt samtycke"),
                                    ("written", "Skriftligt samtycke"),
                                    ("harm_assessment", "Menprövning"),
                                    ("registered", "Det som redan står i registret"),
                                ],
                                default="",
                                max_length=16,
                                verbose_name="grund",
                            ),
                        ),
                        (
                            "basis_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="bedömd av"
                            ),
                        ),
                        (
                            "judged_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="läkarens bedömning"),
                        ),
                        (
                            "needs",
                            models.JSONField(
                                blank=True, default=list, verbose_name="behov efter utskrivning"
                            ),
                        ),
                        (
                            "mobility",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.notice.Level["NONE"],
                                        transitions.rules.notice.Level["NONE"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["SOME"],
                                        transitions.rules.notice.Level["SOME"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["MUCH"],
                                        transitions.rules.notice.Level["MUCH"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="förflyttning",
                            ),
                        ),
                        (
                            "hygiene",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.notice.Level["NONE"],
                                        transitions.rules.notice.Level["NONE"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["SOME"],
                                        transitions.rules.notice.Level["SOME"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["MUCH"],
                                        transitions.rules.notice.Level["MUCH"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="personlig vård",
                            ),
                        ),
                        (
                            "eating",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.notice.Level["NONE"],
                                        transitions.rules.notice.Level["NONE"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["SOME"],
                                        transitions.rules.notice.Level["SOME"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["MUCH"],
                                        transitions.rules.notice.Level["MUCH"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="måltider",
                            ),
                        ),
                        (
                            "cognition",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.notice.Level["NONE"],
                                        transitions.rules.notice.Level["NONE"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["SOME"],
                                        transitions.rules.notice.Level["SOME"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["MUCH"],
                                        transitions.rules.notice.Level["MUCH"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="minne och orientering",
                            ),
                        ),
                        (
                            "communication",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.notice.Level["NONE"],
                                        transitions.rules.notice.Level["NONE"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["SOME"],
                                        transitions.rules.notice.Level["SOME"],
                                    ),
                                    (
                                        transitions.rules.notice.Level["MUCH"],
                                        transitions.rules.notice.Level["MUCH"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="kommunikation",
                            ),
                        ),
                        ("function", models.TextField(blank=True, default="", verbose_name="funktion")),
                        (
                            "rehab",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="rehabilitering"
                            ),
                        ),
                        (
                            "aids",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="hjälpmedel"
                            ),
                        ),
                        (
                            "home_adaptation",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="bostadsanpassning"
                            ),
                        ),
                        (
                            "medicines",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="läkemedel"
                            ),
                        ),
                        (
                            "housing",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="boende"),
                        ),
                        ("lives_alone", models.BooleanField(blank=True, null=True, verbose_name="bor ensam")),
                        (
                            "decisions",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="beslut och insatser i dag",
                            ),
                        ),
                        (
                            "next_of_kin",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="närstående"
                            ),
                        ),
                        (
                            "guardians",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="god man eller förvaltare",
                            ),
                        ),
                        (
                            "children",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="barn i hemmet"
                            ),
                        ),
                        (
                            "interpreter",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="tolk"),
                        ),
                        (
                            "custodians",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="vårdnadshavare"
                            ),
                        ),
                        (
                            "siblings",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="syskon"),
                        ),
                        (
                            "school",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="förskola eller skola"
                            ),
                        ),
                        ("unknown", models.JSONField(blank=True, default=list, verbose_name="vet ej")),
                        ("asked", models.PositiveSmallIntegerField(default=0, verbose_name="frågor")),
                        ("answered", models.PositiveSmallIntegerField(default=0, verbose_name="besvarade")),
                        (
                            "not_known",
                            models.PositiveSmallIntegerField(default=0, verbose_name="besvarade med vet ej"),
                        ),
                    ],
                    options={
                        "verbose_name": "inskrivningsmeddelande",
                        "verbose_name_plural": "inskrivningsmeddelanden",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "harm_assessment"), _negated=True),
                                    models.Q(("basis_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="harm_assessment_is_by_somebody",
                                violation_error_message="Ange vem som har gjort menprövningen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", ""), _negated=True),
                                    models.Q(
                                        ("aids", ""),
                                        ("children", ""),
                                        ("cognition", ""),
                                        ("communication", ""),
                                        ("custodians", ""),
                                        ("decisions", ""),
                                        ("eating", ""),
                                        ("function", ""),
                                        ("guardians", ""),
                                        ("home_adaptation", ""),
                                        ("housing", ""),
                                        ("hygiene", ""),
                                        ("interpreter", ""),
                                        ("lives_alone__isnull", True),
                                        ("medicines", ""),
                                        ("mobility", ""),
                                        ("needs", []),
                                        ("next_of_kin", ""),
                                        ("rehab", ""),
                                        ("school", ""),
                                        ("siblings", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="nothing_beyond_the_act_without_ground",
                                violation_error_message="Uppgifter utöver lagens skickas bara med samtycke eller menprövning.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "asked__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("answered"), "+", models.F("not_known")
                                        ),
                                    )
                                ),
                                name="notice_quality_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareContact",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="care_contact",
                                serialize=False,
                                to="transitions.item",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        ("phone", models.CharField(max_length=40, verbose_name="direktnummer")),
                        ("current", models.BooleanField(default=True, verbose_name="gäller nu")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="care_contacts",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fast vårdkontakt",
                        "verbose_name_plural": "fasta vårdkontakter",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("current", True)),
                                fields=("episode",),
                                name="one_care_contact_is_current",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DischargeReadyNotice",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="discharge_ready",
                                serialize=False,
                                to="transitions.item",
                            ),
                        ),
                        (
                            "doctor_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="behandlande läkare"
                            ),
                        ),
                        ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="bedömd")),
                        ("sent_at", models.DateTimeField(verbose_name="skickad")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="upphörde")),
                        (
                            "ended_by",
                            models.CharField(
                                blank=True,
                                choices=transitions.models.choices.item_kinds,
                                default="",
                                max_length=30,
                                verbose_name="upphörde genom",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ready_notices",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "underrättelse om utskrivningsklar",
                        "verbose_name_plural": "underrättelser om utskrivningsklar",
                        "ordering": ["episode_id", "sent_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("episode",),
                                name="one_ready_notice_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("sent_at")),
                                    _connector="OR",
                                ),
                                name="ready_notice_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("judged_at__isnull", True),
                                    ("judged_at__lte", models.F("sent_at")),
                                    _connector="OR",
                                ),
                                name="ready_notice_judged_before_sent",
                                violation_error_message="Läkarens bedömning kan inte ligga efter sändningen.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpectedDischarge",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="expected_discharge",
                                serialize=False,
                                to="transitions.item",
                            ),
                        ),
                        ("date", models.DateField(verbose_name="datum")),
                        (
                            "certainty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        transitions.rules.kinds.Certainty["SURE"],
                                        transitions.rules.kinds.Certainty["SURE"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                        transitions.rules.kinds.Certainty["LIKELY"],
                                    ),
                                    (
                                        transitions.rules.kinds.Certainty["GUESS"],
                                        transitions.rules.kinds.Certainty["GUESS"],
                                    ),
                                ],
                                max_length=6,
                                verbose_name="säkerhet",
                            ),
                        ),
                        ("current", models.BooleanField(default=True, verbose_name="gäller nu")),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expected_discharges",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beräknad utskrivning",
                        "verbose_name_plural": "beräknade utskrivningar",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("current", True)),
                                fields=("episode",),
                                name="one_expected_discharge_is_current",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=transitions.models.choices.grounds,
                                max_length=20,
                                verbose_name="grund",
                            ),
                        ),
                        ("named", models.BooleanField(default=False, verbose_name="namngiven av avsändaren")),
                        (
                            "withheld",
                            models.JSONField(
                                blank=True, default=list, verbose_name="inte skickade uppgifter"
                            ),
                        ),
                        (
                            "acknowledged_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="kvitterad"),
                        ),
                        (
                            "acknowledged_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="kvitterad av"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressees",
                                to="transitions.item",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "adressat",
                        "verbose_name_plural": "adressater",
                        "ordering": ["item_id", "pk"],
                        "indexes": [models.Index(fields=["unit", "item"], name="addressee_by_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "unit"), name="addressee_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("acknowledged_at__isnull", True),
                                    models.Q(("acknowledged_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="receipt_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(max_length=64, unique=True, verbose_name="kontrollsumma"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="skapad")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.assignment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
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
                        "verbose_name": "kalenderadress",
                        "verbose_name_plural": "kalenderadresser",
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("user", "assignment"),
                                name="one_calendar_address",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="item",
            name="episode",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="transitions.careepisode",
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="transitions.patient"
            ),
        ),
        migrations.AddField(
            model_name="careepisode",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="episodes", to="transitions.patient"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["episode", "at"], name="item_of_episode"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["kind", "at"], name="item_of_kind"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("author_name", ""), _negated=True), name="item_has_an_author"
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyaccess",
            index=models.Index(fields=["user", "opened_at"], name="emergency_of_user"),
        ),
        migrations.AddIndex(
            model_name="emergencyaccess",
            index=models.Index(fields=["organisation", "-opened_at"], name="emergency_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("opened_at"))), name="emergency_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("explained", ""), _negated=True), name="emergency_has_a_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="careepisode",
            index=models.Index(fields=["patient", "-admitted_at"], name="episode_of_patient"),
        ),
        migrations.AddIndex(
            model_name="careepisode",
            index=models.Index(fields=["registered_in", "ended_at"], name="episode_of_area"),
        ),
        migrations.AddIndex(
            model_name="careepisode",
            index=models.Index(fields=["ward", "ended_at"], name="episode_of_ward"),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("admitted_at")), _connector="OR"
                ),
                name="episode_ends_after_admission",
                violation_error_message="Utskrivningen kan inte ligga före inskrivningen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(("ready_at__isnull", True), ("ended_at__isnull", True), _connector="OR"),
                name="episode_not_ready_after_end",
                violation_error_message="Den som är utskriven är inte utskrivningsklar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        (
                            "phase__in",
                            [
                                transitions.rules.chain.Phase["ADMITTED"],
                                transitions.rules.chain.Phase["NOTICED"],
                                transitions.rules.chain.Phase["READY"],
                            ],
                        ),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        (
                            "phase__in",
                            [
                                transitions.rules.chain.Phase["DISCHARGED"],
                                transitions.rules.chain.Phase["DECEASED"],
                                transitions.rules.chain.Phase["AT_HOME"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="episode_phase_and_end_agree",
            ),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_home", True), ("phase", transitions.rules.chain.Phase["AT_HOME"])),
                    models.Q(
                        ("at_home", False),
                        models.Q(("phase", transitions.rules.chain.Phase["AT_HOME"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="episode_phase_and_home_agree",
            ),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phase", transitions.rules.chain.Phase["READY"]), ("ready_at__isnull", False)),
                    models.Q(
                        ("ready_at__isnull", True),
                        models.Q(("phase", transitions.rules.chain.Phase["READY"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="episode_phase_and_ready_agree",
            ),
        ),
        migrations.AddConstraint(
            model_name="careepisode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owing_question", ""), ("owing_since__isnull", True), ("owing_turn", "")),
                    models.Q(
                        models.Q(("owing_question", ""), _negated=True),
                        models.Q(("owing_turn", ""), _negated=True),
                        ("owing_since__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="episode_question_is_whole",
            ),
        ),
        migrations.RunPython(take_away, give_back),
        migrations.RunSQL(APART, TOGETHER),
    ]
