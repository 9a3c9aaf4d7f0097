"""What the liability app lets a chain know: from when a municipality owes, and the question that waits for people.

The rules of betalningsansvar lie above; here a question is a code, since when it waits, and which side has the word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain
from transitions.rules.task_values import TaskFact, TaskKind


class Turn(StrEnum):
    """Who has the next word on a question that region and municipality decide together."""

    EITHER = "either"
    REGION = "region"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class OwingQuestion:
    """A question that the rules leave to people. `turn`: who is to propose, or to answer the other's proposal."""

    code: str
    turn: Turn
    since: datetime


@dataclass(frozen=True, slots=True)
class Owing:
    """What is known of betalningsansvar on a chain; both None when nothing is."""

    liable_from: datetime | None = None
    question: OwingQuestion | None = None


NOTHING_KNOWN = Owing()


def of_owing(chain: Chain, question: OwingQuestion | None) -> Iterator[TaskFact]:
    """The present ward and the assessment offices decide; the side that has proposed has nothing to do."""
    if question is None:
        return
    for party in chain.parties.values():
        if party.id == chain.current_ward_id:
            own = Turn.REGION
        elif party.kind is UnitKind.ASSESSMENT_OFFICE:
            own = Turn.MUNICIPALITY
        else:
            continue
        if question.turn is Turn.EITHER:
            kind = TaskKind.PROPOSE_OWING
        elif question.turn is own:
            kind = TaskKind.ANSWER_OWING
        else:
            continue
        yield TaskFact(party.id, kind, question.since, waits_for=question.code)
