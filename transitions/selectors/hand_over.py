"""The notes between those who help a person at home, as a unit may see them (T37)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from actors.acting import Acting
from transitions.models import Addressee, CareEpisode
from transitions.rules.kinds import ItemKind
from transitions.selectors.day import Told, told


def notes(*, acting: Acting, episode: CareEpisode) -> list[Told]:
    """The notes that the unit wrote or was sent, oldest first. Two queries."""
    found = told(acting=acting, episodes=[episode], kinds=[ItemKind.HAND_OVER_NOTE])
    return [one for one in found if one.item.cancelled_at is None]


def readers(*, acting: Acting, found: Sequence[Told]) -> Mapping[int, list[Addressee]]:
    """To whom the unit's own notes went, and who has read them, by note. One query."""
    own = [one.item.pk for one in found if one.item.by_unit_id == acting.unit_id]
    rows = Addressee.objects.filter(item__in=own).exclude(unit_id=acting.unit_id).select_related("unit")
    by_item: dict[int, list[Addressee]] = defaultdict(list)
    for row in rows.order_by("pk"):
        by_item[row.item_id].append(row)
    return by_item
