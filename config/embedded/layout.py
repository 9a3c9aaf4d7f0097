"""Where the embedded services of one directory keep data and sockets: pure paths, nothing is started here."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent

OWNER_ROLE = "hemvag_owner"
APP_ROLE = "hemvag_app"
ADMIN_ROLE = "postgres"
OTHER_ROLES = {
    # May do what the app role may, under a name and a password of its own.
    "hemvag_relay": f"LOGIN IN ROLE {APP_ROLE}",
    # Copies everything and writes nothing: pg_dump stops at a row that it may not read.
    "hemvag_backup": "LOGIN BYPASSRLS",
    # A person who looks for a fault: what the policies show to nobody in particular.
    "hemvag_read": "LOGIN",
    # Functions that answer with sums; no table with patients.
    "hemvag_report": "LOGIN",
    # Files of history and generated regions, by a command and never from a page.
    "hemvag_loader": "LOGIN BYPASSRLS",
}
"""The other roles, and what makes each; `core.roles` says what they are granted."""
DATABASE_NAME = "hemvag"

# Linux refuses a socket path above 107 bytes; the longest name put in the directory is a test process's broker.
SOCKET_PATH_LIMIT = 107
# Every machine has it, it is short, and everybody may pass through it.
SHORT_DIR = Path("/tmp")
LONGEST_SOCKET_NAME = len("/broker-4194304.sock")


@dataclass(frozen=True)
class Layout:
    """The paths of one embedded directory.

    `run_dir` holds the sockets. It is `<root>/run` unless that would make a socket path too long for the
    kernel; then it is a short directory under /tmp named from a hash of `root`, and `<root>/run` links to it.
    """

    root: Path

    @classmethod
    def at(cls, directory: str | Path) -> "Layout":
        path = Path(directory)
        return cls(root=(path if path.is_absolute() else PROJECT_DIR / path).resolve())

    @classmethod
    def from_environment(cls) -> "Layout":
        """The directory that `EMBEDDED_DIR` names, relative to the project (default `.embedded`)."""
        return cls.at(os.environ.get("EMBEDDED_DIR") or ".embedded")

    @property
    def run_dir(self) -> Path:
        near = self.root / "run"
        if len(os.fsencode(near)) + LONGEST_SOCKET_NAME <= SOCKET_PATH_LIMIT:
            return near
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return SHORT_DIR / f"hemvag-{os.getuid()}-{digest}"

    @property
    def data_dir(self) -> Path:
        return self.root / "postgres"

    @property
    def log_dir(self) -> Path:
        return self.root / "log"

    def valkey_socket(self, name: str) -> Path:
        return self.run_dir / f"{name}.sock"

    def database_url(self, role: str = APP_ROLE, database: str = DATABASE_NAME) -> str:
        return f"postgres://{role}@/{database}?host={self.run_dir}"

    def redis_url(self, name: str = "broker") -> str:
        return f"unix://{self.valkey_socket(name)}"
