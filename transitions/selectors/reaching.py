"""What has reached whom: the items that a unit wrote after a moment, with every addressee."""

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, Item
from transitions.rules.kinds import ItemKind
from transitions.selectors import cases


def written_after(*, acting: Acting, episode_id: int, item_id: int) -> list[Addressee]:
    """Each addressee of what the unit has written on the chain since an item, by unit. One query."""
    written = permissions.items_visible_to(acting).filter(
        episode_id=episode_id, by_unit_id=acting.unit_id, pk__gt=item_id
    )
    rows = Addressee.objects.filter(item__in=written).exclude(unit_id=acting.unit_id)
    return list(
        rows.select_related("unit", "item__by_unit", "item__admission_notice").order_by(
            "unit__sort_key", "unit_id", "item__at", "item_id"
        )
    )


def heard_from(*, acting: Acting, episode_id: int) -> set[int]:
    """The present ward, and the units whose items have reached the unit in a case. Three queries, none on its page."""
    episode = cases.by_pk(acting=acting, episode_id=episode_id)
    if episode is None:
        return set()
    wrote = {found.item.by_unit_id for found in cases.visible_items(acting=acting, episode=episode)}
    return wrote | {episode.ward_id}


def care_contact(*, acting: Acting, episode_id: int) -> Item | None:
    """The latest appointment of a fast vårdkontakt as it was sent to the unit, or None.

    Three queries, none on its page.
    """
    episode = cases.by_pk(acting=acting, episode_id=episode_id)
    if episode is None:
        return None
    for found in reversed(cases.visible_items(acting=acting, episode=episode)):
        if found.item.kind == ItemKind.CARE_CONTACT_APPOINTED and found.item.cancelled_at is None:
            return found.item
    return None
