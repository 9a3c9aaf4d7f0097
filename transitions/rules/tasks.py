"""What each unit has to do on a chain: the work list, built from state.

A lost message never hides a task, since tasks follow from the facts. Time decides nothing here: a task
carries when it is due and from when it shows, and the reader compares with the clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.care_tasks import review_tasks
from transitions.rules.chain import Chain, Fact, Party, Phase
from transitions.rules.checklist import left
from transitions.rules.coordinator import coordinator_tasks
from transitions.rules.end_of_life import doctor_tasks
from transitions.rules.hand_over import read_tasks
from transitions.rules.information import information_tasks
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.limits import Limits, after, end_of, notice_due, sip_call_due
from transitions.rules.next_of_kin import kin_tasks
from transitions.rules.owing import NOTHING_KNOWN, Owing, of_owing
from transitions.rules.readmission import cause_tasks
from transitions.rules.reception_tasks import reception_tasks
from transitions.rules.sip_signals import promised, signal_tasks
from transitions.rules.sip_times import time_tasks
from transitions.rules.started import start_tasks
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.tasks_messages import of_messages
from transitions.rules.tasks_planning import planning

__all__ = ["HOME_EVENTS", "NotReached", "TaskFact", "TaskKind", "tasks"]


HOME_EVENTS = (
    ItemKind.EXPECTED_DISCHARGE_CHANGED,
    ItemKind.DISCHARGE_READY_SENT,
    ItemKind.DISCHARGE_READY_WITHDRAWN,
    ItemKind.DISCHARGED,
)
"""What the present home-care providers hear of by themselves (T8)."""


@dataclass(frozen=True, slots=True)
class NotReached:
    """That an item has not reached a unit by any way, since when."""

    item_id: int
    unit_id: int
    since: datetime


def tasks(
    chain: Chain,
    limits: Limits,
    *,
    owing: Owing = NOTHING_KNOWN,
    not_reached: Iterable[NotReached] = (),
) -> tuple[TaskFact, ...]:
    """Every task on the chain, for every unit on it.

    `owing` is what the liability app has worked out. `not_reached`: messages that no way brought to a unit.
    """
    found = [*_acknowledgements(chain, limits), *_to_reach(chain, not_reached)]
    for party in chain.parties.values():
        if party.id == chain.current_ward_id:
            found.extend(_ward(chain, party, limits))
        elif party.kind is UnitKind.ASSESSMENT_OFFICE:
            found.extend(_office(chain, party, limits, owing.liable_from))
        elif party.kind in (UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY):
            found.extend(_open_care(chain, party, limits))
    found.extend(planning(chain, limits))
    found.extend(of_messages(chain, limits))
    found.extend(information_tasks(chain))
    found.extend(TaskFact(one.unit_id, TaskKind.CHECKLIST, one.since, one.due_at) for one in left(chain))
    found.extend(start_tasks(chain, limits))
    found.extend(cause_tasks(chain, limits))
    found.extend(of_owing(chain, owing.question))
    found.extend(review_tasks(chain))
    found.extend(read_tasks(chain))
    found.extend(reception_tasks(chain, limits))
    found.extend(doctor_tasks(chain, limits))
    found.extend(kin_tasks(chain, limits))
    found.extend(signal_tasks(chain, limits))
    found.extend(time_tasks(chain))
    found.extend(coordinator_tasks(chain))
    if chain.deceased and chain.phase is not Phase.DECEASED:
        # Told after the discharge: what was sent is still read, nothing else is left to do.
        return tuple(task for task in found if task.kind in (TaskKind.ACKNOWLEDGE, TaskKind.REACH_OTHERWISE))
    return (*found, *_waiting(chain, found))


def _acknowledgements(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    # What reached a ward while the person was there is the next ward's, when the person has gone on (T16).
    left = {fact.by_id: fact.at for fact in chain.of_kind(ItemKind.TRANSFERRED)}
    for fact in chain.facts:
        if fact.cancelled or not needs_receipt(fact.kind):
            continue
        for unit, acknowledged in fact.to.items():
            party = chain.parties.get(unit)
            if acknowledged is not None or party is None or unit == chain.current_ward_id:
                continue
            if unit in left and fact.at <= left[unit]:
                continue
            home = party.kind in HOME_PROVIDERS
            if informs_only(fact.kind, named=unit in fact.named):
                continue
            hours = limits.home_acknowledge_hours if home else limits.acknowledge_hours
            yield TaskFact(unit, TaskKind.ACKNOWLEDGE, fact.at, after(fact.at, hours), None, fact.id)


def _to_reach(chain: Chain, not_reached: Iterable[NotReached]) -> Iterator[TaskFact]:
    """One task for each message, at its sender: the present ward when a former one sent it. Over at the receipts."""
    facts = {fact.id: fact for fact in chain.facts}
    since: dict[int, datetime] = {}
    for one in not_reached:
        fact = facts.get(one.item_id)
        if fact is None or fact.cancelled or fact.to.get(one.unit_id) is not None:
            continue
        since[fact.id] = min(one.since, since.get(fact.id, one.since))
    for item_id, at in since.items():
        sender = chain.parties.get(facts[item_id].by_id)
        if sender is not None:
            unit = chain.current_ward_id if sender.ward or sender.kind is UnitKind.WARD else sender.id
            yield TaskFact(unit, TaskKind.REACH_OTHERWISE, at, at, None, item_id)


def _ward(chain: Chain, ward: Party, limits: Limits) -> Iterator[TaskFact]:
    phase = chain.phase
    if phase is Phase.ADMITTED:
        start = chain.notice_clock_from
        yield TaskFact(ward.id, TaskKind.SEND_NOTICE, start, notice_due(start, limits))
    elif phase is Phase.READY:
        standing = chain.standing
        assert standing is not None
        yield TaskFact(ward.id, TaskKind.DISCHARGE, standing.notice.at)
    elif phase is Phase.NOTICED:
        expected = chain.expected
        since = expected[2].at if expected else chain.admitted_at
        due = end_of(expected[0]) if expected else after(since, limits.acknowledge_hours)
        yield TaskFact(ward.id, TaskKind.KEEP_DATE, since, due)


def _office(chain: Chain, office: Party, limits: Limits, liable_from: datetime | None) -> Iterator[TaskFact]:
    reached = _reached(chain, office)
    if reached is None or chain.phase is Phase.DECEASED:
        return
    if chain.applies in (None, Applies.NOT_YET) and chain.phase is not Phase.DISCHARGED:
        yield TaskFact(office.id, TaskKind.TAKE_CONTACT, reached.at, after(reached.at, limits.contact_hours))
    untold = chain.of_kind(*HOME_EVENTS)
    wants_none = chain.applies in (Applies.NO, Applies.OBJECTS)
    received = reached.to.get(office.id) is not None
    if received and not untold and not chain.providers_known and not wants_none and chain.end is None:
        # The ward plans from what the person has today (T24); once home care has news to hear, it is the task below.
        due = after(reached.at, limits.contact_hours)
        yield TaskFact(office.id, TaskKind.REPORT_SUPPORT, reached.at, due)
    if untold and not chain.providers_known and chain.applies not in (Applies.NO, Applies.OBJECTS):
        since = untold[0].at
        yield TaskFact(office.id, TaskKind.NAME_PROVIDERS, since, after(since, limits.name_providers_hours))
    standing = chain.standing
    if standing is not None and chain.applies not in (Applies.NO, Applies.OBJECTS):
        yield TaskFact(office.id, TaskKind.ARRANGE_HOME, standing.notice.at, liable_from)
    if chain.spells and _sip_wanted(chain) and not chain.of_kind(ItemKind.SIP_CALLED):
        missed = sip_call_due(chain.spells[-1].notice.at, limits)
        yield TaskFact(office.id, TaskKind.CALL_SIP_INSTEAD, missed, None, shows_from=missed)


def _open_care(chain: Chain, unit: Party, limits: Limits) -> Iterator[TaskFact]:
    reached = _reached(chain, unit)
    if reached is None or chain.phase is Phase.DECEASED:
        return
    if chain.last(ItemKind.CARE_CONTACT_APPOINTED) is None:
        expected = chain.expected
        due = end_of(expected[0]) if expected else None
        yield TaskFact(unit.id, TaskKind.APPOINT_CONTACT, reached.at, due)
    if not _sip_wanted(chain) or promised(chain) is not None:
        return
    calls = chain.of_kind(ItemKind.SIP_CALLED)
    if any(call.data.get("caller") == "care_contact" for call in calls):
        return
    if calls and chain.end is not None:
        return
    spells = chain.spells
    due = sip_call_due(spells[-1].notice.at, limits) if spells else None
    yield TaskFact(unit.id, TaskKind.CALL_SIP, reached.at, due)


def _waiting(chain: Chain, found: list[TaskFact]) -> Iterator[TaskFact]:
    """Rows under *Väntar på andra*: an open case on which a unit that shares the process has nothing due."""
    if chain.end is not None or chain.stay.at_home:
        return
    busy = {task.unit_id for task in found if task.shows_from is None}
    unread = sorted({task.unit_id for task in found if task.kind is TaskKind.ACKNOWLEDGE})
    waits_for = "acknowledgement" if unread else ("home_coming" if chain.standing else "discharge_ready")
    for party in chain.parties.values():
        if party.id in busy or party.ward:
            continue
        if party.kind in (UnitKind.ASSESSMENT_OFFICE, UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY):
            yield TaskFact(party.id, TaskKind.WAIT, chain.admitted_at, waits_for=waits_for)


def _sip_wanted(chain: Chain) -> bool:
    """A SIP is to be held unless somebody has recorded that none is (contracts/liability.md)."""
    return chain.last(ItemKind.SIP_NOT_REQUIRED) is None


def _reached(chain: Chain, party: Party) -> Fact | None:
    """The first notice of admission that names the unit."""
    for fact in chain.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
        if party.id in fact.named:
            return fact
    return None
