"""Effect goals (effektmål): a measure, a target and a direction, decided by somebody (U1; law.md 4.6).

Whether a goal is met is said of a period, and "cannot tell" is an answer: a goal without figures is neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reporting.rules.definitions import BY_CODE, Unit
from reporting.rules.facts import OrganisationFact, UnitFact
from reporting.rules.measures import Value
from reporting.rules.periods import Period
from reporting.rules.rounding import percent
from reporting.rules.run_chart import RunChart, run_chart
from reporting.rules.scope import Scope, ScopeKind
from reporting.rules.suppression import SMALLEST_SHOWN


class Direction(StrEnum):
    """Which side of the target is good."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Outcome(StrEnum):
    """What a period says of a goal."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class Why(StrEnum):
    """Why nothing can be told."""

    NO_VALUE = "no_value"
    FEW = "few"
    NOT_OVER = "not_over"


class Change(StrEnum):
    """What twelve months say: better, worse, or no more than chance; too few to tell."""

    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal as it is followed. `share`: the measure as percent of what it is a part of."""

    key: str
    organisation: str
    name: str
    measure: str
    share: bool
    direction: Direction
    target: Decimal
    baseline: Decimal | None
    baseline_text: str
    valid_from: date
    valid_to: date | None
    decided_by: str
    decided_on: date

    @property
    def is_relative(self) -> bool:
        """A share or a mean, which means the same for a district as for the county; a count does not."""
        return self.share or self.measure in MEANS or BY_CODE[self.measure].unit in RELATIVE

    def holds_in(self, period: Period) -> bool:
        """Whether the goal is in force on the period's last day."""
        return self.valid_from <= period.last and (self.valid_to is None or period.last <= self.valid_to)


RELATIVE = frozenset({Unit.PERCENT, Unit.HOURS, Unit.CALENDAR_DAYS})
MEANS = frozenset({"ready_days_mean_all", "ready_days_mean_from_day_one"})


@dataclass(frozen=True, slots=True)
class Followed:
    """A goal over a period: the value, what it says, and what the months up to it say."""

    goal: GoalFact
    value: Decimal | None
    outcome: Outcome
    why: Why | None
    months: tuple[Decimal | None, ...]
    chart: RunChart
    change: Change


def value_of(goal: GoalFact, measures: Mapping[str, Value]) -> Decimal | None:
    """The measure, or its share in percent with one decimal; None when there is nothing to count."""
    value = measures[goal.measure]
    if goal.share:
        whole = measures[str(BY_CODE[goal.measure].part_of)]
        value = percent(value, whole) if isinstance(value, int) and isinstance(whole, int) else None
    return None if value is None else Decimal(str(value))


def reached(goal: GoalFact, value: Decimal) -> bool:
    """Whether a value is on the good side; the target itself is."""
    return value <= goal.target if goal.direction is Direction.AT_MOST else value >= goal.target


def follow(
    goal: GoalFact, measures: Mapping[str, Value], months: tuple[Mapping[str, Value], ...], *, over: bool
) -> Followed:
    """The goal over a period. `months` are the months up to and with its last, oldest first; `over`: it has ended."""
    value = value_of(goal, measures)
    row = tuple(value_of(goal, each) for each in months)
    chart = run_chart(row)
    outcome, why = _outcome(goal, value, measures, over=over)
    return Followed(goal, value, outcome, why, row, chart, _change(goal, chart))


def _outcome(
    goal: GoalFact, value: Decimal | None, measures: Mapping[str, Value], *, over: bool
) -> tuple[Outcome, Why | None]:
    if value is None:
        return Outcome.CANNOT_TELL, Why.NO_VALUE
    if not over:
        return Outcome.CANNOT_TELL, Why.NOT_OVER
    base = measures[str(BY_CODE[goal.measure].part_of)] if goal.share else measures["episodes"]
    if goal.is_relative and isinstance(base, int) and base < SMALLEST_SHOWN:
        return Outcome.CANNOT_TELL, Why.FEW
    return (Outcome.MET if reached(goal, value) else Outcome.NOT_MET), None


def _change(goal: GoalFact, chart: RunChart) -> Change:
    if not chart.enough:
        return Change.FEW
    if not chart.signal:
        return Change.CHANCE
    falling = chart.last_half < chart.first_half
    good = falling == (goal.direction is Direction.AT_MOST)
    return Change.BETTER if good else Change.WORSE


def goals_from(
    scope: Scope, organisations: Mapping[str, OrganisationFact], units: Mapping[str, UnitFact]
) -> list[str]:
    """Whose goals an organisation is followed by: its own, then those above it, nearest first."""
    found = [scope.id]
    if scope.kind in (ScopeKind.WARD, ScopeKind.UNIT):
        found.append(units[scope.id].organisation)
    elif scope.kind is ScopeKind.HOSPITAL:
        found += sorted({units[one].organisation for one in scope.units})
    at = organisations.get(found[-1])
    while at is not None:
        above = at.parent or (at.id[:2] if at.kind == "municipality" else None)
        at = organisations.get(above) if above and above not in found else None
        if at is not None:
            found.append(at.id)
    return found


def goals_that_hold(goals: list[GoalFact], sources: list[str], period: Period) -> list[GoalFact]:
    """The goals to follow: one's own, and the relative ones from above; the nearest first."""
    own = sources[0]
    held = [
        goal
        for goal in goals
        if goal.organisation in sources
        and goal.holds_in(period)
        and (goal.organisation == own or goal.is_relative)
    ]
    return sorted(held, key=lambda goal: (sources.index(goal.organisation), goal.name))


def as_json(followed: Followed) -> dict[str, object]:
    """A goal in a report's JSON."""
    goal = followed.goal
    return {
        "name": goal.name,
        "measure": goal.measure,
        "share": goal.share,
        "direction": str(goal.direction),
        "target": str(goal.target),
        "baseline": None if goal.baseline is None else str(goal.baseline),
        "decided_by": goal.decided_by,
        "decided_on": goal.decided_on.isoformat(),
        "value": None if followed.value is None else str(followed.value),
        "outcome": str(followed.outcome),
        "change": str(followed.change),
    }
