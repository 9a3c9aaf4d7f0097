"""The three-day clock and who calls: LUS 4:3 and 5:3, day by day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import OrganisationKind, UnitKind
from sip.rules.calls import CallState, call_clock, caller_of, fulfils_statute, statutory_call
from sip.rules.kinds import Caller
from transitions.rules.limits import Limits

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LIMITS = Limits()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def state(*, ready: str | None, called: str | None, now: str, not_required: bool = False) -> CallState:
    return call_clock(
        ready_at=local(ready) if ready else None,
        called_at=local(called) if called else None,
        not_required=not_required,
        now=local(now),
        limits=LIMITS,
    ).state


@pytest.mark.parametrize(
    ("ready", "called", "now", "expected"),
    [
        (None, None, "2026-03-02T09:00", CallState.NOT_STARTED),
        (None, "2026-03-01T09:00", "2026-03-02T09:00", CallState.IN_TIME),
        ("2026-03-02T09:00", "2026-03-01T09:00", "2026-03-02T10:00", CallState.IN_TIME),
        ("2026-03-02T09:00", None, "2026-03-05T23:59", CallState.RUNNING),
        ("2026-03-02T09:00", None, "2026-03-06T00:00", CallState.MISSED),
        ("2026-03-02T23:59", "2026-03-05T23:59:59", "2026-03-09T09:00", CallState.IN_TIME),
        ("2026-03-02T00:00", "2026-03-06T00:00", "2026-03-09T09:00", CallState.LATE),
        # The clock is put forward on 29 March: the days are calendar days, not 72 hours.
        ("2026-03-27T12:00", "2026-03-30T23:59", "2026-04-01T09:00", CallState.IN_TIME),
        ("2026-03-27T12:00", "2026-03-31T00:00", "2026-04-01T09:00", CallState.LATE),
        # Saturday and Sunday count: no weekday word in the act.
        ("2026-03-06T15:00", None, "2026-03-10T00:00", CallState.MISSED),
    ],
)
def test_three_calendar_days(ready: str | None, called: str | None, now: str, expected: CallState) -> None:
    assert state(ready=ready, called=called, now=now) is expected


def test_no_clock_when_no_sip_is_to_be_held() -> None:
    ready, now = "2026-03-02T09:00", "2026-03-20T09:00"
    assert state(ready=ready, called=None, now=now, not_required=True) is CallState.NOT_NEEDED


def test_a_call_made_is_told_although_somebody_said_that_none_was_needed() -> None:
    ready, called, now = "2026-03-02T09:00", "2026-03-03T09:00", "2026-03-20T09:00"
    assert state(ready=ready, called=called, now=now, not_required=True) is CallState.IN_TIME


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_in_time_is_a_local_date_at_most_three_days_later(start: datetime, later: timedelta) -> None:
    ready = start.replace(tzinfo=UTC)
    called = ready + later
    clock = call_clock(ready_at=ready, called_at=called, not_required=False, now=called, limits=LIMITS)
    days = (called.astimezone(STOCKHOLM).date() - ready.astimezone(STOCKHOLM).date()).days
    assert (clock.state is CallState.IN_TIME) == (days <= 3)


@pytest.mark.parametrize(
    ("unit", "organisation", "expected"),
    [
        (UnitKind.PRIMARY_CARE, OrganisationKind.REGION, Caller.CARE_CONTACT),
        (UnitKind.PRIMARY_CARE, OrganisationKind.PRIVATE_PROVIDER, Caller.CARE_CONTACT),
        (UnitKind.OPEN_PSYCHIATRY, OrganisationKind.REGION, Caller.CARE_CONTACT),
        (UnitKind.ASSESSMENT_OFFICE, OrganisationKind.DISTRICT, Caller.MUNICIPALITY),
        (UnitKind.MUNICIPAL_HEALTH_CARE, OrganisationKind.MUNICIPALITY, Caller.MUNICIPALITY),
        (UnitKind.WARD, OrganisationKind.REGION, Caller.HOSPITAL),
        (UnitKind.PRIMARY_CARE_REHAB, OrganisationKind.REGION, None),
    ],
)
def test_who_calls_follows_from_the_unit(
    unit: UnitKind, organisation: OrganisationKind, expected: Caller | None
) -> None:
    assert caller_of(unit, organisation) is expected


def test_only_the_care_contact_fulfils_the_statute() -> None:
    assert [caller for caller in Caller if fulfils_statute(caller)] == [Caller.CARE_CONTACT]


def test_the_statutory_call_is_found_among_the_others() -> None:
    first, second, third = (local(f"2026-03-0{day}T09:00") for day in (2, 3, 4))
    calls = [(Caller.MUNICIPALITY, first), (Caller.CARE_CONTACT, third), (Caller.CARE_CONTACT, second)]
    assert statutory_call(calls) == second
    assert statutory_call([(Caller.HOSPITAL, first)]) is None
