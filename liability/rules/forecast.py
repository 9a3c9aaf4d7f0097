"""Who passes into liability when, and what the month is likely to come to.

The range is what the last twelve months did from the same day of the month to their end: nothing is modelled, so that
everybody can check it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class When(StrEnum):
    """When a patient passes into liability if nothing happens."""

    PASSED = "passed"
    TODAY = "today"
    TOMORROW = "tomorrow"
    SOON = "soon"
    LATER = "later"


WITHIN_DAYS = 3
LEAST_MONTHS = 3
"""With fewer months behind it a range says nothing."""


def when(starts_on: date, today: date) -> When:
    """In which group a start day falls."""
    days = (starts_on - today).days
    if days < 0:
        return When.PASSED
    if days == 0:
        return When.TODAY
    if days == 1:
        return When.TOMORROW
    return When.SOON if days <= WITHIN_DAYS else When.LATER


@dataclass(frozen=True, slots=True)
class Span:
    """Days owed, from the first to the last included, at a rate of whole kronor; None when it is unknown."""

    first: date
    last: date
    rate: int | None


@dataclass(frozen=True, slots=True)
class Projection:
    """A month: what has been, and what it is likely to come to. The last three are None without months to go by."""

    so_far: int
    low: int | None
    likely: int | None
    high: int | None
    months: int


def days_through(spans: Sequence[Span], month: date, day: int) -> int:
    """Days owed in the month up to and including that day of it."""
    return sum(_days(span, month, day) for span in spans)


def kronor_through(spans: Sequence[Span], month: date, day: int) -> int | None:
    """The same in kronor; None when some day's rate is unknown."""
    total = 0
    for span in spans:
        count = _days(span, month, day)
        if count and span.rate is None:
            return None
        total += count * (span.rate or 0)
    return total


def _days(span: Span, month: date, day: int) -> int:
    first = max(span.first.toordinal(), month.toordinal())
    last = min(span.last.toordinal(), month.toordinal() + day - 1)
    return max(0, last - first + 1)


def project(so_far: int, rests: Sequence[int]) -> Projection:
    """What the month is likely to come to, from what was added after the same day in earlier months."""
    if len(rests) < LEAST_MONTHS:
        return Projection(so_far, None, None, None, len(rests))
    ordered = sorted(rests)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle] + 1) // 2
    return Projection(so_far, so_far + ordered[0], so_far + median, so_far + ordered[-1], len(rests))
