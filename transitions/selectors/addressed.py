"""One message to the acting unit, by the delivery that brought it."""

from dataclasses import dataclass

from actors.acting import Acting
from core.tracking import Told
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item


@dataclass(frozen=True, slots=True)
class Addressed:
    """The message, its case, and the row that says on what ground it was sent to the unit."""

    item: Item
    episode: CareEpisode
    own: Addressee | None


def by_delivery(acting: Acting, told: Told) -> Addressed | None:
    """What a delivery to the acting unit is about; None when it is about no message, or is kept from the unit.

    Two queries.
    """
    item_id = told.payload.get("item")
    if told.recipient_id != acting.unit_id or not isinstance(item_id, int):
        return None
    return by_item(acting, item_id)


def by_item(acting: Acting, item_id: int) -> Addressed | None:
    """A message that the acting unit may see, not a cancelled one. Two queries."""
    item = (
        permissions.items_visible_to(acting)
        .filter(pk=item_id, cancelled_at=None, episode__in=permissions.visible_to(acting))
        .select_related("episode__patient", "episode__ward", "by_unit", "admission_notice")
        .first()
    )
    if item is None:
        return None
    own = Addressee.objects.filter(item=item, unit_id=acting.unit_id).first()
    return Addressed(item, item.episode, own)


def addressee(item: Item, unit_id: int) -> Addressee | None:
    """The row of an addressed unit; None when it was not addressed. One query."""
    return Addressee.objects.select_related("unit").filter(item=item, unit_id=unit_id).first()
