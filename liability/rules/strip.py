"""The days from a notice on, each with what it is: free, owed, held back, and why.

Source: LUS 5 kap. 4 §, or the agreement's way of counting. The days after today are what comes if nothing happens.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import ONE_DAY, Calendar
from .spell_assessment import Status
from .terms import DayConvention, DayType, Terms


class DayKind(StrEnum):
    """What a day is."""

    NOTICE = "notice"
    FREE = "free"
    REST = "rest"
    OWED = "owed"
    SUSPENDED = "suspended"
    BLOCKED = "blocked"
    REVIEW = "review"
    END = "end"


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `ahead`: it has not come yet; `number`: which free day, or which owed day, counted from one."""

    on: date
    kind: DayKind
    number: int
    ahead: bool
    today: bool


MOST_DAYS = 42
AHEAD = 3


def strip(
    *,
    status: Status,
    notice_on: date,
    start_day: date | None,
    ends_on: date | None,
    today: date,
    terms: Terms,
    calendar: Calendar,
) -> tuple[Day, ...]:
    """The days of a spell, from the notice to its end; while it stands, to some days beyond today and the start day."""
    if start_day is None:
        return ()
    last = ends_on if ends_on is not None else max(today, start_day) + AHEAD * ONE_DAY
    days: list[Day] = []
    free = owed = 0
    day = notice_on
    while day <= last:
        kind = _kind(day, status, notice_on, start_day, ends_on, terms, calendar)
        if kind is DayKind.FREE:
            free += 1
        elif kind in (DayKind.OWED, DayKind.SUSPENDED):
            owed += 1
        number = free if kind is DayKind.FREE else owed if kind in (DayKind.OWED, DayKind.SUSPENDED) else 0
        days.append(Day(day, kind, number, day > today, day == today))
        day += ONE_DAY
    return tuple(days)


def _kind(
    day: date,
    status: Status,
    notice_on: date,
    start_day: date,
    ends_on: date | None,
    terms: Terms,
    calendar: Calendar,
) -> DayKind:
    if day == ends_on and (terms.day_convention is DayConvention.NIGHTS or day < start_day):
        return DayKind.END
    if day < start_day:
        if day == notice_on:
            return DayKind.NOTICE
        if terms.day_type is DayType.WEEKDAY and not calendar.is_weekday(
            day, eves_are_weekdays=terms.eves_are_weekdays
        ):
            return DayKind.REST
        return DayKind.FREE
    if status is Status.NEEDS_REVIEW:
        return DayKind.REVIEW
    if status is Status.NOT_LIABLE:
        return DayKind.BLOCKED
    return DayKind.SUSPENDED if terms.suspends(day) else DayKind.OWED
