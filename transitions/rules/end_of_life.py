"""Discharge near the end of life (T31): who decided, which doctor answers round the clock, what is decided.

The treating doctor's decision after a talk with the person (brytpunktssamtal). Without a doctor who is named with a
direct number, day and night, the home-coming is not safe: the ward is asked, and a discharge asks why.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after, local_date
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.verdicts import Verdict


class Decided(StrEnum):
    """What has been decided of the care: no CPR, not to hospital, no intensive care, a pump, drugs in the home."""

    NO_CPR = "no_cpr"
    NO_HOSPITAL = "no_hospital"
    NO_INTENSIVE = "no_intensive"
    PUMP = "pump"
    COMFORT_DRUGS = "comfort_drugs"
    HOSPITAL_OPEN = "hospital_open"


class KinInformed(StrEnum):
    """Whether next of kin know (HSF 4:3 p. 3)."""

    YES = "yes"
    NO = "no"
    NO_KIN = "no_kin"


def standing(chain: Chain) -> Fact | None:
    """The latest word, while it stands: it is taken back when the person gets better."""
    fact = chain.last(ItemKind.END_OF_LIFE_STATED)
    return None if fact is None or fact.data.get("ended") else fact


def lacks_doctor(chain: Chain) -> bool:
    """The person goes home to die, and nobody is named who answers round the clock."""
    fact = standing(chain)
    return fact is not None and not (fact.data.get("doctor") and fact.data.get("doctor_phone"))


def doctor_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Somebody names the doctor: the ward, and when the person has gone home the open care."""
    fact = standing(chain)
    if fact is None or not lacks_doctor(chain) or chain.deceased:
        return
    due = after(fact.at, limits.name_providers_hours)
    units = [party.id for party in chain.parties.values() if party.kind is UnitKind.PRIMARY_CARE]
    if chain.end is None or not units:
        units = [chain.current_ward_id]
    for unit in units:
        yield TaskFact(unit, TaskKind.NAME_DOCTOR, fact.at, due)


def may_tell_death(chain: Chain) -> Verdict:
    """A death after the discharge is told once, by those who meet the person; before it, the ward records it."""
    if chain.deceased:
        return Verdict.no("patient_deceased")
    return Verdict.yes() if chain.phase in (Phase.DISCHARGED, Phase.AT_HOME) else Verdict.no("not_home_yet")


def days_to_death(chain: Chain) -> int | None:
    """Local days from the discharge to the death that was told after it; None when there was none."""
    told, end = chain.last(ItemKind.DIED_AT_HOME), chain.end
    if told is None or end is None or not told.data.get("on"):
        return None
    return (date.fromisoformat(told.data["on"]) - local_date(end.at)).days


def died_within(chain: Chain, days: int = 7) -> bool:
    """Whether the person died within so many days of the discharge (T31)."""
    found = days_to_death(chain)
    return found is not None and found <= days
