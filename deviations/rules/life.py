"""The life of a deviation: reported, received, answered, read, closed (A4). What may be done when."""

from dataclasses import dataclass
from datetime import datetime

from deviations.rules.kinds import Stage, Step
from transitions.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class DeviationFact:
    """A deviation as the rules know it. Times are aware; None where the step has not been recorded."""

    reported_at: datetime
    received_at: datetime | None = None
    answered_at: datetime | None = None
    read_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        """The furthest step recorded."""
        if self.closed_at is not None:
            return Stage.CLOSED
        if self.answered_at is not None:
            return Stage.ANSWERED
        return Stage.RECEIVED if self.received_at is not None else Stage.REPORTED


def can(step: Step, deviation: DeviationFact, at: datetime) -> Verdict:
    """Whether a step may be taken at `at`.

    `before_report` is impossible. Out of turn: `already_received`, `already_answered`, `not_answered`, `already_read`,
    `deviation_closed`. Nothing is closed before it has an answer: the reporter always gets one (A4).
    """
    if at < deviation.reported_at:
        return Verdict.no("before_report", impossible=True, reported_at=deviation.reported_at)
    if deviation.closed_at is not None:
        return Verdict.no("deviation_closed", closed_at=deviation.closed_at)
    answered = deviation.answered_at is not None
    if step is Step.RECEIVE:
        if deviation.received_at is not None or answered:
            return Verdict.no("already_received")
    elif step is Step.ANSWER:
        if answered:
            return Verdict.no("already_answered", answered_at=deviation.answered_at)
    elif not answered:
        return Verdict.no("not_answered")
    elif step is Step.READ and deviation.read_at is not None:
        return Verdict.no("already_read")
    return Verdict.yes()
