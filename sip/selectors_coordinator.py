"""Reads of coordinators (S12): for whom the unit is to name one, and who has been named."""

from dataclasses import dataclass
from typing import Any

from actors.acting import Acting
from transitions import permissions as chain_permissions
from transitions.rules.kinds import ItemKind
from transitions.rules.task_values import TaskKind

MOST = 200


@dataclass(frozen=True, slots=True)
class Coordinated:
    """A case of a person with many care givers. `named` is the item that names the coordinator; None: vacant."""

    episode: Any
    named: Any | None


def of_unit(*, acting: Acting) -> list[Coordinated]:
    """Vacant first, then those who have one, the latest first. Two queries."""
    vacant = [
        Coordinated(row.episode, None)
        for row in chain_permissions.tasks_visible_to(acting)
        .filter(kind=TaskKind.NAME_COORDINATOR)
        .select_related("episode__patient", "episode__ward")
        .order_by("due_at", "pk")
    ]
    items = (
        chain_permissions.items_visible_to(acting)
        .filter(kind=ItemKind.COORDINATOR_NAMED, cancelled_at__isnull=True)
        .select_related("episode__patient", "episode__ward", "by_unit")
        .order_by("-at", "-pk")[:MOST]
    )
    latest: dict[int, Any] = {}
    for item in items:
        latest.setdefault(item.episode_id, item)
    return [*vacant, *(Coordinated(item.episode, item) for item in latest.values())]
