"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

from celery import shared_task

from core import clock, scope
from transitions import services
from transitions.notifications import system_acting
from transitions.services import ladder


@shared_task
@scope.as_system("sweep_deadlines")
def sweep_deadlines() -> int:
    """Each minute: tell units of tasks whose time is out."""
    return services.sweep_deadlines(acting=system_acting(), now=clock.now())


@shared_task
@scope.as_system("climb_ladder")
def climb_ladder() -> int:
    """Each minute: the steps that are due for messages that nobody has acknowledged. Returns how many were taken."""
    now = clock.now()
    ladder.plan_forgotten(now=now)
    return ladder.climb(acting=system_acting(), now=now)
