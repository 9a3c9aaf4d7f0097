"""Staffed hours in Swedish words, short enough for a line: "Mån–fre 8.00–16.30, lör–sön och helgdag stängt"."""

from collections.abc import Mapping
from datetime import time

from actors.rules.hours import WHOLE_DAY, Span, StaffedDay

DAY_NAMES = {
    StaffedDay.MONDAY: "måndag",
    StaffedDay.TUESDAY: "tisdag",
    StaffedDay.WEDNESDAY: "onsdag",
    StaffedDay.THURSDAY: "torsdag",
    StaffedDay.FRIDAY: "fredag",
    StaffedDay.SATURDAY: "lördag",
    StaffedDay.SUNDAY: "söndag",
    StaffedDay.HOLIDAY: "helgdag och afton",
}
_SHORT = {day: name[:3] for day, name in DAY_NAMES.items()} | {StaffedDay.HOLIDAY: "helgdag"}
NOTHING = "Inte angivet"


def clock(value: time) -> str:
    """8.00, 16.30."""
    return f"{value.hour}.{value:%M}"


def spans_text(spans: tuple[Span, ...]) -> str:
    """One day: "8.00–12.00 och 13.00–16.30", "dygnet runt", "stängt"."""
    if not spans:
        return "stängt"
    if spans == (WHOLE_DAY,):
        return "dygnet runt"
    shown = [
        f"{clock(span.opens)}–{'24.00' if span.closes == time(0) else clock(span.closes)}" for span in spans
    ]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} och {shown[-1]}"


def week_text(week: Mapping[int, tuple[Span, ...]]) -> str:
    """The whole week; neighbours with the same hours stand together. At most 120 characters: what is longer tells the
    weekdays and that more stands on the unit's page."""
    if not any(week.values()):
        return ""
    if all(week.get(day) == (WHOLE_DAY,) for day in StaffedDay):
        return "Dygnet runt, alla dagar"
    runs: list[list[StaffedDay]] = []
    for day in StaffedDay:
        if runs and week.get(day, ()) == week.get(runs[-1][-1], ()):
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [f"{_days(run)} {spans_text(week.get(run[0], ()))}" for run in runs]
    text = ", ".join(parts)
    text = text[:1].upper() + text[1:]
    return text if len(text) <= 120 else f"{text[:1]}{parts[0][1:]}, fler tider på enhetens sida"[:120]


def _days(run: list[StaffedDay]) -> str:
    week = [day for day in run if day is not StaffedDay.HOLIDAY]
    names = []
    if len(week) > 1:
        names.append(f"{_SHORT[week[0]]}–{_SHORT[week[-1]]}")
    elif week:
        names.append(_SHORT[week[0]])
    if StaffedDay.HOLIDAY in run:
        names.append(_SHORT[StaffedDay.HOLIDAY])
    return " och ".join(names)
