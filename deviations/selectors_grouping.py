"""Reads of similar deviations: the latest grouping of the area, each group with what the MAS may see of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actors.acting import Acting
from deviations import permissions
from deviations.models import Deviation, Grouping
from deviations.rules.grouping import Group

ROWS_OF_A_GROUP = 8


@dataclass(frozen=True, slots=True)
class Alike:
    """A group with its visible members, the newest first."""

    group: Group
    rows: list[Deviation]


def latest(*, acting: Acting) -> Grouping | None:
    """The area's, or None when nobody has asked for one. One query."""
    return Grouping.objects.filter(organisation_id=acting.organisation_id).first()


def groups_of(row: Grouping) -> list[Group]:
    """As they were found, the largest first. No query."""
    return [Group(one[0], one[1], one[2], tuple(one[3]), tuple(one[4])) for one in row.groups]


def members(*, acting: Acting, groups: Sequence[Group]) -> list[Alike]:
    """The groups with those of their members that can be seen now; one that is down to a single is left out. One query,
    and one for the area.
    """
    ids = [one for group in groups for one in group.ids]
    rows = permissions.visible_to(acting).filter(pk__in=ids)
    rows = rows.select_related("about", "reported_by", "routed_to", "holder").order_by("-reported_at", "-pk")
    known = {row.pk: row for row in rows}
    place = {pk: number for number, pk in enumerate(known)}
    found = []
    for group in groups:
        seen = sorted((one for one in group.ids if one in known), key=place.__getitem__)
        if len(seen) > 1:
            found.append(Alike(group, [known[one] for one in seen]))
    return found
