"""Reads of the signals of need (S10): what the unit sent or received, with what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from transitions import permissions as chain_permissions
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.sip_signals import open_signals
from transitions.rules.step_values import OPEN_CARE_UNITS
from transitions.rules.task_values import TaskKind
from transitions.selectors import cases, worklist

KINDS = (ItemKind.SIP_SIGNALLED, ItemKind.SIP_SIGNAL_ANSWERED)
MOST = 200


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that the unit sent or received, as it reached the unit, and its answer. `waits`: nobody has answered.

    `item` and `answer` are items of the chain. `due_at` is the unit's own task, when it has one.
    """

    item: Any
    answer: Any | None
    waits: bool
    due_at: datetime | None = None


def of_case(*, acting: Acting, episode: Any, chain: Chain) -> list[Signal]:
    """The signals of a case that the unit may see, the latest first. No query beside the page's own items."""
    seen = {row.item.pk: row.item for row in cases.visible_items(acting=acting, episode=episode)}
    return _paired(
        [item for item in seen.values() if item.kind in KINDS and item.cancelled_at is None],
        waiting={fact.id for fact in open_signals(chain)},
    )


def of_unit(*, acting: Acting) -> list[Signal]:
    """Signals of every case, those that wait first; without the words, which stand on the case. Three queries."""
    items = list(
        chain_permissions.items_visible_to(acting)
        .filter(kind__in=KINDS, cancelled_at__isnull=True)
        .select_related("episode__patient", "by_unit")
        .order_by("-at", "-pk")[:MOST]
    )
    tasks = {
        row.item_id: row.due_at or row.shows_from
        for row in chain_permissions.tasks_visible_to(acting).filter(
            kind__in=(TaskKind.ANSWER_SIP_SIGNAL, TaskKind.CHASE_SIP_SIGNAL)
        )
    }
    found = _paired(items, waiting=tasks.keys(), due=tasks)
    return sorted(found, key=lambda one: not one.waits)


def _paired(
    items: Iterable[Any],
    *,
    waiting: Iterable[int | None],
    due: dict[int | None, datetime | None] | None = None,
) -> list[Signal]:
    rows = list(items)
    open_ones = frozenset(waiting)
    answers = {
        number: item
        for item in rows
        if item.kind == ItemKind.SIP_SIGNAL_ANSWERED
        for number in item.data.get("of_items", ())
    }
    signals = [item for item in rows if item.kind == ItemKind.SIP_SIGNALLED]
    return [
        Signal(item, answers.get(item.pk), item.pk in open_ones, (due or {}).get(item.pk))
        for item in sorted(signals, key=lambda item: (item.at, item.pk), reverse=True)
    ]


def waiting_count(*, acting: Acting, now: datetime) -> int:
    """In how many cases a signal waits for the unit's answer."""
    return sum(row.kind == TaskKind.ANSWER_SIP_SIGNAL for row in worklist.glances(acting=acting, now=now))


def open_care_of(*, chain: Chain) -> list[UnitRef]:
    """The open care on the case, with its number: to whom a signal goes. One query."""
    ids = [unit for unit, party in chain.parties.items() if party.kind in OPEN_CARE_UNITS]
    return actors.units(ids=ids) if ids else []
