"""Waking a worker through the broker.

Only a doorbell: if nobody hears it, the relay's next look does the work.
"""

from typing import Final

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core import conf, monotonic

log = structlog.get_logger(__name__)

# By name, so that those who ring need not import those who work.
RELAY: Final = "core.tasks.relay_once"
DELIVER: Final = "core.tasks.deliver"

UNREACHABLE: Final = (OperationalError, RedisError, OSError)

# When this process may try the broker again. A dead broker then costs one time-out, not one a request.
_rest_until = 0.0


def ring_on_commit(task: str, *args: int) -> None:
    """Wake a worker with the named task once the transaction has been committed. Arguments are ids only."""
    transaction.on_commit(lambda: ring(task, *args))


def ring(task: str, *args: int) -> bool:
    """Wake a worker with the named task now.

    False when the broker cannot be reached: logged, never raised.
    """
    global _rest_until
    if monotonic.seconds() < _rest_until:
        return False
    try:
        current_app.send_task(task, args=args, retry=False, ignore_result=True)
    except UNREACHABLE as error:
        _rest_until = monotonic.seconds() + conf.value("DOORBELL_REST_SECONDS")
        log.warning("doorbell_unreachable", task=task, error=type(error).__name__)
        return False
    return True
