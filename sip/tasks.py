"""Celery's way into the app: may run zero, one or several times."""

from celery import shared_task

from core import clock, scope
from sip.services.reminding import remind
from transitions.notifications import system_acting


@shared_task
@scope.as_system("remind_of_sips")
def remind_of_sips() -> int:
    """Each morning: follow-ups that are near, and what is not written before a meeting. Returns how many."""
    return remind(acting=system_acting(), now=clock.now())
