"""How an agreement stands, and when its keeper is reminded: against a slow reference."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.agreements import REMIND_DAYS, AgreementFact, AgreementState, reminders, state
from transitions.rules.limits import STOCKHOLM

TODAY = date(2026, 11, 22)


@given(st.integers(0, 3), st.one_of(st.none(), st.integers(-50, 200)), st.booleans())
def test_how_it_stands(unsigned: int, days: int | None, ended: bool) -> None:
    revise_on = TODAY + timedelta(days=days) if days is not None else None
    found = state(AgreementFact(unsigned, revise_on, ended), TODAY)
    if ended:
        assert found is AgreementState.ENDED
    elif unsigned:
        assert found is AgreementState.UNSIGNED
    elif days is None or days > 90:
        assert found is AgreementState.IN_FORCE
    else:
        assert found is (AgreementState.TO_REVISE if days >= 0 else AgreementState.REVISION_PASSED)


@given(st.integers(-10, 300))
def test_reminders_are_ahead_at_eight_o_clock(days: int) -> None:
    found = reminders(TODAY + timedelta(days=days), TODAY)
    assert [count for count, _ in found] == [count for count in REMIND_DAYS if days > count]
    assert {moment.astimezone(STOCKHOLM).hour for _, moment in found} <= {8}
    assert reminders(None, TODAY) == ()
