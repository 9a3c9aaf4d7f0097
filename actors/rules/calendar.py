"""The Swedish calendar as a value: local dates, weekdays and the addition of days.

Source: lag (1989:253) om allmänna helgdagar. The holidays are passed in; the eves follow from their
definition and count as weekdays or not by the terms in force.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
"""The zone in which every calendar question is asked."""

ONE_DAY = timedelta(days=1)
SAME_DATE_BEFORE = 21
"""Clocks in Stockholm have never been behind UTC nor more than three hours before it: until then the dates are one."""

SATURDAY = 5
FRIDAY = 4


class CalendarError(ValueError):
    """A date lies outside the years whose holidays are known."""


def local(moment: datetime) -> datetime:
    """The moment as the clock on the wall in Stockholm shows it."""
    return moment.astimezone(STOCKHOLM)


def local_date(moment: datetime) -> date:
    """The moment's date in Stockholm."""
    if moment.tzinfo is UTC and moment.hour < SAME_DATE_BEFORE:
        return moment.date()
    return moment.astimezone(STOCKHOLM).date()


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC, where differences are elapsed time. ValueError without an offset."""
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment must carry an offset")
    return moment.astimezone(UTC)


def is_eve(day: date) -> bool:
    """Midsommarafton (the Friday 19 to 25 June), julafton or nyårsafton."""
    if day.month == 12:
        return day.day in (24, 31)
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == FRIDAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """Public holidays of whole years.

    holidays: the dates that lag (1989:253) names; Sundays need not be among them.
    first_year, last_year: the years the set is complete for. A weekday asked for outside them is a
    CalendarError, never a silent "no holiday".
    """

    holidays: frozenset[date]
    first_year: int
    last_year: int

    def is_weekday(self, day: date, *, eves_are_weekdays: bool) -> bool:
        """Neither Saturday, Sunday nor public holiday and, where the terms say so, no eve."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarError(f"no holidays known for {day.year}")
        if day.weekday() >= SATURDAY or day in self.holidays:
            return False
        return eves_are_weekdays or not is_eve(day)

    def is_holiday(self, day: date) -> bool:
        """A public holiday or an eve, when most places keep other hours. An ordinary Sunday is not one."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarError(f"no holidays known for {day.year}")
        return day in self.holidays or is_eve(day)

    def add_weekdays(self, day: date, count: int, *, eves_are_weekdays: bool) -> date:
        """The day that is `count` weekdays after `day`; with 0 the day itself, whatever day of the week."""
        if count <= 0:
            return day
        ordinal, year = day.toordinal(), (day + ONE_DAY).year
        while True:
            weekdays = _weekdays_of(self, year, eves_are_weekdays)
            place = bisect_right(weekdays, ordinal) + count - 1
            if place < len(weekdays):
                return date.fromordinal(weekdays[place])
            count = place - len(weekdays) + 1
            year += 1


@lru_cache(maxsize=512)
def _weekdays_of(calendar: Calendar, year: int, eves_are_weekdays: bool) -> tuple[int, ...]:
    """A year's weekdays in order, as ordinals: counting days is then finding a place. Raises CalendarError."""
    if not calendar.first_year <= year <= calendar.last_year:
        raise CalendarError(f"no holidays known for {year}")
    first = date(year, 1, 1)
    days = (first + number * ONE_DAY for number in range((date(year + 1, 1, 1) - first).days))
    return tuple(
        day.toordinal() for day in days if calendar.is_weekday(day, eves_are_weekdays=eves_are_weekdays)
    )
