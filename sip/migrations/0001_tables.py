"""The tables of SIP, in one step: merged from the migrations below."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import sip.rules.kinds
from core.together import Together


class Migration(migrations.Migration):
    replaces = [
        ("sip", "0001_initial"),
        ("sip", "0002_the_plan"),
        ("sip", "0003_meeting_times"),
        ("sip", "0004_outside_discharge"),
        ("sip", "0005_follow_up_and_evaluation"),
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
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="gällande version"
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(blank=True, default="", verbose_name="vad oroar personen"),
                        ),
                        (
                            "wants",
                            models.TextField(
                                blank=True, default="", verbose_name="vad vill personen kunna göra"
                            ),
                        ),
                        (
                            "overall",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Overall["REGION"], sip.rules.kinds.Overall["REGION"]),
                                    (
                                        sip.rules.kinds.Overall["MUNICIPALITY"],
                                        sip.rules.kinds.Overall["MUNICIPALITY"],
                                    ),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="huvudansvarig huvudman",
                            ),
                        ),
                        (
                            "overall_person",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="samordnare"
                            ),
                        ),
                        (
                            "overall_phone",
                            models.CharField(
                                blank=True, default="", max_length=50, verbose_name="samordnarens telefon"
                            ),
                        ),
                        ("by_others", models.TextField(blank=True, default="", verbose_name="vad andra gör")),
                        (
                            "if_worse",
                            models.TextField(blank=True, default="", verbose_name="om det blir sämre"),
                        ),
                        (
                            "if_worse_phone",
                            models.CharField(blank=True, default="", max_length=50, verbose_name="ring då"),
                        ),
                    ],
                    options={
                        "verbose_name": "plan",
                        "verbose_name_plural": "planer",
                        "ordering": ["sip"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSip",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(max_length=80, verbose_name="id i händelsefil")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.SipState["CALLED"], sip.rules.kinds.SipState["CALLED"]),
                                    (sip.rules.kinds.SipState["HELD"], sip.rules.kinds.SipState["HELD"]),
                                    (sip.rules.kinds.SipState["AGREED"], sip.rules.kinds.SipState["AGREED"]),
                                    (
                                        sip.rules.kinds.SipState["FOLLOWED_UP"],
                                        sip.rules.kinds.SipState["FOLLOWED_UP"],
                                    ),
                                    (sip.rules.kinds.SipState["CLOSED"], sip.rules.kinds.SipState["CLOSED"]),
                                ],
                                default=sip.rules.kinds.SipState["CALLED"],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "asked_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.AskedBy["UNIT"], sip.rules.kinds.AskedBy["UNIT"]),
                                    (sip.rules.kinds.AskedBy["PERSON"], sip.rules.kinds.AskedBy["PERSON"]),
                                    (
                                        sip.rules.kinds.AskedBy["RELATIVE"],
                                        sip.rules.kinds.AskedBy["RELATIVE"],
                                    ),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="vem som bad om SIP",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="kallad")),
                        ("meeting_at", models.DateTimeField(verbose_name="mötestid")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.Mode["ROOM"], sip.rules.kinds.Mode["ROOM"]),
                                    (sip.rules.kinds.Mode["VIDEO"], sip.rules.kinds.Mode["VIDEO"]),
                                    (sip.rules.kinds.Mode["PHONE"], sip.rules.kinds.Mode["PHONE"]),
                                ],
                                max_length=5,
                                verbose_name="mötesform",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="plats eller länk"
                            ),
                        ),
                        ("why", models.TextField(blank=True, default="", verbose_name="skäl till kallelsen")),
                        (
                            "matters",
                            models.TextField(
                                blank=True, default="", verbose_name="vad är viktigt för personen"
                            ),
                        ),
                        (
                            "needs",
                            models.JSONField(
                                blank=True, default=list, verbose_name="behov efter utskrivning"
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="genomförd")),
                        (
                            "patient_took_part",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.TookPart["ROOM"], sip.rules.kinds.TookPart["ROOM"]),
                                    (sip.rules.kinds.TookPart["VIDEO"], sip.rules.kinds.TookPart["VIDEO"]),
                                    (sip.rules.kinds.TookPart["PHONE"], sip.rules.kinds.TookPart["PHONE"]),
                                    (sip.rules.kinds.TookPart["PROXY"], sip.rules.kinds.TookPart["PROXY"]),
                                    (sip.rules.kinds.TookPart["NO"], sip.rules.kinds.TookPart["NO"]),
                                ],
                                default="",
                                max_length=5,
                                verbose_name="hur personen deltog",
                            ),
                        ),
                        (
                            "relative_took_part",
                            models.BooleanField(blank=True, null=True, verbose_name="närstående deltog"),
                        ),
                        (
                            "held_note",
                            models.TextField(blank=True, default="", verbose_name="anteckning från mötet"),
                        ),
                        (
                            "agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan överenskommen"),
                        ),
                        (
                            "follow_up_on",
                            models.DateField(blank=True, null=True, verbose_name="uppföljning senast"),
                        ),
                        (
                            "followed_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="uppföljd"),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "close_reason",
                            models.TextField(blank=True, default="", verbose_name="skäl till avslut"),
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
                    ],
                    options={
                        "verbose_name": "historical SIP",
                        "verbose_name_plural": "historical SIP",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalVideoService",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("template", models.CharField(max_length=250, verbose_name="adress med {rum}")),
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
                        "verbose_name": "historical videotjänst",
                        "verbose_name_plural": "historical videotjänster",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="NotRequired",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    (
                                        sip.rules.kinds.NotRequiredReason["NO_CONSENT"],
                                        sip.rules.kinds.NotRequiredReason["NO_CONSENT"],
                                    ),
                                    (
                                        sip.rules.kinds.NotRequiredReason["SINGLE_PRINCIPAL"],
                                        sip.rules.kinds.NotRequiredReason["SINGLE_PRINCIPAL"],
                                    ),
                                    (
                                        sip.rules.kinds.NotRequiredReason["OPEN_COMPULSORY_CARE"],
                                        sip.rules.kinds.NotRequiredReason["OPEN_COMPULSORY_CARE"],
                                    ),
                                ],
                                max_length=24,
                                verbose_name="skäl",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="beslutat")),
                        (
                            "decided_by",
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
                                related_name="sip_not_required",
                                to="transitions.careepisode",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sip_not_required",
                                to="transitions.item",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beslut att SIP inte behövs",
                        "verbose_name_plural": "beslut att SIP inte behövs",
                        "ordering": ["decided_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPlanPart",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
                        ),
                        (
                            "assessment",
                            models.TextField(blank=True, default="", verbose_name="enhetens bedömning"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="bekräftad"),
                        ),
                        (
                            "confirmed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="bekräftad av"
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
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical enhetens del",
                        "verbose_name_plural": "historical enheternas delar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPlanGoal",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="mål")),
                        (
                            "own_words",
                            models.BooleanField(default=True, verbose_name="med personens egna ord"),
                        ),
                        ("dropped", models.BooleanField(default=False, verbose_name="borttaget")),
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
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mål",
                        "verbose_name_plural": "historical mål",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PlanGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="mål")),
                        (
                            "own_words",
                            models.BooleanField(default=True, verbose_name="med personens egna ord"),
                        ),
                        ("dropped", models.BooleanField(default=False, verbose_name="borttaget")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to="sip.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mål",
                        "verbose_name_plural": "mål",
                        "ordering": ["plan", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GoalOutcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="uppföljd")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.Outcome["REACHED"], sip.rules.kinds.Outcome["REACHED"]),
                                    (sip.rules.kinds.Outcome["PARTLY"], sip.rules.kinds.Outcome["PARTLY"]),
                                    (
                                        sip.rules.kinds.Outcome["NOT_REACHED"],
                                        sip.rules.kinds.Outcome["NOT_REACHED"],
                                    ),
                                    (
                                        sip.rules.kinds.Outcome["NO_LONGER"],
                                        sip.rules.kinds.Outcome["NO_LONGER"],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="utfall",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="sip.plangoal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "utfall av mål",
                        "verbose_name_plural": "utfall av mål",
                        "ordering": ["goal", "at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
                        ),
                        (
                            "assessment",
                            models.TextField(blank=True, default="", verbose_name="enhetens bedömning"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="bekräftad"),
                        ),
                        (
                            "confirmed_by",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="bekräftad av"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="sip.plan",
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
                        "verbose_name": "enhetens del",
                        "verbose_name_plural": "enheternas delar",
                        "ordering": ["plan", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "unit"), name="sip_part_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True),
                                    models.Q(("confirmed_by", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sip_part_confirmed_by",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="insats")),
                        ("responsible", models.CharField(max_length=150, verbose_name="ansvarig person")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="från")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="till och med")),
                        ("dropped", models.BooleanField(default=False, verbose_name="borttagen")),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="sip.plangoal",
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="sip.planpart",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "insats",
                        "verbose_name_plural": "insatser",
                        "ordering": ["part", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="sip_action_ends_after_start",
                                violation_error_message="Insatsen kan inte sluta innan den börjar.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPlanAction",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="insats")),
                        ("responsible", models.CharField(max_length=150, verbose_name="ansvarig person")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="från")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="till och med")),
                        ("dropped", models.BooleanField(default=False, verbose_name="borttagen")),
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
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.plangoal",
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.planpart",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical insats",
                        "verbose_name_plural": "historical insatser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("at", models.DateTimeField(verbose_name="överenskommen")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, default="", verbose_name="varför utan allas bekräftelse"
                            ),
                        ),
                        ("content", models.JSONField(verbose_name="innehåll")),
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="sip.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version av planen",
                        "verbose_name_plural": "versioner av planen",
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="sip_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sip",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("ref", models.CharField(max_length=80, verbose_name="id i händelsefil")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.SipState["CALLED"], sip.rules.kinds.SipState["CALLED"]),
                                    (sip.rules.kinds.SipState["HELD"], sip.rules.kinds.SipState["HELD"]),
                                    (sip.rules.kinds.SipState["AGREED"], sip.rules.kinds.SipState["AGREED"]),
                                    (
                                        sip.rules.kinds.SipState["FOLLOWED_UP"],
                                        sip.rules.kinds.SipState["FOLLOWED_UP"],
                                    ),
                                    (sip.rules.kinds.SipState["CLOSED"], sip.rules.kinds.SipState["CLOSED"]),
                                ],
                                default=sip.rules.kinds.SipState["CALLED"],
                                max_length=12,
                                verbose_name="läge",
                            ),
                        ),
                        (
                            "asked_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.AskedBy["UNIT"], sip.rules.kinds.AskedBy["UNIT"]),
                                    (sip.rules.kinds.AskedBy["PERSON"], sip.rules.kinds.AskedBy["PERSON"]),
                                    (
                                        sip.rules.kinds.AskedBy["RELATIVE"],
                                        sip.rules.kinds.AskedBy["RELATIVE"],
                                    ),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="vem som bad om SIP",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="kallad")),
                        ("meeting_at", models.DateTimeField(verbose_name="mötestid")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.Mode["ROOM"], sip.rules.kinds.Mode["ROOM"]),
                                    (sip.rules.kinds.Mode["VIDEO"], sip.rules.kinds.Mode["VIDEO"]),
                                    (sip.rules.kinds.Mode["PHONE"], sip.rules.kinds.Mode["PHONE"]),
                                ],
                                max_length=5,
                                verbose_name="mötesform",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="plats eller länk"
                            ),
                        ),
                        ("why", models.TextField(blank=True, default="", verbose_name="skäl till kallelsen")),
                        (
                            "matters",
                            models.TextField(
                                blank=True, default="", verbose_name="vad är viktigt för personen"
                            ),
                        ),
                        (
                            "needs",
                            models.JSONField(
                                blank=True, default=list, verbose_name="behov efter utskrivning"
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="genomförd")),
                        (
                            "patient_took_part",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.TookPart["ROOM"], sip.rules.kinds.TookPart["ROOM"]),
                                    (sip.rules.kinds.TookPart["VIDEO"], sip.rules.kinds.TookPart["VIDEO"]),
                                    (sip.rules.kinds.TookPart["PHONE"], sip.rules.kinds.TookPart["PHONE"]),
                                    (sip.rules.kinds.TookPart["PROXY"], sip.rules.kinds.TookPart["PROXY"]),
                                    (sip.rules.kinds.TookPart["NO"], sip.rules.kinds.TookPart["NO"]),
                                ],
                                default="",
                                max_length=5,
                                verbose_name="hur personen deltog",
                            ),
                        ),
                        (
                            "relative_took_part",
                            models.BooleanField(blank=True, null=True, verbose_name="närstående deltog"),
                        ),
                        (
                            "held_note",
                            models.TextField(blank=True, default="", verbose_name="anteckning från mötet"),
                        ),
                        (
                            "agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="plan överenskommen"),
                        ),
                        (
                            "follow_up_on",
                            models.DateField(blank=True, null=True, verbose_name="uppföljning senast"),
                        ),
                        (
                            "followed_up_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="uppföljd"),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutad")),
                        (
                            "close_reason",
                            models.TextField(blank=True, default="", verbose_name="skäl till avslut"),
                        ),
                        (
                            "episode",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sips",
                                to="transitions.careepisode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "SIP",
                        "verbose_name_plural": "SIP",
                        "ordering": ["-meeting_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "meeting_at"], name="sip_by_state")],
                        "constraints": [
                            models.UniqueConstraint(fields=("episode", "ref"), name="sip_ref_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_at__isnull", True),
                                    ("held_at__gte", models.F("called_at")),
                                    _connector="OR",
                                ),
                                name="sip_held_after_call",
                                violation_error_message="Mötet kan inte ligga före kallelsen.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_at__isnull", True),
                                    models.Q(("patient_took_part", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sip_held_says_how_the_patient_took_part",
                                violation_error_message="Ange hur personen deltog.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("state", sip.rules.kinds.SipState["CLOSED"]),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        models.Q(
                                            ("state", sip.rules.kinds.SipState["CLOSED"]), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="sip_closed_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", sip.rules.kinds.SipState["CALLED"]), _negated=True),
                                    ("held_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="sip_held_is_not_called",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSipParticipant",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "guest",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Guest["PATIENT"], sip.rules.kinds.Guest["PATIENT"]),
                                    (sip.rules.kinds.Guest["RELATIVE"], sip.rules.kinds.Guest["RELATIVE"]),
                                    (sip.rules.kinds.Guest["OTHER"], sip.rules.kinds.Guest["OTHER"]),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="kontaktuppgift"
                            ),
                        ),
                        ("invited", models.BooleanField(default=True, verbose_name="inbjuden")),
                        ("attended", models.BooleanField(blank=True, null=True, verbose_name="deltog")),
                        (
                            "joins",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Mode["ROOM"], sip.rules.kinds.Mode["ROOM"]),
                                    (sip.rules.kinds.Mode["VIDEO"], sip.rules.kinds.Mode["VIDEO"]),
                                    (sip.rules.kinds.Mode["PHONE"], sip.rules.kinds.Mode["PHONE"]),
                                ],
                                default="",
                                max_length=5,
                                verbose_name="deltar genom",
                            ),
                        ),
                        (
                            "slot_after",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="kommer in efter, minuter"
                            ),
                        ),
                        (
                            "slot_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="deltar, minuter"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=8, verbose_name="kod"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="inbjudan lämnad"),
                        ),
                        (
                            "told_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Told["LETTER"], sip.rules.kinds.Told["LETTER"]),
                                    (sip.rules.kinds.Told["SMS"], sip.rules.kinds.Told["SMS"]),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="inbjudan lämnad genom",
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
                        (
                            "sip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical deltagare",
                        "verbose_name_plural": "historical deltagare",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPlan",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="gällande version"
                            ),
                        ),
                        (
                            "worries",
                            models.TextField(blank=True, default="", verbose_name="vad oroar personen"),
                        ),
                        (
                            "wants",
                            models.TextField(
                                blank=True, default="", verbose_name="vad vill personen kunna göra"
                            ),
                        ),
                        (
                            "overall",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Overall["REGION"], sip.rules.kinds.Overall["REGION"]),
                                    (
                                        sip.rules.kinds.Overall["MUNICIPALITY"],
                                        sip.rules.kinds.Overall["MUNICIPALITY"],
                                    ),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="huvudansvarig huvudman",
                            ),
                        ),
                        (
                            "overall_person",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="samordnare"
                            ),
                        ),
                        (
                            "overall_phone",
                            models.CharField(
                                blank=True, default="", max_length=50, verbose_name="samordnarens telefon"
                            ),
                        ),
                        ("by_others", models.TextField(blank=True, default="", verbose_name="vad andra gör")),
                        (
                            "if_worse",
                            models.TextField(blank=True, default="", verbose_name="om det blir sämre"),
                        ),
                        (
                            "if_worse_phone",
                            models.CharField(blank=True, default="", max_length=50, verbose_name="ring då"),
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
                            "sip",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical plan",
                        "verbose_name_plural": "historical planer",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SipCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "caller",
                            models.CharField(
                                choices=[
                                    (
                                        sip.rules.kinds.Caller["CARE_CONTACT"],
                                        sip.rules.kinds.Caller["CARE_CONTACT"],
                                    ),
                                    (
                                        sip.rules.kinds.Caller["MUNICIPALITY"],
                                        sip.rules.kinds.Caller["MUNICIPALITY"],
                                    ),
                                    (sip.rules.kinds.Caller["HOSPITAL"], sip.rules.kinds.Caller["HOSPITAL"]),
                                ],
                                max_length=12,
                                verbose_name="kallas av",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="kallad")),
                        ("meeting_at", models.DateTimeField(verbose_name="mötestid")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.Mode["ROOM"], sip.rules.kinds.Mode["ROOM"]),
                                    (sip.rules.kinds.Mode["VIDEO"], sip.rules.kinds.Mode["VIDEO"]),
                                    (sip.rules.kinds.Mode["PHONE"], sip.rules.kinds.Mode["PHONE"]),
                                ],
                                max_length=5,
                                verbose_name="mötesform",
                            ),
                        ),
                        (
                            "called_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.unit",
                                verbose_name="kallande enhet",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sip_call",
                                to="transitions.item",
                            ),
                        ),
                        (
                            "sip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kallelse till SIP",
                        "verbose_name_plural": "kallelser till SIP",
                        "ordering": ["called_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SipEvaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="utvärderad")),
                        (
                            "voice",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.Voice["PERSON"], sip.rules.kinds.Voice["PERSON"]),
                                    (sip.rules.kinds.Voice["STAFF"], sip.rules.kinds.Voice["STAFF"]),
                                ],
                                max_length=6,
                                verbose_name="vem som svarar",
                            ),
                        ),
                        ("answers", models.JSONField(verbose_name="svar")),
                        ("wording", models.CharField(max_length=10, verbose_name="frågornas version")),
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
                            "sip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "utvärdering av SIP",
                        "verbose_name_plural": "utvärderingar av SIP",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SipFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="uppföljd")),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    (sip.rules.kinds.TookPart["ROOM"], sip.rules.kinds.TookPart["ROOM"]),
                                    (sip.rules.kinds.TookPart["VIDEO"], sip.rules.kinds.TookPart["VIDEO"]),
                                    (sip.rules.kinds.TookPart["PHONE"], sip.rules.kinds.TookPart["PHONE"]),
                                    (sip.rules.kinds.TookPart["PROXY"], sip.rules.kinds.TookPart["PROXY"]),
                                    (sip.rules.kinds.TookPart["NO"], sip.rules.kinds.TookPart["NO"]),
                                ],
                                max_length=5,
                                verbose_name="hur personen deltog",
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
                            "sip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uppföljning av SIP",
                        "verbose_name_plural": "uppföljningar av SIP",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SipParticipant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "guest",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Guest["PATIENT"], sip.rules.kinds.Guest["PATIENT"]),
                                    (sip.rules.kinds.Guest["RELATIVE"], sip.rules.kinds.Guest["RELATIVE"]),
                                    (sip.rules.kinds.Guest["OTHER"], sip.rules.kinds.Guest["OTHER"]),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="namn"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="kontaktuppgift"
                            ),
                        ),
                        ("invited", models.BooleanField(default=True, verbose_name="inbjuden")),
                        ("attended", models.BooleanField(blank=True, null=True, verbose_name="deltog")),
                        (
                            "joins",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Mode["ROOM"], sip.rules.kinds.Mode["ROOM"]),
                                    (sip.rules.kinds.Mode["VIDEO"], sip.rules.kinds.Mode["VIDEO"]),
                                    (sip.rules.kinds.Mode["PHONE"], sip.rules.kinds.Mode["PHONE"]),
                                ],
                                default="",
                                max_length=5,
                                verbose_name="deltar genom",
                            ),
                        ),
                        (
                            "slot_after",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="kommer in efter, minuter"
                            ),
                        ),
                        (
                            "slot_minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="deltar, minuter"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=8, verbose_name="kod"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="inbjudan lämnad"),
                        ),
                        (
                            "told_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (sip.rules.kinds.Told["LETTER"], sip.rules.kinds.Told["LETTER"]),
                                    (sip.rules.kinds.Told["SMS"], sip.rules.kinds.Told["SMS"]),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="inbjudan lämnad genom",
                            ),
                        ),
                        (
                            "sip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="sip.sip",
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
                        "verbose_name": "deltagare",
                        "verbose_name_plural": "deltagare",
                        "ordering": ["sip", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest", ""), ("unit__isnull", False)),
                                    models.Q(("unit__isnull", True), models.Q(("guest", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="sip_participant_is_unit_or_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "guest__in",
                                            [
                                                sip.rules.kinds.Guest["RELATIVE"],
                                                sip.rules.kinds.Guest["OTHER"],
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sip_guest_has_a_name",
                                violation_error_message="Ange namnet på den som bjuds in.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("sip", "unit"),
                                name="sip_unit_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("slot_after__isnull", True), ("slot_minutes__isnull", True)),
                                    models.Q(("slot_after__isnull", False), ("slot_minutes__gte", 5)),
                                    _connector="OR",
                                ),
                                name="sip_slot_whole",
                                violation_error_message="Ange både när enheten kommer in och hur länge, minst fem minuter.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("guest", sip.rules.kinds.Guest["PATIENT"])),
                                fields=("sip",),
                                name="sip_patient_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="omgång")),
                        ("asked_at", models.DateTimeField(verbose_name="skickad")),
                        ("answer_by", models.DateTimeField(verbose_name="svara senast")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="påmind")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avgjord")),
                        ("settled", models.DateTimeField(blank=True, null=True, verbose_name="bestämd tid")),
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
                            "sip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="sip.sip",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tidsförfrågan",
                        "verbose_name_plural": "tidsförfrågningar",
                        "ordering": ["sip", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sip", "number"), name="sip_round_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("sip",),
                                name="sip_one_open_round",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settled__isnull", True), ("closed_at__isnull", False), _connector="OR"
                                ),
                                name="sip_settled_round_is_closed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("can", models.JSONField(blank=True, default=list, verbose_name="kan")),
                        (
                            "other",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="annan tid"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="svarade")),
                        ("by_name", models.CharField(max_length=150, verbose_name="svar av")),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="time_replies",
                                to="sip.sipparticipant",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="sip.timeround",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "svar på tidsförfrågan",
                        "verbose_name_plural": "svar på tidsförfrågningar",
                        "ordering": ["round", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "participant"), name="sip_reply_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposedTime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="tid")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="times",
                                to="sip.timeround",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "föreslagen tid",
                        "verbose_name_plural": "föreslagna tider",
                        "ordering": ["round", "starts_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "starts_at"), name="sip_time_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTimeReply",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("can", models.JSONField(blank=True, default=list, verbose_name="kan")),
                        (
                            "other",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="annan tid"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="svarade")),
                        ("by_name", models.CharField(max_length=150, verbose_name="svar av")),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="skrivning"),
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
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.sipparticipant",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="sip.timeround",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical svar på tidsförfrågan",
                        "verbose_name_plural": "historical svar på tidsförfrågningar",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="VideoService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("template", models.CharField(max_length=250, verbose_name="adress med {rum}")),
                        (
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actors.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "videotjänst",
                        "verbose_name_plural": "videotjänster",
                        "ordering": ["organisation"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("template__startswith", "https://"), ("template__contains", "{rum}")
                                ),
                                name="sip_video_address",
                                violation_error_message="Adressen ska börja med https:// och innehålla {rum}.",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="plan",
            name="sip",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="sip.sip"
            ),
        ),
    ]
