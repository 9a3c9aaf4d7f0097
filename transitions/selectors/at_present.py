"""How it stands now over many episodes, as plain rows: the follow-up's dashboard counts them (U9).

Not for showing to a unit: `reporting` sums, and decides who may read which. Only what is going on, what ended today and
the tasks that stand are asked for, so that the questions cost no more when history grows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from transitions.models import CareEpisode, Item, Party, Task
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind

K = ItemKind

BEGINS_READY = frozenset({K.DISCHARGE_READY_SENT})
ENDS_READY = frozenset({K.DISCHARGE_READY_WITHDRAWN, K.TRANSFERRED, K.DISCHARGED, K.DIED})


@dataclass(frozen=True, slots=True)
class Place:
    """Which episodes; ids, each an alternative. `organisations` is a superset: whose the patient is, a rule decides."""

    organisations: frozenset[int] = frozenset()
    wards: frozenset[int] = frozenset()
    on_chain: frozenset[int] = frozenset()

    def episodes(self) -> QuerySet[CareEpisode]:
        """The stays of the place, at any time."""
        found = Q(pk__in=[])
        if self.organisations:
            found |= Q(placed_by__in=self.organisations) | Q(registered_in__in=self.organisations)
        if self.wards:
            found |= Q(ward__in=self.wards)
        if self.on_chain:
            found |= Q(Exists(Party.objects.filter(episode=OuterRef("pk"), unit__in=self.on_chain)))
        return CareEpisode.objects.filter(found, at_home=False).order_by()


@dataclass(frozen=True, slots=True)
class PresentRow:
    """A stay that goes on, or that ended today with the person discharged."""

    id: int
    patient_id: int
    ward_id: int
    registered_in_id: int
    placed_by_id: int | None
    expected_discharge: date | None
    ready_at: datetime | None
    ended_at: datetime | None
    liable_from: datetime | None


def present_rows(place: Place, *, today_from: datetime) -> list[PresentRow]:
    """The stays that go on and those discharged since `today_from`. One query."""
    going_on = Q(ended_at__isnull=True) | Q(ended_at__gte=today_from, phase=Phase.DISCHARGED)
    rows = (
        place.episodes()
        .filter(going_on)
        .values_list(
            "pk",
            "patient_id",
            "ward_id",
            "registered_in_id",
            "placed_by_id",
            "expected_discharge",
            "ready_at",
            "ended_at",
            "liable_from",
        )
    )
    return [PresentRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class StandingTask:
    """A task that a unit has now, and whose patient it is about."""

    episode_id: int
    patient_id: int
    registered_in_id: int
    placed_by_id: int | None
    kind: str
    due_at: datetime | None


def standing_tasks(place: Place, kinds: Iterable[str], *, now: datetime) -> list[StandingTask]:
    """The tasks of these kinds that show now, also after the home-coming. One query."""
    found = Task.objects.filter(
        Q(shows_from__isnull=True) | Q(shows_from__lte=now),
        kind__in=list(kinds),
        episode__in=place.episodes(),
    )
    rows = found.order_by().values_list(
        "episode_id",
        "episode__patient_id",
        "episode__registered_in_id",
        "episode__placed_by_id",
        "kind",
        "due_at",
    )
    return [StandingTask(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ReadySpell:
    """From a notice of utskrivningsklar to what ended it; `until` None while it stands."""

    since: datetime
    until: datetime | None
    registered_in_id: int
    placed_by_id: int | None


class _Event(NamedTuple):
    """What begins or ends a spell."""

    kind: str
    at: datetime
    registered_in_id: int
    placed_by_id: int | None


def ready_spells(place: Place, *, since: datetime) -> list[ReadySpell]:
    """The spells of the stays that have gone on since then. One query."""
    stays = place.episodes().filter(Q(ended_at__isnull=True) | Q(ended_at__gte=since))
    rows = (
        Item.objects.filter(episode__in=stays, kind__in=BEGINS_READY | ENDS_READY, cancelled_at__isnull=True)
        .order_by("at", "pk")
        .values_list("episode_id", "kind", "at", "episode__registered_in_id", "episode__placed_by_id")
    )
    events: dict[int, list[_Event]] = defaultdict(list)
    for stay, kind, at, registered, placed in rows:
        events[stay].append(_Event(kind, at, registered, placed))
    found: list[ReadySpell] = []
    for happened in events.values():
        begun: datetime | None = None
        for event in happened:
            if event.kind in BEGINS_READY:
                begun = begun or event.at
            elif begun is not None:
                found.append(ReadySpell(begun, event.at, event.registered_in_id, event.placed_by_id))
                begun = None
        if begun is not None:
            found.append(ReadySpell(begun, None, happened[0].registered_in_id, happened[0].placed_by_id))
    return found
