"""The plan on paper, for the person: plain words, large type, fixed words in a language, free text as written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core import clock, formats
from sip.languages import SWEDISH
from sip.models import Sip
from sip.presenters.plan import page
from sip.selectors_plan import PlanSeen
from transitions.presenters.safety_receipt import day_text
from transitions.selectors.safety_receipt import Language


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian as the child's version names them."""

    name: str
    phone: str


def sheet(
    seen: PlanSeen,
    sip: Sip,
    *,
    acting: Acting,
    now: datetime,
    person: str,
    municipal: Mapping[int, bool],
    language: Language,
    guardians: Sequence[Guardian] | None = None,
) -> dict[str, Any]:
    """The plan as the template prints it. A samordnad vårdplan also shows what each unit judges is needed.

    `guardians`: of a child's own version, in which the child's own goals stand first; None in every other.
    """
    told = page(seen, sip, acting=acting, versions=[], now=now, municipal=municipal)
    say, plan = language.phrases, seen.plan
    assert plan is not None
    child = guardians is not None
    words = "child." if child else ""
    goals = told["goals"]
    for goal in goals:
        goal["actions"] = _dated(goal["actions"], language)
    for side in told["sides"]:
        side["title"] = say[f"from.{side['side']}"]
        side["actions"] = _dated(side["actions"], language)
    standing = "" if sip.agreed_at else "not_agreed"
    if sip.agreed_at and told["lacks"]:
        standing = "changing"
    return told | {
        "language": language,
        "say": say,
        "child": child,
        "guardians": guardians or (),
        # A text that a person wrote is Swedish, and is read aloud as Swedish.
        "foreign": language.tag != "sv",
        "person": person,
        "title": say["care_plan"] if told["care_plan"] else say[f"{words}title"],
        "about": say["about.care_plan"] if told["care_plan"] else say["about"],
        "standing": say[standing] if standing else "",
        "own_words": [
            {"title": say[name], "text": text}
            for name, text in (("matters", sip.matters), ("worries", plan.worries), ("wants", plan.wants))
            if text
        ],
        "goals": sorted(goals, key=lambda goal: not goal["own_words"]) if child else goals,
        "goals_title": say["child.goals" if child else "goals_only" if told["care_plan"] else "goals"],
        "other_actions": _dated(told["other_actions"], language),
        "overall": say[f"overall.{plan.overall}"] if plan.overall else "",
        "answers": say["physician" if told["care_plan"] else "coordinator"],
        "follow_up": _day(sip.follow_up_on, language) if sip.follow_up_on else "",
        "made_on": _day(clock.local_date(now), language),
    }


def _day(day: date, language: Language) -> str:
    return f"{day_text(day, language)}{formats.NBSP}{day.year}"


def _dated(actions: Sequence[Mapping[str, Any]], language: Language) -> list[dict[str, Any]]:
    """Insatser with their days in the language; in Swedish as on the page."""
    if language.code == SWEDISH:
        return [dict(one) for one in actions]
    return [{**one, "days": _days(one["starts_on"], one["ends_on"], language)} for one in actions]


def _days(starts_on: date | None, ends_on: date | None, language: Language) -> str:
    told = ((language.phrases["day.from"], starts_on), (language.phrases["day.to"], ends_on))
    return " ".join(f"{word} {_day(day, language)}" for word, day in told if day is not None)
