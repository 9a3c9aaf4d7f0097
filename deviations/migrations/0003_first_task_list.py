"""The first version of the list of tasks, and how long a decision is kept."""

import json
from pathlib import Path

from django.db import migrations

from core import clock

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
    dependencies = [
        ("core", "0009_installation_and_watches"),
        ("deviations", "0002_delegations"),
    ]

    operations = [migrations.RunPython(fill, empty)]
