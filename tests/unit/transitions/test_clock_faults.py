"""The planning on the days when clocks misbehave: rows 21 to 24 and 27 of the table of faults."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.unit.transitions.chains import OFFICE, PARTIES, VC, WARD
from transitions.rules.answers import demands_answer, replies
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, end_of, sip_call_due
from transitions.rules.step_values import StepCode, StepState
from transitions.rules.steps import steps
from transitions.rules.tasks import TaskKind, tasks

K = ItemKind
LIMITS = Limits()
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def local(*parts: int, fold: int = 0) -> datetime:
    """A moment by the Swedish clock; `fold` 1 is the second of an hour that comes twice."""
    return datetime(*parts, tzinfo=STOCKHOLM, fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


def told(number: int, kind: ItemKind, at: datetime, by: int = WARD, **data: object) -> Fact:
    """Something on the chain at a moment."""
    reached = dict.fromkeys({OFFICE, VC} - {by})
    return Fact(number, kind, at, by, data, reached, frozenset(reached))


def stay(admitted: datetime, *facts: Fact) -> Chain:
    """A stay with ward, office and vårdcentral."""
    parties = {unit: PARTIES[unit] for unit in (WARD, OFFICE, VC)}
    return Chain.of(admitted_at=admitted, ward_id=WARD, parties=parties, facts=facts)


def test_what_happens_in_the_hour_that_comes_twice_is_in_order() -> None:
    """Row 23: utskrivningsklar 02:30, withdrawn 02:15 on the clock, an hour after 02:15 the first time."""
    notice = told(1, K.ADMISSION_NOTICE_SENT, local(2026, 10, 24, 12), expected_discharge="2026-10-25")
    ready = told(2, K.DISCHARGE_READY_SENT, local(2026, 10, 25, 2, 30))
    withdrawn = told(3, K.DISCHARGE_READY_WITHDRAWN, local(2026, 10, 25, 2, 15, fold=1))
    whole = stay(local(2026, 10, 24, 9), withdrawn, ready, notice)
    assert [fact.id for fact in whole.facts] == [1, 2, 3]
    (spell,) = whole.spells
    assert spell.ended_at is not None
    assert spell.ended_at - spell.notice.at == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2026, 12, 31), 24)]
)
def test_an_expected_day_is_over_at_midnight_however_long_it_was(day: date, hours: int) -> None:
    """Rows 23, 24, 27: late from the first instant of the next day; the manager is told elapsed hours later."""
    began = local(day.year, day.month, day.day)
    notice = told(1, K.ADMISSION_NOTICE_SENT, began - timedelta(days=1), expected_discharge=f"{day}")
    whole = stay(began - timedelta(days=2), notice)
    over = began + timedelta(hours=hours)
    (task,) = [one for one in tasks(whole, LIMITS) if one.kind is TaskKind.DATE_TO_MANAGER]
    assert (task.shows_from, task.due_at) == (over, over + timedelta(hours=LIMITS.date_escalate_hours))
    for moment, state in ((over, StepState.DUE), (over + timedelta(seconds=1), StepState.LATE)):
        found = {step.code: step for step in steps(whole, LIMITS, moment)}
        assert found[StepCode.READY].state is state


def test_an_answer_has_elapsed_hours_also_over_the_clock_change() -> None:
    """Rows 23, 24: from noon on Saturday to 11 on the 25-hour Sunday, to 13 on the 23-hour one."""
    for noon, until in (
        (local(2026, 10, 24, 12), local(2026, 10, 25, 11)),
        (local(2027, 3, 27, 12), local(2027, 3, 28, 13)),
    ):
        notice = told(1, K.ADMISSION_NOTICE_SENT, noon - timedelta(hours=20), expected_discharge="2027-04-02")
        ready = told(2, K.DISCHARGE_READY_SENT, noon)
        (reply,) = replies(stay(noon - timedelta(days=1), notice, ready), LIMITS)
        assert reply.due_at == until


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        ((2028, 2, 27, 15), date(2028, 3, 1)),  # a leap day lies between
        ((2027, 2, 26, 15), date(2027, 3, 1)),
        ((2026, 12, 30, 15), date(2027, 1, 2)),
        ((2026, 6, 18, 9), date(2026, 6, 21)),  # midsummer pauses nothing
        ((2026, 4, 2, 9), date(2026, 4, 5)),  # nor does Easter
    ],
)
def test_the_call_is_due_by_the_calendar(sent: tuple[int, ...], last: date) -> None:
    """Row 27: the third calendar day, whatever day it is; step 4 is late from the instant after it."""
    at = local(*sent)
    notice = told(1, K.ADMISSION_NOTICE_SENT, at - timedelta(days=1))
    whole = stay(at - timedelta(days=2), notice, told(2, K.DISCHARGE_READY_SENT, at))
    assert sip_call_due(at, LIMITS) == end_of(last)
    for moment, state in (
        (end_of(last), StepState.DUE),
        (end_of(last) + timedelta(seconds=1), StepState.LATE),
    ):
        found = {step.code: step for step in steps(whole, LIMITS, moment)}
        assert found[StepCode.CALL_SIP].state is state


def test_a_date_moves_by_calendar_days_over_leap_day_and_new_year() -> None:
    """Row 27: a day later is a day later also when the hours between are other."""
    for before, after, demands in (
        ("2028-02-28", "2028-02-29", False),
        ("2028-02-28", "2028-03-01", True),
        ("2026-12-31", "2027-01-01", False),
        ("2026-10-24", "2026-10-25", False),
        ("2027-03-27", "2027-03-28", False),
    ):
        first = told(1, K.ADMISSION_NOTICE_SENT, local(2026, 5, 1, 12), expected_discharge=before)
        second = told(2, K.EXPECTED_DISCHARGE_CHANGED, local(2026, 5, 2, 12), expected_discharge=after)
        assert demands_answer(stay(local(2026, 5, 1, 9), first, second), second) is demands


def test_a_clock_that_jumps_changes_no_task() -> None:
    """Rows 21, 22: tasks follow from facts alone; a clock an hour back or a day ahead makes, ends and moves none."""
    notice = told(1, K.ADMISSION_NOTICE_SENT, local(2026, 5, 1, 12), expected_discharge="2026-05-04")
    whole = stay(local(2026, 5, 1, 9), notice, told(2, K.DISCHARGE_READY_SENT, local(2026, 5, 3, 12)))
    expected = tasks(whole, LIMITS)
    settled = {
        step.code: (step.state, step.fact)
        for step in steps(whole, LIMITS, local(2026, 5, 3, 13))
        if step.fact is not None
    }
    for moment in (local(2026, 5, 3, 12), local(2026, 5, 4, 13)):
        assert tasks(whole, LIMITS) == expected
        found = {step.code: (step.state, step.fact) for step in steps(whole, LIMITS, moment)}
        assert {code: found[code] for code in settled} == settled
