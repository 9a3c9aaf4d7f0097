"""Delegated tasks of people who are, or come, home on a night: who is to do what (T33, A10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.acting import Acting
from core.sorting import swedish_sort_key
from transitions import permissions
from transitions.models import CareEpisode, Item, Patient
from transitions.rules.care_tasks import CareClass
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import begin_of
from transitions.selectors.day import told

MOST = 400


@dataclass(frozen=True, slots=True)
class DelegatedTask:
    """One task that a unit performs on delegation. `item_id` is the latest word of it; `episode` comes with its
    patient where the reader sees it.
    """

    item_id: int
    patient_id: int
    unit_id: int
    what: str
    name: str
    reviewer_id: int | None
    episode: CareEpisode


def _at_home(night: date) -> Q:
    """The person is at home, or comes home that day; of several stays the latest counts."""
    return Q(phase=Phase.DISCHARGED) | Q(ended_at__isnull=True, expected_discharge=night)


def _latest(found: QuerySet[CareEpisode]) -> QuerySet[CareEpisode]:
    later = CareEpisode.objects.filter(patient=OuterRef("patient"), admitted_at__gt=OuterRef("admitted_at"))
    return found.filter(~Exists(later))


def _standing(items: Iterable[Item]) -> list[Item]:
    """The latest word of each task, oldest first; those that have ended are left out."""
    last: dict[tuple[int, str], Item] = {}
    for item in items:
        if item.cancelled_at is None and item.data.get("task"):
            last[(item.episode_id, str(item.data["task"]))] = item
    return [item for item in last.values() if not item.data.get("ended")]


def _delegated(items: Iterable[Item]) -> list[DelegatedTask]:
    found = []
    for item in items:
        unit = item.data.get("performer")
        if item.data.get("care_class") != CareClass.DELEGATED or not unit:
            continue
        reviewer = item.data.get("reviewer")
        found.append(
            DelegatedTask(
                item.pk,
                item.episode.patient_id,
                int(unit),
                str(item.data.get("what", "")),
                str(item.data.get("name", "")),
                int(reviewer) if reviewer else None,
                item.episode,
            )
        )
    return found


def delegated_to_unit(*, acting: Acting, night: date) -> list[DelegatedTask]:
    """What the unit is to do on delegation that night, as it was sent to it. Three queries."""
    mine = Item.objects.filter(
        episode=OuterRef("pk"), kind=ItemKind.CARE_TASK_CLASSED, data__performer=acting.unit_id
    )
    visible = permissions.visible_to(acting).filter(_at_home(night), Exists(mine))
    episodes = list(_latest(visible).select_related("patient").order_by("pk")[:MOST])
    items = [one.item for one in told(acting=acting, episodes=episodes, kinds=[ItemKind.CARE_TASK_CLASSED])]
    return [one for one in _delegated(_standing(items)) if one.unit_id == acting.unit_id]


def delegated_everywhere(*, night: date) -> list[DelegatedTask]:
    """What every unit is to do on delegation that night: for the system's own watch, never for a person. Two
    queries.
    """
    episodes = _latest(CareEpisode.objects.filter(_at_home(night)))
    items = Item.objects.filter(kind=ItemKind.CARE_TASK_CLASSED, episode__in=episodes).select_related(
        "episode"
    )
    return _delegated(_standing(items.order_by("at", "pk")))


def patients_of_unit(*, acting: Acting, since: date) -> list[Patient]:
    """People whom the unit has in a case that is open or ended since a day, in Swedish order of name. One query."""
    mine = permissions.visible_to(acting).filter(patient=OuterRef("pk"))
    recent = mine.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=begin_of(since)))
    died = CareEpisode.objects.filter(patient=OuterRef("pk"), phase=Phase.DECEASED)
    found = Patient.objects.filter(Exists(recent), ~Exists(died))
    return sorted(found.order_by("pk")[:MOST], key=lambda one: (swedish_sort_key(one.name), one.pk))


def known_to_unit(*, acting: Acting, patient_id: int) -> bool:
    """Whether the unit has the person in a case. One query."""
    return permissions.visible_to(acting).filter(patient_id=patient_id).exists()
