"""What messages and leave ask for: answer, complete, send to the right unit, record the return (T2, T20, T21)."""

from collections.abc import Iterator
from datetime import datetime

from transitions.rules.chain import Chain, Phase
from transitions.rules.limits import Limits, after
from transitions.rules.messages import open_questions, returned
from transitions.rules.task_values import TaskFact, TaskKind


def of_messages(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Of the units that were asked, and of the present ward."""
    for fact, unit in open_questions(chain):
        if unit in chain.parties:
            due = after(fact.at, limits.answer_hours)
            yield TaskFact(unit, TaskKind.REPLY, fact.at, due, None, fact.id)
    if chain.end is None and chain.current_ward_id in chain.parties:
        yield from _ward(chain, chain.current_ward_id, limits)


def _ward(chain: Chain, ward: int, limits: Limits) -> Iterator[TaskFact]:
    leave = chain.on_leave
    if leave is not None:
        back = leave.data.get("back_at")
        due = datetime.fromisoformat(back) if back else None
        yield TaskFact(ward, TaskKind.END_LEAVE, leave.at, due, shows_from=due)
    wrong = returned(chain)
    if wrong is not None:
        yield TaskFact(ward, TaskKind.RESEND, wrong.at, after(wrong.at, limits.answer_hours))
    left = chain.notice_left
    if left is not None and chain.phase in (Phase.NOTICED, Phase.READY):
        due = after(left.at, limits.complete_notice_hours)
        yield TaskFact(ward, TaskKind.COMPLETE_NOTICE, left.at, due)
