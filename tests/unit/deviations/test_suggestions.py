"""A missed clock is offered as a deviation to those whom the clock concerns, and to nobody else (S1, A7)."""

from datetime import UTC, datetime, timedelta

import pytest

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category
from deviations.rules.suggestions import suggestions
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits

ADMITTED = datetime(2026, 3, 2, 8, tzinfo=UTC)
WARD, OFFICE, VC, HOME = 1, 2, 3, 4
PARTIES = {
    WARD: Party(WARD, UnitKind.WARD, municipal_side=False, open_care=False, ward=True),
    OFFICE: Party(OFFICE, UnitKind.ASSESSMENT_OFFICE, municipal_side=True, open_care=False),
    VC: Party(VC, UnitKind.PRIMARY_CARE, municipal_side=False, open_care=True),
    HOME: Party(HOME, UnitKind.HOME_CARE, municipal_side=True, open_care=False),
}


def chain(*, notice_after: timedelta = timedelta(hours=2), called: bool = False) -> Chain:
    to = {OFFICE: None, VC: None}
    facts = [
        Fact(1, ItemKind.ADMISSION_NOTICE_SENT, ADMITTED + notice_after, WARD, {}, to, frozenset(to)),
        Fact(2, ItemKind.DISCHARGE_READY_SENT, ADMITTED + timedelta(days=3), WARD, {}, to, frozenset(to)),
    ]
    if called:
        call = {"caller": "care_contact"}
        facts.append(Fact(3, ItemKind.SIP_CALLED, ADMITTED + timedelta(days=4), VC, call, {}))
    return Chain.of(admitted_at=ADMITTED, ward_id=WARD, parties=PARTIES, facts=facts)


def found(made: Chain, kind: UnitKind, unit: int) -> dict[Category, int | None]:
    now = ADMITTED + timedelta(days=20)
    return {
        one.category: one.about_id for one in suggestions(made, Limits(), now, unit_kind=kind, unit_id=unit)
    }


def test_no_call_to_sip_is_offered_to_the_office_about_the_open_care() -> None:
    assert found(chain(), UnitKind.ASSESSMENT_OFFICE, OFFICE) == {Category.SIP_NOT_CALLED: VC}
    assert found(chain(called=True), UnitKind.ASSESSMENT_OFFICE, OFFICE) == {}


def test_a_late_notice_is_about_the_ward() -> None:
    late = chain(notice_after=timedelta(hours=25), called=True)
    assert found(late, UnitKind.PRIMARY_CARE, VC) == {Category.NOTICE_LATE: WARD}


def test_nothing_is_suggested_about_oneself() -> None:
    late = chain(notice_after=timedelta(hours=25))
    assert Category.NOTICE_LATE not in found(late, UnitKind.WARD, WARD)
    assert Category.SIP_NOT_CALLED not in found(late, UnitKind.PRIMARY_CARE, VC)


@pytest.mark.parametrize("unit", [UnitKind.HOME_CARE, UnitKind.NIGHT_PATROL])
def test_home_care_is_not_told_of_sip(unit: UnitKind) -> None:
    assert Category.SIP_NOT_CALLED not in found(chain(), unit, HOME)


def test_who_was_called_to_a_sip_and_neither_answered_nor_came_is_offered_to_those_who_were_there() -> None:
    """S11: one for each unit, to nobody who was away, and never about oneself."""
    called = chain(called=True)
    to = {OFFICE: None, HOME: None}
    sip = {"caller": "care_contact", "sip": "S-1"}
    call = Fact(4, ItemKind.SIP_CALLED, ADMITTED + timedelta(days=4), VC, sip, to, frozenset(to))
    held = Fact(
        5, ItemKind.SIP_HELD, ADMITTED + timedelta(days=6), VC, {"sip": "S-1"}, {VC: None}, frozenset({VC})
    )
    made = called.with_facts([*called.facts, call, held])
    now = ADMITTED + timedelta(days=20)
    offered = suggestions(made, Limits(), now, unit_kind=UnitKind.PRIMARY_CARE, unit_id=VC)
    absent = [one.about_id for one in offered if one.category is Category.SIP_NOT_ATTENDED]
    assert absent == [OFFICE, HOME]
    assert Category.SIP_NOT_ATTENDED not in found(made, UnitKind.HOME_CARE, HOME)
