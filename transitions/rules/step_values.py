"""What a step is, and what the eight of them share (`rules.steps`)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actors.rules.kinds import UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import end_of


class StepCode(StrEnum):
    """The eight, in their order."""

    NOTICE = "notice"
    CARE_CONTACT = "care_contact"
    PLAN = "plan"
    CALL_SIP = "call_sip"
    READY = "ready"
    INFORM = "inform"
    MAKE_SIP = "make_sip"
    FOLLOW_UP = "follow_up"


class StepState(StrEnum):
    """How a step stands. `waiting`: something else comes first. `done_late`: done, after its time."""

    WAITING = "waiting"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    NOT_APPLICABLE = "not_applicable"


FINISHED = frozenset({StepState.DONE, StepState.DONE_LATE, StepState.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Step:
    """One step at a moment.

    `owners` are the kinds of unit whose step it is; `since` when it became theirs; `due_at` None has no statutory or
    local time. `fact` is what settled it. `reason` is a code for the state (`presenters.steps.REASONS`), "" when the
    state says all. `compulsory`: a samordnad vårdplan takes the place of the SIP (LUS 4:1 st. 2).
    """

    code: StepCode
    state: StepState
    owners: frozenset[UnitKind]
    since: datetime | None = None
    due_at: datetime | None = None
    fact: Fact | None = None
    reason: str = ""
    source: str = ""
    compulsory: bool = False

    @property
    def number(self) -> int:
        """1 to 8."""
        return list(StepCode).index(self.code) + 1


OPEN_CARE_UNITS = frozenset({UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY})
"""Whose steps 2, 4, 7 and 8 are."""

SIP_STEPS = frozenset({StepCode.CALL_SIP, StepCode.MAKE_SIP, StepCode.FOLLOW_UP})


def settled(fact: Fact | None, due: datetime | None) -> StepState:
    """Done, or done after its time."""
    late = fact is not None and due is not None and fact.at > due
    return StepState.DONE_LATE if late else StepState.DONE


def running(due: datetime | None, now: datetime) -> StepState:
    """Due, or late."""
    return StepState.LATE if due is not None and now > due else StepState.DUE


def first_notice(chain: Chain) -> Fact | None:
    """The notice that names the municipal side, or the first of all."""
    sent = chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT)
    return chain.notice or (sent[0] if sent else None)


def date_over(chain: Chain) -> datetime | None:
    """When the expected day of discharge has passed."""
    expected = chain.expected
    return end_of(expected[0]) if expected else None
