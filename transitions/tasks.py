"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

from celery import shared_task

from core import clock, doorbell, scope
from transitions import services
from transitions.exports import packs as exports
from transitions.notifications import system_acting
from transitions.selectors import packs as selectors
from transitions.services import ladder, packs


@shared_task
@scope.as_system("sweep_deadlines")
def sweep_deadlines() -> int:
    """Each minute: tell units of tasks whose time is out."""
    return services.sweep_deadlines(acting=system_acting(), now=clock.now())


@shared_task
@scope.as_system("send_due_information")
def send_due_information() -> int:
    """Each minute: at 15 on the day of a discharge, what the ward has written is sent, with what is missing."""
    return services.send_due_information(now=clock.now())


@shared_task
@scope.as_system("climb_ladder")
def climb_ladder() -> int:
    """Each minute: the steps that are due for messages that nobody has acknowledged. Returns how many were taken."""
    now = clock.now()
    ladder.plan_forgotten(now=now)
    return ladder.climb(acting=system_acting(), now=now)


@shared_task(name=packs.MAKE_TASK, ignore_result=True)
@scope.as_system("make_pack")
def make_pack(pack_id: int) -> bool:
    """Make the file of an evening pack. Returns whether this call made it."""
    return exports.make_pack(pack_id, acting=system_acting())


@shared_task
@scope.as_system("evening_packs")
def evening_packs() -> int:
    """Each evening: a pack for every unit with open cases. Returns how many were ordered."""
    now = clock.now()
    packs.remove_old(now=now)
    return packs.order_all(acting=system_acting())


@shared_task
@scope.as_system("sweep_packs")
def sweep_packs() -> int:
    """Each minute: ring again for packs that no worker has finished. Returns how many."""
    waiting = selectors.forgotten(now=clock.now())
    for pack_id in waiting:
        doorbell.ring(packs.MAKE_TASK, pack_id)
    return len(waiting)
