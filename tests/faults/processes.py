"""Real processes on the test's own database and broker, killed by their own ids; a real mail server that counts."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from tests import canary

PROJECT = Path(__file__).resolve().parent.parent.parent
# Workers that need not find each other start a second sooner.
_ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER = ("-m", "celery", "--app", "config", "worker", "--loglevel", "WARNING", "--concurrency", "2", *_ALONE)
RELAY = ("manage.py", "relay")


@dataclass
class Processes:
    """Starts, and at the end stops, whatever the test started; each in a process group of its own."""

    log: Path
    smtp_port: int
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "FAULTS_SMTP_PORT": str(self.smtp_port),
            "REDIS_URL": settings.REDIS_URL,
            "CACHE_URL": settings.CACHE_URL,
            "CLOCK_OFFSET_FILE": str(settings.CLOCK_OFFSET_FILE),
        }
        with self.log.open("ab") as output:
            started = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=PROJECT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.running.append(started)
        return started

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """SIGKILL to the process and its children at once: nothing is finished, nothing is handed back."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def kill_all(self) -> None:
        for process in list(self.running):
            self.kill(process)


@contextmanager
def processes(log: Path, smtp_port: int) -> Iterator[Processes]:
    started = Processes(log, smtp_port)
    try:
        yield started
    finally:
        started.kill_all()
        canary.saw_file("log of worker and relay", log)


@dataclass
class Mailbox:
    """A mail server's memory: how many copies of each Message-ID it has said yes to, and all that was written."""

    seconds_a_mail: float = 0.0
    copies: Counter[str] = field(default_factory=Counter)
    texts: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds_a_mail)
        content = envelope.original_content or b""
        self.copies[str(message_from_bytes(content)["Message-ID"])] += 1
        self.texts.append(content)
        canary.saw_mail("mail server", content)
        return "250 OK"


@contextmanager
def mail_server(seconds_a_mail: float) -> Iterator[tuple[Mailbox, int]]:
    """A real SMTP server on a free port of the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mailbox = Mailbox(seconds_a_mail)
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()


def wait_for(what: str, condition: Callable[[], bool], seconds: float) -> None:
    """Return as soon as the condition holds; fail the test, saying what was waited for, when it never does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.05)
