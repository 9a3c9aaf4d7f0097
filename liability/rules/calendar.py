"""The Swedish calendar as the rules of liability name it; it lies in `actors`, where staffed hours need it too."""

from actors.rules.calendar import (
    FRIDAY,
    ONE_DAY,
    SATURDAY,
    STOCKHOLM,
    Calendar,
    CalendarError,
    is_eve,
    local,
    local_date,
    to_utc,
)

__all__ = [
    "FRIDAY",
    "ONE_DAY",
    "SATURDAY",
    "STOCKHOLM",
    "Calendar",
    "CalendarError",
    "is_eve",
    "local",
    "local_date",
    "to_utc",
]
