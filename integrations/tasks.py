"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

import structlog
from celery import shared_task

from core import clock, doorbell, scope
from integrations.services import event_loads

log = structlog.get_logger(__name__)


# Its row holds a lease that the load renews: a copy that the broker gives to another worker meanwhile goes home.
@shared_task(name=event_loads.LOAD_TASK, ignore_result=True, time_limit=6 * 3600)
@scope.as_system("load_events")
def load_events(load_id: int) -> bool:
    """Try or load a file that came through the page. Returns whether this call did it."""
    return event_loads.run(load_id)


@shared_task(name="integrations.tasks.sweep_loads", ignore_result=True)
@scope.as_system("sweep_loads")
def sweep_loads() -> int:
    """Each minute: ring again for loads that no worker has finished, and remove files left behind. Returns how many."""
    now = clock.now()
    waiting = event_loads.forgotten(now=now)
    for load_id in waiting:
        log.warning("load_rung_again", load=load_id)
        doorbell.ring(event_loads.LOAD_TASK, load_id)
    return len(waiting) + event_loads.remove_old_files(now=now)
