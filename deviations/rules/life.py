"""The life of a deviation (A4): reported, received, under investigation, answered, read, closed; reopened, returned."""

from dataclasses import dataclass
from datetime import datetime

from deviations.rules.kinds import UNANSWERED, Stage, Step
from transitions.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class DeviationFact:
    """A deviation as the rules know it. Times are aware; None where the step has not been recorded.

    `answered_at` is when the answer that stands was given: None before it, and again after a reopening.
    """

    reported_at: datetime
    received_at: datetime | None = None
    investigating_at: datetime | None = None
    answered_at: datetime | None = None
    read_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        """The furthest step recorded."""
        if self.closed_at is not None:
            return Stage.CLOSED
        if self.answered_at is not None:
            return Stage.READ if self.read_at is not None else Stage.ANSWERED
        if self.investigating_at is not None:
            return Stage.INVESTIGATING
        return Stage.RECEIVED if self.received_at is not None else Stage.REPORTED


_WAITING = frozenset(UNANSWERED)

TURN: dict[Step, frozenset[Stage]] = {
    Step.RECEIVE: frozenset({Stage.REPORTED}),
    Step.INVESTIGATE: frozenset({Stage.REPORTED, Stage.RECEIVED}),
    Step.ANSWER: _WAITING,
    Step.RETURN: _WAITING,
    Step.TAKE_OVER: _WAITING,
    Step.READ: frozenset({Stage.ANSWERED}),
    Step.CLOSE: frozenset({Stage.READ}),
    Step.REOPEN: frozenset({Stage.ANSWERED, Stage.READ, Stage.CLOSED}),
}
"""In which stages a step may be taken."""


def can(step: Step, deviation: DeviationFact, at: datetime) -> Verdict:
    """Whether a step may be taken at `at`.

    `before_report` is impossible. Out of turn: `already_received`, `already_investigating`, `already_answered`,
    `not_answered`, `already_read`, `not_read`, `deviation_closed`. Nothing is closed before the reporter has read an
    answer (A4).
    """
    if at < deviation.reported_at:
        return Verdict.no("before_report", impossible=True, reported_at=deviation.reported_at)
    stage = deviation.stage
    if stage in TURN[step]:
        return Verdict.yes()
    return Verdict.no(_refusal(step, stage))


def _refusal(step: Step, stage: Stage) -> str:
    if stage is Stage.CLOSED:
        return "deviation_closed"
    if stage in UNANSWERED:
        if step in (Step.READ, Step.CLOSE, Step.REOPEN):
            return "not_answered"
        return "already_received" if step is Step.RECEIVE else "already_investigating"
    if step is Step.READ:
        return "already_read"
    if step is Step.CLOSE:
        return "not_read"
    return "already_received" if step is Step.RECEIVE else "already_answered"
