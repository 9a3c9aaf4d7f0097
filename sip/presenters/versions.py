"""Versions of the plan side by side, and what stands in it now for whoever met a newer one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core import formats
from sip.models import PlanPart, Sip
from sip.presenters.plan import days
from sip.presenters.words import KINDS, OVERALL
from sip.rules.kinds import Overall, PlanKind
from sip.selectors_plan import PlanSeen


@dataclass(frozen=True, slots=True)
class Row:
    """One line of two versions side by side."""

    title: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """The versions differ here."""
        return self.before != self.after


TITLES = {
    "matters": "Vad är viktigt",
    "worries": "Vad oroar",
    "wants": "Vad vill du kunna göra",
    "kin": "Vad säger närstående",
    "overall": "Huvudansvar",
    "overall_person": "Samordnare",
    "overall_phone": "Samordnare, telefon",
    "by_others": "Vad andra gör",
    "if_worse": "Om det blir sämre",
    "if_worse_phone": "Ring då",
    "follow_up_on": "Följ upp senast",
}


def compared(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    covered: frozenset[int],
    now: datetime,
    kind: PlanKind = PlanKind.SIP,
) -> list[Row]:
    """Two versions side by side, line by line; parts of units that the consent keeps apart are left out."""
    titles = TITLES | {
        "overall_person": KINDS[kind].answers,
        "overall_phone": f"{KINDS[kind].answers}, telefon",
    }
    rows = [Row(title, _text(before, name, now), _text(after, name, now)) for name, title in titles.items()]
    most = max(len(before["goals"]), len(after["goals"]))
    goals = [
        Row(f"Mål {number + 1}", _goal(before["goals"], number), _goal(after["goals"], number))
        for number in range(most)
    ]
    units = {part["unit_id"]: part["unit"] for side in (before, after) for part in side["parts"]}
    parts = [
        Row(name, _actions(before["parts"], unit, now), _actions(after["parts"], unit, now))
        for unit, name in units.items()
        if unit in covered
    ]
    found = [*rows[:4], *goals, *parts, *rows[4:]]
    return [row for row in found if row.before or row.after]


def _text(content: Mapping[str, Any], name: str, now: datetime) -> str:
    value = str(content.get(name, ""))  # a version keeps what the plan had then
    if name == "overall" and value:
        return OVERALL[Overall(value)]
    if name == "follow_up_on" and value:
        return formats.day_text(date.fromisoformat(value), now)
    return value


def _goal(goals: Sequence[Mapping[str, Any]], number: int) -> str:
    return str(goals[number]["text"]) if number < len(goals) else ""


def _actions(parts: Iterable[Mapping[str, Any]], unit: int, now: datetime) -> str:
    lines = []
    for part in parts:
        if part["unit_id"] != unit:
            continue
        if part.get("need"):
            lines.append(f"Bedömt behov: {part['need']}")
        for row in part["actions"]:
            goal = f" (mål {row['goal']})" if row["goal"] else ""
            begins, ends = (
                date.fromisoformat(row[name]) if row[name] else None for name in ("starts_on", "ends_on")
            )
            when = days(begins, ends, now)
            told = ", ".join(filter(None, (row["responsible"], when)))
            lines.append(f"{row['text']}{goal}: {told}")
    return "\n".join(lines)


def stands_now(seen: PlanSeen, sip: Sip) -> str:
    """The common part as it is stored, in one line, for whoever met a newer one (409)."""
    plan = seen.plan
    told = [f"Mål {number}: {goal.text}" for number, goal in enumerate(seen.goals, start=1)]
    if plan is not None:
        told += [
            f"{TITLES[name]}: {value}" for name in ("if_worse", "by_others") if (value := getattr(plan, name))
        ]
    if sip.matters:
        told.insert(0, f"{TITLES['matters']}: {sip.matters}")
    return ". ".join(told)


def part_stands_now(part: PlanPart | None, now: datetime) -> str:
    """The unit's own part as it is stored, in one line."""
    if part is None:
        return ""
    return ". ".join(
        f"{row.text}: {', '.join(filter(None, (row.responsible, days(row.starts_on, row.ends_on, now))))}"
        for row in part.actions.all()
    )
