"""Whose answer a round of times for a SIP meeting waits for (S5), as tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit that was called to a SIP that was held, and neither answered about the time nor came (S11)."""

    unit_id: int
    held: Fact


def silent_and_absent(chain: Chain) -> tuple[Absent, ...]:
    """Who neither answered nor came, meeting by meeting. A meeting of which nobody is told by unit tells of nobody."""
    found = []
    for held in chain.of_kind(ItemKind.SIP_HELD):
        sip = held.data.get("sip")
        calls = [
            fact
            for fact in chain.of_kind(ItemKind.SIP_CALLED)
            if fact.data.get("sip") == sip and fact.at <= held.at
        ]
        called = frozenset().union(*(fact.named for fact in calls))
        spoke = {fact.by_id for fact in calls} | {
            fact.by_id for fact in chain.of_kind(ItemKind.SIP_TIMES_ANSWERED) if fact.data.get("sip") == sip
        }
        if held.named:
            found += [Absent(unit, held) for unit in sorted(called - held.named - spoke - {held.by_id})]
    return tuple(found)


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
