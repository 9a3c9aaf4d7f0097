"""Effect goals, the activities of the handlingsplan, and comments: kept by managers (U1, U10)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors.acting import Acting
from core import audit, clock
from core.invalid import Invalid
from reporting import permissions
from reporting.models import Activity, EffectGoal, GoalComment
from reporting.rules.definitions import BY_CODE
from reporting.selectors.directory import Directory


@transaction.atomic
def save_goal(
    *,
    acting: Acting,
    known: Directory,
    organisation: str,
    values: dict[str, Any],
    goal: EffectGoal | None = None,
) -> EffectGoal:
    """Enter a goal, or change one; earlier forms of it stay in its history.

    Raises PermissionDenied for another organisation's; Invalid: `no_share`, `ends_before`.
    """
    _require(acting, known, organisation)
    if goal is not None and goal.organisation != organisation:
        raise PermissionDenied("goals")
    if values["share"] and BY_CODE[values["measure"]].part_of is None:
        raise Invalid(
            "no_share", "Det här måttet är inte en del av något annat. Välj antal eller medel.", "share"
        )
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        raise Invalid("ends_before", "Målet kan inte sluta gälla innan det börjar.", "valid_to")
    row = goal or EffectGoal(organisation=organisation)
    before = {name: getattr(row, name) for name in values} if goal else dict.fromkeys(values)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changed = {
        name: (_plain(before[name]), _plain(values[name])) for name in values if before[name] != values[name]
    }
    audit.record(acting, "report.goal.changed" if goal else "report.goal.set", row, changed)
    return row


@transaction.atomic
def comment(*, acting: Acting, known: Directory, goal: EffectGoal, period: str, text: str) -> GoalComment:
    """Write what the period says of the goal. Raises PermissionDenied."""
    _require(acting, known, goal.organisation)
    row: GoalComment = GoalComment.objects.create(
        goal=goal, period=period, text=text, written_at=clock.now(), written_by_name=acting.user_name
    )
    audit.record(acting, "report.goal.commented", row)
    return row


@transaction.atomic
def save_activity(
    *,
    acting: Acting,
    known: Directory,
    organisation: str,
    values: dict[str, Any],
    activity: Activity | None = None,
) -> Activity:
    """Enter an activity of the handlingsplan, or change one. Raises PermissionDenied; Invalid `goal`."""
    _require(acting, known, organisation)
    if activity is not None and activity.organisation != organisation:
        raise PermissionDenied("goals")
    goal = values.get("goal")
    if goal is not None and goal.organisation != organisation:
        raise Invalid("goal", "Välj ett av era egna effektmål.", "goal")
    row = activity or Activity(organisation=organisation)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    audit.record(
        acting,
        "report.activity.changed" if activity else "report.activity.set",
        row,
        {"state": (None, row.state)},
    )
    return row


def _require(acting: Acting, known: Directory, organisation: str) -> None:
    own = known.organisation_codes.get(acting.organisation_id, "")
    if not permissions.decides_for(acting, organisation, organisation=own, organisations=known.organisations):
        raise PermissionDenied("goals")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
