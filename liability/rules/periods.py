"""Months, and the days next to one another, as agreements and statements count them."""

from collections.abc import Iterator
from datetime import date

from .calendar import ONE_DAY


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The first day of the month before the day's."""
    return month_of(month_of(day) - ONE_DAY)


def day_after(day: date) -> date:
    """The next day."""
    return day + ONE_DAY


def day_before(day: date) -> date:
    """The day before: what holds until something begins holds to it."""
    return day - ONE_DAY


def each_day(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += ONE_DAY


def months_after(day: date, count: int) -> date:
    """The same day some months later; the last of the month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, (next_month(first) - ONE_DAY).day))
