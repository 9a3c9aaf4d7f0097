"""Receipts (kvittens): a unit acknowledges what was addressed to it. Cannot be undone, only answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors.acting import Acting
from core import scope
from core.conflicts import Conflict
from transitions.locks import NotFound
from transitions.models import Addressee, Item
from transitions.permissions import items_visible_to
from transitions.rules.kinds import ItemKind
from transitions.rules.verdicts import Verdict
from transitions.services.loading import loading, transition
from transitions.services.writing import Writing


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """Which of several acknowledgements succeeded, by item id."""

    done: tuple[int, ...]
    already: tuple[int, ...]


@transition
def acknowledge(*, acting: Acting, episode_id: int, item_id: int, at: datetime) -> Item:
    """Acknowledge one item for the unit, and with it what the unit had waiting of the same kind before it.

    Raises Conflict("nothing_to_acknowledge") when it is done already, with who did it and when.
    """
    found = items_visible_to(acting).filter(pk=item_id, episode_id=episode_id).values_list("kind", flat=True)
    kind = found.first()
    if kind is None:
        raise Conflict(Verdict.no("nothing_to_acknowledge"))
    return acknowledge_kind(acting=acting, episode_id=episode_id, of=ItemKind(kind), at=at)


@transition
def acknowledge_kind(
    *, acting: Acting, episode_id: int, of: ItemKind, at: datetime, unit_id: int | None = None, note: str = ""
) -> Item:
    """Acknowledge, for a unit, every item of a kind that was addressed to it up to `at`.

    `unit_id` is for event files, where one unit may enter another's receipt (`at_unit`).
    """
    unit = unit_id if unit_id is not None and acting.importing else acting.unit_id
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.ACKNOWLEDGED, at=at)
    waiting = [
        fact.id
        for fact in writing.chain.facts
        if fact.kind is of and fact.at <= at and fact.to.get(unit, at) is None
    ]
    if not waiting and not acting.importing:
        raise Conflict(Verdict.no("nothing_to_acknowledge", **_who_did(writing.episode.pk, of, unit)))
    writing.put(data={"of": str(of), "at_unit": unit}, derived={"items": waiting}, note=note)
    writing.acknowledge(waiting, unit)
    return writing.close()


def _who_did(episode_id: int, of: ItemKind, unit_id: int) -> dict[str, Any]:
    done = (
        Addressee.objects.filter(
            item__episode_id=episode_id, item__kind=of, unit_id=unit_id, acknowledged_at__isnull=False
        )
        .order_by("-acknowledged_at")
        .values_list("acknowledged_by", "acknowledged_at")
        .first()
    )
    return {"by": done[0], "at": done[1]} if done else {}


@scope.atomic
def acknowledge_cases(*, acting: Acting, kinds: Mapping[int, Collection[str]], at: datetime) -> int:
    """Acknowledge these kinds of item in each of many cases (by id), in one transaction. Returns in how many cases.

    What is done already, and cases that the unit does not see, are passed over. Five hundred take a few seconds.
    """
    done = 0
    with loading(live=True) as load:
        load.prefetch(acting, sorted(kinds))
        for episode_id in sorted(kinds):
            wrote = False
            for kind in sorted(kinds[episode_id]):
                try:
                    with load.line(rows=False):
                        acknowledge_kind(acting=acting, episode_id=episode_id, of=ItemKind(kind), at=at)
                except (Conflict, NotFound):
                    continue
                wrote = True
            done += wrote
    return done


def acknowledge_many(*, acting: Acting, item_ids: Iterable[int], at: datetime) -> BulkAnswer:
    """Acknowledge several items, each in a transaction of its own; says which succeeded.

    Items that the unit may not see are passed over as if they did not exist.
    """
    wanted = items_visible_to(acting).filter(pk__in=list(item_ids)).order_by("episode_id", "pk")
    done, already = [], []
    for item_id, episode_id in wanted.values_list("pk", "episode_id"):
        try:
            acknowledge(acting=acting, episode_id=episode_id, item_id=item_id, at=at)
            done.append(item_id)
        except Conflict:
            already.append(item_id)
    return BulkAnswer(tuple(done), tuple(already))
