"""The reports of those who sent a person in, as a unit may read them."""

from actors.acting import Acting
from core import scope
from transitions import permissions
from transitions.models import Addressee, CareEpisode, Item
from transitions.rules.kinds import ItemKind
from transitions.rules.sent_in import FOLLOWS
from transitions.selectors.redaction import as_sent


@scope.wide
def _about(episode: CareEpisode) -> list[int]:
    """Reports on the case, and those on earlier cases that belong to its admission. Ids alone leave this function."""
    reports = Item.objects.filter(
        kind=ItemKind.SENT_IN_REPORTED, episode__patient_id=episode.patient_id, cancelled_at__isnull=True
    )
    before = reports.filter(at__range=(episode.admitted_at - FOLLOWS, episode.admitted_at))
    return list(reports.filter(episode=episode).union(before).values_list("pk", flat=True))


def reports(*, acting: Acting, episode: CareEpisode) -> list[Item]:
    """Oldest first, of those that the unit wrote or was addressed by, each as it was sent there. Three queries."""
    items = list(
        permissions.items_visible_to(acting)
        .filter(pk__in=_about(episode))
        .select_related("by_unit")
        .order_by("at", "pk")
    )
    rows = Addressee.objects.filter(item__in=[item.pk for item in items], unit_id=acting.unit_id)
    own = {row.item_id: row for row in rows}
    return [as_sent(item, own.get(item.pk)) for item in items]
