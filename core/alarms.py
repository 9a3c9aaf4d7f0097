"""What a person who runs the installation should see at once. Each app registers what it can tell.

register("ladder_late", late)

def late(now: datetime) -> str | None: ...   # a sentence in Swedish, or nothing
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import connection

from core import broker, clock, conf, outbox

Alarm = Callable[[datetime], str | None]

_alarms: dict[str, Alarm] = {}

CLOCKS_DIFFER_SECONDS: Final = 2.0
"""More than this between the database's clock and the machine's own is an alarm (FAIL-6)."""


def register(name: str, alarm: Alarm) -> None:
    """Have something told. Raises ValueError for a name in use."""
    if name in _alarms:
        raise ValueError(f"an alarm named {name!r} is already registered")
    _alarms[name] = alarm


def sounding(now: datetime) -> list[str]:
    """The sentences of what is wrong now, in the order of registration."""
    return [text for alarm in _alarms.values() if (text := alarm(now))]


def clocks_differ_by() -> float:
    """Seconds by which the database's clock is ahead of this machine's own."""
    with connection.cursor() as cursor:
        before = clock.machine_now()
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return (told - before).total_seconds()


def _clocks(now: datetime) -> str | None:
    difference = clocks_differ_by()
    if abs(difference) <= CLOCKS_DIFFER_SECONDS:
        return None
    return f"Databasens klocka och serverns skiljer {abs(difference):.0f} sekunder. Kontrollera NTP."


def _lag(now: datetime) -> str | None:
    lag = outbox.lag_seconds(now)
    if lag <= conf.value("RELAY_LAG_LIMIT_SECONDS"):
        return None
    return f"Ett meddelande har väntat {lag / 60:.0f} minuter. Kontrollera att relay och worker är igång."


def _broker(now: datetime) -> str | None:
    policy = broker.policy()
    if policy is None:
        return "Redis svarar inte. Meddelanden skickas ändå, men några sekunder senare."
    return (
        None
        if policy == "noeviction"
        else f"Redis kastar köer när minnet är fullt ({policy}). Ställ in noeviction."
    )


register("clocks", _clocks)
register("lag", _lag)
register("broker", _broker)
