"""Support confirmed as started, and whose task it is when it has not (T34)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, START, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.limits import Limits
from transitions.rules.started import may_confirm, start_tasks, starts, unconfirmed
from transitions.rules.tasks import TaskKind

LIMITS = Limits()
EVERYBODY = (WARD, OFFICE, VC, HOME, NIGHT)


def home(*facts: Fact, to: str = "home") -> Chain:
    """A chain whose person was discharged at hour 50; day and night providers were told at 51."""
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 51, to=(HOME, NIGHT), cause="discharged")
    return chain(notice(), _discharged(to), told, *facts, parties=EVERYBODY)


def _discharged(to: str) -> Fact:
    made = fact(ItemKind.DISCHARGED, 50)
    return Fact(made.id, made.kind, made.at, made.by_id, {"to": to}, {}, frozenset())


def order(at: float, *, starts_at: datetime | None = None, to: tuple[int, ...] = (HOME,)) -> Fact:
    """An order of insatser."""
    more = {"starts_at": starts_at.isoformat()} if starts_at else {}
    return fact(ItemKind.HOME_CARE_NOTIFIED, at, by=OFFICE, to=to, cause="order", **more)


def said(yes: bool, at: float, by: int = HOME, **data: object) -> Fact:
    """A provider's word."""
    return fact(ItemKind.SUPPORT_STARTED if yes else ItemKind.SUPPORT_NOT_STARTED, at, by=by, **data)


def tasks_of(found: Chain) -> dict[tuple[int, TaskKind], tuple[datetime, datetime | None]]:
    return {
        (one.unit_id, one.kind): (one.shows_from or one.since, one.due_at)
        for one in start_tasks(found, LIMITS)
    }


def test_each_provider_is_asked_and_silence_is_the_offices_when_the_time_is_out() -> None:
    assert tasks_of(home()) == {
        (HOME, TaskKind.CONFIRM_STARTED): (hour(50), hour(74)),
        (NIGHT, TaskKind.CONFIRM_STARTED): (hour(50), hour(74)),
        (OFFICE, TaskKind.START_SUPPORT): (hour(74), hour(78)),
    }


def test_a_no_is_the_offices_at_once_and_stays_the_providers() -> None:
    found = tasks_of(home(said(False, 55), said(True, 56, by=NIGHT)))
    assert found == {
        (HOME, TaskKind.CONFIRM_STARTED): (hour(55), hour(79)),
        (OFFICE, TaskKind.START_SUPPORT): (hour(55), hour(59)),
    }


def test_a_new_day_is_the_new_time_to_the_end_of_it_also_when_clocks_change() -> None:
    found = tasks_of(home(said(False, 55, from_when="2026-03-29"), said(True, 56, by=NIGHT)))
    assert found[HOME, TaskKind.CONFIRM_STARTED][1] == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_the_ordered_start_is_when_the_time_begins() -> None:
    found = home(order(40, starts_at=hour(100)))
    assert tasks_of(found)[HOME, TaskKind.CONFIRM_STARTED] == (hour(100), hour(124))
    assert tasks_of(found)[NIGHT, TaskKind.CONFIRM_STARTED] == (hour(50), hour(74))


def test_an_order_after_a_yes_asks_anew_and_only_the_ordered() -> None:
    found = home(said(True, 55), said(True, 55.5, by=NIGHT), order(60))
    assert [one.unit_id for one in unconfirmed(found)] == [HOME]


def test_what_the_office_writes_down_is_the_providers_word() -> None:
    found = home(said(True, 55, by=OFFICE, unit_id=NIGHT))
    assert [one.unit_id for one in unconfirmed(found)] == [HOME]


@pytest.mark.parametrize("to", [one for one in DischargedTo if one is not DischargedTo.HOME])
def test_of_one_who_did_not_go_home_nobody_asks(to: DischargedTo) -> None:
    assert starts(home(to=to)) == ()
    assert may_confirm(home(to=to)).code == "nothing_to_confirm"


def test_one_who_objects_is_left_in_peace_and_nobody_is_asked_before_the_home_coming() -> None:
    assert starts(home(fact(ItemKind.SUPPORT_DECLINED, 52, by=OFFICE))) == ()
    assert may_confirm(chain(notice(), parties=EVERYBODY)).code == "not_home_yet"
    assert may_confirm(chain(notice(), fact(ItemKind.DIED, 9), parties=EVERYBODY)).code == "patient_deceased"


_events = st.lists(
    st.tuples(st.sampled_from(["yes", "no", "order"]), st.sampled_from([HOME, NIGHT])), max_size=7
)


@given(_events)
def test_the_last_thing_that_happened_decides(events: list[tuple[str, int]]) -> None:
    """Against a slow reading: go through what happened, one by one."""
    facts, confirmed = [], {HOME: False, NIGHT: False}
    for place, (what, unit) in enumerate(events):
        at = 55 + place
        facts.append(order(at, to=(unit,)) if what == "order" else said(what == "yes", at, by=unit))
        confirmed[unit] = what == "yes"
    found = home(*facts)
    assert {one.unit_id: one.confirmed for one in starts(found)} == confirmed
    office = [one for one in start_tasks(found, LIMITS) if one.unit_id == OFFICE]
    assert len(office) == (0 if all(confirmed.values()) else 1)
    assert all(one.since >= START + timedelta(hours=50) for one in start_tasks(found, LIMITS))
