"""Everybody who must know, and the time they get (T8): by name, by part of the day, by contract."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, VC, WARD, chain, fact, hour, notice
from transitions.models import HomeCareService
from transitions.rules.chain import Chain, Fact
from transitions.rules.everybody import (
    PARTS,
    Part,
    PartState,
    everybody,
    home_coming,
    missing,
    told_of_day,
)
from transitions.rules.kinds import ItemKind
from transitions.rules.lead_time import LeadState, lead
from transitions.rules.limits import STOCKHOLM

ALL = (WARD, OFFICE, VC, HOME, NIGHT)
PROVIDERS = [("day", HOME), ("evening", HOME), ("night", NIGHT)]


def of(whole: Chain) -> dict[str, Part]:
    return {one.part: one for one in everybody(whole, PROVIDERS)}


def told(hours: float, cause: Fact, *units: int, acknowledged: tuple[int, ...] = (), **data: object) -> Fact:
    return fact(
        ItemKind.HOME_CARE_NOTIFIED,
        hours,
        to=units,
        acknowledged=acknowledged,
        cause=str(cause.kind),
        cause_item=cause.id,
        **data,
    )


def test_the_parts_are_those_of_the_register() -> None:
    assert tuple(HomeCareService.Slot.values) == PARTS


def test_an_evening_discharge_is_told_to_the_night_patrol() -> None:
    """Day and evening are told, the night patrol is not yet: its part says so, by name."""
    services = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=["H", "N"], asked=list(PARTS))
    discharged = fact(ItemKind.DISCHARGED, 56, to=(OFFICE,), to_place="home")
    whole = chain(notice(), services, discharged, told(56.1, discharged, HOME), parties=ALL)
    parts = of(whole)
    assert parts["day"].state is parts["evening"].state is PartState.TOLD
    assert parts["night"].state is PartState.NOT_TOLD
    assert parts["night"].unit_id == NIGHT
    whole = chain(
        notice(),
        services,
        discharged,
        told(56.1, discharged, HOME),
        told(56.2, discharged, NIGHT, acknowledged=(NIGHT,)),
        parties=ALL,
    )
    assert of(whole)["night"].state is PartState.TOLD
    assert of(whole)["night"].acknowledged_at is not None


def test_what_nobody_was_asked_of_is_missing_and_what_was_answered_no_is_not() -> None:
    from_a_file = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=["H", "N"])
    parts = everybody(chain(notice(), from_a_file, parties=ALL), PROVIDERS)
    assert missing(parts) == ("alarm", "delegated", "reception")
    asked = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=["H"], asked=list(PARTS))
    parts = everybody(chain(notice(), asked, parties=ALL), PROVIDERS)
    assert missing(parts) == ()
    none = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=[])
    assert {one.state for one in everybody(chain(notice(), none, parties=ALL), [])} == {PartState.NOBODY}
    assert missing(everybody(chain(notice(), parties=ALL), [])) == PARTS


def test_told_means_of_the_latest_not_of_something_earlier() -> None:
    first = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 20, expected_discharge="2026-03-05")
    later = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 30, expected_discharge="2026-03-06")
    whole = chain(notice(), first, told(20.1, first, HOME, NIGHT), later, parties=ALL)
    assert {of(whole)[part].state for part in ("day", "night")} == {PartState.NOT_TOLD}


def test_the_time_counts_from_when_the_day_was_first_told_and_anew_after_another_day() -> None:
    monday, tuesday = "2026-03-09", "2026-03-10"
    cause = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 10, expected_discharge=monday)
    messages = [
        told(hours, cause, NIGHT, cause_expected_discharge=day)
        for hours, day in ((11, monday), (20, monday), (30, tuesday), (40, monday))
    ]
    day = date.fromisoformat(monday)
    assert told_of_day(chain(notice(), cause, *messages[:2], parties=ALL), NIGHT, day) == hour(11)
    assert told_of_day(chain(notice(), cause, *messages[:3], parties=ALL), NIGHT, day) is None
    assert told_of_day(chain(notice(), cause, *messages, parties=ALL), NIGHT, day) == hour(40)
    assert told_of_day(chain(notice(), cause, *messages, parties=ALL), HOME, day) is None


def test_home_coming_is_the_discharge_else_the_order_else_the_expected_day() -> None:
    dated = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 10, expected_discharge="2026-03-09")
    assert home_coming(chain(notice(), dated, parties=ALL)) == (None, date(2026, 3, 9))
    starts = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    order = fact(ItemKind.HOME_CARE_NOTIFIED, 12, to=(HOME,), cause="order", starts_at=starts.isoformat())
    assert home_coming(chain(notice(), dated, order, parties=ALL)) == (starts, date(2026, 3, 9))
    newer = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 14, expected_discharge="2026-03-11")
    assert home_coming(chain(notice(), dated, order, newer, parties=ALL)) == (None, date(2026, 3, 11))


NOON = datetime(2026, 11, 22, 12, 0, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("before", "hours", "state"),
    [
        (timedelta(hours=24), None, LeadState.KEPT),
        (timedelta(hours=24) - timedelta(microseconds=1), None, LeadState.SHORT),
        (timedelta(hours=4), 4, LeadState.KEPT),
        (timedelta(hours=4), 5, LeadState.SHORT),
        (timedelta(), 0, LeadState.KEPT),
        (timedelta(hours=-1), 1, LeadState.SHORT),
    ],
)
def test_exactly_the_contracts_hours_are_enough(
    before: timedelta, hours: int | None, state: LeadState
) -> None:
    assert lead(told_at=NOON - before, home_at=NOON, home_on=None, hours=hours).state is state


@pytest.mark.parametrize(
    ("told_day", "real_hours"), [(date(2026, 10, 24), 25), (date(2027, 3, 27), 23), (date(2026, 11, 21), 24)]
)
def test_the_nights_of_the_changed_clock_have_their_real_hours(told_day: date, real_hours: int) -> None:
    """Noon to noon: 25 hours in October, 23 in March."""
    noon = datetime.combine(told_day, datetime.min.time(), STOCKHOLM).replace(hour=12)
    found = lead(told_at=noon, home_at=None, home_on=told_day + timedelta(days=1))
    assert found.given == timedelta(hours=real_hours)
    assert found.state is (LeadState.SHORT if real_hours < 24 else LeadState.KEPT)
    assert found.short_by == timedelta(hours=max(24 - real_hours, 0))
    assert not found.exact


@given(
    st.integers(-3 * 1440, 3 * 1440),
    st.integers(0, 72),
    st.sampled_from([datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)]),
)
def test_minutes_around_both_changes_of_clock(minutes: int, hours: int, change: datetime) -> None:
    """Against seconds since 1970, which know no zone."""
    told_at = (change + timedelta(minutes=minutes)).astimezone(STOCKHOLM)
    home_at = (change + timedelta(hours=20)).astimezone(STOCKHOLM)
    seconds = max(home_at.timestamp() - told_at.timestamp(), 0)
    found = lead(told_at=told_at, home_at=home_at, home_on=None, hours=hours)
    assert found.given.total_seconds() == seconds
    assert found.state is (LeadState.KEPT if seconds >= hours * 3600 else LeadState.SHORT)


def test_nobody_comes_home_and_nothing_is_short() -> None:
    assert lead(told_at=NOON, home_at=None, home_on=None).state is LeadState.NO_HOME_COMING
