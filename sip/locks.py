"""The only place that locks. A SIP is guarded by its episode's lock: two callers at once meet there."""

from actors.acting import Acting
from sip import permissions
from sip.models import Sip
from sip.rules.kinds import SipState
from transitions.locks import NotFound, lock_episode


def lock_episode_of_sips(acting: Acting, episode_id: int) -> None:
    """Lock the episode until the transaction ends; every write of its SIPs comes through here. Raises NotFound."""
    lock_episode(acting, episode_id)


def joinable(acting: Acting, episode_id: int, ref: str | None) -> Sip | None:
    """The SIP that a call joins, episode locked: the one with the ref, else the one called and not yet held."""
    lock_episode_of_sips(acting, episode_id)
    found = Sip.objects.filter(episode_id=episode_id)
    found = found.filter(ref=ref) if ref is not None else found.filter(state=SipState.CALLED)
    return found.select_for_update().order_by("-pk").first()


def lock_sip(acting: Acting, episode_id: int, ref: str) -> Sip:
    """Lock one SIP through its episode. Raises NotFound when the unit may not see it."""
    lock_episode_of_sips(acting, episode_id)
    found = permissions.visible_to(acting).filter(episode_id=episode_id, ref=ref)
    sip = found.select_for_update(of=("self",)).order_by("pk").first()
    if sip is None:
        raise NotFound
    return sip
