"""How often something may be done: one atomic count for all processes, exact also when fifty ask at once.

The count stands in the broker's Redis, which forgets nothing to make room; when that one does not answer, in a table.
It is never unlimited: if neither can count, the answer is no.

A key names whoever is counted in such a way that one person's attempts do not shut out another, and is stored only
as a keyed hash, since it may hold a user name or an address.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from core import clock, conf, monotonic
from core.models import LimitCount

log = structlog.get_logger(__name__)

_SECONDS: Final = 0.5

# One script, one step for the server: counted, and given its end when it is the first or has lost its end.
_COUNT: Final = """
local count = redis.call('INCR', KEYS[1])
local left = redis.call('TTL', KEYS[1])
if left < 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]); left = tonumber(ARGV[1]) end
return {count, left}
"""

_GIVE_BACK: Final = """
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count > 0 then redis.call('DECR', KEYS[1]) end
return count
"""

_INSERT: Final = """
INSERT INTO core_limitcount (name, key_hash, ends_at, count) VALUES (%(name)s, %(key)s, %(ends)s, 1)
ON CONFLICT (name, key_hash) DO UPDATE SET
    count = CASE WHEN core_limitcount.ends_at <= %(now)s THEN 1 ELSE core_limitcount.count + 1 END,
    ends_at = CASE WHEN core_limitcount.ends_at <= %(now)s THEN excluded.ends_at ELSE core_limitcount.ends_at END
RETURNING count, ends_at
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` within `seconds` from the first; `name` is a code of our own ("login")."""

    name: str
    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Count:
    """Whether this time was within the limit, how many there have been, and seconds until it begins anew."""

    allowed: bool
    count: int
    retry_after: int


class _Rest:
    """When this process may try Redis again: a dead server costs one time-out, not one a request."""

    until = 0.0


class _Client:
    """One pool of connections for the process, made anew when the address changes (tests)."""

    url = ""
    server: redis.Redis | None = None


def hit(limit: Limit, key: str) -> Count:
    """Count one time, and say whether it is allowed. Never raises; asks Redis once, else the database once."""
    hashed = _hash(key)
    found = _in_redis(limit, hashed)
    if found is None:
        found = _in_database(limit, hashed)
    if found is None:
        return Count(False, limit.times + 1, limit.seconds)
    count, left = found
    return Count(count <= limit.times, count, max(left, 1))


def forget(limit: Limit, key: str) -> None:
    """Begin anew: what was counted led to the right password."""
    hashed = _hash(key)
    client = _client()
    if client is not None:
        try:
            client.delete(_name(limit, hashed))
        except (redis.RedisError, OSError) as error:
            _rest(error)
    if _Rest.until:
        LimitCount.objects.filter(name=limit.name, key_hash=hashed).delete()


def give_back(limit: Limit, key: str) -> None:
    """Take one time back: what was counted was none of what the limit is about. Never below none."""
    hashed = _hash(key)
    client = _client()
    if client is not None:
        try:
            client.eval(_GIVE_BACK, 1, _name(limit, hashed))
        except (redis.RedisError, OSError) as error:
            _rest(error)
    if _Rest.until:
        LimitCount.objects.filter(name=limit.name, key_hash=hashed, count__gt=0).update(count=F("count") - 1)


def sweep() -> int:
    """Remove counts of the table that have ended. Returns how many."""
    removed, _ = LimitCount.objects.filter(ends_at__lt=clock.machine_now() - timedelta(days=1)).delete()
    return removed


def _in_redis(limit: Limit, hashed: str) -> tuple[int, int] | None:
    client = _client()
    if client is None:
        return None
    try:
        count, left = client.eval(_COUNT, 1, _name(limit, hashed), str(limit.seconds))
    except (redis.RedisError, OSError) as error:
        _rest(error)
        return None
    return int(count), int(left)


def _in_database(limit: Limit, hashed: str) -> tuple[int, int] | None:
    now = clock.machine_now()
    ends = now + timedelta(seconds=limit.seconds)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_INSERT, {"name": limit.name, "key": hashed, "ends": ends, "now": now})
            count, ends_at = cursor.fetchone()
    except DatabaseError as error:
        log.error("limit_not_counted", limit=limit.name, error=type(error).__name__)  # noqa: TRY400 - quotes values
        return None
    return int(count), int((_aware(ends_at) - now).total_seconds()) + 1


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _client() -> redis.Redis | None:
    if monotonic.seconds() < _Rest.until:
        return None
    if _Client.server is None or _Client.url != settings.REDIS_URL:
        _Client.server = redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS
        )
        _Client.url = settings.REDIS_URL
    return _Client.server


def _rest(error: Exception) -> None:
    _Rest.until = monotonic.seconds() + conf.value("DOORBELL_REST_SECONDS")
    log.warning("limits_without_redis", error=type(error).__name__)


def _name(limit: Limit, hashed: str) -> str:
    return f"limit:{limit.name}:{hashed}"


def _hash(key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()
