"""What the follow-up is computed from: whole chains of many episodes, as plain rows.

Not for showing to a unit: the reader gets sums alone (contracts/report.md), and `reporting` decides who may read which.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from actors import selectors as actors
from core import scope
from transitions.models import Addressee, CareEpisode, Item
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import party_value

K = ItemKind

EPISODE_KINDS = (
    K.NEED_ASSESSED,
    K.ADMISSION_NOTICE_SENT,
    K.ACKNOWLEDGED,
    K.EXPECTED_DISCHARGE_CHANGED,
    K.DISCHARGE_READY_SENT,
    K.DISCHARGE_READY_WITHDRAWN,
    K.SIP_CALLED,
    K.SIP_NOT_REQUIRED,
    K.SIP_HELD,
    K.SIP_FOLLOWED_UP,
    K.HOME_CARE_NOTIFIED,
    K.TRANSFERRED,
    K.DISCHARGED,
    K.DIED,
    K.READMISSION_CAUSE_RECORDED,
    K.EXPERIENCE_ANSWERED,
    K.TRACK_SET,
)
"""The kinds that some measure asks about."""

ALONE_KINDS = (K.SIP_HELD, K.SIP_FOLLOWED_UP, K.EXPERIENCE_ANSWERED)
"""Kinds that are counted where they happened, whenever the episode began or ended."""

NAMING_KINDS = (K.ADMISSION_NOTICE_SENT, K.HOME_CARE_NOTIFIED)
"""Kinds whose `to` some measure asks about."""

NOTICE_KINDS = (K.ADMISSION_NOTICE_SENT, K.DISCHARGE_READY_SENT)
"""Kinds whose `to` decides whether the municipality was told."""

RECEIPTS_OF = (K.ADMISSION_NOTICE_SENT, K.EXPECTED_DISCHARGE_CHANGED)
"""What some measure asks the receipts of."""

PLAIN_KINDS = frozenset(
    {
        K.NEED_ASSESSED,
        K.ADMISSION_NOTICE_SENT,
        K.EXPECTED_DISCHARGE_CHANGED,
        K.CARE_CONTACT_APPOINTED,
        K.DISCHARGE_READY_WITHDRAWN,
        K.SUPPORT_DECLINED,
        K.OPEN_CARE_UNAVAILABLE,
        K.OPEN_CARE_UNCLEAR,
        K.OPEN_CARE_AVAILABLE,
        K.DIED,
    }
)
"""Kinds of whose data nothing is asked."""

READMISSION_WINDOW = timedelta(days=32)
"""How far back an earlier end can matter: 30 local days, and something for the clock change."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which episodes may belong to whom; ids, each an alternative. A superset: the rule decides."""

    organisations: frozenset[int] = frozenset()
    wards: frozenset[int] = frozenset()
    named_in_notice: frozenset[int] = frozenset()
    named_in_home_care: frozenset[int] = frozenset()

    def q(self) -> Q:
        """The condition on an episode."""
        found = Q(pk__in=[])
        if self.organisations:
            found |= Q(placed_by__in=self.organisations) | Q(registered_in__in=self.organisations)
        if self.wards:
            found |= Q(ward__in=self.wards) | Q(admitted_to__in=self.wards)
        for kind, units in (
            (K.ADMISSION_NOTICE_SENT, self.named_in_notice),
            (K.HOME_CARE_NOTIFIED, self.named_in_home_care),
        ):
            if units:
                named = Addressee.objects.filter(unit__in=units, named=True, item__kind=kind)
                found |= Q(pk__in=named.values("item__episode_id"))
        return found


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode; units and organisations by id."""

    id: int
    patient_id: int
    sex: str
    personal_number: str
    care_form: str
    planned: bool
    admitted_at: datetime
    admitted_to_id: int
    registered_in_id: int
    placed_by_id: int | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item; `named` are the units that the sender wrote in `to`, for the kinds in NAMING_KINDS."""

    id: int
    kind: str
    at: datetime
    by_id: int
    data: Mapping[str, Any]
    named: list[int] = field(default_factory=list)
    cancelled: bool = False


def episodes_between(
    *, belonging: Belonging, since: datetime, until: datetime, also: Iterable[int] = ()
) -> QuerySet[CareEpisode]:
    """Episodes that some measure of the time may count: admitted or ended in it, or something in it; and `also`."""
    window = {"gte": since, "lt": until}
    inside = Q(**{f"ended_at__{name}": at for name, at in window.items()})
    inside |= Q(**{f"admitted_at__{name}": at for name, at in window.items()})
    alone = Item.objects.filter(
        episode=OuterRef("pk"), kind__in=ALONE_KINDS, **{f"at__{name}": at for name, at in window.items()}
    )
    stays = CareEpisode.objects.filter(belonging.q(), at_home=False)
    return stays.filter(inside | Q(pk__in=list(also)) | Exists(alone)).order_by()


def episode_rows(episodes: QuerySet[CareEpisode]) -> list[EpisodeRow]:
    """The episodes, in order of id. One query."""
    rows = episodes.order_by("pk").values_list(
        "pk",
        "patient_id",
        "patient__sex",
        "patient__personal_number",
        "care_form",
        "planned",
        "admitted_at",
        "admitted_to_id",
        "registered_in_id",
        "placed_by_id",
    )
    return [EpisodeRow(*row) for row in rows]


def item_rows(episode_ids: Iterable[int]) -> dict[int, list[ItemRow]]:
    """Their items of the kinds that are asked about, oldest first, by episode. Three queries.

    Receipts are most of the items: of them the database hands out the two fields alone.
    """
    ids = list(episode_ids)
    by_episode: dict[int, list[ItemRow]] = defaultdict(list)
    naming: dict[int, list[int]] = {}
    for episode_id, item in _items(ids, EPISODE_KINDS):
        by_episode[episode_id].append(item)
        if item.kind in NAMING_KINDS:
            naming[item.id] = item.named
    receipts = Item.objects.filter(
        episode_id__in=ids, kind=K.ACKNOWLEDGED, data__of__in=RECEIPTS_OF
    ).values_list("episode_id", "pk", "at", "by_unit_id", KT("data__of"), KT("data__at_unit"))
    for episode_id, pk, at, by_id, of, at_unit in receipts.order_by():
        data = {"of": of, "at_unit": int(at_unit) if at_unit and at_unit.isdigit() else at_unit}
        by_episode[episode_id].append(ItemRow(pk, str(K.ACKNOWLEDGED), at, by_id, data))
    for item_id, unit_id in _named(naming):
        naming[item_id].append(unit_id)
    for items in by_episode.values():
        items.sort(key=lambda item: (item.at, item.id))
    return by_episode


def chains_to_assess(
    episode_ids: Iterable[int], kinds: Iterable[ItemKind]
) -> dict[int, tuple[CareEpisode, Chain]]:
    """Episodes with what decides who owes, and their chains of these kinds alone. Eight queries."""
    wanted = CareEpisode.objects.filter(pk__in=list(episode_ids)).only(
        "admitted_at", "admitted_to", "care_form", "registered_in", "placed_by", "ward"
    )
    episodes = list(
        wanted.prefetch_related("registered_in", "placed_by", "ward__organisation").order_by("pk")
    )
    found = chains_of_kinds(episodes, kinds)
    return {episode.pk: (episode, found[episode.pk]) for episode in episodes}


def chains_of_kinds(episodes: Sequence[CareEpisode], kinds: Iterable[ItemKind]) -> dict[int, Chain]:
    """The chains of the episodes, of these kinds of items alone, by episode id. Three queries, however many.

    Facts have the units that were named in a notice; receipts are left out.
    """
    ids = [episode.pk for episode in episodes]
    with scope.on_chains(ids):
        items = list(_items(ids, kinds))
        notices = [item.id for _, item in items if item.kind in NOTICE_KINDS]
        named: dict[int, set[int]] = defaultdict(set)
        for item_id, unit_id in _named(notices):
            named[item_id].add(unit_id)
    units = actors.units_by_id({unit for found in named.values() for unit in found})
    parties = {unit.id: party_value(unit) for unit in units.values()}
    facts: dict[int, list[Fact]] = defaultdict(list)
    for episode_id, item in items:
        fact = Fact(
            item.id,
            ItemKind(item.kind),
            item.at,
            item.by_id,
            item.data,
            {},
            frozenset(named.get(item.id, ())),
            item.cancelled,
        )
        facts[episode_id].append(fact)
    return {
        episode.pk: Chain(  # the items came in order
            episode.admitted_at, episode.admitted_to_id, parties, tuple(facts[episode.pk])
        )
        for episode in episodes
    }


def _items(ids: list[int], kinds: Iterable[ItemKind]) -> Iterator[tuple[int, ItemRow]]:
    """Items in order; their data is read for the kinds that have some to ask for."""
    found = Item.objects.filter(
        episode_id__in=ids, kind__in=[kind for kind in kinds if kind != K.ACKNOWLEDGED]
    )
    rows = found.order_by("at", "pk").values_list(
        "episode_id", "pk", "kind", "at", "by_unit_id", "cancelled_at", Cast("data", TextField())
    )
    for episode_id, pk, kind, at, by_id, cancelled_at, text in rows:
        data = {} if text == "{}" or kind in PLAIN_KINDS else json.loads(text)
        yield episode_id, ItemRow(pk, kind, at, by_id, data, cancelled=cancelled_at is not None)


def _named(item_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """The units that the sender wrote in `to`, by item. By the items' own ids: no join for the planner to get wrong."""
    found = Addressee.objects.filter(item_id__in=list(item_ids), named=True)
    return found.order_by("pk").values_list("item_id", "unit_id")


def earlier_ends(
    patient_ids: Iterable[int], *, since: datetime, until: datetime
) -> list[tuple[int, int, datetime]]:
    """Episode, patient and end of whatever may be the one before a readmission in the time. One query."""
    found = CareEpisode.objects.filter(
        patient_id__in=list(patient_ids),
        at_home=False,
        ended_at__gte=since - READMISSION_WINDOW,
        ended_at__lt=until,
    )
    rows = found.order_by("pk").values_list("pk", "patient_id", "ended_at")
    return [(pk, patient_id, ended_at) for pk, patient_id, ended_at in rows if ended_at is not None]


def versions(ids: Iterable[int]) -> dict[int, int]:
    """How often each episode has been written to. One query."""
    return dict(CareEpisode.objects.filter(pk__in=list(ids)).values_list("pk", "version"))


def mark() -> str:
    """Another text whenever an item or an episode has come: until then no figure changes. Two queries."""
    newest = [
        rows.order_by("-pk").values_list("pk", flat=True).first()
        for rows in (Item.objects, CareEpisode.objects)
    ]
    return "-".join(str(pk or 0) for pk in newest)


def readiness_questions(episode_ids: Iterable[int]) -> dict[int, int]:
    """How often a receiver has questioned readiness, by episode with at least one (T28). One query."""
    found = Item.objects.filter(
        episode_id__in=list(episode_ids),
        kind=K.ANSWER_GIVEN,
        data__answer="questions_readiness",
        cancelled_at__isnull=True,
    )
    rows = found.order_by("episode_id").values_list("episode_id").annotate(count=Count("pk"))
    return dict(rows)
