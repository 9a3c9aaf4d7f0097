"""The rules equal a slow reference that walks day by day, and keep the order that the law's purpose asks for."""

from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liability.rules.contract import answer
from liability.shelf import national_amounts, shipped_desk

from . import reference
from .cases import Json, assess, happened, in_order, terms
from .strategies import average_terms, cases, individual_terms, made_case, made_terms

AMOUNTS = {year: amount for year, amount in national_amounts().items() if amount is not None}
COMPARED = ("status", "days", "amount", "billable", "billable_amount", "ready_days")
COMPARED_CODES = {"rate_unknown", "invoicing_suspended"}


def rules_and_reference_agree(case: Json, given_terms: Json) -> None:
    reply = answer({**case, "terms": given_terms}, shipped_desk())
    slow = reference.assess(case, given_terms, AMOUNTS)
    assert {name: reply.get(name) for name in COMPARED} == {name: slow.get(name) for name in COMPARED}
    if "spells" in slow:
        assert reply["spells"] == [{**spell} for spell in slow["spells"]]
    said = {reason["code"] for reason in reply["reasons"]} & COMPARED_CODES
    assert said == slow.get("codes", set())


def made_and_compared(seeds: range) -> None:
    """A case and its terms from each seed. Without Hypothesis, which takes longer than both calculations."""
    for seed in seeds:
        random = Random(seed)
        case, given_terms = made_case(random), made_terms(random)
        try:
            rules_and_reference_agree(case, given_terms)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {case} under {given_terms}") from error


def test_random_cases_equal_the_reference() -> None:
    made_and_compared(range(2_000))


@pytest.mark.long
def test_a_hundred_thousand_random_cases_equal_the_reference() -> None:
    made_and_compared(range(2_000, 102_000))


@settings(max_examples=200)
@given(given_terms=average_terms(), ready_days=st.lists(st.integers(0, 20), max_size=12))
def test_random_months_equal_the_reference(given_terms: Json, ready_days: list[int]) -> None:
    line = {"statement": 1, "terms": given_terms, "period": "2020-03", "ready_days": ready_days}
    reply = answer(line, shipped_desk())
    rate = AMOUNTS[2020] if given_terms["amount"] == "national" else given_terms["amount"]
    slow = reference.month(given_terms, ready_days, rate)
    for name in ("patients", "sum_days", "individual_days", "amount"):
        assert reply[name] == slow[name], name
    for name in ("excess_days", "days"):
        exact = None if reply[name] is None else Decimal(reply[name])
        assert exact == slow[name], name
        assert reply[name] is None or reply[name] == str(exact)
        assert reply[name] is None or "." not in reply[name] or not reply[name].endswith(("0", "."))
    assert (reply["mean"] is None) is (reply["patients"] == 0)


def start(notice: str, given_terms: Json) -> str:
    reply = assess(in_order(notice, "2024-12-31 10:00"), given_terms)
    return str(reply["spells"][0]["starts_on"])


NOTICES = st.datetimes(min_value=datetime(2018, 1, 2), max_value=datetime(2024, 6, 1))
"""Any minute of the years whose days the tests know."""


@given(notice=NOTICES, given_terms=individual_terms())
def test_more_free_days_never_start_earlier(notice: datetime, given_terms: Json) -> None:
    given_terms |= {"preconditions": [], "basis": "individual"}
    one_more = {**given_terms, "free_days": given_terms["free_days"] + 1}
    assert start(str(notice), given_terms) < start(str(notice), one_more)


@given(notice=NOTICES, given_terms=individual_terms())
def test_the_start_never_lies_before_the_notice(notice: datetime, given_terms: Json) -> None:
    given_terms |= {"preconditions": [], "basis": "individual"}
    assert start(str(notice), given_terms) >= notice.date().isoformat()


@given(notice=NOTICES, given_terms=individual_terms())
def test_weekdays_never_start_earlier_than_calendar_days(notice: datetime, given_terms: Json) -> None:
    given_terms |= {"preconditions": [], "basis": "individual"}
    by_calendar = start(str(notice), {**given_terms, "day_type": "calendar"})
    assert start(str(notice), {**given_terms, "day_type": "weekday"}) >= by_calendar


@given(case=cases(), given_terms=individual_terms(), seed=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(case: Json, given_terms: Json, seed: Any) -> None:
    apart: dict[str, Json] = {each["at"]: each for each in case["events"]}
    moments: set[float] = set()
    events = []
    for each in apart.values():
        moment = datetime.fromisoformat(each["at"]).timestamp()
        if moment not in moments:
            moments.add(moment)
            events.append(each)
    shuffled = events[:]
    seed.shuffle(shuffled)
    in_time, as_given = ({**case, "terms": given_terms, "events": each} for each in (events, shuffled))
    assert answer(in_time, shipped_desk()) == answer(as_given, shipped_desk())


@given(
    withdrawn=st.integers(8, 25),
    given_again=st.integers(0, 5),
    hour=st.integers(0, 23),
    free=st.integers(0, 6),
)
def test_withdrawing_and_giving_again_never_costs_more_than_standing(
    withdrawn: int, given_again: int, hour: int, free: int
) -> None:
    rule = terms(free_days=free, amount=1000)
    end = "2022-04-05 10:00"
    broken = [
        happened("discharge_ready_withdrawn", f"2022-03-{withdrawn:02d} {hour:02d}:00"),
        happened("discharge_ready_sent", f"2022-03-{withdrawn + given_again:02d} {hour:02d}:30"),
    ]
    standing = in_order("2022-03-07 10:00", end)
    assert assess([*standing, *broken], rule)["amount"] <= assess(standing, rule)["amount"]
