"""Joint meetings: whose mandate, when the next is, who stays away, what a decision changed (A11, A13)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from transitions.rules.limits import local_date

ABSENT_TIMES = 3
"""Whoever has not come to so many meetings in a row is shown."""
EFFECT_MONTHS = 6
"""Months before and after a decision that are compared."""


class ForumKind(StrEnum):
    """Samverkansmöte of a municipality, klustermöte of several parties around a hospital, another."""

    JOINT = "joint"
    CLUSTER = "cluster"
    OTHER = "other"


class Mandate(StrEnum):
    """What a member may do on behalf of the organisation."""

    DECIDES = "decides"
    ANCHORS = "anchors"
    INFORMS = "informs"


@dataclass(frozen=True, slots=True)
class Attended:
    """One closed meeting for one seat: when, and whether somebody came (the member or a substitute)."""

    at: datetime
    came: bool


def stays_away(meetings: Iterable[Attended]) -> bool:
    """Whether nobody has come for the seat to any of the three latest meetings it was called to."""
    latest = sorted(meetings, key=lambda one: one.at)[-ABSENT_TIMES:]
    return len(latest) == ABSENT_TIMES and not any(one.came for one in latest)


def next_after(last: date, every_weeks: int) -> date:
    """The day by which the forum meets again, by its rhythm."""
    return last + timedelta(weeks=every_weeks)


@dataclass(frozen=True, slots=True)
class Month:
    """Deviations of the kind in one month. `count` None: the month has not begun."""

    first: date
    count: int | None
    after: bool


def _month(day: date, steps: int) -> date:
    number = day.year * 12 + day.month - 1 + steps
    return date(number // 12, number % 12 + 1, 1)


def effect(reported: Iterable[datetime], decided: date, today: date) -> tuple[Month, ...]:
    """Deviations for each of six months before the decision's month, and from it on seven with its own.

    The month of the decision counts as after: what is reported in it may be from before, and so is no proof alone.
    """
    counted = Counter(local_date(moment).replace(day=1) for moment in reported)
    found = []
    for step in range(-EFFECT_MONTHS, EFFECT_MONTHS + 1):
        first = _month(decided, step)
        count = counted[first] if first <= today else None
        found.append(Month(first, count, step >= 0))
    return tuple(found)


def window(decided: date) -> tuple[date, date]:
    """The first day that `effect` looks at, and the first after."""
    return _month(decided, -EFFECT_MONTHS), _month(decided, EFFECT_MONTHS + 1)


def means(months: Sequence[Month]) -> tuple[float | None, float | None]:
    """Deviations a month before, and after in whole months: the decision's own month is left out. None: no month."""
    before = [one.count for one in months if not one.after and one.count is not None]
    after = [one.count for one in months if one.after and one.count is not None][1:]
    return (
        sum(before) / len(before) if before else None,
        sum(after) / len(after) if after else None,
    )
