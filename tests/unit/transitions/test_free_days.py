"""Non-working days in a row against the act read once more, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from tests.unit.liability.reference import is_weekday
from transitions.rules.free_days import next_free_spells

CALENDAR = swedish_calendar()


@given(st.dates(date(2024, 1, 10), date(2030, 12, 1)))
def test_each_spell_is_free_and_the_days_around_it_are_not(today: date) -> None:
    spells = next_free_spells(CALENDAR, today)
    assert len(spells) == 3
    for spell in spells:
        assert not any(is_weekday(day, False) for day in spell.days)
        assert is_weekday(spell.before, False)
        assert is_weekday(spell.last + timedelta(days=1), False)
    # None is passed over: between today and the first there are working days alone.
    day = today
    while day < spells[0].first:
        assert is_weekday(day, False)
        day += timedelta(days=1)
    assert spells[0].last >= today
    assert spells[0].last < spells[1].first <= spells[1].last < spells[2].first


@pytest.mark.parametrize(
    ("today", "first", "last", "before"),
    [
        ("2026-11-18", "2026-11-21", "2026-11-22", "2026-11-20"),
        ("2026-11-22", "2026-11-21", "2026-11-22", "2026-11-20"),
        ("2026-04-01", "2026-04-03", "2026-04-06", "2026-04-02"),  # Easter
        ("2026-06-18", "2026-06-19", "2026-06-21", "2026-06-18"),  # midsummer
        ("2026-12-23", "2026-12-24", "2026-12-27", "2026-12-23"),
        ("2026-12-30", "2026-12-31", "2027-01-03", "2026-12-30"),
        ("2027-01-05", "2027-01-06", "2027-01-06", "2027-01-05"),
    ],
)
def test_the_spells_of_the_year(today: str, first: str, last: str, before: str) -> None:
    spell = next_free_spells(CALENDAR, date.fromisoformat(today))[0]
    assert (f"{spell.first}", f"{spell.last}", f"{spell.before}") == (first, last, before)
