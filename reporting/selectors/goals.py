"""Reads of effect goals, activities and comments."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from reporting.models import Activity, EffectGoal, GoalComment
from reporting.rules.goals import Direction, GoalFact, goals_from, goals_that_hold
from reporting.rules.periods import Period
from reporting.rules.scope import Scope
from reporting.selectors.directory import Directory


def goals_of(scope: Scope, known: Directory, period: Period) -> tuple[GoalFact, ...]:
    """The goals that an organisation is followed by in a period. One query."""
    sources = goals_from(scope, known.organisations, known.units)
    rows = EffectGoal.objects.filter(organisation__in=sources)
    return tuple(goals_that_hold([_fact(row) for row in rows], sources, period))


def rows_of(organisation: str) -> list[EffectGoal]:
    """An organisation's own goals. One query."""
    return list(EffectGoal.objects.filter(organisation=organisation))


def goal(organisations: Iterable[str], public_id: UUID) -> EffectGoal | None:
    """A goal of one of the organisations. One query."""
    return EffectGoal.objects.filter(organisation__in=list(organisations), public_id=public_id).first()


def activities_of(organisations: Iterable[str]) -> list[Activity]:
    """The handlingsplan of the organisations. One query."""
    return list(Activity.objects.filter(organisation__in=list(organisations)).select_related("goal"))


def activity(organisations: Iterable[str], public_id: UUID) -> Activity | None:
    """An activity of one of the organisations. One query."""
    rows = Activity.objects.filter(organisation__in=list(organisations)).select_related("goal")
    return rows.filter(public_id=public_id).first()


def comments_on(goals: Sequence[str], period: str | None = None) -> dict[str, list[GoalComment]]:
    """Comments on goals (their public ids), newest first; of one period, or of all. One query."""
    rows = GoalComment.objects.filter(goal__public_id__in=goals).select_related("goal")
    if period is not None:
        rows = rows.filter(period=period)
    found: dict[str, list[GoalComment]] = {}
    for row in rows:
        found.setdefault(str(row.goal.public_id), []).append(row)
    return found


def _fact(row: EffectGoal) -> GoalFact:
    return GoalFact(
        key=str(row.public_id),
        organisation=row.organisation,
        name=row.name,
        measure=row.measure,
        share=row.share,
        direction=Direction(row.direction),
        target=row.target,
        baseline=row.baseline,
        baseline_text=row.baseline_text,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
    )
