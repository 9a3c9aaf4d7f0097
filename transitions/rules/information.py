"""Information at discharge, the same day (LUS 3:2; patientlagen 3:2 b; T26): sections, what is missing, when."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import STOCKHOLM, end_of, local_date
from transitions.rules.task_values import TaskFact, TaskKind

ASKED_FROM = time(15)
"""When what is missing is said and what there is is sent, Swedish time."""
GRACE = timedelta(hours=1)
"""What a discharge in the afternoon is given."""
LAST_CALL = time(23, 30)
"""What there is goes before the day is over, whatever the hour of the discharge."""

LONGEST_SECTION = 2000


class Section(StrEnum):
    """A section of the information (T26)."""

    HEALTH = "health"
    FUNCTION = "function"
    RISKS = "risks"
    MEDICINES_STARTED = "medicines_started"
    MEDICINES_CHANGED = "medicines_changed"
    MEDICINES_STOPPED = "medicines_stopped"
    LINES = "lines"
    WOUNDS = "wounds"
    AIDS = "aids"
    CHECKS = "checks"
    REHAB = "rehab"
    QUESTIONS = "questions"
    PATIENT_SUMMARY = "patient_summary"


def missing(sections: Mapping[str, str]) -> tuple[Section, ...]:
    """The sections that nobody has written: an empty one is unknown, "Inga" is an answer."""
    return tuple(section for section in Section if not sections.get(section, "").strip())


def send_at(discharged_at: datetime) -> datetime:
    """When what there is is sent: at 15 the day of the discharge, an hour after a later one, before the day is over."""
    day = local_date(discharged_at)
    asked = datetime.combine(day, ASKED_FROM, STOCKHOLM)
    last = datetime.combine(day, LAST_CALL, STOCKHOLM)
    return max(min(max(asked, discharged_at + GRACE), last), discharged_at)


def sent(chain: Chain) -> Fact | None:
    """The latest information that was sent."""
    return chain.last(ItemKind.DISCHARGE_INFORMATION_SENT)


def still_missing(chain: Chain) -> tuple[Section, ...]:
    """What the latest information says is missing; everything when none was sent."""
    fact = sent(chain)
    return tuple(Section) if fact is None else tuple(Section(one) for one in fact.data.get("missing", ()))


def information_tasks(chain: Chain) -> Iterator[TaskFact]:
    """The ward's: to send it the day of the discharge, to complete what was missing. Not asked of loaded history."""
    end = chain.end
    if chain.phase is not Phase.DISCHARGED or end is None or not end.data.get("information_due"):
        return
    fact = sent(chain)
    due = end_of(local_date(end.at))
    if fact is None:
        yield TaskFact(chain.current_ward_id, TaskKind.SEND_INFORMATION, end.at, due)
    elif still_missing(chain):
        yield TaskFact(chain.current_ward_id, TaskKind.COMPLETE_INFORMATION, fact.at, due)
