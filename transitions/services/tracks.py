"""The colour track, and what follows from it for the SIP."""

from datetime import datetime

from actors.acting import Acting
from core.conflicts import Conflict
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.tracks import NO_SIP, Track, track_of
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def set_track(
    *, acting: Acting, episode_id: int, at: datetime, track: Track, note: str = "", version: int | None = None
) -> Item:
    """Choose the colour of a case (T25). Raises Conflict("same_track").

    A colour in which one principal is enough also records that no SIP is required, so that the steps and
    betalningsansvar rest on the same fact; another colour takes that word back. Never of a child, of whom a SIP is
    always considered (T15), and never over a SIP that somebody has called.
    """
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.TRACK_SET, at=at, version=version)
    if track_of(writing.chain) is track:
        raise Conflict(Verdict.no("same_track"))
    item = writing.put(data={"track": str(track)}, note=note)
    recorded = writing.chain.of_kind(ItemKind.SIP_NOT_REQUIRED)
    if track in NO_SIP:
        if not recorded and not writing.chain.of_kind(ItemKind.SIP_CALLED) and not writing.chain.stay.child:
            writing.put(
                kind=ItemKind.SIP_NOT_REQUIRED,
                data={"reason": "single_principal"},
                derived={"by_track": item.pk},
            )
    else:
        for fact in recorded:
            if "by_track" in fact.data:
                writing.cancel(fact)
    writing.close()
    return item
