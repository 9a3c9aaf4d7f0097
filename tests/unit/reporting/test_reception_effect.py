"""Effect of tryggt mottagande: against a slow reference; intervals as in the article; nothing small left."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.reception_effect import Effect, HomeComing, difference, effect, wilson

HOME = datetime(2026, 3, 28, 12, tzinfo=UTC)
"""The day before the clock change."""
LATER = HOME + timedelta(days=90)


def run(rows: list[HomeComing], admissions: Sequence[tuple[int, datetime]] = ()) -> Effect:
    return effect(rows, admissions, [], now=LATER, last=HOME)


def group(count: int, *, team: bool, first: int, safe: int | None = None) -> list[HomeComing]:
    return [HomeComing(first + n, first + n, HOME, team, safe) for n in range(count)]


@pytest.mark.parametrize(
    ("hours", "back"),
    [(6, 0), (11, 1), (30 * 24, 1), (30 * 24 + 9, 1), (30 * 24 + 10, 0), (-1, 0)],
)
def test_back_is_one_to_thirty_local_days_later(hours: int, back: int) -> None:
    """The clock goes forward the night after: thirty days end an hour earlier."""
    rows = [*group(12, team=True, first=0), *group(12, team=False, first=100)]
    came = [(n, HOME + timedelta(days=5)) for n in (*range(5), *range(100, 105))]
    found = run(rows, [*came, (11, HOME + timedelta(hours=hours))])
    assert found.with_team.back == 5 + back
    assert found.without.back == 5


def test_the_interval_is_newcombes() -> None:
    """Newcombe 1998, method 10, example (a): 56/70 and 48/80, 0.0524 to 0.3339."""
    found = difference(56, 70, 48, 80)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (5.24, 33.39)
    assert found.more_than_chance
    assert difference(0, 0, 1, 2) is None
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.booleans(), st.booleans(), st.none() | st.integers(1, 5)),
        max_size=40,
    )
)
def test_what_is_shown_is_true_and_nothing_small_can_be_had_back(
    world: list[tuple[int, bool, bool, int | None]],
) -> None:
    rows = [HomeComing(n, patient, HOME, team, safe) for n, (patient, team, _, safe) in enumerate(world)]
    came = {patient for patient, _, back, _ in world if back}
    found = run(rows, [(patient, HOME + timedelta(days=9)) for patient in came])
    for team, shown in ((True, found.with_team), (False, found.without)):
        own = [row for row in rows if row.with_team is team]
        back = [row for row in own if row.patient in came]
        answered = [row for row in own if row.safe]
        assert shown.home in (None, len(own))
        assert shown.back in (None, len(back))
        for told, behind in ((shown.home, own), (shown.back, back), (shown.answers, answered)):
            assert told is None or not 0 < len({row.patient for row in behind}) < 5
        if shown.home is not None and shown.back is not None:
            stayed = {row.patient for row in own if row not in back}
            assert not 0 < len(stayed) < 5
        if shown.safe_percent is not None:
            safe = sum(row.safe >= 4 for row in answered if row.safe)
            assert abs(shown.safe_percent - 100 * safe / len(answered)) < 0.051
        if shown.back is None:
            assert shown.back_percent is None
            assert found.back is None


def test_an_unended_window_is_told() -> None:
    assert run([]).over
    assert not effect([], [], [], now=HOME + timedelta(days=30), last=HOME).over
    assert effect([], [], [], now=HOME + timedelta(days=31), last=HOME).over
