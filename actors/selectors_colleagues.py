"""The people of a unit, as their colleagues choose among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actors.models import Assignment
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
