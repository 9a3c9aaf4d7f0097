"""What patients say of an organisation: how many were asked and answered, by group (U2). Counts alone leave."""

from dataclasses import dataclass

from core.scope import widened
from reporting.rules.breakdowns import AGES, SEXES, age_group
from reporting.rules.dates import age_on, coordination_aware_birth_date, local_date
from reporting.rules.experience import InviteState, Offer, Response, responses
from reporting.rules.periods import Period
from reporting.rules.scope import Scope, ScopeKind
from reporting.selectors import experience
from reporting.selectors.directory import Directory
from transitions.selectors.came_home import HomeRow, home_rows


@dataclass(frozen=True, slots=True)
class PatientView:
    """How many were asked over the period and what came of it: all together, by sex and by age."""

    whole: Response
    by_sex: dict[str, Response]
    by_age: dict[str, Response]


def patient_view(scope: Scope, known: Directory, period: Period) -> PatientView:
    """The offers of the period to the organisation's patients. Two queries."""
    with widened():
        offers = experience.offers_between(since=period.starts_at, until=period.ends_before)
        homes = {row.id: row for row in home_rows(episode for episode, _ in offers)}
    ours = [(homes[one], state) for one, state in offers if one in homes and _owns(scope, known, homes[one])]

    def grouped(groups: tuple[str, ...], of: dict[int, str]) -> dict[str, Response]:
        told = [Offer(home.patient_id, of[home.id], InviteState(state)) for home, state in ours]
        return responses(told, groups)

    sexes = {home.id: home.sex if home.sex in SEXES else "unknown" for home, _ in ours}
    ages = {home.id: _age(home) for home, _ in ours}
    return PatientView(
        grouped(("all",), {home.id: "all" for home, _ in ours})["all"],
        grouped(SEXES, sexes),
        grouped((*AGES, "unknown"), ages),
    )


def _owns(scope: Scope, known: Directory, home: HomeRow) -> bool:
    if scope.kind is ScopeKind.MUNICIPAL:
        return known.organisation_codes.get(home.organisation_id) in scope.organisations
    return known.unit_codes.get(home.ward_id) in scope.units


def _age(home: HomeRow) -> str:
    born = coordination_aware_birth_date(home.personal_number)
    return "unknown" if born is None else age_group(age_on(born, local_date(home.ended_at)))
