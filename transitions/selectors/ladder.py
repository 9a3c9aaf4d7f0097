"""The ladder of messages: which one holds, what each message has come to, and whom to telephone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from actors import selectors_duty
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.rules import hours
from core import clock
from transitions import permissions
from transitions.models import (
    Addressee,
    CareEpisode,
    Escalation,
    Item,
    LadderSetting,
    Party,
    PhoneCall,
    Task,
)
from transitions.permissions import items_visible_to
from transitions.rules import ladder as rules
from transitions.rules.audience import needs_receipt
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Counting, Ladder, Span, Step
from transitions.rules.tasks import TaskKind
from transitions.selectors.chains import party_rows

AHEAD = timedelta(days=45)
"""So far ahead a unit's staffed hours are looked up; beyond that the ladder counts round the clock."""


AS_IT_WAS_WRITTEN = timedelta(minutes=10)
"""A message that is stored so soon after its own time was sent through a page or the API."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The ladder of a kind of message to a unit, and where it is set: the unit's own, everybody's, or nobody's."""

    kind: ItemKind
    ladder: Ladder
    own: bool
    common: bool


def kinds_with_ladder() -> list[ItemKind]:
    """The kinds of message that a unit acknowledges, in the order of the process."""
    return [kind for kind in ItemKind if needs_receipt(kind)]


def in_force(unit_ids: Iterable[int], kind: ItemKind) -> dict[int, Ladder]:
    """The ladder of a kind for each unit: its own for the kind, its own for all, everybody's, ours. One query."""
    wanted = list(unit_ids)
    rows = LadderSetting.objects.filter(Q(unit_id__in=wanted) | Q(unit=None), kind__in=["", kind])
    found = {(row.unit_id, row.kind): row for row in rows}
    return {unit: _ladder(_first(found, unit, kind), kind) for unit in wanted}


def all_in_force(unit_id: int | None) -> list[InForce]:
    """Every kind of message with its ladder for a unit, or for everybody. One query."""
    rows = LadderSetting.objects.filter(Q(unit_id=unit_id) | Q(unit=None))
    found = {(row.unit_id, row.kind): row for row in rows}
    lines = []
    for kind in kinds_with_ladder():
        row = _first(found, unit_id, kind)
        own = row is not None and row.unit_id == unit_id
        lines.append(InForce(kind, _ladder(row, kind), own=own, common=row is not None and not own))
    return lines


def setting(unit_id: int | None, kind: str) -> LadderSetting | None:
    """The stored row of exactly this unit and kind."""
    return LadderSetting.objects.filter(of_unit(unit_id), kind=kind).first()


def of_unit(unit_id: int | None) -> Q:
    """The settings of exactly this unit, or of everybody."""
    return Q(unit__isnull=True) if unit_id is None else Q(unit_id=unit_id)


def _first(
    found: Mapping[tuple[int | None, str], LadderSetting], unit: int | None, kind: str
) -> LadderSetting | None:
    places: list[tuple[int | None, str]] = [(unit, kind), (unit, ""), (None, kind), (None, "")]
    return next((found[place] for place in places if place in found), None)


def _ladder(row: LadderSetting | None, kind: ItemKind) -> Ladder:
    if row is None:
        return rules.default(kind)
    return Ladder(row.remind, row.on_duty, row.manager, row.phone, Counting(row.counting))


def staffed(unit_ids: Iterable[int], since: datetime) -> dict[int, Iterable[Span] | None]:
    """When each unit is staffed from a moment on; None for one that has not said. Two queries."""
    calendar = swedish_calendar()
    return {
        unit: [
            (period.since, period.until) for period in hours.periods(staffing, calendar, since, since + AHEAD)
        ]
        if staffing.stated
        else None
        for unit, staffing in selectors_duty.staffing_of(unit_ids).items()
    }


def awaited(item_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(item, unit) of every message among these whose receipt is still awaited. One query."""
    waiting = Task.objects.filter(kind=TaskKind.ACKNOWLEDGE, item_id__in=list(item_ids))
    return {(item, unit) for item, unit in waiting.values_list("item_id", "unit_id") if item is not None}


def awaited_kinds(*, acting: Acting, episode: CareEpisode) -> list[ItemKind]:
    """The kinds of message that the unit has not acknowledged on the case. One query."""
    waiting = Task.objects.filter(
        kind=TaskKind.ACKNOWLEDGE, unit_id=acting.unit_id, episode=episode, item__isnull=False
    )
    return [ItemKind(kind) for kind in dict.fromkeys(waiting.values_list("item__kind", flat=True))]


def taken_by_phone(item_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(item, unit) of every message among these that somebody took by telephone. One query."""
    calls = PhoneCall.objects.filter(item_id__in=list(item_ids), reached=True)
    return set(calls.values_list("item_id", "unit_id"))


def acknowledged(item_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(item, unit) of every message among these that the unit has acknowledged. One query."""
    rows = Addressee.objects.filter(item_id__in=list(item_ids), acknowledged_at__isnull=False)
    return set(rows.values_list("item_id", "unit_id"))


def to_phone(episode_ids: Iterable[int]) -> dict[int, list[tuple[int, int, int, datetime]]]:
    """By episode: (item, receiving unit, the unit that is to telephone, since when). One query, two when somebody is.

    The sender's place on the chain may have been taken over: then the one who has it telephones.
    """
    wanted = list(episode_ids)
    taken = PhoneCall.objects.filter(item=OuterRef("item"), unit=OuterRef("unit"), reached=True)
    rows = list(
        Escalation.objects.filter(
            ~Exists(taken), item__episode_id__in=wanted, step=Step.PHONE, done_at__isnull=False, why=""
        ).values_list("item__episode_id", "item_id", "unit_id", "item__by_unit_id", "done_at")
    )
    if not rows:
        return {}
    moved = Party.objects.filter(episode_id__in=wanted, taken_over_by__isnull=False)
    stands_for = {(each.episode_id, each.unit_id): each.taken_over_by_id for each in moved}
    found: dict[int, list[tuple[int, int, int, datetime]]] = defaultdict(list)
    for episode, item, unit, sender, since in rows:
        if since is not None:
            found[episode].append((item, unit, stands_for.get((episode, sender)) or sender, since))
    return found


def unplanned(*, since: datetime) -> QuerySet[Task]:
    """Receipts that are awaited and have no ladder, whose message went out as it was written: brought-in history, and
    what is entered afterwards from paper, tell nobody by themselves.
    """
    planned = Escalation.objects.filter(item=OuterRef("item"), unit=OuterRef("unit"))
    return Task.objects.filter(
        ~Exists(planned),
        kind=TaskKind.ACKNOWLEDGE,
        item__recorded_at__gte=since,
        item__recorded_at__lt=F("item__at") + AS_IT_WAS_WRITTEN,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to a unit that has not acknowledged it: its steps in order, and the calls about it.

    `mine`: the unit sent it, or has the place of the one that did (`sender_id`).
    """

    item_id: int
    kind: ItemKind
    sent_at: datetime
    mine: bool
    sender_id: int
    unit_id: int
    unit_name: str
    unit_phone: str
    steps: tuple[Escalation, ...]
    calls: tuple[PhoneCall, ...]

    @property
    def taken(self) -> PhoneCall | None:
        """The call in which somebody took the message."""
        return next((call for call in self.calls if call.reached), None)

    @property
    def phone_due(self) -> bool:
        """The sender is to telephone."""
        return self.taken is None and any(
            row.step == Step.PHONE and row.done_at is not None and not row.why for row in self.steps
        )


def sends_for(*, acting: Acting, episode: CareEpisode) -> set[int]:
    """The units in whose place the unit stands on the case: itself, and those whose place it has taken. One query,
    once for a page.
    """
    return {acting.unit_id, *(row.unit.id for row in party_rows(episode.pk) if row.heir_id == acting.unit_id)}


def own_message(*, acting: Acting, episode: CareEpisode, item_id: int) -> Item | None:
    """The item, when the unit sent it or stands in its sender's place."""
    senders = sends_for(acting=acting, episode=episode)
    return items_visible_to(acting).filter(pk=item_id, episode=episode, by_unit_id__in=senders).first()


def may_telephone(*, acting: Acting, episode: CareEpisode, item: Item, unit_id: int) -> bool:
    """Whether a call about the message to the unit can be recorded: it is the unit's own, and waits. Two queries."""
    return (
        permissions.may(acting, permissions.RECORD_CALL)
        and item.by_unit_id in sends_for(acting=acting, episode=episode)
        and (item.pk, unit_id) in awaited([item.pk])
    )


def waiting_in_case(*, acting: Acting, episode: CareEpisode) -> list[Waiting]:
    """What of the case still waits for a receipt, as the unit may see it: its own messages, and others' to it.

    Four queries.
    """
    senders = sends_for(acting=acting, episode=episode)
    visible = items_visible_to(acting).filter(episode=episode)
    rows = list(
        Task.objects.filter(
            Q(unit_id=acting.unit_id) | Q(item__by_unit_id__in=senders),
            episode=episode,
            kind=TaskKind.ACKNOWLEDGE,
            item__in=visible,
        ).select_related("item", "unit")
    )
    items = {row.item.pk for row in rows if row.item is not None}
    steps: dict[tuple[int, int], list[Escalation]] = defaultdict(list)
    for step in Escalation.objects.filter(item_id__in=items).order_by("due_at", "pk") if items else ():
        steps[step.item_id, step.unit_id].append(step)
    calls: dict[tuple[int, int], list[PhoneCall]] = defaultdict(list)
    for call in PhoneCall.objects.filter(item_id__in=items).select_related("by_unit") if items else ():
        calls[call.item_id, call.unit_id].append(call)
    return [
        Waiting(
            row.item.pk,
            ItemKind(row.item.kind),
            row.item.at,
            row.item.by_unit_id in senders,
            row.item.by_unit_id,
            row.unit_id,
            row.unit.name,
            row.unit.phone,
            tuple(steps[row.item.pk, row.unit_id]),
            tuple(calls[row.item.pk, row.unit_id]),
        )
        for row in rows
        if row.item is not None
    ]


def late_steps(now: datetime | None = None, *, minutes: int = 15) -> int:
    """How many steps should have been taken that long ago and were not. One query."""
    moment = (now or clock.now()) - timedelta(minutes=minutes)
    return Escalation.objects.filter(done_at__isnull=True, due_at__lt=moment).count()
