"""How a period is written, where it begins and ends, and what it is called."""

from datetime import UTC, date, datetime

import pytest

from reporting.rules.dates import STOCKHOLM, elapsed
from reporting.rules.periods import (
    PeriodError,
    parse_period,
    previous,
    same_last_year,
    twelve_months_ending_with,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2021-08", date(2021, 8, 1), date(2021, 8, 31), "augusti 2021"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "februari 2020"),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31), "december 2021"),
        ("2021-K1", date(2021, 1, 1), date(2021, 3, 31), "kvartal 1 2021"),
        ("2021-K3", date(2021, 7, 1), date(2021, 9, 30), "kvartal 3 2021"),
        ("2021-K4", date(2021, 10, 1), date(2021, 12, 31), "kvartal 4 2021"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("2021-06..2021-08", date(2021, 6, 1), date(2021, 8, 31), "juni–augusti 2021"),
        ("2021-11..2022-02", date(2021, 11, 1), date(2022, 2, 28), "november 2021 – februari 2022"),
        ("2021-06..2021-06", date(2021, 6, 1), date(2021, 6, 30), "juni 2021"),
        ("2021-K1..2021-K2", date(2021, 1, 1), date(2021, 6, 30), "kvartal 1–2 2021"),
        ("2021-K4..2022-K1", date(2021, 10, 1), date(2022, 3, 31), "kvartal 4 2021 – kvartal 1 2022"),
        ("2019..2021", date(2019, 1, 1), date(2021, 12, 31), "2019–2021"),
    ],
)
def test_reads_months_quarters_years_and_spans(text: str, first: date, last: date, name: str) -> None:
    period = parse_period(text)
    assert (period.code, period.first, period.last, period.name) == (text, first, last, name)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "går inte att läsa"),
        ("augusti", "går inte att läsa"),
        ("2021-8", "går inte att läsa"),
        ("2021-13", "finns inte"),
        ("2021-00", "finns inte"),
        ("2021-K5", "går inte att läsa"),
        ("2021-K0", "går inte att läsa"),
        ("2021-08-01", "går inte att läsa"),
        ("2021-06..2021-K3", "blandar månad och kvartal"),
        ("2021..2021-08", "blandar år och månad"),
        ("2021-08..2021-06", "slutar innan det börjar"),
        ("2021-06..", "går inte att läsa"),
        ("2021-06..2021-07..2021-08", "går inte att läsa"),
        ("0000-01", "utanför"),
        ("9999", "utanför"),
        ("٢٠٢١-08", "går inte att läsa"),
    ],
)
def test_says_in_swedish_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(PeriodError, match=says):
        parse_period(text)


def test_bounds_are_midnights_in_stockholm_in_summer_and_winter() -> None:
    summer, winter = parse_period("2021-08"), parse_period("2021-12")
    assert summer.starts_at == datetime(2021, 7, 31, 22, tzinfo=UTC)
    assert summer.ends_before == datetime(2021, 8, 31, 22, tzinfo=UTC)
    assert winter.starts_at == datetime(2021, 11, 30, 23, tzinfo=UTC)
    assert winter.contains(datetime(2021, 12, 31, 22, 59, 59, 999999, tzinfo=UTC))
    assert not winter.contains(datetime(2021, 12, 31, 23, tzinfo=UTC))


def test_a_month_with_a_clock_change_has_its_own_length() -> None:
    march, october = parse_period("2022-03"), parse_period("2022-10")
    assert (march.ends_before - march.starts_at).total_seconds() == (31 * 24 - 1) * 3600
    assert (october.ends_before - october.starts_at).total_seconds() == (31 * 24 + 1) * 3600


def test_elapsed_time_is_not_the_wall_clocks() -> None:
    before, after = datetime(2022, 3, 26, 12, tzinfo=STOCKHOLM), datetime(2022, 3, 27, 12, tzinfo=STOCKHOLM)
    assert elapsed(before, after).total_seconds() == 23 * 3600


@pytest.mark.parametrize(
    ("text", "before", "last_year"),
    [
        ("2021-01", "2020-12", "2020-01"),
        ("2021-K1", "2020-K4", "2020-K1"),
        ("2021", "2020", "2020"),
        ("2021-06..2021-08", "2021-03..2021-05", "2020-06..2020-08"),
    ],
)
def test_earlier_periods_to_compare_with(text: str, before: str, last_year: str) -> None:
    assert previous(parse_period(text)).code == before
    assert same_last_year(parse_period(text)).code == last_year


@pytest.mark.parametrize(
    ("text", "year"),
    [("2021-08", "2020-09..2021-08"), ("2021-12", "2021-01..2021-12"), ("2021-K1", "2020-04..2021-03")],
)
def test_the_twelve_months_that_end_with_the_period(text: str, year: str) -> None:
    assert twelve_months_ending_with(parse_period(text)).code == year


def test_today_is_the_last_date_while_the_period_runs() -> None:
    period = parse_period("2021-08")
    assert period.last_date_or_today(datetime(2021, 8, 10, 22, tzinfo=UTC)) == date(2021, 8, 11)
    assert period.last_date_or_today(datetime(2022, 1, 1, tzinfo=UTC)) == date(2021, 8, 31)
