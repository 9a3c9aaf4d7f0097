"""The life of a SIP: called, held, agreed, followed up, closed. What may be recorded when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sip.rules.kinds import SipState
from transitions.rules.verdicts import Verdict

LONGEST_AHEAD_DAYS = 365
"""A meeting further away than a year is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class SipFact:
    """A SIP as the rules know it. Times are aware; None where the step has not been recorded."""

    called_at: datetime
    held_at: datetime | None = None
    agreed_at: datetime | None = None
    followed_up_at: datetime | None = None
    closed_at: datetime | None = None
    has_goal: bool = False
    died_at: datetime | None = None

    @property
    def state(self) -> SipState:
        """The furthest step recorded."""
        for state, at in (
            (SipState.CLOSED, self.closed_at),
            (SipState.FOLLOWED_UP, self.followed_up_at),
            (SipState.AGREED, self.agreed_at),
            (SipState.HELD, self.held_at),
        ):
            if at is not None:
                return state
        return SipState.CALLED


_AFTER: Mapping[SipState, tuple[SipState, ...]] = {
    SipState.HELD: (SipState.CALLED,),
    SipState.AGREED: (SipState.HELD,),
    SipState.FOLLOWED_UP: (SipState.AGREED, SipState.FOLLOWED_UP),
    SipState.CLOSED: (SipState.CALLED, SipState.HELD, SipState.AGREED, SipState.FOLLOWED_UP),
}
"""From which states a step may be taken. One that was called and never held may be closed too."""


def can(step: SipState, sip: SipFact, at: datetime, *, reason: str = "") -> Verdict:
    """Whether a step may be recorded at `at`.

    Nothing happens to a SIP before it was called: `before_call`, impossible. Out of turn: `not_held`, `not_agreed`,
    `already_held`, `already_agreed`, `closed`. Of a person who has died only what was before is recorded, and the SIP
    is closed without more ado: `patient_deceased`. A plan without the patient's own goal is closed only with a reason:
    `no_goal` (S4).
    """
    if at < sip.called_at:
        return Verdict.no("before_call", impossible=True, called_at=sip.called_at)
    state = sip.state
    if state not in _AFTER[step]:
        return Verdict.no(_refusal(step, state), state=str(state))
    if sip.died_at is not None and step is not SipState.CLOSED and at > sip.died_at:
        return Verdict.no("patient_deceased", died_at=sip.died_at)
    if (
        step is SipState.CLOSED
        and sip.died_at is None
        and sip.held_at is not None
        and not sip.has_goal
        and not reason.strip()
    ):
        return Verdict.no("no_goal")
    return Verdict.yes()


def _refusal(step: SipState, state: SipState) -> str:
    if state is SipState.CLOSED:
        return "sip_closed"
    if step is SipState.HELD:
        return "already_held"
    if step is SipState.AGREED and state is not SipState.CALLED:
        return "already_agreed"
    return "not_held" if state is SipState.CALLED else "not_agreed"
