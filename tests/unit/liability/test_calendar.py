"""The Swedish calendar: public holidays, eves, weekdays and the two clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actors.calendar import swedish_calendar
from liability.rules.calendar import Calendar, CalendarError, is_eve, local_date, to_utc

from . import reference


@pytest.mark.parametrize("year", range(1990, 2061))
def test_public_holidays_are_those_of_the_act(year: int) -> None:
    known = {day for day in swedish_calendar().holidays if day.year == year}
    assert known == reference.public_holidays(year)


@pytest.mark.parametrize("year", range(1990, 2061))
def test_weekdays_equal_the_act_read_once_more(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        for eves in (True, False):
            counted = swedish_calendar().is_weekday(day, eves_are_weekdays=eves)
            assert counted is reference.is_weekday(day, eves), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "eve"),
    [
        (date(2022, 6, 24), True),
        (date(2022, 6, 17), False),
        (date(2020, 6, 19), True),
        (date(2021, 6, 25), True),
        (date(2022, 12, 24), True),
        (date(2022, 12, 31), True),
        (date(2022, 12, 25), False),
    ],
)
def test_the_eves(day: date, eve: bool) -> None:
    assert is_eve(day) is eve


def test_a_year_without_known_holidays_is_refused() -> None:
    one_year = Calendar(frozenset(), 2022, 2022)
    with pytest.raises(CalendarError):
        one_year.add_weekdays(date(2022, 12, 30), 3, eves_are_weekdays=True)


def test_one_more_holiday_never_gives_an_earlier_day() -> None:
    calendar = swedish_calendar()
    begin = date(2022, 3, 1)
    for offset in range(30):
        more = Calendar(calendar.holidays | {begin + timedelta(days=offset)}, 1990, 2099)
        for count in range(8):
            plain = calendar.add_weekdays(begin, count, eves_are_weekdays=True)
            assert more.add_weekdays(begin, count, eves_are_weekdays=True) >= plain


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2022, 3, 26, 22, 59, tzinfo=UTC), date(2022, 3, 26)),
        (datetime(2022, 3, 26, 23, 0, tzinfo=UTC), date(2022, 3, 27)),
        (datetime(2022, 3, 27, 22, 0, tzinfo=UTC), date(2022, 3, 28)),
        (datetime(2022, 10, 29, 22, 0, tzinfo=UTC), date(2022, 10, 30)),
        (datetime(2022, 10, 30, 22, 59, tzinfo=UTC), date(2022, 10, 30)),
        (datetime(2022, 10, 30, 23, 0, tzinfo=UTC), date(2022, 10, 31)),
    ],
)
def test_the_local_date_over_the_clock_changes(moment: datetime, day: date) -> None:
    assert local_date(moment) == day


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        to_utc(datetime(2022, 3, 26, 12))
