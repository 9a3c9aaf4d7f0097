"""The only place that locks. A SIP is guarded by its episode's lock: two callers at once meet there.

The plan is written by many at once in the meeting: the common part and each unit's part have a lock of their own,
taken in that order, and never the episode's after them.
"""

from django.db.models import Prefetch

from actors.acting import Acting
from sip import permissions
from sip.models import Plan, PlanAction, PlanPart, Sip
from sip.rules.kinds import SipState
from transitions.locks import NotFound, lock_episode
from transitions.rules.chain import Chain
from transitions.selectors.chains import chain


def lock_episode_of_sips(acting: Acting, episode_id: int) -> None:
    """Lock the episode until the transaction ends; every write of its SIPs comes through here. Raises NotFound."""
    lock_episode(acting, episode_id)


def locked_chain(acting: Acting, episode_id: int) -> Chain:
    """The whole chain of an episode as it stands under its lock. Raises NotFound."""
    return chain(lock_episode(acting, episode_id))


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


def lock_plan(sip: Sip) -> Plan:
    """The plan of a SIP that the caller has fetched as visible, made at the first writing, locked."""
    Plan.objects.get_or_create(sip=sip)
    return Plan.objects.select_for_update().get(sip=sip)


def lock_part(plan: Plan, unit_id: int) -> PlanPart:
    """A unit's own part, made at the first writing, locked. Those who write in other parts do not wait for it."""
    PlanPart.objects.get_or_create(plan=plan, unit_id=unit_id)
    return PlanPart.objects.select_for_update().get(plan=plan, unit_id=unit_id)


def lock_parts(plan: Plan) -> list[PlanPart]:
    """Every part of a plan, locked in order. The caller has opened the whole chain: a change touches unseen parts."""
    return list(
        PlanPart.objects.filter(plan=plan)
        .select_for_update(of=("self",))
        .select_related("unit")
        .prefetch_related(Prefetch("actions", PlanAction.objects.filter(dropped=False)))
        .order_by("pk")
    )
