"""What comes in wrong, twice or out of order is answered by the contract; one holiday more costs nobody more."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from liability.rules.contract import Desk, LineError, answer
from liability.shelf import shipped_desk

from .cases import Json, assess, case, codes, happened, in_order, statement, terms

NOTICE, END = "2022-03-07 10:00", "2022-03-16 10:00"
FRIST = ("liable", ["2022-03-10"], 6, 55_800)
"""What NOTICE and END come to under the statute."""


def came_to(reply: Json) -> tuple[Any, ...]:
    starts = [spell["starts_on"] for spell in reply["spells"]]
    return reply["status"], starts, reply["days"], reply["amount"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(list(reversed(in_order(NOTICE, END))), FRIST, id="facts-out-of-order"),
        pytest.param(
            in_order(NOTICE, END, happened("discharge_ready_sent", NOTICE)),
            FRIST,
            id="two-notices-in-the-same-second",
        ),
        pytest.param(
            in_order(NOTICE, END, happened("discharge_ready_withdrawn", "2022-03-06 10:00")),
            FRIST,
            id="withdrawn-before-sent",
        ),
        pytest.param(
            in_order(None, END, happened("discharge_ready_withdrawn", NOTICE)),
            ("not_liable", [], 0, 0),
            id="withdrawn-and-never-sent",
        ),
        pytest.param(
            in_order(NOTICE, "2022-03-09 23:59"), ("not_liable", [None], 0, 0), id="discharge-before-start"
        ),
        pytest.param(
            in_order(NOTICE, "2022-03-10 00:00"),
            ("not_liable", ["2022-03-10"], 0, 0),
            id="discharge-at-midnight-of-the-start-day",
        ),
        pytest.param(
            in_order(NOTICE, "2022-03-07 09:59"),
            ("running", ["2022-03-10"], 6, 55_800),
            id="discharge-before-the-notice",
        ),
        pytest.param(
            in_order(NOTICE, END, happened("registration_changed", "2022-03-11 10:00", registered_in="0126")),
            ("needs_review", [None], 0, 0),
            id="municipality-changed-in-the-middle",
        ),
        pytest.param(
            in_order("2020-02-26 10:00", "2020-03-02 10:00"),
            ("liable", ["2020-02-29"], 2, 16_400),
            id="start-on-29-february",
        ),
        pytest.param(
            in_order("2022-03-24 10:00", "2022-03-28 00:30"),
            ("liable", ["2022-03-27"], 1, 9_300),
            id="the-day-of-23-hours",
        ),
        pytest.param(
            in_order("2022-10-27 10:00", "2022-10-31 00:30"),
            ("liable", ["2022-10-30"], 1, 9_300),
            id="the-day-of-25-hours",
        ),
    ],
)
def test_a_case_as_it_came_in(events: list[Json], expected: tuple[Any, ...]) -> None:
    as_of = happened("admitted", END)["at"]
    later = max(as_of, *(each["at"] for each in events))
    assert came_to(assess(events, as_of=later)) == expected


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        pytest.param("statute", "2020-03-05", 4, id="not-after-twelve"),
        pytest.param("stockholm-2020", "2020-03-06", 3, id="before-twelve"),
    ],
)
def test_twelve_sharp_under_both_readings(rule: str, start: str, days: int) -> None:
    reply = assess(in_order("2020-03-02 12:00:00", "2020-03-09 10:00"), rule)
    assert (reply["spells"][0]["starts_on"], reply["days"]) == (start, days)


def test_twelve_sharp_decides_nothing_under_the_average() -> None:
    replies = [
        assess(in_order(f"2020-03-02 {clock}", "2020-03-09 10:00"), "stockholm-2020-average")
        for clock in ("11:59:59", "12:00:00", "12:00:01")
    ]
    assert [(each["status"], each["ready_days"]) for each in replies] == [("average", 7)] * 3


def test_registered_nowhere_is_for_a_person_and_costs_nothing_meanwhile() -> None:
    reply = assess(in_order(NOTICE, END), registered_in=None)
    assert came_to(reply) == ("needs_review", [None], 0, 0)
    assert (reply["owed_by"], codes(reply)[0]) == (None, "no_municipality")


def test_a_year_without_amount_has_days_and_no_sum() -> None:
    reply = assess(in_order("2023-03-07 10:00", "2023-03-16 10:00"))
    assert (reply["days"], reply["amount"], reply["billable_amount"]) == (6, None, None)
    assert "rate_unknown" in codes(reply)


@pytest.mark.parametrize("level", ["-1", "-0.5", "tre", "", "3,0", "NaN", "Infinity"])
def test_a_level_that_is_none_is_refused_in_words(level: str) -> None:
    with pytest.raises(LineError) as refused:
        statement(terms(basis="average", mean_population="all", mean_level=level), [1])
    assert refused.value.code == "bad_terms"
    assert "mean_level" in str(refused.value)


def test_average_terms_that_lack_their_population_are_refused() -> None:
    with pytest.raises(LineError) as refused:
        statement(terms(basis="average", mean_level="3.0"), [1])
    assert "mean_population" in str(refused.value)


@pytest.mark.parametrize("population", ["all", "from_day_one"])
def test_a_month_without_patients_costs_nothing_and_has_no_mean(population: str) -> None:
    reply = statement(terms(basis="average", mean_population=population, mean_level="3.0"), [])
    told = [reply[name] for name in ("patients", "sum_days", "mean", "excess_days", "days", "amount")]
    assert told == [0, 0, None, "0", "0", 0]


@given(
    first=st.dates(date(2019, 1, 2), date(2022, 12, 1)),
    hour=st.integers(0, 23),
    free=st.integers(0, 7),
    ahead=st.integers(0, 20),
    stays=st.integers(0, 25),
)
def test_a_holiday_more_never_starts_earlier_and_never_costs_more(
    first: date, hour: int, free: int, ahead: int, stays: int
) -> None:
    known = shipped_desk()
    calendar = swedish_calendar()
    more = replace(calendar, holidays=calendar.holidays | {first + timedelta(days=ahead)})
    desk = Desk(replace(known.rulebook, calendar=more), known.by_code)
    end = f"{first + timedelta(days=stays)} 23:59"
    rule = terms(free_days=free, day_type="weekday", amount=1000)
    line = case(in_order(f"{first} {hour:02d}:00", end), rule)
    plain, longer = answer(line, known), answer(line, desk)
    assert longer["amount"] <= plain["amount"]
    # Null: it ended before its start day. Then it has so with one holiday more, too.
    assert (longer["spells"][0]["starts_on"] or "9999") >= (plain["spells"][0]["starts_on"] or "9999")
