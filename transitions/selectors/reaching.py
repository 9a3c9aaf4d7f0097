"""What has reached whom: the items that a unit wrote after a moment, with every addressee."""

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, Item
from transitions.rules.kinds import ItemKind
from transitions.selectors.redaction import as_sent


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
    """The present ward, and the units whose items have reached the unit in a case. Two queries."""
    wrote = permissions.items_visible_to(acting).filter(episode_id=episode_id).order_by()
    ward = permissions.visible_to(acting).filter(pk=episode_id).values_list("ward_id", flat=True)
    return {*wrote.values_list("by_unit_id", flat=True).distinct(), *ward}


def care_contact(*, acting: Acting, episode_id: int) -> Item | None:
    """The latest appointment of a fast vårdkontakt as it was sent to the unit, or None. At most two queries."""
    item = (
        permissions.items_visible_to(acting)
        .filter(episode_id=episode_id, kind=ItemKind.CARE_CONTACT_APPOINTED, cancelled_at__isnull=True)
        .select_related("by_unit")
        .order_by("-at", "-pk")
        .first()
    )
    if item is None or item.by_unit_id == acting.unit_id:
        return item
    return as_sent(item, Addressee.objects.filter(item=item, unit_id=acting.unit_id).first())
