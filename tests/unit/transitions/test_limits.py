"""Limits: calendar days are Swedish days, hours are elapsed hours, also when clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transitions.rules.limits import STOCKHOLM, Limits, end_of, local_date, notice_due, sip_call_due

LIMITS = Limits()


def local(*parts: int) -> datetime:
    """A moment given in Swedish local time."""
    return datetime(*parts, tzinfo=STOCKHOLM)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("admitted", "due"),
    [
        (local(2026, 3, 28, 10), local(2026, 3, 29, 11)),  # 23-hour day: 24 elapsed hours end an hour later
        (local(2026, 10, 24, 10), local(2026, 10, 25, 9)),  # 25-hour day
        (local(2026, 12, 31, 12), local(2027, 1, 1, 12)),
        (local(2026, 6, 18, 8), local(2026, 6, 19, 8)),  # midsummer eve pauses nothing
    ],
)
def test_24_hours_are_elapsed_hours(admitted: datetime, due: datetime) -> None:
    """LUS 2:3."""
    assert notice_due(admitted, LIMITS) == due


@pytest.mark.parametrize(
    ("ready", "last_day"),
    [
        (local(2026, 3, 2, 0, 0), date(2026, 3, 5)),
        (local(2026, 3, 2, 23, 59, 59), date(2026, 3, 5)),
        (local(2026, 3, 26, 12), date(2026, 3, 29)),  # clock change on the last day
        (local(2026, 4, 2, 12), date(2026, 4, 5)),  # Easter day counts
        (local(2026, 12, 30, 12), date(2027, 1, 2)),
    ],
)
def test_the_call_to_sip_is_due_at_the_end_of_the_third_day(ready: datetime, last_day: date) -> None:
    """LUS 4:3: calendar days, no weekday word."""
    due = sip_call_due(ready, LIMITS)
    assert local_date(due - timedelta(microseconds=1)) == last_day
    assert local_date(due) == last_day + timedelta(days=1)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_end_of_a_day_is_the_start_of_the_next(day: date) -> None:
    """On every day of the calendar, those of 23 and 25 hours included."""
    moment = end_of(day)
    assert moment.tzinfo is UTC
    assert local_date(moment) == day + timedelta(days=1)
    assert local_date(moment - timedelta(seconds=1)) == day


def test_limits_are_data_and_checked() -> None:
    """A misspelt limit is an error, not a silent default."""
    assert Limits.of({"acknowledge_hours": 8}).acknowledge_hours == 8
    for values in ({"acknowledge": 8}, {"acknowledge_hours": -1}, {"acknowledge_hours": "8"}):
        with pytest.raises(ValueError, match="acknowledge"):
            Limits.of(values)
