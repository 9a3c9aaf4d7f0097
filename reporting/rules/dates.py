"""Calendar questions, asked in Europe/Stockholm (contracts/README.md)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@lru_cache(maxsize=65536)
def local_date(at: datetime) -> date:
    """The calendar date in Stockholm of an instant."""
    return at.astimezone(STOCKHOLM).date()


def midnight(day: date) -> datetime:
    """The instant, in UTC, at which a local date begins."""
    return datetime.combine(day, time.min, STOCKHOLM).astimezone(UTC)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants.

    Two times in one zone would otherwise be subtracted by the wall clock.
    """
    return end.astimezone(UTC) - start.astimezone(UTC)


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived on a date. Who is born on 29 February has the birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def coordination_aware_birth_date(personal_number: str) -> date | None:
    """The birth date in a twelve-digit number; a coordination number's day is 60 too high.

    None when there is none.
    """
    digits = personal_number.replace("-", "").replace(" ", "")
    if len(digits) != 12 or not digits[:8].isascii() or not digits[:8].isdigit():
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    try:
        return date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return None


def add_months(first: date, months: int) -> date:
    """The first of the month that lies `months` after (or before) the month of a date."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def days_between(start: date, end: date) -> int:
    """Calendar days from one date to another."""
    return (end - start) // timedelta(days=1)
