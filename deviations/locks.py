"""The only place that locks: first the case, then the deviation, so that two writers never wait for each other."""

from actors.acting import Acting
from deviations import permissions
from deviations.models import Deviation
from transitions.locks import NotFound, lock_episode


def lock_deviation(acting: Acting, ref: str) -> Deviation:
    """Lock one deviation until the transaction ends. Raises NotFound when it is not visible to the unit."""
    visible = permissions.visible_to(acting).filter(ref=ref)
    episode_id = visible.values_list("episode_id", flat=True).first()
    if episode_id is not None:
        lock_episode(acting, episode_id)
    found = list(visible.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        raise NotFound
    return found[0]
