"""Making, checking and restoring backups with PostgreSQL's own programs. A backup that cannot be read is no backup."""

import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import environ
from django.conf import settings

from config.embedded import postgres
from config.embedded.process import EmbeddedServiceError
from core import backup_file, watches
from core.backup_file import Unreadable

SUFFIX: Final = ".dump.hvb"
OLDEST: Final = timedelta(hours=26)
"""A backup each night, and two hours to make it."""


class BackupFailed(Exception):
    """No backup was made, or it does not hold. The message is Swedish, for whoever runs the installation."""

    def __init__(self, message: str, code: str = "failed") -> None:
        super().__init__(message)
        self.code = code


_TEXTS: Final = {
    "no_key": "BACKUP_KEY saknas eller är kortare än 32 tecken.",
    "not_a_backup": "Filen är ingen säkerhetskopia från Hemväg.",
    "wrong_key_or_changed": "Filen går inte att läsa: den är ändrad eller skadad, eller BACKUP_KEY är en annan.",
    "cut": "Filen är avkortad.",
    "not_a_dump": "Filens innehåll går inte att läsa in i PostgreSQL.",
}


def make(directory: Path, url: str, now: datetime) -> Path:
    """Dump the database at `url` into a new encrypted file of the directory, and read it again. Raises BackupFailed.

    Nothing is left behind of one that failed. The role must pass the row policies by (`hemvag_backup`): `pg_dump` stops
    at a table of which it may not read all rows, rather than leave some out.
    """
    target = directory / f"hemvag-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    partial = target.with_suffix(".part")
    arguments, environment = _connection(url)
    command = [_program("pg_dump"), "--format=custom", "--no-password", *arguments]
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as out:
            partial.chmod(0o600)
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
            ) as dump:
                if dump.stdout is None or dump.stderr is None:
                    raise BackupFailed("pg_dump kunde inte startas.")
                backup_file.write(dump.stdout, out, settings.BACKUP_KEY)
                said = dump.stderr.read().decode(errors="replace")
            if dump.returncode:
                raise BackupFailed(_why(said))
            out.flush()
            os.fsync(out.fileno())
        check(partial)
        partial.rename(target)
    except Unreadable as error:
        raise BackupFailed(_TEXTS[error.code], error.code) from error
    except OSError as error:
        raise BackupFailed(f"Säkerhetskopian kunde inte skrivas: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def check(path: Path) -> int:
    """Read a backup from end to end, as a restore would. Returns how many bytes it holds. Raises BackupFailed."""
    # Every row is unpacked and its check sums are held; nothing is written and no database is needed.
    return _through(path, [_program("pg_restore"), "--file=/dev/null"], dict(os.environ))


def restore(path: Path, url: str) -> int:
    """Put a backup into the empty database at `url`, all of it or nothing. Returns its bytes. Raises BackupFailed."""
    arguments, environment = _connection(url)
    command = [
        _program("pg_restore"),
        "--single-transaction",
        "--exit-on-error",
        "--no-password",
        *arguments,
    ]
    return _through(path, command, environment)


def newest(directory: Path) -> Path | None:
    """The latest whole backup of a directory, by its name."""
    return max(directory.glob(f"hemvag-*{SUFFIX}"), default=None)


def check_newest(directory: Path, now: datetime) -> str:
    """Each night: read the latest backup, and write down what was found. Returns a code; empty when it holds."""
    path = newest(directory)
    made = None if path is None else datetime.strptime(f"{path.name[7:23]}+0000", "%Y%m%dT%H%M%SZ%z")
    if path is None or made is None:
        code = "missing"
    elif now - made > OLDEST:
        code = "too_old"
    else:
        try:
            check(path)
            code = ""
        except BackupFailed as error:
            code = error.code
    watches.note(watches.BACKUP, code, made, now)
    return code


def _through(path: Path, command: list[str], environment: dict[str, str]) -> int:
    """Decrypt a backup into a program's input. The program sees the end only when the file was whole."""
    total = 0
    try:
        with (
            path.open("rb") as source,
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
            ) as reader,
        ):
            try:
                for piece in backup_file.read(source, settings.BACKUP_KEY):
                    total += len(piece)
                    if reader.stdin is not None:
                        reader.stdin.write(piece)
            except BrokenPipeError:
                total = 0  # it has stopped reading, and says why below
            except BaseException:
                reader.kill()
                raise
            _, said = reader.communicate()
    except Unreadable as error:
        raise BackupFailed(_TEXTS[error.code], error.code) from error
    except OSError as error:
        raise BackupFailed(f"{path} går inte att läsa: {error.strerror}.", "missing") from error
    if reader.returncode:
        raise BackupFailed(f"{_TEXTS['not_a_dump']} {_last(said.decode(errors='replace'))}", "not_a_dump")
    return total


def _program(name: str) -> str:
    """PostgreSQL's own program: of the embedded server where there is one, else the machine's."""
    try:
        return postgres.binary(name)
    except EmbeddedServiceError:
        found = shutil.which(name)
    if found is None:
        raise BackupFailed(f"{name} saknas: installera postgresql-client-18.", "no_program")
    return found


def _connection(url: str) -> tuple[list[str], dict[str, str]]:
    """Arguments for a program, and an environment with the password, which no list of processes shows."""
    parts = environ.Env.db_url_config(url)
    host = parts.get("OPTIONS", {}).get("host") or parts.get("HOST") or ""
    given = (("--host", host), ("--port", parts.get("PORT")), ("--username", parts.get("USER")))
    arguments = [f"{name}={value}" for name, value in given if value]
    return [*arguments, f"--dbname={parts['NAME']}"], os.environ | {"PGPASSWORD": parts.get("PASSWORD") or ""}


def _why(said: str) -> str:
    if "row-level security" in said or "row security" in said:
        return (
            "Rollen i BACKUP_DATABASE_URL får inte läsa alla rader: kopian skulle sakna patienter. "
            "Använd rollen hemvag_backup (BYPASSRLS)."
        )
    if "permission denied" in said:
        return "Rollen i BACKUP_DATABASE_URL får inte läsa alla tabeller. Använd rollen hemvag_backup."
    return f"pg_dump misslyckades: {_last(said)}"


def _last(said: str) -> str:
    """The last line that a program said of what went wrong; it names tables, never what stands in them."""
    lines = [
        line for line in said.splitlines() if line.strip() and not line.startswith(("DETAIL", "CONTEXT"))
    ]
    return lines[-1].strip() if lines else ""
