"""The investigation of a deviation (utredning): factors, actions, whether they helped (PSL 3:3; SOSFS 2011:9)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from actors.rules.calendar import Calendar

_FACTORS = Path(__file__).resolve().parents[1] / "data" / "factors.json"


@dataclass(frozen=True, slots=True)
class Factor:
    """A contributing factor (bidragande orsak) of the list, in its group."""

    code: str
    group: str
    label: str


@cache
def factors() -> Mapping[str, Factor]:
    """The list as the data file has it, by code, in its order."""
    rows = [Factor(**row) for row in json.loads(_FACTORS.read_text(encoding="utf-8"))]
    return {row.code: row for row in rows}


class Verdict(StrEnum):
    """Whether an action had the effect that it was for."""

    HELPED = "helped"
    NOT = "not"
    CANNOT_TELL = "cannot_tell"


class Carried(StrEnum):
    """What an answer may carry of the investigation, as its holder chooses."""

    COURSE = "course"
    FACTORS = "factors"
    CAUSE = "cause"
    ACTIONS = "actions"


class ActionState(StrEnum):
    """Where an action stands."""

    TO_DO = "to_do"
    LATE = "late"
    DONE = "done"
    TO_CHECK = "to_check"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action as the rules know it. Days are local."""

    due_on: date
    check_on: date
    done_on: date | None = None
    verdict: Verdict | None = None


def action_state(action: ActionFact, today: date) -> ActionState:
    """Where it stands: late from the day after its last, to be checked from the day on which the effect is."""
    if action.verdict is not None:
        return ActionState.CHECKED
    if action.done_on is not None:
        return ActionState.TO_CHECK if today >= action.check_on else ActionState.DONE
    return ActionState.LATE if today > action.due_on else ActionState.TO_DO


def day_fault(day: date, *, today: date, calendar: Calendar) -> str:
    """Why a day cannot be the last of an action or of its check: `past`, `holiday`, `far`, or nothing.

    A day on which nobody is at work is refused, not moved: whoever writes it chooses the day that is meant.
    """
    if day < today:
        return "past"
    if day > today + timedelta(days=730):
        return "far"
    return "" if calendar.is_weekday(day, eves_are_weekdays=False) else "holiday"


def asked_for(action: ActionFact, today: date) -> str:
    """What its unit is reminded of today: `due`, `check` or nothing."""
    if action.verdict is not None:
        return ""
    if action.done_on is None:
        return "due" if today >= action.due_on else ""
    return "check" if today >= action.check_on else ""


def known(codes: Iterable[str]) -> list[str]:
    """Those of the codes that the list has, in its order, each once."""
    wanted = set(codes)
    return [code for code in factors() if code in wanted]
