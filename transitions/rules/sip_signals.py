"""A signal that somebody needs a SIP, and the open care's answer to it (S10; HU21: "ska alltid signalera behov")."""

from collections.abc import Iterator
from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after
from transitions.rules.task_values import TaskFact, TaskKind


class SignalReason(StrEnum):
    """Why somebody thinks that a SIP is needed. It tells nothing of the person's health."""

    BOTH_PRINCIPALS = "both_principals"
    MANY_GIVERS = "many_givers"
    CHANGED = "changed"
    AGAIN_IN_HOSPITAL = "again_in_hospital"
    NOT_SAFE = "not_safe"
    KIN = "kin"
    OTHER = "other"


class Wish(StrEnum):
    """Whose the signal is: the unit's own, or passed on for the person or somebody close (S7)."""

    UNIT = "unit"
    PERSON = "person"
    RELATIVE = "relative"


class SignalAnswer(StrEnum):
    """What the open care answers."""

    CALLS = "calls"
    CALLED = "called"
    NOT_NOW = "not_now"


class NotNow(StrEnum):
    """Why no SIP is called now."""

    LATER = "later"
    NO_CONSENT = "no_consent"
    SINGLE_PRINCIPAL = "single_principal"
    PLAN_STANDS = "plan_stands"
    OTHER = "other"


def open_signals(chain: Chain) -> tuple[Fact, ...]:
    """The signals that nobody has answered."""
    answered = {
        number
        for fact in chain.of_kind(ItemKind.SIP_SIGNAL_ANSWERED)
        for number in fact.data.get("of_items", ())
    }
    return tuple(fact for fact in chain.of_kind(ItemKind.SIP_SIGNALLED) if fact.id not in answered)


def promised(chain: Chain) -> Fact | None:
    """The answer in which the open care says that it calls, until it has called."""
    answer = chain.last(ItemKind.SIP_SIGNAL_ANSWERED)
    if answer is None or answer.data.get("answer") != SignalAnswer.CALLS:
        return None
    calls = chain.of_kind(ItemKind.SIP_CALLED)
    kept = any(call.at >= answer.at and call.data.get("caller") == "care_contact" for call in calls)
    return None if kept else answer


def signal_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """The open care answers; when the time is out, whoever signalled is told so; and a promise is kept."""
    if chain.deceased:
        return
    for fact in open_signals(chain):
        due = after(fact.at, limits.signal_hours)
        for unit in sorted(fact.to):
            if unit in chain.parties:
                yield TaskFact(unit, TaskKind.ANSWER_SIP_SIGNAL, fact.at, due, item_id=fact.id)
        yield TaskFact(fact.by_id, TaskKind.CHASE_SIP_SIGNAL, fact.at, None, shows_from=due, item_id=fact.id)
    promise = promised(chain)
    if promise is not None:
        yield TaskFact(promise.by_id, TaskKind.CALL_SIP, promise.at, after(promise.at, limits.contact_hours))
