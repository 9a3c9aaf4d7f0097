"""A thousand open lists that ask every 25th second whether anything has changed: how long they wait, what it costs.

The web is served as in production, with production's settings, in processes of its own behind the headers of a proxy.
Each list is opened through it with a log-in of its own; then they ask, spread over the 25 seconds, for POLLING_SECONDS
(300). Nothing changes meanwhile: no question reaches the database, and no log-in is prolonged.
"""

import asyncio
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from actors.services_sessions import SEEN
from benchmarks.measuring import Figure, administrator
from benchmarks.people import person
from integrations.demo.logins import LOGINS

PROJECT = Path(__file__).parent.parent
LISTS = 1_000
EVERY_S = 25
SECONDS = int(os.environ.get("POLLING_SECONDS", "300"))
AT_ONCE = 8
"""How many lists are opened at a time."""
LIMIT_MS = 100
POLL = re.compile(r'hx-get="([^"]+)"\s+hx-vals=\'{"v": "([^"]+)"}\'')
"""In a list: the address at which it asks whether anything has changed, and the mark that it was drawn with."""
_ENDED = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"


def figures() -> Iterator[Figure]:
    """How long a poll takes, what share was answered without content, and what reached the database."""
    key = secrets.token_hex(32)
    with override_settings(SECRET_KEY=key):
        sessions = _log_ins()
    with _served(key) as port:
        browser = _Browser(port)
        opened = time.perf_counter()
        lists = asyncio.run(_open(browser, sessions))
        yield Figure(f"{len(lists)} listor öppnade", time.perf_counter() - opened, "s")
        idle = asyncio.run(_idle(browser))
        time.sleep(3)  # the processes tell their last questions
        with _undisturbed():
            seen, before = _seen(sessions), _transactions()
            waited, answers = asyncio.run(_poll(browser, lists))
            time.sleep(3)
            asked = _transactions() - before - 1
        prolonged = sum(a != b for a, b in zip(seen, _seen(sessions), strict=True))
    cuts = statistics.quantiles(waited, n=100)
    yield Figure(f"{len(waited)} frågor på {SECONDS} s, median", statistics.median(waited), "ms")
    yield Figure("95:e percentilen", cuts[94], "ms", f"gräns {LIMIT_MS} ms; {cuts[94] / idle:.1f} × tom sida")
    yield Figure("99:e percentilen", cuts[98], "ms")
    yield Figure("en tom sida (/healthz) samma väg, median", idle, "ms")
    yield Figure("svar utan innehåll (204)", 100 * answers[204] / len(waited), "%", "gräns 100 %")
    yield Figure("databasens transaktioner under tiden", max(0, asked), "st", "gräns 0")
    yield Figure("inloggningar som förlängdes", prolonged, "st", "gräns 0")


def _log_ins() -> list[str]:
    """Session keys of the demo's people who have a list, in turn, each of a browser of its own."""
    people = [login.username for login in LOGINS if _has_a_list(login.username)]
    keys = []
    for username in islice(cycle(people), LISTS):
        known = person(username)
        assert known is not None
        keys.append(known.client.cookies[settings.SESSION_COOKIE_NAME].value)
    return keys


def _has_a_list(username: str) -> bool:
    known = person(username)
    return known is not None and known.client.get(reverse("worklist")).status_code == HTTPStatus.OK


@contextmanager
def _served(key: str) -> Iterator[int]:
    """The web as production has it, on a free port, behind what says it is a proxy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    layout = settings.EMBEDDED
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": key,
        "ALLOWED_HOSTS": "hemvag.example.se",
        "PUBLIC_URL": "https://hemvag.example.se",
        "DATABASE_URL": layout.database_url(),
        "OWNER_DATABASE_URL": layout.database_url(),
        "REDIS_URL": layout.redis_url("broker"),
        "CACHE_URL": layout.redis_url("cache"),
        "AUDIT_SEAL_KEY": secrets.token_hex(32),
        "TRUSTED_PROXIES": "1",
        "PORT": str(port),
    }
    run = {"cwd": PROJECT, "env": environment}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, check=True, **run)  # type: ignore[call-overload]
    serve = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
    server = subprocess.Popen(serve, **run)  # type: ignore[call-overload]
    try:
        asyncio.run(_answers(_Browser(port)))
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


@dataclass
class _Browser:
    """One request, one connection: what stands between a browser and the program keeps none open so long."""

    port: int

    async def get(self, address: str, session: str = "") -> tuple[int, bytes]:
        lines = [
            f"GET {address} HTTP/1.1",
            "Host: hemvag.example.se",
            "X-Forwarded-Proto: https",
            "X-Forwarded-For: 192.0.2.7",
            "Accept: text/html",
            "Connection: close",
        ]
        if session:
            lines += [f"Cookie: __Host-session={session}", "HX-Request: true", "X-Hemvag-Background: 1"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write("\r\n".join([*lines, "", ""]).encode())
        answer = await reader.read()
        writer.close()
        return int(answer.split(b" ", 2)[1]), answer


async def _answers(browser: _Browser) -> None:
    for _ in range(600):
        try:
            if (await browser.get("/healthz"))[0] == 200:
                return
        except OSError:
            pass
        await asyncio.sleep(0.1)
    raise RuntimeError("the web did not start")


async def _open(browser: _Browser, sessions: list[str]) -> list[tuple[str, str]]:
    """Draw each list. Returns the session and the address at which its page will ask."""
    free = asyncio.Semaphore(AT_ONCE)

    async def draw(session: str) -> tuple[str, str]:
        async with free:
            status, answer = await browser.get(reverse("worklist"), session)
        found = POLL.search(unescape(answer.decode()))
        if status != 200 or found is None:
            raise RuntimeError(f"the list was not drawn: {status}")
        return session, f"{found[1]}&{urlencode({'v': found[2]})}"

    return await asyncio.gather(*(draw(session) for session in sessions))


async def _idle(browser: _Browser) -> float:
    times = []
    for _ in range(100):
        start = time.perf_counter()
        await browser.get("/healthz")
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


async def _poll(browser: _Browser, lists: list[tuple[str, str]]) -> tuple[list[float], Counter[int]]:
    waited: list[float] = []
    answers: Counter[int] = Counter()
    began = time.perf_counter()

    async def one(number: int, session: str, address: str) -> None:
        turn = began + number * EVERY_S / len(lists)
        while turn < began + SECONDS:
            await asyncio.sleep(max(0.0, turn - time.perf_counter()))
            start = time.perf_counter()
            status, _ = await browser.get(address, session)
            waited.append((time.perf_counter() - start) * 1000)
            answers[status] += 1
            turn += EVERY_S

    await asyncio.gather(*(one(number, *row) for number, row in enumerate(lists)))
    return waited, answers


def _transactions() -> int:
    """How many transactions the database has ended; this question is one of the next answer."""
    connection.close()  # what this process asks is no poll
    with administrator() as cursor:
        cursor.execute(_ENDED)
        row = cursor.fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """The database's own tidying is a transaction, too."""
    _tidying("SET autovacuum = off")
    try:
        yield
    finally:
        _tidying("RESET autovacuum")


def _tidying(change: str) -> None:
    with administrator() as cursor:
        cursor.execute(f"ALTER SYSTEM {change}")
        cursor.execute("SELECT pg_reload_conf()")
    time.sleep(1)  # until it is read


def _seen(sessions: list[str]) -> list[object]:
    return [SessionStore(session_key=key).load().get(SEEN) for key in sessions]
