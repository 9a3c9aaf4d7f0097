"""Reads of the plan: what of it the unit may see. Keyword-only; queries counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from actors.acting import Acting
from core import scope
from sip.models import GoalOutcome, Plan, PlanAction, PlanGoal, PlanPart, PlanVersion, Sip
from sip.rules.plan import reads
from transitions.rules.kinds import Scope
from transitions.selectors.consents import standing_of


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """The plan as a unit sees it. `consented`: the person's consent to SIP reaches the unit.

    `parts` are those that it reads, its own among them; `unread` names the units whose parts the consent keeps apart.
    `plan` is None when nobody has written, or the unit has no consent.
    """

    consented: bool
    plan: Plan | None
    goals: list[PlanGoal]
    parts: list[PlanPart]
    unread: list[str]

    def own(self, unit_id: int) -> PlanPart | None:
        """The unit's own part."""
        return next((part for part in self.parts if part.unit_id == unit_id), None)


def _units(sip: Sip) -> dict[int, str]:
    """Every unit with a part: who called and who is invited."""
    found = {row.unit.pk: row.unit.name for row in sip.participants.all() if row.unit is not None}
    return found | {call.called_by_id: call.called_by.name for call in sip.calls.all()}


def covered(*, sip: Sip, at: datetime) -> frozenset[int]:
    """The units of the SIP that the person's consent reaches at a moment. Three queries."""
    standing = standing_of(sip.episode)
    return frozenset(unit for unit in _units(sip) if standing.consents([Scope.SIP], unit, at))


def plan_of(*, acting: Acting, sip: Sip, at: datetime) -> PlanSeen:
    """The plan as the unit sees it at a moment. `sip` comes with calls and participants. Eight queries."""
    reached = covered(sip=sip, at=at)
    consented = acting.unit_id in reached
    with scope.on_chains([sip.episode_id]):
        # Without consent the plan is not the unit's to see, but its own part in it is.
        stored = Plan.objects.filter(sip=sip).first()
    plan = stored if consented else None
    rows = PlanPart.objects.filter(plan=stored).select_related("unit")
    if not consented:
        rows = rows.filter(unit_id=acting.unit_id)
    # By their own ids: the order of the model would join the plan, which the unit may not see.
    actions = PlanAction.objects.filter(dropped=False).order_by("pk")
    parts = [
        part
        for part in rows.prefetch_related(Prefetch("actions", actions)).order_by("pk")
        if reads(part.unit_id, acting.unit_id, reached)
    ]
    outcomes = Prefetch("outcomes", GoalOutcome.objects.select_related("by_unit"))
    goals = list(plan.goals.filter(dropped=False).prefetch_related(outcomes)) if plan is not None else []
    unread = sorted(name for unit, name in _units(sip).items() if not reads(unit, acting.unit_id, reached))
    return PlanSeen(consented, plan, goals, parts, unread)


def versions_of(*, plan: Plan | None) -> list[PlanVersion]:
    """What has been agreed, newest first. One query."""
    return (
        []
        if plan is None
        else list(PlanVersion.objects.filter(plan=plan).select_related("by_unit").order_by("-number"))
    )


def last_written(row: Plan | PlanPart) -> tuple[datetime, str]:
    """When a part was last saved and by whom. One query."""
    last = row.history.select_related("history_user").first()
    assert last is not None
    return last.history_date, last.history_user.get_full_name() if last.history_user else ""


def anew(sip: Sip) -> Sip:
    """A SIP that the caller has fetched as visible, with the columns of the plan as they are now. One query."""
    sip.refresh_from_db(fields=["matters", "follow_up_on"])
    return sip
