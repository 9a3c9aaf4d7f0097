"""`manage.py` with nothing running, and the roles made by an administrator."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from config.embedded.layout import Layout
from config.embedded.session import Session, embedded_services
from tests.environment.support import environment, manage, processes_of

ASK = """
from django.core.cache import cache
from django.db import connection
cache.set("key", 1)
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user, current_database()")
    print(*cursor.fetchone(), cache.get("key") == 1)
"""


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    layout = Layout.at(tmp_path / "embedded")
    yield layout
    if layout.root.exists():
        Session(layout).stop_services()


def test_a_command_with_nothing_running_starts_what_it_needs_and_stops_what_it_started(
    layout: Layout,
) -> None:
    env = environment(EMBEDDED_DIR=str(layout.root))
    asked = manage("shell", "--no-imports", "-c", ASK, env=env)
    assert asked.stdout.strip().endswith("hemvag_app hemvag True"), asked.stderr
    assert processes_of(layout) == []


@pytest.mark.long
def test_a_command_leaves_running_what_was_running(layout: Layout) -> None:
    with embedded_services(layout) as session:
        before = session.postgres.pid()
        done = manage("showmigrations", env=environment(EMBEDDED_DIR=str(layout.root)))
        assert done.returncode == 0, done.stderr
        assert session.postgres.pid() == before


@pytest.mark.long
def test_commands_at_the_same_time_share_one_server(layout: Layout) -> None:
    env = environment(EMBEDDED_DIR=str(layout.root))
    codes: list[int] = []
    commands = [
        threading.Thread(
            target=lambda: codes.append(manage("check", "--database", "default", env=env).returncode)
        )
        for _ in range(2)
    ]
    for command in commands:
        command.start()
    for command in commands:
        command.join()
    assert codes == [0, 0]
    assert processes_of(layout) == []


def test_a_command_that_reads_no_row_starts_nothing(layout: Layout) -> None:
    assert manage("version", env=environment(EMBEDDED_DIR=str(layout.root))).returncode == 0
    assert not layout.root.exists()


@pytest.mark.long
def test_an_administrator_makes_roles_and_database_for_servers_of_ones_own(layout: Layout) -> None:
    with embedded_services(layout, redis=False):
        env = environment(
            EMBEDDED_DIR=str(layout.root),
            ADMIN_DATABASE_URL=layout.database_url("postgres", "postgres"),
            OWNER_DATABASE_URL=layout.database_url("a_owner:secret", "a_database"),
            DATABASE_URL=layout.database_url("a_app:secret", "a_database"),
            REDIS_URL="redis://127.0.0.1:1/0",
        )
        for _ in range(2):  # the second time finds everything made
            made = manage("bootstrap_database", env=env)
            assert made.returncode == 0, made.stderr
        owner = psycopg2.connect(env["OWNER_DATABASE_URL"])
        with owner, owner.cursor() as cursor:
            cursor.execute("CREATE TABLE owned ()")
        owner.close()
        asked = manage("check", "--database", "default", env=env)
        assert asked.returncode == 0, asked.stderr
        as_owner = env | {"DATABASE_URL": env["OWNER_DATABASE_URL"]}
        refused = manage("check", "--database", "default", env=as_owner)
        assert refused.returncode == 1
        assert "hemvag.E003" in refused.stderr
        as_administrator = env | {"DATABASE_URL": layout.database_url("postgres", "a_database")}
        assert "hemvag.E002" in manage("check", "--database", "default", env=as_administrator).stderr
