"""The only place that locks. Always inside `visible_to`, always in order of pk, always evaluated."""

from collections.abc import Iterable

from actors.acting import Acting
from core import scope
from transitions import permissions
from transitions.models import CareEpisode


class NotFound(Exception):
    """There is no such row for the one who asks; whether it exists for others is not said."""


def lock_episode(acting: Acting, episode_id: int) -> CareEpisode:
    """Lock one episode until the transaction ends, waiting for whoever holds it: a transition must not be skipped.

    Raises NotFound when it is not visible to the unit.
    """
    found = lock_episodes(acting, [episode_id])
    if not found:
        raise NotFound
    return found[0]


def lock_episodes(acting: Acting, episode_ids: Iterable[int]) -> list[CareEpisode]:
    """Lock those of the episodes that are visible to the unit; the service then works on their whole chains."""
    found = permissions.visible_to(acting).filter(pk__in=list(episode_ids))
    locked = list(found.select_for_update(of=("self",)).order_by("pk"))
    scope.open_chains(episode.pk for episode in locked)
    return locked
