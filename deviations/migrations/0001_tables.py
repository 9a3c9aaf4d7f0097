"""The tables of deviations, delegations and joint meetings, in one step: merged from the migrations below."""

import json
import uuid
from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import actors.rules.kinds
import deviations.models.delegation
import deviations.rules.agreements
import deviations.rules.delegations
import deviations.rules.kinds
import deviations.rules.meetings
import transitions.rules.step_values
from core import clock
from core.together import Together

# The first version of the list of tasks, and how long a decision is kept.
TASKS = Path(__file__).resolve().parents[1] / "data" / "delegation_tasks.json"
KIND = "delegation"


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    now = clock.now()
    version = (
        apps.get_model("deviations", "TaskList")
        .objects.using(alias)
        .create(number=1, valid_from="2020-01-01", made_at=now, made_by="Hemväg", reason="Första versionen")
    )
    listed = apps.get_model("deviations", "ListedTask").objects.using(alias)
    for row in json.loads(TASKS.read_text(encoding="utf-8")):
        listed.create(version=version, **row)
    apps.get_model("core", "RetentionRule").objects.using(alias).create(
        kind=KIND, years=3, least=3, source="SOSFS 1997:14 (enligt alvsbyn.se)"
    )


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("deviations", "ListedTask").objects.using(alias).all().delete()
    apps.get_model("deviations", "TaskList").objects.using(alias).all().delete()
    apps.get_model("core", "RetentionRule").objects.using(alias).filter(kind=KIND).delete()


class Migration(migrations.Migration):
    replaces = [
        ("deviations", "0001_initial"),
        ("deviations", "0002_delegations"),
        ("deviations", "0003_first_task_list"),
        ("deviations", "0004_life_and_holder"),
        ("deviations", "0005_joint_meetings"),
        ("deviations", "0006_reporting"),
        ("deviations", "0007_questions_and_notes"),
        ("deviations", "0008_local_agreements"),
    ]

    initial = True

    dependencies = [
        ("actors", "0008_portrait"),
        ("core", "0009_installation_and_watches"),
        ("transitions", "0001_tables"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="ListedTask",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30, verbose_name="kod")),
                        ("name", models.CharField(max_length=120, verbose_name="uppgift")),
                        (
                            "needs",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="krav på kunskap"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uppgift som kan delegeras",
                        "verbose_name_plural": "uppgifter som kan delegeras",
                        "ordering": ["version", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TaskList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="version")),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("made_at", models.DateTimeField(verbose_name="gjord")),
                        ("made_by", models.CharField(max_length=150, verbose_name="gjord av")),
                        (
                            "reason",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="vad som ändrades"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uppgiftslista",
                        "verbose_name_plural": "uppgiftslistor",
                        "ordering": ["-number"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("days", models.JSONField(default=dict, verbose_name="arbetsdagar")),
                        (
                            "anonymous",
                            models.BooleanField(
                                default=False,
                                verbose_name="den som rapporterar får vara anonym för den andra parten",
                            ),
                        ),
                        (
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="huvudman",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "svarstider",
                        "verbose_name_plural": "svarstider",
                        "ordering": ["organisation"],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("receiver_name", models.CharField(max_length=150, verbose_name="mottagarens namn")),
                        ("nurse_name", models.CharField(max_length=150, verbose_name="delegerad av (namn)")),
                        (
                            "scope_text",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="vad beslutet omfattar"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(verbose_name="gäller till och med")),
                        (
                            "knowledge",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.delegations.Knowledge["OBSERVED"],
                                        deviations.rules.delegations.Knowledge["OBSERVED"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["TEST"],
                                        deviations.rules.delegations.Knowledge["TEST"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["TALK"],
                                        deviations.rules.delegations.Knowledge["TALK"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["COURSE"],
                                        deviations.rules.delegations.Knowledge["COURSE"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="hur kunskapen prövades",
                            ),
                        ),
                        ("knowledge_text", models.CharField(max_length=500, verbose_name="vad som prövades")),
                        (
                            "signing_list",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.delegations.SigningList["HOME_CARE"],
                                        deviations.rules.delegations.SigningList["HOME_CARE"],
                                    ),
                                    (
                                        deviations.rules.delegations.SigningList["NURSE"],
                                        deviations.rules.delegations.SigningList["NURSE"],
                                    ),
                                    (
                                        deviations.rules.delegations.SigningList["AT_HOME"],
                                        deviations.rules.delegations.SigningList["AT_HOME"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="vem som förvarar signeringslistan",
                            ),
                        ),
                        (
                            "follow_up_on",
                            models.DateField(blank=True, null=True, verbose_name="följs upp senast"),
                        ),
                        ("signed_at", models.DateTimeField(verbose_name="underskriven")),
                        (
                            "accepted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="mottagaren har bekräftat"
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="upphörde")),
                        (
                            "end_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.delegations.EndCause["EXPIRED"],
                                        deviations.rules.delegations.EndCause["EXPIRED"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["WITHDRAWN"],
                                        deviations.rules.delegations.EndCause["WITHDRAWN"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["NURSE_LEFT"],
                                        deviations.rules.delegations.EndCause["NURSE_LEFT"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["RECEIVER_LEFT"],
                                        deviations.rules.delegations.EndCause["RECEIVER_LEFT"],
                                    ),
                                ],
                                default="",
                                max_length=15,
                                verbose_name="varför den upphörde",
                            ),
                        ),
                        (
                            "end_text",
                            models.CharField(blank=True, default="", max_length=500, verbose_name="skäl"),
                        ),
                        (
                            "ended_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="avslutad av"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "nurse",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="delegerad av",
                            ),
                        ),
                        (
                            "nurse_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="delegerande enhet",
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.patient",
                                verbose_name="patient",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mottagare",
                            ),
                        ),
                        (
                            "receiver_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagarens enhet",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="deviations.listedtask",
                                verbose_name="uppgift",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "delegering",
                        "verbose_name_plural": "delegeringar",
                        "ordering": ["valid_to", "pk"],
                        "indexes": [
                            models.Index(fields=["receiver_unit", "valid_to"], name="delegation_of_unit"),
                            models.Index(fields=["nurse", "valid_to"], name="delegation_of_nurse"),
                            models.Index(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=["valid_to"],
                                name="delegation_that_runs",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    (
                                        "valid_to__lte",
                                        deviations.models.delegation.YearLater(models.F("valid_from")),
                                    ),
                                ),
                                name="delegation_at_most_a_year",
                                violation_error_message="En delegering gäller högst ett år.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=(
                                    "nurse",
                                    "receiver",
                                    "receiver_unit",
                                    "task",
                                    "patient",
                                    "valid_from",
                                ),
                                name="delegation_signed_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("nurse", models.F("receiver")), _negated=True),
                                name="delegation_to_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_cause", ""), ("ended_on__isnull", True)),
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        models.Q(("end_cause", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_end_has_a_cause",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("end_cause", deviations.rules.delegations.EndCause["WITHDRAWN"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        models.Q(("end_text", ""), _negated=True),
                                        models.Q(("ended_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_withdrawn_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("knowledge_text", ""), _negated=True),
                                    models.Q(("nurse_name", ""), _negated=True),
                                    models.Q(("receiver_name", ""), _negated=True),
                                ),
                                name="delegation_says_who_and_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="uppföljd")),
                        ("by_name", models.CharField(max_length=150, verbose_name="av")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.delegations.FollowedUp["WORKS"],
                                        deviations.rules.delegations.FollowedUp["WORKS"],
                                    ),
                                    (
                                        deviations.rules.delegations.FollowedUp["TRAINING"],
                                        deviations.rules.delegations.FollowedUp["TRAINING"],
                                    ),
                                    (
                                        deviations.rules.delegations.FollowedUp["STOPS"],
                                        deviations.rules.delegations.FollowedUp["STOPS"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="utfall",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="vad som sågs")),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="deviations.delegation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uppföljning av delegering",
                        "verbose_name_plural": "uppföljningar av delegeringar",
                        "ordering": ["delegation", "-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Deviation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("ref", models.CharField(max_length=80, unique=True, verbose_name="nummer")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                max_length=30,
                                verbose_name="vad det gäller",
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Severity["LOW"],
                                        deviations.rules.kinds.Severity["LOW"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["MODERATE"],
                                        deviations.rules.kinds.Severity["MODERATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="allvar",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Outcome["RISK"],
                                        deviations.rules.kinds.Outcome["RISK"],
                                    ),
                                    (
                                        deviations.rules.kinds.Outcome["HARM"],
                                        deviations.rules.kinds.Outcome["HARM"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="risk eller skada",
                            ),
                        ),
                        (
                            "law",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (deviations.rules.kinds.Law["HSL"], deviations.rules.kinds.Law["HSL"]),
                                    (deviations.rules.kinds.Law["SOL"], deviations.rules.kinds.Law["SOL"]),
                                    (deviations.rules.kinds.Law["LSS"], deviations.rules.kinds.Law["LSS"]),
                                ],
                                default="",
                                max_length=3,
                                verbose_name="lag",
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="", verbose_name="vad hände")),
                        (
                            "happened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="när det hände"),
                        ),
                        (
                            "measure",
                            models.TextField(blank=True, default="", verbose_name="vad som gjordes direkt"),
                        ),
                        (
                            "person_agrees",
                            models.BooleanField(
                                default=False, verbose_name="personen samtycker till att namnet följer med"
                            ),
                        ),
                        ("own_words", models.TextField(blank=True, default="", verbose_name="med egna ord")),
                        (
                            "own_words_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Voice["PATIENT"],
                                        deviations.rules.kinds.Voice["PATIENT"],
                                    ),
                                    (
                                        deviations.rules.kinds.Voice["KIN"],
                                        deviations.rules.kinds.Voice["KIN"],
                                    ),
                                ],
                                default="",
                                max_length=7,
                                verbose_name="vems ord",
                            ),
                        ),
                        (
                            "anonymous",
                            models.BooleanField(
                                default=False, verbose_name="rapportören är anonym för den andra parten"
                            ),
                        ),
                        ("reporter_name", models.CharField(max_length=150, verbose_name="rapportörens namn")),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAS"],
                                        deviations.rules.kinds.Function["MAS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAR"],
                                        deviations.rules.kinds.Function["MAR"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["PROVIDER"],
                                        deviations.rules.kinds.Function["PROVIDER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["FORUM"],
                                        deviations.rules.kinds.Function["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STEERING"],
                                        deviations.rules.kinds.Function["STEERING"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="funktion",
                            ),
                        ),
                        ("routed_at", models.DateTimeField(verbose_name="hos mottagaren sedan")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Stage["REPORTED"],
                                        deviations.rules.kinds.Stage["REPORTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["RECEIVED"],
                                        deviations.rules.kinds.Stage["RECEIVED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["INVESTIGATING"],
                                        deviations.rules.kinds.Stage["INVESTIGATING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["ANSWERED"],
                                        deviations.rules.kinds.Stage["ANSWERED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["READ"],
                                        deviations.rules.kinds.Stage["READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["CLOSED"],
                                        deviations.rules.kinds.Stage["CLOSED"],
                                    ),
                                ],
                                default=deviations.rules.kinds.Stage["REPORTED"],
                                max_length=13,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="nästa steg senast"),
                        ),
                        (
                            "ask_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="efterfrågas"
                            ),
                        ),
                        ("reported_at", models.DateTimeField(verbose_name="rapporterad")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="mottagen")),
                        (
                            "received_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="mottagen av"
                            ),
                        ),
                        (
                            "investigating_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="under utredning"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="besvarad")),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="besvarad av"
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, default="", verbose_name="förklaring")),
                        (
                            "proposed_measure",
                            models.TextField(blank=True, default="", verbose_name="föreslagen åtgärd"),
                        ),
                        (
                            "answer_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="svaret som gäller"),
                        ),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="svaret läst")),
                        (
                            "read_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="svaret läst av"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "closed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="avslutad av"
                            ),
                        ),
                        (
                            "reopened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="återöppnad"),
                        ),
                        ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="gäller enhet",
                            ),
                        ),
                        (
                            "answer_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="läser svaret i rapporterande enhets ställe",
                            ),
                        ),
                        (
                            "answered_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="svarande enhet",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deviations",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="den som svarar",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deviation",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="rapporterande enhet",
                            ),
                        ),
                        (
                            "reporter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rapporterad av",
                            ),
                        ),
                        (
                            "routed_to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagare",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "avvikelse",
                        "verbose_name_plural": "avvikelser",
                        "ordering": ["-reported_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["routed_to", "stage"], name="deviation_of_recipient"),
                            models.Index(fields=["about", "stage"], name="deviation_about"),
                            models.Index(fields=["reported_by", "stage"], name="deviation_of_reporter"),
                            models.Index(fields=["stage", "due_at"], name="deviation_due"),
                            models.Index(
                                condition=models.Q(("ask_at__isnull", False)),
                                fields=["ask_at"],
                                name="deviation_to_ask",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reporter_name", ""), _negated=True),
                                name="deviation_has_a_reporter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("due_at__isnull", True),
                                        ("stage", deviations.rules.kinds.Stage["CLOSED"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("stage", deviations.rules.kinds.Stage["CLOSED"]), _negated=True
                                        ),
                                        ("closed_at__isnull", True),
                                        ("due_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="deviation_is_due_until_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("function", ""), _negated=True),
                                name="deviation_has_a_holder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer_at__isnull", False),
                                        (
                                            "stage__in",
                                            [
                                                deviations.rules.kinds.Stage["ANSWERED"],
                                                deviations.rules.kinds.Stage["READ"],
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        (
                                            "stage__in",
                                            [
                                                deviations.rules.kinds.Stage["REPORTED"],
                                                deviations.rules.kinds.Stage["RECEIVED"],
                                                deviations.rules.kinds.Stage["INVESTIGATING"],
                                            ],
                                        ),
                                        ("answer_at__isnull", True),
                                        ("read_at__isnull", True),
                                    ),
                                    ("stage", deviations.rules.kinds.Stage["CLOSED"]),
                                    _connector="OR",
                                ),
                                name="deviation_answer_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer_at__isnull", True),
                                    models.Q(
                                        ("answer_at__gte", models.F("answered_at")),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="deviation_first_answer_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("read_at__isnull", True), ("answer_at__isnull", False), _connector="OR"
                                ),
                                name="deviation_read_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("received_at__isnull", True),
                                        ("received_at__gte", models.F("reported_at")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_at__gte", models.F("reported_at")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("closed_at__gte", models.F("reported_at")),
                                        _connector="OR",
                                    ),
                                ),
                                name="deviation_steps_after_report",
                                violation_error_message="Steget kan inte ligga före rapporten.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("item__isnull", True), ("episode__isnull", False), _connector="OR"
                                ),
                                name="deviation_item_has_a_case",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("at", models.DateTimeField(verbose_name="när")),
                        ("suffix", models.CharField(max_length=4, verbose_name="slag")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.FileState["WAITING"],
                                        deviations.rules.kinds.FileState["WAITING"],
                                    ),
                                    (
                                        deviations.rules.kinds.FileState["CLEAN"],
                                        deviations.rules.kinds.FileState["CLEAN"],
                                    ),
                                    (
                                        deviations.rules.kinds.FileState["REFUSED"],
                                        deviations.rules.kinds.FileState["REFUSED"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="läge",
                            ),
                        ),
                        ("content", models.BinaryField(verbose_name="innehåll")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
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
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "deviation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enclosures",
                                to="deviations.deviation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bilaga till avvikelse",
                        "verbose_name_plural": "bilagor till avvikelser",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
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
                                        deviations.rules.kinds.EntryKind["RECEIVED"],
                                        deviations.rules.kinds.EntryKind["RECEIVED"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["INVESTIGATING"],
                                        deviations.rules.kinds.EntryKind["INVESTIGATING"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["ANSWERED"],
                                        deviations.rules.kinds.EntryKind["ANSWERED"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["READ"],
                                        deviations.rules.kinds.EntryKind["READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["CLOSED"],
                                        deviations.rules.kinds.EntryKind["CLOSED"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["REOPENED"],
                                        deviations.rules.kinds.EntryKind["REOPENED"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["RETURNED"],
                                        deviations.rules.kinds.EntryKind["RETURNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["HOLDER"],
                                        deviations.rules.kinds.EntryKind["HOLDER"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["MESSAGE"],
                                        deviations.rules.kinds.EntryKind["MESSAGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.EntryKind["NOTE"],
                                        deviations.rules.kinds.EntryKind["NOTE"],
                                    ),
                                ],
                                max_length=14,
                                verbose_name="vad",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="när")),
                        ("author_name", models.CharField(max_length=150, verbose_name="vem")),
                        ("text", models.TextField(blank=True, default="", verbose_name="text")),
                        ("own", models.BooleanField(default=False, verbose_name="bara den egna enheten")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                        (
                            "deviation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="deviations.deviation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rad i avvikelsen",
                        "verbose_name_plural": "rader i avvikelsen",
                        "ordering": ["at", "pk"],
                        "indexes": [models.Index(fields=["deviation", "at"], name="deviation_entries")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("author_name", ""), _negated=True),
                                name="deviation_entry_has_an_author",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=120, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.ForumKind["JOINT"],
                                        deviations.rules.meetings.ForumKind["JOINT"],
                                    ),
                                    (
                                        deviations.rules.meetings.ForumKind["CLUSTER"],
                                        deviations.rules.meetings.ForumKind["CLUSTER"],
                                    ),
                                    (
                                        deviations.rules.meetings.ForumKind["OTHER"],
                                        deviations.rules.meetings.ForumKind["OTHER"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "every_weeks",
                            models.PositiveSmallIntegerField(default=4, verbose_name="veckor mellan möten"),
                        ),
                        ("agenda", models.TextField(blank=True, default="", verbose_name="stående punkter")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="område",
                            ),
                        ),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="hålls av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mötesforum",
                        "verbose_name_plural": "mötesforum",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("every_weeks__gte", 1), ("every_weeks__lte", 53)),
                                name="forum_rhythm",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForumSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="funktion")),
                        (
                            "holder",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="mandat",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="sedan")),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="platsen upphörde"),
                        ),
                        (
                            "forum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="deviations.forum",
                            ),
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
                        "verbose_name": "plats i mötesforum",
                        "verbose_name_plural": "platser i mötesforum",
                        "ordering": ["forum", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAnswerTerms",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("days", models.JSONField(default=dict, verbose_name="arbetsdagar")),
                        (
                            "anonymous",
                            models.BooleanField(
                                default=False,
                                verbose_name="den som rapporterar får vara anonym för den andra parten",
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
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="huvudman",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical svarstider",
                        "verbose_name_plural": "historical svarstider",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeviation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(db_index=True, max_length=80, verbose_name="nummer")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                max_length=30,
                                verbose_name="vad det gäller",
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Severity["LOW"],
                                        deviations.rules.kinds.Severity["LOW"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["MODERATE"],
                                        deviations.rules.kinds.Severity["MODERATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="allvar",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Outcome["RISK"],
                                        deviations.rules.kinds.Outcome["RISK"],
                                    ),
                                    (
                                        deviations.rules.kinds.Outcome["HARM"],
                                        deviations.rules.kinds.Outcome["HARM"],
                                    ),
                                ],
                                default="",
                                max_length=4,
                                verbose_name="risk eller skada",
                            ),
                        ),
                        (
                            "law",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (deviations.rules.kinds.Law["HSL"], deviations.rules.kinds.Law["HSL"]),
                                    (deviations.rules.kinds.Law["SOL"], deviations.rules.kinds.Law["SOL"]),
                                    (deviations.rules.kinds.Law["LSS"], deviations.rules.kinds.Law["LSS"]),
                                ],
                                default="",
                                max_length=3,
                                verbose_name="lag",
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="", verbose_name="vad hände")),
                        (
                            "happened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="när det hände"),
                        ),
                        (
                            "measure",
                            models.TextField(blank=True, default="", verbose_name="vad som gjordes direkt"),
                        ),
                        (
                            "person_agrees",
                            models.BooleanField(
                                default=False, verbose_name="personen samtycker till att namnet följer med"
                            ),
                        ),
                        ("own_words", models.TextField(blank=True, default="", verbose_name="med egna ord")),
                        (
                            "own_words_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Voice["PATIENT"],
                                        deviations.rules.kinds.Voice["PATIENT"],
                                    ),
                                    (
                                        deviations.rules.kinds.Voice["KIN"],
                                        deviations.rules.kinds.Voice["KIN"],
                                    ),
                                ],
                                default="",
                                max_length=7,
                                verbose_name="vems ord",
                            ),
                        ),
                        (
                            "anonymous",
                            models.BooleanField(
                                default=False, verbose_name="rapportören är anonym för den andra parten"
                            ),
                        ),
                        ("reporter_name", models.CharField(max_length=150, verbose_name="rapportörens namn")),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAS"],
                                        deviations.rules.kinds.Function["MAS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAR"],
                                        deviations.rules.kinds.Function["MAR"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["PROVIDER"],
                                        deviations.rules.kinds.Function["PROVIDER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["FORUM"],
                                        deviations.rules.kinds.Function["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STEERING"],
                                        deviations.rules.kinds.Function["STEERING"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="funktion",
                            ),
                        ),
                        ("routed_at", models.DateTimeField(verbose_name="hos mottagaren sedan")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Stage["REPORTED"],
                                        deviations.rules.kinds.Stage["REPORTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["RECEIVED"],
                                        deviations.rules.kinds.Stage["RECEIVED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["INVESTIGATING"],
                                        deviations.rules.kinds.Stage["INVESTIGATING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["ANSWERED"],
                                        deviations.rules.kinds.Stage["ANSWERED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["READ"],
                                        deviations.rules.kinds.Stage["READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Stage["CLOSED"],
                                        deviations.rules.kinds.Stage["CLOSED"],
                                    ),
                                ],
                                default=deviations.rules.kinds.Stage["REPORTED"],
                                max_length=13,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="nästa steg senast"),
                        ),
                        ("reported_at", models.DateTimeField(verbose_name="rapporterad")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="mottagen")),
                        (
                            "received_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="mottagen av"
                            ),
                        ),
                        (
                            "investigating_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="under utredning"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="besvarad")),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="besvarad av"
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, default="", verbose_name="förklaring")),
                        (
                            "proposed_measure",
                            models.TextField(blank=True, default="", verbose_name="föreslagen åtgärd"),
                        ),
                        (
                            "answer_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="svaret som gäller"),
                        ),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="svaret läst")),
                        (
                            "read_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="svaret läst av"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "closed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="avslutad av"
                            ),
                        ),
                        (
                            "reopened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="återöppnad"),
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
                            "about",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="gäller enhet",
                            ),
                        ),
                        (
                            "answer_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="läser svaret i rapporterande enhets ställe",
                            ),
                        ),
                        (
                            "answered_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="svarande enhet",
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
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="den som svarar",
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
                            "reported_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="rapporterande enhet",
                            ),
                        ),
                        (
                            "reporter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rapporterad av",
                            ),
                        ),
                        (
                            "routed_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagare",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical avvikelse",
                        "verbose_name_plural": "historical avvikelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalForum",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.ForumKind["JOINT"],
                                        deviations.rules.meetings.ForumKind["JOINT"],
                                    ),
                                    (
                                        deviations.rules.meetings.ForumKind["CLUSTER"],
                                        deviations.rules.meetings.ForumKind["CLUSTER"],
                                    ),
                                    (
                                        deviations.rules.meetings.ForumKind["OTHER"],
                                        deviations.rules.meetings.ForumKind["OTHER"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "every_weeks",
                            models.PositiveSmallIntegerField(default=4, verbose_name="veckor mellan möten"),
                        ),
                        ("agenda", models.TextField(blank=True, default="", verbose_name="stående punkter")),
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
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="område",
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
                            "kept_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="hålls av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mötesforum",
                        "verbose_name_plural": "historical mötesforum",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalForumSeat",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="funktion")),
                        (
                            "holder",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="mandat",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="sedan")),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="platsen upphörde"),
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
                            "forum",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="deviations.forum",
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
                        "verbose_name": "historical plats i mötesforum",
                        "verbose_name_plural": "historical platser i mötesforum",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLocalAgreement",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.agreements.AgreementKind["AGREEMENT"],
                                        deviations.rules.agreements.AgreementKind["AGREEMENT"],
                                    ),
                                    (
                                        deviations.rules.agreements.AgreementKind["ROUTINE"],
                                        deviations.rules.agreements.AgreementKind["ROUTINE"],
                                    ),
                                    (
                                        deviations.rules.agreements.AgreementKind["INTERPRETATION"],
                                        deviations.rules.agreements.AgreementKind["INTERPRETATION"],
                                    ),
                                ],
                                max_length=14,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                blank=True,
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
                                default="",
                                max_length=20,
                                verbose_name="steg",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="vad som gäller")),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "revise_on",
                            models.DateField(blank=True, null=True, verbose_name="revideras senast"),
                        ),
                        (
                            "mas_sees_delegations",
                            models.BooleanField(default=False, verbose_name="MAS ser regionens delegeringar"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="upphörde")),
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
                            "kept_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="hålls av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical lokal överenskommelse",
                        "verbose_name_plural": "historical lokala överenskommelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMandateHolder",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="funktion")),
                        (
                            "holder",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="mandat",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="sedan")),
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
                            "counterpart",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="mot",
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
                        "verbose_name": "historical person med mandat",
                        "verbose_name_plural": "historical personer med mandat",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProviderStance",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "declines",
                            models.BooleanField(default=False, verbose_name="tar inga delegeringar"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="skäl"),
                        ),
                        ("at", models.DateTimeField(verbose_name="sagt")),
                        ("by_name", models.CharField(max_length=150, verbose_name="av")),
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
                        "verbose_name": "historical utförarens besked om delegering",
                        "verbose_name_plural": "historical utförares besked om delegering",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRoute",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "about_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        actors.rules.kinds.UnitKind["WARD"],
                                        actors.rules.kinds.UnitKind["WARD"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE"],
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE_REHAB"],
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE_REHAB"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ASSESSMENT_OFFICE"],
                                        actors.rules.kinds.UnitKind["ASSESSMENT_OFFICE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOME_CARE"],
                                        actors.rules.kinds.UnitKind["HOME_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["NIGHT_PATROL"],
                                        actors.rules.kinds.UnitKind["NIGHT_PATROL"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["SPECIAL_HOUSING"],
                                        actors.rules.kinds.UnitKind["SPECIAL_HOUSING"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["SHORT_TERM_HOUSING"],
                                        actors.rules.kinds.UnitKind["SHORT_TERM_HOUSING"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["MUNICIPAL_HEALTH_CARE"],
                                        actors.rules.kinds.UnitKind["MUNICIPAL_HEALTH_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOSPITAL_AT_HOME"],
                                        actors.rules.kinds.UnitKind["HOSPITAL_AT_HOME"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["OPEN_PSYCHIATRY"],
                                        actors.rules.kinds.UnitKind["OPEN_PSYCHIATRY"],
                                    ),
                                    (actors.rules.kinds.UnitKind["LSS"], actors.rules.kinds.UnitKind["LSS"]),
                                    (
                                        actors.rules.kinds.UnitKind["SOCIAL_PSYCHIATRY"],
                                        actors.rules.kinds.UnitKind["SOCIAL_PSYCHIATRY"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["MAS_OFFICE"],
                                        actors.rules.kinds.UnitKind["MAS_OFFICE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOUSING_PHYSICIANS"],
                                        actors.rules.kinds.UnitKind["HOUSING_PHYSICIANS"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["OUT_OF_HOURS_CARE"],
                                        actors.rules.kinds.UnitKind["OUT_OF_HOURS_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ALARM"],
                                        actors.rules.kinds.UnitKind["ALARM"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOME_RECEPTION_TEAM"],
                                        actors.rules.kinds.UnitKind["HOME_RECEPTION_TEAM"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOUSING_SUPPORT"],
                                        actors.rules.kinds.UnitKind["HOUSING_SUPPORT"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ADDICTION_SERVICES"],
                                        actors.rules.kinds.UnitKind["ADDICTION_SERVICES"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["CHILD_WELFARE"],
                                        actors.rules.kinds.UnitKind["CHILD_WELFARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["DAY_ACTIVITY"],
                                        actors.rules.kinds.UnitKind["DAY_ACTIVITY"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ADMINISTRATION"],
                                        actors.rules.kinds.UnitKind["ADMINISTRATION"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="gäller slag av enhet",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="vad det gäller",
                            ),
                        ),
                        (
                            "rung",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Rung["REMIND"],
                                        deviations.rules.kinds.Rung["REMIND"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["MANAGER"],
                                        deviations.rules.kinds.Rung["MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["CHIEF"],
                                        deviations.rules.kinds.Rung["CHIEF"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["FORUM"],
                                        deviations.rules.kinds.Rung["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["STEERING"],
                                        deviations.rules.kinds.Rung["STEERING"],
                                    ),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="steg",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAS"],
                                        deviations.rules.kinds.Function["MAS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAR"],
                                        deviations.rules.kinds.Function["MAR"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["PROVIDER"],
                                        deviations.rules.kinds.Function["PROVIDER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["FORUM"],
                                        deviations.rules.kinds.Function["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STEERING"],
                                        deviations.rules.kinds.Function["STEERING"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="funktion",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="upphörde")),
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
                            "about_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="gäller enheten",
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
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="den som svarar",
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
                                verbose_name="huvudman",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
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
                                verbose_name="mottagare",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mottagare",
                        "verbose_name_plural": "historical mottagare",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalThanks",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="när")),
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
                            "author",
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
                            "by_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="från",
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
                                verbose_name="ärende",
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
                            "to_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="till",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bra överlämning",
                        "verbose_name_plural": "historical bra överlämningar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDelegation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("receiver_name", models.CharField(max_length=150, verbose_name="mottagarens namn")),
                        ("nurse_name", models.CharField(max_length=150, verbose_name="delegerad av (namn)")),
                        (
                            "scope_text",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="vad beslutet omfattar"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="gäller från")),
                        ("valid_to", models.DateField(verbose_name="gäller till och med")),
                        (
                            "knowledge",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.delegations.Knowledge["OBSERVED"],
                                        deviations.rules.delegations.Knowledge["OBSERVED"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["TEST"],
                                        deviations.rules.delegations.Knowledge["TEST"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["TALK"],
                                        deviations.rules.delegations.Knowledge["TALK"],
                                    ),
                                    (
                                        deviations.rules.delegations.Knowledge["COURSE"],
                                        deviations.rules.delegations.Knowledge["COURSE"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="hur kunskapen prövades",
                            ),
                        ),
                        ("knowledge_text", models.CharField(max_length=500, verbose_name="vad som prövades")),
                        (
                            "signing_list",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.delegations.SigningList["HOME_CARE"],
                                        deviations.rules.delegations.SigningList["HOME_CARE"],
                                    ),
                                    (
                                        deviations.rules.delegations.SigningList["NURSE"],
                                        deviations.rules.delegations.SigningList["NURSE"],
                                    ),
                                    (
                                        deviations.rules.delegations.SigningList["AT_HOME"],
                                        deviations.rules.delegations.SigningList["AT_HOME"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="vem som förvarar signeringslistan",
                            ),
                        ),
                        (
                            "follow_up_on",
                            models.DateField(blank=True, null=True, verbose_name="följs upp senast"),
                        ),
                        ("signed_at", models.DateTimeField(verbose_name="underskriven")),
                        (
                            "accepted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="mottagaren har bekräftat"
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="upphörde")),
                        (
                            "end_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.delegations.EndCause["EXPIRED"],
                                        deviations.rules.delegations.EndCause["EXPIRED"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["WITHDRAWN"],
                                        deviations.rules.delegations.EndCause["WITHDRAWN"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["NURSE_LEFT"],
                                        deviations.rules.delegations.EndCause["NURSE_LEFT"],
                                    ),
                                    (
                                        deviations.rules.delegations.EndCause["RECEIVER_LEFT"],
                                        deviations.rules.delegations.EndCause["RECEIVER_LEFT"],
                                    ),
                                ],
                                default="",
                                max_length=15,
                                verbose_name="varför den upphörde",
                            ),
                        ),
                        (
                            "end_text",
                            models.CharField(blank=True, default="", max_length=500, verbose_name="skäl"),
                        ),
                        (
                            "ended_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="avslutad av"
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
                            "nurse",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="delegerad av",
                            ),
                        ),
                        (
                            "nurse_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="delegerande enhet",
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
                                verbose_name="patient",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mottagare",
                            ),
                        ),
                        (
                            "receiver_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="mottagarens enhet",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="deviations.listedtask",
                                verbose_name="uppgift",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical delegering",
                        "verbose_name_plural": "historical delegeringar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="LocalAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=150, verbose_name="namn")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.agreements.AgreementKind["AGREEMENT"],
                                        deviations.rules.agreements.AgreementKind["AGREEMENT"],
                                    ),
                                    (
                                        deviations.rules.agreements.AgreementKind["ROUTINE"],
                                        deviations.rules.agreements.AgreementKind["ROUTINE"],
                                    ),
                                    (
                                        deviations.rules.agreements.AgreementKind["INTERPRETATION"],
                                        deviations.rules.agreements.AgreementKind["INTERPRETATION"],
                                    ),
                                ],
                                max_length=14,
                                verbose_name="slag",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                blank=True,
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
                                default="",
                                max_length=20,
                                verbose_name="steg",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="vad som gäller")),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        (
                            "revise_on",
                            models.DateField(blank=True, null=True, verbose_name="revideras senast"),
                        ),
                        (
                            "mas_sees_delegations",
                            models.BooleanField(default=False, verbose_name="MAS ser regionens delegeringar"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="upphörde")),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="hålls av",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lokal överenskommelse",
                        "verbose_name_plural": "lokala överenskommelser",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="agreement_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgreementParty",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="osignerad sedan")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signerad")),
                        (
                            "signed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="signerad av"
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
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="deviations.localagreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical part i överenskommelse",
                        "verbose_name_plural": "historical parter i överenskommelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgreementReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="dagar före")),
                        ("due_at", models.DateTimeField(verbose_name="ska skickas")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="skickad")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="deviations.localagreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "påminnelse om revidering",
                        "verbose_name_plural": "påminnelser om revidering",
                        "ordering": ["agreement", "-days"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "due_at"), name="agreement_told_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="osignerad sedan")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signerad")),
                        (
                            "signed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="signerad av"
                            ),
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="deviations.localagreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part i överenskommelse",
                        "verbose_name_plural": "parter i överenskommelser",
                        "ordering": ["agreement", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "organisation"), name="agreement_party_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_by", ""), ("signed_on__isnull", True)),
                                    models.Q(
                                        ("signed_on__isnull", False),
                                        models.Q(("signed_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_signed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MandateHolder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="funktion")),
                        (
                            "holder",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="telefon"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                        deviations.rules.meetings.Mandate["DECIDES"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                        deviations.rules.meetings.Mandate["ANCHORS"],
                                    ),
                                    (
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                        deviations.rules.meetings.Mandate["INFORMS"],
                                    ),
                                ],
                                max_length=8,
                                verbose_name="mandat",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="sedan")),
                        (
                            "counterpart",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="mot",
                            ),
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
                    ],
                    options={
                        "verbose_name": "person med mandat",
                        "verbose_name_plural": "personer med mandat",
                        "ordering": ["organisation", "counterpart", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "counterpart", "title"),
                                name="mandate_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("counterpart__isnull", True),
                                    models.Q(("counterpart", models.F("organisation")), _negated=True),
                                    _connector="OR",
                                ),
                                name="mandate_towards_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("starts_at", models.DateTimeField(verbose_name="börjar")),
                        (
                            "place",
                            models.CharField(blank=True, default="", max_length=120, verbose_name="plats"),
                        ),
                        ("minutes", models.TextField(blank=True, default="", verbose_name="anteckningar")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutat")),
                        (
                            "closed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="avslutat av"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        (
                            "forum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="deviations.forum",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "möte",
                        "verbose_name_plural": "möten",
                        "ordering": ["-starts_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("forum", "starts_at"), name="meeting_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    models.Q(("closed_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meeting_closed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingAttendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("came", models.BooleanField(verbose_name="kom")),
                        (
                            "by_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="ersättare"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="deviations.meeting",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="deviations.forumseat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "närvaro",
                        "verbose_name_plural": "närvaro",
                        "ordering": ["meeting", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "seat"), name="attendance_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "title",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="punkt"),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="vad det gäller",
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Severity["LOW"],
                                        deviations.rules.kinds.Severity["LOW"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["MODERATE"],
                                        deviations.rules.kinds.Severity["MODERATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                        deviations.rules.kinds.Severity["SERIOUS"],
                                    ),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="allvar",
                            ),
                        ),
                        ("month", models.DateField(blank=True, null=True, verbose_name="månad")),
                        (
                            "causes",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="orsaker enligt parterna"
                            ),
                        ),
                        (
                            "by_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="av"),
                        ),
                        ("at", models.DateTimeField(verbose_name="upptagen")),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="gäller enhet",
                            ),
                        ),
                        (
                            "deviation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting_items",
                                to="deviations.deviation",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="deviations.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mötespunkt",
                        "verbose_name_plural": "mötespunkter",
                        "ordering": ["meeting", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "deviation"), name="deviation_lifted_once"
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "episode"), name="readmission_lifted_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True),
                                    ("deviation__isnull", False),
                                    ("episode__isnull", False),
                                    _connector="OR",
                                ),
                                name="item_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("title", ""),
                                    models.Q(("deviation__isnull", True), ("episode__isnull", True)),
                                    _connector="OR",
                                ),
                                name="lifted_item_has_no_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("text", models.CharField(max_length=500, verbose_name="beslut")),
                        ("responsible", models.CharField(max_length=150, verbose_name="ansvarig person")),
                        ("due_on", models.DateField(verbose_name="klart senast")),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="ska minska",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="beslutat")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="klart")),
                        (
                            "done_text",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="vad som gjordes"
                            ),
                        ),
                        (
                            "done_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="klarmarkerat av"
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="deviations.forumseat",
                                verbose_name="ansvarig",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="deviations.meetingitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mötesbeslut",
                        "verbose_name_plural": "mötesbeslut",
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_by", ""), ("done_on__isnull", True)),
                                    models.Q(
                                        ("done_on__isnull", False),
                                        models.Q(("done_by", ""), _negated=True),
                                        models.Q(("done_text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_done_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("responsible", ""), _negated=True),
                                name="decision_has_a_responsible",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nudge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="skulle vara gjort")),
                        (
                            "rung",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Rung["REMIND"],
                                        deviations.rules.kinds.Rung["REMIND"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["MANAGER"],
                                        deviations.rules.kinds.Rung["MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["CHIEF"],
                                        deviations.rules.kinds.Rung["CHIEF"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["FORUM"],
                                        deviations.rules.kinds.Rung["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["STEERING"],
                                        deviations.rules.kinds.Rung["STEERING"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="steg",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="när")),
                        (
                            "deviation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nudges",
                                to="deviations.deviation",
                            ),
                        ),
                        (
                            "person",
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
                                verbose_name="till",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "påminnelse om avvikelse",
                        "verbose_name_plural": "påminnelser om avvikelser",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("deviation", "due_at", "rung"), name="deviation_nudge_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderStance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "declines",
                            models.BooleanField(default=False, verbose_name="tar inga delegeringar"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="skäl"),
                        ),
                        ("at", models.DateTimeField(verbose_name="sagt")),
                        ("by_name", models.CharField(max_length=150, verbose_name="av")),
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="enhet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "utförarens besked om delegering",
                        "verbose_name_plural": "utförares besked om delegering",
                        "ordering": ["unit"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("declines", False),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="stance_declines_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Route",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "about_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        actors.rules.kinds.UnitKind["WARD"],
                                        actors.rules.kinds.UnitKind["WARD"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE"],
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE_REHAB"],
                                        actors.rules.kinds.UnitKind["PRIMARY_CARE_REHAB"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ASSESSMENT_OFFICE"],
                                        actors.rules.kinds.UnitKind["ASSESSMENT_OFFICE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOME_CARE"],
                                        actors.rules.kinds.UnitKind["HOME_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["NIGHT_PATROL"],
                                        actors.rules.kinds.UnitKind["NIGHT_PATROL"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["SPECIAL_HOUSING"],
                                        actors.rules.kinds.UnitKind["SPECIAL_HOUSING"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["SHORT_TERM_HOUSING"],
                                        actors.rules.kinds.UnitKind["SHORT_TERM_HOUSING"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["MUNICIPAL_HEALTH_CARE"],
                                        actors.rules.kinds.UnitKind["MUNICIPAL_HEALTH_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOSPITAL_AT_HOME"],
                                        actors.rules.kinds.UnitKind["HOSPITAL_AT_HOME"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["OPEN_PSYCHIATRY"],
                                        actors.rules.kinds.UnitKind["OPEN_PSYCHIATRY"],
                                    ),
                                    (actors.rules.kinds.UnitKind["LSS"], actors.rules.kinds.UnitKind["LSS"]),
                                    (
                                        actors.rules.kinds.UnitKind["SOCIAL_PSYCHIATRY"],
                                        actors.rules.kinds.UnitKind["SOCIAL_PSYCHIATRY"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["MAS_OFFICE"],
                                        actors.rules.kinds.UnitKind["MAS_OFFICE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOUSING_PHYSICIANS"],
                                        actors.rules.kinds.UnitKind["HOUSING_PHYSICIANS"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["OUT_OF_HOURS_CARE"],
                                        actors.rules.kinds.UnitKind["OUT_OF_HOURS_CARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ALARM"],
                                        actors.rules.kinds.UnitKind["ALARM"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOME_RECEPTION_TEAM"],
                                        actors.rules.kinds.UnitKind["HOME_RECEPTION_TEAM"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["HOUSING_SUPPORT"],
                                        actors.rules.kinds.UnitKind["HOUSING_SUPPORT"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ADDICTION_SERVICES"],
                                        actors.rules.kinds.UnitKind["ADDICTION_SERVICES"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["CHILD_WELFARE"],
                                        actors.rules.kinds.UnitKind["CHILD_WELFARE"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["DAY_ACTIVITY"],
                                        actors.rules.kinds.UnitKind["DAY_ACTIVITY"],
                                    ),
                                    (
                                        actors.rules.kinds.UnitKind["ADMINISTRATION"],
                                        actors.rules.kinds.UnitKind["ADMINISTRATION"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="gäller slag av enhet",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                        deviations.rules.kinds.Category["SIP_NOT_CALLED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                        deviations.rules.kinds.Category["NOTICE_LATE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                        deviations.rules.kinds.Category["NOTICE_INCOMPLETE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                        deviations.rules.kinds.Category["DISCHARGE_DATE_NOT_UPDATED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                        deviations.rules.kinds.Category["HOME_CARE_NOT_INFORMED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["MEDICINES"],
                                        deviations.rules.kinds.Category["MEDICINES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["AIDS"],
                                        deviations.rules.kinds.Category["AIDS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                        deviations.rules.kinds.Category["HOME_ADAPTATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                        deviations.rules.kinds.Category["OPEN_CARE_NOT_PLANNED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                        deviations.rules.kinds.Category["NOT_READY_FOR_DISCHARGE"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                        deviations.rules.kinds.Category["INFORMATION_NOT_READ"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DELEGATION"],
                                        deviations.rules.kinds.Category["DELEGATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                        deviations.rules.kinds.Category["PATIENT_NOT_TAKING_PART"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                        deviations.rules.kinds.Category["SIP_NOT_ATTENDED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                        deviations.rules.kinds.Category["CARE_CONTACT_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                        deviations.rules.kinds.Category["DISCHARGE_INFORMATION_MISSING"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                        deviations.rules.kinds.Category["CONSUMABLES"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                        deviations.rules.kinds.Category["REHABILITATION"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                        deviations.rules.kinds.Category["SUPPORT_NOT_STARTED"],
                                    ),
                                    (
                                        deviations.rules.kinds.Category["OTHER"],
                                        deviations.rules.kinds.Category["OTHER"],
                                    ),
                                ],
                                default="",
                                max_length=30,
                                verbose_name="vad det gäller",
                            ),
                        ),
                        (
                            "rung",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        deviations.rules.kinds.Rung["REMIND"],
                                        deviations.rules.kinds.Rung["REMIND"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["MANAGER"],
                                        deviations.rules.kinds.Rung["MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["CHIEF"],
                                        deviations.rules.kinds.Rung["CHIEF"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["FORUM"],
                                        deviations.rules.kinds.Rung["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Rung["STEERING"],
                                        deviations.rules.kinds.Rung["STEERING"],
                                    ),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="steg",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    (
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                        deviations.rules.kinds.Function["UNIT_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAS"],
                                        deviations.rules.kinds.Function["MAS"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["MAR"],
                                        deviations.rules.kinds.Function["MAR"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                        deviations.rules.kinds.Function["CHIEF_PHYSICIAN"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                        deviations.rules.kinds.Function["OPERATIONS_MANAGER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["PROVIDER"],
                                        deviations.rules.kinds.Function["PROVIDER"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                        deviations.rules.kinds.Function["HSF_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                        deviations.rules.kinds.Function["STORSTHLM_BOX"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["FORUM"],
                                        deviations.rules.kinds.Function["FORUM"],
                                    ),
                                    (
                                        deviations.rules.kinds.Function["STEERING"],
                                        deviations.rules.kinds.Function["STEERING"],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="funktion",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="upphörde")),
                        (
                            "about_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="gäller enheten",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="den som svarar",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="huvudman",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ersättare",
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
                        "verbose_name": "mottagare",
                        "verbose_name_plural": "mottagare",
                        "ordering": ["organisation", "rung", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("organisation", "about_unit", "about_kind", "category", "rung"),
                                name="deviation_route_once",
                                nulls_distinct=False,
                                violation_error_message="Det finns redan en mottagare för samma sak.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("function", ""), _negated=True),
                                name="deviation_route_function",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Thanks",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="när")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
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
                                verbose_name="från",
                            ),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="thanks",
                                to="transitions.careepisode",
                                verbose_name="ärende",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="till",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bra överlämning",
                        "verbose_name_plural": "bra överlämningar",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["to_unit", "at"], name="thanks_to_unit")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("episode", "by_unit", "to_unit"), name="thanks_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by_unit", models.F("to_unit")), _negated=True),
                                name="thanks_to_others",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationAlert",
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
                                        deviations.rules.delegations.AlertKind["STAFF_NEW"],
                                        deviations.rules.delegations.AlertKind["STAFF_NEW"],
                                    ),
                                    (
                                        deviations.rules.delegations.AlertKind["UNCOVERED"],
                                        deviations.rules.delegations.AlertKind["UNCOVERED"],
                                    ),
                                ],
                                max_length=10,
                                verbose_name="slag",
                            ),
                        ),
                        ("about", models.BigIntegerField(verbose_name="gäller")),
                        ("day", models.DateField(verbose_name="dag")),
                        ("at", models.DateTimeField(verbose_name="sagt")),
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
                        "verbose_name": "larm om delegering",
                        "verbose_name_plural": "larm om delegeringar",
                        "ordering": ["-at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "unit", "about", "day"), name="delegation_alert_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="dagar före")),
                        ("due_at", models.DateTimeField(verbose_name="ska skickas")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="skickad")),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="deviations.delegation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "påminnelse om delegering",
                        "verbose_name_plural": "påminnelser om delegeringar",
                        "ordering": ["delegation", "-days"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_at__isnull", True)),
                                fields=["due_at"],
                                name="delegation_reminder_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delegation", "days"), name="delegation_told_once"
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="listedtask",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="deviations.tasklist",
                verbose_name="version",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedtask",
            constraint=models.UniqueConstraint(fields=("version", "code"), name="listed_task_once"),
        ),
        migrations.RunPython(fill, empty),
    ]
