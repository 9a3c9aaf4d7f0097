"""What the broker says of itself. It may be away: everything can still be written then, and is told a little later."""

from typing import Final

import redis
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

_SECONDS: Final = 1.0


def answers() -> bool:
    """Whether it takes a question within a second."""
    try:
        with _client() as client:
            return bool(client.ping())
    except (redis.RedisError, OSError) as error:
        log.warning("broker_unreachable", error=type(error).__name__)
        return False


def policy() -> str | None:
    """What it does when its memory is full, as `maxmemory-policy` names it; None when it does not answer.

    Anything but `noeviction` throws queues away to make room.
    """
    try:
        with _client() as client:
            return str(client.info("memory").get("maxmemory_policy", ""))
    except (redis.RedisError, OSError) as error:
        log.warning("broker_unreachable", error=type(error).__name__)
        return None


def waiting(queue: str = "celery") -> int | None:
    """How many doorbells nobody has answered yet; None when it does not answer."""
    try:
        with _client() as client:
            return int(client.llen(queue))
    except (redis.RedisError, OSError):
        return None


def _client() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS)
