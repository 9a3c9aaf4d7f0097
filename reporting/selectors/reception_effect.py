"""The home-comings of an organisation and a period, with and without a team of tryggt mottagande."""

from datetime import datetime

from core.scope import widened
from reporting.rules.periods import Period
from reporting.rules.reception_effect import Effect, HomeComing, effect
from reporting.rules.scope import Scope
from reporting.selectors import experience
from reporting.selectors.at_present import owns, place_of
from reporting.selectors.directory import Directory
from transitions.selectors import came_home


def reception_effect(scope: Scope, known: Directory, period: Period, *, now: datetime) -> Effect:
    """Counted over every chain of the organisation; counts alone leave. Four queries."""
    since, until = period.starts_at, period.ends_before
    with widened():
        rows = [
            row
            for row in came_home.home_comings(place_of(scope, known), since=since, until=until)
            if owns(row, scope, known)
        ]
        admissions = came_home.unplanned_admissions(
            {row.patient_id for row in rows}, since=since, until=until
        )
        safe = experience.safe_answers(row.id for row in rows)
        said = came_home.said_to_teams(row.id for row in rows if row.with_team)
    patients = {row.id: row.patient_id for row in rows}
    return effect(
        [HomeComing(row.id, row.patient_id, row.ended_at, row.with_team, safe.get(row.id)) for row in rows],
        admissions,
        [(patients[pk], name) for pk, name in said],
        now=now,
        last=until,
    )
