"""The people of a unit, as their colleagues choose among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from actors.models import Absence, Assignment, Unit
from actors.rules.absences import Away, stands_in
from actors.rules.kinds import Role
from actors.selectors import valid_on
from core.sorting import swedish_sort_key


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with an assignment in the unit, and the roles held there."""

    user_id: int
    name: str
    roles: tuple[Role, ...]


def colleagues(unit_id: int, *, on: date, roles: Iterable[Role]) -> list[Colleague]:
    """People who have one of the roles in the unit that day, in Swedish order of name. One query."""
    rows = (
        Assignment.objects.filter(valid_on(on), unit_id=unit_id, role__in=list(roles), user__is_active=True)
        .order_by("role")
        .values_list("user_id", "user__name", "role")
    )
    held: dict[tuple[int, str], list[Role]] = {}
    for user_id, name, role in rows:
        held.setdefault((user_id, name), []).append(Role(role))
    found = [Colleague(user_id, name, tuple(roles)) for (user_id, name), roles in held.items()]
    return sorted(found, key=lambda one: (swedish_sort_key(one.name), one.user_id))


def staffed_units(unit_ids: Iterable[int], *, on: date) -> set[int]:
    """Those among the units in which anybody has an assignment that day. One query."""
    found = Assignment.objects.filter(valid_on(on), unit_id__in=list(unit_ids), user__is_active=True)
    return set(found.values_list("unit_id", flat=True))


@dataclass(frozen=True, slots=True)
class AwayColleague:
    """A person of the unit who is away, up to and with a day. `substitute_id`: the user who stands in, or None."""

    user_id: int
    until: date
    substitute_id: int | None
    substitute_name: str


def colleagues_away(unit_id: int, *, on: date) -> dict[int, AwayColleague]:
    """Who of a unit's people is away that day, by user, and who stands in: the first in the line who is there. One
    query.
    """
    rows = (
        Absence.objects.filter(
            ended_at__isnull=True, first_day__lte=on, last_day__gte=on, assignment__unit_id=unit_id
        )
        .select_related("assignment", "substitute__user")
        .order_by("pk")
    )
    by_assignment = {row.assignment_id: row for row in rows}  # the one recorded last holds
    away = {each: Away(each, row.substitute_id, row.last_day) for each, row in by_assignment.items()}
    people = {row.substitute_id: row.substitute for row in by_assignment.values() if row.substitute}
    found = {}
    for each, row in by_assignment.items():
        person = people.get(stands_in(away, each))
        found[row.assignment.user_id] = AwayColleague(
            row.assignment.user_id,
            row.last_day,
            person.user_id if person else None,
            person.user.name if person else "",
        )
    return found


def closed_units_of(user_id: int) -> list[Unit]:
    """Units that have ended and in which the person worked until then, with what took over; latest first. One query."""
    worked = Assignment.objects.filter(user_id=user_id, valid_to__gte=F("unit__valid_to")).values("unit_id")
    found = Unit.objects.filter(pk__in=worked, ended_at__isnull=False).select_related("successor")
    return list(found.order_by("-ended_at", "-pk"))
