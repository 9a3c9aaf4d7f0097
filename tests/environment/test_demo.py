"""The parts of `make demo` that a person meets before the page: the port, the lock file, the list of commands."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from honcho.environ import parse_procfile
from pytest_django import DjangoDbBlocker

from config.embedded.layout import PROJECT_DIR, Layout
from config.embedded.session import Session, embedded_services
from tests import database
from tests.environment.support import environment, manage, processes_of, run

FREE_PORT = "import sys; sys.path.insert(0, 'scripts'); import demo; print(demo.free_port(int(sys.argv[1])))"


# The demo without its region, which has tests of its own: here it is about what is started and stopped.
WITHOUT_REGION = """
import sys
sys.path.insert(0, "scripts")
import subprocess
import demo

def prepare(table):
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
    table.write_text("log-ins")

demo.prepare = prepare
sys.exit(demo.main())
"""


@pytest.fixture
def empty(tmp_path: Path) -> Layout:
    """A directory in which nothing has been started."""
    return Layout.at(tmp_path / "embedded")


@pytest.fixture
def layout(empty: Layout, embedded: Session, django_db_blocker: DjangoDbBlocker) -> Layout:
    """A directory with the tables of another day."""
    with embedded_services(empty, redis=False) as session, django_db_blocker.unblock():
        database.copy_tables(database.Administrator(embedded.postgres), session.postgres)
    return empty


@contextmanager
def demo(layout: Layout, output: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A demo in a session of its own, as in a terminal; its output goes to a file."""
    env = environment(EMBEDDED_DIR=str(layout.root), PYTHONUNBUFFERED="1")
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", WITHOUT_REGION],
            cwd=PROJECT_DIR,
            env=env,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def until(output: Path, pattern: str, process: "subprocess.Popen[bytes]") -> str:
    """Wait for a line of the output; fails with all of it when the process ends first."""
    deadline = time.monotonic() + 300  # a new directory migrates first, beside all the other tests
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(pattern, output.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(output.read_text())


def assert_rows_are_the_app_roles_and_tables_the_owners(layout: Layout) -> None:
    """In a directory that is migrated, and is once more."""
    env = environment(EMBEDDED_DIR=str(layout.root))
    with embedded_services(layout, redis=False) as session:
        administrator = session.postgres.connect("hemvag")
        with administrator.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
            assert cursor.fetchall() == [("hemvag_owner",)]
            may = "SELECT has_table_privilege('hemvag_app', %s, %s)"
            for right, expected in (
                ("SELECT", True),
                ("INSERT", True),
                ("DELETE", True),
                ("TRUNCATE", False),
            ):
                cursor.execute(may, ["actors_user", right])
                assert cursor.fetchone() == (expected,), right
            # What a migration takes away, the next migrate does not give back.
            cursor.execute("REVOKE DELETE ON actors_user FROM hemvag_app")
            assert manage("migrate", env=env).returncode == 0
            cursor.execute(may, ["actors_user", "DELETE"])
            assert cursor.fetchone() == (False,)
        administrator.close()


def test_the_demo_answers_and_stops_everything_that_it_started(layout: Layout, tmp_path: Path) -> None:
    answers_and_stops(layout, tmp_path / "output", signal.SIGINT)


@pytest.mark.long
def test_from_an_empty_directory_and_told_to_stop_by_the_system(empty: Layout, tmp_path: Path) -> None:
    answers_and_stops(empty, tmp_path / "output", signal.SIGTERM)


def answers_and_stops(layout: Layout, output: Path, stop: signal.Signals) -> None:
    """The demo from its start to its end: nothing of it is left, and its tables belong to whom they should."""
    with demo(layout, output) as process:
        address = until(output, r"Hemväg svarar på (\S+)", process)
        assert "log-ins" in output.read_text()
        with urllib.request.urlopen(f"{address}/readyz", timeout=20) as answer:
            assert answer.status == 200
        started = {int(pid) for pid in re.findall(r"started \(pid=(\d+)\)", output.read_text())}
        files = ("Procfile", "Procfile.demo")
        named = [parse_procfile((PROJECT_DIR / file).read_text()).processes for file in files]
        assert len(started) == sum(len(processes) for processes in named)
        os.killpg(process.pid, stop)  # what a terminal does
        assert process.wait(timeout=60) == 0, output.read_text()
    assert [pid for pid in started if psutil.pid_exists(pid)] == []
    assert processes_of(layout) == []
    assert_rows_are_the_app_roles_and_tables_the_owners(layout)
    assert processes_of(layout) == []


@pytest.mark.long
def test_the_demo_ends_with_an_error_when_one_of_its_processes_dies(layout: Layout, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with demo(layout, output) as process:
        until(output, r"Hemväg svarar på (\S+)", process)
        relay = re.search(r"relay started \(pid=(\d+)\)", output.read_text())
        assert relay
        os.kill(int(relay[1]), signal.SIGKILL)
        assert process.wait(timeout=60) != 0
    assert processes_of(layout) == []


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_gives_the_next_free_one_and_says_so(taken_port: int) -> None:
    done = run(sys.executable, "-c", FREE_PORT, str(taken_port), env=environment())
    said, port = done.stdout.strip().splitlines()
    assert int(port) > taken_port
    assert said == f"Port {taken_port} är upptagen; demon använder {port}."


def test_a_free_port_is_taken_without_a_word(taken_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert run(sys.executable, "-c", FREE_PORT, str(free), env=environment()).stdout == f"{free}\n"


def test_reset_is_refused_while_the_demo_runs_and_removes_everything_after(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path / "embedded")
    env = environment(EMBEDDED_DIR=str(layout.root))
    with embedded_services(layout, redis=False):
        refused = run(sys.executable, "scripts/demo_reset.py", env=env)
        assert refused.returncode == 1
        assert "Ctrl-C" in refused.stdout
        assert (layout.data_dir / "PG_VERSION").exists()
    assert run(sys.executable, "scripts/demo_reset.py", env=env).returncode == 0
    assert not layout.root.exists()
    assert processes_of(layout) == []


def test_reset_never_removes_a_directory_with_anything_else_in_it(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = run(sys.executable, "scripts/demo_reset.py", env=environment(EMBEDDED_DIR=str(tmp_path)))
    assert done.returncode == 1
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_the_lock_names_no_server_but_the_public_index() -> None:
    hosts = set(re.findall(r"https?://[^/\"]+", (PROJECT_DIR / "uv.lock").read_text()))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}


def test_make_without_arguments_lists_every_command() -> None:
    listed = run("make", env=environment()).stdout
    targets = re.findall(r"^([a-z-]+):.*## ", (PROJECT_DIR / "Makefile").read_text(), re.MULTILINE)
    assert {
        "setup",
        "demo",
        "demo-reset",
        "test",
        "test-fast",
        "test-long",
        "lint",
        "counts",
        "bench",
    } <= set(targets)
    assert [name for name in targets if f"make {name} " not in listed] == []
