"""Where an action stands, on which days it may be due, and what its unit is reminded of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from deviations.rules.investigation import (
    ActionFact,
    ActionState,
    Verdict,
    action_state,
    asked_for,
    day_fault,
    factors,
    known,
)

TODAY = date(2026, 3, 25)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2026, 3, 24), "past"),
        (TODAY, ""),
        (date(2026, 3, 29), "holiday"),  # the Sunday on which the clock is changed
        (date(2026, 4, 3), "holiday"),  # långfredagen
        (date(2026, 4, 6), "holiday"),  # annandag påsk
        (date(2026, 6, 19), "holiday"),  # midsommarafton
        (date(2026, 12, 31), "holiday"),  # nyårsafton
        (date(2027, 1, 4), ""),
        (date(2028, 5, 2), "far"),
    ],
)
def test_an_action_is_due_on_a_working_day(day: date, fault: str) -> None:
    assert day_fault(day, today=TODAY, calendar=swedish_calendar()) == fault


def test_the_list_of_factors_has_each_once_and_keeps_its_order() -> None:
    codes = list(factors())
    assert len(codes) == len(set(codes)) >= 10
    assert all(one.group and one.label for one in factors().values())
    assert known([codes[3], codes[0], codes[3], "no such"]) == [codes[0], codes[3]]


days = st.integers(-40, 40).map(lambda count: TODAY + timedelta(days=count))


@given(days, days, st.none() | days, st.none() | st.sampled_from(list(Verdict)))
def test_what_is_asked_for_agrees_with_where_it_stands(
    due: date, check: date, done: date | None, verdict: Verdict | None
) -> None:
    action = ActionFact(due, check, done, verdict if done else None)
    state = action_state(action, TODAY)
    wanted = {ActionState.LATE: "due", ActionState.TO_CHECK: "check"}
    last = state is ActionState.TO_DO and due == TODAY
    assert asked_for(action, TODAY) == ("due" if last else wanted.get(state, ""))
