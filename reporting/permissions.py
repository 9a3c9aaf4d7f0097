"""Who may read whose figures, and who may see small numbers. Fails closed: a role without an entry sees nothing."""

from collections.abc import Mapping
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from actors.acting import Acting
from actors.permissions import administers_organisation
from actors.rules.kinds import OrganisationKind, Role
from liability import permissions as liability
from reporting.models import ReportRun
from reporting.rules.facts import OrganisationFact, UnitFact
from transitions.permissions import IN_THE_CHAIN


class Reach(StrEnum):
    """How far around the own unit a role reads."""

    UNIT = "unit"
    ORGANISATION = "organisation"
    REGION = "region"


REACH: Mapping[Role, Reach] = {
    Role.MANAGER: Reach.ORGANISATION,
    Role.MAS: Reach.ORGANISATION,
    Role.REGION_CONTROLLER: Reach.REGION,
    Role.ADMINISTRATOR: Reach.ORGANISATION,
    **dict.fromkeys(IN_THE_CHAIN, Reach.UNIT),
}


def may_read(acting: Acting) -> bool:
    """Whether the role reads reports at all. The practice world has no figures."""
    return acting.role in REACH and not acting.practice


def readable(
    acting: Acting,
    *,
    unit: str,
    organisation: str,
    organisations: Mapping[str, OrganisationFact],
    units: Mapping[str, UnitFact],
) -> list[str]:
    """What the acting one may ask for: ids of organisations and units, names of hospitals, widest first.

    Everybody, a unit's administrator too: the own unit. A manager, MAS or administrator of a `ledning`: the own
    organisation with its districts, hospitals and units. A region's controller: also the region's municipalities
    and their districts, whose figures are sums.
    """
    reach = REACH.get(acting.role)
    if reach is None:
        return []
    if acting.role is Role.ADMINISTRATOR and not administers_organisation(acting):
        reach = Reach.UNIT
    if reach is Reach.UNIT:
        return [unit]
    own = {organisation} | _districts(organisation, organisations)
    found = [organisation, *sorted(own - {organisation})]
    if reach is Reach.REGION and acting.organisation_kind is OrganisationKind.REGION:
        for one in organisations.values():
            if one.kind == "municipality" and (one.parent == organisation or one.id[:2] == organisation):
                found += [one.id, *sorted(_districts(one.id, organisations))]
    inside = [each for each in units.values() if each.organisation in own]
    hospitals = {each.hospital for each in inside if each.hospital}
    return [*found, *sorted(hospitals), *(each.id for each in inside)]


def _districts(organisation: str, organisations: Mapping[str, OrganisationFact]) -> set[str]:
    return {one.id for one in organisations.values() if one.kind == "district" and one.parent == organisation}


def may_see_small_numbers(acting: Acting, *, unit: str, of: str) -> bool:
    """Whether the acting one may open the cases that the figures of `of` are made of (2001:454 7 a § p. 2).

    Inside the system only: nothing that is written to a file asks this.
    """
    return of == unit and acting.role in IN_THE_CHAIN


def may_open_deviations(acting: Acting) -> bool:
    """Whether the deviations of the whole organisation are the acting one's to open: a MAS's (A6)."""
    return acting.role is Role.MAS and may_read(acting)


def may_know_owing(acting: Acting) -> bool:
    """Whether how many pass into betalningsansvar is told: the two sides, and those who see their sums."""
    return any(liability.may(acting, action) for action in (liability.SEE, liability.SEE_SUMS))


def require_reader(acting: Acting) -> None:
    """Stop a role that reads no reports. Raises PermissionDenied."""
    if not may_read(acting):
        raise PermissionDenied("reports")


def visible_to(acting: Acting) -> QuerySet[ReportRun]:
    """The orders that the acting one may fetch: the person's own, made in the same unit."""
    if not may_read(acting):
        return ReportRun.objects.none()
    return ReportRun.objects.filter(unit_id=acting.unit_id, ordered_by_id=acting.user_id)


DECIDERS = frozenset({Role.MANAGER, Role.REGION_CONTROLLER})
"""Who keeps effect goals, the handlingsplan and the nämnd's reports of the own organisation and its districts."""


def may_decide(acting: Acting) -> bool:
    """Whether the role keeps goals and the nämnd's reports at all. The practice world has none."""
    return acting.role in DECIDERS and not acting.practice


def decides_for(
    acting: Acting, of: str, *, organisation: str, organisations: Mapping[str, OrganisationFact]
) -> bool:
    """Whether the acting one keeps the goals of this organisation: the own, or one of its districts."""
    return may_decide(acting) and of in {organisation} | _districts(organisation, organisations)


def require_decider(acting: Acting) -> None:
    """Stop a role that keeps no goals. Raises PermissionDenied."""
    if not may_decide(acting):
        raise PermissionDenied("goals")


OFFERERS = frozenset({Role.ASSESSOR, Role.CARE_CONTACT})
"""Who offers the form, and types the answer of somebody who tells it on the telephone."""

SCREENERS = frozenset({Role.MAS, Role.MANAGER})
"""Who reads what patients have written before others do."""


def may_offer(acting: Acting) -> bool:
    """Whether the role offers the form. The practice world asks nobody."""
    return acting.role in OFFERERS and not acting.practice


def require_offerer(acting: Acting) -> None:
    """Stop a role that does not offer the form. Raises PermissionDenied."""
    if not may_offer(acting):
        raise PermissionDenied("experience")


def require_screener(acting: Acting) -> None:
    """Stop a role that does not read texts before others. Raises PermissionDenied."""
    if acting.role not in SCREENERS or acting.practice:
        raise PermissionDenied("experience_texts")
