"""Staffed hours against a slow walk, minute by minute, with offsets of its own; clock changes, Easter, year end."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.calendar import swedish_calendar
from actors.rules.hours import (
    WHOLE_DAY,
    HoursUnreadable,
    Span,
    StaffedDay,
    Staffing,
    is_staffed,
    next_staffed,
    periods,
    read_spans,
    staffed_minutes,
    staffed_until,
)
from actors.rules.hours_text import week_text

CALENDAR = swedish_calendar()
OFFICE = Staffing({day: (Span(time(8), time(16, 30)),) for day in range(5)})
NIGHT = Staffing({day: (Span(time(21), time(7)),) for day in StaffedDay})
ALWAYS = Staffing(dict.fromkeys(StaffedDay, (WHOLE_DAY,)))
RED_2026 = {
    date(2026, month, day)
    for month, day in [
        (1, 1), (1, 6), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 24), (6, 6), (6, 19), (6, 20),
        (10, 31), (12, 24), (12, 25), (12, 26), (12, 31),
    ]
}  # fmt: skip
FORWARD, BACK = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


def wall(moment: datetime) -> datetime:
    """What a Swedish clock shows in 2026, without its zone."""
    summer = FORWARD <= moment < BACK
    return (moment + timedelta(hours=2 if summer else 1)).replace(tzinfo=None)


def slow_minutes(staffing: Staffing, since: datetime, until: datetime) -> int:
    """Each minute asked: has a span begun that has not ended? By the wall clock, in 2026 away from the changes."""
    counted, moment = 0, since
    while moment < until:
        shown = wall(moment)
        for back in (0, 1):
            day = shown.date() - timedelta(days=back)
            key = StaffedDay.HOLIDAY if day in RED_2026 else day.weekday()
            said = staffing.days.get(day, staffing.week.get(key, ()))
            minute = shown.hour * 60 + shown.minute + 1440 * back
            if any(span.minutes()[0] <= minute < span.minutes()[1] for span in said):
                counted += 1
                break
        moment += timedelta(minutes=1)
    return counted


clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
# No edge in the hour that a clock change skips or repeats: there the wall clock says two things at once.
quiet = clocks.filter(lambda at: at.hour != 2)
spans = st.builds(Span, quiet, quiet)
weeks = st.dictionaries(st.sampled_from(list(StaffedDay)), st.lists(spans, min_size=1, max_size=2).map(tuple))
closed_days = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.just(()))
moments = st.integers(0, 350 * 96).map(lambda n: datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=15 * n))


@settings(max_examples=60, deadline=None)
@given(
    weeks,
    moments,
    st.integers(0, 200),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.just(())),
)
def test_minutes_are_those_of_a_slow_walk(week: dict, since: datetime, quarters: int, closed: dict) -> None:
    staffing, until = Staffing(week, closed), since + timedelta(minutes=15 * quarters)
    if staffing.stated:
        assert staffed_minutes(staffing, CALENDAR, since, until) == slow_minutes(staffing, since, until)


@pytest.mark.parametrize("near", [FORWARD, BACK])
@pytest.mark.parametrize("staffing", [OFFICE, NIGHT, ALWAYS])
def test_minutes_over_the_clock_changes(near: datetime, staffing: Staffing) -> None:
    since, until = near - timedelta(hours=30), near + timedelta(hours=30)
    assert staffed_minutes(staffing, CALENDAR, since, until) == slow_minutes(staffing, since, until)


@settings(max_examples=60, deadline=None)
@given(weeks, moments)
def test_the_three_questions_agree(week: dict, at: datetime) -> None:
    staffing = Staffing(week)
    first = next_staffed(staffing, CALENDAR, at)
    assert is_staffed(staffing, CALENDAR, at) is (first == at)
    if staffing.stated and first is not None:
        assert is_staffed(staffing, CALENDAR, first)
        assert staffed_minutes(staffing, CALENDAR, at, first) == 0


@settings(max_examples=40, deadline=None)
@given(weeks, moments)
def test_periods_are_in_order_and_apart(week: dict, since: datetime) -> None:
    found = list(periods(Staffing(week), CALENDAR, since, since + timedelta(days=9)))
    assert all(one.since < one.until for one in found)
    assert all(one.until < two.since for one, two in itertools.pairwise(found))


def test_a_night_is_nine_hours_in_spring_and_eleven_in_autumn() -> None:
    for evening, hours in (
        (datetime(2026, 3, 28, 20, tzinfo=UTC), 9),
        (datetime(2026, 10, 24, 19, tzinfo=UTC), 11),
    ):
        assert staffed_minutes(NIGHT, CALENDAR, evening, evening + timedelta(hours=14)) == hours * 60


@pytest.mark.parametrize(
    ("at", "staffed"),
    [
        ("2026-11-20T15:29:59+00:00", True),
        ("2026-11-20T15:30:00+00:00", False),
        ("2026-11-20T07:00:00+00:00", True),
        ("2026-11-21T10:00:00+00:00", False),  # Saturday
        ("2026-04-03T10:00:00+00:00", False),  # long Friday
        ("2026-06-19T10:00:00+00:00", False),  # midsummer eve
        ("2026-12-24T11:00:00+00:00", False),
    ],
)
def test_an_office(at: str, staffed: bool) -> None:
    assert is_staffed(OFFICE, CALENDAR, datetime.fromisoformat(at)) is staffed


def test_after_the_last_hour_before_easter_comes_tuesday() -> None:
    thursday = datetime(2026, 4, 2, 14, 30, tzinfo=UTC)
    assert next_staffed(OFFICE, CALENDAR, thursday) == datetime(2026, 4, 7, 6, tzinfo=UTC)


def test_a_day_that_differs_holds_before_everything() -> None:
    open_on_christmas_eve = Staffing(OFFICE.week, {date(2026, 12, 24): (Span(time(9), time(12)),)})
    assert is_staffed(open_on_christmas_eve, CALENDAR, datetime(2026, 12, 24, 10, tzinfo=UTC))
    closed = Staffing(ALWAYS.week, {date(2026, 11, 20): ()})
    assert not is_staffed(closed, CALENDAR, datetime(2026, 11, 20, 10, tzinfo=UTC))


def test_a_unit_that_has_said_nothing_is_never_passed_over() -> None:
    at = datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert is_staffed(Staffing(), CALENDAR, at)
    assert next_staffed(Staffing(), CALENDAR, at) == at
    assert staffed_minutes(Staffing(), CALENDAR, at, at + timedelta(hours=2)) == 120
    assert staffed_until(Staffing(), CALENDAR, at) is None


def test_when_the_last_one_goes() -> None:
    noon = datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert staffed_until(OFFICE, CALENDAR, noon) == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    assert staffed_until(ALWAYS, CALENDAR, noon) is None
    assert staffed_until(OFFICE, CALENDAR, noon + timedelta(hours=9)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8–16.30", (Span(time(8), time(16, 30)),)),
        ("08:00-12:00, 13.00–17.00", (Span(time(8), time(12)), Span(time(13), time(17)))),
        ("kl. 8 till 12 och 13–24", (Span(time(8), time(12)), Span(time(13), time(0)))),
        ("Dygnet runt", (WHOLE_DAY,)),
        ("21–7", (Span(time(21), time(7)),)),
        ("stängt", ()),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, expected: tuple[Span, ...]) -> None:
    assert read_spans(text) == expected


@pytest.mark.parametrize("text", ["8", "25–26", "8–12, 11–16", "åtta till fem", "8–16.75"])
def test_what_is_not_hours_is_refused(text: str) -> None:
    with pytest.raises(HoursUnreadable):
        read_spans(text)


def test_the_week_in_words() -> None:
    assert week_text(OFFICE.week) == "Mån–fre 8.00–16.30, lör–sön och helgdag stängt"
    assert week_text(ALWAYS.week) == "Dygnet runt, alla dagar"
    assert week_text({}) == ""
    odd = {day: (Span(time(8 + day % 3), time(12)), Span(time(13), time(16, 15))) for day in StaffedDay}
    assert len(week_text(odd)) <= 120
