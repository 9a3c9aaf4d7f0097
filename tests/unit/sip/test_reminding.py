"""On which day a reminder is sent, and that none is sent twice (S6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.rules.reminding import reminder_of

DAY = date(2026, 3, 30)  # the day after the clocks go forward


@pytest.mark.parametrize(
    ("today", "sent"),
    [
        (date(2026, 3, 15), None),
        (date(2026, 3, 16), date(2026, 3, 16)),
        (date(2026, 3, 26), date(2026, 3, 16)),
        (date(2026, 3, 27), date(2026, 3, 27)),
        (date(2026, 3, 30), date(2026, 3, 27)),
        (date(2026, 3, 31), None),
    ],
)
def test_the_latest_that_has_come_is_sent(today: date, sent: date | None) -> None:
    assert reminder_of(DAY, (14, 3), today) == sent


@given(before=st.sets(st.integers(0, 20), max_size=4), runs=st.sets(st.integers(-25, 5)))
def test_whichever_days_it_runs_each_is_sent_at_most_once_and_never_early_or_after(
    before: set[int], runs: set[int]
) -> None:
    sent: list[tuple[date, date]] = []
    for run in sorted(runs):
        today = DAY + timedelta(days=run)
        day = reminder_of(DAY, before, today)
        if day is not None and day not in [known for _, known in sent]:
            sent.append((today, day))
    for today, day in sent:
        assert day <= today <= DAY
        assert (DAY - day).days in before
    # By the slow way: of each stretch between two reminders one is sent if the job ran in it at all.
    days = sorted(DAY - timedelta(days=one) for one in before)
    ends = [*days[1:], DAY + timedelta(days=1)][: len(days)]
    ran = [DAY + timedelta(days=run) for run in runs]
    wanted = [begin for begin, end in zip(days, ends, strict=True) if any(begin <= day < end for day in ran)]
    assert [day for _, day in sent] == wanted
