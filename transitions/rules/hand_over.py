"""Notes between those who help a person at home: day, evening, night patrol, alarm, delegated care (T37).

A note concerns a night when its writer says so, and stands first until that night is over. Notes live on after the
discharge for as many days as the installation has decided (`Limits.hand_over_days`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import STOCKHOLM, Limits, local_date
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.verdicts import Verdict

NIGHT_ENDS = time(7)
NIGHT_BEGINS = time(21)
MOST_NIGHTS = 14
LONGEST_NOTE = 1000


def night_of(moment: datetime) -> date:
    """The night at hand: named by its evening. Before seven in the morning it is yesterday's."""
    local = moment.astimezone(STOCKHOLM)
    return local.date() - timedelta(days=1) if local.time() < NIGHT_ENDS else local.date()


def concerns(data: Mapping[str, Any], moment: datetime) -> bool:
    """Whether a note is about the night at hand."""
    if not data.get("night"):
        return False
    first = date.fromisoformat(data["night"])
    last = date.fromisoformat(data.get("until") or data["night"])
    return first <= night_of(moment) <= last


def circle(chain: Chain, present: Iterable[int]) -> frozenset[int]:
    """Who helps the person at home: the present providers, and those who were ordered after that was last said."""
    said = chain.last(ItemKind.SERVICES_REPORTED)
    ordered = {
        unit
        for fact in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED)
        if fact.data.get("cause") == "order" and (said is None or fact.at >= said.at)
        for unit in fact.named
    }
    return frozenset(present) | ordered


def open_until(chain: Chain, limits: Limits) -> date | None:
    """The last local day on which a note may be written; None while the person is in hospital."""
    end = chain.end
    return local_date(end.at) + timedelta(days=limits.hand_over_days) if end is not None else None


def may_write(chain: Chain, units: frozenset[int], unit: int, limits: Limits, at: datetime) -> Verdict:
    """Whether the unit may write to the others: one of them, with somebody to write to, and not too late."""
    if chain.deceased:
        return Verdict.no("patient_deceased")
    if unit not in units:
        return Verdict.no("not_in_the_home")
    if units == {unit}:
        return Verdict.no("nobody_to_tell")
    last = open_until(chain, limits)
    return Verdict.no("hand_over_closed") if last is not None and local_date(at) > last else Verdict.yes()


def unread(chain: Chain, unit: int) -> list[Fact]:
    """The notes that nobody of the unit has said that they have read, oldest first."""
    return [
        fact for fact in chain.of_kind(ItemKind.HAND_OVER_NOTE) if unit in fact.to and fact.to[unit] is None
    ]


def read_tasks(chain: Chain) -> Iterator[TaskFact]:
    """One task for each unit with something to read; due at nine in the evening when it is about that night."""
    if chain.deceased:
        return
    for unit in sorted(chain.parties):
        waiting = unread(chain, unit)
        if waiting:
            nights = [date.fromisoformat(one.data["night"]) for one in waiting if one.data.get("night")]
            due = datetime.combine(min(nights), NIGHT_BEGINS, STOCKHOLM) if nights else None
            yield TaskFact(unit, TaskKind.READ_HAND_OVER, waiting[0].at, due)
