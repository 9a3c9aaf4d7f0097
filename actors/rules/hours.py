"""Staffed hours of a unit: when somebody is there to receive (requirement T17; law.md 9.4).

A week of spans on Swedish clocks, another set for holidays and eves, and single days that differ. Elapsed time is
counted in UTC, so that a night on which the clock changes is an hour shorter or longer.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

from actors.rules.calendar import ONE_DAY, STOCKHOLM, Calendar, local_date

MIDNIGHT = time(0)
SEARCHED_DAYS = 31
"""So far ahead the next staffed moment is looked for."""


class StaffedDay(IntEnum):
    """A row of the week. `HOLIDAY`: public holidays and eves, whatever weekday they fall on."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    HOLIDAY = 7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From and to on the clock. One that does not end after it begins runs into the next day; 00.00–00.00 is a whole
    day."""

    opens: time
    closes: time

    @property
    def into_next_day(self) -> bool:
        """It ends on the day after it began."""
        return self.closes <= self.opens

    def minutes(self) -> tuple[int, int]:
        """Beginning and end on the clock in minutes from the day's midnight; the end may lie past 1,440."""
        begin = self.opens.hour * 60 + self.opens.minute
        end = self.closes.hour * 60 + self.closes.minute
        return begin, end + 1440 if self.into_next_day else end


WHOLE_DAY = Span(MIDNIGHT, MIDNIGHT)


@dataclass(frozen=True, slots=True)
class Staffing:
    """What a unit has said of its hours: spans by `StaffedDay`, and by date where a day differs (none: closed)."""

    week: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def stated(self) -> bool:
        """The unit has said when it is staffed at all."""
        return any(self.week.values()) or any(self.days.values())

    @property
    def round_the_clock(self) -> bool:
        """Somebody is there at every hour of every ordinary week."""
        return all(self.week.get(day) == (WHOLE_DAY,) for day in StaffedDay)

    def spans_on(self, day: date, calendar: Calendar) -> tuple[Span, ...]:
        """The spans that begin on a day: what is said of the day itself, of holidays, of the weekday."""
        if day in self.days:
            return self.days[day]
        if calendar.is_holiday(day):
            return self.week.get(StaffedDay.HOLIDAY, ())
        return self.week.get(day.weekday(), ())


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Staffed without a break from `since` up to, not including, `until`; UTC."""

    since: datetime
    until: datetime


class HoursUnreadable(ValueError):
    """The text is not a list of spans."""


def periods(staffing: Staffing, calendar: Calendar, since: datetime, until: datetime) -> Iterator[Period]:
    """Staffed periods that touch [since, until), in order and joined, cut at its ends."""
    waiting: Period | None = None
    for found in _raw(staffing, calendar, since, until):
        begin, end = max(found.since, since), min(found.until, until)
        if begin >= end:
            continue
        if waiting is not None and begin <= waiting.until:
            waiting = Period(waiting.since, max(waiting.until, end))
            continue
        if waiting is not None:
            yield waiting
        waiting = Period(begin, end)
    if waiting is not None:
        yield waiting


def _raw(staffing: Staffing, calendar: Calendar, since: datetime, until: datetime) -> Iterator[Period]:
    day = local_date(since) - ONE_DAY  # a night that began the evening before
    last = local_date(until)
    while day <= last:
        for span in sorted(staffing.spans_on(day, calendar)):
            end = day + ONE_DAY if span.into_next_day else day
            yield Period(_at(day, span.opens), _at(end, span.closes))
        day += ONE_DAY


def _at(day: date, clock: time) -> datetime:
    """The moment in UTC. Of an hour that occurs twice the first is meant; one that is skipped is an hour later."""
    return datetime.combine(day, clock, STOCKHOLM).astimezone(UTC)


def is_staffed(staffing: Staffing, calendar: Calendar, at: datetime) -> bool:
    """Somebody is there at the moment. Of a unit that has said nothing nobody knows: it counts as staffed, so that
    nothing is held back for want of a filled-in page."""
    if not staffing.stated:
        return True
    return any(periods(staffing, calendar, at, at + timedelta(microseconds=1)))


def next_staffed(staffing: Staffing, calendar: Calendar, at: datetime) -> datetime | None:
    """The moment itself when staffed, else when somebody comes; None when nobody does within a month."""
    if not staffing.stated:
        return at
    found = next(periods(staffing, calendar, at, at + timedelta(days=SEARCHED_DAYS)), None)
    return found.since if found else None


def staffed_until(staffing: Staffing, calendar: Calendar, at: datetime) -> datetime | None:
    """When the last one goes, for a unit that is staffed now; None when not staffed, or not within a month."""
    end = at + timedelta(days=SEARCHED_DAYS)
    found = next(periods(staffing, calendar, at, end), None)
    return found.until if staffing.stated and found and found.since == at and found.until < end else None


def staffed_minutes(staffing: Staffing, calendar: Calendar, since: datetime, until: datetime) -> int:
    """Whole minutes in [since, until) during which somebody is there; all of them when nothing is stated."""
    if until <= since:
        return 0
    if not staffing.stated:
        return int((until - since).total_seconds() // 60)
    seconds = sum(
        (each.until - each.since).total_seconds() for each in periods(staffing, calendar, since, until)
    )
    return int(seconds // 60)


_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = re.compile(rf"(?:kl\.?\s*)?{_CLOCK}\s*(?:-|–|—|till)\s*(?:kl\.?\s*)?{_CLOCK}")
_ALL_DAY = frozenset({"dygnet runt", "hela dygnet", "alltid"})
_CLOSED = frozenset({"", "stängt", "-", "–"})


def read_spans(text: str) -> tuple[Span, ...]:
    """Spans as people write them: "8–16.30", "08.00–12.00, 13–17", "dygnet runt", "stängt" or nothing.

    Raises HoursUnreadable, also for spans that overlap.
    """
    plain = " ".join(text.casefold().split())
    if plain in _CLOSED:
        return ()
    if plain in _ALL_DAY:
        return (WHOLE_DAY,)
    found = sorted(_span(part.strip()) for part in re.split(r",|;|\boch\b", plain))
    edges = [span.minutes() for span in found]
    if any(later[0] < former[1] for former, later in itertools.pairwise(edges)):
        raise HoursUnreadable(text)
    return tuple(found)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise HoursUnreadable(text)
    opens, closes = _clock(match[1], match[2]), _clock(match[3], match[4])
    return Span(opens, closes)


def _clock(hour: str, minute: str | None) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if (hours, minutes) == (24, 0):
        return MIDNIGHT
    if hours > 23 or minutes > 59:
        raise HoursUnreadable(f"{hour}.{minute}")
    return time(hours, minutes)
