"""Finding the one recipient of a deviation."""

from actors import selectors as actors
from actors.rules.kinds import OrganisationKind, UnitKind
from actors.selectors import UnitRef
from deviations.rules.routing import Office, recipient


def route(about: UnitRef, *, registered_in_id: int | None) -> int:
    """The recipient of a deviation about a unit, by the default rule (`rules.routing`)."""
    if not about.municipal_side:
        return about.id
    offices = actors.units(kinds=[UnitKind.MAS_OFFICE], practice=about.practice)
    return recipient(
        about_id=about.id,
        about_kind=about.kind,
        municipal_side=True,
        areas=_areas(about, registered_in_id),
        offices=[Office(unit.id, unit.organisation_id) for unit in offices],
    )


def _areas(about: UnitRef, registered_in_id: int | None) -> list[int]:
    """Organisations to look for a MAS in, nearest first: where the patient is registered decides for a provider."""
    nearest = [about.organisation_id]
    if about.organisation_kind is OrganisationKind.PRIVATE_PROVIDER:
        nearest += [registered_in_id] if registered_in_id else []
        nearest += actors.served_areas(about.id)
    parents = {row.id: row.parent_id for row in actors.organisations(ids=nearest)}
    found: list[int] = []
    for area in nearest:
        found.append(area)
        parent = parents.get(area)
        if parent is not None:
            found.append(parent)
    return found
