"""From commit to inbox with a worker and a relay as the demo has them, and their rate beside that of empty tasks."""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

from benchmarks.apps import TOLD
from benchmarks.measuring import Figure
from core import outbox
from core.models import Delivery, OutboxMessage

CALM_MESSAGES, CALM_PAUSE = 20, 3.0
BURST = 1_000
RECEIVERS = (10, 100, 1_000)
PROCESSES = (
    ("-m", "celery", "--app", "config", "worker", "--loglevel", "WARNING", "--concurrency", "2"),
    ("manage.py", "relay"),
)


class _Measurer:
    """Whoever sends."""

    user_id = None
    user_name, unit_id, unit_name, organisation_id, assignment_id, source, role = (
        "Mätaren", 1, "Enheten", 1, None, "system", "administrator",
    )  # fmt: skip


def figures() -> list[Figure]:
    """Everything, in the order in which it loads the machine."""
    with _processes():
        _wait_for_worker()
        calm = _calm()
        empty = _empty_tasks()
        rate = _burst()
        growth = [(receivers, _one_to_many(receivers)) for receivers in RECEIVERS]
    return [
        Figure("commit till inkorg, 20 meddelanden/min, median", statistics.median(calm), "s"),
        Figure("commit till inkorg, 20 meddelanden/min, p95", _p95(calm), "s", "≤ 2"),
        Figure("tomma Celery-uppgifter", empty, "per s"),
        Figure("meddelanden till inkorg, högsta jämna takt", rate, "per s"),
        Figure("kvot", rate / empty, "", "≥ 0,3"),
        *(Figure(f"ett meddelande till {receivers} mottagare", took, "s") for receivers, took in growth),
    ]


@contextmanager
def _processes() -> Iterator[None]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.delivery_settings"}
    started = [
        subprocess.Popen([sys.executable, *arguments], env=environment, start_new_session=True)
        for arguments in PROCESSES
    ]
    try:
        yield
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def _send(case: int, receivers: int) -> None:
    with transaction.atomic():
        outbox.emit(TOLD, case=case, payload={"receivers": receivers}, acting=_Measurer())


def _settled(wanted: int) -> float:
    """Seconds until so many deliveries are sent and nothing waits."""
    begins = time.perf_counter()
    while Delivery.objects.filter(message__event=TOLD, status="sent").count() < wanted:
        if time.perf_counter() - begins > 300:
            raise TimeoutError("the deliveries do not come")
        time.sleep(0.02)
    return time.perf_counter() - begins


def _forget() -> None:
    Delivery.objects.filter(message__event=TOLD).delete()
    OutboxMessage.objects.filter(event=TOLD).delete()


def _wait_for_worker() -> None:
    _send(1, 1)
    _settled(1)
    _forget()


def _calm() -> list[float]:
    for number in range(CALM_MESSAGES):
        _send(number + 1, 1)
        time.sleep(CALM_PAUSE)
    _settled(CALM_MESSAGES)
    rows = Delivery.objects.filter(message__event=TOLD).values_list("sent_at", "message__created_at")
    found = [(sent - created).total_seconds() for sent, created in rows if sent is not None]
    _forget()
    return found


def _empty_tasks() -> float:
    """Empty tasks a second of the same worker, from the first that is taken to the last."""
    broker = redis.Redis.from_url(settings.REDIS_URL)
    begins = time.perf_counter()
    for _ in range(BURST):
        current_app.send_task("benchmarks.empty", ignore_result=True)
    while broker.llen("celery"):
        time.sleep(0.01)
    return BURST / (time.perf_counter() - begins)


def _burst() -> float:
    begins = time.perf_counter()
    for number in range(BURST):
        _send(number % 50 + 1, 1)
    _settled(BURST)
    rate = BURST / (time.perf_counter() - begins)
    _forget()
    return rate


def _one_to_many(receivers: int) -> float:
    _send(1, receivers)
    took = _settled(receivers)
    _forget()
    return took


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]
