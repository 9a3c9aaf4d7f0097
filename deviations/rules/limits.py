"""How long each step may take. No statute says: the limits are local, and the pages call them so (law.md 7.3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from actors.rules.calendar import Calendar
from deviations.rules.kinds import Rung, Severity, Stage
from transitions.rules.limits import end_of, local_date

MOST_DAYS = 260
"""More working days than a year has are a slip of the finger."""


@dataclass(frozen=True, slots=True)
class DeviationLimits:
    """Working days, eves not counted. `receive_days` from when it came to the recipient; `answer_*` from the report or
    a reopening, by severity; `read_days` from the answer, `close_days` from when it was read.

    When the day has passed the reminder goes out `remind_days` before, and the agreed order is climbed so many days
    after: to the manager, to the MAS or verksamhetschef, to the joint forum, to the steering group.
    """

    receive_days: int = 2
    answer_low_days: int = 20
    answer_moderate_days: int = 15
    answer_serious_days: int = 7
    read_days: int = 10
    close_days: int = 20
    remind_days: int = 1
    manager_days: int = 1
    chief_days: int = 3
    forum_days: int = 10
    steering_days: int = 30

    @classmethod
    def of(cls, values: Mapping[str, Any], base: "DeviationLimits | None" = None) -> "DeviationLimits":
        """Limits from stored values, the rest from `base`.

        Raises ValueError on an unknown name, a value that is no count, and an order that is not climbed upwards.
        """
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known or isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(name)
            if not 0 <= value <= MOST_DAYS:
                raise ValueError(name)
        made = cls(**{**asdict(base or cls()), **values})
        if not made.manager_days <= made.chief_days <= made.forum_days <= made.steering_days:
            raise ValueError("steering_days")
        return made

    def answer_days(self, severity: Severity) -> int:
        """Working days from report to answer."""
        return {
            Severity.LOW: self.answer_low_days,
            Severity.MODERATE: self.answer_moderate_days,
            Severity.SERIOUS: self.answer_serious_days,
        }[severity]


@dataclass(frozen=True, slots=True)
class Since:
    """From when the steps count: when it was reported (or reopened), came to its recipient, was answered, was read."""

    reported_at: datetime
    routed_at: datetime
    answered_at: datetime | None = None
    read_at: datetime | None = None


def due_at(
    stage: Stage, *, severity: Severity, since: Since, limits: DeviationLimits, calendar: Calendar
) -> datetime | None:
    """The first instant after the local working day by which the next step is due; None for one that is closed.

    Whoever receives late is given no longer for the answer, and one that has gone to the wrong recipient no longer
    either: the answer counts from the report.
    """
    if stage is Stage.CLOSED:
        return None
    if stage is Stage.ANSWERED:
        return _after(since.answered_at or since.reported_at, limits.read_days, calendar)
    if stage is Stage.READ:
        return _after(since.read_at or since.reported_at, limits.close_days, calendar)
    answer = _after(since.reported_at, limits.answer_days(severity), calendar)
    if stage is Stage.REPORTED:
        return min(answer, _after(since.routed_at, limits.receive_days, calendar))
    return answer


def _after(moment: datetime, days: int, calendar: Calendar) -> datetime:
    return end_of(_weekday(local_date(moment), days, calendar))


def _weekday(day: date, days: int, calendar: Calendar) -> date:
    """So many working days after a day; with 0 the day itself, or the next working day."""
    if days == 0 and calendar.is_weekday(day, eves_are_weekdays=False):
        return day
    return calendar.add_weekdays(day, max(days, 1), eves_are_weekdays=False)


RUNGS: tuple[Rung, ...] = tuple(Rung)


def rung_times(due: datetime, limits: DeviationLimits, calendar: Calendar) -> dict[Rung, datetime]:
    """When each rung of the agreed order falls due for a step that is due at `due`, in their order."""
    last = last_day(due)
    before = last
    for _ in range(limits.remind_days):
        before -= timedelta(days=1)
        while not calendar.is_weekday(before, eves_are_weekdays=False):
            before -= timedelta(days=1)
    after = {
        Rung.MANAGER: limits.manager_days,
        Rung.CHIEF: limits.chief_days,
        Rung.FORUM: limits.forum_days,
        Rung.STEERING: limits.steering_days,
    }
    found = {Rung.REMIND: end_of(before - timedelta(days=1))}
    for rung, days in after.items():
        day = calendar.add_weekdays(last, days, eves_are_weekdays=False)
        found[rung] = max(due, end_of(day - timedelta(days=1)))
    return found


def rungs_due(
    due: datetime,
    *,
    began: datetime,
    taken: frozenset[Rung],
    now: datetime,
    limits: DeviationLimits,
    calendar: Calendar,
) -> list[Rung]:
    """The rungs to take now, lowest first; those before one that is taken are never taken afterwards.

    A reminder that would come with the report itself, or after the day has passed, is left out.
    """
    top = max((RUNGS.index(rung) for rung in taken), default=-1)
    times = rung_times(due, limits, calendar)
    found = []
    for rung in RUNGS[top + 1 :]:
        if rung is Rung.REMIND and (times[rung] <= began or now >= due):
            continue
        if now >= times[rung]:
            found.append(rung)
    return found


def next_rung_at(
    due: datetime,
    *,
    began: datetime,
    taken: frozenset[Rung],
    now: datetime,
    limits: DeviationLimits,
    calendar: Calendar,
) -> datetime | None:
    """When somebody is to be asked next, given what has been taken; None when the top has been told."""
    top = max((RUNGS.index(rung) for rung in taken), default=-1)
    for rung, at in rung_times(due, limits, calendar).items():
        left_out = rung is Rung.REMIND and (at <= began or now >= due)
        if RUNGS.index(rung) > top and not left_out:
            return at
    return None


def last_day(due: datetime) -> date:
    """The local day by the end of which the step is due: what a person reads."""
    return local_date(due) - timedelta(days=1)


def age_days(since: datetime, now: datetime) -> int:
    """Whole local calendar days from a moment's date to today's."""
    return (local_date(now) - local_date(since)).days
