"""A readmission within 30 days: which stay came before it, and what the two sides say was the cause (T14).

The days are those of the follow-up (contracts/report.md, `readmissions_30d`): calendar days in Sweden, 1
to 30, unplanned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact, Party, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, end_of, local_date
from transitions.rules.task_values import TaskFact, TaskKind

READMISSION_DAYS = 30


class Side(StrEnum):
    """Who answers for itself. The hospital and the municipality are asked; the open care may say what it knows."""

    WARD = "ward"
    MUNICIPALITY = "municipality"
    OPEN_CARE = "open_care"


ASKED = (Side.WARD, Side.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Admission:
    """One stay, as the rule needs it. `ended_at` None: not ended."""

    id: int
    admitted_at: datetime
    ended_at: datetime | None
    planned: bool = False


def is_readmission(days: int | None) -> bool:
    """Whether so many calendar days since the end before make an unplanned stay a readmission within 30 days."""
    return days is not None and 1 <= days <= READMISSION_DAYS


def earlier_of(stay: Admission, others: Iterable[Admission]) -> Admission | None:
    """The stay that this one is a readmission after, or None.

    It is the person's latest ended before the admission; a planned stay is no readmission.
    """
    ended = [
        (other.ended_at, other.id, other)
        for other in others
        if other.id != stay.id and other.ended_at is not None and other.ended_at <= stay.admitted_at
    ]
    if stay.planned or not ended:
        return None
    at, _, latest = max(ended, key=lambda one: one[:2])
    days = (local_date(stay.admitted_at) - local_date(at)).days
    return latest if is_readmission(days) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit says of the cause: its latest word."""

    side: Side
    unit_id: int
    fact: Fact


def side_of(party: Party) -> Side:
    """Which side a unit speaks for."""
    if party.kind is UnitKind.WARD:
        return Side.WARD
    if party.municipal_side or party.kind in HOME_PROVIDERS:
        return Side.MUNICIPALITY
    return Side.OPEN_CARE


def returning(chain: Chain) -> dict[int, Party]:
    """The units that were on the earlier chain too, and so may know of it; of wards, the present one alone."""
    return {
        party.id: party
        for party in chain.parties.values()
        if party.earlier_id is not None
        and (party.kind is not UnitKind.WARD or party.id == chain.current_ward_id)
    }


def earlier_for(chain: Chain, unit_id: int) -> int | None:
    """The id of the earlier stay, when the unit was on both; else None, as for a stay that is no readmission."""
    party = returning(chain).get(unit_id)
    return party.earlier_id if party is not None else None


def answers(chain: Chain) -> tuple[Answer, ...]:
    """The latest word of each unit on the cause, in order."""
    latest: dict[int, Fact] = {}
    for fact in chain.of_kind(ItemKind.READMISSION_CAUSE_RECORDED):
        latest.pop(fact.by_id, None)
        latest[fact.by_id] = fact
    return tuple(
        Answer(side_of(chain.parties[unit]), unit, fact)
        for unit, fact in latest.items()
        if unit in chain.parties
    )


def cause_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Each side is asked for the cause until one of its units has answered. Nobody is asked after a death."""
    if chain.phase is Phase.DECEASED:
        return
    answered = {answer.side for answer in answers(chain)}
    due = end_of(local_date(chain.admitted_at) + timedelta(days=limits.readmission_cause_days))
    for unit, party in returning(chain).items():
        side = side_of(party)
        if side in ASKED and side not in answered:
            yield TaskFact(unit, TaskKind.RECORD_CAUSE, chain.admitted_at, due)
