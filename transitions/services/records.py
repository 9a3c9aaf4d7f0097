"""Items without a transition of their own, and what upper apps push down."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from actors.acting import Acting
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def record_item(
    *,
    acting: Acting,
    episode_id: int,
    kind: ItemKind,
    at: datetime,
    to: Iterable[int] = (),
    data: Mapping[str, Any] | None = None,
    derived: Mapping[str, Any] | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Put an item of any kind on the chain: for kinds without rows of their own, and for apps above this one.

    `data` holds the fields of contracts/events.md under their names; `derived` what the system
    adds. The caller's own rows belong in the same transaction.
    """
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    item = writing.put(to=to, data=data, derived=derived, note=note)
    writing.close()
    return item
