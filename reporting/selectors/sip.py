"""What the sip app adds to an organisation's chains."""

from collections.abc import Iterable

from reporting.rules.periods import Period
from reporting.rules.scope import Scope
from reporting.rules.sip_statistics import Attendance, GoalFact, MeetingFact, OutsideFact, SipFacts
from reporting.selectors.directory import Directory
from sip import followup


def load(episodes: Iterable[int], scope: Scope, known: Directory, period: Period) -> SipFacts:
    """Meetings and goals of the episodes, and the scope's SIPs outside discharge in the period. Three queries."""
    ids = list(episodes)
    outside = followup.outside_rows(
        organisations=known.organisation_ids(scope.organisations),
        units=known.unit_ids(scope.units),
        since=period.starts_at,
        until=period.ends_before,
    )
    return SipFacts(
        meetings=[
            MeetingFact(str(row.episode_id), row.ref, row.called_at, row.held_at)
            for row in followup.meeting_rows(ids)
        ],
        goals=[
            GoalFact(str(row.episode_id), row.goal_id, row.at, row.outcome)
            for row in followup.outcome_rows(ids)
        ],
        outside=[
            OutsideFact(row.caller, row.asked_by, row.called_at, row.held_at, row.followed_up_at)
            for row in outside
        ],
    )


def attendance(scope: Scope, known: Directory, period: Period) -> list[Attendance]:
    """What the scope's own units were at in the period, by name. One query."""
    rows = followup.attendance_rows(
        units=known.unit_ids(scope.units), since=period.starts_at, until=period.ends_before
    )
    found = [
        Attendance(known.unit_codes[row.unit_id], row.called, row.came, row.room, row.video, row.phone)
        for row in rows
    ]
    return sorted(found, key=lambda one: (known.units[one.unit].name, one.unit))
