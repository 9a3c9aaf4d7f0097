"""Practice mode: a person gets a place in the practice world, which is made when the first one asks."""

from django.db import transaction

from actors.models import Assignment, Organisation, ServiceArea, Unit
from actors.rules.kinds import OrganisationKind
from actors.rules.practice import MUNICIPALITY, PLACES, REGION, Place
from core import clock


def places() -> tuple[Place, ...]:
    """The roles that can be practised."""
    return PLACES


@transaction.atomic
def join(*, user_id: int, code: str) -> Assignment | None:
    """Give a person a place in the practice world, the same one each time; None for a place that is not there.

    Real data can never be reached from it: `practice` of an organisation is set when it is made and never after.
    """
    place = next((one for one in PLACES if one.code == code), None)
    if place is None:
        return None
    unit = _world()[place.code]
    assignment, _ = Assignment.objects.get_or_create(
        user_id=user_id,
        unit=unit,
        role=place.role,
        valid_to=None,
        defaults={"valid_from": clock.today(), "last_used_on": clock.today()},
    )
    return assignment


def _world() -> dict[str, Unit]:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[place.code for place in PLACES])}
    if len(units) == len(PLACES):
        return units
    region = _organisation(*REGION, parent=None)
    owners = {REGION[0]: region, MUNICIPALITY[0]: _organisation(*MUNICIPALITY, parent=region)}
    for place in PLACES:
        unit, _ = Unit.objects.get_or_create(
            code=place.code,
            defaults={"organisation": owners[place.owner], "kind": place.kind, "name": place.name},
        )
        units[place.code] = unit
        if place.serves:
            ServiceArea.objects.get_or_create(unit=unit, organisation=owners[MUNICIPALITY[0]])
    return units


def _organisation(
    code: str, kind: OrganisationKind, name: str, *, parent: Organisation | None
) -> Organisation:
    row, _ = Organisation.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": name, "parent": parent, "practice": True}
    )
    return row
