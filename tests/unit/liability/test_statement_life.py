"""Who may do what with a month, for every state: the whole table, against what it must never allow."""

from datetime import date
from itertools import product

from liability.rules.statement_life import ON_A_ROW, SIDES_OF, Act, RowState, Side, State, StatementFact, can

MARCH = date(2022, 3, 1)
APRIL = date(2022, 4, 4)
BY = date(2022, 4, 24)


def fact(state: State, **more: object) -> StatementFact:
    given: dict[str, object] = {"month": MARCH, "today": APRIL, "rows": 1, "dispute_by": BY, **more}
    return StatementFact(state=state, **given)  # type: ignore[arg-type]


def test_nothing_is_done_for_the_other_side() -> None:
    for act, side, state, row in product(Act, Side, State, RowState):
        if side not in SIDES_OF[act]:
            assert can(act, side, fact(state, row=row)).code == "other_side"


def test_a_locked_month_takes_no_step() -> None:
    for act, side, row in product(Act, Side, RowState):
        assert not can(act, side, fact(State.LOCKED, row=row)).allowed


def test_before_the_proposal_there_is_only_the_proposal() -> None:
    for act, side, row in product(Act, Side, RowState):
        allowed = can(act, side, fact(State.PRELIMINARY, row=row)).allowed
        assert allowed == (act is Act.PROPOSE and side is Side.REGION)


def test_nobody_agrees_while_a_row_waits() -> None:
    for side in Side:
        for waiting in ({"disputed": 1}, {"answered": 1}):
            assert can(Act.AGREE, side, fact(State.PROPOSED, **waiting)).code == "rows_waiting"
        assert can(Act.AGREE, side, fact(State.PROPOSED)).allowed


def test_what_each_state_of_a_row_lets_be_done() -> None:
    allowed = {
        row: {
            act
            for act in ON_A_ROW
            for side in SIDES_OF[act]
            if can(act, side, fact(State.PROPOSED, row=row)).allowed
        }
        for row in RowState
    }
    assert allowed == {
        RowState.OPEN: {Act.DISPUTE},
        RowState.DISPUTED: {Act.ANSWER, Act.ACCEPT},
        RowState.ANSWERED: {Act.DISPUTE, Act.ACCEPT},
        RowState.SETTLED: {Act.DISPUTE},
    }


def test_a_dispute_after_its_last_day() -> None:
    late = date(2022, 4, 25)
    assert can(Act.DISPUTE, Side.MUNICIPALITY, fact(State.PROPOSED, row=RowState.OPEN, today=BY)).allowed
    refused = can(Act.DISPUTE, Side.MUNICIPALITY, fact(State.PROPOSED, row=RowState.OPEN, today=late))
    assert refused.code == "dispute_too_late"
    assert can(
        Act.DISPUTE, Side.MUNICIPALITY, fact(State.PROPOSED, row=RowState.ANSWERED, today=late)
    ).allowed


def test_locking_wants_both() -> None:
    assert can(Act.LOCK, Side.REGION, fact(State.AGREED)).allowed
    assert can(Act.LOCK, Side.REGION, fact(State.PROPOSED)).code == "not_agreed"


def test_a_month_is_proposed_when_it_is_over_and_has_rows() -> None:
    assert (
        can(Act.PROPOSE, Side.REGION, fact(State.PRELIMINARY, today=date(2022, 3, 31))).code
        == "month_not_over"
    )
    assert can(Act.PROPOSE, Side.REGION, fact(State.PRELIMINARY, today=date(2022, 4, 1))).allowed
    assert can(Act.PROPOSE, Side.REGION, fact(State.PRELIMINARY, rows=0)).code == "nothing_to_propose"
    december = fact(State.PRELIMINARY, month=date(2022, 12, 1), today=date(2022, 12, 31))
    assert can(Act.PROPOSE, Side.REGION, december).code == "month_not_over"
