"""A readmission as a unit may see it: the earlier stay, and what was said of the cause (T14)."""

from collections.abc import Iterable

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item
from transitions.rules.kinds import ItemKind
from transitions.selectors.redaction import as_sent


def visible_episode(*, acting: Acting, episode_id: int) -> CareEpisode | None:
    """A stay with its person and ward, when the unit may see it still. One query."""
    return permissions.visible_to(acting).select_related("ward", "patient").filter(pk=episode_id).first()


def causes(*, acting: Acting, item_ids: Iterable[int]) -> dict[int, Item]:
    """Those of the answers that reached the unit, as they were sent to it, by id. Two queries."""
    items = list(
        permissions.items_visible_to(acting)
        .filter(pk__in=list(item_ids), kind=ItemKind.READMISSION_CAUSE_RECORDED)
        .select_related("by_unit")
    )
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    return {item.pk: as_sent(item, own.get(item.pk)) for item in items}
