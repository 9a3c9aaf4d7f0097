"""Periods that follow on each other without a gap, and shades that rise."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.trends import SHADES, Per, shade, spans


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(Per), st.integers(1, 30))
def test_periods_meet_and_the_last_holds_today(today: date, per: Per, count: int) -> None:
    found = spans(today, per, count)
    assert len(found) == count
    assert found[-1].first <= today < found[-1].after
    assert all(one.after == other.first for one, other in itertools.pairwise(found))
    for one in found:
        assert one.first.day == 1
        months = (one.after.year - one.first.year) * 12 + one.after.month - one.first.month
        assert months == (1 if per is Per.MONTH else 3)
        assert per is Per.MONTH or one.first.month in (1, 4, 7, 10)


def test_new_year_is_a_boundary() -> None:
    assert [one.first for one in spans(date(2026, 1, 31), Per.MONTH, 2)] == [
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
    assert spans(date(2026, 12, 31), Per.QUARTER, 1)[0].after == date(2027, 1, 1)


@given(st.integers(0, 500), st.integers(0, 500))
def test_shades_rise_and_only_nothing_has_none(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= shade(low, high) <= shade(high, high) <= SHADES
    assert (shade(low, high) == 0) == (low == 0)
