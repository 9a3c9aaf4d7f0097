"""How far the unit's own messages have come: on a case, and over all cases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from actors.acting import Acting
from core import tracking
from core.outbox import SILENT_NAME
from core.tracking import Channel, DeliveryStatus, Told
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item, PaperDelivery, Unreached
from transitions.rules.audience import AUDIENCE, CARE, RECEIPT_OF_NAMED, informs_only, needs_receipt
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.message_states import MessageFacts, MessageStanding, acted_at, standing, wrong_at
from transitions.selectors.cases import VisibleItem

_IN_PROGRESS = frozenset({DeliveryStatus.QUEUED, DeliveryStatus.STANDBY})
_FAILED = frozenset({DeliveryStatus.HELD, DeliveryStatus.GIVEN_UP})
RECENT = timedelta(days=30)
MOST = 300


@dataclass(frozen=True, slots=True)
class Receiver:
    """One message to one unit: how it stands, by whom it was acknowledged, and the ways that were tried."""

    unit_id: int
    unit_name: str
    standing: MessageStanding
    acknowledged_by: str
    ways: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message and its receivers. `episode` is set in lists over several cases."""

    item: Item
    receivers: tuple[Receiver, ...]
    episode: CareEpisode | None = None

    @property
    def waiting(self) -> int:
        """How many receivers have not got it for certain."""
        return sum(not one.standing.done for one in self.receivers)


def of_case(
    *, acting: Acting, episode: CareEpisode, chain: Chain, items: Iterable[VisibleItem]
) -> list[SentMessage]:
    """The messages that the unit answers for on a case, newest first. One query beyond what the page has."""
    told = _by_item(tracking.told_in_case(episode.pk))
    facts = {fact.id: fact for fact in chain.facts}
    found = []
    for one in items:
        item, kind = one.item, ItemKind(one.item.kind)
        if item.cancelled_at is not None or not needs_receipt(kind) or not answers_for(acting, item):
            continue
        fact = facts.get(item.pk)
        if fact is None:
            continue  # came after the chain was read: the next look shows it
        receivers = [
            _receiver(
                item,
                row,
                told[item.pk, row.unit_id],
                acted=acted_at(chain, fact, row.unit_id),
                wrong=wrong_at(chain, fact, row.unit_id),
            )
            for row in one.receipts
            if _is_receiver(item, row)
        ]
        if receivers:
            found.append(SentMessage(item, tuple(receivers)))
    return found[::-1]


def answers_for(acting: Acting, item: Item) -> bool:
    """Whether the unit follows how the message arrives: its own, and what was told home care in the ward's name."""
    return item.by_unit_id == acting.unit_id or (
        item.kind == ItemKind.HOME_CARE_NOTIFIED
        and acting.unit_kind in CARE
        and permissions.hands_over_for_others(acting, item)
    )


def unfinished(*, acting: Acting, now: datetime) -> list[SentMessage]:
    """The unit's own messages of the last thirty days that somebody has not acknowledged, oldest first."""
    kinds = [kind for kind, audience in AUDIENCE.items() if audience.acknowledge]
    open_rows = Addressee.objects.filter(acknowledged_at__isnull=True).exclude(unit_id=acting.unit_id)
    open_rows = open_rows.filter(Q(named=True) | ~Q(item__kind__in=RECEIPT_OF_NAMED))
    items = list(
        Item.objects.filter(
            by_unit_id=acting.unit_id,
            kind__in=kinds,
            cancelled_at=None,
            at__gte=now - RECENT,
            episode__in=permissions.visible_to(acting),
            pk__in=open_rows.values("item_id"),
        )
        # What was brought in from another system was told there.
        .exclude(author_name=SILENT_NAME)
        .select_related("episode__patient", "episode__ward")
        .order_by("at", "pk")[:MOST]
    )
    rows: dict[int, list[Addressee]] = defaultdict(list)
    for row in Addressee.objects.filter(item__in=[item.pk for item in items]).select_related("unit"):
        rows[row.item_id].append(row)
    told = _by_item(tracking.told_in_cases({item.episode_id for item in items}))
    found = []
    for item in items:
        receivers = tuple(
            _receiver(item, row, told[item.pk, row.unit_id], acted=None, wrong=None)
            for row in rows[item.pk]
            if _is_receiver(item, row)
        )
        if any(not one.standing.done for one in receivers):
            found.append(SentMessage(item, receivers, item.episode))
    return found


def handovers(episode: CareEpisode) -> list[PaperDelivery]:
    """What was handed over on the case, newest first; within what the unit sees. One query."""
    return list(PaperDelivery.objects.filter(episode=episode).select_related("item", "unit", "made_by_unit"))


def unreached(episode: CareEpisode) -> dict[tuple[int, int], Unreached]:
    """What has not arrived, by item and unit. One query."""
    rows = Unreached.objects.filter(episode=episode, settled_at=None)
    return {(row.item_id, row.unit_id): row for row in rows}


def _is_receiver(item: Item, row: Addressee) -> bool:
    informed_only = informs_only(ItemKind(item.kind), named=row.named)
    return row.unit_id != item.by_unit_id and not informed_only


def _by_item(told: Iterable[Told]) -> dict[tuple[int, int], list[Told]]:
    found: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in told:
        item = one.payload.get("item")
        if one.event.startswith("item.") and isinstance(item, int):
            found[item, one.recipient_id].append(one)
    return found


def _receiver(
    item: Item, row: Addressee, ways: list[Told], *, acted: datetime | None, wrong: datetime | None
) -> Receiver:
    return Receiver(
        row.unit_id,
        row.unit.name,
        standing(_facts(item, row, ways, acted=acted, wrong=wrong)),
        row.acknowledged_by,
        tuple(ways),
    )


def _facts(
    item: Item, row: Addressee, ways: list[Told], *, acted: datetime | None, wrong: datetime | None
) -> MessageFacts:
    through = [one.sent_at for one in ways if one.status == DeliveryStatus.SENT and one.sent_at]
    opened = [one.opened_at for one in ways if one.opened_at]
    failed = [one.held_at or one.due_at for one in ways if one.status in _FAILED]
    by_hand = [
        one.due_at for one in ways if one.channel == Channel.PRINT and one.status == DeliveryStatus.MANUAL
    ]
    in_progress = any(one.status in _IN_PROGRESS for one in ways)
    return MessageFacts(
        sent_at=item.at,
        delivered_at=min(through, default=None),
        opened_at=min(opened, default=None),
        acknowledged_at=row.acknowledged_at,
        acted_at=acted,
        wrong_at=wrong,
        refused_at=_latest(one.refused_at for one in ways),
        recalled_at=_latest(one.recalled_at for one in ways),
        held_at=None if in_progress else _latest(failed),
        by_hand_at=_latest(by_hand),
    )


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    return max((at for at in times if at is not None), default=None)
