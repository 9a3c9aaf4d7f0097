"""How it stands now for an organisation: counted over every chain, a fixed number of queries (U9)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.cache import cache

from core.scope import widened
from deviations.followup import unanswered_rows
from reporting.rules.at_present import TASKS, Now, Standing, Stay, at_present, ready_at_noon
from reporting.rules.dates import STOCKHOLM, local_date, midnight
from reporting.rules.facts import placed_or_registered
from reporting.rules.scope import Scope, ScopeKind
from reporting.selectors.directory import Directory
from transitions.selectors import at_present as chains
from transitions.selectors.at_present import Place, PresentRow, ReadySpell, StandingTask
from transitions.selectors.came_home import HomeComingRow

DAYS_BACK = 14
KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Trend:
    """How many were utskrivningsklara at noon of each day before today, oldest first."""

    days: tuple[date, ...]
    counts: tuple[int, ...]


def present(scope: Scope, known: Directory, *, now: datetime, unsuppressed: bool = False) -> Now:
    """The state at `now`. Three queries."""
    place = place_of(scope, known)
    areas = known.organisation_ids(scope.organisations) if scope.kind is ScopeKind.MUNICIPAL else frozenset()
    with widened():
        rows = chains.present_rows(place, today_from=midnight(local_date(now)))
        tasks = chains.standing_tasks(place, TASKS, now=now)
        waiting = unanswered_rows(units=known.unit_ids(scope.units), organisations=areas)
    return at_present(
        [_stay(row, known) for row in rows if owns(row, scope, known)],
        [
            Standing(row.episode_id, row.patient_id, row.kind, row.due_at)
            for row in tasks
            if owns(row, scope, known)
        ],
        [row.reported_at for row in waiting],
        now=now,
        unsuppressed=unsuppressed,
    )


def trend(scope: Scope, known: Directory, *, now: datetime) -> Trend:
    """The two weeks before today; what is over is counted once a day. One query, none when it is kept."""
    today = local_date(now)
    key = f"ready-at-noon:{scope.id.encode().hex()}:{today}"
    found: Trend | None = cache.get(key)
    if found is None:
        found = _trend(scope, known, today)
        cache.set(key, found, KEEP_SECONDS)
    return found


def _trend(scope: Scope, known: Directory, today: date) -> Trend:
    days = tuple(today - timedelta(days=back) for back in range(DAYS_BACK, 0, -1))
    noons = [datetime.combine(day, time(12), STOCKHOLM) for day in days]
    with widened():
        spells = chains.ready_spells(place_of(scope, known), since=midnight(days[0]))
    own = [(spell.since, spell.until) for spell in spells if owns(spell, scope, known)]
    return Trend(days, tuple(ready_at_noon(own, noons)))


def place_of(scope: Scope, known: Directory) -> Place:
    """The stays that may be the organisation's: `owns` decides."""
    units = known.unit_ids(scope.units)
    match scope.kind:
        case ScopeKind.MUNICIPAL:
            return Place(organisations=known.organisation_ids(scope.organisations))
        case ScopeKind.PROVIDER | ScopeKind.UNIT:
            return Place(on_chain=units)
        case _:
            return Place(wards=units)


def owns(row: PresentRow | StandingTask | ReadySpell | HomeComingRow, scope: Scope, known: Directory) -> bool:
    """A municipality's patients are those it has placed, and those registered there whom nobody has."""
    if scope.kind is not ScopeKind.MUNICIPAL:
        return True
    belongs = placed_or_registered(
        known.organisation_codes[row.registered_in_id],
        known.organisation_codes.get(row.placed_by_id or 0),
        known.organisations,
    )
    return belongs in scope.organisations


def _stay(row: PresentRow, known: Directory) -> Stay:
    ward = known.units[known.unit_codes[row.ward_id]]
    return Stay(
        id=row.id,
        patient=row.patient_id,
        ward=ward.name,
        hospital=ward.hospital or "",
        expected=row.expected_discharge,
        ready_at=row.ready_at,
        ended_at=row.ended_at,
        liable_from=row.liable_from,
    )


def cases_behind(now: Now, name: str) -> frozenset[int]:
    """The stays that a figure counts, by id; those of them that the reader is on are hers to open."""
    return frozenset(stay for stay in now.stays[name] if isinstance(stay, int))
