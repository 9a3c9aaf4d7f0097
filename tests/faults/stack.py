"""The whole system on services of its own, so that every one of them may be killed: PostgreSQL, broker, cache, web,
worker and relay. What dies is started again, as a supervisor would."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg2

from config.embedded import valkey
from config.embedded.layout import APP_ROLE, Layout
from config.embedded.process import EmbeddedServiceError
from config.embedded.session import Session
from config.embedded.valkey import Valkey
from tests import canary, database
from tests.faults import processes

DATABASE = "hemvag"
ROLES = {
    "web": ("-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi:application"),
    "worker": processes.WORKER,
    "relay": processes.RELAY,
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def kill_service(pid: int | None) -> None:
    """SIGKILL to a service that this process started, and the end of it taken note of: a zombie keeps its lock file."""
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


@dataclass
class Stack:
    """One system. `kill(role)` ends a process group at once; the keeper starts it again."""

    session: Session
    port: int
    log: Path
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    kept: bool = True
    starts: int = 0

    @property
    def layout(self) -> Layout:
        return self.session.layout

    @property
    def broker(self) -> Valkey:
        return valkey.broker(self.layout)

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.layout.database_url(APP_ROLE, DATABASE),
            "OWNER_DATABASE_URL": self.layout.database_url("hemvag_owner", DATABASE),
            "REDIS_URL": self.layout.redis_url("broker"),
            "CACHE_URL": self.layout.redis_url("cache"),
            "CLOCK_OFFSET_FILE": str(self.layout.root / "clock-offset"),
            "PORT": str(self.port),
            "BIND": "127.0.0.1",
            "WEB_WORKERS": "1",
            "DATABASE_IDLE_SECONDS": "2",
            "FAULTS_DIR": str(self.layout.root),
        }

    def start(self, role: str) -> None:
        with self.log.open("ab") as output:
            self.running[role] = subprocess.Popen(
                [sys.executable, *ROLES[role]],
                cwd=processes.PROJECT,
                env=self.environment(),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.starts += 1

    def keep(self) -> None:
        """Start again what has died, until the stack is closed."""
        while self.kept:
            for role, process in list(self.running.items()):
                if self.kept and process.poll() is not None:
                    self.start(role)
            time.sleep(0.3)

    def kill(self, role: str) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.running[role].pid, signal.SIGKILL)

    def kill_child(self) -> None:
        """One child of the worker, in the middle of whatever it does."""
        pid = self.running["worker"].pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        with suppress(FileNotFoundError, ProcessLookupError, IndexError):
            os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)

    def kill_broker(self, away: float = 1.0, *, wipe: bool = False) -> None:
        kill_service(self.broker.pid())
        time.sleep(away)
        if wipe:
            shutil.rmtree(self.layout.root / "broker", ignore_errors=True)
        self.broker.start()

    def kill_database(self, away: float = 0.5) -> None:
        kill_service(self.session.postgres.pid())
        time.sleep(away)
        until = time.monotonic() + 60
        while True:
            try:
                self.session.postgres.start()
            except EmbeddedServiceError:
                # The killed one's children still hold its memory.
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
            else:
                return

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """As the administrator, past every policy."""
        with closing(self.session.postgres.connect(DATABASE)) as connection, connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

    def post(
        self, case: int, number: int, *, key: str, seconds: float = 5.0, **more: Any
    ) -> tuple[int, dict[str, Any]]:
        """One try of a client. Raises OSError or HTTPException when no answer comes."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json", "Host": "localhost"}
        if "die" in more:
            headers["X-Die"] = more.pop("die")
        path = more.pop("path", "/prov/skicka/")
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as line:
            line.request("POST", path, json.dumps({"case": case, "number": number, **more}), headers)
            answer = line.getresponse()
            content = answer.read()
        return answer.status, json.loads(content) if answer.status < 300 else {}

    def get(self, path: str, seconds: float = 30.0) -> tuple[int, str]:
        """The status, and the time to come back when there is one. Raises OSError or HTTPException."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as line:
            line.request("GET", path, headers={"Host": "localhost"})
            answer = line.getresponse()
            return answer.status, answer.headers.get("Retry-After", "")

    def answers(self, path: str = "/readyz") -> int:
        try:
            return self.get(path, 3.0)[0]
        except (OSError, http.client.HTTPException):
            return 0

    def send(self, case: int, number: int, *, within: float = 60.0, **more: Any) -> dict[str, Any]:
        """A client that tries with the same key until it is answered; what it was answered."""
        key, until = uuid4().hex, time.monotonic() + within
        while True:
            try:
                status, body = self.post(case, number, key=key, **more)
            except (OSError, http.client.HTTPException):
                status, body = 0, {}
            if status == 201:
                return body
            assert time.monotonic() < until, f"no answer within {within:.0f} s (last: {status})"
            time.sleep(0.2)

    def inbox_rows(self, case: int) -> list[tuple[int, int]]:
        """(number, rows in the inbox) of a case's messages."""
        return self.query(
            "SELECT (m.payload->>'number')::int, count(d.id) FROM core_outboxmessage m "
            "LEFT JOIN core_delivery d ON d.message_id = m.id AND d.status = 'sent' WHERE m.case_key = %s "
            "GROUP BY m.id ORDER BY m.id",
            case,
        )

    def break_connections(self) -> None:
        """End what the web has open to the database: what comes next connects anew."""
        self.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", APP_ROLE)

    def undelivered(self) -> int:
        """Messages and deliveries that still wait."""
        [(count,)] = self.query(
            "SELECT (SELECT count(*) FROM core_outboxmessage WHERE done_at IS NULL AND held_at IS NULL)"
            " + (SELECT count(*) FROM core_delivery WHERE status = 'queued')"
        )
        return int(count)

    def calm(self, seconds: float) -> float:
        """Wait until everything is delivered; returns how long it took, fails the test when it does not come."""
        begins = time.monotonic()

        def settled() -> bool:
            try:
                return self.undelivered() == 0
            except psycopg2.OperationalError:
                return False

        processes.wait_for("everything is delivered", settled, seconds)
        return time.monotonic() - begins


@contextmanager
def stack(administrator: database.Administrator) -> Iterator[Stack]:
    """A system of its own, with the tables of the tests' template. Everything is killed and removed at the end."""
    root = Path(tempfile.mkdtemp(prefix="hv-", dir="/tmp"))
    root.chmod(0o755)
    session = Session(Layout.at(root))
    session.start()
    log = root / "processes.log"
    one = Stack(session, free_port(), log)
    keeper = threading.Thread(target=one.keep, daemon=True)
    try:
        # The settings of embedded services let a commit come back before it lies on the disk; here it may not.
        with closing(session.postgres.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(f"ALTER ROLE {APP_ROLE} SET synchronous_commit = on")
        database.copy_tables(administrator, session.postgres)
        for role in ROLES:
            one.start(role)
        keeper.start()
        processes.wait_for("web answers", lambda: one.answers() == 200, 120)
        yield one
    finally:
        one.kept = False
        if keeper.ident:
            keeper.join(timeout=5)
        for role in one.running:
            one.kill(role)
        for process in one.running.values():
            process.wait()
        canary.saw_file("log of the soak's processes", log)
        session.close()
        shutil.rmtree(root, ignore_errors=True)
