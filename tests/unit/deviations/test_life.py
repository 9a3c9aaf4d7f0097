"""A deviation's life and due dates: there is always somebody who owes the next step, until it is closed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.kinds import Severity, Stage, Step
from deviations.rules.life import DeviationFact, can
from deviations.rules.limits import DeviationLimits, age_days, due_at

REPORTED = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def deviation(stage: Stage, *, read: bool = False) -> DeviationFact:
    order = list(Stage)
    times = {f"{one}_at": REPORTED + DAY * order.index(one) for one in order[1 : order.index(stage) + 1]}
    return DeviationFact(reported_at=REPORTED, read_at=REPORTED + 4 * DAY if read else None, **times)


@pytest.mark.parametrize("stage", list(Stage))
def test_the_stage_is_the_furthest_step(stage: Stage) -> None:
    assert deviation(stage).stage is stage


@pytest.mark.parametrize(
    ("step", "stage", "code"),
    [
        (Step.RECEIVE, Stage.REPORTED, "ok"),
        (Step.RECEIVE, Stage.RECEIVED, "already_received"),
        (Step.RECEIVE, Stage.ANSWERED, "already_received"),
        (Step.ANSWER, Stage.REPORTED, "ok"),
        (Step.ANSWER, Stage.RECEIVED, "ok"),
        (Step.ANSWER, Stage.ANSWERED, "already_answered"),
        (Step.ANSWER, Stage.CLOSED, "deviation_closed"),
        (Step.READ, Stage.RECEIVED, "not_answered"),
        (Step.READ, Stage.ANSWERED, "ok"),
        (Step.CLOSE, Stage.RECEIVED, "not_answered"),
        (Step.CLOSE, Stage.ANSWERED, "ok"),
        (Step.CLOSE, Stage.CLOSED, "deviation_closed"),
    ],
)
def test_steps_in_turn(step: Step, stage: Stage, code: str) -> None:
    verdict = can(step, deviation(stage), REPORTED + 9 * DAY)
    assert (verdict.allowed, verdict.code, verdict.impossible) == (code == "ok", code, False)


def test_an_answer_is_read_once() -> None:
    assert can(Step.READ, deviation(Stage.ANSWERED, read=True), REPORTED + 9 * DAY).code == "already_read"


@pytest.mark.parametrize("step", list(Step))
def test_nothing_before_the_report(step: Step) -> None:
    verdict = can(step, deviation(Stage.REPORTED), REPORTED - timedelta(seconds=1))
    assert (verdict.code, verdict.impossible) == ("before_report", True)


@given(
    st.sampled_from(Stage),
    st.sampled_from(Severity),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
)
def test_somebody_owes_the_next_step_until_it_is_closed(
    stage: Stage, severity: Severity, start: datetime
) -> None:
    reported = start.replace(tzinfo=UTC)
    answered = reported + 2 * DAY if stage in (Stage.ANSWERED, Stage.CLOSED) else None
    due = due_at(
        stage, severity=severity, reported_at=reported, answered_at=answered, limits=DeviationLimits()
    )
    assert (due is None) == (stage is Stage.CLOSED)
    if due is not None:
        assert due > reported
        assert due.astimezone(STOCKHOLM).time() == datetime.min.time()


def test_the_graver_the_sooner() -> None:
    limits = DeviationLimits()
    days = [limits.answer_days(severity) for severity in (Severity.SERIOUS, Severity.MODERATE, Severity.LOW)]
    assert days == sorted(days)
    assert len(set(days)) == 3


def test_a_short_answer_time_is_never_passed_by_the_time_to_receive() -> None:
    limits = DeviationLimits.of({"receive_days": 9, "answer_serious_days": 2})
    due = due_at(
        Stage.REPORTED, severity=Severity.SERIOUS, reported_at=REPORTED, answered_at=None, limits=limits
    )
    assert due == datetime(2026, 3, 5, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    "values", [{"tomorrow": 1}, {"receive_days": "3"}, {"receive_days": -1}, {"read_days": True}]
)
def test_limits_that_are_none(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"days|tomorrow"):
        DeviationLimits.of(values)


def test_age_is_counted_in_local_days() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    assert age_days(late, late + timedelta(minutes=20)) == 0
    assert age_days(late, late + timedelta(minutes=40)) == 1
