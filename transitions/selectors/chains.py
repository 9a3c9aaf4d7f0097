"""Chains: the pure values that the rules read, built from rows with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from actors import selectors as actors
from actors.selectors import UnitRef
from core import scope
from transitions.models import Addressee, CareEpisode, Item, Party
from transitions.rules.chain import Chain, Fact
from transitions.rules.chain import Party as PartyValue
from transitions.rules.kinds import ItemKind


def party_value(unit: UnitRef) -> PartyValue:
    """A unit as the rules know it."""
    return PartyValue(
        unit.id,
        unit.kind,
        municipal_side=unit.municipal_side,
        open_care=unit.open_care,
        ward=unit.kind == "ward",
    )


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
    parties: dict[int, list[int]] = defaultdict(list)
    for episode_id, unit_id in Party.objects.filter(episode_id__in=ids).values_list("episode_id", "unit_id"):
        parties[episode_id].append(unit_id)
    known = actors.units_by_id({unit for found in parties.values() for unit in found})
    return {
        episode.pk: Chain.of(
            admitted_at=episode.admitted_at,
            ward_id=episode.admitted_to_id,
            parties={unit: party_value(known[unit]) for unit in parties[episode.pk]},
            facts=[fact_of(item, addressees[item.pk]) for item in items[episode.pk]],
        )
        for episode in episodes
    }


def chain(episode: CareEpisode) -> Chain:
    """The whole chain of one episode. Four queries."""
    return chains([episode])[episode.pk]
