"""Sent in to hospital: to which stay a report belongs, and who is told of a visit without admission (T32)."""

from datetime import datetime, timedelta

from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind

FOLLOWS = timedelta(hours=72)
"""How long before an admission a report can have been written and still be about it."""


def follows(reported_at: datetime, admitted_at: datetime) -> bool:
    """Whether a report that was written on an earlier case follows the person to this admission."""
    return timedelta(0) <= admitted_at - reported_at <= FOLLOWS


def told_of_visit(chain: Chain, *, listed_at: int | None, by_id: int) -> frozenset[int]:
    """The vårdcentral where the person is listed, and those whose report of sending in stands."""
    senders = {fact.by_id for fact in chain.of_kind(ItemKind.SENT_IN_REPORTED)}
    return frozenset(({listed_at} if listed_at else set()) | senders) - {by_id}
