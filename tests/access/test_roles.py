"""Each database role tries what it must not (OPS-1); the loader alone writes without a row for each change."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core import roles
from core.models import AuditRow
from integrations.models import EventImport
from tests.access.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)

NOW = ["{T-1}", "2026-01-01T00:00Z", "2027-01-01T00:00Z"]


@contextmanager
def acting_role(role: str) -> Iterator["psycopg2.extensions.cursor"]:
    """A session of that role on the test's own database."""
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(host=str(settings.EMBEDDED.run_dir), user=role, dbname=name)) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            yield cursor


def refused(cursor: "psycopg2.extensions.cursor", statement: str) -> bool:
    try:
        cursor.execute(statement)
    except psycopg2.errors.InsufficientPrivilege:
        return True
    return False


@pytest.fixture(autouse=True)
def _rows() -> None:
    build_world()


def test_the_reporting_role_runs_sums_and_reads_no_table() -> None:
    with acting_role(roles.REPORT) as cursor:
        cursor.execute("SELECT * FROM hemvag_liability_sums(%s, %s, %s)", NOW)
        for table in ("transitions_patient", "transitions_item", "liability_assessment", "actors_unit"):
            assert refused(cursor, f"SELECT * FROM {table}"), table
    with acting_role(roles.READ) as cursor:
        assert refused(cursor, "SELECT * FROM hemvag_liability_sums('{}', now(), now())")


def test_the_reading_role_sees_no_patient_and_no_secret_and_writes_nothing() -> None:
    with acting_role(roles.READ) as cursor:
        cursor.execute("SELECT count(*) FROM actors_unit")
        assert cursor.fetchone()[0] > 5
        cursor.execute("SELECT count(*) FROM transitions_patient")
        assert cursor.fetchone()[0] == 0
        for table in ("django_session", "actors_user", "integrations_systemtoken"):
            assert refused(cursor, f"SELECT * FROM {table}"), table
        assert refused(cursor, "UPDATE actors_unit SET name = 'x'")


def test_the_backup_role_reads_everything_and_writes_nothing() -> None:
    with acting_role(roles.BACKUP) as cursor:
        cursor.execute("SELECT count(*) FROM transitions_patient")
        assert cursor.fetchone()[0] == 1
        for statement in (
            "UPDATE transitions_patient SET name = 'x'",
            "DELETE FROM transitions_item",
            "TRUNCATE transitions_item CASCADE",
            "CREATE TABLE mine (id int)",
        ):
            assert refused(cursor, statement), statement


def test_the_relay_is_bound_as_the_app_role_is() -> None:
    with acting_role(roles.RELAY) as cursor:
        with pytest.raises(psycopg2.DatabaseError, match="without a scope"):
            cursor.execute("SELECT count(*) FROM transitions_patient")
        assert refused(cursor, "ALTER TABLE transitions_patient DISABLE ROW LEVEL SECURITY")
        assert refused(cursor, "UPDATE core_auditrow SET action = 'x'")


@pytest.mark.parametrize(
    "role", [settings.DATABASE_APP_ROLE, roles.LOADER, roles.RELAY, roles.READ, roles.BACKUP]
)
def test_nobody_changes_the_walls(role: str) -> None:
    with acting_role(role) as cursor:
        for statement in (
            "ALTER TABLE transitions_item DISABLE ROW LEVEL SECURITY",
            "DROP POLICY hemvag_scope ON transitions_item",
            "ALTER TABLE transitions_item DISABLE TRIGGER ALL",
            "CREATE ROLE another SUPERUSER",
            "SET session_replication_role = replica",
            "SET ROLE hemvag_owner",
        ):
            assert refused(cursor, statement), statement


def test_a_load_is_one_row_of_audit_and_its_rows_leave_none(tmp_path) -> None:
    def changes() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_changerow")
            return int(cursor.fetchone()[0])

    with acting_role(roles.LOADER) as cursor:
        before = changes()
        cursor.execute("UPDATE transitions_patient SET phone = '08-1'")
        assert changes() == before
    file = tmp_path / "region.ndjson"
    file.write_text('{"type": "organisation", "id": "77", "kind": "region", "name": "Region Provrad"}\n')
    loads, rows = EventImport.objects.count(), AuditRow.objects.count()
    call_command("import_events", str(file))
    assert EventImport.objects.count() == loads + 1
    assert AuditRow.objects.count() == rows + 1
    assert changes() == before
    assert connection.settings_dict["USER"] == settings.DATABASE_APP_ROLE
