"""The information at discharge as a unit may see it."""

from collections.abc import Mapping

from actors.acting import Acting
from transitions import permissions
from transitions.models import Addressee, CareEpisode, InformationDraft, Item
from transitions.rules.kinds import ItemKind
from transitions.selectors.redaction import as_sent


def draft(*, acting: Acting, episode: CareEpisode) -> Mapping[str, str]:
    """What the unit itself has written so far; nothing of another's. One query."""
    row = InformationDraft.objects.filter(episode=episode, unit_id=acting.unit_id).first()
    return row.sections if row is not None else {}


def latest(*, acting: Acting, episode: CareEpisode) -> Item | None:
    """The latest information, as it was sent to the unit. Two queries."""
    found = permissions.items_visible_to(acting).filter(
        episode=episode, kind=ItemKind.DISCHARGE_INFORMATION_SENT, cancelled_at=None
    )
    item = found.select_related("by_unit").order_by("-at", "-pk").first()
    if item is None:
        return None
    own = Addressee.objects.filter(item=item, unit_id=acting.unit_id).first()
    return as_sent(item, own)
