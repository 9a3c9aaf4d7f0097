"""Dates, times and numbers as Swedish sentences write them."""

from datetime import date, datetime, time

from .calendar import local

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def day_text(day: date) -> str:
    """ "torsdag 7 mars 2019"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_text(clock: time) -> str:
    """ "12.00", with seconds when there are any: "12.00.01"."""
    return clock.strftime("%H.%M.%S" if clock.second else "%H.%M")


def moment_text(moment: datetime) -> str:
    """The moment on the wall clock in Stockholm: "måndag 4 mars 2019 kl. 10.15"."""
    wall = local(moment)
    return f"{day_text(wall.date())} kl. {clock_text(wall.time())}"


def joined(words: list[str]) -> str:
    """ "2021", "2021 och 2023", "2021, 2023 och 2024"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
