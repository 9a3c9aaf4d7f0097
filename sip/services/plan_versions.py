"""Making the plan valid, version by version, and following it up goal by goal (S6)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core import audit, clock, scope
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import GoalOutcome, Plan, PlanGoal, PlanPart, PlanVersion, Sip, SipFollowUp
from sip.rules.kinds import Outcome, PlanKind, SipState, TookPart
from sip.rules.plan import Gap, PlanFact, gaps, may_hold, unconfirmed
from sip.services.meeting import ask, record_milestone
from sip.services.plan import check_follow_up, check_open, part_facts
from sip.services.reading import read_choice
from transitions.rules.kinds import ItemKind

GAPS = {
    Gap.NO_ACTION: "ingen insats står i planen",
    Gap.NO_OVERALL: "det står inte vem som har huvudansvaret",
    Gap.NO_NEED: "ingen enhet har skrivit vilket behov den bedömer att personen har",
    Gap.NO_PHYSICIAN: "det står inte vilken chefsöverläkare som svarar för vårdplanen",
    Gap.NO_OWN_GOAL: "inget mål är skrivet med personens egna ord",
    Gap.GOAL_WITHOUT_ACTION: "ett mål har ingen insats",
    Gap.NO_FOLLOW_UP: "uppföljningsdag saknas",
    Gap.NO_IF_WORSE: "det står inte vad som gäller om det blir sämre",
}


def plan_fact(plan: Plan | None, sip: Sip, goals: Iterable[PlanGoal], parts: Iterable[PlanPart]) -> PlanFact:
    """The plan as the rules know it; an empty one when nobody has written."""
    # Followed up without a new day: none is waited for, and none is missing.
    follow_up = sip.follow_up_on is not None or sip.followed_up_at is not None
    if plan is None:
        return PlanFact(goals={}, parts=(), follow_up=follow_up, kind=sip.plan_kind)
    return PlanFact(
        goals={goal.pk: goal.own_words for goal in goals},
        parts=part_facts(parts),
        overall=bool(plan.overall),
        follow_up=follow_up,
        if_worse=bool(plan.if_worse),
        kind=sip.plan_kind,
        physician=bool(plan.overall_person),
    )


def lacks(fact: PlanFact, names: Mapping[int, str]) -> list[str]:
    """What stands in the way of a whole plan, in words. `names`: of the units."""
    return [
        *(GAPS[gap] for gap in gaps(fact)),
        *(f"{names[unit]} har inte bekräftat sin del" for unit in unconfirmed(fact.parts)),
    ]


@scope.atomic
def agree_plan(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    note: str = "",
    follow_up_on: date | None = None,
    version: int | None = None,
) -> PlanVersion | None:
    """Make the plan valid as it now stands, as a version that is never changed. The first also tells the chain.

    A plan that is not whole, or that a unit has not confirmed, is made valid only with a reason: Invalid
    (`plan_not_whole`), and only by a unit that is in it; a follow-up before the meeting not at all (`follow_up_early`).
    Returns None when the plan is written elsewhere, which is a reason too.
    """
    permissions.require(permissions.may_record(acting, SipState.AGREED), "sip_agreed")
    check_follow_up(sip, follow_up_on)
    if sip.agreed_at is None:
        ask(SipState.AGREED, sip, at, acting)
    with scope.on_chains([sip.episode_id]):
        plan = Plan.objects.select_for_update().filter(sip=sip).first()
        if plan is not None:
            # What the plan lacks tells of its parts: to those who are in it, and may read it now.
            permissions.require(permissions.content_visible(acting, sip), "sip_agreed")
            check_open(acting, sip, at)
        goals = list(plan.goals.filter(dropped=False)) if plan is not None else []
        parts = locks.lock_parts(plan) if plan is not None else []
        fact = plan_fact(plan, sip, goals, parts)
        if follow_up_on is not None and not fact.follow_up:
            fact = replace(fact, follow_up=True)
        if not may_hold(fact, reason=note).allowed:
            told = "; ".join(lacks(fact, {part.unit_id: part.unit.name for part in parts}))
            text = f"Planen är inte hel: {told}. Komplettera den, eller skriv varför den gäller ändå."
            raise Invalid("plan_not_whole", text, "note")
        if sip.agreed_at is None:
            sip = record_milestone(
                acting=acting,
                episode_id=sip.episode_id,
                at=at,
                kind=ItemKind.SIP_PLAN_AGREED,
                sip_ref=sip.ref,
                note=note,
                follow_up_on=follow_up_on,
                version=version,
            )
        if plan is None or not fact.begun:
            return None
        plan.number += 1
        plan.save(update_fields=["number"])
        made = PlanVersion.objects.create(
            plan=plan,
            number=plan.number,
            at=at,
            by_unit_id=acting.unit_id,
            reason=note.strip(),
            content=content_of(plan, sip, goals, parts),
        )
    audit.record(acting, "sip.plan_agreed", made, {"number": (None, made.number)})
    return made


def content_of(plan: Plan, sip: Sip, goals: Iterable[PlanGoal], parts: Iterable[PlanPart]) -> dict[str, Any]:
    """What a version keeps: texts, goals by number, insatser with who and when (days as ISO), who had confirmed."""
    numbers = {goal.pk: number for number, goal in enumerate(goals, start=1)}
    return {
        "matters": sip.matters,
        "worries": plan.worries,
        "wants": plan.wants,
        "kin": plan.kin,
        "goals": [{"text": goal.text, "own_words": goal.own_words} for goal in goals],
        "overall": plan.overall,
        "overall_person": plan.overall_person,
        "overall_phone": plan.overall_phone,
        "by_others": plan.by_others,
        "if_worse": plan.if_worse,
        "if_worse_phone": plan.if_worse_phone,
        "follow_up_on": sip.follow_up_on.isoformat() if sip.follow_up_on else "",
        "parts": [
            {
                "unit_id": part.unit_id,
                "unit": part.unit.name,
                # Part of a samordnad vårdplan, beside a SIP (LPT 7 a §).
                "need": part.assessment if sip.plan_kind is PlanKind.CARE_PLAN else "",
                "confirmed_at": part.confirmed_at.isoformat() if part.confirmed_at else "",
                "actions": [
                    {
                        "text": row.text,
                        "responsible": row.responsible,
                        "goal": numbers.get(row.goal_id or 0),
                        "starts_on": row.starts_on.isoformat() if row.starts_on else "",
                        "ends_on": row.ends_on.isoformat() if row.ends_on else "",
                    }
                    for row in part.actions.all()
                ],
            }
            for part in parts
        ],
    }


@scope.atomic
def follow_up(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    outcomes: Mapping[int, str],
    how: str,
    note: str = "",
    follow_up_on: date | None = None,
    version: int | None = None,
) -> Sip:
    """Record a follow-up: how each goal stands, how the person took part, and when next (S6). `outcomes` maps goals to
    `Outcome`, `how` is `TookPart`. Without a next day none is left to wait for.

    Raises Invalid: `outcome` (an unknown one), `goal` (not of this plan), `next_passed` (the next day is not after
    today), `how`, `no_reason` (the person took no part and nobody says why).
    """
    took_part = read_choice(TookPart, how, "how", "Ange hur personen deltog.")
    if took_part is TookPart.NO and not note.strip():
        raise Invalid("no_reason", "Skriv varför personen inte deltog.", "note")
    if follow_up_on is not None and follow_up_on <= clock.local_date(at):
        raise Invalid("next_passed", "Välj en dag som inte har passerat.", "follow_up_on")
    read = {
        goal: read_choice(Outcome, outcome, "outcome", "Välj hur det gick med målet.")
        for goal, outcome in outcomes.items()
    }
    goals = set(PlanGoal.objects.filter(plan__sip=sip, dropped=False).values_list("pk", flat=True))
    if not goals.issuperset(read):
        raise Invalid("goal", "Målen har ändrats. Läs om sidan och välj igen.", "note")
    done = record_milestone(
        acting=acting,
        episode_id=sip.episode_id,
        at=at,
        kind=ItemKind.SIP_FOLLOWED_UP,
        sip_ref=sip.ref,
        note=note,
        follow_up_on=follow_up_on,
        version=version,
    )
    if follow_up_on is None and done.follow_up_on is not None:
        done.follow_up_on = None
        done.save(update_fields=["follow_up_on"])
    SipFollowUp.objects.create(sip=done, at=at, by_unit_id=acting.unit_id, how=took_part)
    for goal, outcome in read.items():
        GoalOutcome.objects.create(goal_id=goal, at=at, outcome=outcome, by_unit_id=acting.unit_id)
    return done
