"""Reads of the routing table and the times."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from actors import selectors as actors
from actors import selectors_colleagues
from actors.acting import Acting
from actors.rules.kinds import Role, UnitKind
from actors.selectors import UnitRef
from deviations.models import AnswerTerms, Route


def routes_of(*, acting: Acting) -> list[Route]:
    """The rows of the acting organisation's table that hold, what is received first. One query."""
    found = Route.objects.filter(organisation_id=acting.organisation_id, ended_at__isnull=True)
    return list(found.select_related("about_unit", "unit", "holder", "substitute").order_by("rung", "pk"))


def route_of(*, acting: Acting, route_id: int) -> Route | None:
    """One row of the acting organisation's table. One query."""
    found = Route.objects.filter(organisation_id=acting.organisation_id, ended_at__isnull=True, pk=route_id)
    return found.select_related("unit").first()


def inherited(*, acting: Acting) -> list[Route]:
    """Rows of the organisations above, which hold where the own table says nothing. Two queries."""
    above = actors.organisation(acting.organisation_id).parent_id
    found = (
        Route.objects.filter(organisation_id=above, ended_at__isnull=True) if above else Route.objects.none()
    )
    return list(found.select_related("about_unit", "unit", "holder", "substitute").order_by("rung", "pk"))


def terms_of(*, organisation_id: int) -> AnswerTerms | None:
    """The times of an organisation, None where the installation's hold. One query."""
    return AnswerTerms.objects.filter(organisation_id=organisation_id).first()


def own_units(*, acting: Acting, on: date) -> list[UnitRef]:
    """The units that the table is about: the organisation's own and those below it, and those that serve it."""
    found = {unit.id: unit for unit in actors.units_serving(acting.organisation_id, on=on)}
    for organisation in actors.with_descendants(acting.organisation_id) if _municipal(acting) else ():
        found |= {unit.id: unit for unit in actors.units(organisation_id=organisation)}
    closed = actors.in_place_of(found, on=on)
    return sorted((one for one in found.values() if one.id not in closed), key=lambda one: (one.name, one.id))


def _municipal(acting: Acting) -> bool:
    """A region's table is about its own units; the municipalities below it have tables of their own."""
    return acting.role is Role.MAS


def recipients(*, acting: Acting, on: date) -> list[UnitRef]:
    """The units that may be named as recipients: the own ones, and the management above them (HSF)."""
    above = actors.organisation(acting.organisation_id).parent_id
    found = own_units(acting=acting, on=on)
    if above:
        found += actors.units(kinds=[UnitKind.ADMINISTRATION], organisation_id=above)
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may hold: the user and the name."""

    id: int
    name: str


def people_of(*, unit_id: int, on: date) -> list[Person]:
    """Those who work in a unit, in order of name. One query."""
    found = selectors_colleagues.colleagues(unit_id, on=on, roles=list(Role))
    return [Person(one.user_id, one.name) for one in found]


def vacant(*, units: list[UnitRef], on: date) -> list[UnitRef]:
    """Those among the units in which nobody works: an answer from them has no holder by name. One query."""
    staffed = selectors_colleagues.staffed_units([unit.id for unit in units], on=on)
    return [unit for unit in units if unit.id not in staffed]


def history_rows(*, acting: Acting) -> QuerySet[Route]:
    """All rows that the organisation's table has had, for its Historik."""
    return Route.objects.filter(organisation_id=acting.organisation_id).order_by("pk")
