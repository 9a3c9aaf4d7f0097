"""The cause of a readmission, as each side sees it (T14)."""

from datetime import datetime

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import READMISSION_CAUSES, ItemKind
from transitions.rules.readmission import earlier_for
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def record_cause(
    *, acting: Acting, episode_id: int, at: datetime, cause: str, note: str = "", version: int | None = None
) -> Item:
    """The unit's own word on why the person came back. A later word of the same unit replaces it.

    Raises Conflict("no_readmission"), also for a unit that was not on the earlier chain: that there was one is not
    told it. Invalid("unknown_cause").
    """
    if cause not in READMISSION_CAUSES:
        raise Invalid("unknown_cause", "Välj en orsak i listan.", "cause")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.READMISSION_CAUSE_RECORDED, at=at, version=version
    )
    if earlier_for(writing.chain, acting.unit_id) is None:
        raise Conflict(Verdict.no("no_readmission"))
    writing.put(data={"cause": cause}, note=note.strip())
    return writing.close()
