"""How often a person may search, look up a number, or have a file made: limits against gathering in bulk.

A person's own count, so that nobody shuts out a colleague; `WEB_LIMITS` replaces a limit. Above it the answer is 429,
with a time to come back (WEB-6). Counting is `core.limits`: exact for all processes, closed when nothing can count.
"""

from collections.abc import Mapping
from typing import Final

from django.conf import settings

from core import limits
from core.acting import Actor

DEFAULTS: Final[Mapping[str, tuple[int, int]]] = {
    # Searches for a person among the unit's own.
    "search": (60, 60),
    # Look-ups by a whole personal number, which may reach a person that the unit does not know.
    "number": (30, 300),
    # Files: an ordered report, a patient's extract of the log.
    "file": (30, 600),
}
"""Name → times, seconds."""


class TooOften(Exception):
    """The limit is reached. `retry_after`: seconds until it begins anew."""

    def __init__(self, name: str, retry_after: int) -> None:
        super().__init__(name)
        self.name = name
        self.retry_after = retry_after


def limit(name: str) -> limits.Limit:
    """The limit of that name; KeyError for one that is not listed here."""
    times, seconds = settings.WEB_LIMITS.get(name, DEFAULTS[name])
    return limits.Limit(name, times, seconds)


def count(name: str, acting: Actor) -> None:
    """Count one time for whoever acts.

    :raises TooOften: when it is one too many; core.middleware answers 429.
    """
    counted = limits.hit(limit(name), f"user:{acting.user_id}")
    if not counted.allowed:
        raise TooOften(name, counted.retry_after)
