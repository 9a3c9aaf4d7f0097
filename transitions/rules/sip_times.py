"""Whose answer a round of times for a SIP meeting waits for (S5), as tasks."""

from collections.abc import Iterator
from datetime import datetime

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.task_values import TaskFact, TaskKind

_SETTLES = (ItemKind.SIP_CALLED, ItemKind.SIP_HELD, ItemKind.SIP_CLOSED)


def open_round(chain: Chain) -> Fact | None:
    """The proposal of times that waits: the latest, until a call sets a time or the SIP goes on. Reminders aside."""
    found = None
    for fact in chain.of_kind(ItemKind.SIP_TIMES_PROPOSED, *_SETTLES):
        if fact.kind in _SETTLES:
            found = None
        elif not fact.data.get("reminder"):
            found = fact
    return found


def silent(chain: Chain, asked: Fact) -> frozenset[int]:
    """The units that have been asked and have not answered."""
    same = (asked.data.get("sip"), asked.data.get("round"))
    answered = {
        fact.by_id
        for fact in chain.of_kind(ItemKind.SIP_TIMES_ANSWERED)
        if (fact.data.get("sip"), fact.data.get("round")) == same and not fact.data.get("participant")
    }
    return asked.named - answered - {asked.by_id}


def time_tasks(chain: Chain) -> Iterator[TaskFact]:
    """Each unit that was asked answers; when all have, or the time is out, whoever asked settles one."""
    asked = open_round(chain)
    if asked is None or chain.deceased:
        return
    due = datetime.fromisoformat(asked.data["answer_by"])
    waiting = silent(chain, asked)
    for unit in sorted(waiting):
        yield TaskFact(unit, TaskKind.ANSWER_SIP_TIMES, asked.at, due, item_id=asked.id)
    shows = due if waiting else None
    yield TaskFact(asked.by_id, TaskKind.SETTLE_SIP_TIME, asked.at, None, shows_from=shows, item_id=asked.id)
