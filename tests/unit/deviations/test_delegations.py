"""How long a delegation holds, whom it lets do what tonight, when somebody is reminded: against slow references."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviations.rules.delegations import (
    REMIND_DAYS,
    Draft,
    EndCause,
    Holds,
    Standing,
    Tonight,
    days_left,
    ended_by,
    faults,
    last_allowed,
    night_of,
    reminders,
    standing,
    who_may,
)
from transitions.rules.limits import STOCKHOLM

DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
TODAY = date(2026, 11, 22)
BOTH = (TODAY, TODAY + timedelta(days=1))


def draft(**changes: object) -> Draft:
    values = {
        "first": TODAY,
        "last": date(2027, 11, 22),
        "for_patient": False,
        "for_unit": True,
        "knowledge": "Prov",
        "self_given": False,
        "provider_declines": False,
    }
    return Draft(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"last": date(2027, 11, 23)}, "over_a_year"),
        ({"last": date(2026, 11, 21)}, "ends_before"),
        ({"first": date(2026, 11, 21), "last": TODAY}, "begins_past"),
        ({"for_patient": True}, "one_extent"),
        ({"for_unit": False}, "one_extent"),
        ({"knowledge": " "}, "no_knowledge"),
        ({"self_given": True}, "to_oneself"),
        ({"provider_declines": True}, "provider_declines"),
    ],
)
def test_what_stands_in_the_way(changes: dict[str, object], code: str | None) -> None:
    assert next((found for found, _ in faults(draft(**changes), TODAY)), None) == code


@pytest.mark.parametrize(
    ("first", "last"),
    [("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28"), ("2026-12-31", "2027-12-31")],
)
def test_a_year_is_the_calendars(first: str, last: str) -> None:
    assert last_allowed(date.fromisoformat(first)) == date.fromisoformat(last)


@given(DAYS)
def test_never_more_than_366_days_and_a_day(first: date) -> None:
    assert 365 <= (last_allowed(first) - first).days <= 366


@given(DAYS, st.integers(0, 366), st.integers(-400, 400))
def test_reminders_are_each_once_and_only_ahead(signed: date, length: int, offset: int) -> None:
    last = signed + timedelta(days=length)
    found = reminders(signed, last, signed)
    assert [days for days, _ in found] == [days for days in REMIND_DAYS if length > days]
    for days, moment in found:
        local = moment.astimezone(STOCKHOLM)
        assert (last - local.date()).days == days
        assert (local.hour, local.minute) == (8, 0)


def test_reminders_keep_to_the_clock_on_the_wall_when_it_changes() -> None:
    found = reminders(date(2026, 9, 1), date(2026, 11, 1), date(2026, 9, 1))
    assert {moment.astimezone(STOCKHOLM).hour for _, moment in found} == {8}
    assert len({moment.astimezone(UTC).hour for _, moment in found}) == 2


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2026-11-22T05:59:00+00:00", "2026-11-21"),
        ("2026-11-22T06:00:00+00:00", "2026-11-22"),
        ("2026-11-22T22:59:00+00:00", "2026-11-22"),
        ("2026-11-22T23:30:00+00:00", "2026-11-22"),
        ("2026-12-31T23:30:00+00:00", "2026-12-31"),
        ("2026-10-25T01:30:00+00:00", "2026-10-24"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(at: str, night: str) -> None:
    assert night_of(datetime.fromisoformat(at)) == date.fromisoformat(night)


def test_one_that_ends_at_midnight_does_not_cover_the_night() -> None:
    wanted = Tonight(1, "insulin", patient=7, unit=3)
    ends_tonight = Holds("insulin", 5, 3, TODAY - timedelta(days=9), TODAY)
    assert who_may(wanted, [ends_tonight], BOTH) == frozenset()
    assert who_may(wanted, [Holds("insulin", 5, 3, TODAY, TODAY + timedelta(days=1))], BOTH) == {5}


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-11-22T15:00:00+00:00", ["2026-11-22", "2026-11-23"]),
        ("2026-11-22T22:59:00+00:00", ["2026-11-22", "2026-11-23"]),
        ("2026-11-22T23:00:00+00:00", ["2026-11-23"]),
        ("2026-11-23T05:59:00+00:00", ["2026-11-23"]),
        ("2026-11-23T06:00:00+00:00", ["2026-11-23", "2026-11-24"]),
        ("2026-03-29T00:30:00+00:00", ["2026-03-29"]),
        ("2026-12-31T23:30:00+00:00", ["2027-01-01"]),
    ],
)
def test_after_midnight_the_second_day_of_the_night_is_left(at: str, days: list[str]) -> None:
    assert [str(day) for day in days_left(datetime.fromisoformat(at))] == days


def test_one_that_begins_at_midnight_covers_what_is_left_of_the_night_and_no_more() -> None:
    wanted = Tonight(1, "insulin", patient=7, unit=3)
    begins = Holds("insulin", 5, 3, BOTH[1], BOTH[1])
    assert who_may(wanted, [begins], BOTH[1:]) == {5}
    assert who_may(wanted, [begins], BOTH) == frozenset()


@given(
    st.lists(
        st.builds(
            Holds,
            task=st.sampled_from(["insulin", "wound"]),
            receiver=st.integers(1, 4),
            unit=st.integers(1, 2),
            first=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
            last=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
            patient=st.sampled_from([None, 7, 8]),
            ended=st.booleans(),
            nurse_in_service=st.booleans(),
            receiver_in_service=st.booleans(),
        ),
        max_size=6,
    )
)
def test_who_may_do_a_task_is_whom_a_slow_look_finds(known: list[Holds]) -> None:
    wanted = Tonight(1, "insulin", patient=7, unit=1)
    slow = set()
    for one in known:
        good = one.task == "insulin" and one.unit == 1 and one.patient in (None, 7)
        both = all(one.first <= day <= one.last for day in (TODAY, TODAY + timedelta(days=1)))
        if good and both and not one.ended and one.nurse_in_service and one.receiver_in_service:
            slow.add(one.receiver)
    assert who_may(wanted, known, BOTH) == slow


@given(DAYS, st.integers(0, 366), st.integers(-30, 400), st.booleans(), st.booleans(), st.booleans())
def test_it_either_holds_waits_or_has_an_end_with_a_cause(
    first: date, length: int, after: int, ended: bool, nurse: bool, receiver: bool
) -> None:
    known = Holds("t", 1, 1, first, first + timedelta(days=length), None, ended, nurse, receiver)
    today = first + timedelta(days=after)
    found = standing(known, today)
    assert (found in (Standing.VALID, Standing.ENDING)) == known.on(today)
    assert (found is Standing.ENDED) == (ended or ended_by(known, today) is not None)
    if not receiver and not ended:
        assert ended_by(known, today) is EndCause.RECEIVER_LEFT
