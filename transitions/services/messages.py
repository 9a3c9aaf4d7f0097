"""What is said afterwards about a message: cancelled, corrected, sent to the wrong unit."""

from datetime import datetime

from actors.acting import Acting
from core.conflicts import Conflict
from transitions.models import Item
from transitions.rules.chain import Chain, Fact
from transitions.rules.fields import NOTE, carrier
from transitions.rules.kinds import ItemKind
from transitions.rules.messages import CancelReason, can_cancel, can_correct
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.reception import keep_provider
from transitions.services.writing import Writing

ON_MESSAGES = frozenset({ItemKind.MESSAGE_CORRECTED, ItemKind.WRONG_RECIPIENT})


@transition
def cancel_message(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    of: ItemKind,
    of_at: datetime,
    note: str = "",
    reason: CancelReason | None = None,
    version: int | None = None,
) -> Item:
    """Cancel (makulera) the unit's own message of a kind, sent at `of_at`: it stands, struck out, and counts no more.

    Everybody that it was addressed to is told, and why. Raises Conflict: `no_such_message`, `not_yours_to_cancel`,
    `cancelled_already`.
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.MESSAGE_CANCELLED, at=at, version=version
    )
    fact = _message(writing.chain, of, of_at)
    verdict = can_cancel(fact, unit_id=acting.unit_id)
    if not verdict.allowed and not acting.importing:
        raise Conflict(verdict)
    data = {"of": str(of), "of_at": of_at.isoformat()}
    if reason is not None:
        data["reason"] = str(reason)
    writing.put(to=_told(fact, acting), data=data, note=note, carriers={NOTE: carrier(of, NOTE)})
    writing.cancel(fact)
    if of in (ItemKind.HOME_RECEPTION_ORDERED, ItemKind.HOME_RECEPTION_HANDED_OVER):
        keep_provider(writing)
    return writing.close()


@transition
def comment_message(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    kind: ItemKind,
    of: ItemKind,
    of_at: datetime,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say that a message is corrected, or came to the wrong unit. It goes on counting.

    Raises ValueError for another kind, Conflict("no_such_message").
    """
    if kind not in ON_MESSAGES:
        raise ValueError(kind)
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    fact = _message(writing.chain, of, of_at)
    if kind is ItemKind.MESSAGE_CORRECTED and not acting.importing:
        verdict = can_correct(fact, unit_id=acting.unit_id)
        if not verdict.allowed:
            raise Conflict(verdict)
    to = (
        _told(fact, acting)
        if kind is ItemKind.MESSAGE_CORRECTED
        else frozenset({fact.by_id} - {acting.unit_id})
    )
    # What is said of a message is carried by what carries the message.
    carriers = {NOTE: carrier(of, NOTE)} if kind is ItemKind.MESSAGE_CORRECTED else None
    writing.put(to=to, data={"of": str(of), "of_at": of_at.isoformat()}, note=note, carriers=carriers)
    return writing.close()


def _message(chain: Chain, of: ItemKind, of_at: datetime) -> Fact:
    for fact in chain.facts:
        if fact.kind is of and fact.at == of_at:
            return fact
    raise Conflict(Verdict.no("no_such_message"))


def _told(fact: Fact, acting: Acting) -> frozenset[int]:
    return frozenset(fact.to) - {acting.unit_id}
