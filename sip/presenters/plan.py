"""The plan for its page, for its page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core import formats
from core.ui import Status, Tone
from sip import permissions
from sip.models import Plan, PlanAction, PlanGoal, PlanPart, PlanVersion, Sip
from sip.presenters.words import KINDS, OUTCOMES, OVERALL
from sip.rules.kinds import Outcome, Overall, PlanKind, SipState
from sip.rules.plan import unconfirmed
from sip.selectors_plan import PlanSeen
from sip.services import plan_versions
from sip.services.plan import part_facts

CONFIRMED = Status("Bekräftad", Tone.SUCCESS)
WAITS = Status("Inte bekräftad", Tone.WARNING)
EMPTY = Status("Inget skrivet", Tone.NEUTRAL)


def page(
    seen: PlanSeen,
    sip: Sip,
    *,
    acting: Acting,
    versions: Sequence[PlanVersion],
    now: datetime,
    municipal: Mapping[int, bool],
) -> dict[str, Any]:
    """The whole plan as the unit sees it. `municipal`: of each unit of a samordnad vårdplan, whose side it is on."""
    plan = seen.plan
    fact = plan_versions.plan_fact(plan, sip, seen.goals, seen.parts)
    actions = [(part, action) for part in seen.parts for action in part.actions.all()]
    changed = bool(versions) and bool(unconfirmed(fact.parts))
    care_plan = sip.plan_kind is PlanKind.CARE_PLAN
    return {
        "words": KINDS[sip.plan_kind],
        "care_plan": care_plan,
        "sides": _sides(seen.parts, municipal, now) if care_plan else [],
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


def _action(part: PlanPart, row: PlanAction, now: datetime) -> dict[str, Any]:
    return {
        "text": row.text,
        "unit": part.unit.name,
        "responsible": row.responsible,
        "days": days(row.starts_on, row.ends_on, now),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }


def part_actions(part: PlanPart | None, now: datetime) -> list[dict[str, Any]]:
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


def _sides(parts: Sequence[PlanPart], municipal: Mapping[int, bool], now: datetime) -> list[dict[str, Any]]:
    """What each huvudman answers for: the assessed needs, and the insatser unit by unit (LPT 7 a §, LRV 12 a §)."""
    return [
        {
            "side": side,
            "title": f"Insatser från {side_name}",
            "needs": [{"unit": part.unit.name, "text": part.assessment} for part in own if part.assessment],
            "actions": [_action(part, row, now) for part in own for row in part.actions.all()],
        }
        for side, side_name in ((Overall.REGION, "regionen"), (Overall.MUNICIPALITY, "kommunen"))
        for own in [[part for part in parts if municipal[part.unit_id] is (side is Overall.MUNICIPALITY)]]
    ]


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
