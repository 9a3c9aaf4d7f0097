"""How long a log-in lasts, and when it is over before that (ASVS 7.3.1, 7.3.2; HSLF-FS 2016:40 4 kap.)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = timedelta(hours=12)
"""No setting makes a log-in last longer."""

STEP: Final = timedelta(seconds=15)
"""What somebody does is noted at most this often; within it a log-in may end too early, never too late."""


class Over(StrEnum):
    """Why a log-in is over."""

    IDLE = "idle"
    ABSOLUTE = "absolute"
    ENDED = "ended"
    """Ended by an administrator, or by the person from another computer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Without doing anything, and altogether."""

    idle: timedelta
    absolute: timedelta

    @property
    def sound(self) -> bool:
        """Both are more than nothing, idleness is the shorter, and neither passes `LONGEST`."""
        return timedelta(0) < self.idle <= self.absolute <= LONGEST


@dataclass(frozen=True, slots=True)
class Left:
    """Whole seconds until the log-in is over (0 when it is), and which limit comes first."""

    seconds: int
    by: Over


def left(limits: Limits, *, began: datetime, seen: datetime, now: datetime) -> Left:
    """What is left of a log-in that began, and in which something was last done, at these times.

    A time after `now` counts for nothing: a clock that was set back does not make a log-in last longer.
    """
    if began > now or seen > now:
        return Left(0, Over.ABSOLUTE if began > now else Over.IDLE)
    idle, absolute = seen + limits.idle - now, began + limits.absolute - now
    by, rest = (Over.IDLE, idle) if idle < absolute else (Over.ABSOLUTE, absolute)
    return Left(max(0, int(rest.total_seconds())), by)


def over(
    limits: Limits, *, began: datetime, seen: datetime, now: datetime, ended_at: datetime | None
) -> Over | None:
    """Why the log-in is over, or None while it lasts."""
    if ended_at is not None and began <= ended_at:
        return Over.ENDED
    rest = left(limits, began=began, seen=seen, now=now)
    return rest.by if rest.seconds <= 0 else None
