"""A new release beside the old one: migrations that hold up nobody, columns that both live with (rows 89, 90)."""

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest
from django.core.management import call_command
from django.db import connection, connections, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

from config.embedded.layout import PROJECT_DIR
from config.embedded.session import Session
from config.management.commands import migrate
from core.together import Together
from tests.faults.clients import sending
from tests.faults.processes import wait_for
from tests.faults.stack import ROLES, Stack, free_port

BEFORE_THE_FIRST_RELEASE: Final = {
    "actors": 99,
    "core": 9,
    "deviations": 99,
    "integrations": 99,
    "liability": 99,
    "reporting": 99,
    "sip": 99,
    "transitions": 99,
}
"""Migrations up to these numbers made the schema that the first release has; those that follow are held to the rule."""


# --- Row 89 -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_migration_gives_up_after_a_second_and_comes_back(
    embedded: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody reads a table for a long time. Nobody else waits for a second behind the migration, which ends well."""
    held, gave_up, done = threading.Event(), threading.Event(), threading.Event()
    waits: list[float] = []
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        gave_up.set()
        holder.join()

    monkeypatch.setattr(migrate, "time", SimpleNamespace(sleep=pause))
    name = connection.settings_dict["NAME"]

    def hold() -> None:
        with closing(embedded.postgres.connect(name)) as line, line.cursor() as cursor:
            cursor.execute("BEGIN; SELECT count(*) FROM transitions_item")
            held.set()
            gave_up.wait(60)
            cursor.execute("COMMIT")

    def read() -> None:
        with closing(embedded.postgres.connect(name)) as line, line.cursor() as cursor:
            while not done.is_set():
                begins = time.monotonic()
                cursor.execute("SELECT count(*) FROM transitions_item")
                waits.append(time.monotonic() - begins)
                time.sleep(0.02)

    holder = threading.Thread(target=hold)
    threads = [holder, threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    try:
        held.wait(10)
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        gave_up.set()
        done.set()
        for thread in threads:
            thread.join()
    assert "En tabell är upptagen" in capsys.readouterr().err
    assert pauses == [migrate.PAUSE_SECONDS], "it gave up once, and came back when the table was free"
    assert 0.3 < max(waits) < 2.5, "it did wait, and let the readers go on"


@pytest.mark.django_db
def test_a_database_from_before_the_migrations_were_merged_is_taken_as_it_is() -> None:
    recorder = MigrationRecorder(connection)
    merged = {key: one for key, one in MigrationLoader(connection).disk_migrations.items() if one.replaces}
    assert merged
    for (app, name), one in merged.items():
        recorder.record_unapplied(app, name)
        for earlier in one.replaces:
            recorder.record_applied(*earlier)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_tables_made_together_are_made_and_taken_away() -> None:
    first = migrations.CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))])
    second = migrations.CreateModel(
        "Folder",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("shelf", models.ForeignKey("core.shelf", models.PROTECT)),
        ],
    )
    operation = Together([first, second])
    before = MigrationLoader(None).project_state()
    after = before.clone()
    operation.state_forwards("core", after)
    owner = connections["owner"]

    def tables() -> set[str]:
        return {"core_shelf", "core_folder"} & set(owner.introspection.table_names())

    with owner.schema_editor() as editor:
        operation.database_forwards("core", editor, before, after)
    assert tables() == {"core_shelf", "core_folder"}
    with owner.schema_editor() as editor:
        operation.database_backwards("core", editor, after, before)
    assert tables() == set()


# --- Row 90 -------------------------------------------------------------------------------------------------


def too_much_at_once(operation: Operation) -> str:
    """Why code that does not know of the operation would fail beside it; empty when it would not."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        spared = field.null or field.db_default is not models.NOT_PROVIDED or field.many_to_many
        return (
            "" if spared else "a new column needs null or db_default: the old release writes rows without it"
        )
    taken = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel)
    if isinstance(operation, taken):
        return "what the old release reads is taken away a release later, by a migration on the list"
    if isinstance(operation, migrations.AlterField) and not operation.field.null:
        spared = operation.field.db_default is not models.NOT_PROVIDED
        return "" if spared else "the old release may write what the altered column refuses"
    return ""


TAKEN_AWAY_A_RELEASE_LATER: Final[frozenset[tuple[str, str]]] = frozenset()
"""(app, migration) that takes away what the release before no longer reads."""


def test_every_migration_can_live_beside_the_release_before_it() -> None:
    found = {}
    for (app, name), one in MigrationLoader(None).disk_migrations.items():
        if app not in BEFORE_THE_FIRST_RELEASE or int(name[:4]) <= BEFORE_THE_FIRST_RELEASE[app]:
            continue
        if (app, name) in TAKEN_AWAY_A_RELEASE_LATER:
            continue
        reasons = [why for operation in one.operations if (why := too_much_at_once(operation))]
        if reasons:
            found[app, name] = reasons
    assert found == {}


@pytest.mark.parametrize(
    ("operation", "refused"),
    [
        (migrations.AddField("way", "note", models.CharField(max_length=9)), True),
        (migrations.AddField("way", "note", models.CharField(max_length=9, default="")), True),
        (
            migrations.AddField("way", "note", models.CharField(max_length=9, default="", db_default="")),
            False,
        ),
        (migrations.AddField("way", "at", models.DateTimeField(null=True)), False),
        (migrations.RemoveField("way", "address"), True),
        (migrations.RenameField("way", "address", "to"), True),
        (migrations.DeleteModel("Way"), True),
        (migrations.AlterField("way", "address", models.CharField(max_length=9)), True),
        (migrations.AddIndex("way", models.Index(fields=["event"], name="way_event")), False),
    ],
)
def test_the_rule_knows_what_the_old_release_cannot_live_with(operation: Operation, *, refused: bool) -> None:
    assert bool(too_much_at_once(operation)) is refused


MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "{before}")]
    operations = [
        migrations.AddField("outboxmessage", "urgent", models.BooleanField(default=False, db_default=False)),
        migrations.AddIndex("outboxmessage", models.Index(fields=["urgent"], name="outbox_urgent")),
    ]
"""


@pytest.mark.long
def test_two_releases_serve_side_by_side_while_the_schema_changes(system: Stack, tmp_path: Path) -> None:
    """Row 90: the old one, which knows nothing of the new column, and the new one, on a table that all write to."""
    tree = next_release(tmp_path / "next")
    environment = system.environment()
    with sending(system, 400) as old:
        time.sleep(1)
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--noinput"], cwd=tree, env=environment, check=True
        )
        newer = Stack(system.session, free_port(), tmp_path / "newer.log")
        with newer.log.open("ab") as log:
            web = subprocess.Popen(
                [sys.executable, *ROLES["web"]],
                cwd=tree,
                env=environment | {"PORT": str(newer.port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            wait_for("the new release answers", lambda: newer.answers() == 200, 90)
            with sending(newer, 410) as new:
                time.sleep(3)
        finally:
            os.killpg(web.pid, 9)
            web.wait()
    assert {status for status, _ in old.statuses} == {201}
    assert {status for status, _ in new.statuses} == {201}
    old.assert_sound()
    new.assert_sound()
    assert system.query("SELECT count(*) FROM core_outboxmessage WHERE urgent IS NULL") == [(0,)]


def next_release(tree: Path) -> Path:
    """The project with a column more."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".embedded*", "var", "staticfiles", "__pycache__", ".uv"
    )
    shutil.copytree(PROJECT_DIR, tree, ignore=left_out)
    before = max(path.stem for path in (tree / "core/migrations").glob("[0-9]*.py"))
    (tree / "core/migrations" / f"{int(before[:4]) + 1:04}_urgent.py").write_text(
        MIGRATION.format(before=before)
    )
    model = tree / "core/models/outbox.py"
    text = model.read_text(encoding="utf-8")
    assert "    objects = " in text
    field = "    urgent = models.BooleanField(default=False, db_default=False)\n\n    objects = "
    model.write_text(text.replace("    objects = ", field, 1), encoding="utf-8")
    return tree
