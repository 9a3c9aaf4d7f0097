"""What both sides decide takes the place of what the rules leave open, and of nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liability.rules.assessment import Status, assess
from liability.rules.contract import case_from_json
from liability.rules.decisions import (
    Choice,
    Decision,
    DecisionFact,
    DecisionState,
    can_answer,
    can_propose,
    questions,
)
from liability.rules.facts import Case
from liability.rules.statement_life import Side
from liability.shelf import shipped_desk

NOTICE = "2022-03-07T10:00:00+01:00"


def case(*, called: str = "2022-03-14T10:00:00+01:00") -> Case:
    """A stay whose SIP was called late: the act does not say what follows."""
    events = [
        {"type": "admitted", "at": "2022-03-01T08:00:00+01:00"},
        {"type": "admission_notice_sent", "at": "2022-03-01T09:00:00+01:00"},
        {"type": "discharge_ready_sent", "at": NOTICE},
        {"type": "sip_called", "at": called, "by": "care_contact"},
        {"type": "discharged", "at": "2022-03-16T10:00:00+01:00"},
    ]
    line = {
        "case": "x",
        "terms": "statute",
        "care_form": "somatic",
        "registered_in": "0180",
        "events": events,
    }
    return case_from_json(line, shipped_desk())


def decided(given: Case, choice: Choice, from_day: date | None) -> Case:
    moment = datetime(2022, 3, 7, 9, tzinfo=UTC)
    made = Decision(moment, choice, from_day, "Kallelsen dröjde.", date(2022, 4, 1))
    return replace(given, decisions=(made,))


def test_without_a_decision_a_person_must() -> None:
    assert assess(case(), shipped_desk().rulebook).status is Status.NEEDS_REVIEW


def test_days_from_the_day_that_both_decided() -> None:
    result = assess(decided(case(), Choice.OWED, date(2022, 3, 14)), shipped_desk().rulebook)
    assert (result.status, result.charge.days, result.charge.amount) == (Status.LIABLE, 2, 18_600)
    said = {each.code.value: each.text for each in result.reasons}
    assert "måndag 14 mars 2022. Motivering: Kallelsen dröjde." in said["decided_owed"]
    assert "sip_called_late" in said


def test_nothing_is_owed_when_both_decided_so() -> None:
    result = assess(decided(case(), Choice.NOT_OWED, None), shipped_desk().rulebook)
    assert (result.status, result.charge.days, result.spells[0].starts_on) == (Status.NOT_LIABLE, 0, None)
    assert result.reasons[-1].code.value in ("decided_not_owed", "open_care_not_stated")


def test_a_decision_on_what_the_rules_decide_has_no_effect() -> None:
    in_time = case(called="2022-03-08T10:00:00+01:00")
    plain = assess(in_time, shipped_desk().rulebook)
    assert assess(decided(in_time, Choice.NOT_OWED, None), shipped_desk().rulebook) == plain


FACT = DecisionFact(
    needs_review=True,
    by_correction=False,
    notice_on=date(2022, 3, 7),
    last_on=date(2022, 3, 16),
    standing=None,
    proposed_side=None,
)
STANDING = replace(FACT, standing=DecisionState.PROPOSED, proposed_side=Side.REGION)


@pytest.mark.parametrize(
    ("fact", "choice", "day", "code"),
    [
        (FACT, Choice.NOT_OWED, None, "ok"),
        (FACT, Choice.OWED, date(2022, 3, 7), "ok"),
        (FACT, Choice.OWED, date(2022, 3, 16), "ok"),
        (FACT, Choice.OWED, date(2022, 3, 17), "day_outside"),
        (FACT, Choice.OWED, date(2022, 3, 6), "day_outside"),
        (FACT, Choice.OWED, None, "day_outside"),
        (STANDING, Choice.NOT_OWED, None, "proposed_already"),
        (replace(FACT, needs_review=False), Choice.NOT_OWED, None, "nothing_to_decide"),
        (replace(FACT, by_correction=True), Choice.NOT_OWED, None, "needs_a_correction"),
    ],
)
def test_what_can_be_proposed(fact: DecisionFact, choice: Choice, day: date | None, code: str) -> None:
    assert can_propose(fact, choice, day).code == code


def test_neither_side_decides_alone() -> None:
    assert can_answer(STANDING, Side.MUNICIPALITY).allowed
    assert can_answer(STANDING, Side.REGION).code == "own_proposal"
    assert can_answer(FACT, Side.MUNICIPALITY).code == "nothing_proposed"


def test_the_questions_of_a_result_are_in_order_and_once() -> None:
    assert [str(code) for code in questions(["sip_called_late", "withdrawn", "sip_called_late"])] == [
        "sip_called_late"
    ]
