"""To whom a deviation goes: one function, with one holder, who answers for it (A2; law.md 7.3, 7.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actors.rules.kinds import UnitKind
from deviations.rules.kinds import Category, Function

MAR_CATEGORIES = frozenset({Category.REHABILITATION, Category.AIDS, Category.HOME_ADAPTATION})
"""What the MAR answers for in place of the MAS, where there is one (HSL 11:4, HSF 4:6)."""


@dataclass(frozen=True, slots=True)
class Office:
    """A MAS office, and the organisation that it belongs to."""

    unit_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class RouteFact:
    """A row of the routing table. None, or an empty category or kind, means any."""

    id: int
    organisation_id: int
    about_unit_id: int | None
    about_kind: UnitKind | None
    category: Category | None
    unit_id: int


def best(
    routes: Iterable[RouteFact],
    *,
    about_id: int,
    about_kind: UnitKind,
    category: Category | None,
    areas: Sequence[int],
) -> list[RouteFact]:
    """The rows that fit, the one that holds first.

    The nearest organisation decides; within it a row about the unit itself goes before one about the category, and
    that before one about the kind of unit; last the one that holds for everything.
    """
    order = {area: place for place, area in reversed(list(enumerate(areas)))}
    fitting = [
        route
        for route in routes
        if route.organisation_id in order
        and route.about_unit_id in (None, about_id)
        and route.about_kind in (None, about_kind)
        and route.category in (None, category)
    ]
    return sorted(
        fitting,
        key=lambda route: (
            order[route.organisation_id],
            route.about_unit_id is None,
            route.category is None,
            route.about_kind is None,
            route.id,
        ),
    )


def recipient(
    *,
    about_id: int,
    about_kind: UnitKind,
    municipal_side: bool,
    areas: Sequence[int],
    offices: Iterable[Office],
) -> int:
    """The unit that receives a deviation about a unit where the table says nothing.

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


def usual_function(kind: UnitKind, category: Category | None) -> Function:
    """As what somebody at a recipient of this kind answers, where the table says nothing."""
    if kind is UnitKind.MAS_OFFICE:
        return Function.MAR if category in MAR_CATEGORIES else Function.MAS
    if kind is UnitKind.ADMINISTRATION:
        return Function.OPERATIONS_MANAGER
    return Function.UNIT_MANAGER
