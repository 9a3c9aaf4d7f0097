"""The test database: migrated once for each state of the migrations, copied for each test process, reset by rows.

Tests connect as the app role, exactly as web and workers do. The administrator is used here alone.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from psycopg2 import sql
from pytest_django.plugin import DjangoDbBlocker

from config.embedded.layout import APP_ROLE, DATABASE_NAME, OWNER_ROLE, PROJECT_DIR
from config.embedded.postgres import Postgres, binary, create_database_sql

TEMPLATE_PREFIX = "hemvag_template_"
CLONE_PREFIX = "hemvag_test_"
# One number for every process on the cluster that makes a template: an advisory lock of PostgreSQL's.
TEMPLATE_LOCK = 4_711_017

BASELINE_SQL = """
    SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     GROUP BY c.relname
     ORDER BY c.relname
"""


class Administrator:
    """Connections with every right, to one of the cluster's databases."""

    def __init__(self, postgres: Postgres) -> None:
        self.postgres = postgres

    def connect(self, database: str = "postgres") -> "psycopg2.extensions.connection":
        return self.postgres.connect(database)


def migrations_digest() -> str:
    """What the schema is made of: our migrations, and the versions of the packages that have migrations too."""
    digest = hashlib.sha256((PROJECT_DIR / "uv.lock").read_bytes())
    digest.update((PROJECT_DIR / "config/management/commands/migrate.py").read_bytes())
    digest.update(Path(__file__).read_bytes())
    schema = (
        "*/migrations/*.py",
        "*/*protection.py",
        "core/audit_triggers.py",
        "core/sql/*.sql",
        "*/apps.py",
    )
    for path in sorted(path for pattern in schema for path in PROJECT_DIR.glob(pattern)):
        digest.update(str(path.relative_to(PROJECT_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def ensure_template(administrator: Administrator) -> str:
    """The name of a database with every migration run, made by the owner role when it is missing."""
    name = TEMPLATE_PREFIX + migrations_digest()
    with closing(administrator.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [TEMPLATE_PREFIX + "%"])
        existing = {row[0] for row in cursor.fetchall()}
        if name in existing:
            return name
        for stale in existing:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(stale)))
        building = f"{name}_building"
        cursor.execute(create_database_sql(building, OWNER_ROLE))
        _migrate(building)
        with closing(administrator.connect(building)) as inner, inner.cursor() as inside:
            _remember_baseline(inside)
        cursor.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
        )
    return name


def _migrate(database: str) -> None:
    point_connections_at(database)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connections.close_all()


def point_connections_at(database: str) -> None:
    """Let this process's connections, and those of the processes it starts, go to `database`."""
    for alias, role in (("default", APP_ROLE), ("owner", OWNER_ROLE)):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database
        settings.DATABASES[alias]["NAME"] = database
        variable = "DATABASE_URL" if alias == "default" else "OWNER_DATABASE_URL"
        os.environ[variable] = settings.EMBEDDED.database_url(role, database)


def _remember_baseline(cursor: "psycopg2.extensions.cursor") -> None:
    """Copy the rows that migrations made, so that a reset gives them back."""
    cursor.execute("CREATE SCHEMA baseline")
    cursor.execute(BASELINE_SQL)
    for table, columns in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table)))
        if cursor.fetchone()[0]:
            copy = sql.SQL("CREATE TABLE baseline.{table} AS SELECT " + columns + " FROM public.{table}")
            cursor.execute(copy.format(table=sql.Identifier(table)))


def copy_tables(administrator: Administrator, target: Postgres) -> None:
    """Fill the empty database of another cluster with the tables of the template: migrating takes a minute."""
    template = ensure_template(administrator)
    with closing(administrator.connect()) as connection, connection.cursor() as cursor:
        # Held to the end of the dump: who wants a copy of its own meanwhile waits instead of failing.
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        dump = subprocess.Popen(
            [
                binary("pg_dump"),
                "-h",
                str(administrator.postgres.layout.run_dir),
                "-U",
                "postgres",
                "-N",
                "baseline",
                template,
            ],
            stdout=subprocess.PIPE,
        )
        subprocess.run(
            [
                *(
                    binary("psql"),
                    "-q",
                    "-h",
                    str(target.layout.run_dir),
                    "-U",
                    "postgres",
                    "-d",
                    DATABASE_NAME,
                ),
                *("-v", "ON_ERROR_STOP=1", "-o", "/dev/null"),
            ],
            stdin=dump.stdout,
            check=True,
        )
        assert dump.wait() == 0


@contextmanager
def cloned(administrator: Administrator, template: str) -> Iterator[str]:
    """A copy of the template for this process alone, dropped at the end."""
    name = f"{CLONE_PREFIX}{os.getpid()}"
    with closing(administrator.connect()) as connection, connection.cursor() as cursor:
        _drop_orphans(cursor)
        # A template in use cannot be copied: neither twice at once, nor while it is dumped.
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        cursor.execute(
            copy.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER_ROLE))
        )
        cursor.execute("SELECT pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
    try:
        yield name
    finally:
        connections.close_all()
        with closing(administrator.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_orphans(cursor: "psycopg2.extensions.cursor") -> None:
    """Drop what test processes that were killed left behind."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [CLONE_PREFIX + "%"])
    for (name,) in cursor.fetchall():
        pid = name.removeprefix(CLONE_PREFIX)
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def reset(administrator: Administrator, database: str) -> None:
    """Back to what the migrations left, after a test that committed.

    Rows are deleted, not truncated: a truncation makes new files for every table and index, which takes 40 times
    longer on this schema, and append-only tables refuse it. Triggers rest meanwhile, for the same reason.
    """
    with closing(administrator.connect(database)) as connection, connection.cursor() as cursor:
        connection.autocommit = False
        cursor.execute("SET LOCAL session_replication_role = replica")
        standing = _let_rest(cursor)
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'baseline'::regnamespace AND relkind = 'r'"
        )
        remembered = {row[0] for row in cursor.fetchall()}
        cursor.execute(BASELINE_SQL)
        tables: dict[str, str] = dict(cursor.fetchall())
        probe = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM public.{})").format(
                sql.Literal(table), sql.Identifier(table)
            )
            for table in tables
        )
        cursor.execute(probe)
        filled = {row[0] for row in cursor.fetchall()}
        for table in sorted(filled | remembered):
            cursor.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)))
            if table in remembered:
                give_back = sql.SQL(
                    "INSERT INTO public.{table} (" + tables[table] + ") SELECT * FROM baseline.{table}"
                )
                cursor.execute(give_back.format(table=sql.Identifier(table)))
        for definition in standing:
            cursor.execute(definition)
        connection.commit()


def _let_rest(cursor: "psycopg2.extensions.cursor") -> list[str]:
    """Have our triggers that fire always do nothing in this transaction; returns what gives them back.

    Nobody else ever sees them so: the functions are as they were when the transaction ends.
    """
    cursor.execute(
        "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p "
        "WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype "
        "AND p.proname IN ('hemvag_record_change', 'hemvag_append_only', 'hemvag_close_batch')"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
    return [definition for _, definition in found]


def table_counts(connection: Any) -> dict[str, int]:
    """How many rows each table has, in one statement: what must be the same after a request that was refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege(oid, 'SELECT')"
        )
        names = [row[0] for row in cursor.fetchall()]
        counts = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(name), sql.Identifier(name))
            for name in names
        )
        cursor.execute(counts)
        return dict(cursor.fetchall())


@contextmanager
def kept_rows(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is made inside stays for a whole module of tests, each undone by itself; undone at the end."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
