"""Writing in the plan: the common part, the own part, and the unit's word that it holds (S4, S6, S8).

Each raises PermissionDenied, Conflict (`sip_closed`, `no_consent`, `plan_changed`, `part_changed`, `part_empty`) or
Invalid with the field to mend. Nothing typed is lost: the page keeps it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actors.acting import Acting
from core import audit, clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from sip import locks, permissions
from sip.models import Plan, PlanAction, PlanGoal, PlanPart, Sip
from sip.rules.kinds import Overall, PlanKind, SipState
from sip.rules.plan import MOST_ACTIONS, MOST_GOALS, PartFact, asked_again
from sip.services.reading import read_choice
from transitions.rules.kinds import Scope
from transitions.rules.verdicts import Verdict
from transitions.selectors.consents import standing_of

NO_CONSENT = (
    "Planen får göras bara med personens samtycke till SIP, och det omfattar inte din enhet nu. "
    "Registrera samtycket under fliken Samtycke och spara sedan igen."
)
CHANGED = (
    "Någon annan har sparat här sedan du öppnade sidan. Jämför med det som står nu och spara sedan igen."
)
EMPTY = "Skriv först vad din enhet ska göra. Det är det som bekräftas."
CLOSED = "Denna SIP är avslutad. Kalla till en ny SIP om planen behöver ändras."


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as typed. `id` None: new. An existing one with empty text is taken away."""

    text: str
    own_words: bool = True
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ActionText:
    """An insats as typed. `id` None: new. An existing one with empty text is taken away. Days are local."""

    text: str
    responsible: str = ""
    goal_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """What all have in common. `follow_up_on` is a local day."""

    matters: str = ""
    worries: str = ""
    wants: str = ""
    kin: str = ""
    goals: Sequence[GoalText] = ()
    overall: str = ""
    overall_person: str = ""
    overall_phone: str = ""
    by_others: str = ""
    if_worse: str = ""
    if_worse_phone: str = ""
    follow_up_on: date | None = None


_PLAN_TEXTS = (
    "worries",
    "wants",
    "kin",
    "overall",
    "overall_person",
    "overall_phone",
    "by_others",
    "if_worse",
    "if_worse_phone",
)
# Those of the common part that every unit's word rests on.
_EVERYBODYS = ("overall", "overall_person", "if_worse", "if_worse_phone")


def part_facts(parts: Iterable[PlanPart]) -> tuple[PartFact, ...]:
    """The parts as the rules know them. `actions` are prefetched, without those taken away."""
    return tuple(
        PartFact(
            unit=part.unit_id,
            serves=tuple(action.goal_id for action in part.actions.all()),
            confirmed=part.confirmed_at is not None,
            need=bool(part.assessment),
        )
        for part in parts
    )


def check_open(acting: Acting, sip: Sip, at: datetime) -> None:
    """Stop a writing in a plan that is closed, or for which the person has not consented (LUS 4:2)."""
    if sip.state == SipState.CLOSED:
        raise Conflict(Verdict.no("sip_closed"), CLOSED)
    if not standing_of(sip.episode).consents([Scope.SIP], acting.unit_id, at):
        raise Conflict(Verdict.no("no_consent"), NO_CONSENT)


def check_follow_up(sip: Sip, follow_up_on: date | None) -> None:
    """Stop a day of follow-up before the day they meet. Raises Invalid `follow_up_early`."""
    if follow_up_on is not None and follow_up_on < clock.local_date(sip.held_at or sip.meeting_at):
        raise Invalid("follow_up_early", "Uppföljningen kan inte ligga före mötet.", "follow_up_on")


@scope.atomic
def write_common(*, acting: Acting, sip: Sip, at: datetime, version: int, common: Common) -> Plan:
    """Write what matters to the person, the goals, and what holds for everybody.

    `version` is the one that the page was drawn from. Units whose insatser rest on what has changed are asked again.
    Raises Invalid: `goals_many`, `overall`, `follow_up_early`.
    """
    permissions.require(permissions.may_write_common(acting, sip), "sip_plan_common")
    check_open(acting, sip, at)
    if common.overall:
        read_choice(Overall, common.overall, "overall", "Välj vem som har huvudansvaret.")
    check_follow_up(sip, common.follow_up_on)
    plan = locks.lock_plan(sip)
    if plan.version != version:
        raise Conflict(Verdict.no("plan_changed"), CHANGED)
    before = {name: getattr(plan, name) for name in _EVERYBODYS}
    goals_changed, count = _write_goals(plan, common.goals)
    for name in _PLAN_TEXTS:
        setattr(plan, name, str(getattr(common, name)).strip())
    plan.version += 1
    plan.save()
    # The SIP itself is shared with those who register the meeting: only these two columns are ours.
    follow_up_changed = sip.follow_up_on != common.follow_up_on
    if sip.matters != common.matters.strip() or follow_up_changed:
        sip.matters, sip.follow_up_on = common.matters.strip(), common.follow_up_on
        sip.save(update_fields=["matters", "follow_up_on"])
    everybodys = follow_up_changed or before != {name: getattr(plan, name) for name in _EVERYBODYS}
    asked = _ask_again(plan, common=everybodys, goals=goals_changed)
    audit.record(
        acting, "sip.plan_written", plan, {"goals": (None, count), "asked_again": (None, len(asked))}
    )
    return plan


def _write_goals(plan: Plan, typed: Sequence[GoalText]) -> tuple[list[int], int]:
    """Store the goals; which stored ones have changed or gone, and how many there now are."""
    stored = {goal.pk: goal for goal in plan.goals.filter(dropped=False)}
    kept = [goal for goal in typed if goal.text.strip()]
    if len(kept) > MOST_GOALS:
        raise Invalid("goals_many", f"Skriv högst {MOST_GOALS} mål.", "goals")
    changed = []
    wanted = {goal.id: goal for goal in kept if goal.id in stored}
    for pk, goal in stored.items():
        new = wanted.get(pk)
        if new is None:
            goal.dropped = True
            # What served it serves the plan as a whole until the unit says otherwise.
            changed.append(pk)
        elif (goal.text, goal.own_words) != (new.text.strip(), new.own_words):
            goal.text, goal.own_words = new.text.strip(), new.own_words
            changed.append(pk)
        else:
            continue
        goal.save()
    for new in kept:
        if new.id not in stored:
            PlanGoal.objects.create(plan=plan, text=new.text.strip(), own_words=new.own_words)
    return changed, len(kept)


def _ask_again(plan: Plan, *, common: bool, goals: Sequence[int]) -> frozenset[int]:
    if not common and not goals:
        return frozenset()
    with scope.on_chains([plan.sip.episode_id]):
        parts = locks.lock_parts(plan)
        asked = asked_again(part_facts(parts), common=common, goals=goals)
        for part in parts:
            if part.unit_id in asked:
                part.confirmed_at, part.confirmed_by = None, ""
                part.save()
    return asked


@scope.atomic
def write_part(
    *,
    acting: Acting,
    sip: Sip,
    at: datetime,
    version: int,
    assessment: str,
    actions: Sequence[ActionText],
) -> PlanPart:
    """Write the own unit's part: its judgement and what it answers for. A change takes the unit's word back.

    Raises Invalid: `actions_many`, `action_responsible` (who in the unit answers for it), `action_days`, `action_goal`.
    """
    permissions.require(permissions.may_write_part(acting, sip), "sip_plan_part")
    check_open(acting, sip, at)
    plan = Plan.objects.get_or_create(sip=sip)[0]
    kept = _checked(actions, set(plan.goals.filter(dropped=False).values_list("pk", flat=True)))
    part = locks.lock_part(plan, acting.unit_id)
    if part.version != version:
        raise Conflict(Verdict.no("part_changed"), CHANGED)
    changed = _write_actions(part, kept)
    # A samordnad vårdplan shows the assessed need itself: the unit's word is on that too.
    if sip.plan_kind is PlanKind.CARE_PLAN and part.assessment != assessment.strip():
        changed = True
    part.assessment = assessment.strip()
    if changed:
        part.confirmed_at, part.confirmed_by = None, ""
    part.version += 1
    part.save()
    audit.record(acting, "sip.part_written", part, {"actions": (None, len(kept))})
    return part


def _checked(actions: Sequence[ActionText], goals: set[int]) -> list[ActionText]:
    kept = [one for one in actions if one.text.strip()]
    if len(kept) > MOST_ACTIONS:
        raise Invalid("actions_many", f"Skriv högst {MOST_ACTIONS} insatser.", "actions")
    for one in kept:
        if not one.responsible.strip():
            raise Invalid("action_responsible", f"Skriv vem som ansvarar för ”{one.text[:60]}”.", "actions")
        if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
            raise Invalid("action_days", f"”{one.text[:60]}” kan inte sluta innan den börjar.", "actions")
        if one.goal_id is not None and one.goal_id not in goals:
            text = f"Målet för ”{one.text[:60]}” finns inte längre. Välj ett annat."
            raise Invalid("action_goal", text, "actions")
    return kept


def _write_actions(part: PlanPart, typed: Sequence[ActionText]) -> bool:
    stored: Mapping[int, PlanAction] = {row.pk: row for row in part.actions.filter(dropped=False)}
    wanted = {one.id: one for one in typed if one.id in stored}
    changed = False
    for pk, row in stored.items():
        one = wanted.get(pk)
        if one is None:
            row.dropped = True
        elif _content(row) == _typed(one):
            continue
        else:
            row.text, row.responsible, row.goal_id, row.starts_on, row.ends_on = _typed(one)
        changed = True
        row.save()
    for one in typed:
        if one.id not in stored:
            changed = True
            text, responsible, goal, starts_on, ends_on = _typed(one)
            PlanAction.objects.create(
                part=part,
                text=text,
                responsible=responsible,
                goal_id=goal,
                starts_on=starts_on,
                ends_on=ends_on,
            )
    return changed


def _content(row: PlanAction) -> tuple[str, str, int | None, date | None, date | None]:
    return row.text, row.responsible, row.goal_id, row.starts_on, row.ends_on


def _typed(one: ActionText) -> tuple[str, str, int | None, date | None, date | None]:
    return one.text.strip(), one.responsible.strip(), one.goal_id, one.starts_on, one.ends_on


@scope.atomic
def confirm_part(*, acting: Acting, sip: Sip, at: datetime, version: int, plan_version: int) -> PlanPart:
    """The unit's word that its part holds (S6). Twice is once.

    The versions are those of the part and of the common part as they were read: nobody confirms what has changed
    meanwhile.
    """
    permissions.require(permissions.may_write_part(acting, sip), "sip_plan_confirm")
    check_open(acting, sip, at)
    plan = locks.lock_plan(sip)
    part = locks.lock_part(plan, acting.unit_id)
    if not part.actions.filter(dropped=False).exists():
        raise Conflict(Verdict.no("part_empty"), EMPTY)
    if (part.version, plan.version) != (version, plan_version):
        raise Conflict(Verdict.no("part_changed"), CHANGED)
    if part.confirmed_at is None:
        part.confirmed_at, part.confirmed_by = at, acting.user_name
        part.save()
        audit.record(acting, "sip.part_confirmed", part, {"confirmed_at": (None, at)})
    return part
