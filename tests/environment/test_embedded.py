"""The embedded services: side by side, shared, left behind, out of reach."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded import layout as layout_module
from config.embedded import postgres, process
from config.embedded.layout import APP_ROLE, OWNER_ROLE, SOCKET_PATH_LIMIT, Layout
from config.embedded.process import EmbeddedServiceError
from config.embedded.session import Session, embedded_services
from tests.environment.support import processes_of


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    layout = Layout.at(tmp_path / "embedded")
    yield layout
    if layout.root.exists():
        Session(layout).stop_services()


def query(layout: Layout, sql: str, role: str = APP_ROLE) -> object:
    connection = psycopg2.connect(layout.database_url(role))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            row = cursor.fetchone()
            return row[0] if row else None
    finally:
        connection.close()


def test_two_directories_run_side_by_side_and_know_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = Layout.at(tmp_path / "a"), Layout.at(tmp_path / "b")
    with embedded_services(first, durable=False), embedded_services(second, durable=False):
        for number, layout in enumerate((first, second)):
            administrator = Session(layout).postgres.connect("hemvag")
            with administrator.cursor() as cursor:
                cursor.execute("CREATE TABLE mine AS SELECT %s AS number", [number])
                cursor.execute(f"GRANT SELECT ON mine TO {APP_ROLE}")
            administrator.close()
            redis.Redis.from_url(layout.redis_url()).set("number", number)
        assert [query(layout, "SELECT number FROM mine") for layout in (first, second)] == [0, 1]
        assert [redis.Redis.from_url(layout.redis_url()).get("number") for layout in (first, second)] == [
            b"0",
            b"1",
        ]
    assert processes_of(first) == []
    assert processes_of(second) == []


def test_data_survive_a_stop(layout: Layout) -> None:
    with embedded_services(layout) as session:
        administrator = session.postgres.connect("hemvag")
        with administrator.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 42 AS number")
            cursor.execute(f"GRANT SELECT ON kept TO {APP_ROLE}")
        administrator.close()
        redis.Redis.from_url(layout.redis_url("broker")).lpush("celery", "task")
        redis.Redis.from_url(layout.redis_url("cache")).set("seen", 1)
    assert processes_of(layout) == []
    with embedded_services(layout):
        assert query(layout, "SELECT number FROM kept") == 42
        assert redis.Redis.from_url(layout.redis_url("broker")).lrange("celery", 0, -1) == [b"task"]
        assert redis.Redis.from_url(layout.redis_url("cache")).get("seen") is None


def test_the_broker_refuses_rather_than_forgets_and_the_cache_forgets(layout: Layout) -> None:
    with embedded_services(layout):
        broker, cache = (redis.Redis.from_url(layout.redis_url(name)) for name in ("broker", "cache"))
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert broker.config_get("appendonly") == {"appendonly": "yes"}
        assert cache.config_get("maxmemory-policy") == {"maxmemory-policy": "allkeys-lru"}
        assert cache.config_get("appendonly") == {"appendonly": "no"}


def test_only_the_last_user_stops_the_services(layout: Layout) -> None:
    first, second = Session(layout), Session(layout)
    first.start()
    second.start()
    first.close()
    assert query(layout, "SELECT 1") == 1
    second.close()
    assert processes_of(layout) == []


def test_a_killed_server_is_started_again_past_its_stale_pid_files(layout: Layout) -> None:
    with embedded_services(layout) as session:
        pid = session.postgres.pid()
        assert pid is not None
        os.kill(pid, signal.SIGQUIT)  # "immediate": no clean shutdown
        while session.postgres.pid() is not None:
            session.postgres.stop()
        # A pid file that names a live process which is no PostgreSQL of ours: this one.
        (layout.data_dir / "postmaster.pid").write_text(f"{os.getpid()}\n{layout.data_dir}\n")
        (layout.run_dir / "broker.pid").write_text("1")
        session.start()
        assert query(layout, "SELECT 1") == 1
    assert processes_of(layout) == []


def test_a_path_too_long_for_a_socket_is_shortened_and_linked(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path.joinpath(*["long-directory-name"] * 6))
    assert len(os.fsencode(layout.root)) > SOCKET_PATH_LIMIT
    with embedded_services(layout):
        assert query(layout, "SELECT 1") == 1
        assert (layout.root / "run").readlink() == layout.run_dir
        assert len(os.fsencode(layout.valkey_socket("broker-4194304"))) <= SOCKET_PATH_LIMIT


def test_a_long_path_never_shares_the_short_directory_of_another(tmp_path: Path) -> None:
    near = Layout.at(tmp_path / ("x" * 100))
    other = Layout.at(tmp_path / ("y" * 100))
    assert near.run_dir != other.run_dir


def test_the_project_may_lie_below_a_private_directory(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    layout = Layout.at(private / "embedded")
    with embedded_services(layout, redis=False):
        assert query(layout, "SELECT 1") == 1
        assert private.stat().st_mode & 0o777 == 0o700
        assert (
            layout.data_dir.stat().st_uid != 0
        )  # PostgreSQL refuses root, so root starts it as somebody else


def test_the_programs_of_a_project_below_a_private_directory_are_copied_to_where_they_can_run() -> None:
    copy = postgres.open_copy(process.wheel_directory(postgres.PACKAGE))
    assert process.open_to_all(copy)
    command = process.as_user([str(copy / "pginstall18/bin/initdb"), "--version"], process.service_user())
    assert "PostgreSQL) 18" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert postgres.open_copy(process.wheel_directory(postgres.PACKAGE)) == copy


def test_nothing_listens_on_the_network_and_nobody_else_reaches_the_sockets(layout: Layout) -> None:
    with embedded_services(layout):
        assert layout.run_dir.stat().st_mode & 0o077 == 0
        administrator = Session(layout).postgres.connect()
        with administrator.cursor() as cursor:
            cursor.execute("SHOW listen_addresses")
            assert cursor.fetchone() == ("",)
        administrator.close()
        assert redis.Redis.from_url(layout.redis_url()).config_get("port") == {"port": "0"}


def test_a_link_planted_in_place_of_the_socket_directory_is_refused(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path / "embedded")
    layout.root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (layout.root / "run").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EmbeddedServiceError, match="länk"):
        Session(layout).start()


def test_the_database_is_utf8_in_code_point_order_and_belongs_to_the_owner_role(layout: Layout) -> None:
    with embedded_services(layout, redis=False):
        facts = "SELECT pg_encoding_to_char(encoding) || ' ' || datlocale || ' ' || datdba::regrole"
        assert (
            query(layout, f"{facts} FROM pg_database WHERE datname = 'hemvag'")
            == f"UTF8 C.UTF-8 {OWNER_ROLE}"
        )
        assert query(layout, "SELECT upper('åäö')") == "ÅÄÖ"
        assert query(layout, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            query(layout, "CREATE TABLE mine (id int)")


def test_a_relative_directory_is_taken_from_the_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EMBEDDED_DIR", raising=False)
    assert Layout.from_environment().root == layout_module.PROJECT_DIR / ".embedded"
