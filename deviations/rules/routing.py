"""To whom a deviation goes: one recipient who answers for it (A2; law.md 7.3, 7.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actors.rules.kinds import UnitKind


@dataclass(frozen=True, slots=True)
class Office:
    """A MAS office, and the organisation that it belongs to."""

    unit_id: int
    organisation_id: int


def recipient(
    *,
    about_id: int,
    about_kind: UnitKind,
    municipal_side: bool,
    areas: Sequence[int],
    offices: Iterable[Office],
) -> int:
    """The unit that receives a deviation about a unit, by the default rule.

    On the municipal side the MAS office is the way in: that of the first of `areas` which has one. `areas` are
    organisations, nearest first: the unit's own, the one above it, those that it serves. The region's units
    receive their own, and so does a unit in whose area nobody has a MAS: there is always a recipient.
    """
    if not municipal_side or about_kind is UnitKind.MAS_OFFICE:
        return about_id
    by_organisation = {office.organisation_id: office.unit_id for office in offices}
    for area in areas:
        if area in by_organisation:
            return by_organisation[area]
    return about_id
