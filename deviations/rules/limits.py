"""How long each step may take. No statute says: the limits are local, and the pages call them so (law.md 7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from deviations.rules.kinds import Severity, Stage
from transitions.rules.limits import end_of, local_date


@dataclass(frozen=True, slots=True)
class DeviationLimits:
    """Calendar days. `answer_*` count from the report, by severity; `read_days` from the answer."""

    receive_days: int = 3
    answer_low_days: int = 30
    answer_moderate_days: int = 20
    answer_serious_days: int = 10
    read_days: int = 14

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "DeviationLimits":
        """Limits from stored values. Raises ValueError on an unknown name or a value that is no count."""
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known or isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise ValueError(name)
        return cls(**values)

    def answer_days(self, severity: Severity) -> int:
        """Days from report to answer."""
        return {
            Severity.LOW: self.answer_low_days,
            Severity.MODERATE: self.answer_moderate_days,
            Severity.SERIOUS: self.answer_serious_days,
        }[severity]


def due_at(
    stage: Stage,
    *,
    severity: Severity,
    reported_at: datetime,
    answered_at: datetime | None,
    limits: DeviationLimits,
) -> datetime | None:
    """The first instant after the local day by which the next step is due; None for one that is closed.

    Whoever answers late in the first step is given no longer for the second: both count from the report.
    """
    if stage is Stage.CLOSED:
        return None
    if stage is Stage.ANSWERED:
        return _after(answered_at or reported_at, limits.read_days)
    days = limits.answer_days(severity)
    if stage is Stage.REPORTED:
        days = min(days, limits.receive_days)
    return _after(reported_at, days)


def _after(moment: datetime, days: int) -> datetime:
    return end_of(local_date(moment) + timedelta(days=days))


def last_day(due: datetime) -> date:
    """The local day by the end of which the step is due: what a person reads."""
    return local_date(due) - timedelta(days=1)


def age_days(since: datetime, now: datetime) -> int:
    """Whole local calendar days from a moment's date to today's."""
    return (local_date(now) - local_date(since)).days
