"""Non-working days in a row, and what has to be decided before them (T30).

Saturdays, Sundays, public holidays and the three eves are free; a working day between two free ones is not.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from actors.rules.calendar import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class FreeSpell:
    """From the first free day to the last, both included. `before`: the last working day ahead of it."""

    first: date
    last: date
    before: date

    @property
    def days(self) -> tuple[date, ...]:
        """Each of them."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def is_free(calendar: Calendar, day: date) -> bool:
    """Neither a working day nor an eve that most people work. Raises CalendarError outside the known years."""
    return not calendar.is_weekday(day, eves_are_weekdays=False)


def next_free_spells(calendar: Calendar, today: date, count: int = 3) -> tuple[FreeSpell, ...]:
    """The spell that goes on, or else the next one, and those after it. Raises CalendarError."""
    found: list[FreeSpell] = []
    day = today
    if is_free(calendar, today):
        while is_free(calendar, day - ONE_DAY):
            day -= ONE_DAY
    while len(found) < count:
        while not is_free(calendar, day):
            day += ONE_DAY
        first = day
        while is_free(calendar, day):
            day += ONE_DAY
        before = first - ONE_DAY
        found.append(FreeSpell(first, day - ONE_DAY, before))
    return tuple(found)
