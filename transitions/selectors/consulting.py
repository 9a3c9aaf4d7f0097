"""Questions to colleagues of the municipality, and their answers (T36)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item, Task
from transitions.rules.kinds import ItemKind
from transitions.rules.task_values import TaskKind

MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the unit. `due_at` is set while it waits for an answer."""

    item: Item
    waits: bool
    due_at: datetime | None


def asked_of(*, acting: Acting) -> list[Asked]:
    """The questions to the unit: those that wait first, then the latest. Two queries.

    The words are not in it: they are read on the question's own page.
    """
    items = list(
        _to(acting)
        .select_related("episode__patient", "by_unit")
        .only(
            "at",
            "data",
            "author_name",
            "by_unit__name",
            "episode__public_id",
            "episode__patient__name",
            "episode__patient__personal_number",
            "episode__patient__protection",
        )
        .order_by("-at", "-pk")[:MOST]
    )
    due = dict(_waiting(acting).filter(item__in=[item.pk for item in items]).values_list("item_id", "due_at"))
    found = [Asked(item, item.pk in due, due.get(item.pk)) for item in items]
    return sorted(found, key=lambda one: not one.waits)


def waiting_count(*, acting: Acting) -> int:
    """How many questions wait for the unit's answer. One query."""
    return _to(acting).filter(Exists(_waiting(acting).filter(item=OuterRef("pk")))).count()


def is_asked(*, acting: Acting, episode: CareEpisode) -> bool:
    """Whether the unit has been asked about the person. One query."""
    return _to(acting).filter(episode=episode).exists()


def _to(acting: Acting) -> QuerySet[Item]:
    """The questions addressed to the unit that have not been taken back."""
    named = Addressee.objects.filter(item=OuterRef("pk"), unit_id=acting.unit_id, named=True)
    return permissions.items_visible_to(acting).filter(
        Exists(named), kind=ItemKind.CONSULTED, cancelled_at__isnull=True
    )


def _waiting(acting: Acting) -> QuerySet[Task]:
    """The unit's own tasks of answering; derived with the state of the case."""
    return Task.objects.filter(unit_id=acting.unit_id, kind=TaskKind.ANSWER_CONSULTATION)
