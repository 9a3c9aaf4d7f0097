"""Who is ready before the meeting, and from which day it is late (S13)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.rules.preparing import Preparing, Readiness, of_person, of_unit

MEETING = date(2026, 3, 10)


def fact(**changes: object) -> Preparing:
    told: dict[str, object] = {"meeting_on": MEETING, "due_on": None, "prepared": False, "units": (1, 2)}
    return Preparing(**(told | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due_on", "today", "readiness"),
    [
        (None, date(2026, 3, 9), Readiness.WAITS),
        (None, date(2026, 3, 10), Readiness.LATE),
        (date(2026, 3, 6), date(2026, 3, 6), Readiness.WAITS),
        (date(2026, 3, 6), date(2026, 3, 7), Readiness.LATE),
    ],
)
def test_late_begins_the_day_after_the_last(due_on: date | None, today: date, readiness: Readiness) -> None:
    assert of_person(fact(due_on=due_on), today) is readiness
    assert of_unit(fact(due_on=due_on, written={2}), 1, today) is readiness
    assert of_unit(fact(due_on=due_on, written={2}), 2, today) is Readiness.DONE
    assert of_person(fact(due_on=due_on, prepared=True), today) is Readiness.DONE


@given(
    written=st.sets(st.integers(1, 6)),
    unit=st.integers(1, 6),
    before=st.integers(0, 30),
    today=st.integers(-40, 40),
)
def test_a_unit_stands_as_counted_by_hand(written: set[int], unit: int, before: int, today: int) -> None:
    due = MEETING - timedelta(days=before)
    day = MEETING + timedelta(days=today)
    late_days = {due + timedelta(days=number) for number in range(1, 100)}
    expected = Readiness.DONE if unit in written else Readiness.LATE if day in late_days else Readiness.WAITS
    assert of_unit(fact(due_on=due, written=written), unit, day) is expected
