"""The logs are written once, whatever the role of web and workers tries, and the owner by accident (AUD-1)."""

import io
from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest
from django.db import connection, connections
from django.urls import reverse

from config.embedded.session import Session
from core import access_log, audit
from core.audit_triggers import APPEND_ONLY
from core.models import IdempotencyKey
from tests.core.doubles import Somebody
from tests.factories.region import build

ATTEMPTS = (
    "UPDATE {t} SET id = id",
    "DELETE FROM {t}",
    "TRUNCATE {t}",
    "INSERT INTO {t} SELECT * FROM {t} LIMIT 1 ON CONFLICT (id) DO UPDATE SET id = excluded.id",
    "ALTER TABLE {t} ADD COLUMN x integer",
    "DROP TABLE {t}",
    "ALTER TABLE {t} DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
)


@pytest.fixture
def rows(transactional_db: None) -> None:
    acting = Somebody()
    access_log.record_look(acting, patient_ids=[8], case_id=5, action="case.open", ground="addressed")
    audit.record(acting, "case.changed", IdempotencyKey(pk=7))


@pytest.fixture
def app(rows: None) -> Iterator["psycopg2.extensions.connection"]:
    """A bare connection as the role of web and workers, told that the system acts."""
    with closing(psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})) as raw:
        raw.autocommit = True
        with raw.cursor() as cursor:
            cursor.execute("SELECT set_config('hemvag.kind', 'system', false)")
        yield raw


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_app_role_is_refused(app: "psycopg2.extensions.connection", attempt: str) -> None:
    for table in APPEND_ONLY:
        with app.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(attempt.format(t=table))


@pytest.mark.parametrize("table", ["core_accesslogrow", "core_changerow"])
def test_the_app_role_cannot_copy_rows_in(app: "psycopg2.extensions.connection", table: str) -> None:
    with app.cursor() as cursor, pytest.raises(psycopg2.errors.FeatureNotSupported):
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO("1\n"))


@pytest.mark.parametrize("role", ["", "SET session_replication_role = replica; "], ids=["owner", "replica"])
@pytest.mark.parametrize("attempt", ["UPDATE {t} SET id = id", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"])
def test_not_even_who_has_every_right_changes_it_by_accident(
    rows: None, embedded: Session, role: str, attempt: str
) -> None:
    with closing(embedded.postgres.connect(connection.settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        for table in ("core_accesslogrow", "core_auditrow", "core_auditlink"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="written once"):
                cursor.execute(role + attempt.format(t=table))


def test_every_log_has_its_triggers_and_they_fire_always(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text ORDER BY tgname), bool_and(tgenabled = 'A') "
            "FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'hemvag_%' GROUP BY 1"
        )
        found = {table: (names, always) for table, names, always in cursor.fetchall()}
    for table in APPEND_ONLY:
        names, always = found[table]
        assert {"hemvag_once", "hemvag_never_emptied"} <= set(names), table
        assert always, table
    for table in ("core_accesslogrow", "core_auditrow", "core_changerow"):
        assert {"hemvag_chain", "hemvag_close"} <= set(found[table][0])


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_temporary_table_of_the_same_name_catches_no_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE core_auditlink (LIKE public.core_auditlink)")
        access_log.record_look(Somebody(), patient_ids=[8], action="case.open", ground="addressed")
        cursor.execute(
            "SELECT (SELECT count(*) FROM public.core_auditlink), (SELECT count(*) FROM core_auditlink)"
        )
        assert cursor.fetchone() == (1, 0)
        cursor.execute("DROP TABLE pg_temp.core_auditlink")
    connections["owner"].close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["core_accesslogrow", "core_auditlink"])
def test_when_a_log_cannot_be_written_nothing_is_shown(embedded: Session, table: str) -> None:
    region = build()
    client = region.client("office")
    with closing(embedded.postgres.connect(connection.settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON {table} FROM {connection.settings_dict['USER']}")
        try:
            answer = client.get(reverse("case", args=[region.episode.public_id]))
        finally:
            cursor.execute(f"GRANT INSERT ON {table} TO {connection.settings_dict['USER']}")
    assert answer.status_code == 503
    assert "Elsa" not in answer.content.decode()
    assert client.get(reverse("case", args=[region.episode.public_id])).status_code == 200
