"""Who uses the embedded services of a directory, so that the last one out stops them.

Every user holds a shared lock on one file for as long as it lives; the kernel lets go of it when the process dies,
however it dies, so there is no count to go wrong and no stale pid. Whoever leaves and then gets the lock alone is the
last one.
"""

import fcntl
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

from config.embedded import process, valkey
from config.embedded.layout import Layout
from config.embedded.postgres import Postgres


@dataclass
class Session:
    """One process's use of an embedded directory: `start()` what is needed, `close()` when done."""

    layout: Layout
    durable: bool = True
    _users: IO[str] | None = field(default=None, repr=False)
    _owner_pid: int = 0

    def start(self, *, redis: bool = True) -> None:
        """Start what does not run yet: PostgreSQL, and with `redis` the broker and the cache.

        :raises EmbeddedServiceError: a service could not be started.
        """
        root = self.layout.root
        root.mkdir(parents=True, exist_ok=True)
        with self._exclusive():
            self._prepare_directories()
            if self._users is None:
                self._users = (root / "users.lock").open("a")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._owner_pid = os.getpid()
            self.postgres.start()
            if redis:
                for server in self._valkeys:
                    server.start()

    def close(self) -> None:
        """Let go; stop the services when nobody else uses them. A forked child never stops its parent's."""
        if self._users is None or self._owner_pid != os.getpid():
            return
        with self._exclusive():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                alone = False
            else:
                alone = True
            if alone:
                self.stop_services()
            self._users.close()
            self._users = None

    def stop_services(self) -> None:
        """Stop whatever runs in the directory, used or not: for `close`, and before its data are removed."""
        for server in self._valkeys:
            server.stop()
        self.postgres.stop()
        if self.layout.run_dir.parent != self.layout.root:
            shutil.rmtree(self.layout.run_dir, ignore_errors=True)

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.layout, durable=self.durable)

    @property
    def _valkeys(self) -> tuple[valkey.Valkey, ...]:
        return (valkey.broker(self.layout), valkey.cache(self.layout))

    def _prepare_directories(self) -> None:
        self.layout.log_dir.mkdir(exist_ok=True)
        run_dir = self.layout.run_dir
        process.own(run_dir, process.service_user())
        link = self.layout.root / "run"
        if run_dir != link and not link.is_symlink():
            link.symlink_to(run_dir)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        with (self.layout.root / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def embedded_services(layout: Layout, *, redis: bool = True, durable: bool = True) -> Iterator[Session]:
    """The services of `layout` for as long as the block runs; a SIGTERM ends the block instead of cutting it off."""
    session = Session(layout, durable=durable)
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    ):
        signal.signal(signal.SIGTERM, _leave)
    try:
        session.start(redis=redis)
        yield session
    finally:
        session.close()


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
