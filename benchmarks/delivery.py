"""From commit to inbox with a worker and a relay as the demo has them, and their rate beside that of empty tasks.

The rates are measured alike and in one run: the worker and the relay stand still (SIGSTOP) while work is laid up, are
let go, and what they do between the first and the last tenth of it is counted.
"""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

from benchmarks.measuring import Figure
from benchmarks.receivers import EMPTY, TOLD
from core import outbox
from core.models import Delivery, OutboxMessage

CALM_MESSAGES = int(os.environ.get("DELIVERY_CALM_MESSAGES", "20"))
CALM_PAUSE = 3.0
"""Seconds between two messages: twenty a minute."""
BURST = int(os.environ.get("DELIVERY_BURST", "1000"))
TASKS = 3 * BURST
CASES = 50
RECEIVERS = (10, 100, 1_000)
PATIENCE = 300.0
PROCESSES = (
    ("-m", "celery", "--app", "config", "--quiet", "worker", "--loglevel", "ERROR", "--concurrency", "2"),
    ("manage.py", "relay"),
)


@dataclass(frozen=True)
class _Measurer:
    """Whoever sends."""

    user_id: int | None = None
    user_name: str = "Mätaren"
    unit_id: int = 1
    unit_name: str = "Enheten"
    organisation_id: int = 1
    assignment_id: int | None = None
    source: str = "system"
    role: str = "administrator"


def figures() -> Iterator[Figure]:
    """Everything, in the order in which it loads the machine."""
    with _processes() as running:
        _send(1, 1)
        _settled(1)
        _forget()
        calm = _calm()
        yield Figure("commit till inkorg, 20 meddelanden/min: median", statistics.median(calm), "s")
        yield Figure("commit till inkorg, 20 meddelanden/min: p95", _p95(calm), "s", "gräns 2,0")
        empty = _rate(running, _lay_up_tasks, TASKS, _tasks_left)
        yield Figure("tomma Celery-uppgifter, samma arbetare", empty, "per s")
        rate = _rate(running, _lay_up_messages, BURST, _messages_left)
        yield Figure("commit till inkorg, högsta jämna takt", rate, "per s")
        yield Figure("takten mot tomma uppgifter", rate / empty * 100, "%", "minst 30")
        _forget()
        for receivers in RECEIVERS:
            _send(1, receivers)
            yield Figure(f"ett meddelande till {receivers} mottagare", _settled(receivers), "s")
            _forget()


@contextmanager
def _processes() -> Iterator[list["subprocess.Popen[bytes]"]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.delivery_settings",
        "PYTHONWARNINGS": "ignore:You're running the worker",
    }
    started = [
        subprocess.Popen([sys.executable, *arguments], env=environment, start_new_session=True)
        for arguments in PROCESSES
    ]
    try:
        yield started
    finally:
        for process in started:
            process.terminate()
            process.wait(timeout=60)


def _rate(
    running: list["subprocess.Popen[bytes]"], lay_up: Callable[[], None], count: int, left: Callable[[], int]
) -> float:
    """How much a second is done between the first and the last tenth of `count`."""
    _all(running, signal.SIGSTOP)
    try:
        lay_up()
    finally:
        _all(running, signal.SIGCONT)
    begins = _when(lambda: left() <= count * 0.9)
    ends = _when(lambda: left() <= count * 0.1)
    _when(lambda: left() == 0)
    return count * 0.8 / (ends - begins)


def _all(running: list["subprocess.Popen[bytes]"], number: signal.Signals) -> None:
    for process in running:
        os.killpg(process.pid, number)


def _when(happened: Callable[[], bool]) -> float:
    until = time.perf_counter() + PATIENCE
    while not happened():
        if time.perf_counter() > until:
            raise TimeoutError("what was sent does not come")
        time.sleep(0.02)
    return time.perf_counter()


def _lay_up_tasks() -> None:
    with current_app.connection_for_write() as connection, connection.Producer() as producer:
        for _ in range(TASKS):
            current_app.send_task(EMPTY, ignore_result=True, producer=producer)


def _tasks_left() -> int:
    return int(redis.Redis.from_url(settings.REDIS_URL).llen("celery"))


def _lay_up_messages() -> None:
    for number in range(BURST):
        _send(number % CASES + 1, 1)


def _messages_left() -> int:
    return BURST - Delivery.objects.filter(message__event=TOLD, status="sent").count()


def _send(case: int, receivers: int) -> None:
    with transaction.atomic():
        outbox.emit(TOLD, case=case, payload={"receivers": receivers}, acting=_Measurer())


def _settled(wanted: int) -> float:
    begins = time.perf_counter()
    return (
        _when(lambda: Delivery.objects.filter(message__event=TOLD, status="sent").count() >= wanted) - begins
    )


def _forget() -> None:
    Delivery.objects.filter(message__event=TOLD).delete()
    OutboxMessage.objects.filter(event=TOLD).delete()


def _calm() -> list[float]:
    for number in range(CALM_MESSAGES):
        _send(number + 1, 1)
        time.sleep(CALM_PAUSE)
    _settled(CALM_MESSAGES)
    rows = Delivery.objects.filter(message__event=TOLD, sent_at__isnull=False)
    found = [
        (sent - created).total_seconds()
        for sent, created in rows.values_list("sent_at", "message__created_at")
        if sent is not None
    ]
    _forget()
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]
