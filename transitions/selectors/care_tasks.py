"""The tasks after discharge as they reached a unit (T33)."""

from actors.acting import Acting
from transitions.models import CareEpisode, Item
from transitions.rules.kinds import ItemKind
from transitions.selectors.day import told


def care_task_items(*, acting: Acting, episode: CareEpisode) -> list[Item]:
    """Every word of the tasks that the unit wrote or was told, as it was sent to it, oldest first. Two queries."""
    found = told(acting=acting, episodes=[episode], kinds=[ItemKind.CARE_TASK_CLASSED])
    return [one.item for one in found if one.item.cancelled_at is None]


def latest_care_task(*, acting: Acting, episode: CareEpisode, task: str) -> Item | None:
    """How one task stands, as the unit knows it; None when it does not."""
    found = [
        item for item in care_task_items(acting=acting, episode=episode) if str(item.data.get("task")) == task
    ]
    return found[-1] if found else None
