"""The parts of `make demo` that a person meets before the page: the port, the lock file, the list of commands."""

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.layout import PROJECT_DIR, Layout
from config.embedded.session import embedded_services
from tests.environment.support import environment, processes_of, run

FREE_PORT = "import sys; sys.path.insert(0, 'scripts'); import demo; print(demo.free_port(int(sys.argv[1])))"


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
