"""What may be recorded when, in the life of a SIP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sip.rules.kinds import SipState
from sip.rules.life import SipFact, can

CALLED = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def sip(upto: SipState, *, goal: bool = True) -> SipFact:
    order = [SipState.HELD, SipState.AGREED, SipState.FOLLOWED_UP, SipState.CLOSED]
    times = {
        f"{step}_at": CALLED + DAY * (number + 1)
        for number, step in enumerate(order)
        if upto is not SipState.CALLED and number <= order.index(upto)
    }
    return SipFact(called_at=CALLED, has_goal=goal, **times)


@pytest.mark.parametrize("state", list(SipState))
def test_the_state_is_the_furthest_step(state: SipState) -> None:
    assert sip(state).state is state


@pytest.mark.parametrize(
    ("step", "state", "code"),
    [
        (SipState.HELD, SipState.CALLED, "ok"),
        (SipState.HELD, SipState.HELD, "already_held"),
        (SipState.HELD, SipState.CLOSED, "sip_closed"),
        (SipState.AGREED, SipState.CALLED, "not_held"),
        (SipState.AGREED, SipState.HELD, "ok"),
        (SipState.AGREED, SipState.AGREED, "already_agreed"),
        (SipState.FOLLOWED_UP, SipState.HELD, "not_agreed"),
        (SipState.FOLLOWED_UP, SipState.FOLLOWED_UP, "ok"),
        (SipState.CLOSED, SipState.CALLED, "ok"),
        (SipState.CLOSED, SipState.CLOSED, "sip_closed"),
    ],
)
def test_steps_in_turn(step: SipState, state: SipState, code: str) -> None:
    verdict = can(step, sip(state), CALLED + 10 * DAY)
    assert (verdict.allowed, verdict.code) == (code == "ok", code)
    assert not verdict.impossible


@pytest.mark.parametrize("step", [SipState.HELD, SipState.CLOSED])
def test_nothing_before_the_call(step: SipState) -> None:
    verdict = can(step, sip(SipState.CALLED), CALLED - DAY)
    assert verdict.code == "before_call"
    assert verdict.impossible


def test_a_plan_without_the_patients_goal_is_closed_with_a_reason_only() -> None:
    held = sip(SipState.AGREED, goal=False)
    at = CALLED + 10 * DAY
    assert can(SipState.CLOSED, held, at).code == "no_goal"
    assert can(SipState.CLOSED, held, at, reason="  ").code == "no_goal"
    assert can(SipState.CLOSED, held, at, reason="Personen avled").allowed


DIED = CALLED + 5 * DAY


@pytest.mark.parametrize(
    ("step", "state", "after", "code"),
    [
        (SipState.HELD, SipState.CALLED, -DAY, "ok"),
        (SipState.HELD, SipState.CALLED, timedelta(0), "ok"),
        (SipState.HELD, SipState.CALLED, timedelta(seconds=1), "patient_deceased"),
        (SipState.AGREED, SipState.HELD, DAY, "patient_deceased"),
        (SipState.FOLLOWED_UP, SipState.AGREED, DAY, "patient_deceased"),
        (SipState.CLOSED, SipState.HELD, DAY, "ok"),
    ],
)
def test_of_a_person_who_has_died_what_was_before_is_recorded(
    step: SipState, state: SipState, after: timedelta, code: str
) -> None:
    dead = replace(sip(state, goal=False), died_at=DIED)
    assert can(step, dead, DIED + after).code == code
