"""The day of a unit: who comes home when, what is known of them, what waits. A fixed number of queries a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Q

from actors.acting import Acting
from core import scope
from core.clock import STOCKHOLM
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item, Seen, Task
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.chain import Chain, Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.tasks import TaskKind
from transitions.selectors.chains import chains
from transitions.selectors.redaction import as_sent

MOST = 200
"""More cases than so are not listed: the work list has them all."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item as it reached the unit, and the unit's own receipt (None for what it wrote itself)."""

    item: Item
    own: Addressee | None

    @property
    def waits(self) -> bool:
        """The unit has to acknowledge it."""
        if self.own is None or self.own.acknowledged_at is not None or self.item.cancelled_at is not None:
            return False
        informed = informs_only(ItemKind(self.item.kind), named=self.own.named)
        return needs_receipt(ItemKind(self.item.kind)) and not informed


@dataclass(slots=True)
class DayCase:
    """One case on a day's page. `day`: when the person comes home, as it stands; None when nobody knows."""

    episode: CareEpisode
    day: date | None
    told: list[Told] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    seen_at: datetime | None = None

    def last(self, *kinds: ItemKind) -> Told | None:
        """The latest item of these kinds that has not been cancelled."""
        return next(
            (one for one in reversed(self.told) if one.item.kind in kinds and one.item.cancelled_at is None),
            None,
        )

    def of(self, *kinds: ItemKind) -> list[Told]:
        """The items of these kinds that have not been cancelled, oldest first."""
        return [one for one in self.told if one.item.kind in kinds and one.item.cancelled_at is None]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), STOCKHOLM).astimezone(UTC)


def home_day(episode: CareEpisode) -> date | None:
    """The local day on which the person comes home: came, once discharged; is expected to, before."""
    if episode.ended_at is not None:
        return local_date(episode.ended_at)
    return episode.expected_discharge


def coming_home(*, acting: Acting, first: date, last: date, overdue: bool = False) -> list[CareEpisode]:
    """Cases of people who come home from `first` to `last`, both included, or did. One query.

    `overdue`: those too who were expected before `first` and are still on a ward.
    """
    expected = Q(expected_discharge__lte=last) if overdue else Q(expected_discharge__range=(first, last))
    left = Q(
        phase=Phase.DISCHARGED, ended_at__gte=_begin(first), ended_at__lt=_begin(last + timedelta(days=1))
    )
    return list(
        permissions.visible_to(acting)
        .filter((expected & Q(ended_at__isnull=True)) | left)
        .select_related("patient", "ward")
        .order_by("expected_discharge", "pk")[:MOST]
    )


def with_tasks(*, acting: Acting, kinds: Iterable[TaskKind]) -> list[Task]:
    """The unit's tasks of some kinds, with their cases, the most urgent first. One query."""
    return list(
        permissions.tasks_visible_to(acting)
        .filter(kind__in=list(kinds))
        .select_related("episode__patient", "episode__ward", "item__by_unit")
        .order_by(F("due_at").asc(nulls_last=True), "since", "pk")[:MOST]
    )


def day_cases(*, acting: Acting, episodes: Sequence[CareEpisode]) -> list[DayCase]:
    """What the unit was told of these cases, has to do there, and when the person last looked. Four queries."""
    ids = [episode.pk for episode in episodes]
    cases = {episode.pk: DayCase(episode, home_day(episode)) for episode in episodes}
    for one in told(acting=acting, episodes=episodes):
        cases[one.item.episode_id].told.append(one)
    for task in (
        permissions.tasks_visible_to(acting).filter(episode_id__in=ids).select_related("item__by_unit")
    ):
        cases[task.episode_id].tasks.append(task)
    seen = Seen.objects.filter(episode_id__in=ids, user_id=acting.user_id or 0)
    for episode_id, at in seen.values_list("episode_id", "at"):
        cases[episode_id].seen_at = at
    return list(cases.values())


def told(
    *, acting: Acting, episodes: Sequence[CareEpisode], kinds: Iterable[ItemKind] | None = None
) -> list[Told]:
    """The items that reached the unit in these cases, as they were sent to it, oldest first. Two queries."""
    known = {episode.pk: episode for episode in episodes}
    found = permissions.items_visible_to(acting).filter(episode_id__in=list(known))
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    items = list(found.select_related("by_unit", "admission_notice").order_by("at", "pk"))
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    made = []
    for item in items:
        item.episode = known[item.episode_id]
        made.append(Told(as_sent(item, own.get(item.pk)), own.get(item.pk)))
    return made


def open_episodes(*, acting: Acting) -> list[CareEpisode]:
    """The unit's cases that have not ended, or ended this last week. One query."""
    return list(
        permissions.visible_to(acting)
        .filter(ended_at__isnull=True)
        .select_related("patient", "ward")
        .order_by("expected_discharge", "pk")[:MOST]
    )


def on_ward(*, acting: Acting) -> list[CareEpisode]:
    """Who lies on the ward now, the longest utskrivningsklar first, then by expected day. One query."""
    return list(
        permissions.visible_to(acting)
        .filter(ward_id=acting.unit_id, ended_at__isnull=True)
        .select_related("patient", "ward")
        .order_by(F("ready_at").asc(nulls_last=True), F("expected_discharge").asc(nulls_last=True), "pk")[
            :MOST
        ]
    )


def chains_shown(*, acting: Acting, episodes: Sequence[CareEpisode]) -> dict[int, Chain]:
    """The chain of each case without what a block hides from the unit, by case. Five queries."""
    ids = [episode.pk for episode in episodes]
    with scope.on_chains(ids):
        hidden = permissions.items_barred_to(acting).filter(episode_id__in=ids).order_by()
        barred = frozenset(hidden.values_list("pk", flat=True))
    return {pk: chain.without(barred) for pk, chain in chains(episodes).items()}


def receivers_of_own(*, acting: Acting, episodes: Sequence[CareEpisode]) -> dict[int, list[Addressee]]:
    """To whom the unit itself has written in these cases, with their receipts, by case. One query."""
    found: dict[int, list[Addressee]] = defaultdict(list)
    rows = Addressee.objects.filter(
        item__episode__in=[episode.pk for episode in episodes],
        item__by_unit_id=acting.unit_id,
        item__cancelled_at__isnull=True,
    ).exclude(unit_id=acting.unit_id)
    for row in rows.select_related("item", "unit").order_by("pk"):
        found[row.item.episode_id].append(row)
    return dict(found)
