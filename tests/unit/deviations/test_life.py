"""A deviation's life and due dates: there is always somebody who owes the next step, until it is closed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from deviations.rules.kinds import Rung, Severity, Stage, Step
from deviations.rules.life import DeviationFact, can
from deviations.rules.limits import (
    RUNGS,
    DeviationLimits,
    Since,
    age_days,
    due_at,
    last_day,
    next_rung_at,
    rung_times,
    rungs_due,
)

REPORTED = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
CALENDAR = swedish_calendar()
TIMES = ("received_at", "investigating_at", "answered_at", "read_at", "closed_at")


def deviation(stage: Stage) -> DeviationFact:
    count = list(Stage).index(stage)
    return DeviationFact(
        reported_at=REPORTED, **{name: REPORTED + DAY * place for place, name in enumerate(TIMES[:count], 1)}
    )


@pytest.mark.parametrize("stage", list(Stage))
def test_the_stage_is_the_furthest_step(stage: Stage) -> None:
    assert deviation(stage).stage is stage


R, U, A = Stage.REPORTED, Stage.INVESTIGATING, Stage.ANSWERED


@pytest.mark.parametrize(
    ("step", "stage", "code"),
    [
        (Step.RECEIVE, R, "ok"),
        (Step.RECEIVE, Stage.RECEIVED, "already_received"),
        (Step.RECEIVE, A, "already_received"),
        (Step.INVESTIGATE, R, "ok"),
        (Step.INVESTIGATE, Stage.RECEIVED, "ok"),
        (Step.INVESTIGATE, U, "already_investigating"),
        (Step.INVESTIGATE, A, "already_answered"),
        (Step.ANSWER, R, "ok"),
        (Step.ANSWER, U, "ok"),
        (Step.ANSWER, A, "already_answered"),
        (Step.ANSWER, Stage.CLOSED, "deviation_closed"),
        (Step.READ, Stage.RECEIVED, "not_answered"),
        (Step.READ, A, "ok"),
        (Step.READ, Stage.READ, "already_read"),
        (Step.CLOSE, U, "not_answered"),
        (Step.CLOSE, A, "not_read"),
        (Step.CLOSE, Stage.READ, "ok"),
        (Step.CLOSE, Stage.CLOSED, "deviation_closed"),
        (Step.REOPEN, Stage.RECEIVED, "not_answered"),
        (Step.REOPEN, A, "ok"),
        (Step.REOPEN, Stage.CLOSED, "ok"),
        (Step.RETURN, U, "ok"),
        (Step.RETURN, A, "already_answered"),
        (Step.TAKE_OVER, R, "ok"),
        (Step.TAKE_OVER, Stage.READ, "already_answered"),
    ],
)
def test_steps_in_turn(step: Step, stage: Stage, code: str) -> None:
    verdict = can(step, deviation(stage), REPORTED + 9 * DAY)
    assert (verdict.allowed, verdict.code, verdict.impossible) == (code == "ok", code, False)


@pytest.mark.parametrize("step", list(Step))
def test_nothing_before_the_report(step: Step) -> None:
    verdict = can(step, deviation(Stage.REPORTED), REPORTED - timedelta(seconds=1))
    assert (verdict.code, verdict.impossible) == ("before_report", True)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
LIMITS = st.builds(
    lambda days, order: DeviationLimits.of({**days, **dict(zip(ORDER, sorted(order), strict=True))}),
    st.fixed_dictionaries(
        {
            name: st.integers(0, 40)
            for name in ("receive_days", "answer_low_days", "answer_serious_days", "read_days")
        }
    ),
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
)
ORDER = ("manager_days", "chief_days", "forum_days", "steering_days")


def working_days_after(day: date, count: int) -> date:
    """Slowly: one day at a time."""
    while count or not CALENDAR.is_weekday(day, eves_are_weekdays=False):
        day += DAY
        if CALENDAR.is_weekday(day, eves_are_weekdays=False):
            count = max(count - 1, 0)
            if not count:
                return day
    return day


@given(st.sampled_from(Stage), st.sampled_from(Severity), MOMENTS, LIMITS)
def test_somebody_owes_the_next_step_until_it_is_closed(
    stage: Stage, severity: Severity, reported: datetime, limits: DeviationLimits
) -> None:
    since = Since(reported, reported + DAY, reported + 2 * DAY, reported + 3 * DAY)
    due = due_at(stage, severity=severity, since=since, limits=limits, calendar=CALENDAR)
    assert (due is None) == (stage is Stage.CLOSED)
    if due is None:
        return
    assert due > reported
    assert due.astimezone(STOCKHOLM).time() == datetime.min.time()
    assert CALENDAR.is_weekday(last_day(due), eves_are_weekdays=False)
    local = reported.astimezone(STOCKHOLM).date()
    expected = {
        Stage.ANSWERED: working_days_after(
            (reported + 2 * DAY).astimezone(STOCKHOLM).date(), limits.read_days
        ),
        Stage.READ: working_days_after((reported + 3 * DAY).astimezone(STOCKHOLM).date(), limits.close_days),
    }.get(stage, working_days_after(local, limits.answer_days(severity)))
    if stage is Stage.REPORTED:
        there = (reported + DAY).astimezone(STOCKHOLM).date()
        expected = min(expected, working_days_after(there, limits.receive_days))
    assert last_day(due) == expected


@pytest.mark.parametrize(
    ("reported", "last"),
    [
        ("2026-04-02T10:00", "2026-04-08"),  # Maundy Thursday: Easter is no working time
        ("2026-06-18T10:00", "2026-06-23"),  # the day before midsommarafton
        ("2026-12-30T10:00", "2027-01-05"),  # over the new year
        ("2026-03-27T23:30", "2026-03-31"),  # Saturday in Stockholm already, and the clocks change
        ("2026-10-23T10:00", "2026-10-27"),
    ],
)
def test_a_due_day_is_never_a_holiday(reported: str, last: str) -> None:
    moment = datetime.fromisoformat(reported).replace(tzinfo=UTC)
    due = due_at(
        Stage.REPORTED,
        severity=Severity.LOW,
        since=Since(moment, moment),
        limits=DeviationLimits(),
        calendar=CALENDAR,
    )
    assert due is not None
    assert f"{last_day(due)}" == last


@given(MOMENTS, LIMITS, st.lists(st.integers(0, 2_000), max_size=12))
def test_the_agreed_order_is_climbed_upwards_and_each_step_once(
    due: datetime, limits: DeviationLimits, waits: list[int]
) -> None:
    due = due.astimezone(STOCKHOLM).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    began, now, taken = due - 30 * DAY, due - 30 * DAY, []
    for hours in waits:
        now += timedelta(hours=hours)
        found = rungs_due(due, began=began, taken=frozenset(taken), now=now, limits=limits, calendar=CALENDAR)
        times = rung_times(due, limits, CALENDAR)
        assert all(times[rung] <= now for rung in found)
        assert not set(found) & set(taken)
        taken += found
        following = next_rung_at(
            due, began=began, taken=frozenset(taken), now=now, limits=limits, calendar=CALENDAR
        )
        assert following is None or following > now
        assert (following is None) == (bool(taken) and taken[-1] is Rung.STEERING)
    assert [RUNGS.index(rung) for rung in taken] == sorted(RUNGS.index(rung) for rung in taken)


def test_nobody_is_reminded_of_what_has_just_come() -> None:
    due = datetime(2026, 3, 4, 23, tzinfo=UTC)
    began = due - timedelta(hours=30)
    arguments = {"taken": frozenset(), "limits": DeviationLimits(), "calendar": CALENDAR}
    assert rungs_due(due, began=began, now=due - timedelta(hours=1), **arguments) == []
    assert rungs_due(due, began=began - 9 * DAY, now=due - timedelta(hours=1), **arguments) == [Rung.REMIND]


def test_the_graver_the_sooner() -> None:
    limits = DeviationLimits()
    days = [limits.answer_days(severity) for severity in (Severity.SERIOUS, Severity.MODERATE, Severity.LOW)]
    assert days == sorted(days)
    assert len(set(days)) == 3


def test_a_short_answer_time_is_never_passed_by_the_time_to_receive() -> None:
    limits = DeviationLimits.of({"receive_days": 9, "answer_serious_days": 2})
    due = due_at(
        Stage.REPORTED,
        severity=Severity.SERIOUS,
        since=Since(REPORTED, REPORTED),
        limits=limits,
        calendar=CALENDAR,
    )
    assert due == datetime(2026, 3, 5, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    "values",
    [
        {"tomorrow": 1},
        {"receive_days": "3"},
        {"receive_days": -1},
        {"read_days": True},
        {"forum_days": 31},
        {"read_days": 999},
    ],
)
def test_limits_that_are_none(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"days|tomorrow"):
        DeviationLimits.of(values)


def test_age_is_counted_in_local_days() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    assert age_days(late, late + timedelta(minutes=20)) == 0
    assert age_days(late, late + timedelta(minutes=40)) == 1
