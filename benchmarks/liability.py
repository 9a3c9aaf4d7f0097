"""What the reckoning of betalningsansvar costs: the pure rule, and the nightly pass over the open cases of the demo.

The rule is measured on cases made from a counter, beside a NumPy calculation of the start dates alone. Ratios hold on
any machine; cases a second are of this one.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from benchmarks.measuring import Figure
from core import clock
from liability import services
from liability.rules.assessment import assess
from liability.rules.facts import Case, EventKind, event
from liability.selectors.assessments import cases_of
from liability.shelf import shipped_desk
from transitions.selectors import unscoped

CASES = 100_000
FEW = 10_000
FIRST = datetime(2019, 1, 2, 6, tzinfo=UTC)
K = EventKind


def made(count: int) -> list[Case]:
    """Cases of six events each, spread over four years and the hours of the day."""
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
                registered_in="1480" if number % 2 else "0380",
            )
        )
    return found


def figures() -> Iterator[Figure]:
    """The rule alone, its growth, and the nightly pass beside the bare reading of the same rows."""
    rules = shipped_desk().rulebook
    cases = made(CASES)
    few = _cpu_seconds(lambda: [assess(case, rules) for case in cases[:FEW]])
    many = _cpu_seconds(lambda: [assess(case, rules) for case in cases])
    yield Figure(
        "regeln ensam, fall per processorsekund", CASES / many, "fall/s", "mål 50 000 på en tyst kärna"
    )
    starts = _cpu_seconds(lambda: _start_dates(cases))
    yield Figure("regeln ensam mot startdatum i NumPy", many / starts, "ggr", "för jämförelse")
    yield Figure(f"tid per fall, {CASES} mot {FEW}", (many / CASES) / (few / FEW), "ggr", "≤ 1,2")
    ids = list(unscoped.episodes().values_list("pk", flat=True))
    read = _seconds(lambda: _read(ids))
    moment = clock.now()
    whole = _seconds(lambda: services.assess_episodes(ids, as_of=moment))
    again = _seconds(lambda: services.assess_episodes(ids, as_of=moment + timedelta(days=1)))
    yield Figure("vårdtillfällen i demon", len(ids), "st")
    yield Figure("läsa fakta och räkna om, mot att bara läsa", whole / read, "ggr", "≤ 3")
    yield Figure("nattens omräkning, vårdtillfällen per sekund", len(ids) / again, "st/s")
    yield Figure("månadernas underlag", _seconds(services.refresh_statements) * 1000, "ms")


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def _cpu_seconds(work: object) -> float:
    """Time of the processor alone: what else the machine does is left out."""
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def _start_dates(cases: list[Case]) -> "np.ndarray":
    """By hand: the notice's date, one day more after twelve, three days on. No zone, no precondition, no price."""
    sent = np.array([case.events[3].at.replace(tzinfo=None) for case in cases], dtype="datetime64[s]")
    days = sent.astype("datetime64[D]")
    late = (sent - days) > np.timedelta64(12 * 3600, "s")
    return days + np.timedelta64(3, "D") + late.astype("timedelta64[D]")


def _read(ids: list[int]) -> int:
    """The facts of every episode, as the pass reads them, and nothing else."""
    count = 0
    for start in range(0, len(ids), 500):
        rows = list(unscoped.episodes().filter(pk__in=ids[start : start + 500]))
        found = cases_of(rows)
        count += len([replace(case) for case in found.values()])
    return count
