"""The forecast's arithmetic against counting every day, and what a changed fact does."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liability.rules.assessment import Status, assess
from liability.rules.calendar import to_utc
from liability.rules.contract import case_from_json
from liability.rules.facts import Case
from liability.rules.forecast import Span, When, days_through, kronor_through, project, when
from liability.rules.what_if import Change, Supposed, supposed
from liability.shelf import shipped_desk

DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))
SPANS = st.lists(
    st.builds(
        lambda first, count, rate: Span(first, first + timedelta(days=count), rate),
        DAYS,
        st.integers(0, 60),
        st.none() | st.integers(1, 9_999),
    ),
    max_size=6,
)


@given(SPANS, st.dates(date(2022, 1, 1), date(2022, 12, 31)))
def test_days_and_kronor_are_counted_one_by_one(spans: list[Span], today: date) -> None:
    month = today.replace(day=1)
    every = [
        (span.first + timedelta(days=number), span.rate)
        for span in spans
        for number in range((span.last - span.first).days + 1)
    ]
    inside = [rate for day, rate in every if month <= day <= today]
    assert days_through(spans, month, today.day) == len(inside)
    expected = None if None in inside else sum(rate or 0 for rate in inside)
    assert kronor_through(spans, month, today.day) == expected


@given(st.integers(0, 99), st.lists(st.integers(0, 99), max_size=12))
def test_the_likely_end_lies_in_the_range(so_far: int, rests: list[int]) -> None:
    found = project(so_far, rests)
    if len(rests) < 3:
        assert (found.low, found.likely, found.high) == (None, None, None)
    else:
        assert found.low is not None
        assert found.likely is not None
        assert found.high is not None
        assert so_far + min(rests) == found.low <= found.likely <= found.high == so_far + max(rests)


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, When.PASSED), (0, When.TODAY), (1, When.TOMORROW), (2, When.SOON), (3, When.SOON), (4, When.LATER)],
)
def test_when(days: int, group: When) -> None:
    today = date(2022, 3, 26)
    assert when(today + timedelta(days=days), today) is group


def case(**more: object) -> Case:
    events = [
        {"type": "admitted", "at": "2022-03-01T08:00:00+01:00"},
        {"type": "admission_notice_sent", "at": "2022-03-01T09:00:00+01:00"},
        {"type": "discharge_ready_sent", "at": "2022-03-07T10:00:00+01:00", "to": ["municipality"]},
        {"type": "sip_called", "at": "2022-03-14T10:00:00+01:00", "by": "care_contact"},
        {"type": "open_care_unclear", "at": "2022-03-08T10:00:00+01:00"},
        {"type": "discharged", "at": "2022-03-16T10:00:00+01:00"},
    ]
    line = {
        "case": "x",
        "terms": "statute",
        "care_form": "somatic",
        "registered_in": "0180",
        "events": events,
    }
    return case_from_json({**line, **more}, shipped_desk())


def outcome(*changes: tuple[Change, str]) -> tuple[Status, int]:
    found = case()
    for change, at in changes:
        moment = to_utc(datetime.fromisoformat(at)) if at else None
        found = supposed(found, Supposed(change, moment))
    result = assess(found, shipped_desk().rulebook)
    return result.status, result.charge.days


def test_what_each_change_leads_to() -> None:
    assert outcome() == (Status.NOT_LIABLE, 0)
    ready = (Change.OPEN_CARE, "")
    assert outcome(ready) == (Status.NEEDS_REVIEW, 0)
    assert outcome(ready, (Change.NO_SIP, "")) == (Status.LIABLE, 6)
    assert outcome(ready, (Change.SIP_CALL, "2022-03-10T23:59:00+01:00")) == (Status.LIABLE, 6)
    called = (Change.SIP_CALL, "2022-03-08T09:00:00+01:00")
    assert outcome(ready, called, (Change.NOTICE, "2022-03-07T12:00:01+01:00")) == (Status.LIABLE, 5)
    assert outcome(ready, called, (Change.END, "2022-03-20T09:00:00+01:00")) == (Status.LIABLE, 10)
    assert outcome(ready, called, (Change.ADMISSION_NOTICE, "2022-03-03T09:00:00+01:00")) == (
        Status.NEEDS_REVIEW,
        0,
    )


def test_a_change_that_needs_a_moment_says_so() -> None:
    with pytest.raises(ValueError, match="moment"):
        supposed(case(), Supposed(Change.NOTICE))
