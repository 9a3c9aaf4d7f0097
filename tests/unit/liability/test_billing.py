"""The rows of a month: against a reading that walks every day, and what a correction adds."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liability.rules.billing import (
    Agreed,
    Counted,
    Outcome,
    SpellFact,
    adjusted,
    correction,
    line_of,
    month_of,
    next_month,
    plus,
    totals,
)
from liability.rules.spell_assessment import Status
from liability.rules.terms import DayConvention, Suspension, Terms

NATIONAL = {2019: 7_800, 2020: 8_200, 2022: 9_300}
DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))
AGREED = st.builds(
    Agreed,
    st.integers(-9, 40),
    st.integers(-9, 40),
    st.none() | st.integers(-9_000, 9_000),
    st.none() | st.integers(-9_000, 9_000),
)


@st.composite
def spells(draw: st.DrawFn) -> SpellFact:
    notice_on = draw(DAYS)
    start = notice_on + timedelta(days=draw(st.integers(0, 40)))
    last = notice_on + timedelta(days=draw(st.integers(0, 90)))
    ended = draw(st.booleans())
    status = draw(st.sampled_from([Status.LIABLE, Status.RUNNING, Status.NOT_LIABLE, Status.NEEDS_REVIEW]))
    return SpellFact(
        status=status,
        notice_on=notice_on,
        start_day=start,
        ends_on=last if ended else None,
        until=last,
        ready_days=(last - notice_on).days,
    )


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    begins = draw(DAYS)
    return Terms(
        "prov",
        day_convention=draw(st.sampled_from(DayConvention)),
        amount=draw(st.sampled_from(["national", 7_000, None])),
        invoicing_suspended=draw(
            st.none()
            | st.just(Suspension(begins, begins + timedelta(days=20)))
            | st.just(Suspension(begins, None))
        ),
    )


def owed_days(fact: SpellFact, given: Terms) -> list[date]:
    """Every day owed, one by one."""
    if fact.status not in (Status.LIABLE, Status.RUNNING):
        return []
    last = fact.last_on + timedelta(days=1 if given.day_convention is DayConvention.STARTED else 0)
    day, found = fact.start_day, []
    while day is not None and day < last:
        found.append(day)
        day += timedelta(days=1)
    return found


@given(spells(), terms())
def test_the_months_are_the_days_one_by_one(fact: SpellFact, given_terms: Terms) -> None:
    every = owed_days(fact, given_terms)
    for month in {month_of(day) for day in every}:
        inside = [day for day in every if month_of(day) == month]
        line = line_of(fact, given_terms, month, NATIONAL)
        assert line is not None
        assert (line.first, line.last, line.days) == (inside[0], inside[-1], len(inside))
        billable = [day for day in inside if not given_terms.suspends(day)]
        rate = NATIONAL.get(month.year) if given_terms.amount == "national" else given_terms.amount
        assert line.billable_days == len(billable)
        assert line.amount == (None if rate is None else rate * len(inside))
        assert line.outcome is (Outcome.BILLABLE if billable else Outcome.SUSPENDED)


@given(spells(), terms())
def test_a_spell_is_in_one_month_at_least_and_never_twice_without_days(
    fact: SpellFact, given_terms: Terms
) -> None:
    month, found = month_of(fact.notice_on), []
    while month <= next_month(fact.last_on):
        line = line_of(fact, given_terms, month, NATIONAL)
        if line is not None:
            found.append(line)
        month = next_month(month)
    every = owed_days(fact, given_terms)
    assert sum(line.days for line in found) == len(every)
    assert len(found) == (len({month_of(day) for day in every}) or 1)
    assert all(line.held_days == 0 for line in found if line.days)


@given(AGREED, AGREED)
def test_a_correction_makes_the_row_say_what_holds_now(before: Agreed, now: Agreed) -> None:
    added = correction(before, now)
    if added is None:
        assert before == now
    else:
        assert plus(before, added) == now


def test_what_was_agreed_instead_of_the_days() -> None:
    row = Counted(Outcome.BILLABLE, 6, 6, 0, 9, 55_800, 55_800)
    assert adjusted(row, 4, 9_300) == Counted(Outcome.BILLABLE, 4, 4, 0, 9, 37_200, 37_200)
    assert adjusted(row, None, 9_300) == row
    assert adjusted(row, 0, None).amount == 0
    assert adjusted(row, 2, None).amount is None
    suspended = Counted(Outcome.SUSPENDED, 6, 0, 0, 9, 55_800, 0)
    assert adjusted(suspended, 4, 9_300).billable_amount == 0


def test_a_month_without_patients() -> None:
    found = totals([], Terms("prov"), date(2022, 2, 1), NATIONAL)
    assert (found.days, found.amount, found.mean) == (0, 0, None)


def test_the_leap_day_is_a_day_of_february() -> None:
    fact = SpellFact(
        Status.LIABLE, date(2020, 2, 24), date(2020, 2, 27), date(2020, 3, 2), date(2020, 3, 2), 7
    )
    february = line_of(fact, Terms("prov"), date(2020, 2, 1), NATIONAL)
    march = line_of(fact, Terms("prov"), date(2020, 3, 1), NATIONAL)
    assert february is not None
    assert march is not None
    assert (february.days, february.last, march.days) == (3, date(2020, 2, 29), 1)
