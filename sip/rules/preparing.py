"""Before the meeting: the person is prepared by somebody, with something, by a day; each unit writes its part (S13)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Material(StrEnum):
    """With what the person is prepared."""

    TALK = "talk"
    QUESTIONS = "questions"
    LETTER = "letter"
    EASY = "easy"
    PICTURES = "pictures"
    INTERPRETER = "interpreter"


class Readiness(StrEnum):
    """How far one that is to prepare has come."""

    DONE = "done"
    WAITS = "waits"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Preparing:
    """A meeting's preparation as the rule knows it. `due_on` None: nobody has said; `units` have a part each."""

    meeting_on: date
    due_on: date | None
    prepared: bool
    units: tuple[int, ...]
    written: Collection[int] = ()

    @property
    def last_day(self) -> date:
        """By when all is ready: the day that was said, else the day before they meet."""
        return self.due_on or self.meeting_on - timedelta(days=1)


def of_person(one: Preparing, today: date) -> Readiness:
    """Whether the person is prepared. Late: the day after the last."""
    return _of(one.prepared, one, today)


def of_unit(one: Preparing, unit: int, today: date) -> Readiness:
    """Whether a unit has written its part."""
    return _of(unit in one.written, one, today)


def _of(done: bool, one: Preparing, today: date) -> Readiness:
    if done:
        return Readiness.DONE
    return Readiness.LATE if today > one.last_day else Readiness.WAITS
