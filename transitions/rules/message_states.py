"""How far a message to one unit has come, as its sender sees it (meddelandets läge, T8, T10).

Delivered is not opened, opened is not acknowledged, and acknowledged is not acted on. Each has its own time, and the
state is the furthest of them, unless something later has gone wrong: the unit refused it, it was the wrong one, it was
called back, or no way got through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind as K


class MessageState(StrEnum):
    """The states, in the order in which a message passes them; then those in which it stops."""

    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ACTED_ON = "acted_on"
    BY_HAND = "by_hand"
    HELD = "held"
    REFUSED = "refused"
    WRONG_RECIPIENT = "wrong_recipient"
    RECALLED = "recalled"


STOPPED = frozenset(
    {MessageState.BY_HAND, MessageState.HELD, MessageState.REFUSED, MessageState.WRONG_RECIPIENT}
)
"""Somebody at the sender's has something to do."""


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What is known of one message to one unit; times are aware, None is "not yet".

    `delivered_at`: the first way that got through. `opened_at`: by a person of the unit. `held_at`: when the last of
    the ways had failed. `by_hand_at`: when it was left to a person to hand over.
    """

    sent_at: datetime
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acted_at: datetime | None = None
    refused_at: datetime | None = None
    wrong_at: datetime | None = None
    recalled_at: datetime | None = None
    held_at: datetime | None = None
    by_hand_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageStanding:
    """The state and since when, and the steps that were passed, in order."""

    state: MessageState
    since: datetime
    steps: tuple[tuple[MessageState, datetime], ...]

    @property
    def done(self) -> bool:
        """The unit has it: nothing more is waited for."""
        return self.state in (MessageState.ACKNOWLEDGED, MessageState.ACTED_ON, MessageState.RECALLED)


def standing(facts: MessageFacts) -> MessageStanding:
    """The state that follows from the facts.

    A receipt outlives everything but the word that it was the wrong unit. A refusal counts against an opening that was
    before it, not against a receipt. That a way failed counts only while nothing has got through.
    """
    passed = [
        (MessageState.SENT, facts.sent_at),
        (MessageState.DELIVERED, facts.delivered_at),
        (MessageState.OPENED, facts.opened_at),
        (MessageState.ACKNOWLEDGED, facts.acknowledged_at),
        (MessageState.ACTED_ON, facts.acted_at),
    ]
    steps = tuple((state, at) for state, at in passed if at is not None)
    state, since = _state(facts, steps)
    return MessageStanding(state, since, steps)


def _state(
    facts: MessageFacts, steps: tuple[tuple[MessageState, datetime], ...]
) -> tuple[MessageState, datetime]:
    if facts.wrong_at is not None:
        return MessageState.WRONG_RECIPIENT, facts.wrong_at
    furthest = steps[-1]
    if facts.acknowledged_at is not None or facts.acted_at is not None:
        return furthest
    if facts.recalled_at is not None:
        return MessageState.RECALLED, facts.recalled_at
    if facts.refused_at is not None and (facts.opened_at is None or facts.refused_at >= facts.opened_at):
        return MessageState.REFUSED, facts.refused_at
    if facts.opened_at is not None or facts.delivered_at is not None:
        return furthest
    if facts.by_hand_at is not None:
        return MessageState.BY_HAND, facts.by_hand_at
    if facts.held_at is not None:
        return MessageState.HELD, facts.held_at
    return furthest


ACTED_ON: Mapping[K, frozenset[K]] = {
    K.ADMISSION_NOTICE_SENT: frozenset(
        {K.CONTACT_TAKEN, K.CARE_CONTACT_APPOINTED, K.SERVICES_REPORTED, K.ANSWER_GIVEN, K.SIP_CALLED}
    ),
    K.EXPECTED_DISCHARGE_CHANGED: frozenset({K.ANSWER_GIVEN, K.HOME_CARE_NOTIFIED}),
    K.DISCHARGE_READY_SENT: frozenset(
        {K.ANSWER_GIVEN, K.HOME_CARE_NOTIFIED, K.SIP_CALLED, K.HOME_RECEPTION_ORDERED}
    ),
    K.HOME_CARE_NOTIFIED: frozenset({K.ANSWER_GIVEN, K.SUPPORT_STARTED, K.HOME_RECEPTION_VISITED}),
    K.DISCHARGED: frozenset({K.SUPPORT_STARTED, K.HOME_CARE_NOTIFIED}),
    K.SIP_CALLED: frozenset({K.ANSWER_GIVEN, K.SIP_HELD}),
    K.HOME_RECEPTION_ORDERED: frozenset(
        {
            K.HOME_RECEPTION_ACCEPTED,
            K.HOME_RECEPTION_DECLINED,
            K.HOME_RECEPTION_VISITED,
            K.HOME_RECEPTION_HANDED_OVER,
        }
    ),
}
"""By which later items of the receiving unit a message was acted on."""


def acted_at(chain: Chain, fact: Fact, unit_id: int) -> datetime | None:
    """When the unit first did what the message is about; None while it has not."""
    kinds = ACTED_ON.get(fact.kind, frozenset())
    later = [one.at for one in chain.of_kind(*kinds) if one.by_id == unit_id and one.at >= fact.at]
    return min(later, default=None)


def wrong_at(chain: Chain, fact: Fact, unit_id: int) -> datetime | None:
    """When the unit said that the message was not for it; None while it has not."""
    for one in chain.of_kind(K.WRONG_RECIPIENT):
        same = one.data.get("of") == str(fact.kind) and one.data.get("of_at") == fact.at.isoformat()
        if one.by_id == unit_id and same:
            return one.at
    return None
