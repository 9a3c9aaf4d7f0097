"""The plan: what it has to show, who has confirmed, whom a change asks again, who reads whose part (S4, S6, S8)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sip.rules.kinds import PlanKind
from transitions.rules.verdicts import Verdict

MOST_GOALS = 20
MOST_ACTIONS = 20
"""Of one unit."""


class Gap(StrEnum):
    """Something that a plan should show and does not."""

    NO_ACTION = "no_action"
    NO_OVERALL = "no_overall"
    NO_NEED = "no_need"
    NO_PHYSICIAN = "no_physician"
    NO_OWN_GOAL = "no_own_goal"
    GOAL_WITHOUT_ACTION = "goal_without_action"
    NO_FOLLOW_UP = "no_follow_up"
    NO_IF_WORSE = "no_if_worse"


STATUTORY = {
    PlanKind.SIP: frozenset({Gap.NO_ACTION, Gap.NO_OVERALL}),
    PlanKind.CARE_PLAN: frozenset({Gap.NO_ACTION, Gap.NO_NEED, Gap.NO_PHYSICIAN}),
}
"""What the act itself asks for (SoL 10:8, HSL 16:4; LPT 7 a §, LRV 12 a §); the rest is good practice (S4, S6)."""

NOT_ASKED = {
    PlanKind.SIP: frozenset({Gap.NO_NEED, Gap.NO_PHYSICIAN}),
    PlanKind.CARE_PLAN: frozenset({Gap.NO_OVERALL, Gap.NO_OWN_GOAL}),
}
"""Asked of the other kind alone. A samordnad vårdplan is made also of a person who wants nothing of it."""


@dataclass(frozen=True, slots=True)
class PartFact:
    """One unit's part: the goals that its insatser serve (None: an insats for the plan as a whole), and its word."""

    unit: int
    serves: tuple[int | None, ...] = ()
    confirmed: bool = False
    need: bool = False
    """The unit has said what it judges that the person needs."""


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A plan as the rules know it. `goals` maps each goal to whether it stands in the person's own words.

    `overall` is a SIP's, `physician` a samordnad vårdplan's: who answers for the plan.
    """

    goals: Mapping[int, bool]
    parts: tuple[PartFact, ...]
    overall: bool = False
    follow_up: bool = False
    if_worse: bool = False
    kind: PlanKind = PlanKind.SIP
    physician: bool = False

    @property
    def begun(self) -> bool:
        """Somebody has written in it."""
        return bool(self.goals) or self.overall or self.if_worse or any(part.serves for part in self.parts)


def gaps(plan: PlanFact) -> tuple[Gap, ...]:
    """What the plan does not show, the act's own demands first."""
    served = {goal for part in plan.parts for goal in part.serves}
    found = {
        Gap.NO_ACTION: not any(part.serves for part in plan.parts),
        Gap.NO_OVERALL: not plan.overall,
        Gap.NO_NEED: not any(part.need for part in plan.parts),
        Gap.NO_PHYSICIAN: not plan.physician,
        Gap.NO_OWN_GOAL: not any(plan.goals.values()),
        Gap.GOAL_WITHOUT_ACTION: bool(set(plan.goals) - served),
        Gap.NO_FOLLOW_UP: not plan.follow_up,
        Gap.NO_IF_WORSE: not plan.if_worse,
    }
    return tuple(gap for gap in Gap if found[gap] and gap not in NOT_ASKED[plan.kind])


def unconfirmed(parts: Iterable[PartFact]) -> tuple[int, ...]:
    """Units that answer for something and have not said that it holds, in order."""
    return tuple(part.unit for part in parts if part.serves and not part.confirmed)


def may_hold(plan: PlanFact, *, reason: str = "") -> Verdict:
    """Whether the plan may be made valid: whole and confirmed by each unit, else with a reason (`plan_not_whole`)."""
    if reason.strip() or not (gaps(plan) or unconfirmed(plan.parts)):
        return Verdict.yes()
    return Verdict.no("plan_not_whole")


def asked_again(
    parts: Iterable[PartFact], *, common: bool = False, goals: Collection[int] = (), own: int | None = None
) -> frozenset[int]:
    """Units whose confirmation a change takes away.

    `common`: who answers overall, what to do if it gets worse or the follow-up has changed, which is everybody's.
    `goals`: goals whose words have changed or that are gone. `own`: the unit whose own part has changed.
    """
    touched = set(goals)
    return frozenset(
        part.unit
        for part in parts
        if part.confirmed
        and ((common and part.serves) or part.unit == own or touched.intersection(part.serves))
    )


def reads(writer: int, reader: int, covered: Collection[int]) -> bool:
    """Whether a unit reads another's part: its own always, another's when the consent covers both (HSL 16:4, S8)."""
    return writer == reader or (writer in covered and reader in covered)
