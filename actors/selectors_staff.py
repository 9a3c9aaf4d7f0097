"""Who works where, as other apps ask of people whose right to do something ends with their assignment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from actors.models import Assignment
from actors.rules.kinds import Role
from actors.selectors import valid_on
from core.sorting import swedish_sort_key


@dataclass(frozen=True, slots=True)
class Staff:
    """A person in an assignment, and since when. Names are as recorded: a page shows them through `shown_names`."""

    assignment_id: int
    user_id: int
    name: str
    unit_id: int
    role: Role
    since: date


def in_service(*, user: str, unit: str, on: date) -> Exists:
    """A condition on another model's rows: the user in one column works that day in the unit of the other."""
    return Exists(
        Assignment.objects.filter(
            valid_on(on), user_id=OuterRef(user), unit_id=OuterRef(unit), user__is_active=True
        )
    )


def staff(
    unit_ids: Iterable[int], *, on: date, roles: Iterable[Role], since: date | None = None
) -> list[Staff]:
    """People who have one of the roles in these units that day, a row each and unit, in Swedish order of name.

    `since`: only those who began that day or later. One query.
    """
    rows = Assignment.objects.filter(
        valid_on(on), unit_id__in=list(unit_ids), role__in=list(roles), user__is_active=True
    )
    if since is not None:
        rows = rows.filter(valid_from__gte=since)
    found: dict[tuple[int, int], Staff] = {}
    values = ("pk", "user_id", "user__name", "unit_id", "role", "valid_from")
    for pk, user_id, name, unit_id, role, begun in rows.order_by("valid_from", "pk").values_list(*values):
        found.setdefault((user_id, unit_id), Staff(pk, user_id, name, unit_id, Role(role), begun))
    return sorted(found.values(), key=lambda one: (swedish_sort_key(one.name), one.user_id))


def person(assignment_id: int) -> Staff | None:
    """The person of an assignment, whether or not it still runs; None when there is none. One query."""
    row = Assignment.objects.select_related("user").filter(pk=assignment_id).first()
    if row is None:
        return None
    return Staff(row.pk, row.user_id, row.user.name, row.unit_id, Role(row.role), row.valid_from)
