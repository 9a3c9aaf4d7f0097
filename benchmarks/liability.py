"""What the rule of betalningsansvar costs alone; what its results cost from rows to rows is in `liability_rows`.

The rule is measured on cases made from a counter, beside a NumPy calculation of the start dates alone. Ratios hold on
any machine; cases a second are of this one.
"""

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np

from actors.calendar import swedish_calendar
from actors.rules.calendar import is_eve
from benchmarks.measuring import Figure
from liability.rules.assessment import Rulebook, assess
from liability.rules.facts import Case, EventKind, event
from liability.shelf import shipped_desk

CASES = 100_000
FEW = 10_000
ROUNDS = 3
FIRST = datetime(2019, 1, 2, 6, tzinfo=UTC)
HOMES = ("0380", "0180", "1980")
"""The act's calendar days, Stockholm's weekdays of 2019 and its agreement of 2020, the act again."""

K = EventKind


def made(count: int) -> list[Case]:
    """Cases of six events each, spread over four years and the hours of the day; none under average terms."""
    found = []
    for number in range(count):
        admitted = FIRST + timedelta(hours=7 * number % 30_000, minutes=number % 60)
        ready = admitted + timedelta(hours=30 + number % 100)
        found.append(
            Case(
                events=(
                    event(K.ADMITTED, admitted),
                    event(K.ADMISSION_NOTICE_SENT, admitted + timedelta(hours=number % 30)),
                    event(K.CARE_CONTACT_APPOINTED, admitted + timedelta(hours=20)),
                    event(K.DISCHARGE_READY_SENT, ready),
                    event(K.SIP_CALLED, ready + timedelta(hours=number % 120), by="care_contact"),
                    event(K.DISCHARGED, ready + timedelta(hours=number % 240)),
                ),
                care_form="somatic",
                registered_in=HOMES[number % len(HOMES)],
            )
        )
    return found


def figures() -> Iterator[Figure]:
    """The rule alone, its growth, and beside it the start dates alone in NumPy."""
    rules = shipped_desk().rulebook
    cases = made(CASES)
    gc.collect()
    gc.freeze()  # the cases are the measurement's own: the collector is not to walk them at each turn
    few = _cpu_seconds(lambda: _assess_each(cases[:FEW], rules))
    many = _cpu_seconds(lambda: _assess_each(cases, rules))
    gc.unfreeze()
    yield Figure(
        "regeln ensam, fall per processorsekund", CASES / many, "fall/s", "mål 50 000 på en tyst kärna"
    )
    starts = _cpu_seconds(lambda: _start_dates(cases))
    yield Figure("regeln ensam mot startdatum i NumPy", many / starts, "ggr", "för jämförelse")
    yield Figure(f"tid per fall, {CASES} mot {FEW}", (many / CASES) / (few / FEW), "ggr", "≤ 1,2")


def _assess_each(cases: list[Case], rules: Rulebook) -> None:
    """One after the other, as the command does: no result is held on to."""
    for case in cases:
        assess(case, rules)


def _cpu_seconds(work: Callable[[], object]) -> float:
    """Time of the processor alone, the best of some rounds: what else the machine does is left out."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def _start_dates(cases: list[Case]) -> "np.ndarray":
    """By hand, as a spreadsheet would: the notice's date, a day more after twelve, calendar days or weekdays on.

    Winter time all year, no precondition, no price, no explanation.
    """
    sent = np.array([case.events[3].at.replace(tzinfo=None) for case in cases], dtype="datetime64[s]")
    sent += np.timedelta64(3600, "s")
    days = sent.astype("datetime64[D]")
    late = (sent - days) > np.timedelta64(12 * 3600, "s")
    start = days + np.timedelta64(3, "D") + late.astype("timedelta64[D]")
    weekdays = np.array([case.registered_in == "0180" for case in cases])
    weekdays &= days < np.datetime64("2020-01-01")
    start[weekdays] = np.busday_offset(days[weekdays], 5, roll="backward", holidays=_days_off())
    return start


def _days_off() -> list[date]:
    calendar = swedish_calendar()
    eves = [day for year in range(2019, 2024) for day in _days_of(year) if is_eve(day)]
    return [*calendar.holidays, *eves]


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)
