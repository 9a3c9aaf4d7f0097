"""Celery's way into the app: load by id, call a service. May run zero, one or several times."""

from celery import shared_task

from core import scope
from liability import services


@shared_task
@scope.as_system("assess")
def assess(episode_id: int) -> int:
    """Work out one episode's betalningsansvar. Returns the number of the result."""
    return services.assess_episode(episode_id=episode_id).number


# Batch by batch, each under its locks: a second copy finds nothing changed.
@shared_task(time_limit=3600)
@scope.as_system("recompute_open")
def recompute_open() -> int:
    """Each night: every result that the day, the chain or an amount may have changed. Returns how many."""
    return services.assess_due()
