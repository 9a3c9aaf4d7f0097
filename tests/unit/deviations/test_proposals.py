"""What a chain proposes as a deviation: for one unit, about one, once it has waited (A7)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category
from deviations.rules.proposals import WATCHED, Draft, ProposalRule, Setting, drafts, is_due
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits

ADMITTED = datetime(2026, 3, 2, 8, tzinfo=UTC)
WARD, OFFICE, VC, HOME = 1, 2, 3, 4
PARTIES = {
    WARD: Party(WARD, UnitKind.WARD, municipal_side=False, open_care=False, ward=True),
    OFFICE: Party(OFFICE, UnitKind.ASSESSMENT_OFFICE, municipal_side=True, open_care=False),
    VC: Party(VC, UnitKind.PRIMARY_CARE, municipal_side=False, open_care=True, earlier_id=9),
    HOME: Party(HOME, UnitKind.HOME_CARE, municipal_side=True, open_care=False),
}


def at(days: float) -> datetime:
    return ADMITTED + timedelta(days=days)


def fact(
    number: int,
    kind: ItemKind,
    day: float,
    by: int,
    to: dict[int, datetime | None] | None = None,
    **data: Any,
) -> Fact:
    return Fact(number, kind, at(day), by, data, to or {}, frozenset(to or {}))


SEEN: dict[int, datetime | None] = {OFFICE: at(0.2), VC: at(0.2)}


def found(*facts: Fact, now: float = 20, parties: dict[int, Party] = PARTIES) -> dict[ProposalRule, Draft]:
    chain = Chain.of(admitted_at=ADMITTED, ward_id=WARD, parties=parties, facts=facts)
    return {one.rule: one for one in drafts(chain, Limits(), at(now))}


NOTICE = fact(1, ItemKind.ADMISSION_NOTICE_SENT, 0.1, WARD, SEEN)


def test_a_missed_call_to_sip_is_proposed_once_to_the_office_about_the_open_care() -> None:
    ready = fact(2, ItemKind.DISCHARGE_READY_SENT, 3, WARD, SEEN)
    one = found(NOTICE, ready)[ProposalRule.SIP_CALL]
    assert (one.unit_id, one.about_id, one.category) == (OFFICE, VC, Category.SIP_NOT_CALLED)


def test_a_date_that_has_passed_is_about_the_ward() -> None:
    notice = fact(1, ItemKind.ADMISSION_NOTICE_SENT, 0.1, WARD, SEEN, expected_discharge="2026-03-06")
    one = found(notice, now=5)[ProposalRule.EXPECTED_DATE]
    assert (one.unit_id, one.about_id) == (OFFICE, WARD)
    assert one.since == datetime(2026, 3, 6, 23, tzinfo=UTC)
    told = fact(2, ItemKind.EXPECTED_DISCHARGE_CHANGED, 5, WARD, SEEN, expected_discharge="2026-03-12")
    assert ProposalRule.EXPECTED_DATE not in found(notice, told, now=5.1)


def test_a_message_that_nobody_acknowledges_is_its_senders() -> None:
    unread = fact(1, ItemKind.ADMISSION_NOTICE_SENT, 0.1, WARD, {OFFICE: None, VC: at(0.2)})
    one = found(unread, now=4)[ProposalRule.NOT_ACKNOWLEDGED]
    assert (one.unit_id, one.about_id, one.since) == (WARD, OFFICE, unread.at)
    acted = fact(2, ItemKind.SERVICES_REPORTED, 1, OFFICE)
    assert ProposalRule.NOT_ACKNOWLEDGED not in found(unread, acted, now=4)
    assert ProposalRule.NOT_ACKNOWLEDGED not in found(NOTICE, now=4)


def test_two_messages_to_the_same_unit_are_one_draft_since_the_first() -> None:
    first = fact(1, ItemKind.ADMISSION_NOTICE_SENT, 0.1, WARD, {OFFICE: None})
    second = fact(
        2, ItemKind.EXPECTED_DISCHARGE_CHANGED, 1, WARD, {OFFICE: None}, expected_discharge="2026-03-30"
    )
    assert found(second, first, now=4)[ProposalRule.NOT_ACKNOWLEDGED].since == first.at


@pytest.mark.parametrize(("cause", "category"), [("aids", Category.AIDS), ("medical", None), ("other", None)])
def test_a_readmission_for_another_cause_than_illness(cause: str, category: Category | None) -> None:
    said = fact(2, ItemKind.READMISSION_CAUSE_RECORDED, 2, VC, cause=cause)
    one = found(NOTICE, said, now=3).get(ProposalRule.READMISSION)
    assert (one.category if one else None) == category
    if one:
        assert (one.unit_id, one.about_id) == (VC, None)


@pytest.mark.parametrize(("done_on", "proposed"), [(None, True), (4.5, False), (6, True)])
def test_home_with_a_critical_point_open(done_on: float | None, proposed: bool) -> None:
    """A point that is done after the home-coming was open at it all the same."""
    values = {"point": "p1", "critical": True}
    facts = [
        NOTICE,
        fact(2, ItemKind.CHECKLIST_POINT, 3, OFFICE, {WARD: None}, state="open", **values),
        fact(9, ItemKind.DISCHARGED, 5, WARD),
    ]
    if done_on is not None:
        facts.append(fact(3, ItemKind.CHECKLIST_POINT, done_on, WARD, {WARD: None}, state="done", **values))
    one = found(*facts).get(ProposalRule.CRITICAL_POINT)
    assert (one is not None) is proposed
    if one:
        assert (one.unit_id, one.about_id) == (OFFICE, WARD)


def test_nobody_is_asked_to_report_oneself_and_a_lone_ward_nobody() -> None:
    alone = {WARD: PARTIES[WARD]}
    late = fact(1, ItemKind.ADMISSION_NOTICE_SENT, 3, WARD, {WARD: None})
    assert found(late, parties=alone) == {}
    some = drafts(
        Chain.of(admitted_at=ADMITTED, ward_id=WARD, parties=PARTIES, facts=[late]), Limits(), at(9)
    )
    assert all(one.unit_id != one.about_id for one in some)


@given(st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_a_draft_is_shown_from_the_wait_until_two_weeks_have_gone(
    wait: int, hours: int, active: bool
) -> None:
    draft = Draft(ProposalRule.SIP_CALL, Category.SIP_NOT_CALLED, OFFICE, VC, ADMITTED)
    now = ADMITTED + timedelta(hours=hours)
    slow = active and hours in range(wait, WATCHED.days * 24 + 1)
    assert is_due(draft, Setting(active, wait), now) is slow


def test_the_day_of_the_due_date_is_sweden_s() -> None:
    notice = fact(
        1, ItemKind.ADMISSION_NOTICE_SENT, 0.1, WARD, SEEN, expected_discharge=date(2026, 3, 29).isoformat()
    )
    assert found(notice, now=40)[ProposalRule.EXPECTED_DATE].since == datetime(2026, 3, 29, 22, tzinfo=UTC)
