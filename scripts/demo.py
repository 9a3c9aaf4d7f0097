#!/usr/bin/env python3
"""`make demo`: services, migrations, a demo region, then web, worker, beat and relay until Ctrl-C."""

import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT_DIR))
os.chdir(PROJECT_DIR)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
# The processes are started by name, from this environment.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

import honcho.manager  # noqa: E402
from honcho.compat import ProcessManager  # noqa: E402
from honcho.environ import parse_procfile  # noqa: E402
from honcho.printer import Printer  # noqa: E402

from config.embedded.layout import DATABASE_NAME, Layout  # noqa: E402
from config.embedded.postgres import Postgres  # noqa: E402
from config.embedded.session import embedded_services  # noqa: E402

# Celery warns root, at length; here everything is root's own.
ENVIRONMENT = {"PYTHONWARNINGS": "ignore:You're running the worker"}
FIRST_PORT = 8000
PORTS_TRIED = 50
ANSWER_TIMEOUT_S = 180.0
# What a request, a task and a message in hand are given to finish after a Ctrl-C.
STOP_TIMEOUT_S = 25


def main() -> int:
    started = time.monotonic()
    layout = Layout.from_environment()
    with embedded_services(layout) as services:
        logins = prepared(layout)
        analyse(services.postgres)
        port = free_port(int(os.environ.get("PORT") or FIRST_PORT))
        os.environ["PORT"] = str(port)
        os.environ["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        siths = free_port(port + 1, quiet=True)
        os.environ["SITHS_DISCOVERY_URL"] = f"http://127.0.0.1:{siths}/.well-known/openid-configuration"
        threading.Thread(target=announce, args=(port, logins, started), daemon=True).start()
        return supervise()


def prepared(layout: Layout) -> str:
    """Make the database ready and give the table of log-ins.

    A start of the same code finds both from the last time: the first page then waits for the web alone, and this
    process never reads Django.
    """
    table = layout.root / "var" / f"logins-{made_of(layout)}"
    if not table.exists():
        table.parent.mkdir(parents=True, exist_ok=True)
        for old in table.parent.glob("logins-*"):
            old.unlink()
        prepare(table)
    return table.read_text(encoding="utf-8")


def prepare(table: Path) -> None:
    done = subprocess.run([sys.executable, "manage.py", "prepare_demo", str(table)], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def made_of(layout: Layout) -> str:
    """What decides the tables and the demo region: this cluster, the packages, migrations and seed."""
    digest = hashlib.sha256(str((layout.data_dir / "PG_VERSION").stat().st_mtime_ns).encode())
    digest.update((PROJECT_DIR / "uv.lock").read_bytes())
    for pattern in (
        "*/migrations/*.py",
        "integrations/demo/*.py",
        "integrations/management/commands/*demo*.py",
    ):
        for path in sorted(PROJECT_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def analyse(postgres: Postgres) -> None:
    """Let the planner know what a load has brought, as autovacuum would a minute later."""
    with closing(postgres.connect(DATABASE_NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_user_tables"
            " WHERE n_mod_since_analyze > 1000 AND last_analyze IS NULL)"
        )
        if cursor.fetchone() == (True,):
            cursor.execute("ANALYZE")


def free_port(wanted: int, *, quiet: bool = False) -> int:
    """`wanted`, or the first one above it that nobody listens on; says so when it is another, unless quiet."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != wanted and not quiet:
            print(f"Port {wanted} är upptagen; demon använder {port}.", flush=True)
        return port
    raise SystemExit(f"Ingen ledig port mellan {wanted} och {wanted + PORTS_TRIED - 1}: sätt PORT.")


def announce(port: int, logins: str, started: float) -> None:
    """Print where and who, once the page really answers."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + ANSWER_TIMEOUT_S
    while time.monotonic() < deadline:
        if answers(port):
            seconds = time.monotonic() - started
            print(
                f"\n{logins}\nHemväg svarar på {address} (efter {seconds:.0f} s). Ctrl-C avslutar.\n",
                flush=True,
            )
            return
        time.sleep(0.1)
    print(f"Hemväg svarar inte på {address} inom {ANSWER_TIMEOUT_S:.0f} s; se raderna ovan.", flush=True)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class OneAtATime(ProcessManager):  # type: ignore[misc]
    """Asks the process itself to stop, not its whole group: a Celery worker lets its children finish."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


class Supervisor(honcho.manager.Manager):  # type: ignore[misc]  # honcho has no types
    """honcho's manager, which a Ctrl-C while the processes are being started does not trip."""

    asked_to_stop = False

    def __init__(self) -> None:
        super().__init__(Printer(sys.stdout))
        self._procmgr = OneAtATime()

    def terminate(self) -> None:
        self.asked_to_stop = True
        if super()._all_started():
            super().terminate()

    def _all_started(self) -> bool:
        started = bool(super()._all_started())
        if started and self.asked_to_stop:
            super().terminate()
        return started


def processes() -> dict[str, str]:
    """What is run, by name: an installation's own processes, and the demo's stand-in for SITHS."""
    return {
        name: command
        for file in ("Procfile", "Procfile.demo")
        for name, command in parse_procfile((PROJECT_DIR / file).read_text()).processes.items()
    }


def supervise() -> int:
    """Run the Procfile and what only a demo has, until Ctrl-C or until a process ends; then end them all."""
    honcho.manager.KILL_WAIT = STOP_TIMEOUT_S
    manager = Supervisor()
    for name, command in processes().items():
        # While all read their code on two cores, the page comes first.
        priority = "" if name == "web" else "nice -n 15 "
        manager.add_process(
            name, f"exec {priority}{command}", env=ENVIRONMENT | os.environ, cwd=str(PROJECT_DIR)
        )
    manager.loop()
    asked_to_stop = {-signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if manager.returncode in asked_to_stop | {0, None} else int(manager.returncode)


if __name__ == "__main__":
    sys.exit(main())
