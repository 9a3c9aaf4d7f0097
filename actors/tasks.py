"""What a worker of the actors app can be rung for."""

from celery import shared_task

from actors import services_drafts
from core import scope


@shared_task(name="actors.tasks.forget_drafts", ignore_result=True)
@scope.as_system("forget_drafts")
def forget_drafts() -> int:
    """Each hour: what was typed and not sent for a day. Returns how many."""
    return services_drafts.forget_expired()
