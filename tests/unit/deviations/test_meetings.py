"""Who stays away, what a decision changed month by month: against slow references."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.meetings import Attended, effect, means, next_after, stays_away, window
from transitions.rules.limits import local_date

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@given(st.lists(st.booleans(), max_size=7), st.randoms())
def test_three_in_a_row_and_the_latest(came: list[bool], shuffled: object) -> None:
    met = [Attended(NOW + timedelta(days=day), one) for day, one in enumerate(came)]
    shuffled.shuffle(met)  # type: ignore[attr-defined]
    assert stays_away(met) == (len(came) >= 3 and came[-3:] == [False, False, False])


@given(
    st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), max_size=60),
    st.dates(date(2025, 8, 1), date(2027, 6, 1)),
    st.integers(0, 400),
)
def test_each_month_has_its_own_and_none_is_counted_twice(
    reported: list[datetime], decided: date, later: int
) -> None:
    today = decided + timedelta(days=later)
    found = effect(reported, decided, today)
    assert len(found) == 13
    assert [one.after for one in found] == [False] * 6 + [True] * 7
    first, after = window(decided)
    assert (found[0].first, first.day, after.day) == (first, 1, 1)
    for one in found:
        days = [local_date(moment) for moment in reported]
        same = sum((day.year, day.month) == (one.first.year, one.first.month) for day in days)
        assert one.count == (same if one.first <= today else None)


def test_the_month_of_the_decision_proves_nothing() -> None:
    reported = [datetime(2026, 5, 3, tzinfo=UTC)] * 6 + [datetime(2026, 6, 9, tzinfo=UTC)] * 4
    months = effect(reported, date(2026, 6, 15), date(2026, 6, 20))
    assert means(months) == (1.0, None)
    later = effect([*reported, datetime(2026, 7, 1, 12, tzinfo=UTC)], date(2026, 6, 15), date(2026, 8, 1))
    assert means(later) == (1.0, 0.5)
    assert next_after(date(2026, 12, 20), 4) == date(2027, 1, 17)
