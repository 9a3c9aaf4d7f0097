"""The ladder's times against a reference that counts minute by minute, over both changes of clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import (
    DEFAULTS,
    EFFECT,
    HOME_COMING,
    READY,
    Counting,
    Effect,
    Ladder,
    Span,
    Standing,
    Step,
    Why,
    default,
    due_times,
    stopped,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


def weekdays(opens: time, closes: time, first: date, days: int = 30) -> Iterator[Span]:
    for number in range(days):
        day = first + timedelta(days=number)
        if day.weekday() < 5:
            yield (
                datetime.combine(day, opens, STOCKHOLM).astimezone(UTC),
                datetime.combine(day, closes, STOCKHOLM).astimezone(UTC),
            )


def by_the_minute(ladder: Ladder, sent_at: datetime, spans: list[Span]) -> dict[Step, datetime]:
    """Slow: a minute counts when the unit is staffed through it, and every minute after the last span counts."""
    at, counted, found = sent_at, 0, {}
    last = spans[-1][1] if spans else sent_at
    wanted = dict(ladder.steps())
    while wanted:
        if at >= last or any(start <= at < end for start, end in spans):
            counted += 1
        at += MINUTE
        for step in [step for step, minutes in wanted.items() if minutes == counted]:
            found[step] = at
            del wanted[step]
    return found


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    minutes = sorted(draw(st.sets(st.integers(1, 900), min_size=4, max_size=4)))
    kept = [value if draw(st.booleans()) else None for value in minutes[:3]]
    return Ladder(kept[0], kept[1], kept[2], minutes[3], Counting.STAFFED)


# The week of each change of clock, in minutes of UTC from its Thursday.
BEGINS = [datetime(2026, 10, 22, tzinfo=UTC), datetime(2027, 3, 25, tzinfo=UTC)]


@given(
    ladder=ladders(),
    begins=st.sampled_from(BEGINS),
    sent=st.integers(0, 6 * 24 * 60),
    edges=st.lists(st.integers(0, 9 * 24 * 60), max_size=12, unique=True),
)
def test_due_times_are_those_of_counting_each_minute(
    ladder: Ladder, begins: datetime, sent: int, edges: list[int]
) -> None:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    spans = [(begins + edges[i] * MINUTE, begins + edges[i + 1] * MINUTE) for i in range(0, len(edges), 2)]
    sent_at = begins + sent * MINUTE
    found = due_times(ladder, sent_at, spans)
    assert found == by_the_minute(ladder, sent_at, spans)
    assert all(earlier < later for earlier, later in pairwise(found.values()))


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        # Tuesday morning; Friday afternoon runs over to Monday; Saturday night begins on Monday.
        (local(2026, 11, 24, 9), local(2026, 11, 24, 11)),
        (local(2026, 11, 27, 16), local(2026, 11, 30, 9)),
        (local(2026, 11, 28, 23), local(2026, 11, 30, 10)),
        # Over the weekends on which the clocks go back and forward: still nine and ten by the clock on the wall.
        (local(2026, 10, 23, 16), local(2026, 10, 26, 9)),
        (local(2027, 3, 26, 16), local(2027, 3, 29, 9)),
        # Closing time to the second belongs to the next day.
        (local(2026, 11, 24, 17), local(2026, 11, 25, 10)),
    ],
)
def test_the_phone_call_in_staffed_hours(sent: datetime, due: datetime) -> None:
    spans = weekdays(time(8), time(17), sent.date())
    assert due_times(READY, sent, spans)[Step.PHONE] == due.astimezone(UTC)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [(local(2026, 10, 25, 1), "02:00"), (local(2027, 3, 28, 1), "04:00"), (local(2026, 11, 24, 23), "01:00")],
)
def test_round_the_clock_is_elapsed_time_also_when_the_clock_on_the_wall_is_moved(
    sent: datetime, shown: str
) -> None:
    due = due_times(HOME_COMING, sent, staffed=None)
    assert due[Step.PHONE] - sent.astimezone(UTC) == timedelta(hours=2)
    assert due[Step.PHONE].astimezone(STOCKHOLM).strftime("%H:%M") == shown


def test_a_unit_staffed_over_the_night_of_the_long_and_the_short_hour() -> None:
    """22 to 07: ten hours on the night the clocks go back, eight when they go forward."""
    whole = Ladder(None, None, None, 9 * 60, Counting.STAFFED)
    for evening, rest in ((local(2026, 10, 24, 22), -60), (local(2027, 3, 27, 22), 60)):
        night = (evening, datetime.combine(evening.date() + timedelta(days=1), time(7), STOCKHOLM))
        next_night = (
            night[0].astimezone(UTC) + timedelta(hours=24),
            night[0].astimezone(UTC) + timedelta(hours=30),
        )
        due = due_times(whole, evening, [night, next_night])[Step.PHONE]
        end = night[1].astimezone(UTC)
        assert due == (end + timedelta(minutes=rest) if rest < 0 else next_night[0] + timedelta(minutes=rest))


def test_steps_may_be_left_out_but_the_telephone() -> None:
    short = Ladder(None, 60, None, 120, Counting.CLOCK)
    assert list(due_times(short, local(2026, 11, 24, 9), None)) == [Step.ON_DUTY, Step.PHONE]


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        ((60, 30, 90, 120), "order"),
        ((30, 30, 90, 120), "order"),
        ((130, None, None, 120), "order"),
        ((0, 30, 90, 120), "minutes"),
        ((30, 60, 90, 43_201), "minutes"),
    ],
)
def test_steps_that_do_not_rise_are_refused(minutes: tuple[int, int, int, int], code: str) -> None:
    with pytest.raises(ValueError, match=code):
        Ladder(*minutes, Counting.CLOCK)


def test_the_ladder_ends_at_receipt_cancellation_or_a_taken_call() -> None:
    assert stopped(Standing(False, False, False)) is None
    assert stopped(Standing(True, True, True)) is Why.ACKNOWLEDGED
    assert stopped(Standing(False, True, False)) is Why.CANCELLED
    assert stopped(Standing(False, False, True)) is Why.TAKEN_BY_PHONE


def test_only_the_telephone_moves_the_responsibility() -> None:
    assert [step for step in Step if EFFECT[step] is Effect.MOVES] == [Step.PHONE]
    assert set(EFFECT) == set(Step)
    assert default(ItemKind.HOME_CARE_NOTIFIED).counting is Counting.CLOCK
    assert default(ItemKind.ADMISSION_NOTICE_SENT) not in DEFAULTS.values()
