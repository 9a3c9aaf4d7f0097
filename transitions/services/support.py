"""The handläggare's contact with the person, whether the person applies, and the decision (T3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.support import Granted, Insats
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


@transition
def decide_support(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    granted: Granted,
    insatser: Sequence[Insats] = (),
    note: str = "",
    version: int | None = None,
) -> Item:
    """The decision, its insatser with extent and start (T3). A later one replaces it; both stand on the chain.

    That there is a decision, and from when, is a step; what was decided goes to the ward on consent or a harm
    assessment only. Raises Invalid: `no_insats` (a yes says what), `no_reason` (a no says why), Conflict:
    `no_application`, `person_objects`.
    """
    if granted is not Granted.NO and not insatser:
        raise Invalid("no_insats", "Ange minst en insats.", "what_1")
    if granted is Granted.NO and not note.strip():
        raise Invalid("no_reason", "Skriv varför ansökan avslås.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.DECISION_MADE, at=at, version=version
    )
    data: dict[str, Any] = {"granted": str(granted)}
    starts = [one.starts_on for one in insatser if one.starts_on is not None]
    if granted is not Granted.NO:
        if starts:
            data["starts_on"] = min(starts).isoformat()
        data["insatser"] = [
            {
                "what": one.what,
                "extent": one.extent,
                **({"starts_on": one.starts_on.isoformat()} if one.starts_on else {}),
            }
            for one in insatser
        ]
    writing.put(data=data, note=note)
    return writing.close()
