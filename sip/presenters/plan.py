"""The plan for its page, its paper and the comparison of versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import formats
from core.ui import Status, Tone
from sip import permissions
from sip.models import Plan, PlanAction, PlanGoal, PlanPart, PlanVersion, Sip
from sip.presenters.words import OUTCOMES, OVERALL
from sip.rules.kinds import Outcome, Overall, SipState
from sip.rules.plan import unconfirmed
from sip.selectors_plan import PlanSeen
from sip.services import plan_versions
from sip.services.plan import part_facts

CONFIRMED = Status("Bekräftad", Tone.SUCCESS)
WAITS = Status("Inte bekräftad", Tone.WARNING)
EMPTY = Status("Inget skrivet", Tone.NEUTRAL)


def page(
    seen: PlanSeen, sip: Sip, *, acting: Acting, versions: Sequence[PlanVersion], now: datetime
) -> dict[str, Any]:
    """The whole plan as the unit sees it."""
    plan = seen.plan
    fact = plan_versions.plan_fact(plan, sip, seen.goals, seen.parts)
    actions = [(part, action) for part in seen.parts for action in part.actions.all()]
    changed = bool(versions) and bool(unconfirmed(fact.parts))
    return {
        "consented": seen.consented,
        "own_actions": [_action(part, one, now) for part, one in actions if part.unit_id == acting.unit_id],
        "unread": f"Det når inte {', '.join(seen.unread)}. Er enhet ser inte deras delar."
        if seen.unread
        else "",
        "own_words": own_words(sip, plan),
        "kin": plan.kin if plan is not None else "",
        "goals": [
            {
                "number": number,
                "text": goal.text,
                "own_words": goal.own_words,
                "outcome": _outcome(goal),
                "actions": [_action(part, one, now) for part, one in actions if one.goal_id == goal.pk],
            }
            for number, goal in enumerate(seen.goals, start=1)
        ],
        # An insats whose goal has been taken away serves the plan as a whole until its unit says otherwise.
        "other_actions": [
            _action(part, one, now)
            for part, one in actions
            if one.goal_id not in {goal.pk for goal in seen.goals}
        ],
        "parts": [_part(part, acting) for part in seen.parts],
        "overall": OVERALL[Overall(plan.overall)] if plan is not None and plan.overall else "",
        "overall_person": plan.overall_person if plan is not None else "",
        "overall_phone": plan.overall_phone if plan is not None else "",
        "by_others": plan.by_others if plan is not None else "",
        "if_worse": plan.if_worse if plan is not None else "",
        "if_worse_phone": plan.if_worse_phone if plan is not None else "",
        "follow_up_on": sip.follow_up_on,
        "followed_up": sip.followed_up_at is not None,
        "lacks": lacks(seen, sip),
        "versions": [
            {"number": row.number, "at": row.at, "by": row.by_unit.name, "reason": row.reason}
            for row in versions
        ],
        "changed_since": changed,
    }


def lacks(seen: PlanSeen, sip: Sip) -> list[str]:
    """What stands in the way of a whole plan, in words; nothing to a unit that may not read it and so cannot tell."""
    if not seen.consented:
        return []
    fact = plan_versions.plan_fact(seen.plan, sip, seen.goals, seen.parts)
    return plan_versions.lacks(fact, {part.unit_id: part.unit.name for part in seen.parts})


def own_words(sip: Sip, plan: Plan | None) -> list[dict[str, str]]:
    """What the person has said, question by question; those without an answer are left out."""
    worries, wants = (plan.worries, plan.wants) if plan is not None else ("", "")
    return [
        {"title": title, "text": text}
        for title, text in (
            ("Vad är viktigt för dig?", sip.matters),
            ("Vad oroar dig?", worries),
            ("Vad vill du kunna göra?", wants),
        )
        if text
    ]


def _outcome(goal: PlanGoal) -> dict[str, Any] | None:
    last = max(goal.outcomes.all(), key=lambda row: (row.at, row.pk), default=None)
    if last is None:
        return None
    return {"status": OUTCOMES[Outcome(last.outcome)], "at": last.at, "by": last.by_unit.name}


def days(starts_on: date | None, ends_on: date | None, now: datetime) -> str:
    """From and to in words; empty when nothing is said."""
    if starts_on and ends_on:
        return f"{formats.day_text(starts_on, now)} till {formats.day_text(ends_on, now)}"
    if starts_on:
        return f"från {formats.day_text(starts_on, now)}"
    return f"till {formats.day_text(ends_on, now)}" if ends_on else ""


def _action(part: PlanPart, row: PlanAction, now: datetime) -> dict[str, str]:
    return {
        "text": row.text,
        "unit": part.unit.name,
        "responsible": row.responsible,
        "days": days(row.starts_on, row.ends_on, now),
    }


def part_actions(part: PlanPart | None, now: datetime) -> list[dict[str, str]]:
    """The insatser of one part; none of a part that the unit may not read."""
    return [_action(part, row, now) for row in part.actions.all()] if part is not None else []


def _part(part: PlanPart, acting: Acting) -> dict[str, Any]:
    count = len(part.actions.all())
    status = CONFIRMED if part.confirmed_at else WAITS if count else EMPTY
    return {
        "unit": part.unit.name,
        "own": part.unit_id == acting.unit_id,
        "assessment": part.assessment,
        "count": count,
        "status": status,
        "confirmed_at": part.confirmed_at,
    }


def buttons(
    seen: PlanSeen, sip: Sip, *, acting: Acting
) -> tuple[dict[str, str] | None, list[dict[str, str]]]:
    """What the unit does next: write its part, say that it holds, or make the plan valid; the rest beside it."""
    if sip.state == SipState.CLOSED or not seen.consented:
        return None, []

    def action(label: str, name: str, icon: str) -> dict[str, str]:
        return {"label": label, "url": reverse(name, args=[sip.public_id]), "icon": icon}

    found = []
    own = seen.own(acting.unit_id)
    mine = part_facts([own]) if own is not None else ()
    if permissions.may_write_part(acting, sip):
        if unconfirmed(mine):
            found.append(action("Bekräfta er del", "sip_plan_confirm", "check"))
        found.append(
            action("Ändra er del" if mine and mine[0].serves else "Skriv er del", "sip_plan_part", "pencil")
        )
    if mine and mine[0].serves:
        found.append(action("Lämna över er del", "sip_hand_over", "send"))
    if permissions.may_write_common(acting, sip):
        found.append(action("Skriv mål och det gemensamma", "sip_plan_common", "pencil"))
    if mine and mine[0].confirmed and permissions.may_record(acting, SipState.AGREED) and sip.held_at:
        again = sip.agreed_at is not None
        label = "Låt ändringen gälla" if again else "Planen är överenskommen"
        found.insert(0, action(label, "sip_agreed", "handshake"))
    return (found[0], found[1:]) if found else (None, [])


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


_TITLES = {
    "matters": "Vad är viktigt",
    "worries": "Vad oroar",
    "wants": "Vad vill du kunna göra",
    "kin": "Vad säger närstående",
    "overall": "Huvudansvar",
    "overall_person": "Samordnare",
    "overall_phone": "Samordnarens telefon",
    "by_others": "Vad andra gör",
    "if_worse": "Om det blir sämre",
    "if_worse_phone": "Ring då",
    "follow_up_on": "Följ upp senast",
}


def compared(
    before: Mapping[str, Any], after: Mapping[str, Any], *, covered: frozenset[int], now: datetime
) -> list[Row]:
    """Two versions side by side, line by line; parts of units that the consent keeps apart are left out."""
    rows = [Row(title, _text(before, name, now), _text(after, name, now)) for name, title in _TITLES.items()]
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
            f"{_TITLES[name]}: {value}"
            for name in ("if_worse", "by_others")
            if (value := getattr(plan, name))
        ]
    if sip.matters:
        told.insert(0, f"{_TITLES['matters']}: {sip.matters}")
    return ". ".join(told)


def part_stands_now(part: PlanPart | None, now: datetime) -> str:
    """The unit's own part as it is stored, in one line."""
    if part is None:
        return ""
    return ". ".join(
        f"{row.text}: {', '.join(filter(None, (row.responsible, days(row.starts_on, row.ends_on, now))))}"
        for row in part.actions.all()
    )


def sheet(seen: PlanSeen, sip: Sip, *, acting: Acting, now: datetime, person: str) -> dict[str, Any]:
    """The plan on paper, for the person: in plain words, large type, without the units' own judgements."""
    told = page(seen, sip, acting=acting, versions=[], now=now)
    return told | {"person": person, "made_at": now, "agreed_at": sip.agreed_at, "held_at": sip.held_at}
