"""The only place that locks. Always inside `visible_to`, always in order of pk, always evaluated."""

from actors.acting import Acting
from transitions import permissions
from transitions.models import CareEpisode


class NotFound(Exception):
    """There is no such row for the one who asks; whether it exists for others is not said."""


def lock_episode(acting: Acting, episode_id: int) -> CareEpisode:
    """Lock one episode until the transaction ends, waiting for whoever holds it: a transition must not be skipped.

    Raises NotFound when it is not visible to the unit.
    """
    found = list(
        permissions.visible_to(acting)
        .select_for_update(of=("self",))
        .filter(pk=episode_id)
        .order_by("pk")
    )
    if not found:
        raise NotFound
    return found[0]
