"""What the receivers in a story do with what they get: of old messages nearly all is answered, of new ones half.

Each unit has dice of its own, so that what else a story tells stays as it was.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Protocol


class Told(Protocol):
    """What of a story the receivers need: whose it is, when it is told, when the person went home."""

    id: str
    now: datetime
    ended_at: datetime | None

    def add(self, kind: str, at: datetime, by: str, **fields: Any) -> bool:
        """Tell of something, unless it has not happened yet."""


ASKED_ABOUT: Final = timedelta(days=40)
"""So long what nobody answered is somebody's task."""
NEW: Final = timedelta(hours=8)


def share_read(story: Told, at: datetime) -> float:
    """The share of a message's receivers who have done what it asks of them."""
    return 0.45 if story.now - at < NEW else 0.97


def read(story: Told, of: str, at: datetime, units: Iterable[str]) -> None:
    """They acknowledge."""
    for unit in _those_who(story, of, at, units):
        story.add("acknowledged", _soon(story, of, at, unit), unit, of=of, at_unit=unit)


def answer_order(story: Told, at: datetime, starts: datetime, units: Iterable[str]) -> None:
    """Home care says that it can and, when the person has come home, that its help has begun."""
    told = list(units)
    for unit in _those_who(story, "answer", at, told):
        when = _soon(story, "answer", at, unit)
        story.add("answer_given", when, unit, of="home_care_notified", answer="can", from_when=starts)
    if story.ended_at is None:
        return
    home = max(starts, story.ended_at)
    for unit in _those_who(story, "start", home, told):
        story.add("support_started", _soon(story, "start", home, unit), unit, at_unit=unit)


def _those_who(story: Told, what: str, at: datetime, units: Iterable[str]) -> list[str]:
    if story.now - at > ASKED_ABOUT:
        return []
    return [unit for unit in units if _dice(story, what, unit).random() < share_read(story, at)]


def _soon(story: Told, what: str, at: datetime, unit: str) -> datetime:
    return at + timedelta(minutes=_dice(story, f"{what} when", unit).randrange(10, 300))


def _dice(story: Told, what: str, unit: str) -> random.Random:
    return random.Random(f"{story.id} {what} {unit}")  # noqa: S311  (invented people, no secret)
