"""The handläggare's contact with the person, and whether the person applies (T3)."""

from datetime import datetime

from actors.acting import Acting
from transitions.models import Item
from transitions.rules.kinds import Applies, ItemKind
from transitions.services.loading import transition
from transitions.services.writing import Writing

_KIND = {Applies.YES: ItemKind.SUPPORT_APPLIED, Applies.OBJECTS: ItemKind.SUPPORT_DECLINED}


@transition
def take_contact(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    applies: Applies,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Record the contact and the person's word: applies, does not, not yet, cannot say, or objects.

    Not applying is no objection: only `objects` counts as support_declined (contracts/liability.md 7).
    """
    kind = _KIND.get(applies, ItemKind.CONTACT_TAKEN)
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    writing.put(data={"applies": str(applies)} if kind is ItemKind.CONTACT_TAKEN else {}, note=note)
    return writing.close()
