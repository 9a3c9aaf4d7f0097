"""Vila: a person may put a case aside for a while, and no deadline is ever hidden by it.

The rule is asked at each look, of the tasks as they are then. A task that comes, or a deadline that is moved, while a
case rests wakes it, whatever the person chose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from transitions.rules.verdicts import Verdict

LEAD = timedelta(days=1)
"""So long before its nearest deadline a case is awake: whoever is off in the evening sees it the morning before."""

LONGEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rest:
    """That a person put a case aside at `at`, until `until` at the latest."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Pressing:
    """As much of a task as decides whether it may rest: since when it shows, and when it is due."""

    shows_since: datetime
    due_at: datetime | None


def wakes_at(rest: Rest, tasks: Iterable[Pressing]) -> datetime:
    """When the case is back on the list: the chosen moment, or earlier for what has come or is soon due."""
    moments = [rest.until]
    for task in tasks:
        if task.shows_since > rest.at:
            moments.append(task.shows_since)
        if task.due_at is not None:
            moments.append(task.due_at - LEAD)
    return min(moments)


def rests(rest: Rest | None, tasks: Iterable[Pressing], now: datetime) -> bool:
    """Whether the case is off the person's list at `now`."""
    return rest is not None and rest.at <= now < wakes_at(rest, tasks)


def can_rest(tasks: Iterable[Pressing], until: datetime, now: datetime) -> Verdict:
    """Whether a case may be put aside until then: not into the past, not for long, not over a deadline."""
    if until <= now:
        return Verdict.no("rest_in_the_past")
    if until > now + LONGEST:
        return Verdict.no("rest_too_long", days=LONGEST.days)
    due = [task.due_at for task in tasks if task.due_at is not None]
    if due and min(due) - LEAD <= now:
        return Verdict.no("deadline_is_near", due_at=min(due))
    return Verdict.yes()
