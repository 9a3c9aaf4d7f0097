"""What is asked of a receiving unit, and when its yes binds (T5, T22, T27, T28)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from tests.unit.transitions.chains import HOME, OFFICE, START, VC, WARD, chain, fact, hour, notice
from transitions.rules.answers import (
    ReplyState,
    asked,
    demands_answer,
    open_orders,
    open_question,
    questions,
    replies,
)
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.tasks import TaskKind, tasks

K, R = ItemKind, ReplyState
LIMITS = Limits()
NURSE = 20
READY = fact(K.DISCHARGE_READY_SENT, 50, to=(OFFICE, VC))


def changed(at: float, day: str) -> Fact:
    """A new date, told to office and vårdcentral."""
    return fact(K.EXPECTED_DISCHARGE_CHANGED, at, to=(OFFICE, VC), expected_discharge=day)


def answer(at: float, question: Fact, *, by: int = OFFICE, word: str = "can", **data: object) -> Fact:
    """An answer to a message."""
    return fact(K.ANSWER_GIVEN, at, by=by, of=str(question.kind), of_item=question.id, answer=word, **data)


def with_nurse(*facts: Fact) -> Chain:
    """A chain on which a nurse of a SÄBO got the notice."""
    plain = chain(notice(to=(OFFICE, VC, NURSE)), *facts)
    nurse = Party(NURSE, UnitKind.SPECIAL_HOUSING, municipal_side=True, open_care=False)
    return Chain(START, WARD, {**plain.parties, NURSE: nurse}, plain.facts)


@pytest.mark.parametrize(
    ("day", "demands"),
    [("2026-03-05", True), ("2026-03-06", False), ("2026-03-07", False), ("2026-03-08", True)],
)
def test_earlier_or_later_by_more_than_a_day_demands_an_answer(day: str, demands: bool) -> None:
    """The notice said 6 March."""
    new = changed(20, day)
    assert demands_answer(chain(notice(), new), new) is demands
    assert (asked(chain(notice(), new)) == new) is demands


@given(st.lists(st.integers(-40, 40), min_size=1, max_size=8))
def test_each_date_is_weighed_against_the_one_before_it(moves: list[int]) -> None:
    days = [date(2026, 3, 6)]
    for move in moves:
        days.append(days[-1] + timedelta(days=move))
    facts = [changed(10 + number, f"{day}") for number, day in enumerate(days[1:])]
    whole = chain(notice(), *facts)
    for move, told in zip(moves, facts, strict=True):
        assert demands_answer(whole, told) is (move < 0 or move >= 2)
    assert not demands_answer(whole, whole.facts[0]), "the first date is no change"


def test_utskrivningsklar_is_what_stands_until_the_end() -> None:
    earlier = changed(20, "2026-03-04")
    assert asked(chain(notice(), earlier, READY)) == READY
    assert asked(chain(notice(), earlier, READY, fact(K.DISCHARGE_READY_WITHDRAWN, 52))) == earlier
    assert asked(chain(notice(), READY, fact(K.DISCHARGED, 60))) is None


def test_silence_is_seen_and_is_a_task_with_a_time() -> None:
    whole = chain(notice(), READY)
    (reply,) = replies(whole, LIMITS)
    assert (reply.unit_id, reply.state, reply.due_at) == (OFFICE, R.SILENT, hour(50 + LIMITS.answer_hours))
    found = [task for task in tasks(whole, LIMITS) if task.kind is TaskKind.ANSWER]
    assert [(task.unit_id, task.item_id, task.due_at) for task in found] == [(OFFICE, READY.id, reply.due_at)]
    answered = chain(notice(), READY, answer(51, READY, from_when="2026-03-07"))
    assert not [task for task in tasks(answered, LIMITS) if task.kind is TaskKind.ANSWER]


def test_an_answer_belongs_to_what_it_answered() -> None:
    """Of a new date, or a new notice, everybody is asked anew."""
    first, second = changed(20, "2026-03-04"), changed(30, "2026-03-03")
    whole = chain(notice(), first, answer(21, first, from_when="2026-03-04"), second)
    assert [reply.state for reply in replies(whole, LIMITS)] == [R.SILENT]
    history = fact(
        K.ANSWER_GIVEN, 31, by=OFFICE, of="admission_notice_sent", answer="cannot", missing="Plats"
    )
    (reply,) = replies(chain(notice(), second, history), LIMITS)
    assert (reply.state, reply.missing) == (R.CANNOT, "Plats"), "a file does not say which message"


NURSES_WORDS = [
    ((), R.PRELIMINARY, date(2026, 3, 7)),
    ((fact(K.COMPETENCE_STATED, 52, by=NURSE, enough=True),), R.CAN, date(2026, 3, 7)),
    (
        (fact(K.COMPETENCE_STATED, 52, by=NURSE, enough=False, missing="Delegering"),),
        R.PRELIMINARY,
        date(2026, 3, 7),
    ),
    (
        (fact(K.COMPETENCE_STATED, 52, by=NURSE, enough=False, missing="Säng", until="2026-03-10"),),
        R.CAN,
        date(2026, 3, 10),
    ),
    (
        (
            fact(K.COMPETENCE_STATED, 51, by=NURSE, enough=False, missing="Säng"),
            fact(K.COMPETENCE_STATED, 53, by=NURSE, enough=True),
        ),
        R.CAN,
        date(2026, 3, 7),
    ),
]


@pytest.mark.parametrize(("words", "state", "binds_from"), NURSES_WORDS)
def test_the_nurses_word_comes_before_the_yes_binds(
    words: tuple[Fact, ...], state: ReplyState, binds_from: date
) -> None:
    yes = answer(54, READY, from_when="2026-03-07")
    (reply,) = replies(with_nurse(READY, yes, *words), LIMITS)
    assert (reply.state, reply.from_when) == (state, binds_from)
    assert bool(reply.waits_for or reply.lacking) is (state is R.PRELIMINARY)


def test_a_nurse_who_has_not_been_told_of_the_person_is_not_waited_for() -> None:
    whole = with_nurse(READY, answer(54, READY, from_when="2026-03-07"))
    untold = Chain(START, WARD, whole.parties, (notice(), *whole.facts[1:]))
    assert [reply.state for reply in replies(untold, LIMITS)] == [R.CAN]


def test_a_question_stands_until_the_doctor_answers_and_is_counted_for_good() -> None:
    asks = answer(52, READY, by=VC, word="questions_readiness", missing="Feber")
    assert open_question(chain(notice(), READY)) is None
    whole = chain(notice(), READY, asks)
    assert open_question(whole) == asks
    (task,) = [task for task in tasks(whole, LIMITS) if task.kind is TaskKind.ANSWER_QUESTION]
    assert (task.unit_id, task.due_at) == (WARD, hour(52 + LIMITS.answer_hours))
    said = fact(K.READINESS_ANSWERED, 53, of_item=asks.id, stands=True, doctor="Dr Ek")
    answered = chain(notice(), READY, asks, said)
    assert open_question(answered) is None
    assert questions(answered) == [asks]
    withdrawn = chain(notice(), READY, asks, fact(K.DISCHARGE_READY_WITHDRAWN, 54))
    assert open_question(withdrawn) is None, "nothing is left to question"
    again = fact(K.DISCHARGE_READY_SENT, 70, to=(OFFICE, VC))
    assert open_question(chain(*withdrawn.facts, again)) is None, "an old question is not of the new notice"


def test_a_provider_answers_its_order_and_nobody_elses() -> None:
    order = fact(K.HOME_CARE_NOTIFIED, 20, by=OFFICE, to=(HOME,), cause="order")
    told = fact(K.HOME_CARE_NOTIFIED, 21, by=WARD, to=(HOME,), cause="expected_discharge_changed")
    parties = (WARD, OFFICE, VC, HOME)
    assert open_orders(chain(notice(), order, told, parties=parties)) == {HOME: order}
    said = answer(22, order, by=HOME)
    assert open_orders(chain(notice(), order, said, parties=parties)) == {}
    other = answer(22, order, by=OFFICE)
    assert open_orders(chain(notice(), order, other, parties=parties)) == {HOME: order}
    new = fact(K.HOME_CARE_NOTIFIED, 30, by=OFFICE, to=(HOME,), cause="order")
    late = chain(notice(), order, said, new, parties=parties)
    assert set(open_orders(late)) == {HOME}, "a new order asks anew"


def test_a_date_that_has_passed_goes_to_the_manager_after_a_time_that_is_data() -> None:
    over = hour(0).replace(day=6, hour=23)  # midnight in Stockholm in winter
    (task,) = [one for one in tasks(chain(notice()), LIMITS) if one.kind is TaskKind.DATE_TO_MANAGER]
    assert (task.unit_id, task.shows_from) == (WARD, over)
    assert task.due_at == over + timedelta(hours=LIMITS.date_escalate_hours)
    (sooner,) = [
        one
        for one in tasks(chain(notice()), Limits(date_escalate_hours=2))
        if one.kind is TaskKind.DATE_TO_MANAGER
    ]
    assert sooner.due_at == over + timedelta(hours=2)
    for settled in (READY, fact(K.DISCHARGED, 60, to=())):
        kinds = {one.kind for one in tasks(chain(notice(), settled), LIMITS)}
        assert TaskKind.DATE_TO_MANAGER not in kinds
