"""What an evening pack is made of, and the packs of a unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from actors import selectors as actors
from actors.acting import Acting
from core import orders
from transitions import permissions
from transitions.models import CareEpisode, EveningPack, Party, Task


def units_with_cases() -> list[int]:
    """Units in the chain that stand on an open case, for the evening's round."""
    found = set(
        Party.objects.filter(episode__ended_at__isnull=True, taken_over_by__isnull=True)
        .values_list("unit_id", flat=True)
        .distinct()
    )
    kinds = permissions.ACTIONS[permissions.MAKE_PACK]
    return sorted(
        unit.id
        for unit in actors.units(ids=found)
        if actors.acting_for_unit(unit, name="–", source="system").role in kinds
    )


def open_cases(*, acting: Acting, now: datetime) -> list[CareEpisode]:
    """The unit's open cases, and ended ones on which it still has something to do; by ward and name. One query."""
    todo = Task.objects.filter(episode=OuterRef("pk"), unit_id=acting.unit_id)
    return list(
        permissions.visible_to(acting)
        .filter(Q(ended_at__isnull=True) | Exists(todo))
        .select_related("patient", "ward", "registered_in")
        .order_by("ward__sort_key", "patient__sort_key", "pk")
    )


def own_tasks(*, acting: Acting, episodes: Sequence[CareEpisode]) -> Mapping[int, list[Task]]:
    """What the unit has to do, by case. One query."""
    found: dict[int, list[Task]] = defaultdict(list)
    rows = Task.objects.filter(episode__in=episodes, unit_id=acting.unit_id).select_related("item__by_unit")
    for task in rows:
        found[task.episode_id].append(task)
    return found


def packs_of(unit_id: int, *, most: int = 10) -> list[EveningPack]:
    """The unit's latest packs. One query."""
    return list(EveningPack.objects.filter(unit_id=unit_id)[:most])


def pack_of(unit_id: int, public_id: UUID) -> EveningPack | None:
    """One of them, when its file is there."""
    rows = EveningPack.objects.filter(unit_id=unit_id, public_id=public_id, state="made").exclude(file="")
    return rows.first()


def forgotten(*, now: datetime) -> Sequence[int]:
    """Orders that no worker has finished."""
    return orders.forgotten(EveningPack, now=now)
