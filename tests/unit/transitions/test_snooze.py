"""What rests is off one person's list, and never over a deadline or over something new."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transitions.rules.snooze import LEAD, LONGEST, Pressing, Rest, can_rest, rests, wakes_at

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the night after, the clocks go forward
HOUR = timedelta(hours=1)


def moments(least: int, most: int) -> st.SearchStrategy[datetime]:
    return st.integers(least, most).map(lambda quarter: NOON + timedelta(minutes=15 * quarter))


tasks = st.lists(st.builds(Pressing, moments(-400, 400), st.none() | moments(-400, 4000)), max_size=5)
resting = st.builds(lambda at, length: Rest(at, at + length * HOUR), moments(-200, 200), st.integers(1, 720))


@given(resting, tasks, moments(-300, 3000))
def test_it_rests_only_while_nothing_has_come_and_nothing_is_due_within_a_day(
    rest: Rest, found: list[Pressing], now: datetime
) -> None:
    """Against the sentence of the rule, asked of each task by itself."""
    slow = rest.at <= now < rest.until
    for task in found:
        came = rest.at < task.shows_since <= now
        near = task.due_at is not None and task.due_at - now <= LEAD
        slow = slow and not came and not near
    assert rests(rest, found, now) is slow


@given(resting, tasks, moments(-300, 3000))
def test_no_deadline_passes_while_a_case_rests(rest: Rest, found: list[Pressing], now: datetime) -> None:
    if rests(rest, found, now):
        assert all(task.due_at is None or task.due_at > now for task in found)


@given(resting, tasks)
def test_a_case_wakes_once_and_stays_awake(rest: Rest, found: list[Pressing]) -> None:
    back = wakes_at(rest, found)
    assert back <= rest.until
    for step in range(3):
        assert not rests(rest, found, back + step * HOUR)


@pytest.mark.parametrize(
    ("due", "until", "code"),
    [
        (None, timedelta(days=1), "ok"),
        (LEAD, timedelta(days=1), "deadline_is_near"),
        (LEAD + timedelta(minutes=1), timedelta(days=7), "ok"),
        (-HOUR, timedelta(days=1), "deadline_is_near"),
        (None, timedelta(0), "rest_in_the_past"),
        (None, -HOUR, "rest_in_the_past"),
        (None, LONGEST, "ok"),
        (None, LONGEST + HOUR, "rest_too_long"),
    ],
)
def test_what_may_rest(due: timedelta | None, until: timedelta, code: str) -> None:
    found = [Pressing(NOON - HOUR, NOON + due if due is not None else None)]
    assert can_rest(found, NOON + until, NOON).code == code


@given(tasks, moments(1, 2000))
def test_what_may_rest_does(found: list[Pressing], until: datetime) -> None:
    """No button that does nothing: what is allowed to rest is off the list at once, unless something comes later."""
    found = [task for task in found if task.shows_since <= NOON]
    if can_rest(found, until, NOON).allowed:
        assert rests(Rest(NOON, until), found, NOON)
