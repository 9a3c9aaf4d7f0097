"""When units are reminded of a day that comes: some days before it, each time once (S6, S13)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Reminds(StrEnum):
    """Of what."""

    FOLLOW_UP = "follow_up"
    PREPARE = "prepare"


def reminder_of(day: date, before: Iterable[int], today: date) -> date | None:
    """The latest of the reminders before `day` whose own day has come; None before the first and after `day`.

    `before` counts days. One that was missed while nothing ran is sent late, but never two on one day.
    """
    if today > day:
        return None
    come = [day - timedelta(days=days) for days in before]
    return max((one for one in come if one <= today), default=None)
