"""Chains: the pure values that the rules read, built from rows with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import memo, scope
from transitions.models import Addressee, CareEpisode, Item, Party
from transitions.permissions import visible_to
from transitions.rules.chain import Chain, Fact, Stay
from transitions.rules.chain import Party as PartyValue
from transitions.rules.kinds import OPEN_COMPULSORY, CareForm, ItemKind


def party_value(unit: UnitRef) -> PartyValue:
    """A unit as the rules know it."""
    return PartyValue(
        unit.id,
        unit.kind,
        municipal_side=unit.municipal_side,
        open_care=unit.open_care,
        ward=unit.kind == "ward",
    )


def stay_of(episode: CareEpisode) -> Stay:
    """What the episode itself says of the stay."""
    return Stay(CareForm(episode.care_form), episode.child, episode.at_home)


def of_child(episode_id: int) -> bool:
    """Whether the person was a child at admission; False of an episode that the unit is not on. One query."""
    return CareEpisode.objects.filter(pk=episode_id, child=True).exists()


def goes_to_open_compulsory_care(episode_id: int) -> bool:
    """Whether the latest legal form that holds is an open one; False of an unseen episode. One query."""
    rows = Item.objects.filter(
        episode_id=episode_id, kind=ItemKind.LEGAL_FORM_CHANGED, cancelled_at__isnull=True
    ).order_by("-at", "-pk")
    data = rows.values_list("data", flat=True).first()
    return data is not None and data.get("form") in OPEN_COMPULSORY


def fact_of(item: Item, addressees: Iterable[Addressee]) -> Fact:
    """An item with its addressees as a fact."""
    rows = list(addressees)
    return Fact(
        id=item.pk,
        kind=ItemKind(item.kind),
        at=item.at,
        by_id=item.by_unit_id,
        data=item.data,
        to={row.unit_id: row.acknowledged_at for row in rows},
        named=frozenset(row.unit_id for row in rows if row.named),
        cancelled=item.cancelled_at is not None,
    )


def _heir(heirs: Mapping[int, int], unit_id: int) -> int:
    """The unit that has the place of another now, after one or more successions."""
    while unit_id in heirs:
        unit_id = heirs[unit_id]
    return unit_id


def _inherited(fact: Fact, heirs: Mapping[int, int]) -> Fact:
    """A fact as the rules read it after a succession: the successor stands where the old unit stood (X9).

    The successor has rows of its own for what the old one received (`services.succession`).
    """
    if not heirs:
        return fact
    data = fact.data
    if fact.kind is ItemKind.TRANSFERRED:
        data = {**data, "ward_id": _heir(heirs, int(data["ward_id"]))}
    return replace(
        fact,
        by_id=_heir(heirs, fact.by_id),
        data=data,
        to={unit: at for unit, at in fact.to.items() if unit not in heirs},
        named=frozenset(_heir(heirs, unit) for unit in fact.named),
    )


def chains(episodes: Sequence[CareEpisode]) -> dict[int, Chain]:
    """The whole chain of each episode, by episode id. Four queries, however many episodes.

    Whole: what a unit may see of it is decided where it is shown, never here.
    """
    ids = [episode.pk for episode in episodes]
    with scope.on_chains(ids):
        return _chains(episodes, ids)


def _chains(episodes: Sequence[CareEpisode], ids: Sequence[int]) -> dict[int, Chain]:
    items: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(episode_id__in=ids).order_by("at", "pk"):
        items[item.episode_id].append(item)
    addressees: dict[int, list[Addressee]] = defaultdict(list)
    for row in Addressee.objects.filter(item__episode_id__in=ids).order_by("pk"):
        addressees[row.item_id].append(row)
    parties: dict[int, dict[int, int | None]] = defaultdict(dict)
    heirs: dict[int, dict[int, int]] = defaultdict(dict)
    rows = party_rows(ids[0]) if len(ids) == 1 else _rows_of_many(ids)
    known = {one.unit.id: one.unit for one in rows}
    for one in rows:
        if one.heir_id is None:
            parties[one.episode_id][one.unit.id] = one.earlier_id
        else:
            heirs[one.episode_id][one.unit.id] = one.heir_id
    return {
        episode.pk: Chain.of(
            admitted_at=episode.admitted_at,
            ward_id=_heir(heirs[episode.pk], episode.admitted_to_id),
            stay=stay_of(episode),
            parties={
                unit: replace(party_value(known[unit]), earlier_id=earlier)
                for unit, earlier in parties[episode.pk].items()
            },
            facts=[
                _inherited(fact_of(item, addressees[item.pk]), heirs[episode.pk])
                for item in items[episode.pk]
            ],
        )
        for episode in episodes
    }


class PartyRow(NamedTuple):
    """A unit on a chain: the one that has taken its place, and the earlier episode that brought it, or None."""

    episode_id: int
    unit: UnitRef
    heir_id: int | None
    earlier_id: int | None


def party_rows(episode_id: int) -> list[PartyRow]:
    """The units on one chain, in order of name, also those whose place another has taken.

    One query, once for a page.
    """

    def fetch() -> list[PartyRow]:
        found = Party.objects.filter(episode_id=episode_id).select_related("unit__organisation")
        ordered = found.order_by("unit__sort_key", "unit_id")
        return [
            PartyRow(row.episode_id, actors.unit_ref(row.unit), row.taken_over_by_id, row.earlier_id)
            for row in ordered
        ]

    return memo.once(("parties", episode_id), fetch)


def _rows_of_many(ids: Sequence[int]) -> list[PartyRow]:
    """The same of many chains: a unit that is on hundreds of them is read once. Two queries."""
    columns = ("episode_id", "unit_id", "taken_over_by_id", "earlier_id")
    rows = list(Party.objects.filter(episode_id__in=ids).values_list(*columns))
    known = actors.units_by_id({row[1] for row in rows})
    return [PartyRow(episode, known[unit], heir, earlier) for episode, unit, heir, earlier in rows]


def chain(episode: CareEpisode) -> Chain:
    """The whole chain of one episode. Three queries, once for a page."""
    return memo.once(("chain", episode.pk), lambda: chains([episode])[episode.pk])


def chain_of_case(*, acting: Acting, episode_id: int) -> Chain:
    """The chain of a case that the unit may see: the one that the page was drawn from, on a page.

    Raises CareEpisode.DoesNotExist.
    """
    return memo.once(("chain", episode_id), lambda: chain(visible_to(acting).get(pk=episode_id)))
