"""Reads of what contracts say: how many hours a provider has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actors import selectors
from actors.acting import Acting
from actors.models import LeadHours, Organisation, Unit
from actors.rules.kinds import HOME_PROVIDERS


@dataclass(frozen=True, slots=True)
class ProviderHours:
    """A provider and its hours; `row` is the stored one, None while the default holds."""

    unit: Unit
    row: LeadHours | None


def lead_hours(unit_ids: Iterable[int], organisation_id: int) -> dict[int, int]:
    """Hours by provider, for a person registered in an organisation; those without a contract are left out.

    A district's own contract comes before its municipality's. Two queries.
    """
    above = Organisation.objects.filter(pk=organisation_id).values_list("parent_id", flat=True).first()
    buyers = [organisation_id, *([above] if above else [])]
    rows = LeadHours.objects.filter(unit_id__in=list(unit_ids), organisation_id__in=buyers)
    found: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: buyers.index(one.organisation_id), reverse=True):
        found[row.unit_id] = row.hours
    return found


def providers_of(acting: Acting, *, on: date) -> list[ProviderHours]:
    """Providers of help at home who serve the acting one's organisation, or one below it, by name. Four queries."""
    own = selectors.with_descendants(acting.organisation_id)
    units = (
        Unit.objects.filter(selectors.valid_on(on), kind__in=HOME_PROVIDERS)
        .filter(Q(organisation_id__in=own) | Q(service_areas__organisation_id__in=own))
        .select_related("organisation")
        .distinct()
    )
    rows = {row.unit_id: row for row in LeadHours.objects.filter(organisation_id=acting.organisation_id)}
    return [ProviderHours(unit, rows.get(unit.pk)) for unit in units]


def stand_ins(unit_ids: Iterable[int]) -> dict[int, int | None]:
    """For each of the units that has ended: who has its place now, through any number of ends; None when nobody.

    A unit in operation is left out. One query when none has ended.
    """
    ended = dict(
        Unit.objects.filter(pk__in=list(unit_ids), ended_at__isnull=False).values_list("pk", "successor_id")
    )
    return {unit: _in_operation(successor, {unit}) for unit, successor in ended.items()}


def _in_operation(unit_id: int | None, seen: set[int]) -> int | None:
    if unit_id is None or unit_id in seen:
        return None
    ended_at, successor = Unit.objects.values_list("ended_at", "successor_id").get(pk=unit_id)
    return unit_id if ended_at is None else _in_operation(successor, {*seen, unit_id})
