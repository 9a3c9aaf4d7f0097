"""Climbing the ladder of messages that nobody acknowledges, and the telephone call that ends it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from actors import selectors_duty
from actors.acting import Acting
from core import audit, clock, conf, exclusive, outbox, scope, versions, ways
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import NotFound, lock_episode
from transitions.models import CareEpisode, Escalation, HandedHow, Item, LadderSetting, PhoneCall
from transitions.rules import ladder as rules
from transitions.rules.kinds import ItemKind
from transitions.rules.ladder import Counting, Ladder, Standing, Step, Why
from transitions.rules.verdicts import Verdict
from transitions.selectors import ladder as selectors
from transitions.selectors.chains import chain as chain_of
from transitions.services.handing import enter_receipt
from transitions.services.state import store_state

log = structlog.get_logger(__name__)

EVENTS = {step: f"escalation.{step}" for step in Step}
AT_A_TIME = 100
"""Steps in one sweep: a clock that jumps a day ahead makes a thousand due at once."""
QUIET = timedelta(minutes=15)
"""A unit is not written to outside the system again for the same step so soon: the mail says only to log in."""


def plan(item_ids: Iterable[int]) -> int:
    """Store when each step falls due, for every unit whose receipt on these items is awaited. Once for each, however
    often it is called. Returns how many steps were stored."""
    units: dict[int, list[int]] = defaultdict(list)
    for pk, unit in sorted(selectors.awaited(item_ids)):
        units[pk].append(unit)
    fresh: list[Escalation] = []
    for item in Item.objects.filter(pk__in=units).order_by("pk"):
        receivers = units[item.pk]
        ladders = selectors.in_force(receivers, ItemKind(item.kind))
        spans = selectors.staffed(receivers, item.recorded_at)
        for unit in receivers:
            due = rules.due_times(ladders[unit], item.recorded_at, spans[unit])
            fresh += [Escalation(item=item, unit_id=unit, step=step, due_at=at) for step, at in due.items()]
    known = set(Escalation.objects.filter(item_id__in=units).values_list("item_id", "unit_id"))
    fresh = [row for row in fresh if (row.item_id, row.unit_id) not in known]
    Escalation.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@scope.atomic
def climb(*, acting: Acting, now: datetime) -> int:
    """Take the steps that are due, in their order. Returns how many were taken or ended.

    Called each minute. A second scheduler at the same time goes home; a sweep that was missed is made up for by the
    next. At most `AT_A_TIME` steps, and outside the system each unit is written to once for a step in `QUIET`.
    """
    if not exclusive.alone("ladder"):
        return 0
    due, episodes = _locked(now)
    items = {row.item_id for row in due}
    awaited, taken = selectors.awaited(items), selectors.taken_by_phone(items)
    acknowledged = selectors.acknowledged(items)
    told_lately = _told_outside({row.unit_id for row in due}, now)
    phoning: set[int] = set()
    for row in due:
        key = (row.item_id, row.unit_id)
        standing = Standing(
            acknowledged=key in acknowledged, cancelled=key not in awaited, taken_by_phone=key in taken
        )
        why = rules.stopped(standing)
        row.done_at = now
        if why is not None:
            row.why = why
            continue
        party = row.item.by_unit_id if row.step == Step.PHONE else row.unit_id
        row.outside = (party, row.step) not in told_lately
        told_lately.add((party, row.step))
        row.told = _turned_to(row, now)
        _emit(row, acting)
        if row.step == Step.PHONE:
            phoning.add(row.item.episode_id)
    Escalation.objects.bulk_update(due, ["done_at", "why", "told", "outside"])
    for pk, episode in sorted(episodes.items()):
        if pk in phoning:
            store_state(episode, chain_of(episode), at=episode.last_item_at or now)
    versions.bump({row.unit_id for row in due} | {row.item.by_unit_id for row in due})
    _tell_of_lateness(due, now)
    return len(due)


def _locked(now: datetime) -> tuple[list[Escalation], dict[int, CareEpisode]]:
    """The steps that are due, in their order, and their cases; a case that somebody is writing in waits a minute.

    Cases first, as every write does it.
    """
    found = Escalation.objects.filter(due_at__lte=now, done_at__isnull=True).order_by("due_at", "pk")
    wanted = dict(found.values_list("pk", "item__episode_id")[:AT_A_TIME])
    free = CareEpisode.objects.filter(pk__in=set(wanted.values())).order_by("pk")
    episodes = {row.pk: row for row in free.select_for_update(of=("self",), skip_locked=True)}
    mine = found.filter(pk__in=[pk for pk, episode in wanted.items() if episode in episodes])
    return list(mine.select_for_update(of=("self",)).select_related("item")), episodes


def _told_outside(unit_ids: Iterable[int], now: datetime) -> set[tuple[int, str]]:
    lately = Escalation.objects.filter(outside=True, done_at__gt=now - QUIET)
    return {
        (row.item.by_unit_id if row.step == Step.PHONE else row.unit_id, row.step)
        for row in lately.select_related("item")
    }


def _turned_to(row: Escalation, now: datetime) -> str:
    """Whom the step turns to beside the unit, as the sender may see it."""
    if row.step == Step.ON_DUTY:
        return ", ".join(each.name for each in selectors_duty.on_duty(row.unit_id, now))[:150]
    if row.step == Step.MANAGER:
        manager = selectors_duty.manager_of(row.unit_id, on=clock.local_date(now))
        return manager.name if manager else ""
    return ""


def _emit(row: Escalation, acting: Acting) -> None:
    outbox.emit(
        EVENTS[Step(row.step)],
        case=row.item.episode_id,
        payload={
            "item": row.item_id,
            "episode": row.item.episode_id,
            "unit": row.unit_id,
            "sender": row.item.by_unit_id,
            "outside": row.outside,
        },
        acting=acting,
    )


def _tell_of_lateness(due: list[Escalation], now: datetime) -> None:
    """Many steps at once, long after their time: nobody swept, or the clock has jumped. A person should look."""
    limit = timedelta(minutes=conf.value("LADDER_LATE_MINUTES"))
    late = [row for row in due if now - row.due_at > limit and not row.why]
    if len(late) >= conf.value("LADDER_LATE_COUNT"):
        log.error("ladder_late", steps=len(late), minutes=int((now - late[0].due_at).total_seconds() // 60))


@scope.atomic
def plan_forgotten(*, now: datetime) -> int:
    """Each minute: give a ladder to messages that wait without one. Returns how many steps were stored."""
    rows = selectors.unplanned(since=now - timedelta(days=conf.value("LADDER_LOOKS_BACK_DAYS")))
    settled = rows.filter(item__recorded_at__lt=now - timedelta(minutes=1))
    items = list(settled.values_list("item_id", flat=True)[:AT_A_TIME])
    return plan([pk for pk in items if pk is not None])


@scope.atomic
def record_call(
    *,
    acting: Acting,
    episode_id: int,
    item_id: int,
    unit_id: int,
    at: datetime,
    reached: bool,
    taken_by: str = "",
    read_back: str = "",
    note: str = "",
) -> PhoneCall:
    """The sender has telephoned about its message: who took it and what was read back, or that nobody answered.

    A taken call ends the ladder. The unit's own receipt is still awaited, unless it does not log in: then the call is
    its receipt. Raises NotFound for a message that is not the unit's own, Conflict("nothing_to_acknowledge") when
    it is acknowledged already, Invalid for times and content.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.RECORD_CALL, episode)
    item = selectors.own_message(acting=acting, episode=episode, item_id=item_id)
    if item is None:
        raise NotFound
    if (item.pk, unit_id) not in selectors.awaited([item.pk]):
        raise Conflict(Verdict.no("nothing_to_acknowledge"))
    now = clock.now()
    if not item.at.replace(second=0, microsecond=0) <= at <= now:
        raise Invalid("call_time", "Ange när du ringde: efter att meddelandet skickades och senast nu.", "at")
    if reached and not (taken_by.strip() and read_back.strip()):
        field = "read_back" if taken_by.strip() else "taken_by"
        raise Invalid("call_incomplete", "Ange vem som tog emot samtalet och vad som lästes tillbaka.", field)
    call = PhoneCall.objects.create(
        item=item,
        unit_id=unit_id,
        by_unit_id=acting.unit_id,
        author_id=acting.user_id,
        author_name=acting.user_name,
        at=at,
        recorded_at=now,
        reached=reached,
        taken_by=taken_by.strip() if reached else "",
        read_back=read_back.strip() if reached else "",
        note=note.strip(),
    )
    if reached:
        open_steps = Escalation.objects.filter(item=item, unit_id=unit_id, done_at__isnull=True)
        open_steps.update(done_at=now, why=Why.TAKEN_BY_PHONE)
    if reached and not ways.logs_in(unit_id):
        enter_receipt(
            acting=acting,
            episode_id=episode.pk,
            item_id=item.pk,
            unit_id=unit_id,
            how=HandedHow.PHONE,
            received_by=taken_by,
            received_at=at,
            at=now,
        )
        episode.refresh_from_db()
    store_state(episode, chain_of(episode), at=episode.last_item_at or now)
    audit.record(acting, "phone_call.recorded", call, {"item": (None, item.pk), "reached": (None, reached)})
    versions.bump([acting.unit_id, unit_id])
    return call


@scope.atomic
def save_setting(*, acting: Acting, unit_id: int | None, kind: str, ladder: Ladder) -> LadderSetting:
    """Set the ladder of a unit and kind ("" for every kind). It holds for messages sent from now on.

    The caller has asked whether the one who acts keeps the unit.
    """
    values = {
        "remind": ladder.remind,
        "on_duty": ladder.on_duty,
        "manager": ladder.manager,
        "phone": ladder.phone,
        "counting": Counting(ladder.counting),
    }
    row = (
        LadderSetting.objects.select_for_update(of=("self",))
        .filter(selectors.of_unit(unit_id), kind=kind)
        .first()
    )
    before = {name: getattr(row, name) for name in values} if row else dict.fromkeys(values)
    if row is None:
        row = LadderSetting(unit_id=unit_id, kind=kind)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changes = {name: (before[name], value) for name, value in values.items() if before[name] != value}
    audit.record(acting, "ladder.set", row, changes)
    return row


@scope.atomic
def remove_setting(*, acting: Acting, unit_id: int | None, kind: str) -> bool:
    """Go back to what holds for everybody. False when there was nothing of one's own."""
    row = (
        LadderSetting.objects.select_for_update(of=("self",))
        .filter(selectors.of_unit(unit_id), kind=kind)
        .first()
    )
    if row is None:
        return False
    audit.record(acting, "ladder.removed", row)
    row.delete()
    return True
