"""Tasks of the planning: answers, questions, a nurse's word, a date that has passed (`rules.tasks`)."""

from collections.abc import Iterator

from transitions.rules.answers import (
    NURSES,
    ReplyState,
    asked,
    competences,
    open_orders,
    open_question,
    replies,
)
from transitions.rules.chain import Chain, Phase
from transitions.rules.limits import Limits, after, end_of
from transitions.rules.task_values import TaskFact, TaskKind


def planning(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Every task of the planning, for every unit."""
    yield from _answers(chain, limits)
    yield from _date(chain, limits)
    for unit, order in sorted(open_orders(chain).items()):
        due = after(order.at, limits.answer_hours)
        yield TaskFact(unit, TaskKind.ANSWER_ORDER, order.at, due, item_id=order.id)


def _answers(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    for reply in replies(chain, limits):
        if reply.state is ReplyState.SILENT:
            yield TaskFact(
                reply.unit_id, TaskKind.ANSWER, reply.asked.at, reply.due_at, item_id=reply.asked.id
            )
    question = open_question(chain)
    if question is not None:
        due = after(question.at, limits.answer_hours)
        ward = chain.current_ward_id
        yield TaskFact(ward, TaskKind.ANSWER_QUESTION, question.at, due, item_id=question.id)
    message = asked(chain)
    if message is None:
        return
    due = after(message.at, limits.answer_hours)
    for word in competences(chain):
        if word.fact is None and chain.parties[word.unit_id].kind in NURSES:
            yield TaskFact(word.unit_id, TaskKind.STATE_COMPETENCE, message.at, due)


def _date(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """A day that has passed without a new one goes, after a time that is data, to the ward's manager (T5)."""
    expected = chain.expected
    if chain.phase is not Phase.NOTICED or expected is None:
        return
    over = end_of(expected[0])
    due = after(over, limits.date_escalate_hours)
    yield TaskFact(chain.current_ward_id, TaskKind.DATE_TO_MANAGER, expected[2].at, due, shows_from=over)
