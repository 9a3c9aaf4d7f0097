"""Waking a worker through the broker.

Only a doorbell: if nobody hears it, the relay's next look does the work.
"""

from typing import Final

import structlog
from celery import current_app
from django.db import transaction
from kombu import pools
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core import conf, monotonic

log = structlog.get_logger(__name__)

# By name, so that those who ring need not import those who work.
RELAY: Final = "core.tasks.relay_once"
DELIVER: Final = "core.tasks.deliver"

# The library's own default is to knock for seconds, while a person waits for the page.
_IMPATIENT: Final = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1,
}

UNREACHABLE: Final = (OperationalError, RedisError, OSError)


class _Rest:
    """When this process may try the broker again: a dead broker costs one time-out, not one a request."""

    until = 0.0


def ring_on_commit(task: str, *args: int) -> None:
    """Wake a worker with the named task once the transaction has been committed. Arguments are ids only."""
    transaction.on_commit(lambda: ring(task, *args))


def ring(task: str, *args: int) -> bool:
    """Wake a worker with the named task now.

    False when the broker cannot be reached: logged, never raised.
    """
    if monotonic.seconds() < _Rest.until:
        return False
    try:
        connection = current_app.connection_for_write()
        connection.transport_options = {**(connection.transport_options or {}), **_IMPATIENT}
        with pools.producers[connection].acquire(block=True, timeout=1) as producer:
            current_app.send_task(task, args=args, producer=producer, retry=False, ignore_result=True)
    except UNREACHABLE as error:
        _Rest.until = monotonic.seconds() + conf.value("DOORBELL_REST_SECONDS")
        log.warning("doorbell_unreachable", task=task, error=type(error).__name__)
        return False
    return True
